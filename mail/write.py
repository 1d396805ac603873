"""A decided mail as bytes: equal mails give equal bytes, and no word taken from a letter ever becomes a header (T09)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from urllib.parse import quote

from mail.charset import file_name, one_line
from rules.address import envelope
from rules.outgoing import Mailbox, SendMail, StoredFile

HEADERS = (
    "From", "To", "Cc", "Reply-To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Auto-Submitted",
    "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Content-Disposition",
)  # fmt: skip
"""The only names that a header line of ours may have."""

_LONGEST_LINE = 998
_LONGEST_SUBJECT, _LONGEST_NAME, _MOST_REFERENCES = 400, 120, 40
_MESSAGE_ID = re.compile(r"(?!.*=\?)<[!-;=?A-~]{1,240}@[!-;=?A-~]{1,240}>\Z")
_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,60}/[a-z0-9][a-z0-9!#$&^_.+-]{0,80}\Z")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+\Z")
_VALUE = re.compile(r"(?:[\t -~]|\r\n[ \t](?=[!-~]))*\Z")
_BARE = re.compile(rb"\r(?!\n)|(?<!\r)\n")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LINE_ENDS = re.compile("\r\n|\r|\u2028|\u2029|\x85")


@dataclass(frozen=True, slots=True)
class _Part:
    headers: tuple[tuple[str, str], ...]
    body: bytes
    eight_bit: bool = False

    def written(self) -> bytes:
        return b"".join(_header(name, value) for name, value in self.headers) + b"\r\n" + self.body


def written(
    mail: SendMail,
    *,
    message_id: str,
    at: datetime,
    load: Callable[[StoredFile], bytes],
    load_letter: Callable[[str], bytes],
) -> bytes:
    """The mail's final bytes, dated `at` (aware). `load` gives a file's bytes, `load_letter` a stored letter's by SHA-256.

    Refuses (rules.refusal.Refused) an address that no mail server may be given; raises ValueError where the result would
    break the last byte check, and for a Message-ID or instant that is none. The original goes as message/rfc822, byte
    for byte, or where that cannot be kept through SMTP as the file original.eml.
    """
    if not _MESSAGE_ID.match(message_id):
        raise ValueError("this is no Message-ID")
    if at.tzinfo is None:
        raise ValueError("an instant without a zone is no date for a mail")
    originals = [load_letter(mail.original)] if mail.original else []
    boundary = _boundary(message_id, originals)
    parts = [_body(mail, boundary), *(_attached(each, load(each)) for each in mail.files), *map(_original, originals)]
    content = parts[0] if len(parts) == 1 else _together("mixed", f"{boundary}-0", parts)
    headers = (*_top_headers(mail, message_id, at), ("MIME-Version", "1.0"), *content.headers)
    return checked(_Part(headers, content.body).written())


def recipients(mail: SendMail) -> tuple[str, ...]:
    """The envelope of a mail: every address in To and Cc once."""
    return tuple(dict.fromkeys(envelope(each.address) for each in (*mail.to, *mail.cc)))


def checked(raw: bytes) -> bytes:
    """The last byte check: known header names, each once, ASCII; no bare CR or LF; no line above 998 octets. ValueError."""
    head, found, _ = raw.partition(b"\r\n\r\n")
    if not found or _BARE.search(raw) or b"\0" in raw:
        raise ValueError("a mail has CRLF line ends, no NUL, and an empty line after its headers")
    if max(map(len, raw.split(b"\r\n"))) > _LONGEST_LINE:
        raise ValueError(f"a line of the mail is longer than {_LONGEST_LINE} octets")
    names = []
    for each in re.split(rb"\r\n(?![ \t])", head):
        name, colon, value = each.partition(b":")
        if not colon or name.decode("ascii", "replace") not in HEADERS or not value.isascii():
            raise ValueError("the mail would have a header that is not ours")
        names.append(name)
    if len(set(names)) != len(names) or not {b"From", b"To", b"Date", b"Message-ID"} <= set(names):
        raise ValueError("a header of the mail is there twice or missing")
    return raw


def _top_headers(mail: SendMail, message_id: str, at: datetime) -> Iterable[tuple[str, str]]:
    yield "From", _mailboxes([mail.sender])
    yield "To", _mailboxes(mail.to)
    if mail.cc:
        yield "Cc", _mailboxes(mail.cc)
    if mail.reply_to:
        yield "Reply-To", _mailboxes(mail.reply_to)
    yield "Subject", _text(one_line(mail.subject)[:_LONGEST_SUBJECT], len("Subject: "))
    yield "Date", format_datetime(at)
    yield "Message-ID", message_id
    if mail.in_reply_to and _MESSAGE_ID.match(mail.in_reply_to):
        yield "In-Reply-To", mail.in_reply_to
    if references := _references(mail.references):
        yield "References", "\r\n ".join(references)
    if mail.auto_submitted:
        yield "Auto-Submitted", "auto-replied" if mail.auto_submitted == "auto-replied" else "auto-generated"


def _references(references: Sequence[str]) -> list[str]:
    """Strangers chose these: what is no Message-ID is left out; of a long row the first and the newest stay."""
    good = [each for each in dict.fromkeys(references) if _MESSAGE_ID.match(each)]
    return good if len(good) <= _MOST_REFERENCES else [good[0], *good[1 - _MOST_REFERENCES :]]


def _mailboxes(mailboxes: Sequence[Mailbox]) -> str:
    if not mailboxes:
        raise ValueError("a mail is from somebody and to somebody")
    return ",\r\n ".join(_mailbox(each) for each in mailboxes)


def _mailbox(mailbox: Mailbox) -> str:
    address = envelope(mailbox.address)
    name = one_line(mailbox.name)[:_LONGEST_NAME].replace("=?", "= ?").strip()
    if not name:
        return address
    if name.isascii() and _ATOMS.match(name):
        return f"{name} <{address}>"
    if name.isascii():
        escaped = name.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}" <{address}>'
    return f"{_encoded(name)}\r\n <{address}>"


def _text(text: str, used: int) -> str:
    """Unstructured text for a header, folded; `used` octets of the first line are taken. Encoded words only where needed."""
    text = text.replace("=?", "= ?")
    words = text.split(" ")
    if not text.isascii() or max(map(len, words)) > 70:
        return _encoded(text)
    lines, room = [words[0]], 76 - used - len(words[0])
    for each in words[1:]:
        if len(each) + 1 > room:
            lines.append(each)
            room = 75 - len(each)
        else:
            lines[-1] += f" {each}"
            room -= len(each) + 1
    return "\r\n ".join(lines)


def _encoded(text: str) -> str:
    """The text as encoded words (RFC 2047), each whole by itself and no longer than 75 octets."""
    pieces, piece = [], b""
    for each in text:
        octets = each.encode("utf-8", "replace")
        if len(piece) + len(octets) > 42:
            pieces.append(piece)
            piece = b""
        piece += octets
    pieces.append(piece)
    return "\r\n ".join(f"=?UTF-8?B?{base64.b64encode(each).decode()}?=" for each in pieces)


def _body(mail: SendMail, boundary: str) -> _Part:
    plain = _written_text("plain", mail.text)
    if mail.html is None:
        return plain
    return _together("alternative", f"{boundary}-1", [plain, _written_text("html", mail.html)])


def _written_text(subtype: str, text: str) -> _Part:
    """Text in the simplest encoding that keeps it: 7bit, quoted-printable for mostly Latin text, else base64."""
    text = _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))
    text = text if text.endswith("\n") else text + "\n"
    octets = text.encode("utf-8", "replace")
    if octets.isascii() and not re.search(r"(?m)^From |[ \t]$|^.{79}", text):
        encoding, body = "7bit", octets.replace(b"\n", b"\r\n")
    elif sum(each > 127 for each in octets) < len(octets) // 5:
        quoted = binascii.b2a_qp(octets).replace(b"\nFrom ", b"\n=46rom ")
        quoted = b"=46" + quoted[1:] if quoted.startswith(b"From ") else quoted
        encoding, body = "quoted-printable", quoted.replace(b"\n", b"\r\n")
    else:
        encoding, body = "base64", _base64(octets.replace(b"\n", b"\r\n"))
    charset = "us-ascii" if octets.isascii() else "utf-8"
    return _Part(
        (("Content-Type", f"text/{subtype}; charset={charset}"), ("Content-Transfer-Encoding", encoding)), body
    )


def _attached(file: StoredFile, content: bytes) -> _Part:
    """A file. Nothing that a mail program might open as part of the mail itself: multipart and message types are bytes."""
    kind = file.content_type.strip().lower()
    if not _TYPE.match(kind) or kind.startswith(("multipart/", "message/")):
        kind = "application/octet-stream"
    name = file_name(file.name) or "file"
    return _Part(
        (
            ("Content-Type", f"{kind};\r\n {_old_parameter(name)}"),
            ("Content-Transfer-Encoding", "base64"),
            ("Content-Disposition", f"attachment;\r\n {_parameter(name)}"),
        ),
        _base64(content),
    )


def _parameter(name: str) -> str:
    """The file name by RFC 2231, in pieces where it is long."""
    if name.isascii():
        return f'filename="{name}"'
    octets = quote(name.encode("utf-8", "replace"), safe="")
    pieces = re.findall(r"(?:%..|[^%]){1,18}", octets)
    if len(pieces) == 1:
        return f"filename*=UTF-8''{octets}"
    first, *others = pieces
    rest = [f"filename*{number}*={each}" for number, each in enumerate(others, 1)]
    return ";\r\n ".join([f"filename*0*=UTF-8''{first}", *rest])


def _old_parameter(name: str) -> str:
    """The file name as the older programs in China read it: an encoded word within quotes."""
    return f'name="{name}"' if name.isascii() else f'name="{_encoded(name)}"'


def _original(raw: bytes) -> _Part:
    """A letter within the mail, never rewritten. What SMTP would change goes as a file instead."""
    if b"\0" in raw or _BARE.search(raw) or max(map(len, raw.split(b"\r\n"))) > _LONGEST_LINE:
        return _attached(StoredFile("original.eml", "application/octet-stream", len(raw), ""), raw)
    return _Part(
        (
            ("Content-Type", "message/rfc822"),
            ("Content-Transfer-Encoding", "7bit" if raw.isascii() else "8bit"),
            ("Content-Disposition", 'attachment; filename="original.eml"'),
        ),
        raw,
        eight_bit=not raw.isascii(),
    )


def _together(subtype: str, boundary: str, parts: Sequence[_Part]) -> _Part:
    eight_bit = any(each.eight_bit for each in parts)
    delimiter = f"--{boundary}".encode()
    body = b"".join(delimiter + b"\r\n" + each.written() + b"\r\n" for each in parts) + delimiter + b"--\r\n"
    encoding = "8bit" if eight_bit else "7bit"
    headers = (
        ("Content-Type", f'multipart/{subtype};\r\n boundary="{boundary}"'),
        ("Content-Transfer-Encoding", encoding),
    )
    return _Part(headers, body, eight_bit)


def _boundary(message_id: str, within: Sequence[bytes]) -> str:
    """The same for the same Message-ID, and in nothing that is attached as it is."""
    number = 0
    while True:
        boundary = "=_" + hashlib.sha256(f"{message_id} {number}".encode()).hexdigest()[:32]
        if not any(boundary.encode() in each for each in within):
            return boundary
        number += 1


def _header(name: str, value: str) -> bytes:
    if name not in HEADERS or not _VALUE.match(value):
        raise ValueError(f"the header {name} would not be one line")
    return f"{name}: {value}\r\n".encode("ascii")


def _base64(content: bytes) -> bytes:
    return base64.encodebytes(content).replace(b"\n", b"\r\n")
