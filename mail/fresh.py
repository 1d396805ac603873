"""What somebody wrote this time: the text without quoted history and signature. One pass over the lines, linear (T22)."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST = 256 * 1024

_SAID = (
    r"wrote|writes|said|escribi[oó]|escreveu|a [ée]crit|schrieb|ha scritto|scrisse|schreef|napisał\(?a?\)?|skrev|"
    r"kirjoitti|пишет|написал\(?а?\)?|写道|寫道|写到|書きました|님이 작성|yazdı|έγραψε"
)
_ATTRIBUTION_END = re.compile(
    rf"(?:\b|(?<=[^\x00-\x7f])|>|\)|^\s*)(?:{_SAID})\s*[:：]?\s*$|^\s*(?:在|于|於).{{4,200}}(?:写道|寫道)\s*[:：]"
)
_ATTRIBUTION_START = re.compile(
    r"^\s*(?:On|At|Le|El|Am|Em|Il|Op|W dniu|Den|On\s|Dnia|Em\s|Pada|Vào|在|于|於|\d{1,4}[-./年]\d{1,2}[-./月])\s?.*\d",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    r"""(?ix)^[\s>*]*[-_—=－]{2,}\s*
    (?: original\s+(?:message|e?-?mail|appointment) | forwarded\s+(?:message|by|e?-?mail)[^-]* | reply\s+message |
     mensaje\s+(?:original|reenviado)
      | mensagem\s+(?:original|encaminhada) | messaggio\s+(?:originale|inoltrato) | message\s+(?:d['’]origine|
      transf[ée]r[ée]|initial)
      | (?:ursprüngliche|weitergeleitete)\s+nachricht | original-?nachricht | исходное\s+сообщение |
       пересылаемое\s+сообщение
      | oorspronkelijk\s+bericht | 原始邮件(?:信息)? | 邮件原件 | 原始郵件 | 原邮件 | 回复的?原邮件 |
       转发(?:的)?邮件(?:信息)? | 轉寄郵件 | 轉寄的郵件
      | 回复邮件 | 回复的邮件 | 回覆郵件 | 转发邮件信息 | 被转发邮件的信息 | 原始消息 | 发自.{0,20}原始邮件 )
    \s*[-_—=－]*\s*$"""
)
_FORWARDED = re.compile(
    r"(?im)^[\s>*]*(?:begin forwarded message|anfang der weitergeleiteten|début du message (?:réexpédié|transféré)|"
    r"inicio del mensaje reenviado|inizio messaggio inoltrato|início da mensagem encaminhada|"
    r"下面是被转发的邮件|开始转发的?邮件|以下是转发的邮件)"
    r"[^\n:：]{0,40}[:：]?\s*$"
)
_IS_FORWARD = re.compile(r"(?i)forward|reenviad|encaminhad|inoltrat|transf[ée]r|weitergeleitet|пересыла|转发|轉寄|转寄")

_NAME = {
    "from": r"from|de|von|da|от|van|fra|från|发件人|寄件人|寄件者|發件人|发信人",
    "date": r"sent|date|enviado(?:\s+el)?|enviada\s+em|fecha|data|gesendet|datum|envoyé|inviato|отправлено|дата|verzonden|"
    r"发送时间|发送日期|日期|時間|时间|寄件日期|傳送日期|發送時間|发件时间|送信日時",
    "to": r"to|para|an|à|a|кому|aan|til|till|收件人|收信人|收件者",
    "cc": r"cc|抄送|副本|копия|copia|kopie",
    "subject": r"subject|asunto|assunto|betreff|objet|oggetto|тема|onderwerp|emne|ämne|主题|主題|主旨|标题",
}
_FIELD = re.compile("|".join(rf"(?P<{name}>{words})" for name, words in _NAME.items()), re.IGNORECASE)
_LABEL = re.compile(r"^[\s>*|]*\**([^\s:：*][^:：*\n]{0,18}?)\s*\**\s*[:：]\s*\**\s?(.*)$")

_SIGNATURE = re.compile(r"^\s?--\s?$|^—\s?$")
_SENT_FROM = re.compile(
    r"(?i)^\s*(?:sent (?:from|via|with) (?:my|the|mail|yahoo|outlook|samsung|gmail|proton|windows|a )|get outlook for|"
    r"enviado (?:desde|do|dal?) |envoyé (?:de|depuis) |von meinem .{2,30} gesendet|gesendet von |inviato da(?:l| )|"
    r"отправлено (?:с|из) |发自(?:我的|手机|.{0,12}(?:iphone|ipad|邮箱|安卓))|從我的|从\s?windows|來自|"
    r"来自我的|搜狗输入法)"
)
_CLOSING = re.compile(
    r"(?i)^\s*(?:(?:with\s+)?(?:best|kind|warm|kindest|warmest|many)\s+(?:regards|wishes|greetings)|"
    r"(?:best\s+)?regards|br|b\.?rgds|"
    r"rgds|yours\s+(?:sincerely|faithfully|truly)|sincerely(?:\s+yours)?|thanks\s*(?:&|"
    r"and)\s*(?:best\s+)?(?:regards|rgds|br)|cheers|"
    r"(?:un\s+)?(?:cordial(?:es)?\s+)?saludos?(?:\s+cordial(?:es)?)?|(?:muy\s+)?atentamente|"
    r"(?:bien\s+)?cordialement|(?:bien\s+)?à vous|"
    r"(?:mit\s+)?(?:freundlichen|besten|vielen|herzlichen)\s+(?:grüßen|grüssen|gruessen|grüße|grüsse)|mfg|"
    r"viele\s+gr(?:ü|ue)(?:ß|ss)e|"
    r"atenciosamente|cumprimentos|(?:com\s+os\s+)?melhores\s+cumprimentos|abraços|cordiali\s+saluti|distinti\s+saluti|"
    r"с\s+уважением|此致|顺祝商祺|顺颂商祺|祝好|祝商祺|谨启|敬上|商祺|顺颂|祝您?生意兴隆)\s*[,，.!！。;~]*\s*$"
)
_POSTSCRIPT = re.compile(r"(?i)^\s*(?:p\.?\s?s\.?\b|附[:：]|又及)")
_LONGEST_SIGNATURE = 16
_MOST_TRIES = 400
"""Lines that may begin a quoted head and are looked at; more only a hostile text has."""
_EMPTY_RUN = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Cut:
    """A text in three: what is new, how it is signed, what is history. `forward`: the history is a forwarded letter."""

    fresh: str
    signature: str = ""
    quoted: str = ""
    forward: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """The head of a quoted or forwarded letter: its fields as written, and the line after it."""

    fields: dict[str, str]
    after: int


def cut(text: str, quoted_spans: tuple[tuple[int, int], ...] = ()) -> Cut:
    """The fresh text, the signature and the quoted rest. Never loses a word: without anything fresh, all is fresh.

    Only a pure forward has no fresh text of its own. `quoted_spans` are stretches that HTML marks as quoted.
    """
    text = text[:LONGEST]
    if quoted_spans:
        return _cut_spans(*_held_out(text, quoted_spans))
    return _cut_lines(text.split("\n"))


def _cut_lines(lines: list[str]) -> Cut:
    fresh, quoted, forward = _split(lines)
    own, signature = _unsigned(fresh)
    if not any(each.strip() for each in own):
        if forward and any(each.strip() for each in quoted):
            return Cut("", "\n".join(signature).strip(), "\n".join(quoted).strip("\n"), True)
        if any(each.strip() for each in fresh):
            own, signature = fresh, []
        else:
            own, signature, quoted = lines, [], []
    return Cut(_joined(own), _joined(signature), "\n".join(quoted).strip("\n"), forward)


def _cut_spans(text: str, held: str) -> Cut:
    """What stands outside the stretches that HTML marks as quoted, cut once more; with nothing outside, what is inside."""
    own = cut(text)
    if (own.fresh or ("" if own.quoted else own.signature)).strip():
        forward = own.forward or bool(_IS_FORWARD.search(held[:400]) and first_block(held[:4000].split("\n")))
        return Cut(own.fresh, own.signature, "\n".join(filter(None, (own.quoted, held))), forward)
    inner = cut(held)
    return inner if inner.fresh or inner.forward else Cut(held.strip())


def first_block(lines: list[str]) -> Block | None:
    """The first header block of a quoted letter: From: and at least two of date, to, cc, subject, blank lines between."""
    for at, each in enumerate(lines[:400]):
        if field_of(each)[0] == "from":
            block = block_at(lines, at)
            if block is not None:
                return block
    return None


def block_at(lines: list[str], at: int) -> Block | None:
    """The header block that begins at a line; None where there is none."""
    fields: dict[str, str] = {}
    misses, after, last = 0, at, ""
    for number in range(at, min(at + 16, len(lines))):
        each = lines[number]
        if not each.strip(" >*\t"):
            misses += 1
            if misses > 3 or (len(fields) >= 4 and "subject" in fields):
                break
            continue
        name, value = field_of(each)
        if name and name not in fields:
            fields[name] = value
            after, misses, last = number + 1, 0, name
        elif last and not name and misses == 0 and each.startswith((" ", "\t", ">")) and len(fields) < 5:
            after = number + 1  # a folded line
        elif name:
            after = number + 1
        else:
            break
    return Block(fields, after) if len(fields) >= 3 and "from" in fields else None


def field_of(each: str) -> tuple[str, str]:
    """The name ("from", "date", "to", "cc", "subject") and value of a quoted header line; empty for any other line."""
    found = _LABEL.match(each[:1000])
    if found is None:
        return "", ""
    name = _FIELD.fullmatch(found[1].strip(" *"))
    return (name.lastgroup or "", found[2].strip(" *")) if name else ("", "")


def _split(lines: list[str]) -> tuple[list[str], list[str], bool]:
    fresh: list[str] = []
    quoted: list[str] = []
    at, tries = 0, _MOST_TRIES
    while at < len(lines):
        each = lines[at]
        mark = each.lstrip()[:1]
        if not mark:
            fresh.append(each)
        elif mark == ">" or (mark == "|" and each.lstrip()[:2] == "| "):
            quoted.append(each)
        elif _ORIGINAL.match(each) or _FORWARDED.match(each):
            return fresh, quoted + lines[at:], bool(_IS_FORWARD.search(each)) or _pure(fresh, lines[at:])
        elif _ends_attribution(each):
            if not _followed_by_mark(lines, at):
                fresh, head = _attribution_off(fresh, each)
                return fresh, quoted + head + lines[at:], False
            fresh, head = _attribution_off(fresh, each)
            quoted += [*head, each]
        elif (":" in each[:30] or "：" in each[:30]) and _begins_block(lines, at, tries):
            fresh, head = _rule_off(fresh)
            return fresh, quoted + head + lines[at:], _pure(fresh, lines[at:])
        else:
            tries -= ":" in each[:30] or "：" in each[:30]
            fresh.append(each)
        at += 1
    return fresh, quoted, False


def _begins_block(lines: list[str], at: int, tries: int) -> bool:
    return tries > 0 and field_of(lines[at])[0] in ("from", "date") and _block_here(lines, at)


def _block_here(lines: list[str], at: int) -> bool:
    if block_at(lines, at) is not None:
        return True
    names = {field_of(each)[0] for each in lines[at : at + 8]}
    return {"from", "date"} <= names and bool(names & {"to", "subject"})


def _pure(fresh: list[str], rest: list[str]) -> bool:
    """A letter that is nothing but an older one: nothing above, and a whole head."""
    return not any(each.strip() for each in fresh) and first_block(rest[:20]) is not None


def _ends_attribution(each: str) -> bool:
    tail = each[-220:] if len(each) > 220 else each
    if not tail.rstrip().endswith((":", "：", ">")) and "写道" not in tail and "寫道" not in tail:
        return False
    if not _ATTRIBUTION_END.search(tail):
        return False
    bare = each.strip()
    return "@" in each or bool(_ATTRIBUTION_START.match(each[:220])) or len(bare) < 30 or "写道" in bare


def _attribution_off(fresh: list[str], last: str) -> tuple[list[str], list[str]]:
    """Attributions run over up to three lines: "On ... Eva" / "<eva@kunde.example>" / "wrote:"."""
    if _ATTRIBUTION_START.match(last[:220]) and not last.lstrip().startswith(tuple("0123456789")):
        return fresh, []
    for back in range(1, min(4, len(fresh) + 1)):
        each = fresh[-back]
        if not each.strip():
            break
        if _ATTRIBUTION_START.match(each[:220]):
            return fresh[:-back], fresh[-back:]
    return fresh, []


def _rule_off(fresh: list[str]) -> tuple[list[str], list[str]]:
    """The rule above a quoted head belongs to it: ________ of Outlook."""
    last = len(fresh)
    while last and not fresh[last - 1].strip():
        last -= 1
    if last and len(fresh[last - 1].strip()) >= 5 and not fresh[last - 1].strip("_-=— \t*"):
        return fresh[: last - 1], fresh[last - 1 :]
    return fresh, []


def _followed_by_mark(lines: list[str], at: int) -> bool:
    following = next((each for each in lines[at + 1 : at + 6] if each.strip()), "")
    return following.lstrip().startswith(">")


def _unsigned(lines: list[str]) -> tuple[list[str], list[str]]:
    last = len(lines)
    for at in range(len(lines) - 1, max(-1, len(lines) - 60), -1):
        if _SIGNATURE.match(lines[at]):
            last = at
    for at in range(last - 1, max(-1, last - 12), -1):
        if _SENT_FROM.match(lines[at]) and len(lines[at]) < 80:
            last = at
            break
    last = _closing(lines, last)
    return lines[:last], lines[last:]


def _closing(lines: list[str], last: int) -> int:
    told = [at for at in range(last - 1, max(-1, last - 40), -1) if lines[at].strip()][:_LONGEST_SIGNATURE]
    for at in told:
        if _CLOSING.match(lines[at][:80]):
            after = lines[at + 1 : last]
            spoken = any(
                len(each) > 120 or _POSTSCRIPT.match(each) or each.rstrip().endswith(("?", "？")) for each in after
            )
            return last if spoken else at
    return last


def _held_out(text: str, spans: tuple[tuple[int, int], ...]) -> tuple[str, str]:
    own, held, at = [], [], 0
    for start, end in spans:
        own.append(text[at:start])
        held.append(text[start:end])
        at = end
    own.append(text[at:])
    return "\n".join(own), "\n".join(held)


def _joined(lines: list[str]) -> str:
    return _EMPTY_RUN.sub("\n\n", "\n".join([each.rstrip() for each in lines]).strip("\n"))
