"""F06: the line to the mailbox breaks within a letter, within the waiting, anywhere: joined again, nothing lost or doubled."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.experiments import SEED, Seen
from tests.faults.service import Service

pytestmark = [pytest.mark.alone, pytest.mark.xdist_group("services")]
BACK_WITHIN = 30.0


def _restart(service: Service) -> None:
    service.imap_line.down()
    service.customer_writes()
    service.imap_line.up()


def _while_it_waits(how: str) -> Callable[[Service], None]:
    def broken(service: Service) -> None:
        getattr(service.imap_line.now(), how)()
        service.customer_writes()

    return broken


def _at(verb: str, how: str, holding: bytes = b"", **more: int) -> Callable[[Service], None]:
    def broken(service: Service) -> None:
        before = service.imap_line.befell.total()
        getattr(service.imap_line.on(verb, holding=holding), how)(**more)
        service.customer_writes()
        assert service.until(lambda: service.imap_line.befell.total() > before), f"nothing was asked by {verb}"

    return broken


BREAKS: dict[str, Callable[[Service], None]] = {
    "reset within a letter": _at("FETCH", "cut", b"BODY", after=300),
    "reset while it waits": _while_it_waits("reset"),
    "BYE while it waits": _while_it_waits("bye"),
    "restart": _restart,
    "closed while it waits": _while_it_waits("close"),
    "closed before a letter": _at("FETCH", "close", b"BODY"),
    "reset at the sizes": _at("FETCH", "reset", b"SIZE"),
    "BYE at opening": _at("EXAMINE", "bye"),
    "reset at the list of letters": _at("SEARCH", "reset"),
    "list cut off": _at("SEARCH", "cut", after=5),
    "reset at the end of waiting": _at("DONE", "reset"),
}


def broken_lines(folder: Path, breaks: list[str], seen: Seen) -> None:
    slowest = 0.0
    with Service(folder) as service:
        service.start()
        assert service.ready()
        for each in breaks:
            slowest = max(slowest, _back_after(service, each))
        assert service.settled(), service.log()[-3000:]
        assert service.ends() == 0
        service.invariants_hold()
        assert service.happened("received") == len(breaks)
        seen(f"{len(breaks)} breaks, slowest return {slowest:.1f} s, lost 0, doubled 0")


def _back_after(service: Service, name: str) -> float:
    """Breaks it, and returns how many seconds later the folder was open again on a new connection."""
    line = service.imap_line
    assert service.until(lambda: bool(line.asked("IDLE")) and line.asked()[-1].verb == "IDLE"), service.log()[-2000:]
    joined = line.connections
    BREAKS[name](service)
    began = time.monotonic()

    def is_back() -> bool:
        return any(each.connection > joined for each in line.told("EXAMINE"))

    assert service.until(is_back, BACK_WITHIN), f"{name}: not back after {BACK_WITHIN} s\n{service.log()[-3000:]}"
    return time.monotonic() - began


@pytest.mark.experiment(
    "F06", "IMAP line breaks: RST in a letter, BYE in IDLE, restart", "back in 30 s, lost 0, doubled 0"
)
def test_a_line_that_breaks_is_joined_again_and_nothing_is_lost(tmp_path: Path, seen: Seen) -> None:
    broken_lines(tmp_path, list(BREAKS)[:4], seen)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.experiment("F06", "50 breaks of 11 kinds, by lot, a letter during each", "back in 30 s, lost 0, doubled 0")
def test_fifty_breaks_lose_nothing(tmp_path: Path, seen: Seen) -> None:
    dice = random.Random(SEED)
    every = list(BREAKS) + dice.choices(list(BREAKS), k=50 - len(BREAKS))
    dice.shuffle(every)
    broken_lines(tmp_path, every, seen)
