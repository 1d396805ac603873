"""Header lines of a mail: ASCII, folded, one line each, whatever a stranger has written into a name or a subject (T09)."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence

from mail.charset import one_line
from rules.address import envelope
from rules.outgoing import Mailbox

HEADERS = (
    "From", "To", "Cc", "Reply-To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Auto-Submitted",
    "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Content-Disposition",
)  # fmt: skip
"""The only names that a header line of ours may have."""


_LONGEST_SUBJECT, _LONGEST_NAME, _MOST_REFERENCES = 400, 120, 40
_MESSAGE_ID = re.compile(r"(?!.*=\?)<[!-;=?A-~]{1,240}@[!-;=?A-~]{1,240}>\Z")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+\Z")
_VALUE = re.compile(r"(?:[\t -~]|\r\n[ \t](?=[!-~]))*\Z")


def is_message_id(text: str) -> bool:
    """Whether it may stand in a header as a Message-ID: printable ASCII in angle brackets, no encoded word in it."""
    return bool(_MESSAGE_ID.match(text))


def header(name: str, value: str) -> bytes:
    """One header line. ValueError for a name that is not ours and for a value that would be more than one line."""
    if name not in HEADERS or not _VALUE.match(value):
        raise ValueError(f"the header {name} would not be one line")
    return f"{name}: {value}\r\n".encode("ascii")


def references_of(references: Sequence[str]) -> list[str]:
    """Strangers chose these: what is no Message-ID is left out; of a long row the first and the newest stay."""
    good = [each for each in dict.fromkeys(references) if is_message_id(each)]
    return good if len(good) <= _MOST_REFERENCES else [good[0], *good[1 - _MOST_REFERENCES :]]


def mailboxes_of(mailboxes: Sequence[Mailbox]) -> str:
    """Names and addresses, each on a line of its own. ValueError where there is nobody; Refused for what is no address."""
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
    return f"{encoded(name)}\r\n <{address}>"


def subject_of(text: str) -> str:
    """A subject on one line, folded."""
    return _text(one_line(text)[:_LONGEST_SUBJECT], len("Subject: "))


def _text(text: str, used: int) -> str:
    """Unstructured text for a header, folded; `used` octets of the first line are taken. Encoded words only where needed."""
    text = text.replace("=?", "= ?")
    words = text.split(" ")
    if not text.isascii() or max(map(len, words)) > 70:
        return encoded(text)
    lines, room = [words[0]], 76 - used - len(words[0])
    for each in words[1:]:
        if len(each) + 1 > room:
            lines.append(each)
            room = 75 - len(each)
        else:
            lines[-1] += f" {each}"
            room -= len(each) + 1
    return "\r\n ".join(lines)


def encoded(text: str) -> str:
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
