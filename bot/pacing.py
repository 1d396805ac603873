"""How fast a chat is spoken to: small bursts at once, then at the pace that the chat's operator allows."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from datetime import timedelta

from rules.outgoing import NotSent

PATIENCE = 3.0
"""Seconds for which a message waits here for its turn; what would wait longer goes back, so that others are not held up."""


@dataclass(slots=True)
class Bucket:
    """Lets `burst` through at once, and one more every `interval` seconds; in any span of T at most burst + T / interval."""

    interval: float
    burst: int
    full_until: float = 0.0

    def wait(self, now: float) -> float:
        """Seconds until the next one may go."""
        return max(0.0, self.full_until - now - self.interval * (self.burst - 1))

    def take(self, now: float) -> None:
        self.full_until = max(self.full_until, now) + self.interval


def private_bucket() -> Bucket:
    """One message a second and small bursts: the answer to a command is never held up."""
    return Bucket(interval=1.0, burst=5)


def room_bucket() -> Bucket:
    """Twenty messages a minute, a burst included."""
    return Bucket(interval=4.0, burst=5)


@dataclass(slots=True)
class Pace:
    """The turns of all chats of a front, and the pauses that it was told to keep. Seconds of a monotonic clock."""

    everywhere: Bucket = field(default_factory=lambda: Bucket(interval=1 / 25, burst=5))
    chats: dict[str, Bucket] = field(default_factory=dict)
    paused: dict[str, float] = field(default_factory=dict)

    async def turn(self, chat: str, *, private: bool) -> None:
        """Waits for the turn of that chat. Raises NotSent with the pause where it is far away."""
        now = time.monotonic()
        self._refuse_while_paused(chat, now)
        bucket = self.chats.setdefault(chat, private_bucket() if private else room_bucket())
        wait = max(bucket.wait(now), self.everywhere.wait(now))
        if wait > PATIENCE:
            raise NotSent("the chat is spoken to at its pace", pause=timedelta(seconds=wait))
        bucket.take(now)
        self.everywhere.take(now)
        self._forget_quiet_chats(now)
        if wait > 0:
            await asyncio.sleep(wait)

    def pause(self, chat: str, seconds: float) -> None:
        """Nothing goes to that chat for so long (F16)."""
        self.paused[chat] = time.monotonic() + seconds

    def _refuse_while_paused(self, chat: str, now: float) -> None:
        left = self.paused.get(chat, 0.0) - now
        if left > 0:
            raise NotSent("the chat asked for a pause", pause=timedelta(seconds=left))
        self.paused.pop(chat, None)

    def _forget_quiet_chats(self, now: float) -> None:
        if len(self.chats) > 1000:
            self.chats = {chat: bucket for chat, bucket in self.chats.items() if bucket.full_until > now}
