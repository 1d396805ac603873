"""F29 and two on purpose: by mistake a second one leaves; on PostgreSQL two share the work, and one that dies is replaced.

One process holds mailbox, chat and clock by a lease of 30 s, all of them send.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.experiments import Seen
from tests.faults.service import ANA
from tests.faults.two import Pair

pytestmark = [pytest.mark.alone, pytest.mark.xdist_group("services")]


@pytest.fixture
def pair(tmp_path: Path, postgresql_url: str) -> Iterator[Pair]:
    with Pair(tmp_path, postgresql_url) as found:
        yield found


def begun(pair: Pair) -> tuple[int, int]:
    """Two that run: the one that serves, and the other."""
    first = pair.adds()
    assert pair.until(lambda: pair.serving() == first, 60), pair.log()[-2000:]
    second = pair.adds()
    assert pair.until(lambda: pair.lives(second), 60), pair.log()[-2000:]
    return first, second


def letters(pair: Pair, count: int) -> None:
    for _ in range(count):
        pair.customer_writes()


def answered(pair: Pair, seconds: float = 90) -> bool:
    """Whether a command typed now is answered; each asks for another number, so that no answer is like another."""
    number = 9000 + len(pair.chat.asked("getUpdates"))
    pair.chat.type(ANA, ANA, f"/take {number}")
    return pair.until(lambda: any(str(number) in each for each in pair.chat.texts(ANA)), seconds)


@pytest.mark.experiment("F29", "two on PostgreSQL; the serving one is asked to end", "the other takes over, doubled 0")
def test_two_share_the_work_and_one_that_ends_hands_over_at_once(pair: Pair, seen: Seen) -> None:
    first, second = begun(pair)
    letters(pair, 6)
    assert pair.settled(90), pair.log()[-3000:]
    assert pair.stops(first) == 0
    began = time.monotonic()
    assert pair.until(lambda: pair.serving() == second, 60)
    letters(pair, 2)
    assert answered(pair)
    assert pair.settled(60)
    pair.invariants_hold()
    assert pair.copies() == []
    seen(f"taken over in {time.monotonic() - began:.0f} s, {pair.letters} letters, doubled {len(pair.copies())}")


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.experiment("F29", "kill -9 of the serving one of two, under load, 3 times", "replaced <= 60 s, doubled 0")
def test_a_killed_one_is_replaced_within_a_minute(pair: Pair, seen: Seen) -> None:
    serving, other = begun(pair)
    slowest = 0.0
    senders = {serving, other}
    for _ in range(3):
        letters(pair, 20)
        pair.strikes(serving)
        killed = time.monotonic()
        letters(pair, 5)
        assert pair.until(lambda: pair.serving() == other, 90), pair.log()[-3000:]  # noqa: B023
        slowest = max(slowest, time.monotonic() - killed)
        assert answered(pair)
        serving, other = other, pair.adds()
        assert pair.until(lambda: pair.lives(other), 60)  # noqa: B023
        senders.add(other)
    assert pair.settled(120), pair.log()[-3000:]
    assert slowest <= 60
    pair.invariants_hold()
    assert len(pair.copies()) <= pair.kills
    seen(f"slowest {slowest:.0f} s, {pair.letters} letters, {len(pair.senders())} of {len(senders)} processes sent")
    seen(f"copies {len(pair.copies())}")


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.experiment("F29", "the serving one is frozen 45 s and comes back", "notices, leaves the work, doubled 0")
def test_a_frozen_one_that_comes_back_writes_nothing_twice(pair: Pair, seen: Seen) -> None:
    first, second = begun(pair)
    letters(pair, 10)
    assert pair.settled(90)
    pair.freezes(first)
    letters(pair, 10)
    frozen = time.monotonic()
    assert pair.until(lambda: pair.serving() == second, 90), pair.log()[-3000:]
    taken = time.monotonic() - frozen
    assert answered(pair)
    assert pair.settled(60)
    pair.thaws(first)
    letters(pair, 10)
    assert pair.until(lambda: "another process serves" in pair.log(), 30)
    assert answered(pair)
    assert pair.settled(90), pair.log()[-3000:]
    assert pair.serving() == second
    assert all(each.poll() is None for each in pair.running.values()), "neither has to leave"
    pair.kills += 1  # what the frozen one had under way, nobody can know
    pair.invariants_hold()
    assert pair.copies() == []
    seen(f"taken over after {taken:.0f} s, {pair.letters} letters, doubled {len(pair.copies())}")
