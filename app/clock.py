"""The clock: every few seconds it asks each row of TIMERS what is due. It remembers nothing; the database does."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy.orm import Session

from app.perform import Performer
from handlers.asked import Timer
from rules.event import Tick
from storage.policy import policy_at

LOG = logging.getLogger("infodesk.clock")
PULSE_SECONDS = 5


class Clockwork:
    """Turns each due row of TIMERS into a Tick, handled once."""

    def __init__(self, performer: Performer, timers: Sequence[Timer]) -> None:
        self.performer = performer
        self.timers = timers
        self._asked: dict[str, datetime] = {}

    async def run(self) -> None:
        """Pulses until cancelled. A late pulse is not dropped, many missed ones are one (F28)."""
        scheduler = AsyncIOScheduler()
        scheduler.add_job(
            self.pulse, "interval", seconds=PULSE_SECONDS, misfire_grace_time=None, coalesce=True, max_instances=1
        )
        scheduler.start()
        try:
            await self.pulse()
            await asyncio.Event().wait()
        finally:
            scheduler.shutdown(wait=False)

    async def pulse(self) -> int:
        """Performs everything that is due now; a timer that fails stops no other. Returns how many ticks."""
        count = 0
        for timer, key in await self.performer.look(self._due):
            try:
                count += await self.performer.perform(Tick(timer.name, key), timer.handle)
            except Exception:
                LOG.exception("timer failed", extra={"timer": timer.name})
        return count

    def _due(self, session: Session, now: datetime) -> list[tuple[Timer, str]]:
        policy = policy_at(session, now)
        found: list[tuple[Timer, str]] = []
        for timer in self.timers:
            if self._was_asked(timer, now):
                continue
            try:
                found += [(timer, key) for key in timer.due(session, now, policy)]
            except Exception:
                LOG.exception("timer not asked", extra={"timer": timer.name})
        return found

    def _was_asked(self, timer: Timer, now: datetime) -> bool:
        """Whether it has just been asked; a clock that jumps either way asks anew."""
        before = self._asked.get(timer.name)
        if before is not None and timedelta() <= now - before < timer.every:
            return True
        self._asked[timer.name] = now
        return False
