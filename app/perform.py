"""Performing: one event is handled once, and its changes and its messages are stored together. The only place that commits."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import random
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.turns import Rank, Turns
from handlers.hearing import refused
from mail.read import part_bytes
from mail.write import written
from rules.address import domain_of
from rules.event import Event, Heard
from rules.outgoing import Outgoing, SendMail, StoredFile
from rules.refusal import Refused
from storage import happenings
from storage.blobs import Blobs
from storage.database import Database, is_worth_repeating
from storage.facts import department_secret
from storage.handled import handled_among, mark_handled
from storage.outbox import WrittenMail, put
from storage.policy import policy_at
from storage.work import Work

LOG = logging.getLogger("infodesk.perform")
_TRIES = 16
_LONGEST_PAUSE = 0.3
"""Seconds."""
_OCTETS_GATHERED = 8_000_000
SECONDS_AT_ONCE = 0.12
"""So long a command waits for letters at most."""
MOST_AT_ONCE = 50
E = TypeVar("E", bound=Event)
T = TypeVar("T")
Clock = Callable[[], datetime]
Ahead = Callable[[Session], object]


class Mails:
    """The mails of one transaction, brought to the disk together: before its commit, or sooner when they are many."""

    def __init__(self, blobs: Blobs) -> None:
        self._blobs = blobs
        self._gathered: dict[str, bytes] = {}

    def gather(self, raw: bytes) -> str:
        """Takes a mail in and returns its SHA-256 (hex)."""
        name = hashlib.sha256(raw).hexdigest()
        self._gathered[name] = raw
        if sum(map(len, self._gathered.values())) > _OCTETS_GATHERED:
            self.to_disk()
        return name

    def to_disk(self) -> None:
        self._blobs.keep_named(self._gathered)
        self._gathered.clear()


class Performer:
    """Decides, one at a time, in a thread of its own. `wake` is called after each commit that left messages."""

    def __init__(self, database: Database, blobs: Blobs, clock: Clock) -> None:
        self.database = database
        self.blobs = blobs
        self.clock = clock
        self.wake: Callable[[], None] = lambda: None
        self._turns = Turns("decide")
        self._at_once = {Rank.KEEPING: 20, Rank.SORTING: 20}
        """Letters in one transaction: as many as take about SECONDS_AT_ONCE."""
        self._secret: bytes | None = None

    async def perform(self, event: E, handle: Callable[[Work, E], Iterable[Outgoing]]) -> bool:
        """Handles the event once; False when it had been handled before. Refusals are said to who asked."""
        rank = Rank.HEARD if isinstance(event, Heard) else Rank.OTHER
        return await self.in_thread(lambda: self.decide(event, handle), rank)

    async def perform_all(
        self,
        events: Sequence[E],
        handle: Callable[[Work, E], Iterable[Outgoing]],
        ahead: Ahead | None = None,
        rank: Rank = Rank.SORTING,
    ) -> None:
        """Handles letters, several in one commit; where one fails, each alone, so that it stops no other.

        What fails alone is raised as an ExceptionGroup when all have been tried. `ahead` looks up at once what each of
        them needs. After each commit it is the turn of whoever ranks higher.
        """
        faults: list[Exception] = []
        while events:
            part, events = events[: self._at_once[rank]], events[self._at_once[rank] :]
            faults += await self.in_thread(lambda part=part: self._decide_part(part, handle, ahead, rank), rank)  # type: ignore[misc]
        if faults:
            raise ExceptionGroup("events that could not be decided", faults)

    async def change(self, change: Callable[[Session, datetime], T]) -> T:
        """Bookkeeping of the roof in a transaction of its own: what was listed, claimed, carried."""
        return await self.in_thread(lambda: self.changed(change))

    async def look(self, query: Callable[[Session, datetime], T]) -> T:
        """A question to the database, in a reading transaction."""
        return await asyncio.to_thread(self._looked, query)

    async def in_thread(self, call: Callable[[], T], rank: Rank = Rank.OTHER) -> T:
        return await asyncio.wrap_future(self._turns.asked(call, rank))

    def close(self) -> None:
        self._turns.close()

    def decide(self, event: E, handle: Callable[[Work, E], Iterable[Outgoing]]) -> bool:
        try:
            return self._repeated(lambda: self._decided([event], handle)) > 0
        except Refused as no:
            if not isinstance(event, Heard):
                raise
            words = no.words
            return self._repeated(lambda: self._decided([event], lambda work, heard: refused(work, heard, words))) > 0

    def changed(self, change: Callable[[Session, datetime], T]) -> T:
        def once() -> T:
            with self.database.deciding() as session:
                result = change(session, self.clock())
                session.commit()
                return result

        return self._repeated(once)

    def _looked(self, query: Callable[[Session, datetime], T]) -> T:
        with self.database.reading() as session:
            return query(session, self.clock())

    def _decide_part(
        self, events: Sequence[E], handle: Callable[[Work, E], Iterable[Outgoing]], ahead: Ahead | None, rank: Rank
    ) -> list[Exception]:
        began = time.monotonic()
        try:
            self._repeated(lambda: self._decided(events, handle, {}, ahead))
            most = len(events) * SECONDS_AT_ONCE / max(0.001, time.monotonic() - began)
            self._at_once[rank] = max(1, min(MOST_AT_ONCE, 2 * self._at_once[rank], int(most)))
            return []
        except Exception:
            LOG.info("a batch is decided one by one", extra={"events": len(events)}, exc_info=True)
        faults: list[Exception] = []
        for event in events:
            try:
                self._repeated(lambda event=event: self._decided([event], handle, {}))  # type: ignore[misc]
            except Exception as fault:
                fault.add_note(event.key)
                faults.append(fault)
        return faults

    def _decided(
        self,
        events: Sequence[E],
        handle: Callable[[Work, E], Iterable[Outgoing]],
        read: dict[str, Any] | None = None,
        ahead: Ahead | None = None,
    ) -> int:
        """One transaction: the events' keys, the changes and the messages, or nothing. Returns how many were new."""
        spoke, seal = False, None
        mails = Mails(self.blobs)
        with self.database.deciding() as session:
            now = self.clock()
            held = ahead(session) if ahead else None
            policy, secret = policy_at(session, now), self._the_secret(session, now)
            known = handled_among(session, [each.key for each in events])
            new = {each.key: each for each in events if each.key not in known}
            for key, event in new.items():
                work = Work(session, now, policy, key, secret, read=read)
                outgoing = list(handle(work, event))
                session.flush()
                put(work, outgoing, self._written(work, outgoing, mails))
                seal = happenings.write(work, seal)
                spoke = spoke or bool(outgoing)
            if new:
                mark_handled(session, new, now)
            mails.to_disk()
            session.commit()
        del held
        if spoke:
            self.wake()
        return len(new)

    def _repeated(self, decide: Callable[[], T]) -> T:
        """PostgreSQL gives a transaction back when another went first, SQLite waits its time for a lock: decided anew.

        After growing pauses, so that those who are in each other's way do not meet again.
        """
        for attempt in range(_TRIES - 1):
            try:
                return decide()
            except DBAPIError as fault:
                if not is_worth_repeating(fault):
                    raise
                time.sleep(random.uniform(0, min(_LONGEST_PAUSE, 0.005 * 2**attempt)))
        return decide()

    def _the_secret(self, session: Session, now: datetime) -> bytes:
        if self._secret is None:
            self._secret = department_secret(session, now)
        return self._secret

    def _written(self, work: Work, outgoing: Sequence[Outgoing], mails: Mails) -> dict[int, WrittenMail]:
        """Each mail of the decision as bytes, gathered to be on the disk before the row that names them."""
        domain = domain_of(work.policy.front_door) or "infodesk.invalid"
        found: dict[int, WrittenMail] = {}
        for place, mail in enumerate(outgoing):
            if isinstance(mail, SendMail):
                name = f"<{mail.token}@{domain}>"
                raw = written(mail, message_id=name, at=work.now, load=self.bytes_of, load_letter=self.blobs.load)
                found[place] = WrittenMail(name, mails.gather(raw), len(raw))
        return found

    def bytes_of(self, file: StoredFile) -> bytes:
        """The bytes of a stored file: its own, or a part of a stored letter."""
        if file.letter_sha256 is None or file.part is None:
            return self.blobs.load(file.sha256)
        return part_bytes(self.blobs.load(file.letter_sha256), file.part)
