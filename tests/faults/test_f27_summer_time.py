"""F27: a digest comes exactly once a day, 365 times a year, whatever the clocks do, also at an hour that there is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from time import tzset

import pytest
from sqlalchemy.orm import Session

from handlers.ticks.digests import TIMERS, digest_day
from rules.event import Tick
from rules.policy import Policy
from storage.calendar import calendar_for
from storage.database import Database
from storage.handled import is_handled, mark_handled
from storage.tables.colleagues import ColleagueRow
from storage.work import Work
from tests.experiments import Seen

EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
NEW_YEAR, YEAR_AFTER = (
    datetime(2026, 1, 1, tzinfo=UTC) - timedelta(hours=14),
    datetime(2027, 1, 1, tzinfo=UTC) + timedelta(hours=14),
)
CHANGES = {
    "Europe/Amsterdam": (date(2026, 3, 29), date(2026, 10, 25)),
    "America/New_York": (date(2026, 3, 8), date(2026, 11, 1)),
    "Australia/Lord_Howe": (date(2026, 4, 5), date(2026, 10, 4)),
    "Asia/Kathmandu": (),
}
DIGESTS = TIMERS[0]


def policy_of(zone: str, at: time) -> Policy:
    return Policy(zone=zone, country="", weekdays=EVERY_DAY, digest_at=at, closing_digest_at=time(23, 59, 59))


@pytest.mark.experiment("F27", "a year of ticks, digests at five times of day", "365 days in each of four zones")
@pytest.mark.parametrize("at", [time(8, 30), time(2, 30), time(1, 45), time(0, 0), time(23, 50)], ids=str)
@pytest.mark.parametrize("zone", CHANGES)
def test_each_day_of_the_year_has_its_digest_in_every_zone(zone: str, at: time, seen: Seen) -> None:
    policy = policy_of(zone, at)
    calendar = calendar_for(policy, (2025, 2026, 2027))
    days = set()
    now = NEW_YEAR
    while now < YEAR_AFTER:
        day = digest_day(now, zone, at, policy, calendar)
        if day is not None and day.year == 2026:
            days.add(day)
        now += timedelta(minutes=10)
    assert len(days) == 365
    seen(f"{zone.partition('/')[2]} {len(days)}")


def ticks(zone: str) -> Iterator[datetime]:
    """Twice a day all year, and every ten minutes around the instants at which the clocks change."""
    close = [datetime(day.year, day.month, day.day, tzinfo=UTC) for day in CHANGES[zone]]
    now = NEW_YEAR
    while now < YEAR_AFTER:
        yield now
        is_close = any(abs(now - each) < timedelta(hours=18) for each in close)
        now += timedelta(minutes=10) if is_close else timedelta(hours=12)


def turn(session: Session, now: datetime, policy: Policy) -> list[str]:
    """One pulse of the clock: every digest that is due is told, once."""
    done = []
    for key in list(DIGESTS.due(session, now, policy)):
        if not is_handled(session, key):
            DIGESTS.handle(Work(session, now, policy, key, b"s" * 32), Tick("digests", key))
            mark_handled(session, [key], now)
            done.append(key)
    session.flush()
    return done


def hire(session: Session, zone: str) -> ColleagueRow:
    row = ColleagueRow(name="Ana", roles=["salesperson"], zone=zone, joined_at=NEW_YEAR)
    session.add(row)
    session.flush()
    return row


@pytest.mark.experiment("F27", "a year of digests at 02:30 told and counted", "365 +-0, none twice")
@pytest.mark.parametrize("zone", ["Europe/Amsterdam", "Australia/Lord_Howe"])
def test_a_year_of_digests_is_365_and_each_only_once(sqlite_database: Database, zone: str, seen: Seen) -> None:
    a_year_told(sqlite_database, zone, seen)


@pytest.mark.slow
@pytest.mark.experiment("F27", "the same in the other zones", "365 +-0, none twice")
@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Kathmandu"])
def test_a_year_of_digests_is_365_in_the_other_zones(sqlite_database: Database, zone: str, seen: Seen) -> None:
    a_year_told(sqlite_database, zone, seen)


@pytest.mark.slow
@pytest.mark.experiment("F27", "TZ of the process is another one each day", "365 +-0, none twice")
def test_the_zone_of_the_process_changes_no_digest(
    sqlite_database: Database, seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    zones = sorted(CHANGES)

    def wanders(day: int) -> None:
        monkeypatch.setenv("TZ", zones[day % len(zones)])
        tzset()

    try:
        a_year_told(sqlite_database, "Europe/Amsterdam", seen, wanders)
    finally:
        monkeypatch.undo()
        tzset()


def a_year_told(sqlite_database: Database, zone: str, seen: Seen, each: Callable[[int], None] = lambda _: None) -> None:
    policy = policy_of(zone, time(2, 30))
    with sqlite_database.deciding() as session:
        hire(session, zone)
        told = Counter[str]()
        for now in ticks(zone):
            each(now.timetuple().tm_yday)
            told.update(key for key in turn(session, now, policy) if ":morning:" in key)
    count = sum(1 for key in told if ":2026-" in key)
    seen(f"{zone.partition('/')[2]} {count}, at most {max(told.values())} of a day")
    assert max(told.values()) == 1
    assert count == 365


def test_another_time_zone_of_the_person_brings_no_second_digest_of_the_day(sqlite_database: Database) -> None:
    policy, monday = Policy(), datetime(2026, 3, 2, 0, 30, tzinfo=UTC)
    with sqlite_database.deciding() as session:
        ana = hire(session, "Asia/Shanghai")
        assert len(turn(session, monday, policy)) == 1
        ana.zone = "Europe/Madrid"
        later = [monday + timedelta(minutes=minutes) for minutes in range(0, 900, 15)]
        assert not [key for now in later for key in turn(session, now, policy) if ":morning:" in key]
