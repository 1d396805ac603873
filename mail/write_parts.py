"""The parts of a mail: its text, its files, the letter it is about; each in the simplest encoding that keeps it."""

from __future__ import annotations

import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from mail.charset import file_name
from mail.write_headers import encoded, header
from rules.outgoing import SendMail, StoredFile

LONGEST_LINE = 998
_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,60}/[a-z0-9][a-z0-9!#$&^_.+-]{0,80}\Z")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_ASCII = bytes(range(128))
_LINE_ENDS = re.compile("\r\n|\r|\u2028|\u2029|\x85")


@dataclass(frozen=True, slots=True)
class Part:
    """Headers and body, as they stand in the mail. `eight_bit` says that it is not ASCII."""

    headers: tuple[tuple[str, str], ...]
    body: bytes
    eight_bit: bool = False

    def written(self) -> bytes:
        """The part with its headers."""
        return b"".join(header(name, value) for name, value in self.headers) + b"\r\n" + self.body


def survives_smtp(raw: bytes) -> bool:
    """Whether it has only CRLF line ends, no NUL, and no line above 998 octets: what SMTP carries without a change."""
    lines = raw.split(b"\r\n")
    ends = len(lines) - 1
    if b"\0" in raw or raw.count(b"\r") != ends or raw.count(b"\n") != ends:
        return False
    return max(map(len, lines)) <= LONGEST_LINE


def body_of(mail: SendMail, boundary: str) -> Part:
    """The text, with its HTML beside it where there is one."""
    plain = _written_text("plain", mail.text)
    if mail.html is None:
        return plain
    return together("alternative", f"{boundary}-1", [plain, _written_text("html", mail.html)])


def _written_text(subtype: str, text: str) -> Part:
    """Text in the simplest encoding that keeps it: 7bit, quoted-printable for mostly Latin text, else base64."""
    text = _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))
    text = text if text.endswith("\n") else text + "\n"
    octets = text.encode("utf-8", "replace")
    if octets.isascii() and not re.search(r"(?m)^From |[ \t]$|^.{79}", text):
        encoding, body = "7bit", octets.replace(b"\n", b"\r\n")
    elif len(octets.translate(None, _ASCII)) < len(octets) // 5:
        quoted = binascii.b2a_qp(octets).replace(b"\nFrom ", b"\n=46rom ")
        quoted = b"=46" + quoted[1:] if quoted.startswith(b"From ") else quoted
        encoding, body = "quoted-printable", quoted.replace(b"\n", b"\r\n")
    else:
        encoding, body = "base64", _base64(octets.replace(b"\n", b"\r\n"))
    charset = "us-ascii" if octets.isascii() else "utf-8"
    return Part((("Content-Type", f"text/{subtype}; charset={charset}"), ("Content-Transfer-Encoding", encoding)), body)


def attached(file: StoredFile, content: bytes) -> Part:
    """A file. Nothing that a mail program might open as part of the mail itself: multipart and message types are bytes."""
    kind = file.content_type.strip().lower()
    if not _TYPE.match(kind) or kind.startswith(("multipart/", "message/")):
        kind = "application/octet-stream"
    name = file_name(file.name) or "file"
    return Part(
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
    return f'name="{name}"' if name.isascii() else f'name="{encoded(name)}"'


def original_part(raw: bytes) -> Part:
    """A letter within the mail, never rewritten. What SMTP would change goes as a file instead."""
    if not survives_smtp(raw):
        return attached(StoredFile("original.eml", "application/octet-stream", len(raw), ""), raw)
    return Part(
        (
            ("Content-Type", "message/rfc822"),
            ("Content-Transfer-Encoding", "7bit" if raw.isascii() else "8bit"),
            ("Content-Disposition", 'attachment; filename="original.eml"'),
        ),
        raw,
        eight_bit=not raw.isascii(),
    )


def together(subtype: str, boundary: str, parts: Sequence[Part]) -> Part:
    """Several parts as one multipart."""
    eight_bit = any(each.eight_bit for each in parts)
    delimiter = f"--{boundary}".encode()
    body = b"".join(delimiter + b"\r\n" + each.written() + b"\r\n" for each in parts) + delimiter + b"--\r\n"
    encoding = "8bit" if eight_bit else "7bit"
    headers = (
        ("Content-Type", f'multipart/{subtype};\r\n boundary="{boundary}"'),
        ("Content-Transfer-Encoding", encoding),
    )
    return Part(headers, body, eight_bit)


def _base64(content: bytes) -> bytes:
    octets = binascii.b2a_base64(content, newline=False)
    return b"\r\n".join([octets[at : at + 76] for at in range(0, len(octets), 76)]) + b"\r\n"
