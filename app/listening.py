"""Listening: what a front hears is stored before it is confirmed, and each update is handled once (F21)."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.perform import Performer
from app.steadfast import is_passing
from app.troubles import Troubles
from bot.front import Front, FrontRefused, FrontTaken, Pulse, Update
from handlers.hearing import hear, went_wrong
from rules.event import Heard
from rules.outgoing import NotSent, Outgoing
from rules.visible import storable
from rules.words import line
from storage import updates
from storage.work import Work

LOG = logging.getLogger("infodesk.listening")
_REFUSED_PAUSE = 60.0
_LOOKS_EVERY = 30.0
_PULSE_SECONDS = 10.0
_SAYS_IT_WITHIN = 3.0
FETCH_TRIES = 5


class Ear:
    """One front, listened to: its updates are stored, then handled in their order."""

    def __init__(self, front: Front, performer: Performer, troubles: Troubles) -> None:
        self.front = front
        self.performer = performer
        self.troubles = troubles
        self._stored = asyncio.Event()

    async def run(self) -> None:
        """Until cancelled. FrontTaken rises: somebody else polls, and this process has to leave (F20)."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._listen())
            tasks.create_task(self._handle())
            tasks.create_task(self._recovers())

    async def store(self, heard: Sequence[Update]) -> None:
        pairs = [(each.key, each.body) for each in heard]
        await self.performer.change(lambda session, now: updates.store(session, self.front.name, pairs, now))
        self._stored.set()

    async def handle_stored(self) -> int:
        """Handles what is stored; returns how many updates."""
        count = 0
        while rows := await self.performer.look(lambda session, now: updates.stored(session, 50, self.front.name)):
            for row in rows:
                await self._one(row.id, Update(row.key, row.body))
            count += len(rows)
        return count

    async def _listen(self) -> None:
        name = f"front:{self.front.name}"
        while True:
            try:
                await self.front.listen(self.store)
                return
            except FrontRefused as fault:
                words = line(
                    "The chat {front} refuses us: {reason}. Check its token.", front=self.front.name, reason=str(fault)
                )
                advice = line(
                    "Nobody is heard there meanwhile. Make a new token, put it into the settings, start again."
                )
                await self.troubles.raised(name, words, advice)
                await asyncio.sleep(_REFUSED_PAUSE)
            except FrontTaken:
                await self._taken()
                raise

    async def _taken(self) -> None:
        """Said while we can: this process leaves, and the other one does not know us (F20)."""
        words = line(
            "Another program asks for the messages of the chat {front}. I leave it and stop.", front=self.front.name
        )
        advice = line("End the other one, or make a new token; then start infodesk run again.")
        await self.troubles.raised(f"poller:{self.front.name}", words, advice)
        await asyncio.sleep(_SAYS_IT_WITHIN)

    async def _recovers(self) -> None:
        """A good poll after a refusal, or after a start, ends what was wrong with the chat."""
        pulse = getattr(self.front, "pulse", None)
        last = 0.0
        while isinstance(pulse, Pulse):
            await asyncio.sleep(_PULSE_SECONDS)
            if pulse.last_good > last:
                last = pulse.last_good
                for name in ("front", "poller"):
                    await self.troubles.ended(f"{name}:{self.front.name}")

    async def _handle(self) -> None:
        while True:
            self._stored.clear()
            await self.handle_stored()
            try:
                await asyncio.wait_for(self._stored.wait(), timeout=_LOOKS_EVERY)
            except TimeoutError:
                pass

    async def _one(self, number: int, update: Update) -> None:
        try:
            heard = await self._understood(update)
        except Exception as fault:
            if is_passing(fault):
                raise
            LOG.exception("update not understood", extra={"update": update.key})
            await self._mark(number, "failed", type(fault).__name__)
            return
        if heard is None:
            await self._mark(number, "dropped")
            return
        try:
            await self.performer.perform(heard, lambda work, said: _heard(work, said, number))
        except Exception as fault:
            if is_passing(fault):
                raise
            LOG.exception("update not handled", extra={"update": update.key})
            await self._mark(number, "failed", type(fault).__name__)
            await self.performer.perform(_sorry(heard), went_wrong)
            return
        await self._mark(number, "handled")

    async def _understood(self, update: Update) -> Heard | None:
        """What it says; None where no person speaks. Raises what keeps it from being understood.

        A file that cannot be fetched for long is told to be missing rather than holding up the rest.
        """
        for attempt in range(1, FETCH_TRIES):
            try:
                return _storable(await self.front.heard(update, self._keep_file))
            except NotSent as fault:
                LOG.warning("file not fetched", extra={"update": update.key, "fault": fault.reason})
                await asyncio.sleep(attempt)
        return _storable(await self.front.heard(update, self._keep_file, last=True))

    async def _keep_file(self, content: bytes) -> str:
        return await asyncio.to_thread(self.performer.blobs.keep, content)

    async def _mark(self, number: int, state: str, fault: str = "") -> None:
        await self.performer.change(lambda session, now: updates.mark(session, number, state, now, fault))


def _storable(heard: Heard | None) -> Heard | None:
    """What was typed or pressed, as a database takes it; a front checks nobody's characters."""
    return heard and replace(heard, text=storable(heard.text), pressed=heard.pressed and storable(heard.pressed))


def _heard(work: Work, heard: Heard, number: int) -> Iterable[Outgoing]:
    """Handled and marked in one commit."""
    updates.mark(work.session, number, "handled", work.now)
    return hear(work, heard)


def _sorry(heard: Heard) -> Heard:
    return Heard(
        key=f"{heard.key}:sorry",
        place=heard.place,
        account=heard.account,
        at=heard.at,
        answer_id=heard.answer_id,
    )
