"""Troubles of the machine, told to the administrators once, and once more when they are over (R17)."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.perform import Performer
from handlers.alarms import HEALTH, alarm, over
from rules.event import Tick
from rules.outgoing import Choices
from rules.words import Line
from storage.alarms import open_alarms


class Troubles:
    """What is wrong at the moment, as far as this process has noticed; the table of alarms knows what was told."""

    def __init__(self, performer: Performer) -> None:
        self._performer = performer
        self._standing: dict[str, bool] = {}

    async def raised(self, name: str, words: Line, *advice: Line, choices: Choices = HEALTH) -> None:
        if self._standing.get(name):
            return
        await self._performer.perform(
            self._tick(name, "begins"), lambda work, tick: alarm(work, name, words, *advice, choices=choices)
        )
        self._standing[name] = True

    async def ended(self, name: str) -> None:
        """Over, or never begun; asked of the database once a process, then only after `raised`."""
        if self._standing.get(name) is False:
            return
        if await self._performer.look(lambda session, now: _stands(session, name)):
            await self._performer.perform(self._tick(name, "ends"), lambda work, tick: over(work, name))
        self._standing[name] = False

    def _tick(self, name: str, what: str) -> Tick:
        return Tick("alarm", f"told:{name}:{what}:{self._performer.clock().isoformat()}")


def _stands(session: Session, name: str) -> bool:
    """Looked up first, so that a start after which nothing has changed writes nothing."""
    return any(each.name == name for each in open_alarms(session))
