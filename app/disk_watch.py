"""A disk that fills up is told to the administrators straight through the chat: a full one takes no message of ours (F23)."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from app.steadfast import again
from app.straight import Straight
from rules.words import Line, line, title

LOG = logging.getLogger("infodesk.disk")
LOOKS_EVERY = 15.0
LEAST_FREE = 100_000_000
"""Octets: the largest letter that servers take, once and a half, is still kept with this much (F23)."""
OVER_AT = 2 * LEAST_FREE


class DiskWatch:
    """Looks at the free room in some folders. Needs no disk itself: nothing is written, the chat is spoken to at once."""

    def __init__(
        self,
        straight: Straight,
        folders: Sequence[Path],
        free_in: Callable[[Path], int] = lambda place: shutil.disk_usage(place).free,
        serves: Callable[[], bool] = lambda: True,
    ) -> None:
        self.straight = straight
        self.folders = folders
        self.free_in = free_in
        self.serves = serves
        self._told = False

    async def run(self) -> None:
        await again(self.once, LOOKS_EVERY)

    async def once(self) -> None:
        """Tells once that it gets full, and once that it is over."""
        free = min(map(self.free_in, self.folders))
        if not self._told and free < LEAST_FREE and self.serves():
            LOG.error("the disk is almost full", extra={"free": free})
            self._told = await self.straight.speak(_almost_full(free))
        elif self._told and free >= OVER_AT:
            self._told = not await self.straight.speak((title("It is over."), _is_free(free)))


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
