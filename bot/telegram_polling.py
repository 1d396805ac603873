"""The loop that asks Telegram for updates: store, then confirm; wait out a broken line; give way to another poller."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from bot.front import FrontRefused, FrontTaken, Pulse, Store, Update
from bot.telegram_faults import pause_of
from bot.telegram_hearing import ALLOWED_UPDATES

_LOG = logging.getLogger(__name__)
LONGEST_PAUSE = 60.0
_SETTLED_AFTER = 30.0
"""Seconds without a rival after which a poller holds its place longer than a newcomer would (F20)."""
_PATIENCE_OF_THE_SETTLED = 60.0
_BETWEEN_CONFLICTS = 1.0
_NEWCOMER = 3.0
"""Seconds for which one that has just begun looks whether it is alone (F20)."""
_NEWCOMER_LOOKS_EVERY = 0.2


@dataclass
class Polling:
    """Where the polls of one bot stand. `offset` is the first update that is not stored yet.

    It takes nothing before it has looked for `newcomer` seconds whether it is alone: what is there may be another's.
    """

    bot: Bot
    polls: HTTPXRequest
    address: str
    pulse: Pulse
    offset: int | None
    poll_seconds: int
    patience: float
    newcomer: float | None = None

    async def listen(self, store: Store) -> None:
        """Polls until cancelled. Raises FrontTaken and FrontRefused."""
        await self._without_webhook()
        rivalry = Rivalry(self.patience, began=time.monotonic())
        newcomer = Newcomer(_NEWCOMER if self.newcomer is None else self.newcomer, rivalry)
        pause = 0.0
        while True:
            began = time.monotonic()
            try:
                updates = await self._poll()
            except Conflict:
                rivalry.seen(time.monotonic())
                await asyncio.sleep(_BETWEEN_CONFLICTS)
            except TelegramError as error:
                pause = await _waited_out(error, pause)
            else:
                self.pulse.last_good = time.monotonic()
                if newcomer.may_take([each["update_id"] for each in updates], began, self.pulse.last_good):
                    pause = await self._kept(updates, store, pause)
                else:
                    await asyncio.sleep(_NEWCOMER_LOOKS_EVERY)

    async def _without_webhook(self) -> None:
        """A webhook that somebody has set would keep the updates away from us for ever."""
        pause = 0.0
        while True:
            try:
                await self.bot.delete_webhook(drop_pending_updates=False)
            except TelegramError as error:
                pause = await _waited_out(error, pause)
            else:
                return

    async def _poll(self) -> list[dict[str, Any]]:
        asked: dict[str, Any] = {"timeout": self.poll_seconds, "allowed_updates": json.dumps(ALLOWED_UPDATES)}
        if self.offset is not None:
            asked["offset"] = self.offset
        answer = await self.polls.post(
            f"{self.address}/getUpdates?{urlencode(asked)}", read_timeout=self.poll_seconds + 10
        )
        return answer if isinstance(answer, list) else []

    async def _kept(self, updates: Sequence[dict[str, Any]], store: Store, before: float) -> float:
        """Stores them, and only then moves the offset, by which the next poll confirms them. Returns the pause of now.

        What cannot be stored (a full disk, F23) stays with Telegram and is asked for again after a pause.
        """
        if not updates:
            return 0.0
        try:
            await store([Update(f"telegram:{each['update_id']}", _as_body(each)) for each in updates])
        except Exception:
            pause = _longer(before)
            _LOG.exception("updates not stored; they are asked for again in %.0f s", pause)
            await asyncio.sleep(pause)
            return pause
        self.offset = max(each["update_id"] for each in updates) + 1
        return 0.0


@dataclass
class Rivalry:
    """Conflicts with another poller of the same bot. Who came later has less patience, so that only one of them leaves."""

    patience: float
    began: float
    since: float | None = None
    latest: float = 0.0

    def seen(self, now: float) -> None:
        """Notes a conflict. Raises FrontTaken when they have gone on for too long."""
        if self.since is None or now - self.latest > _SETTLED_AFTER:
            self.since = now
        self.latest = now
        settled = self.since - self.began > _SETTLED_AFTER
        patience = max(self.patience, _PATIENCE_OF_THE_SETTLED) if settled else self.patience
        if now - self.since >= patience:
            raise FrontTaken("Another process asks for this bot's updates. Only one may: end one of them.")


@dataclass
class Newcomer:
    """Finds out whether it is alone before it takes anything, so that no update is handled by two installations (F20).

    It is alone when a poll was open for `looks` seconds and nobody ended it, or when what waits has waited that long: a
    rival would have taken it away.
    """

    looks: float
    rivalry: Rivalry
    alone: bool = False
    waiting: int | None = None
    since: float = 0.0

    def may_take(self, updates: Sequence[int], began: float, now: float) -> bool:
        """Whether the updates of a poll that began then may be taken. Raises FrontTaken as the rivalry does."""
        if self.alone:
            return True
        if self.waiting is not None and self.waiting not in updates:
            self.rivalry.seen(now)  # somebody has taken it
            self.waiting = None
        elif now - began >= self.looks or (self.waiting is not None and now - self.since >= self.looks):
            self.alone = True
            return True
        if updates and self.waiting is None:
            self.waiting, self.since = min(updates), now
            self.alone = self.looks <= 0
        return self.alone


async def _waited_out(error: TelegramError, before: float) -> float:
    """Waits 1, 2, 4 .. 60 seconds, or as long as Telegram asks for; returns the pause. Raises FrontRefused."""
    if isinstance(error, InvalidToken):
        raise FrontRefused("Telegram does not know this bot: the token is wrong or was revoked.") from None
    pause = _longer(before)
    if isinstance(error, RetryAfter):
        pause = max(pause, pause_of(error).total_seconds())
    _LOG.warning("no updates from Telegram (%s); again in %.0f s", type(error).__name__, pause)
    await asyncio.sleep(pause)
    return pause


def _longer(pause: float) -> float:
    return min(LONGEST_PAUSE, pause * 2 or 1.0)


def _as_body(update: dict[str, Any]) -> str:
    """JSON in which a lone surrogate stays an escape, so that it can be stored."""
    return json.dumps(update)
