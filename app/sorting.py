"""Sorting: every kept letter is read in a child and decided on in the order in which it came; an odd one stops no other."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from sqlalchemy.orm import Session

from app.perform import Performer
from app.steadfast import is_passing
from handlers.letters.quarantine import Unsorted, quarantine
from handlers.letters.sort import sort
from mail.outside import LOOKED_AT, on_the_outside
from mail.reader import Unreadable
from rules.event import Sort
from rules.letter import Letter, Ours
from storage import letters
from storage.colleagues import all_addresses
from storage.policy import policy_at
from storage.tables.letters import LetterRow

LOG = logging.getLogger("infodesk.sorting")
LOOKS_EVERY = 60.0
"""Seconds; intake wakes it sooner."""
READ_AT_ONCE = 40
READ_ATTEMPTS = 3
"""Times that a letter may kill its reader before it is quarantined (F35)."""


class LetterReader(Protocol):
    """Reads a letter from its bytes or its file. Raises Unreadable when it cannot be read in time or at all."""

    async def read(self, raw: bytes | Path, ours: Ours) -> Letter: ...

    async def close(self) -> None: ...


class Sorter:
    """Reads kept letters in a child process and sorts them in the order in which they came."""

    def __init__(self, performer: Performer, reader: LetterReader, authserv_ids: frozenset[str] = frozenset()) -> None:
        self.performer = performer
        self.reader = reader
        self.authserv_ids = authserv_ids
        self._wanted = asyncio.Event()
        self._lock = asyncio.Lock()

    def wake(self) -> None:
        self._wanted.set()

    async def run(self) -> None:
        """Sorts whatever is kept, until cancelled."""
        while True:
            self._wanted.clear()
            await self.sort_all()
            try:
                await asyncio.wait_for(self._wanted.wait(), timeout=LOOKS_EVERY)
            except TimeoutError:
                pass

    async def sort_all(self) -> int:
        """Sorts everything that is kept; returns how many letters it went through."""
        count = 0
        tried: set[tuple[int, int]] = set()
        async with self._lock:
            while through := await self._sort_through(tried):
                count += through
            return count

    async def _sort_through(self, tried: set[tuple[int, int]]) -> int:
        """Once through all that is kept and was not tried: a batch is read while the one before it is decided."""
        count = after = 0
        deciding: asyncio.Future[None] = asyncio.ensure_future(self._sorted(()))
        try:
            while rows := await self._kept(after):
                after = rows[-1].id
                rows = [row for row in rows if (row.id, row.attempts) not in tried]
                tried.update((row.id, row.attempts) for row in rows)
                ours = await self.performer.look(self._ours)
                read = await asyncio.gather(*(self._read(row, ours) for row in rows))
                await deciding
                deciding = asyncio.ensure_future(self._sorted([each for each in read if each is not None]))
                count += len(rows)
        finally:
            await deciding
        return count

    async def _kept(self, after: int) -> list[LetterRow]:
        return await self.performer.look(lambda session, now: letters.to_sort(session, READ_AT_ONCE, after))

    async def _read(self, row: LetterRow, ours: Ours) -> Sort | None:
        file = self.performer.blobs.path(row.sha256)
        for attempt in range(READ_ATTEMPTS):
            try:
                letter = await self.reader.read(file, ours)
                return Sort(row.id, row.sha256, letter, again=row.attempts)
            except Unreadable as fault:
                LOG.warning("letter not readable", extra={"letter": row.id, "attempt": attempt + 1})
                reason = str(fault)
        await self._quarantined(row.id, row.sha256, reason, row.attempts)
        return None

    async def _sorted(self, ready: Sequence[Sort]) -> None:
        if not ready:
            return
        try:
            numbers = [each.letter_id for each in ready]
            await self.performer.perform_all(ready, sort, lambda session: letters.load_letters(session, numbers))
        except ExceptionGroup as faults:
            for fault in faults.exceptions:
                if is_passing(fault):
                    raise fault from None  # no database, no room: the letter is not odd, it is tried again later
                await self._put_aside(ready, fault)

    async def _put_aside(self, ready: Sequence[Sort], fault: Exception) -> None:
        LOG.error("letter not sorted", exc_info=fault)
        keys = set(getattr(fault, "__notes__", ()))
        for each in ready:
            if each.key in keys:
                reason = f"{type(fault).__name__} while sorting"
                await self._quarantined(each.letter_id, each.sha256, reason, each.again)

    async def _quarantined(self, number: int, sha256: str, reason: str, again: int) -> None:
        """With what stands on its envelope, so that a person can tell what it is."""
        outside = await asyncio.to_thread(lambda: on_the_outside(self.performer.blobs.beginning(sha256, LOOKED_AT)))
        told = Unsorted(number, reason, again, outside.sender, outside.name, outside.subject)
        await self.performer.perform(told, quarantine)

    def _ours(self, session: Session, now: datetime) -> Ours:
        policy = policy_at(session, now)
        return Ours(
            front_doors=frozenset({policy.front_door, *policy.aliases} - {""}),
            domains=frozenset({policy.front_door.rpartition("@")[2], *policy.domains} - {""}),
            colleagues=all_addresses(session),
            authserv_ids=self.authserv_ids,
            form_senders=frozenset(policy.form_senders),
        )
