"""The account of the trial: each step in a line, with the time it took; what does not hold ends it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Broken(Exception):
    """Something that was promised has not been kept."""


class Account:
    def __init__(self) -> None:
        self.began = time.monotonic()
        self.number = 0

    def step(self, words: str) -> None:
        """What happens now."""
        self.number += 1
        print(f"{time.monotonic() - self.began:6.1f} s  {self.number:2}. {words}", flush=True)

    def seen(self, words: str) -> None:
        """What was seen of it."""
        print(f"              {words}", flush=True)

    def ends(self, words: str) -> None:
        print(f"{time.monotonic() - self.began:6.1f} s  {words}", flush=True)


def must(true: object, otherwise: str) -> None:
    """Raises Broken unless that is true."""
    if not true:
        raise Broken(otherwise)


def comes(find: Callable[[], T | None], otherwise: str, seconds: float = 90.0) -> T:
    """Waits until something is found, and returns it. Raises Broken when it does not come in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = find()
        if found:
            return found
        time.sleep(0.05)
    raise Broken(f"{otherwise} (waited {seconds:.0f} s)")
