"""Keeping a part of the service going: what fails is logged, waited out and begun again; the others never notice."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeVar

from app.troubles import Troubles
from bot.front import FrontTaken
from rules.words import line
from storage.database import DatabaseGone, is_away

LOG = logging.getLogger("infodesk.steadfast")
F = TypeVar("F", bound=Exception)
PAUSES = (1.0, 5.0, 15.0, 30.0, 60.0)
"""Seconds; a full disk or a database that is away for a while is waited out (F23)."""
TOLD_AFTER = 2
"""Failures in a row that are waited out without a word: about half a minute."""
_WELL_AFTER = 300.0
"""Seconds; whoever has run so long begins with the first pause again."""
_OF_THE_MACHINE = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENFILE}


async def steadfast(name: str, run: Callable[[], Awaitable[None]], troubles: Troubles | None = None) -> None:
    """Runs a part until it is cancelled or ends by itself. FrontTaken and DatabaseGone rise: the process has to leave.

    What fails several times in a row for a reason of its own is told to the administrators.
    """
    failures = 0
    while True:
        began = time.monotonic()
        try:
            async with _well(name, failures, troubles):
                await run()
            return
        except Exception as fault:
            if is_taken(fault) or gone(fault) is not None:
                raise
            LOG.exception("a part failed and begins again", extra={"part": name})
            failures = 0 if time.monotonic() - began > _WELL_AFTER else failures
            if failures >= TOLD_AFTER and not is_passing(fault):
                await _told(name, fault, troubles)
            await asyncio.sleep(PAUSES[min(failures, len(PAUSES) - 1)])
            failures += 1


async def again(once: Callable[[], Awaitable[object]], every: float) -> None:
    """Does it at once and then after each pause of so many seconds, until it is cancelled or fails."""
    while True:
        await once()
        await asyncio.sleep(every)


@contextlib.asynccontextmanager
async def _well(name: str, failures: int, troubles: Troubles | None) -> AsyncIterator[None]:
    """Once a part that has failed has run well for a while, its trouble is over."""
    ending = asyncio.create_task(_ended(name, troubles)) if failures and troubles is not None else None
    try:
        yield
    finally:
        if ending is not None:
            ending.cancel()


async def _ended(name: str, troubles: Troubles | None) -> None:
    await asyncio.sleep(_WELL_AFTER)
    if troubles is not None:
        await troubles.ended(f"part:{name}")


async def _told(name: str, fault: Exception, troubles: Troubles | None) -> None:
    """What keeps even that from being noted is in the log."""
    if troubles is None:
        return
    words = line("A part of me fails again and again: {part}, {reason}", part=name, reason=type(fault).__name__)
    advice = line("The log tells where. I begin it again each minute; the other parts go on.")
    with contextlib.suppress(Exception):
        await troubles.raised(f"part:{name}", words, advice)


def is_taken(fault: BaseException) -> bool:
    """Whether somebody else polls the same bot (F20)."""
    return _found(fault, FrontTaken) is not None


def gone(fault: BaseException | None) -> DatabaseGone | None:
    """What says that the database's file was taken away, closed to us, or damaged (F24, F25); None otherwise."""
    return _found(fault, DatabaseGone)


def is_passing(fault: BaseException) -> bool:
    """Whether the machine could not do it now (no database, no room): what was asked for is not odd, it is tried again."""
    return is_away(fault) or (isinstance(fault, OSError) and fault.errno in _OF_THE_MACHINE)


def _found(fault: BaseException | None, kind: type[F]) -> F | None:
    if isinstance(fault, BaseExceptionGroup):
        return next((found for each in fault.exceptions if (found := _found(each, kind)) is not None), None)
    return fault if isinstance(fault, kind) else None
