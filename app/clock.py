"""The clock: every few seconds it asks each row of TIMERS what is due. It remembers nothing; the database does."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger
from sqlalchemy.orm import Session

from app.perform import Performer
from app.steadfast import is_passing
from app.troubles import Troubles
from handlers.asked import Timer
from rules.event import Tick
from rules.words import line
from storage.policy import policy_at

LOG = logging.getLogger("infodesk.clock")
PULSE_SECONDS = 5


class _Steadily(BaseTrigger):  # type: ignore[misc]
    """Every few seconds from now on. An interval would count what it has missed one by one: ten years, millions of times."""

    def get_next_fire_time(self, _previous: datetime | None, now: datetime) -> datetime:
        return now + timedelta(seconds=PULSE_SECONDS)


class Clockwork:
    """Turns each due row of TIMERS into a Tick, handled once."""

    def __init__(self, performer: Performer, timers: Sequence[Timer], troubles: Troubles | None = None) -> None:
        self.performer = performer
        self.troubles = troubles or Troubles(performer)
        self.timers = timers
        self.woken: Callable[[], object] = _nothing
        """To be called when the clock was set: a pulse comes at once, not when the former time is reached again."""
        self._asked: dict[str, datetime] = {}

    async def run(self) -> None:
        """Pulses until cancelled. A late pulse is not dropped, many missed ones are one (F28)."""
        scheduler = AsyncIOScheduler(timezone=UTC)
        job = scheduler.add_job(self.pulse, _Steadily(), misfire_grace_time=None, coalesce=True, max_instances=1)
        self.woken = lambda: job.modify(next_run_time=self.performer.clock())
        scheduler.start()
        try:
            await self.pulse()
            await asyncio.Event().wait()
        finally:
            self.woken = _nothing
            scheduler.shutdown(wait=False)

    async def pulse(self) -> int:
        """Performs everything that is due now; a timer that fails stops no other. Returns how many ticks."""
        count = 0
        for timer, key in await self.performer.look(self._due):
            try:
                count += await self.performer.perform(Tick(timer.name, key), timer.handle)
                await self.troubles.ended(f"timer:{timer.name}")
            except Exception as fault:
                LOG.exception("timer failed", extra={"timer": timer.name})
                await self._told(timer.name, fault)
        return count

    async def _told(self, name: str, fault: Exception) -> None:
        """A timer that fails reminds nobody: somebody must know. What keeps even that from being noted is logged."""
        if is_passing(fault):
            return
        words = line("The part {part} of the clock fails: {reason}", part=name, reason=type(fault).__name__)
        advice = line("Nobody is reminded by it until it is mended. The log tells where it failed; it is tried again.")
        with contextlib.suppress(Exception):
            await self.troubles.raised(f"timer:{name}", words, advice)

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


def _nothing() -> None: ...
