"""F26: the clock jumps days ahead, an hour back, ten years back, and again: nobody is reminded twice, nothing stands still."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.clock_watch import ClockWatch
from app.health import ago
from rules.outgoing import NotSent
from storage.leases import take
from storage.policy import policy_at
from storage.tables.conversations import ReminderRow
from storage.tables.machine import LeaseRow
from tests.dialogues.desk import MONDAY, Desk
from tests.experiments import Seen
from tests.faults.load import sayings
from tests.faults.service import ANA, Service

DAY, HOUR = 86400.0, 3600.0
JUMPS = {"3 days ahead": 3 * DAY, "an hour back": -HOUR, "10 years back": -3654 * DAY, "10 years ahead": 3654 * DAY}
REMINDS = ("wait for an answer", "is broken", "it is due now", "% of the time", "still unanswered", "Reminder")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    found = Desk(tmp_path)
    yield found.hires("Ana").hires("Bob").hires("Max", "manager", "administrator")
    found.close()


class Steady:
    """The clock that nobody sets, beside that of a desk: `jumps` sets the desk's alone."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.ahead = desk, 0.0
        self.watch = ClockWatch(desk.house.performer, desk.house.troubles, lambda: desk.now.timestamp() - self.ahead)
        desk.postbox.clock = lambda: desk.now - timedelta(seconds=self.ahead)
        self.looks()

    def jumps(self, seconds: float) -> None:
        self.ahead += seconds
        self.desk.now += timedelta(seconds=seconds)
        self.looks()
        self.desk.settle()

    def looks(self) -> None:
        self.desk._run(self.watch.once())


def reminded_twice(desk: Desk) -> list[tuple[object, ...]]:
    """Steps of one promise and one due time that were told more than once."""
    with desk.database.reading() as session:
        rows = session.execute(
            select(ReminderRow.promise_id, ReminderRow.step, ReminderRow.due_at)
            .where(ReminderRow.outcome == "told")
            .group_by(ReminderRow.promise_id, ReminderRow.step, ReminderRow.due_at)
            .having(func.count() > 1)
        )
        return [tuple(row) for row in rows]


def heard(desk: Desk, person: str, mark: str) -> list[str]:
    return [text for text in desk.chat(person) if mark in text]


@pytest.mark.parametrize("jump", JUMPS)
@pytest.mark.experiment(
    "F26", "the clock jumps and is set right again (desk)", "no step told twice, told once, no crash"
)
def test_a_clock_that_jumps_and_is_set_right_tells_no_step_twice(desk: Desk, jump: str, seen: Seen) -> None:
    desk.receives().receives(sender="Bo <bo@other.example>", text="Price of 7 valves?")
    clock = Steady(desk)
    clock.jumps(JUMPS[jump])
    desk.jumps(minutes=30).jumps(minutes=30)
    clock.jumps(-JUMPS[jump])
    for _ in range(9):
        desk.jumps(hours=4)
        clock.looks()
    assert not reminded_twice(desk)
    alarms = heard(desk, "Max", "has jumped") + heard(desk, "Max", "was set back")
    assert len(alarms) == 2, "there and back again"
    desk.forget().receives(sender="Cy <cy@third.example>", text="And 9 pumps?")
    desk.jumps(hours=16).hears("Cy")
    seen(f"{len(JUMPS)} jumps: administrators told of each, steps told twice 0")


@pytest.mark.parametrize("jump", ["3 days ahead", "10 years ahead"])
def test_what_was_decided_in_the_future_does_not_wait_until_then(desk: Desk, jump: str) -> None:
    clock = Steady(desk)
    clock.jumps(JUMPS[jump])
    desk.ears.fault = NotSent("not now")
    desk.receives()
    desk.ears.fault = None
    desk.forget()
    clock.jumps(-JUMPS[jump])
    desk.jumps(minutes=15).hears("We need 40 pumps", who="Ana")


def test_digests_and_buttons_survive_a_day_ten_years_ahead(desk: Desk) -> None:
    desk.receives().jumps(hours=2)
    before = len(heard(desk, "Ana", "Good morning"))
    clock = Steady(desk)
    clock.jumps(JUMPS["10 years ahead"])
    desk.jumps(hours=10).jumps(hours=10)
    there = len(heard(desk, "Ana", "Good morning"))
    clock.jumps(-JUMPS["10 years ahead"] - 20 * HOUR)
    desk.jumps(hours=3)
    assert len(heard(desk, "Ana", "Good morning")) == there, f"today's digest came again; before the jump {before}"
    desk.forget().presses("Ana", "Answered by phone").hears("answered", who="Ana")


def test_a_clock_before_the_founding_forgets_neither_front_door_nor_name(desk: Desk) -> None:
    Steady(desk).jumps(JUMPS["10 years back"])
    desk.receives()
    with desk.database.reading() as session:
        policy = policy_at(session, desk.now)
    assert (policy.front_door, policy.company) == ("info@firm.example", "Firm")
    assert desk.conversation(1001).contact_address == "eva@kunde.example"


def test_a_lease_of_the_future_is_nobodys(desk: Desk) -> None:
    with desk.database.deciding() as session:
        assert take(session, "front door", "dead", MONDAY + timedelta(days=3654))
        assert take(session, "front door", "living", MONDAY)
        assert session.get_one(LeaseRow, "front door").holder == "living"


def test_an_age_is_never_negative() -> None:
    now = datetime(2026, 3, 2, tzinfo=MONDAY.tzinfo)
    assert ago(now + timedelta(days=3), now) == "0 s ago"


def jumping(service: Service, jump: float, seen: Seen, name: str) -> None:
    """One jump of the running service: it goes on within moments, hears, reads, reminds, and says that the clock jumped."""
    before, alarms = service.ahead, _alarms(service)
    service.chat.type(ANA, ANA, f"/remind in 2 hours call {name}")
    assert service.settled(60)
    service.clock_is_wrong(jump)
    assert service.until(lambda: _alarms(service) > alarms, 60), "nobody was told that the clock has jumped"
    service.customer_writes()
    service.chat.type(ANA, ANA, "/mine")
    assert service.settled(60), service.log()[-3000:]
    service.clock_is_wrong(0)
    assert service.until(lambda: _alarms(service) > alarms + 1, 60), "nobody was told that it was set right"
    service.customer_writes()
    assert service.settled(60), service.log()[-3000:]
    service.clock_is_ahead(before + 2 * HOUR + 60)
    assert service.until(lambda: _reminded(service, name) == 1, 60), "the clockwork stands still"
    assert service.settled(60), service.log()[-3000:]
    assert service.process is not None
    assert service.process.poll() is None
    seen(name)


def _alarms(service: Service) -> int:
    return int(service.ask("SELECT count(*) FROM handled WHERE key LIKE 'told:jump:%'")[0][0])


def _reminded(service: Service, name: str) -> int:
    return sum(f"You wanted to be reminded: call {name}" in text for text in service.chat.texts(ANA))


def _told_once(service: Service) -> None:
    steps = "SELECT promise_id, step, due_at FROM reminders WHERE outcome = 'told' GROUP BY 1, 2, 3 HAVING count(*) > 1"
    assert service.ask(steps) == []
    plain, _ = sayings(service)
    twice = [text for text, count in plain.items() if count > 1 and any(mark in text for mark in REMINDS)]
    assert not twice, twice


def jumped(folder: Path, jumps: list[str], seen: Seen) -> None:
    quick = {"app.clock.PULSE_SECONDS": 1, "app.clock_watch.LOOKS_EVERY": 0.3, "app.delivery.LONGEST_SLEEP": 0.5}
    with Service(folder, constants=quick) as service:
        service.start(quick_readers=True)
        assert service.ready()
        for name in jumps:
            jumping(service, JUMPS[name], seen, name)
        assert service.ends() == 0
        _told_once(service)
        service.invariants_hold()


@pytest.mark.alone
@pytest.mark.xdist_group("services")
@pytest.mark.experiment("F26", "an hour back and again, while the service idles", "goes on, told, each reminder once")
def test_the_service_goes_on_when_its_clock_is_set_back(tmp_path: Path, seen: Seen) -> None:
    jumped(tmp_path, ["an hour back"], seen)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.alone
@pytest.mark.xdist_group("services")
@pytest.mark.experiment("F26", "each jump and back again, while the service idles", "goes on, told, each reminder once")
def test_the_service_goes_on_whatever_its_clock_does(tmp_path: Path, seen: Seen) -> None:
    jumped(tmp_path, list(JUMPS), seen)
