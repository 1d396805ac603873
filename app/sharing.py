"""Sharing the work: on SQLite one process does everything; on PostgreSQL one holds the mailbox and the chat by lease."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime

from sqlalchemy.orm import Session

from app.house import House
from app.steadfast import steadfast
from storage import leases, outbox

LOG = logging.getLogger("infodesk.sharing")
FRONT_DOOR = "front door"
"""The lease under which mailbox, chat and clock are served."""
_RENEWED_EVERY = 8.0


class Share:
    """Runs the house, or waits for the lease while only carrying what is in the outbox."""

    def __init__(self, house: House, alone: bool) -> None:
        self.house = house
        self.alone = alone
        self.serves = alone
        """Whether this one holds the front door, as far as it knows: it speaks and acts for all."""

    async def run(self) -> None:
        if self.alone:
            await self.house.run()
            return
        troubles = self.house.troubles
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(steadfast("delivery", self.house.delivery.run, troubles))
                tasks.create_task(steadfast("sign of life", self._live, troubles))
                tasks.create_task(steadfast("lease", self._serve_by_lease, troubles))
        finally:
            try:
                await self.house.performer.change(self._let_go)
            finally:
                await self.house.stop()

    async def _serve_by_lease(self) -> None:
        while True:
            self.serves = await self.house.performer.change(self._taken)
            if not self.serves:
                await asyncio.sleep(_RENEWED_EVERY / 2)
                continue
            LOG.info("serving the mailbox and the chat")
            serving = asyncio.create_task(self.house.serve())
            try:
                await self._renewed_while(serving)
            finally:
                serving.cancel()
                await asyncio.gather(serving, return_exceptions=True)

    async def _renewed_while(self, serving: asyncio.Task[None]) -> None:
        while True:
            done, _ = await asyncio.wait({serving}, timeout=_RENEWED_EVERY)
            if done:
                serving.result()
                return
            if not await self.house.performer.change(self._taken):
                LOG.warning("the lease is lost; another process serves")
                return

    async def _live(self) -> None:
        """Shows that this process lives, and takes in what dead ones were sending."""
        while True:
            await self.house.performer.change(self._lives)
            await self.house.delivery.recover()
            await asyncio.sleep(_RENEWED_EVERY)

    def _taken(self, session: Session, now: datetime) -> bool:
        return leases.take(session, FRONT_DOOR, self.house.delivery.holder, now)

    def _lives(self, session: Session, now: datetime) -> bool:
        return leases.take(session, outbox.process_lease(self.house.delivery.holder), self.house.delivery.holder, now)

    def _let_go(self, session: Session, now: datetime) -> None:
        holder = self.house.delivery.holder
        leases.release(session, FRONT_DOOR, holder)
        leases.release(session, outbox.process_lease(holder), holder)
