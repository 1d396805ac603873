"""Carrying one parcel into the world: words into a chat, a mail to the server, a copy into the Sent folder."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.perform import Performer
from bot.front import Button, Front, Saying, ShownFile
from documents.speech import spoken, spoken_all
from mail.mailbox import LoginRefused, Mailbox, Unreachable
from rules.event import Place
from rules.outgoing import Carried, NeverSent, NotSent, StoredFile
from rules.words import line
from storage.colleagues import colleague
from storage.parcels import CopyParcel, MailParcel, Parcel, SayParcel
from storage.spoken import message_of_card
from storage.tables.colleagues import RoomRow


class Postman(Protocol):
    """Takes a mail to the server, as mail.smtp.Sender does."""

    async def send(self, sender: str, recipients: Sequence[str], raw: bytes) -> Carried: ...

    async def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Listener:
    language: str
    zone: str


class Carrier:
    """Knows every way out. Raises NotSent, MaybeSent or NeverSent, as the edges do."""

    def __init__(
        self,
        performer: Performer,
        fronts: Mapping[str, Front],
        sender: Postman,
        mailboxes: Mapping[str, Mailbox],
        zone: str,
    ) -> None:
        self.performer = performer
        self.fronts = fronts
        self.sender = sender
        self.mailboxes = mailboxes
        self.zone = zone
        self._copies = ThreadPoolExecutor(max_workers=1, thread_name_prefix="copies")

    async def carry(self, parcel: Parcel) -> Carried:
        match parcel:
            case SayParcel():
                return await self._said(parcel)
            case MailParcel():
                raw = await asyncio.to_thread(self.performer.blobs.load, parcel.sha256)
                return await self.sender.send(parcel.sender, parcel.recipients, raw)
            case CopyParcel():
                return await self._copied(parcel)

    async def close(self) -> None:
        await self.sender.close()
        self._copies.shutdown(wait=True)

    async def _said(self, parcel: SayParcel) -> Carried:
        front = self.fronts.get(parcel.place.front)
        if front is None:
            raise NotSent(f"the front {parcel.place.front} is not set up")
        listener = await self.performer.look(lambda session, now: _listener(session, parcel, self.zone))
        if listener is None:
            raise NeverSent("the listener has left the department")
        edits = None
        if parcel.edits:
            edits = await self.performer.look(lambda session, now: _standing_message(session, parcel))
            if edits is None or not front.abilities.edit:
                return Carried()
        files = await asyncio.to_thread(self._files, parcel.files)
        return Carried(await front.say(_saying(parcel, listener, edits, files)))

    def _files(self, files: tuple[StoredFile, ...]) -> tuple[ShownFile, ...]:
        return tuple(
            ShownFile(each.name, each.content_type, each.size, self._path(each), each.is_picture) for each in files
        )

    def _path(self, file: StoredFile) -> Path:
        blobs = self.performer.blobs
        if file.letter_sha256 is None:
            return blobs.path(file.sha256)
        return blobs.path(blobs.keep(self.performer.bytes_of(file)))

    async def _copied(self, parcel: CopyParcel) -> Carried:
        mailbox = self.mailboxes.get(parcel.account)
        if mailbox is None:
            raise NeverSent(f"there is no account {parcel.account} any more")
        raw = await asyncio.to_thread(self.performer.blobs.load, parcel.sha256)
        message_id = _message_id(raw)
        at = self.performer.clock()
        try:
            await asyncio.get_running_loop().run_in_executor(
                self._copies, lambda: mailbox.file_copy(parcel.folder, raw, at, message_id)
            )
        except (Unreachable, LoginRefused) as fault:
            raise NotSent(str(fault)) from fault
        return Carried()


def _saying(parcel: SayParcel, listener: Listener, edits: str | None, files: tuple[ShownFile, ...]) -> Saying:
    language, zone = listener.language, listener.zone
    paragraphs = spoken_all(parcel.lines, language, zone)
    if parcel.repeats:
        paragraphs = ((spoken(line("(repeat)"), language, zone), False), *paragraphs)
    return Saying(
        place=parcel.place,
        paragraphs=paragraphs,
        buttons=tuple(
            tuple(Button(spoken(each.label, language, zone), each.nonce) for each in row) for row in parcel.buttons
        ),
        files=files,
        edits=edits,
        answers=parcel.answers,
        repeat=parcel.repeats > 0,
    )


def _listener(session: Session, parcel: SayParcel, zone: str) -> Listener | None:
    """In whose language and zone it is said; None for somebody who was dismissed meanwhile (T24)."""
    person = colleague(session, parcel.listener)
    if person is not None and person.dismissed_at is not None:
        return None
    if person is not None:
        return Listener(person.language, person.zone or zone)
    room = session.scalar(
        select(RoomRow).where(RoomRow.front == parcel.place.front, RoomRow.address == parcel.place.address)
    )
    return Listener(room.language if room else "en", zone)


def _standing_message(session: Session, parcel: SayParcel) -> str | None:
    place = Place(parcel.place.front, parcel.place.address)
    return message_of_card(session, parcel.card, place) if parcel.card else None


def _message_id(raw: bytes) -> str:
    head = raw.partition(b"\r\n\r\n")[0] if b"\r\n\r\n" in raw else raw.partition(b"\n\n")[0]
    for each in head.splitlines():
        if each.lower().startswith(b"message-id:"):
            return each.partition(b":")[2].strip().decode("ascii", "replace")
    return ""
