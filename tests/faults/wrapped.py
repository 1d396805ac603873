"""The service with a kill in it: python -m tests.faults.wrapped CONFIG POINT OCCURRENCE. The product knows nothing of it."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import app.intake
import app.perform
import storage.happenings
from app.delivery import Delivery
from app.listening import Ear
from app.settings import read
from bot.telegram import TelegramFront
from mail.imap import ImapMailbox
from mail.reader import Reader
from mail.smtp import Sender

_left = 0


def die() -> None:
    """Counts down; at the chosen occurrence the process is gone without a word."""
    global _left
    _left -= 1
    if _left == 0:
        os.kill(os.getpid(), signal.SIGKILL)


def before(holder: Any, name: str, when: Callable[..., bool] = lambda *_a, **_k: True) -> None:
    original = getattr(holder, name)

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        if when(*args, **kwargs):
            die()
        return original(*args, **kwargs)

    setattr(holder, name, wrapped)


def after(holder: Any, name: str, when: Callable[[Any], bool] = lambda _r: True) -> None:
    original = getattr(holder, name)

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        result = original(*args, **kwargs)
        if when(result):
            die()
        return result

    setattr(holder, name, wrapped)


def after_awaiting(holder: Any, name: str) -> None:
    original = getattr(holder, name)

    async def wrapped(*args: Any, **kwargs: Any) -> Any:
        result = await original(*args, **kwargs)
        die()
        return result

    setattr(holder, name, wrapped)


def in_decision(beginning: str, then: bool) -> None:
    """Right before (then=False) or right after (then=True) the commit of an event whose key begins so."""
    original_write = storage.happenings.write
    original_decided = app.perform.Performer._decided

    def write(work: Any, seal: str | None = None) -> str | None:
        sealed = original_write(work, seal)
        if not then and work.event.startswith(beginning):
            work.session.flush()
            die()
        return sealed

    def decided(self: Any, events: Any, handle: Any) -> int:
        result = original_decided(self, events, handle)
        if then and any(each.key.startswith(beginning) for each in events):
            die()
        return result

    storage.happenings.write = write
    app.perform.Performer._decided = decided  # type: ignore[method-assign]


POINTS: dict[str, Callable[[], None]] = {
    "listed": lambda: after(ImapMailbox, "listed", lambda listing: bool(listing.uids)),
    "fetched": lambda: after(ImapMailbox, "fetched"),
    "keep in transaction": lambda: before(app.intake, "keep"),
    "keep before commit": lambda: in_decision("keep:", False),
    "keep after commit": lambda: in_decision("keep:", True),
    "read": lambda: after_awaiting(Reader, "read"),
    "sort before commit": lambda: in_decision("sort:", False),
    "sort after commit": lambda: in_decision("sort:", True),
    "claimed": lambda: before(Delivery, "_carried"),
    "mail handed over": lambda: after_awaiting(Sender, "send"),
    "mail marked": lambda: after(Delivery, "_settled"),
    "chat before request": lambda: before(TelegramFront, "say"),
    "chat request sent": lambda: after_awaiting(TelegramFront, "say"),
    "update received": lambda: before(Ear, "store", lambda self, heard: bool(heard)),
    "update persisted": lambda: after_awaiting(Ear, "store"),
    "update before commit": lambda: in_decision("telegram:", False),
    "update executed": lambda: in_decision("telegram:", True),
}
"""Every place at which the power may go out, from the server's list to the mark that a message has gone."""


def main(config: Path, point: str, occurrence: int) -> int:
    global _left
    _left = occurrence
    if point:
        POINTS[point]()
    from app.assembly import run

    return run(read(config))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
