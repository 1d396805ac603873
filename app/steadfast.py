"""Keeping a part of the service going: what fails is logged, waited out and begun again; the others never notice."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.front import FrontTaken
from storage.database import DatabaseGone

LOG = logging.getLogger("infodesk.steadfast")
PAUSES = (1.0, 5.0, 15.0, 30.0, 60.0)
"""Seconds; a full disk or a database that is away for a while is waited out (F23)."""


async def steadfast(name: str, run: Callable[[], Awaitable[None]]) -> None:
    """Runs a part until it is cancelled or ends by itself. FrontTaken and DatabaseGone rise: the process has to leave."""
    failures = 0
    while True:
        try:
            await run()
            return
        except Exception as fault:
            if is_taken(fault) or is_gone(fault):
                raise
            LOG.exception("a part failed and begins again", extra={"part": name})
            await asyncio.sleep(PAUSES[min(failures, len(PAUSES) - 1)])
            failures += 1


def is_taken(fault: BaseException) -> bool:
    """Whether somebody else polls the same bot (F20)."""
    return _holds(fault, FrontTaken)


def is_gone(fault: BaseException) -> bool:
    """Whether the database's file was taken away (F24)."""
    return _holds(fault, DatabaseGone)


def _holds(fault: BaseException, kind: type[Exception]) -> bool:
    if isinstance(fault, BaseExceptionGroup):
        return any(_holds(each, kind) for each in fault.exceptions)
    return isinstance(fault, kind)
