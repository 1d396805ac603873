"""Straight to the administrators' chats, past the outbox: for troubles in which nothing can be written down (F04, F23)."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.carry import Postman
from app.perform import Performer
from bot.front import Front, Saying
from documents.speech import spoken, spoken_all
from mail.write import written
from rules.address import domain_of
from rules.event import Place
from rules.outgoing import Mailbox, MaybeSent, NeverSent, NotSent, SendMail, StoredFile
from rules.permission import ADMINISTRATORS, MANAGERS
from rules.words import Line
from storage.colleagues import addresses_of, private_places, with_role
from storage.database import is_away
from storage.policy import policy_at

LOG = logging.getLogger("infodesk.straight")


@dataclass(frozen=True, slots=True)
class Listener:
    """An administrator: her chats and, for when none of them hears, her address."""

    name: str
    language: str
    zone: str
    places: tuple[Place, ...]
    address: str
    front_door: str


class Straight:
    """Speaks at once; by mail to who has no chat. Who is to be told is remembered from when the database last answered."""

    def __init__(self, performer: Performer, fronts: Mapping[str, Front], postman: Postman | None = None) -> None:
        self.performer = performer
        self.fronts = fronts
        self.postman = postman
        self._known: list[Listener] = []

    async def refresh(self) -> None:
        """Asks the database who they are. Raises what keeps it from answering."""
        self._known = await self.performer.look(_administrators)

    async def speak(self, lines: tuple[Line, ...]) -> bool:
        """Whether anybody has heard it; nobody there to be told counts as told."""
        try:
            await self.refresh()
        except Exception as fault:
            if not is_away(fault):
                raise
        heard = [await self._told(each, lines) for each in self._known]
        return any(heard) or not heard

    async def _told(self, person: Listener, lines: tuple[Line, ...]) -> bool:
        said = [await self._said(person, place, lines) for place in person.places]
        return any(said) or await self._mailed(person, lines)

    async def _said(self, person: Listener, place: Place, lines: tuple[Line, ...]) -> bool:
        front = self.fronts.get(place.front)
        if front is None:
            return False
        try:
            await front.say(Saying(place, spoken_all(lines, person.language, person.zone)))
        except (NotSent, MaybeSent, NeverSent) as fault:
            LOG.warning("not said", extra={"front": place.front, "fault": fault.reason})
            return isinstance(fault, MaybeSent)
        return True

    async def _mailed(self, person: Listener, lines: tuple[Line, ...]) -> bool:
        if self.postman is None or not person.address or not person.front_door:
            return False
        token = secrets.token_hex(16)
        mail = SendMail(
            sender=Mailbox("infodesk", person.front_door),
            to=(Mailbox(person.name, person.address),),
            subject=f"[infodesk] {spoken(lines[1], person.language, person.zone)}"[:160],
            text="\n".join(words for words, _ in spoken_all(lines, person.language, person.zone)),
            audience="colleague",
            token=token,
            auto_submitted="auto-generated",
        )
        identity = f"<{token}@{domain_of(person.front_door) or 'infodesk.invalid'}>"
        raw = written(mail, message_id=identity, at=self.performer.clock(), load=_no_file, load_letter=_no_letter)
        try:
            await self.postman.send(person.front_door, [person.address], raw)
        except (NotSent, MaybeSent, NeverSent) as fault:
            LOG.warning("not mailed", extra={"fault": fault.reason})
            return isinstance(fault, MaybeSent)
        return True


def _administrators(session: Session, now: datetime) -> list[Listener]:
    """Where nobody administers, the managers."""
    door = policy_at(session, now).front_door
    people = with_role(session, *ADMINISTRATORS) or with_role(session, *MANAGERS)
    return [
        Listener(
            each.name,
            each.language,
            each.zone,
            tuple(private_places(session, each.id)),
            next(iter(addresses_of(session, each.id)), ""),
            door,
        )
        for each in people
    ]


def _no_file(file: StoredFile) -> bytes:
    raise FileNotFoundError(file.name)


def _no_letter(sha256: str) -> bytes:
    raise FileNotFoundError(sha256)
