"""Reconciliation: what the mail server holds is counted against the log, what is missing is fetched (I1, I2)."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from app.intake import OnServer, Watch
from app.perform import Performer
from app.steadfast import again
from app.whole import not_whole
from handlers.reconciling import FolderCount, not_yet, told, wanted_by
from mail.mailbox import LoginRefused, Unreachable
from rules.event import Tick
from storage import ledger
from storage.ledger import Entry

LOG = logging.getLogger("infodesk.reconcile")
_LOOKS_EVERY = 5.0


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder as the server lists it and as the ledger knows it."""

    server: OnServer
    known: dict[int, Entry]


class Reconciler:
    """Counts whenever somebody or the night has asked for it."""

    def __init__(self, performer: Performer, watches: Sequence[Watch]) -> None:
        self.performer = performer
        self.watches = watches

    async def run(self) -> None:
        await again(self.once, _LOOKS_EVERY)

    async def once(self) -> int:
        """Counts if it is wanted; returns how many folders it looked at."""
        wanted, by = await self.performer.look(lambda session, now: wanted_by(session))
        if not wanted:
            return 0
        damaged = await not_whole(self.performer)
        try:
            counts = await self.counted(damaged, again=by != 0)
        except (Unreachable, LoginRefused) as fault:
            LOG.warning("not counted yet", extra={"fault": str(fault)})
            names = ", ".join(each.mailbox.account for each in self.watches)
            tick = Tick("reconcile", f"told:reconcile:later:{wanted}")
            await self.performer.perform(tick, lambda work, tick: not_yet(work, by, names))
            return 0
        lost = [number for number in await not_whole(self.performer) if number in damaged] if damaged else []
        tick = Tick("reconcile", f"told:reconcile:{wanted}")
        await self.performer.perform(tick, lambda work, tick: told(work, counts, lost))
        return len(counts)

    async def counted(self, damaged: dict[int, str], again: bool) -> list[FolderCount]:
        """Every watched folder; what is missing is fetched at once, and counted once more.

        `damaged` letters are fetched again where a server has them. With `again` what lies in quarantine is tried, too.
        """
        first = await self._all(damaged, again)
        if not any(each.missing for each in first):
            return first
        for watch in self.watches:
            await watch.sweep()
        before = {(each.account, each.folder): each for each in first}
        return [_after(each, before.get((each.account, each.folder))) for each in await self._all({}, again=False)]

    async def _all(self, damaged: dict[int, str], again: bool) -> list[FolderCount]:
        return [each for watch in self.watches for each in await self._account(watch, damaged, again)]

    async def _account(self, watch: Watch, damaged: dict[int, str], again: bool) -> list[FolderCount]:
        servers = await watch.on_server()
        known = await self.performer.look(lambda session, now: [_known(session, each) for each in servers])
        folders = [_Folder(server, entries) for server, entries in zip(servers, known, strict=True)]
        return [await self._folder(each, folders, damaged, again) for each in folders]

    async def _folder(
        self, folder: _Folder, others: Sequence[_Folder], damaged: dict[int, str], again: bool
    ) -> FolderCount:
        server, known = folder.server, folder.known
        states = {uid: entry.state for uid, entry in known.items()}
        quarantined = tuple(uid for uid in server.uids if states.get(uid) == ledger.QUARANTINED and not again)
        later = sum(states.get(uid) == ledger.LATER for uid in server.uids)
        fine = {uid for uid, entry in known.items() if entry.state == ledger.KEPT and entry.letter not in damaged}
        missing = tuple(
            uid for uid in server.uids if uid not in fine and uid not in quarantined and states.get(uid) != ledger.LATER
        )
        there = set(server.uids)
        gone = {uid: _became(entry, folder, others) for uid, entry in known.items() if uid not in there and uid in fine}
        if missing or gone:
            await self.performer.change(lambda session, now: _written(session, server, missing, gone, now))
        return FolderCount(
            server.account,
            server.folder,
            len(server.uids),
            len(fine & there),
            missing,
            quarantined=quarantined,
            later=later,
            moved=tuple((uid, where) for uid, (state, where) in gone.items() if state == ledger.MOVED),
            gone=tuple(uid for uid, (state, _) in gone.items() if state == ledger.GONE),
        )


def _known(session: Session, server: OnServer) -> dict[int, Entry]:
    return ledger.entries(session, server.account, server.folder, server.edition)


def _written(
    session: Session, server: OnServer, missing: Sequence[int], gone: dict[int, tuple[str, str]], now: datetime
) -> None:
    ledger.owe(session, server.account, server.folder, server.edition, missing, now)
    ledger.mark(session, server.account, server.folder, server.edition, gone)


def _became(entry: Entry, folder: _Folder, others: Sequence[_Folder]) -> tuple[str, str]:
    """Where the letter is now: by its hash in another folder of the account that is read, or in none."""
    for other in others:
        there = set(other.server.uids)
        if other is not folder and any(
            each.sha256 == entry.sha256 and uid in there and entry.sha256 for uid, each in other.known.items()
        ):
            return ledger.MOVED, other.server.folder
    return ledger.GONE, ""


def _after(now: FolderCount, before: FolderCount | None) -> FolderCount:
    """What was found at first belongs to the result, too: fetched, moved, gone."""
    if before is None:
        return now
    fetched = tuple(uid for uid in before.missing if uid not in now.missing and uid not in now.quarantined)
    return replace(now, fetched=fetched, moved=before.moved + now.moved, gone=before.gone + now.gone)
