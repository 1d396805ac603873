"""A decided mail as bytes: equal mails give equal bytes, and no word taken from a letter ever becomes a header (T09)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from email.utils import format_datetime

from mail.write_headers import HEADERS, is_message_id, mailboxes_of, references_of, subject_of
from mail.write_parts import Part, attached, body_of, original_part, survives_smtp, together
from rules.address import envelope
from rules.outgoing import SendMail, StoredFile


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
    if not is_message_id(message_id):
        raise ValueError("this is no Message-ID")
    if at.tzinfo is None:
        raise ValueError("an instant without a zone is no date for a mail")
    originals = [load_letter(mail.original)] if mail.original else []
    boundary = _boundary(message_id, originals)
    parts = [
        body_of(mail, boundary),
        *(attached(each, load(each)) for each in mail.files),
        *map(original_part, originals),
    ]
    content = parts[0] if len(parts) == 1 else together("mixed", f"{boundary}-0", parts)
    headers = (*_top_headers(mail, message_id, at), ("MIME-Version", "1.0"), *content.headers)
    return checked(Part(headers, content.body).written())


def recipients(mail: SendMail) -> tuple[str, ...]:
    """The envelope of a mail: every address in To and Cc once."""
    return tuple(dict.fromkeys(envelope(each.address) for each in (*mail.to, *mail.cc)))


def checked(raw: bytes) -> bytes:
    """The last byte check: known header names, each once, ASCII; no bare CR or LF; no line above 998 octets. ValueError."""
    head, found, _ = raw.partition(b"\r\n\r\n")
    if not found or not survives_smtp(raw):
        raise ValueError("a mail has CRLF line ends, no NUL, no line above 998 octets, an empty line after its headers")
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
    yield "From", mailboxes_of([mail.sender])
    yield "To", mailboxes_of(mail.to)
    if mail.cc:
        yield "Cc", mailboxes_of(mail.cc)
    if mail.reply_to:
        yield "Reply-To", mailboxes_of(mail.reply_to)
    yield "Subject", subject_of(mail.subject)
    yield "Date", format_datetime(at)
    yield "Message-ID", message_id
    if mail.in_reply_to and is_message_id(mail.in_reply_to):
        yield "In-Reply-To", mail.in_reply_to
    if references := references_of(mail.references):
        yield "References", "\r\n ".join(references)
    if mail.auto_submitted:
        yield "Auto-Submitted", "auto-replied" if mail.auto_submitted == "auto-replied" else "auto-generated"


def _boundary(message_id: str, within: Sequence[bytes]) -> str:
    """The same for the same Message-ID, and in nothing that is attached as it is."""
    number = 0
    while True:
        boundary = "=_" + hashlib.sha256(f"{message_id} {number}".encode()).hexdigest()[:32]
        if not any(boundary.encode() in each for each in within):
            return boundary
        number += 1
