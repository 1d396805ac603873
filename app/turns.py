"""One thread that does one thing after another: what people wait for goes first, letters by the thousand last."""

from __future__ import annotations

import itertools
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from enum import IntEnum
from typing import Any, TypeVar

T = TypeVar("T")


class Rank(IntEnum):
    """Who goes first, where several wait."""

    HEARD = 0
    """Somebody has said something and looks at the screen."""
    OTHER = 1
    KEEPING = 2
    """Bytes of letters that nobody but the mail server has yet."""
    SORTING = 3
    ENDED = 9


class Turns:
    """Calls are made in the order of their rank, within a rank in the order in which they came."""

    def __init__(self, name: str) -> None:
        self._waiting: queue.PriorityQueue[tuple[Rank, int, Callable[[], object] | None]] = queue.PriorityQueue()
        self._numbers = itertools.count()
        self._ended = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def asked(self, call: Callable[[], T], rank: Rank) -> Future[T]:
        """The call's outcome, when its turn has come. Raises RuntimeError after `close`."""
        if self._ended:
            raise RuntimeError("nothing is done any more")
        future: Future[T] = Future()
        self._waiting.put((rank, next(self._numbers), lambda: _done(future, call)))
        return future

    def close(self) -> None:
        """Returns when everything that was asked for has been done."""
        self._ended = True
        self._waiting.put((Rank.ENDED, next(self._numbers), None))
        self._thread.join()

    def _run(self) -> None:
        while (call := self._waiting.get()[2]) is not None:
            call()


def _done(future: Future[Any], call: Callable[[], object]) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        future.set_result(call())
    except BaseException as fault:
        future.set_exception(fault)
