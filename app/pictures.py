"""Pictures are drawn before anybody decides to send them: in a child, outside any transaction, kept by their hash."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime

from sqlalchemy.orm import Session

from app.perform import Performer
from app.steadfast import again
from documents.charts import week_picture
from documents.render import NotDrawn
from handlers.ticks.week import Wanted, drawn, failed, to_draw, undrawn
from rules.event import Tick
from rules.week import WeekFacts, week_name
from storage.policy import policy_at

LOG = logging.getLogger("infodesk.pictures")
_LOOKS_EVERY = 20.0


class Pictures:
    """Draws what somebody waits for; who waits is told by the clock once it is there, or once it has failed."""

    def __init__(self, performer: Performer) -> None:
        self.performer = performer

    async def run(self) -> None:
        await again(self.once, _LOOKS_EVERY)

    async def once(self) -> int:
        """Draws every picture that is wanted now; returns how many were tried."""
        wanted = await self.performer.look(lambda session, now: undrawn(session, now, policy_at(session, now)))
        for each in wanted:
            await self._drawn(each)
        return len(wanted)

    async def _drawn(self, wanted: Wanted) -> None:
        first, language = wanted
        tick = Tick("picture", f"tick:picture:{week_name(first)}:{language}")
        try:
            sha256, size = await self._kept(wanted)
        except NotDrawn as fault:
            reason = fault.reason
            LOG.warning("picture not drawn", extra={"reason": reason})
            await self.performer.perform(tick, lambda work, _: failed(work, wanted, reason))
            return
        await self.performer.perform(tick, lambda work, _: drawn(work, wanted, sha256, size))

    async def _kept(self, wanted: Wanted) -> tuple[str, int]:
        """Where the picture lies, and its size. Raises NotDrawn for whatever kept it from being drawn."""
        first, language = wanted

        def facts(session: Session, now: datetime) -> tuple[WeekFacts, str]:
            policy = policy_at(session, now)
            return to_draw(session, now, policy, first), policy.zone

        try:
            figures, zone = await self.performer.look(facts)
            picture = await asyncio.to_thread(week_picture, figures, language, zone)
        except (ValueError, LookupError, TypeError) as fault:
            LOG.exception("picture not drawn")
            raise NotDrawn(type(fault).__name__) from fault
        return await asyncio.to_thread(self.performer.blobs.keep, picture), len(picture)
