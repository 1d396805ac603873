"""A clock that jumps is told: deadlines are counted by it, and a machine that slept has answered nobody meanwhile (F26)."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from app.perform import Performer
from app.steadfast import again
from app.troubles import Troubles
from rules.words import Line, line
from storage.jumps import brought_back, is_ahead

LOG = logging.getLogger("infodesk.clock_watch")
LOOKS_EVERY = 5.0
A_JUMP = timedelta(seconds=60)
"""Less is what time servers set right, and what a machine under load loses."""


class ClockWatch:
    """Compares the clock with the monotonic one, which nobody sets."""

    def __init__(
        self,
        performer: Performer,
        troubles: Troubles,
        steady: Callable[[], float] = time.monotonic,
        woken: Callable[[], object] = lambda: None,
    ) -> None:
        self.performer = performer
        self.troubles = troubles
        self.steady = steady
        self.woken = woken
        """Called after each jump, so that nobody sleeps until a time that is far away now."""
        self._last: tuple[datetime, float] | None = None

    async def run(self) -> None:
        await again(self.once, LOOKS_EVERY)

    async def once(self) -> None:
        """Tells a jump, forwards or back; of those of one size that land in one minute only the first."""
        now, steady = self.performer.clock(), self.steady()
        before, self._last = self._last, (now, steady)
        if before is None:
            await self._set_right()
            return
        jump = (now - before[0]) - timedelta(seconds=steady - before[1])
        if abs(jump) > A_JUMP:
            LOG.warning("the clock has jumped", extra={"seconds": round(jump.total_seconds())})
            self.woken()
            await self._set_right()
            minutes = round(jump / timedelta(minutes=1))
            await self.troubles.raised(f"jump:{now:%Y-%m-%dT%H:%M}:{minutes:+}", *_words(jump))

    async def _set_right(self) -> None:
        """Also at the start: the clock may have been set while nobody was here."""
        if await self.performer.look(lambda session, now: is_ahead(session, now)):
            await self.performer.change(brought_back)
            self.performer.wake()


def _words(jump: timedelta) -> tuple[Line, Line]:
    advice = line("No reminder is lost or told twice. Have the clock set by a time server, and keep the machine awake.")
    if jump > timedelta():
        return line("The clock of this machine has jumped {span} ahead, or the machine slept.", span=jump), advice
    return line("The clock of this machine was set back by {span}.", span=-jump), advice
