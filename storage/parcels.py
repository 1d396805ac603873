"""Parcels: an outgoing message as it lies in the outbox, packed as plain values and unpacked again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rules.event import Place
from rules.outgoing import SendMail, StoredFile
from rules.words import Line, from_plain, to_plain
from storage.tables.outbox import MessageRow


@dataclass(frozen=True, slots=True)
class ShownButton:
    label: Line
    nonce: str


Rows = tuple[tuple[ShownButton, ...], ...]


@dataclass(frozen=True, slots=True)
class SayParcel:
    id: int
    place: Place
    lines: tuple[Line, ...]
    buttons: Rows
    files: tuple[StoredFile, ...]
    listener: int | None
    card: str | None
    conversation: int | None
    answers: str | None
    repeats: int
    edits: bool
    """Whether it changes the card that stands in the place already."""


@dataclass(frozen=True, slots=True)
class MailParcel:
    id: int
    sender: str
    recipients: tuple[str, ...]
    sha256: str
    audience: str
    file_copy: bool


@dataclass(frozen=True, slots=True)
class CopyParcel:
    id: int
    account: str
    folder: str
    sha256: str


Parcel = SayParcel | MailParcel | CopyParcel


def packed_words(
    place: Place, lines: Iterable[Line], buttons: Rows, files: Iterable[StoredFile] = (), answers: str | None = None
) -> dict[str, Any]:
    return {
        "place": [place.front, place.address, place.private],
        "lines": to_plain(lines),
        "buttons": [[[to_plain([each.label])[0], each.nonce] for each in row] for row in buttons],
        "files": [[f.name, f.content_type, f.size, f.sha256, f.letter_sha256, f.part, f.is_picture] for f in files],
        "answers": answers,
    }


def packed_mail(mail: SendMail) -> dict[str, Any]:
    return {
        "sender": mail.sender.address,
        "recipients": [each.address for each in (*mail.to, *mail.cc)],
        "subject": mail.subject,
        "about": list(mail.about),
        "file_copy": mail.file_copy,
        "original": mail.original,
    }


def unpacked(row: MessageRow) -> Parcel:
    """The parcel of an outbox row, ready to be carried."""
    body = row.body
    if row.kind == "mail":
        return MailParcel(
            row.id, body["sender"], tuple(body["recipients"]), row.sha256 or "", row.audience, body["file_copy"]
        )
    if row.kind == "copy":
        return CopyParcel(row.id, body["account"], body["folder"], row.sha256 or "")
    front, address, private = body["place"]
    return SayParcel(
        id=row.id,
        place=Place(front, address, private),
        lines=from_plain(body["lines"]),
        buttons=tuple(
            tuple(ShownButton(from_plain([label])[0], nonce) for label, nonce in each) for each in body["buttons"]
        ),
        files=tuple(StoredFile(*each) for each in body["files"]),
        listener=row.listener,
        card=row.card,
        conversation=row.conversation_id,
        answers=body["answers"],
        repeats=row.repeats,
        edits=row.kind == "edit",
    )
