"""A database that cannot be reached is told to the administrators straight, by chat or mail: nothing can be stored (F04)."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.perform import Performer
from app.steadfast import again
from app.straight import Straight
from rules.words import Line, line, title
from storage.database import DatabaseGone

LOG = logging.getLogger("infodesk.database")
LOOKS_EVERY = 15.0
PATIENCE = 45.0
"""Seconds: a server that is only started anew is no alarm; one that is away is told within two minutes."""


class DatabaseWatch:
    """Asks the database now and then; who is to be told is remembered from the last time that it answered."""

    def __init__(
        self,
        performer: Performer,
        straight: Straight,
        serves: Callable[[], bool] = lambda: True,
        patience: float = PATIENCE,
    ) -> None:
        self.performer = performer
        self.straight = straight
        self.serves = serves
        self.patience = patience
        self._away_since: float | None = None
        self._told = False

    async def run(self) -> None:
        await again(self.once, LOOKS_EVERY)

    async def once(self) -> None:
        """Tells once that it is away, and once that it is back."""
        try:
            await asyncio.wait_for(self.performer.change(_asked), LOOKS_EVERY)
            await asyncio.wait_for(self.straight.refresh(), LOOKS_EVERY)
        except DatabaseGone:
            raise
        except (SQLAlchemyError, OSError, TimeoutError) as fault:
            await self._away(fault)
            return
        if self._told:
            back = (title("It is over."), line("The database answers again. What waited goes on now."))
            self._told = not await self.straight.speak(back)
        self._away_since = None

    async def _away(self, fault: Exception) -> None:
        now = time.monotonic()
        self._away_since = now if self._away_since is None else self._away_since
        if self._told or now - self._away_since < self.patience or not self.serves():
            return
        LOG.error("the database is away", extra={"fault": type(fault).__name__})
        self._told = await self.straight.speak(_is_away())


def _asked(session: Session, now: datetime) -> None:
    """Begins to write and writes nothing: a database that another program holds (F22) can be read all the while."""
    session.connection()


def _is_away() -> tuple[Line, ...]:
    return (
        title("Something is wrong."),
        line("The database cannot be reached, or another program holds it. I can read no letter and answer nobody."),
        line("Nothing is lost: letters stay on the mail server. Free it or start it again; I go on by myself."),
    )
