"""The mail that came back, as far as its notice still holds it: as a part of its own, or written out below the notice."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mail.charset import decoded
from mail.mime import Head, Part, head_of, parts
from mail.read_heads import addresses, message_id

_LETTERS = frozenset(
    {"message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers", "message/rfc822-headers",
     "text/rfc822", "text/rfc822-header", "message/rfc-822", "message/external-body", "message/partial",
     "application/rfc822", "text/message-headers"}
)  # fmt: skip
_ENVELOPE = (
    "x-original-to",
    "x-envelope-to",
    "envelope-to",
    "x-rcpt-to",
    "x-hmxmroriginalrecipient",
    "x-envelope-recipient",
    "delivered-to",
)
_MARKED = re.compile(
    r"(?i)^[ \t>*=_#-]{0,80}(?:below this line is a copy of the (?:message|mail)|"
    r"this is a copy of (?:the|your) message|"
    r"(?:the )?(?:headers? of (?:the |your )?)?original (?:message|mail|e-?mail)(?: headers?)?"
    r"(?: follows?| below| text| body| content| start)?|"
    r"(?:your |returned |undelivered |unsent )?(?:message|mail)(?: header| text)?s?(?: follows?| contents?| as follows)|"
    r"(?:a )?copy of (?:the |your )?(?:original )?(?:message|mail)[^\n]{0,60}|"
    r"returned (?:message|mail)(?: headers?)?(?: follows?)?|undelivered message|unsent message(?: follows)?|"
    r"message headers?(?: follow)?|the header of the original message is following|"
    r"(?:the )?(?:first|beginning)[^\n]{0,40}(?:of (?:the|your) message)[^\n]{0,40}|"
    r"原始邮件[^\n]{0,10}|原邮件[^\n]{0,10}|以下是您的原信|原信内容|邮件原文|信件內容|"
    r"ursprüngliche nachricht|mensaje original|message d'origine|mensagem original|messaggio originale|"
    r"исходное сообщение|оригинал сообщения|текст сообщения)"
    r"[ \t.:<>*=_#-]{0,80}$"
)
_HEADER = re.compile(r"(?i)^[ \t>|*]{0,8}([A-Za-z][A-Za-z0-9-]{1,40})[ \t]?:(?:[ \t]|$)")
_TELLING = frozenset({"received", "message-id", "return-path", "mime-version", "dkim-signature", "x-mailer"})
_USUAL = _TELLING | {
    "from", "to", "subject", "date", "cc", "reply-to", "content-type", "content-transfer-encoding", "delivered-to",
    "references", "in-reply-to", "user-agent", "sender", "x-originating-ip", "x-priority", "list-unsubscribe",
}  # fmt: skip
_GOES_ON = re.compile(
    r"(?i)cannot be delivered|could not be delivered|following recipient|recipient address|not reach|undeliverable|"
    r"delivery failed|rejected|user unknown"
)
_ID_LINE = re.compile(r"(?im)^[ >|*]{0,8}message-id[ \t]?:[ \t]*(<[^<>\s]{1,900}>)")
_FOR = re.compile(rb"(?i)\bfor[ \t]{1,4}<([^<>\s@]{1,100}@[^<>\s]{1,200})>")
_MOST_LINES = 1_000
_LONGEST = 200_000


@dataclass(frozen=True, slots=True)
class Returned:
    """recipients: whom the mail was for, the envelope's before the header's; `sure` where there was just one."""

    message_id: str = ""
    recipients: tuple[str, ...] = ()
    senders: tuple[str, ...] = ()
    subject: str = ""
    reply_to: str = ""

    @property
    def sure(self) -> str:
        return self.recipients[0] if len(self.recipients) == 1 else ""


def divided(text: str) -> tuple[str, str]:
    """The notice, and the returned mail that is written out below it; the latter is empty where there is none."""
    lines = text.split("\n")[:_MOST_LINES]
    at = _begin(lines)
    end = _block_end(lines, at)
    if at < len(lines) and _GOES_ON.search("\n".join(lines[end : end + 12])):  # only its fields, amid the notice
        return "\n".join([*lines[:at], *lines[end:]]), "\n".join(lines[at:end])
    return ("\n".join(lines[:at]), "\n".join(lines[at:])) if at < len(lines) else (text, "")


def returned_mail(leaves: list[Part], below: str, text: str) -> Returned:
    """What is known of the mail that came back: from its part, from the lines below the notice, from an id in the text."""
    for head in (*_attached(leaves), _written_out(below)):
        found = _told(head)
        if found.message_id or found.recipients:
            return found
    told = _ID_LINE.search(text)
    return Returned(told[1] if told else "")


def _attached(leaves: list[Part]) -> list[Head]:
    heads: list[Head] = []
    for leaf in leaves[:40]:
        named = leaf.name.lower().endswith((".eml", ".msg", ".hdr"))
        plain = leaf.content_type in ("text/plain", "application/octet-stream", "text/x-plain")
        if leaf.content_type in _LETTERS or named or (plain and leaf.number > 0):
            content = leaf.content()[:_LONGEST].lstrip(b"\r\n \t")
            if content[:6].lstrip(b">").startswith(b"From ") and b"\n" in content:
                content = content[content.index(b"\n") + 1 :]
            head = head_of(content)[0]
            if leaf.content_type in _LETTERS or named or _is_head(head):
                heads.append(head)
    return heads


def _is_head(head: Head) -> bool:
    names = {name for name, _ in head.fields}
    return bool(names & _TELLING) and len(names & _USUAL) >= 3


def _written_out(below: str) -> Head:
    """The header block in the first lines below the notice, without the signs that quote it."""
    lines = below.split("\n")
    at = next((number for number, each in enumerate(lines[:60]) if _known(each)), -1)
    if at < 0:
        return Head()
    begun = _HEADER.match(lines[at])
    margin = begun.start(1) if begun else 0
    block = "\n".join(each[margin:] if not each[:margin].strip(" \t>|*") else each for each in lines[at : at + 200])
    return head_of(block.encode("utf-8", "replace"))[0]


def _told(head: Head) -> Returned:
    envelope = [each.address for name in _ENVELOPE for each in addresses(head.all(name))[0] if "@" in each.address]
    envelope += [found[1].decode("latin-1") for each in head.all("received") if (found := _FOR.search(each))]
    named = [each.address for each in addresses([*head.all("to"), *head.all("cc")])[0][:50] if "@" in each.address]
    both = [each for each in envelope if each.lower() in {one.lower() for one in named}]
    senders = [
        each.address
        for name in ("from", "return-path", "sender", "reply-to")
        for each in addresses(head.all(name))[0][:3]
    ]
    recipients = both[:1] or named or envelope[:1]
    return Returned(
        message_id(head.raw("message-id")),
        tuple(dict.fromkeys(recipients)),
        tuple(senders),
        head.text("subject")[:500],
        head.text("reply-to")[:500],
    )


def _begin(lines: list[str]) -> int:
    """The number of the line at which the returned mail begins; that of the last where there is none."""
    for number, each in enumerate(lines):
        if number and len(each) < 200 and _MARKED.match(each) and _goes_on(lines, number + 1):
            return number
        if _known(each) and _is_block(lines[number : number + 40]):
            return number
    return len(lines)


def _block_end(lines: list[str], at: int) -> int:
    """The number of the first empty line below a header block."""
    begun = next((number for number in range(at, min(at + 20, len(lines))) if _known(lines[number])), len(lines))
    return next((number for number in range(begun, len(lines)) if not lines[number].strip(" \t>|*")), len(lines))


def _goes_on(lines: list[str], at: int) -> bool:
    """Whether a header or nothing that speaks of the failure stands below a marker."""
    return any(_known(each) for each in lines[at : at + 15])


def _is_block(lines: list[str]) -> bool:
    names: set[str] = set()
    for each in lines:
        if not each.strip(" \t>|*"):
            break
        found = _HEADER.match(each)
        if found:
            names.add(found[1].lower())
    return bool(names & _TELLING) and len(names & _USUAL) >= 3


def _known(line: str) -> bool:
    found = _HEADER.match(line[:200])
    return found is not None and found[1].lower() in _USUAL


def inner_leaves(leaves: list[Part]) -> list[Part]:
    """The parts of the letters that are attached: where a gateway has wrapped the whole notice into another letter."""
    found: list[Part] = []
    for leaf in [each for each in leaves if each.content_type == "message/rfc822"][:2]:
        found += parts(leaf.content()[:_LONGEST])[0].leaves()
    return found[:40]


def texts_beside(leaves: list[Part]) -> str:
    """The text of parts that are no body, as where the notice is sent as a file."""
    told = [
        decoded(each.content()[:20_000], each.parameters.get("charset", ""))[0]
        for each in leaves
        if each.content_type == "text/plain" and (each.name or each.disposition == "attachment")
    ]
    return "\n".join(told[:3])
