"""What a line near the end of a letter is: telephone, firm, name, closing, footer, or words of the writer."""

from __future__ import annotations

import re

from mail import signature_words as words

_LONGEST_LINE = 240
RULE = re.compile(r"^\s*(?:[-_=*~#+—–─━◆◇★☆■□•·.]\s?){4,}\s*$")
_SENT = re.compile(
    rf"^\W*(?:(?:{words.SENT_START})\W?.{{0,50}}(?:{words.DEVICE}).{{0,50}}|{words.SENT_WHOLE})\W*$", re.IGNORECASE
)
_SENT_END = re.compile(rf"^\W*.{{0,40}}(?:{words.DEVICE}).{{0,30}}(?:{words.SENT_END})\W*$", re.IGNORECASE)
_SENT_TAILS = tuple({each[-2:] for each in words.SENT_END.split("|")})
"""Looked for first: the pattern is the dearest of all."""
_INLINE_LINK = re.compile(r"\s?[<(\[]\s?(?:https?:|mailto:|www\.)[^\s<>()\[\]]{3,300}[>)\]]|\s?https?://\S{3,300}")
_CLOSING = re.compile(
    rf"^[\s*_\W]{{0,4}}(?:{words.CLOSINGS})(?:\s*[/|"
    rf"]\s*(?:{words.CLOSINGS}))?[\s,，.!！。;；~:：*_-]{{0,6}}(?P<name>[^\W\d_][^\d@:：,?？!！。<>|"
    rf"]{{0,38}})?[\s,，.!！。;~*_]*$",
    re.IGNORECASE,
)
_BEGINS_CLOSING = re.compile(rf"^[\s*_\W]{{0,4}}(?:{words.CLOSINGS})", re.IGNORECASE)
_BARE_CLOSING = re.compile(rf"^[\s*_\W]{{0,4}}(?:{words.CLOSINGS})[\s,，،.!！。;؛；~:：*_-]*$", re.IGNORECASE)
_KOREAN_CLOSING = re.compile(r"^\s*[가-힣\s]{2,20}\s(?:드림|올림|배상)\s*[.]?\s*$")
_NAME_WORD = re.compile(r"^(?:[^\W\d_][\w.'’-]*\.?|[(\"'“].{1,20}[)\"'”]|&|-|/)$")
_NO_NAME = frozenset(
    "yes no ok okay agreed confirmed thanks thank hi hello dear approved accepted noted done please good great "
    "fine perfect hallo hola ja nein si sí oui non oh sure "
    "received regards agree correct right wrong price urgent sorry order danke gracias merci obrigado grazie да "
    "нет хорошо "
    "好 好的 可以 收到 谢谢 谢谢您 不行 是的 同意 确认 已收到 没问题 好的谢谢 行 明白 了解 多谢".split()
)
_SMALL = frozenset("de da del della von van der den bin al el la le di do dos y and und & / -".split())
_TITLES = re.compile(
    rf"(?i)(?:(?<![^\W\d_])(?:{words.TITLES})(?![^\W\d_]))|(?:经理|總監|总监|采购|部|课|長|担当|팀장|과장|부장|"
    rf"대리|이사|助理)\s*$"
)
_COMPANY = re.compile(
    rf"(?i)(?:(?<![^\W\d_])(?:{words.COMPANY})\.?\W*$)|公司|集团|株式会社|有限会社|주식회사|工厂|(?:^|\s)(?:GmbH|"
    rf"Ltd|LLC|Inc|Corp)\b"
)
_STREET = re.compile(
    rf"(?i)(?<![^\W\d_])(?:{words.STREET})(?![^\W\d_])|[路街道号號楼樓室區区市省縣县町丁目番地]\s?\d|"
    rf"\d\s?[号號楼樓室番階]|〒\s?\d|\b\d{{4,6}}\s[A-ZÀ-Þ][a-zà-þ]{{2,}}"
)
_CONTACT = re.compile(
    rf"(?i)^\W*(?:{words.CONTACT_LABEL})\b\W{{0,6}}(?:\+?[(\d]|\S{{1,60}}@|https?:|www\.)|"
    rf"^\W*(?:{words.CONTACT_LABEL})\s?[:：]\s*\S"
)
_PHONE = re.compile(
    r"(?:\+|00|\(0?)\s?\d[\d\s().\-/]{6,22}\d|(?<!\d)0?\d{2,5}[-/ .]\d{3,4}[-/ .]?\d{3,5}(?!\d)|(?<!\d)1\d{10}(?!\d)"
)
_MAIL = re.compile(r"[^\s<>@]{1,64}@[^\s<>@]{2,100}\.[^\s<>@]{2,20}")
_WEB = re.compile(
    r"(?i)(?:https?://|www\.)\S{3,200}|^\W*[a-z0-9-]{2,40}\.(?:com|de|net|org|co\.\w\w|cn|es|fr|it|pl|nl|ru|eu|"
    r"example)\W*$"
)
_LEGAL = re.compile(rf"{words.LEGAL_LINE}|^\W*(?:{words.SOCIAL})", re.IGNORECASE)
NOISE = re.compile(
    r"^\W*(?:#[\w-]{8,60}|(?:image|cid|logo|bild|图片)\s?[:：][^\n]{0,120}|inline\s+image[^\n]{0,60})\W*$",
    re.IGNORECASE,
)
_SURE = re.compile(words.DISCLAIMER_SURE, re.IGNORECASE)
_HINTS = re.compile(words.DISCLAIMER_HINTS, re.IGNORECASE)
KEPT = re.compile(rf"(?i)^\W*(?:{words.KEPT_LABEL})\s*[:：]|[:：]\s*$")
_GOODS = re.compile(
    r"(?i)\d\s?(?:pcs|pieces?|sets?|units?|kgs?|tons?|mts?|mm|cm|m2|m3|cbm|stk|stück|stuks|szt|шт|uds|unidades|"
    r"pièces|pz|pzs|usd|eur|rmb|cny|gbp|%|件|个|個|台|套|只|箱|吨|米|元|本|개)(?![^\W\d_])"
    r"|[$€£¥]\s?\d|\b(?:usd|eur|rmb|cny)\s?\d|\b(?:qty|quantity|price|model|size)\b"
)
LISTED = re.compile(r"^\s*(?:[-*•·]\s+\S|\d{1,3}[.)、]\s*\S)")
_ASKS = re.compile(r"[?？](?:[\s)\"'”]|$)")
_SENTENCE_END = re.compile(r"[.!。！…][)\"'”]?\s*$")
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def footer(lines: list[str]) -> bool:
    """Whether a paragraph is a disclaimer, an advertisement of a program or the foot of a mailing list."""
    text = " ".join(lines)[:4000]
    if len(text) < 24:
        return False
    return bool(_SURE.search(text)) or len({found[0].casefold() for found in _HINTS.finditer(text)}) >= 4


def sent_from(each: str) -> bool:
    """Whether a line is the footer of a telephone or a program: Sent from my iPhone."""
    line = _INLINE_LINK.sub(" ", each[:400]).strip()
    if not 4 < len(line) < 160:
        return False
    tail = line[-24:].casefold().rstrip(" \t.,;:!*_-~()[]<>«»\"'”’。！…")
    return bool(_SENT.match(line)) or (tail.endswith(_SENT_TAILS) and bool(_SENT_END.match(line)))


def closing_within(each: str) -> int:
    """Where a closing begins behind other words on the last line: "Please quote. Best regards, Eva". 0: nowhere."""
    if len(each) < 20:
        return 0
    tail = max(0, len(each) - 90)
    for found in re.finditer(r"[.!?。！？]\s+", each[tail:]):
        rest = each[tail + found.end() :]
        if len(rest.split()) <= 7 and len(rest) > 3 and closes(rest):
            return tail + found.end()
    return 0


def closes(each: str) -> bool:
    line = each.strip()[:200]
    if _BEGINS_CLOSING.match(line) is None:
        return bool(_KOREAN_CLOSING.match(line))
    if _BARE_CLOSING.match(line) or _KOREAN_CLOSING.match(line):
        return True
    found = _CLOSING.match(line)
    if found is None or not found["name"]:
        return found is not None
    return name_like(found["name"].strip(" *_-")) and len(found["name"].split()) <= 4


def words_of(name: str) -> frozenset[str]:
    """The words of a name in any order: Klein, Eva is Eva Klein. Empty for a name of one short word."""
    told = frozenset(re.findall(r"\w+", name.casefold()))
    return told if len(told) > 1 or len(name) > 3 or CJK.search(name) else frozenset()


def is_named(each: str, name: frozenset[str]) -> bool:
    return bool(name) and len(each) < 80 and frozenset(re.findall(r"\w+", each.casefold())) == name


def kind_of(each: str) -> str:
    """What a line near the end is: "" blank, strong (telephone, mail, web), weak (firm, title, street), name, other."""
    line = each.strip(" \t*_|·•")
    if not line:
        return "" if not each.strip(" \t*_") else "name"
    if len(line) > _LONGEST_LINE or (KEPT.match(line[:200]) and not _CONTACT.match(line[:200])):
        return "other"
    if (_GOODS.search(line) and not _PHONE.search(line)) or _ASKS.search(line) or LISTED.match(each):
        return "other"
    count = len(line.split())
    if _LEGAL.search(line) and count < 20:
        return "weak"
    contact = _CONTACT.match(line) or _PHONE.search(line) or _MAIL.search(line) or _WEB.search(line)
    if contact and count <= 14 and not (_SENTENCE_END.search(line) and count > 3 and not _CONTACT.match(line)):
        return "strong" if _wordless(line) else "other"
    if RULE.match(each) or NOISE.match(each[:160]):
        return "name"
    short = count <= 9 and len(line) <= 90 and not (_SENTENCE_END.search(line) and count > 4)
    if short and (_COMPANY.search(line) or _STREET.search(line) or _titled(line)):
        return "weak"
    return "name" if name_like(line) and line.casefold() not in _NO_NAME else "other"


def _titled(line: str) -> bool:
    """A title, not a sentence about one: words begin with capitals, or there are three at most."""
    if not _TITLES.search(line):
        return False
    if CJK.search(line):
        return len(line) <= 24
    told = [each for each in line.split() if each[:1].isalpha() and len(each) > 3]
    return len(told) <= 2 or sum(each[0].isupper() for each in told) * 3 >= len(told) * 2


def _wordless(line: str) -> bool:
    """A telephone line holds few words of language beside its labels."""
    bare = _MAIL.sub(" ", _WEB.sub(" ", _PHONE.sub(" ", line)))
    if CJK.search(bare):
        return len(CJK.findall(bare)) <= 14 or bool(_CONTACT.match(line))
    lower = [each for each in re.split(r"[\s|,;/:()]+", bare) if each.isalpha() and each.islower() and len(each) > 3]
    return len(lower) <= (4 if _CONTACT.match(line) else 2 if _PHONE.search(line) else 1)


def name_like(line: str) -> bool:
    """One to five words with capitals, or a few characters of a script without them."""
    line = line.strip(" ,.*_\"'“”()[]-–")
    if not line or len(line) > 48 or any(each.isdigit() for each in line):
        return False
    told = line.split()
    if CJK.search(line):
        return len(line) <= 12 and not re.search(r"[，。！？、；]", line)
    if len(told) > 5 or not all(_NAME_WORD.match(each.strip(",")) for each in told):
        return False
    cased = [each for each in told if each.casefold() not in _SMALL]
    return (
        bool(cased)
        and all(each[0].isupper() or not each[0].islower() for each in cased)
        and told[0].casefold().strip(".,") not in _NO_NAME
    )


def speaks(paragraph: list[str]) -> bool:
    """Whether a paragraph is words to us: a question, goods, a sentence; no contact, no slogan of one line, no footer."""
    if footer(paragraph) or any(sent_from(each) for each in paragraph[:2]):
        return False
    if any(_GOODS.search(each) and not _PHONE.search(each) for each in paragraph):
        return True
    text = " ".join(each.strip() for each in paragraph)[:2000]
    kinds = [kind_of(each) for each in paragraph[:12]]
    if "strong" in kinds or kinds.count("weak") * 2 >= len(kinds):
        return False
    if _ASKS.search(text) and not _WEB.search(text):
        return True
    long = len(CJK.findall(text)) >= 6 or len(text.split()) >= 4
    return long and bool(_SENTENCE_END.search(text)) and not text.lstrip().startswith(('"', "“", "«", "'", "~", "*"))


def goods_in(below: list[str]) -> bool:
    return any(
        (_GOODS.search(each[:_LONGEST_LINE]) and not _PHONE.search(each[:_LONGEST_LINE])) or LISTED.match(each)
        for each in below[:40]
    )
