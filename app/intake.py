"""Intake: what the mailbox holds enters the ledger, and every byte of it is kept."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy.orm import Session

from app.perform import Performer
from app.sorting import Sorter
from app.troubles import Troubles
from app.turns import Rank
from handlers.letters.keep import keep
from handlers.letters.quarantine import Unfetched, quarantine_unfetched
from mail.mailbox import Listing, LoginRefused, Mailbox, Moved, Unfetchable, Unreachable, Vanished, Watched
from rules.event import Arrived, Sighting
from rules.words import Line, line
from storage import ledger
from storage.facts import fact
from storage.ledger import still_owed
from storage.tables.letters import FolderRow

LOG = logging.getLogger("infodesk.intake")
T = TypeVar("T")
SWEEP_SECONDS = 60.0
FETCHED_AT_ONCE = 64
OCTETS_AT_ONCE = 8_000_000
_PAUSES = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
_LOGIN_PAUSE = 60.0
_LOGS_OUT_WITHIN = 3.0


@dataclass
class _Batch:
    """What came of asking for some letters: `tried` of them, until there were enough or the line was `broken`."""

    arrived: list[Arrived] = field(default_factory=list)
    failed: list[tuple[Sighting, Exception]] = field(default_factory=list)
    tried: int = 0
    broken: Exception | None = None


@dataclass(frozen=True, slots=True)
class OnServer:
    """A folder as the server lists it; `edition` is its UIDVALIDITY as the ledger counts it."""

    account: str
    folder: str
    edition: int
    uids: tuple[int, ...]


class Watch:
    """One mail account, watched: a sweep over the ledger, then IDLE until something comes. Calls run in its own thread."""

    def __init__(self, mailbox: Mailbox, performer: Performer, sorter: Sorter, troubles: Troubles) -> None:
        self.mailbox = mailbox
        self.troubles = troubles
        self.performer = performer
        self.sorter = sorter
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"imap-{mailbox.account}")
        self._turn = asyncio.Lock()
        """Sweeping and counting take turns: both open folders."""
        self._open = False
        self._behind = False
        """Whether the last sweep kept something: then there may be more, and nobody waits."""
        self._blamed = False
        """Whether a letter was not to be had: a line that breaks over it says nothing against the server."""

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
                failures = 1 if self._blamed else failures + 1
                self._blamed = False
                if failures >= 4:
                    await self._trouble(
                        "mailbox",
                        line(
                            "The mailbox {account} cannot be reached: {reason}. I keep trying.",
                            account=self.mailbox.account,
                            reason=str(fault),
                        ),
                        line("infodesk check tries it and says what to do."),
                    )
                await self._pause(_PAUSES[min(failures, len(_PAUSES)) - 1])

    async def sweep(self) -> int:
        """Lists, fetches and keeps whatever the ledger does not have; returns how many letters were kept."""
        async with self._turn:
            return await self._swept_through()

    async def _swept_through(self) -> int:
        if not self._open:
            await self._call(self.mailbox.open)
            self._open = True
            await self.troubles.ended(f"login:{self.mailbox.account}")
        kept = 0
        folders = await self._call(self.mailbox.watched)
        for watched in folders:
            kept += await self._folder(watched)
        names = [each.folder for each in folders]
        await self.performer.change(lambda session, now: _swept(session, self.mailbox.account, names, now))
        await self.troubles.ended(f"mailbox:{self.mailbox.account}")  # not before all is read: a login proves little
        return kept

    async def on_server(self) -> list[OnServer]:
        """Every UID of each watched folder, as the server lists it now, for counting (I1)."""
        self.mailbox.interrupt()
        async with self._turn:
            return await self._listed()

    async def _listed(self) -> list[OnServer]:
        return [await self._on_server(each.folder) for each in await self._call(self.mailbox.watched)]

    async def _on_server(self, folder: str) -> OnServer:
        account = self.mailbox.account
        listing = await self._call(lambda: self.mailbox.listed(folder, 0))
        row, after, _ = await self.performer.look(lambda session, now: _known(session, account, folder))
        return OnServer(account, folder, await self._edition(folder, row, listing, after), listing.uids)

    async def stop(self) -> None:
        """Logs out; a server that answers nothing is left without a word (F39)."""
        self.mailbox.interrupt()
        closed = asyncio.get_running_loop().run_in_executor(self._thread, self.mailbox.close)
        await asyncio.wait({closed}, timeout=_LOGS_OUT_WITHIN)
        self.mailbox.abandon()
        self._thread.shutdown(wait=True)

    async def _folder(self, watched: Watched) -> int:
        account, folder = self.mailbox.account, watched.folder
        row, after, owed = await self.performer.look(lambda session, now: _known(session, account, folder))
        listing = await self._call(lambda: self.mailbox.listed(folder, after))
        edition = await self._edition(folder, row, listing, after)
        if row is None or row.uidvalidity != edition:
            if after:
                listing = await self._call(lambda: self.mailbox.listed(folder, 0))
            await self._begin(watched, edition, listing, row)
        seen = [Sighting(account, folder, edition, uid) for uid in listing.uids]
        if seen:
            later = row is None and await self.performer.look(
                lambda session, now: _acts_since(session, now) is not None
            )
            state = "later" if later else "to_fetch"
            await self.performer.change(lambda session, now: ledger.note_sightings(session, seen, now, state))
        if not seen and not owed:
            await self.troubles.ended(f"renumbered:{folder}:{account}")
            return 0
        return await self._fetch_all(watched, edition)

    async def _edition(self, folder: str, row: FolderRow | None, listing: Listing, after: int) -> int:
        """The folder's UIDVALIDITY, as the ledger counts it: a UIDNEXT below what we know means numbers dealt anew (F08).

        Unless the letters that we know are there: then it is only told wrong.
        """
        account = self.mailbox.account
        if row is None or row.uidvalidity % ledger.EDITION != listing.uidvalidity:
            return await self.performer.look(
                lambda session, now: ledger.latest_edition(session, account, folder, listing.uidvalidity)
            )
        if listing.uidnext > after:
            return row.uidvalidity
        there = (await self._call(lambda: self.mailbox.listed(folder, 0))).uids
        return row.uidvalidity + (ledger.EDITION if max(there, default=0) < after else 0)

    async def _begin(self, watched: Watched, edition: int, listing: Listing, row: FolderRow | None) -> None:
        """First sight of a folder, or its numbers were dealt anew (F08): everything is read again, nothing doubled."""
        account, folder = self.mailbox.account, watched.folder
        await self.performer.change(
            lambda session, now: _folder_begun(session, account, folder, edition, listing.uids, now)
        )
        if row is not None:
            words = line(
                "The mail server has renumbered {folder} of {account}. I read it again; nothing is doubled.",
                folder=watched.folder,
                account=account,
            )
            await self._trouble(f"renumbered:{folder}", words)

    async def _fetch_all(self, watched: Watched, uidvalidity: int) -> int:
        """Everything new; of what was there before we began, a portion, so that new letters never wait behind old ones."""
        account, folder = self.mailbox.account, watched.folder
        kept = 0
        failed: set[int] = set()
        while True:
            wanted = await self.performer.look(
                lambda session, now: ledger.to_fetch(session, account, folder, uidvalidity)
            )
            wanted = [each for each in wanted if each not in failed]
            if not wanted:
                return kept + await self._fetch_later(watched, uidvalidity)
            count, lost = await self._fetch(watched, uidvalidity, wanted)
            kept += count
            failed |= lost

    async def _fetch_later(self, watched: Watched, uidvalidity: int) -> int:
        account, folder = self.mailbox.account, watched.folder
        wanted = await self.performer.look(
            lambda session, now: ledger.to_fetch_later(session, account, folder, uidvalidity)
        )
        kept, _ = await self._fetch(watched, uidvalidity, wanted)
        return kept

    async def _fetch(self, watched: Watched, uidvalidity: int, uids: Sequence[int]) -> tuple[int, set[int]]:
        """Fetches a batch while the one before it is kept. Returns how many were kept, and which could not be fetched."""
        kept, failed = 0, set[int]()
        keeping = asyncio.ensure_future(self._keep(()))
        try:
            while uids:
                batch = await self._call(lambda uids=uids: self._batch(watched, uidvalidity, uids))  # type: ignore[misc]
                await keeping
                keeping = asyncio.ensure_future(self._keep(batch.arrived))
                kept, uids = kept + len(batch.arrived), uids[batch.tried :]
                failed |= {seen.uid for seen, _ in batch.failed}
                await self._not_fetched(batch.failed)
                if batch.broken is not None:
                    raise batch.broken
        finally:
            await keeping
        return kept, failed

    def _batch(self, watched: Watched, uidvalidity: int, uids: Sequence[int]) -> _Batch:
        """Some letters, in the mailbox's thread; those that came before the line broke are not lost."""
        batch = _Batch()
        size = 0
        for uid in uids[:FETCHED_AT_ONCE]:
            seen = Sighting(self.mailbox.account, watched.folder, uidvalidity, uid)
            batch.tried += 1
            try:
                fetched = self.mailbox.fetched(watched.folder, uidvalidity % ledger.EDITION, uid)
            except (Vanished, Unfetchable) as fault:
                batch.failed.append((seen, fault))
                continue
            except (Moved, Unreachable) as fault:
                batch.broken = Unreachable(str(fault))  # after Moved the next sweep lists it by its new numbers
                break
            batch.arrived.append(Arrived(seen, fetched.raw, fetched.arrived_at, watched.role))
            size += len(fetched.raw)
            if size >= OCTETS_AT_ONCE:
                break
        return batch

    async def _not_fetched(self, failed: Iterable[tuple[Sighting, Exception]]) -> None:
        for seen, fault in failed:
            if isinstance(fault, Unfetchable):
                await self._unfetchable(seen, str(fault))
            else:
                await self.performer.change(
                    lambda session, now, seen=seen: ledger.settle_sighting(session, seen, now, state="vanished")  # type: ignore[misc]
                )

    async def _keep(self, batch: Sequence[Arrived]) -> None:
        """Brings the letters to the disk and commits their rows together."""
        if not batch:
            return
        await asyncio.to_thread(self.performer.blobs.keep_all, [each.raw for each in batch])
        await self.performer.perform_all(batch, keep, rank=Rank.KEEPING)
        await self._kept_again(batch)
        self.sorter.wake()

    async def _kept_again(self, batch: Sequence[Arrived]) -> None:
        """What was kept once and is fetched anew, because its row or its file was lost, is another event."""
        owed = await self.performer.look(lambda session, now: still_owed(session, [each.sighting for each in batch]))
        if owed:
            stamp = self.performer.clock().isoformat()
            again = [replace(each, again=stamp) for each in batch if each.sighting in owed]
            await self.performer.perform_all(again, keep, rank=Rank.KEEPING)

    async def _unfetchable(self, seen: Sighting, reason: str) -> None:
        self._blamed = True
        attempts = await self.performer.change(lambda session, now: _failed(session, seen, reason, now))
        if attempts >= ledger.ATTEMPTS:
            await self.performer.perform(Unfetched(seen, reason, attempts), quarantine_unfetched)

    async def _call(self, call: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, call)

    async def _trouble(self, name: str, words: Line, *advice: Line) -> None:
        await self.troubles.raised(f"{name}:{self.mailbox.account}", words, *advice)

    async def _pause(self, seconds: float) -> None:
        self._open = False
        await asyncio.sleep(seconds)


def _folder_begun(
    session: Session, account: str, folder: str, uidvalidity: int, uids: Sequence[int], now: datetime
) -> None:
    row = ledger.folder(session, account, folder)
    if row is None:
        session.add(
            FolderRow(account=account, folder=folder, uidvalidity=uidvalidity, acts_since=_acts_since(session, now))
        )
    else:
        ledger.leave_behind(session, account, folder, row.uidvalidity)
        ledger.fetch_again(session, account, folder, uidvalidity, uids)
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
    row = ledger.folder(session, account, folder)
    if row is None:
        return None, 0, False
    after = ledger.listed_up_to(session, account, folder, row.uidvalidity)
    return row, after, ledger.is_owed(session, account, folder, row.uidvalidity)


def _swept(session: Session, account: str, folders: Sequence[str], now: datetime) -> None:
    for each in folders:
        row = ledger.folder(session, account, each)
        if row is not None:
            row.swept_at = now


def _failed(session: Session, seen: Sighting, reason: str, now: datetime) -> int:
    row = ledger.sighting(session, seen)
    if row is None:
        return 0
    row.attempts += 1
    row.fault = reason[:500]
    return row.attempts
