"""F28, F26: three days of downtime lose no deadline and tell each person once; a jumping clock tells nobody twice."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from storage.tables.conversations import PromiseRow, ReminderRow
from tests.dialogues.desk import Desk, told
from tests.experiments import Seen
from tests.faults.service import ANA, Service

SHANGHAI = ZoneInfo("Asia/Shanghai")
BUYERS = tuple(f"Buyer {number} <buyer@firm{number}.example>" for number in range(12))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    found = Desk(tmp_path)
    yield found.hires("Ana").hires("Bob").hires("Dora", "dispatcher").hires("Max", "manager")
    found.close()


def reminders(desk: Desk) -> dict[str, list[str]]:
    """What each person heard of deadlines, without cards and digests."""
    heard: dict[str, list[str]] = {}
    for _, saying in desk.ears.said:
        text = told(saying)
        if any(
            mark in text
            for mark in ("wait for an answer", "is broken", "it is due now", "% of the time", "still unanswered")
        ):
            heard.setdefault(saying.place.address, []).append(text)
    return heard


def filled(desk: Desk) -> Desk:
    for number, buyer in enumerate(BUYERS):
        desk.postbox.put(desk.written(f"We need {number} pumps.", buyer, f"Pumps {number}", "info@firm.example", {}))
    desk.settle()
    desk.ears.said.clear()
    return desk


def outcomes(desk: Desk) -> dict[str, int]:
    with desk.database.reading() as session:
        rows = session.execute(select(ReminderRow.outcome, func.count()).group_by(ReminderRow.outcome))
        return {outcome: count for outcome, count in rows}


@pytest.mark.experiment("F28", "12 deadlines broken in 3 days of downtime (desk)", "one message a person, 0 dropped")
def test_three_days_of_downtime_are_one_message_to_each_person_and_no_deadline_is_dropped(
    desk: Desk, seen: Seen
) -> None:
    filled(desk).jumps(days=3)
    heard = reminders(desk)
    assert {person: len(texts) for person, texts in heard.items()} == {"ana": 1, "bob": 1, "max": 1}
    for number in range(1001, 1013):
        assert f"{number} " in heard["max"][0], "the manager hears of every broken promise"
        assert (f"{number} " in heard["ana"][0]) != (f"{number} " in heard["bob"][0]), "and its owner of each"
    assert outcomes(desk) == {"told": 12, "coalesced": 36, "": 12}, "four steps each; tomorrow's is waiting"
    with desk.database.reading() as session:
        assert session.scalar(select(func.count()).where(PromiseRow.breached_at.is_not(None))) == 12
    seen(f"{sum(map(len, heard.values()))} messages to {len(heard)} people, 12 of 12 deadlines")


def test_the_same_tick_again_says_nothing(desk: Desk) -> None:
    filled(desk).jumps(days=3)
    before = len(desk.ears.said)
    desk.settle()
    desk.jumps(minutes=1)
    desk.jumps(minutes=30)
    assert len(desk.ears.said) == before


@pytest.mark.parametrize("jump", [timedelta(hours=-1), timedelta(days=-3), timedelta(days=-3650)], ids=str)
def test_a_clock_that_jumps_back_and_comes_again_tells_nobody_twice(desk: Desk, jump: timedelta) -> None:
    filled(desk)
    desk.now = datetime(2026, 3, 3, 10, 0, tzinfo=SHANGHAI)
    desk.settle()
    now, before = desk.now, reminders(desk)
    desk.now = now + jump
    desk.settle()
    desk.now = now
    desk.settle()
    desk.now = now + timedelta(minutes=5)
    desk.settle()
    assert reminders(desk) == before


def test_a_clock_that_jumps_ahead_and_is_set_right_tells_each_step_at_most_once(desk: Desk) -> None:
    filled(desk).jumps(days=3)
    desk.now -= timedelta(days=3)
    for _ in range(9):
        desk.now += timedelta(hours=8)
        desk.settle()
    with desk.database.reading() as session:
        steps = session.execute(
            select(ReminderRow.promise_id, ReminderRow.step, ReminderRow.due_at, func.count())
            .where(ReminderRow.outcome == "told")
            .group_by(ReminderRow.promise_id, ReminderRow.step, ReminderRow.due_at)
            .having(func.count() > 1)
        ).all()
    assert steps == []
    assert max(len(texts) for texts in reminders(desk).values()) == 1


def test_a_step_that_fell_into_the_night_waits_for_the_morning(desk: Desk) -> None:
    filled(desk)
    desk.now = datetime(2026, 3, 3, 20, 0, tzinfo=SHANGHAI)
    desk.settle()
    assert reminders(desk) == {}, "the program was down all day; nobody is disturbed in the evening"
    desk.now = datetime(2026, 3, 4, 8, 0, tzinfo=SHANGHAI)
    desk.settle()
    assert {person: len(texts) for person, texts in reminders(desk).items()} == {"ana": 1, "bob": 1, "max": 1}


@pytest.mark.alone
@pytest.mark.xdist_group("services")
@pytest.mark.experiment("F28", "the service is down for 3 days, 12 letters are owed", "<= 60 s, one message a person")
def test_the_service_comes_back_after_three_days(tmp_path: Path, seen: Seen) -> None:
    with Service(tmp_path, plain=True, constants={"app.clock.PULSE_SECONDS": 1}) as service:
        service.start(quick_readers=True)
        for _ in BUYERS:
            service.customer_writes()
        assert service.settled(60), service.log()[-3000:]
        assert service.ends() == 0
        before = len(service.chat.said(ANA))
        service.clock_is_ahead(timedelta(days=3).total_seconds())
        began = time.monotonic()
        service.start(quick_readers=True)
        owed = "SELECT count(*) FROM promises WHERE breached_at IS NULL"
        assert service.until(lambda: service.ask(owed) == [(0,)], 60), service.log()[-3000:]
        assert service.settled(60), service.log()[-3000:]
        took = time.monotonic() - began
        texts = [each.text for each in service.chat.said(ANA)[before:]]
        reminded = [text for text in texts if "is broken" in text or "wait for an answer" in text]
        assert len(reminded) == 1, reminded
        assert all(f"{number} " in reminded[0] for number in range(1001, 1001 + len(BUYERS)))
        assert service.ends() == 0
        service.invariants_hold()
        seen(f"{len(BUYERS)} of {len(BUYERS)} deadlines in {took:.1f} s, {len(reminded)} message to 1 person")
