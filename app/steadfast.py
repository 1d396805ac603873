"""Keeping a part of the service going: what fails is logged, waited out and begun again; the others never notice."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.front import FrontTaken

LOG = logging.getLogger("infodesk.steadfast")
PAUSES = (1.0, 5.0, 15.0, 30.0, 60.0)
"""Seconds; a full disk or a database that is away for a while is waited out (F23)."""


async def steadfast(name: str, run: Callable[[], Awaitable[None]]) -> None:
    """Runs a part until it is cancelled or ends by itself. FrontTaken rises: the process has to leave (F20)."""
    failures = 0
    while True:
        try:
            await run()
            return
        except Exception as fault:
            if is_taken(fault):
                raise
            LOG.exception("a part failed and begins again", extra={"part": name})
            await asyncio.sleep(PAUSES[min(failures, len(PAUSES) - 1)])
            failures += 1


def is_taken(fault: BaseException) -> bool:
    """Whether somebody else polls the same bot."""
    if isinstance(fault, BaseExceptionGroup):
        return any(is_taken(each) for each in fault.exceptions)
    return isinstance(fault, FrontTaken)
