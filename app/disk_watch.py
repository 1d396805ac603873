"""A disk that fills up is told to the administrators straight through the chat: a full one takes no message of ours (F23)."""

from __future__ import annotations

import asyncio
import logging
import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from app.perform import Performer
from bot.front import Front, Saying
from documents.speech import spoken_all
from rules.event import Place
from rules.outgoing import MaybeSent, NeverSent, NotSent
from rules.permission import ADMINISTRATORS
from rules.words import Line, line, title
from storage.colleagues import private_places, with_role

LOG = logging.getLogger("infodesk.disk")
LOOKS_EVERY = 15.0
LEAST_FREE = 100_000_000
"""Octets: the largest letter that servers take, once and a half, is still kept with this much (F23)."""
OVER_AT = 2 * LEAST_FREE

Listener = tuple[Place, str, str]
"""Place, language and zone of an administrator."""


class DiskWatch:
    """Looks at the free room in some folders. Needs no disk itself: nothing is written, the chat is spoken to at once."""

    def __init__(
        self,
        performer: Performer,
        fronts: Mapping[str, Front],
        folders: Sequence[Path],
        free_in: Callable[[Path], int] = lambda place: shutil.disk_usage(place).free,
    ) -> None:
        self.performer = performer
        self.fronts = fronts
        self.folders = folders
        self.free_in = free_in
        self._told = False

    async def run(self) -> None:
        while True:
            await self.once()
            await asyncio.sleep(LOOKS_EVERY)

    async def once(self) -> None:
        """Tells once that it gets full, and once that it is over."""
        free = min(map(self.free_in, self.folders))
        if not self._told and free < LEAST_FREE:
            LOG.error("the disk is almost full", extra={"free": free})
            self._told = await self._tell(_almost_full(free))
        elif self._told and free >= OVER_AT:
            self._told = not await self._tell((title("It is over."), _is_free(free)))

    async def _tell(self, lines: tuple[Line, ...]) -> bool:
        """Whether anybody has heard it; nobody there to be told counts as told."""
        people = await self.performer.look(_administrators)
        heard = 0
        for place, language, zone in people:
            front = self.fronts.get(place.front)
            with suppress(NotSent, MaybeSent, NeverSent):
                if front is not None:
                    await front.say(Saying(place, spoken_all(lines, language, zone)))
                    heard += 1
        return heard > 0 or not people


def _administrators(session: Session, now: datetime) -> list[Listener]:
    return [
        (place, each.language, each.zone)
        for each in with_role(session, *ADMINISTRATORS)
        for place in private_places(session, each.id)
    ]


def _almost_full(free: int) -> tuple[Line, ...]:
    return (
        title("Something is wrong."),
        line("The disk is almost full: {free} MB are free.", free=free // 1_000_000),
        line(
            "Letters stay on the mail server, but soon none can be logged and nobody is told. Free space; it goes on."
        ),
    )


def _is_free(free: int) -> Line:
    return line("{free} MB of the disk are free.", free=free // 1_000_000)
