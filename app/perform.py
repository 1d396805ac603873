"""Performing: one event is handled once, and its changes and its messages are stored together. The only place that commits."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

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
_TRIES = 8
E = TypeVar("E", bound=Event)
T = TypeVar("T")
Clock = Callable[[], datetime]


class Performer:
    """Decides, one at a time, in a thread of its own. `wake` is called after each commit that left messages."""

    def __init__(self, database: Database, blobs: Blobs, clock: Clock) -> None:
        self.database = database
        self.blobs = blobs
        self.clock = clock
        self.wake: Callable[[], None] = lambda: None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="decide")
        self._secret: bytes | None = None

    async def perform(self, event: E, handle: Callable[[Work, E], Iterable[Outgoing]]) -> bool:
        """Handles the event once; False when it had been handled before. Refusals are said to who asked."""
        return await self.in_thread(lambda: self.decide(event, handle))

    async def perform_all(self, events: Sequence[E], handle: Callable[[Work, E], Iterable[Outgoing]]) -> None:
        """Handles several events in one commit; where one fails, each alone, so that it stops no other.

        What fails alone is raised as an ExceptionGroup when all have been tried.
        """
        await self.in_thread(lambda: self._decide_all(events, handle))

    async def change(self, change: Callable[[Session, datetime], T]) -> T:
        """Bookkeeping of the roof in a transaction of its own: what was listed, claimed, carried."""
        return await self.in_thread(lambda: self.changed(change))

    async def look(self, query: Callable[[Session, datetime], T]) -> T:
        """A question to the database, in a reading transaction."""
        return await asyncio.to_thread(self._looked, query)

    async def in_thread(self, call: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, call)

    def close(self) -> None:
        self._thread.shutdown(wait=True)

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

    def _decide_all(self, events: Sequence[E], handle: Callable[[Work, E], Iterable[Outgoing]]) -> None:
        try:
            self._repeated(lambda: self._decided(events, handle))
            return
        except Exception:
            LOG.info("a batch is decided one by one", extra={"events": len(events)}, exc_info=True)
        faults: list[Exception] = []
        for event in events:
            try:
                self._repeated(lambda event=event: self._decided([event], handle))  # type: ignore[misc]
            except Exception as fault:
                fault.add_note(event.key)
                faults.append(fault)
        if faults:
            raise ExceptionGroup("events that could not be decided", faults)

    def _decided(self, events: Sequence[E], handle: Callable[[Work, E], Iterable[Outgoing]]) -> int:
        """One transaction: the events' keys, the changes and the messages, or nothing. Returns how many were new."""
        spoke, seal, read = False, None, dict[str, Any]()
        with self.database.deciding() as session:
            now = self.clock()
            policy, secret = policy_at(session, now), self._the_secret(session, now)
            known = handled_among(session, [each.key for each in events])
            new = {each.key: each for each in events if each.key not in known}
            for key, event in new.items():
                work = Work(session, now, policy, key, secret, read=read)
                outgoing = list(handle(work, event))
                session.flush()
                put(work, outgoing, self._written(work, outgoing))
                seal = happenings.write(work, seal)
                spoke = spoke or bool(outgoing)
            if new:
                mark_handled(session, new, now)
            session.commit()
        if spoke:
            self.wake()
        return len(new)

    def _repeated(self, decide: Callable[[], T]) -> T:
        """PostgreSQL gives a transaction back when another went first; then it is decided anew."""
        for _ in range(_TRIES - 1):
            try:
                return decide()
            except DBAPIError as fault:
                if not is_worth_repeating(fault):
                    raise
        return decide()

    def _the_secret(self, session: Session, now: datetime) -> bytes:
        if self._secret is None:
            self._secret = department_secret(session, now)
        return self._secret

    def _written(self, work: Work, outgoing: Sequence[Outgoing]) -> dict[int, WrittenMail]:
        """The bytes of each mail, on the disk before the row that names them."""
        mails = {place: each for place, each in enumerate(outgoing) if isinstance(each, SendMail)}
        if not mails:
            return {}
        domain = domain_of(work.policy.front_door) or "infodesk.invalid"
        ids = {place: f"<{mail.token}@{domain}>" for place, mail in mails.items()}
        raw = {
            place: written(mail, message_id=ids[place], at=work.now, load=self.bytes_of, load_letter=self.blobs.load)
            for place, mail in mails.items()
        }
        names = self.blobs.keep_all(raw.values())
        return {place: WrittenMail(ids[place], name, len(raw[place])) for place, name in zip(raw, names, strict=True)}

    def bytes_of(self, file: StoredFile) -> bytes:
        """The bytes of a stored file: its own, or a part of a stored letter."""
        if file.letter_sha256 is None or file.part is None:
            return self.blobs.load(file.sha256)
        return part_bytes(self.blobs.load(file.letter_sha256), file.part)
