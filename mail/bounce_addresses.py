"""Who did not get a mail, read from the words of a notice: every address is weighed by where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mail.bounce_reports import unencapsulated
from mail.machine_senders import is_daemon
from rules.address import normalised

CERTAIN = 30
"""From this weight on an address is believed without looking further."""

_APART = r"\s<>()\[\]{}\",;:@|*=：，。；、（）《》「」“”`"
_ADDRESS = re.compile(rf"[^{_APART}]{{1,100}}@[A-Za-z0-9\u0080-\uffff][^{_APART}/\\]{{1,200}}")
_CODE = re.compile(r"(?<![\d.])[45]\.\d{1,2}\.\d{1,3}(?![\d.])|(?<![\d.:])[45][0-5]\d(?=[ \-:;,)\]]|$)")
_RCPT = re.compile(r"(?i)rcpt[ \t]+to[ \t]*:[ \t]*$")
_FAILS = re.compile(
    r"(?i)unknown|not exist|no such|invalid|unavailable|reject|full|quota|fail|undeliver|not deliver|not found|denied|"
    r"refused|not listed|disabled|error|不存在|无法|無法|失败|失敗|退|拒|已满|エラー|存在しません|실패|없|unbekannt|nicht|"
    r"no existe|no se|n'existe|inconnu|não|non |не "
)
_RECIPIENT = re.compile(
    r"(?i)(?<![a-z])(?:recipient|recipients|address|addresses|addressee|delivered to|delivery to|deliver to|deliver mail to|"
    r"deliver the message to|deliver your message to|mail to|message to|sent to|send to|email to|e-mail to|user|users|"
    r"mailbox|account|following|intended|reach|for|to|rcpt|unknown|failed|undeliverable|"
    r"收件人|收件者|收件地址|地址|邮箱|发往|发送给|发给|投递到|送达|給|给|到|用户|信箱|郵件地址|"
    r"宛先|受信者|あて先|アドレス|수신자|받는 사람|받는사람|수신인|주소|"
    r"empfänger|adresse|adressen|an|für|destinatario|destinatarios|dirección|direcciones|para|a|"
    r"destinataire|destinataires|à|l'adresse|aux|destinatário|destinatários|endereço|destinatari|indirizzo|"
    r"получател[а-я]{0,3}|адресат[а-я]{0,3}|адрес[а-я]{0,3}|пользовател[а-я]{0,3}|кому|geadresseerde|ontvanger|"
    r"odbiorc[a-z]{0,3}|adresat[a-z]{0,3}|alıcı|mottagare|modtager|vastaanottaja)"
    r"(?:\(s\)|\(e?n\))?[ \t:：'\"<(\[*=>»-]{0,12}(?:\(?smtp:|mailto:)?$"
)
_OTHER = re.compile(
    r"(?i)(?<![a-z])(?:from|sender|postmaster|contact|contacting|support|help|assistance|administrator|report|abuse|reply-to|"
    r"return-path|returned to|mail from|mailing from|sent by|by|de|von|message[- ]id|message-id|id|forward|forwarded|"
    r"e-mail us|email us|write to|writing to|please email|please send|include|questions|problem|via|via e-mail|"
    r"发件人|寄件者|寄件人|联系|聯絡|回复|發件人|来自|差出人|送信者|보낸 사람|발신자|absender|remitente|expéditeur|remetente|"
    r"mittente|отправитель|от|отправителя|afzender|nadawca|gönderen|contacte|kontakt|kontaktieren)"
    r"[ \t:：'\"<(\[=]{0,12}(?:smtp:|mailto:)?$"
)
_HEAD_OF_OTHERS = re.compile(
    r"(?i)^[ \t>*|]{0,8}(?:from|sender|reply-to|return-path|message-id|mail from|发件人|差出人|x-sender|in-reply-to|"
    r"references|errors-to|content-id|list-unsubscribe)[ \t]{0,4}[:：]"
)
_HEAD_OF_RECIPIENT = re.compile(
    r"(?i)^[ \t>*|-]{0,8}(?:failed )?(?:to|recipients?|recipient address|rcpt to|address|email address|user|mailbox|"
    r"delivered-to|original-recipient|final-recipient|收件人|收件人地址|收件者|宛先|수신자|empfänger|an|destinatario|"
    r"destinataire|destinatário|получатель|кому|unknown user|unknown recipient)[ \t]{0,8}[:：=]"
)
_ALONE = re.compile(
    r"^[ \t>*|·•-]{0,12}(?:\d{1,3}[.)][ \t]{0,4})?(?:smtp:|mailto:|to:)?[ \t]?[<\[('\"]{0,2}$", re.IGNORECASE
)
_CLOSES = re.compile(r"^[>\])'\"]{0,3}[ \t]{0,8}(?:[:：;,.|]|\.\.\.|-|on |$|\(|\[|<mailto:)", re.IGNORECASE)
_ONLY = re.compile(r"^[>\])'\"]{0,3}[ \t:;,.]{0,8}$")
_LOCAL = re.compile(
    r"(?i)(?:user|recipient|mailbox|account|unknown user|unknown recipient|for user|name|address)[ \t]?[:=]?[ \t]?"
    r"[\"'<(]{1,2}([A-Za-z0-9][A-Za-z0-9._+-]{1,60})[\"'>)]|"
    r"^[ \t]{0,8}<?([A-Za-z0-9][A-Za-z0-9._+-]{1,60})>?(?:\.\.\.|:)[ \t]{0,3}(?:user unknown|unknown user|no such user)|"
    r"(?:unknown user|no such user|user unknown)[ \t]?[:-][ \t]?[<\"']?([A-Za-z0-9][A-Za-z0-9._+-]{1,60})",
    re.MULTILINE,
)
_LISTED = re.compile(
    r"(?i)(?:recipients?|address(?:es)?|following|delivered to|users?)\b[^\n]{0,120}:[ \t]{0,8}\n(?:[ \t]{0,8}\n)?"
    r"[ \t]{0,20}<?([A-Za-z0-9][A-Za-z0-9._+-]{1,60})>?[ \t]{0,8}(?:\(|:|$|\n)"
)
_VERP = re.compile(r"^[^@=]{1,80}?[+-]([^@=+\s]{1,64})=([A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,20})@")
_MOST_LINES, _MOST_ADDRESSES, _LONGEST_LINE = 300, 200, 1_000


def weighed(notice: str, known: frozenset[str], meant: Iterable[str]) -> list[tuple[int, str]]:
    """The addresses of a notice with their weight, the heaviest first. `known` are no recipients; `meant` probably are."""
    lines = [each[:_LONGEST_LINE] for each in notice.split("\n")[:_MOST_LINES]]
    likely = {normalised(each) for each in meant}
    found: dict[str, tuple[int, int, str]] = {}
    for number, line in enumerate(lines):
        if "@" not in line:
            continue
        for each in _ADDRESS.finditer(line):
            address = unencapsulated(each[0].strip(".-'`").removeprefix("mailto:"))
            key = normalised(address)
            if not key or "." not in key.rpartition("@")[2] or len(found) > _MOST_ADDRESSES:
                continue
            weight = _weight(lines, number, each.start(), each.end())
            weight += 50 if key in likely else 0
            weight -= 100 if key in known or is_daemon(address) or _looks_like_an_id(address) else 0
            if key not in found or weight > found[key][0]:
                place = found[key][1] if key in found else len(found)
                found[key] = (weight, place, address)
    return [(weight, each) for weight, _, each in sorted(found.values(), key=lambda one: (-one[0], one[1]))]


def _weight(lines: list[str], number: int, start: int, end: int) -> int:
    line = lines[number]
    before, after = line[:start], line[end:]
    spoken = before if before.strip(" \t<(['\"*>-") else f"{_above(lines, number)} "
    weight = 10
    alone = bool(_ALONE.match(before))
    if alone and _CLOSES.match(after):
        weight += 25 if _ONLY.match(after) else 30
    if _RCPT.search(before.rstrip("<")):
        weight += 40
    if _HEAD_OF_RECIPIENT.match(line):
        weight += 25
    if _OTHER.search(spoken[-80:]) or _HEAD_OF_OTHERS.match(line):
        weight -= 45
    elif _RECIPIENT.search(spoken[-120:]):
        weight += 20
    around = " ".join((after, *lines[number + 1 : number + 4]))[:600]
    if _CODE.search(after[:200]) or _CODE.search(before[-60:]):
        weight += 20
    elif _CODE.search(around) or _FAILS.search(after[:120]):
        weight += 10
    return weight


def _above(lines: list[str], number: int) -> str:
    """The nearest line with words over an address that stands alone, not farther than four lines, over other addresses."""
    for each in reversed(lines[max(0, number - 4) : number]):
        if each.strip() and "@" not in each:
            return each.strip().rstrip(":：-.=,").rstrip()
    return ""


def _looks_like_an_id(address: str) -> bool:
    """A Message-ID stands in notices, too: long, and full of digits."""
    local = address.rpartition("@")[0]
    return len(local) > 24 and sum(each.isdigit() for each in local) > len(local) // 3


def verp_recipient(address: str) -> str:
    """eva@kunde.example of news-bounces+eva=kunde.example@ours.example; empty for other addresses."""
    found = _VERP.match(address)
    return f"{found[1]}@{found[2]}" if found else ""


def named_only(notice: str, host: str, meant: Iterable[str]) -> str:
    """A recipient of whom the notice says the local part alone: looked up among the mail's own, else put before the host."""
    notice = notice[:8_000]
    for found in (*_LOCAL.finditer(notice), *_LISTED.finditer(notice)):
        local = next(each for each in found.groups() if each)
        for each in meant:
            if each.rpartition("@")[0].lower() == local.lower():
                return each
        if host and any(each.isalpha() for each in local):
            return f"{local}@{host}"
    return ""
