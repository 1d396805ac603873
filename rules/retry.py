"""When a message that has not gone is tried again, and when people hear of it (F12, F14, F17, F18)."""

from __future__ import annotations

from datetime import timedelta

MAIL_LADDER = tuple(timedelta(minutes=each) for each in (1, 5, 15, 30, 60))
"""Pauses after the first refusals of a mail; hourly from then on."""
CHAT_LADDER = tuple(timedelta(seconds=each) for each in (1, 2, 4, 8, 15, 30, 60))
GIVEN_UP_AFTER = {
    "mail": timedelta(days=5),
    "copy": timedelta(days=5),
    "say": timedelta(days=1),
    "edit": timedelta(days=1),
}
TOLD_LATE_AFTER = timedelta(minutes=15)
"""A mail that waits so long is told to the colleague whose it is."""
REPEATED_AFTER = timedelta(seconds=30)
"""A message to a colleague of which nobody knows whether it arrived is said once more after this time."""


def pause(kind: str, attempts: int, spread: float = 0.0) -> timedelta:
    """The pause after that many attempts. `spread` from -1 to 1 moves it by up to a fifth, so that not all come at once."""
    ladder = CHAT_LADDER if kind in {"say", "edit"} else MAIL_LADDER
    return ladder[min(max(attempts, 1), len(ladder)) - 1] * (1 + 0.2 * spread)
