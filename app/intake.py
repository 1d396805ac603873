"""Intake: what the mailbox holds enters the ledger, every byte is kept, every kept letter is read and sorted."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol, TypeVar

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.orm import Session

from app.perform import Performer
from app.troubles import Troubles
from handlers.letters.keep import keep
from handlers.letters.quarantine import Unfetched, Unsorted, quarantine, quarantine_unfetched
from handlers.letters.sort import sort
from handlers.reconciling import FolderCount
from mail.mailbox import Listing, LoginRefused, Mailbox, Moved, Unfetchable, Unreachable, Vanished, Watched
from mail.reader import Unreadable
from rules.event import Arrived, Sighting, Sort
from rules.letter import Letter, Ours
from rules.words import Line, line
from storage import letters
from storage.colleagues import all_addresses
from storage.facts import fact
from storage.policy import policy_at
from storage.tables.letters import FolderRow, LetterRow

LOG = logging.getLogger("infodesk.intake")
T = TypeVar("T")
SWEEP_SECONDS = 60.0
FETCHED_AT_ONCE = 40
OCTETS_AT_ONCE = 8_000_000
READ_ATTEMPTS = 3
"""Times that a letter may kill its reader before it is quarantined (F35)."""
_PAUSES = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
_LOGIN_PAUSE = 60.0


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
                await asyncio.wait_for(self._wanted.wait(), timeout=SWEEP_SECONDS)
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
        return await self.performer.look(lambda session, now: letters.to_sort(session, after=after))

    async def _read(self, row: LetterRow, ours: Ours) -> Sort | None:
        file = self.performer.blobs.path(row.sha256)
        for attempt in range(READ_ATTEMPTS):
            try:
                letter = await self.reader.read(file, ours)
                return Sort(row.id, row.sha256, letter, again=row.attempts)
            except Unreadable as fault:
                LOG.warning("letter not readable", extra={"letter": row.id, "attempt": attempt + 1})
                reason = str(fault)
        await self.performer.perform(Unsorted(row.id, reason, row.attempts), quarantine)
        return None

    async def _sorted(self, ready: Sequence[Sort]) -> None:
        if not ready:
            return
        try:
            await self.performer.perform_all(ready, sort)
        except ExceptionGroup as faults:
            for fault in faults.exceptions:
                if isinstance(fault, OperationalError | InterfaceError):
                    raise fault from None  # the database is away, the letter is not odd: tried again later
                await self._put_aside(ready, fault)

    async def _put_aside(self, ready: Sequence[Sort], fault: Exception) -> None:
        LOG.error("letter not sorted", exc_info=fault)
        keys = set(getattr(fault, "__notes__", ()))
        for each in ready:
            if each.key in keys:
                reason = f"{type(fault).__name__} while sorting"
                await self.performer.perform(Unsorted(each.letter_id, reason, each.again), quarantine)

    def _ours(self, session: Session, now: datetime) -> Ours:
        policy = policy_at(session, now)
        return Ours(
            front_doors=frozenset({policy.front_door, *policy.aliases} - {""}),
            domains=frozenset({policy.front_door.rpartition("@")[2], *policy.domains} - {""}),
            colleagues=all_addresses(session),
            authserv_ids=self.authserv_ids,
            form_senders=frozenset(policy.form_senders),
        )


class Watch:
    """One mail account, watched: a sweep over the ledger, then IDLE until something comes. Calls run in its own thread."""

    def __init__(self, mailbox: Mailbox, performer: Performer, sorter: Sorter, troubles: Troubles) -> None:
        self.mailbox = mailbox
        self.troubles = troubles
        self.performer = performer
        self.sorter = sorter
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"imap-{mailbox.account}")
        self._open = False
        self._behind = False
        """Whether the last sweep kept something: then there may be more, and nobody waits."""

    async def run(self) -> None:
        """Sweeps and waits until cancelled; a broken line is joined again with growing pauses (F06)."""
        failures = 0
        while True:
            try:
                self._behind = await self.sweep() > 0
                failures = 0
                if not self._behind:
                    await self._call(lambda: self.mailbox.wait(SWEEP_SECONDS))
            except LoginRefused as fault:
                await self._trouble(
                    "login",
                    line(
                        "The mail account {account} refuses the login: {reason}. Check name and password in the settings.",
                        account=self.mailbox.account,
                        reason=str(fault),
                    ),
                )
                await self._pause(_LOGIN_PAUSE)
            except Unreachable as fault:
                LOG.warning("mailbox unreachable", extra={"account": self.mailbox.account, "fault": str(fault)})
                failures += 1
                if failures >= 4:
                    await self._trouble(
                        "mailbox",
                        line(
                            "The mailbox {account} cannot be reached: {reason}. I keep trying.",
                            account=self.mailbox.account,
                            reason=str(fault),
                        ),
                    )
                await self._pause(_PAUSES[min(failures, len(_PAUSES)) - 1])

    async def sweep(self) -> int:
        """Lists, fetches and keeps whatever the ledger does not have; returns how many letters were kept."""
        if not self._open:
            await self._call(self.mailbox.open)
            self._open = True
            for name in ("login", "mailbox"):
                await self.troubles.ended(f"{name}:{self.mailbox.account}")
        kept = 0
        folders = await self._call(self.mailbox.watched)
        for watched in folders:
            kept += await self._folder(watched)
        names = [each.folder for each in folders]
        await self.performer.change(lambda session, now: _swept(session, self.mailbox.account, names, now))
        return kept

    async def counted(self) -> list[FolderCount]:
        """Each watched folder on the server against the ledger; what the ledger lacks is entered, to be fetched."""
        self.mailbox.interrupt()
        return [await self._counted(each.folder) for each in await self._call(self.mailbox.watched)]

    async def _counted(self, folder: str) -> FolderCount:
        account = self.mailbox.account
        listing = await self._call(lambda: self.mailbox.listed(folder, 0))
        known = await self.performer.look(
            lambda session, now: letters.counted(session, account, folder, listing.uidvalidity)
        )
        missing = tuple(uid for uid in listing.uids if known.get(uid) not in {"kept", "vanished", "later"})
        unknown = [Sighting(account, folder, listing.uidvalidity, uid) for uid in missing if uid not in known]
        if unknown:
            await self.performer.change(lambda session, now: letters.note_sightings(session, unknown, now))
        return FolderCount(account, folder, len(listing.uids), len(listing.uids) - len(missing), missing)

    async def stop(self) -> None:
        self.mailbox.interrupt()
        await asyncio.get_running_loop().run_in_executor(self._thread, self.mailbox.close)
        self._thread.shutdown(wait=True)

    async def _folder(self, watched: Watched) -> int:
        account, folder = self.mailbox.account, watched.folder
        row, after, owed = await self.performer.look(lambda session, now: _known(session, account, folder))
        listing = await self._call(lambda: self.mailbox.listed(folder, after))
        if row is None or row.uidvalidity != listing.uidvalidity:
            if after:
                listing = await self._call(lambda: self.mailbox.listed(folder, 0))
            await self._begin(watched, listing, row)
        seen = [Sighting(account, folder, listing.uidvalidity, uid) for uid in listing.uids]
        if seen:
            later = row is None and await self.performer.look(
                lambda session, now: _acts_since(session, now) is not None
            )
            state = "later" if later else "to_fetch"
            await self.performer.change(lambda session, now: letters.note_sightings(session, seen, now, state))
        if not seen and not owed:
            return 0
        return await self._fetch_all(watched, listing.uidvalidity)

    async def _begin(self, watched: Watched, listing: Listing, row: FolderRow | None) -> None:
        """First sight of a folder, or its numbers were dealt anew (F08): everything is read again, nothing doubled."""
        account = self.mailbox.account
        await self.performer.change(
            lambda session, now: _folder_begun(session, account, watched.folder, listing.uidvalidity, now)
        )
        if row is not None:
            words = line(
                "The mail server has renumbered {folder} of {account}. I read it again; nothing is doubled.",
                folder=watched.folder,
                account=account,
            )
            await self._trouble(f"renumbered:{watched.folder}:{listing.uidvalidity}", words)

    async def _fetch_all(self, watched: Watched, uidvalidity: int) -> int:
        """Everything new; of what was there before we began, a portion, so that new letters never wait behind old ones."""
        account, folder = self.mailbox.account, watched.folder
        kept = 0
        failed: set[int] = set()
        while True:
            wanted = await self.performer.look(
                lambda session, now: letters.to_fetch(session, account, folder, uidvalidity)
            )
            wanted = [each for each in wanted if each not in failed]
            if not wanted:
                return kept + await self._fetch_later(watched, uidvalidity)
            for start in range(0, len(wanted), FETCHED_AT_ONCE):
                part = wanted[start : start + FETCHED_AT_ONCE]
                arrived, lost = await self._fetch(watched, uidvalidity, part)
                kept += len(arrived)
                failed |= lost

    async def _fetch_later(self, watched: Watched, uidvalidity: int) -> int:
        account, folder = self.mailbox.account, watched.folder
        wanted = await self.performer.look(
            lambda session, now: letters.to_fetch_later(session, account, folder, uidvalidity)
        )
        kept = 0
        for start in range(0, len(wanted), FETCHED_AT_ONCE):
            arrived, _ = await self._fetch(watched, uidvalidity, wanted[start : start + FETCHED_AT_ONCE])
            kept += len(arrived)
        return kept

    async def _fetch(self, watched: Watched, uidvalidity: int, uids: Sequence[int]) -> tuple[list[Arrived], set[int]]:
        """Fetches, keeps on the disk, commits; letters of one batch share a commit."""
        batch: list[Arrived] = []
        done: list[Arrived] = []
        failed: set[int] = set()
        size = 0
        for uid in uids:
            seen = Sighting(self.mailbox.account, watched.folder, uidvalidity, uid)
            try:
                fetched = await self._call(lambda uid=uid: self.mailbox.fetched(watched.folder, uidvalidity, uid))  # type: ignore[misc]
            except (Vanished, Moved):
                await self.performer.change(
                    lambda session, now, seen=seen: letters.settle_sighting(session, seen, now, state="vanished")  # type: ignore[misc]
                )
                failed.add(uid)
                continue
            except Unfetchable as fault:
                failed.add(uid)
                await self._unfetchable(seen, str(fault))
                continue
            batch.append(Arrived(seen, fetched.raw, fetched.arrived_at, watched.role))
            size += len(fetched.raw)
            if size >= OCTETS_AT_ONCE:
                await self._keep(batch)
                done += batch
                batch, size = [], 0
        await self._keep(batch)
        return done + batch, failed

    async def _keep(self, batch: Sequence[Arrived]) -> None:
        if not batch:
            return
        await asyncio.to_thread(self.performer.blobs.keep_all, [each.raw for each in batch])
        await self.performer.perform_all(batch, keep)
        self.sorter.wake()

    async def _unfetchable(self, seen: Sighting, reason: str) -> None:
        attempts = await self.performer.change(lambda session, now: _failed(session, seen, reason, now))
        if attempts >= letters.ATTEMPTS:
            await self.performer.perform(Unfetched(seen, reason), quarantine_unfetched)

    async def _call(self, call: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, call)

    async def _trouble(self, name: str, words: Line) -> None:
        await self.troubles.raised(f"{name}:{self.mailbox.account}", words)

    async def _pause(self, seconds: float) -> None:
        self._open = False
        await asyncio.sleep(seconds)


def _folder_begun(session: Session, account: str, folder: str, uidvalidity: int, now: datetime) -> None:
    row = letters.folder(session, account, folder)
    if row is None:
        session.add(
            FolderRow(account=account, folder=folder, uidvalidity=uidvalidity, acts_since=_acts_since(session, now))
        )
    else:
        row.uidvalidity = uidvalidity


def _acts_since(session: Session, now: datetime) -> datetime | None:
    """From which arrival on we act, as chosen at init: now, the last N days, everything."""
    begin = fact(session, "begin") or {}
    if begin.get("mode") == "everything":
        return None
    if begin.get("mode") == "days":
        return now - timedelta(days=int(begin["days"]))
    return datetime.fromisoformat(begin["at"]) if "at" in begin else now


def _known(session: Session, account: str, folder: str) -> tuple[FolderRow | None, int, bool]:
    """How far the ledger knows the folder, and whether anything of it is still to be fetched."""
    row = letters.folder(session, account, folder)
    if row is None:
        return None, 0, False
    after = letters.listed_up_to(session, account, folder, row.uidvalidity)
    return row, after, letters.is_owed(session, account, folder, row.uidvalidity)


def _swept(session: Session, account: str, folders: Sequence[str], now: datetime) -> None:
    for each in folders:
        row = letters.folder(session, account, each)
        if row is not None:
            row.swept_at = now


def _failed(session: Session, seen: Sighting, reason: str, now: datetime) -> int:
    row = letters.sighting(session, seen)
    if row is None:
        return 0
    row.attempts += 1
    row.fault = reason[:500]
    return row.attempts
