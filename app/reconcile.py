"""Reconciliation: what the mail server holds is counted against the log, and what is missing is fetched (I1, I2)."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from app.intake import Watch
from app.perform import Performer
from handlers.reconciling import FolderCount, told, wanted_by
from mail.mailbox import LoginRefused, Unreachable
from rules.event import Tick

LOG = logging.getLogger("infodesk.reconcile")
_LOOKS_EVERY = 5.0


class Reconciler:
    """Counts whenever somebody or the night has asked for it."""

    def __init__(self, performer: Performer, watches: Sequence[Watch]) -> None:
        self.performer = performer
        self.watches = watches

    async def run(self) -> None:
        while True:
            await self.once()
            await asyncio.sleep(_LOOKS_EVERY)

    async def once(self) -> int:
        """Counts if it is wanted; returns how many folders it looked at."""
        wanted = await self.performer.look(lambda session, now: wanted_by(session))
        if not wanted:
            return 0
        try:
            counts = await self.counted()
        except (Unreachable, LoginRefused) as fault:
            LOG.warning("not counted yet", extra={"fault": str(fault)})
            return 0
        key = f"told:reconcile:{wanted}"
        await self.performer.perform(Tick("reconcile", key), lambda work, tick: told(work, counts))
        return len(counts)

    async def counted(self) -> list[FolderCount]:
        """Every watched folder: messages on the server, and those of them that the log has."""
        return [count for watch in self.watches for count in await watch.counted()]
