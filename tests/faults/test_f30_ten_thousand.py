"""F30: a mailbox full at once. Everything is kept and sorted, commands are answered meanwhile, and no chat is flooded."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import text

from bench.letters import mixed
from bench.watching import at_share, family, memory_mb
from storage.database import Database
from tests.experiments import SEED, Seen
from tests.faults.service import ANA, DOOR, Service

pytestmark = [pytest.mark.alone, pytest.mark.xdist_group("services")]

FIRST = 101
"""The chat of the first seller; the others follow."""
_ANSWER = re.compile(r"Yours and open|You have nothing open")
_SUMMARY = "More came than I show one by one"
_PROGRESS = text(
    "SELECT (SELECT count(*) FROM letters WHERE role = 'inbox'),"
    " (SELECT count(*) FROM letters WHERE role = 'inbox' AND state <> 'kept')"
)


@dataclass
class Rush:
    """What was seen while a full mailbox was taken in; seconds count from the first question to the chat."""

    stored: float = 0.0
    sorted: float = 0.0
    memory: float = 0.0
    answers: list[float] = field(default_factory=list)
    unanswered: int = 0


@pytest.mark.experiment(
    "F30", "150 letters at once, 4 sellers, commands meanwhile", "all sorted, answered; no chat flooded"
)
def test_a_full_mailbox_is_taken_in_and_no_chat_is_flooded(tmp_path: Path, seen: Seen) -> None:
    with Service(tmp_path, plain=True) as service:
        rush = _rushed(service, letters=150, sellers=4, every=0.5, patience=60)
        service.clock_is_ahead(90)
        assert service.until(lambda: all(service.told(FIRST + each, _SUMMARY) for each in range(4)), 30)
        assert service.settled(60)
        _no_chat_is_flooded(service, sellers=4)
        service.invariants_hold()
    assert rush.unanswered == 0
    seen(f"stored {rush.stored:.1f} s, sorted {rush.sorted:.1f} s; {len(rush.answers)} answers, p95 {_p95(rush):.2f} s")


@pytest.mark.slow
@pytest.mark.quiet
@pytest.mark.experiment(
    "F30",
    "10,000 letters at once, 20 sellers, a command every second",
    "stored 60 s, sorted 180 s, RSS 400 MB, p95 1 s, 1 sum/min",
)
def test_ten_thousand_letters_at_once(tmp_path: Path, seen: Seen) -> None:
    with Service(tmp_path, plain=True) as service:
        rush = _rushed(service, letters=10_000, sellers=20, every=1.0, patience=1200)
        seen(
            f"stored {rush.stored:.0f} s, sorted {rush.sorted:.0f} s, RSS {rush.memory:.0f} MB, p95 {_p95(rush):.2f} s"
        )
        sums = _no_chat_is_flooded(service, sellers=20)
        assert service.settled(1200)
        service.invariants_hold()
    seen(f"at most {sums} sums a minute and person, 429: 0")
    assert rush.unanswered == 0
    assert rush.stored <= 60
    assert rush.sorted <= 180
    assert rush.memory <= 400
    assert _p95(rush) <= 1


def _rushed(service: Service, *, letters: int, sellers: int, every: float, patience: float) -> Rush:
    """Fills the mailbox, starts the service, and lets a seller ask for her list now and then until all is sorted."""
    for number in range(sellers):
        service.joins(f"Ana+{number}", FIRST + number, "salesperson")
    for raw in mixed(letters, SEED, files=False):
        service.mail.put(DOOR, "INBOX", raw)
    rush, typed = Rush(), list[tuple[int, float]]()
    service.start()
    assert service.ready(60)
    began = time.monotonic()
    with service.database() as database:
        for number in _every(every, patience):
            seller = FIRST + number % sellers
            typed.append((seller, time.monotonic()))
            service.chat.type(seller, seller, "/mine")
            kept, done = _progress(database)
            rush.stored = rush.stored or (time.monotonic() - began if kept >= letters else 0.0)
            if done >= letters:
                rush.sorted = time.monotonic() - began
                break
    assert rush.sorted, service.log()[-2000:]
    assert service.process is not None
    rush.memory = memory_mb(service.process.pid, "VmHWM") + sum(map(memory_mb, family(service.process.pid)[1:]))
    service.until(lambda: len(_answered(service, typed)) == len(typed), 30)
    rush.answers = _answered(service, typed)
    rush.unanswered = len(typed) - len(rush.answers)
    return rush


def _every(seconds: float, patience: float) -> Iterator[int]:
    began = time.monotonic()
    number = 0
    while time.monotonic() - began < patience:
        yield number
        number += 1
        time.sleep(max(0.0, began + number * seconds - time.monotonic()))


def _progress(database: Database) -> tuple[int, int]:
    with database.reading() as session:
        kept, done = session.execute(_PROGRESS).one()
        return kept, done


def _answered(service: Service, typed: list[tuple[int, float]]) -> list[float]:
    """Seconds from each word to its answer: the nth /mine of a person is answered by her nth list."""
    answers: dict[int, list[float]] = {}
    for each in service.chat.asked("sendMessage"):
        if _ANSWER.search(str(each.given.get("text", ""))):
            answers.setdefault(int(each.given["chat_id"]), []).append(each.at)
    took = []
    for seller in dict.fromkeys(chat for chat, _ in typed):
        words = [at for chat, at in typed if chat == seller]
        took += [answer - word for word, answer in zip(words, answers.get(seller, []), strict=False)]
    return took


def _no_chat_is_flooded(service: Service, sellers: int) -> int:
    """Nobody gets more than a burst and one message a second, nor more than one sum a minute. Returns the most sums."""
    most = 0
    for chat in (ANA, *range(FIRST, FIRST + sellers)):
        asked = [each for each in service.chat.asked("sendMessage") if int(each.given["chat_id"]) == chat]
        times = [each.at for each in asked]
        for start, at in enumerate(times):
            assert sum(at <= other < at + 10 for other in times[start:]) <= 15 + 1
        sums = Counter(int(each.at // 60) for each in asked if _SUMMARY in str(each.given.get("text", "")))
        most = max(most, *sums.values(), 0)
    assert most <= 2  # a minute of the wall clock may hold the end of one and the beginning of the next
    return most


def _p95(rush: Rush) -> float:
    return at_share(rush.answers, 0.95)
