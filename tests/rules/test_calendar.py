"""The company calendar against a counter that goes minute by minute, and against the official Chinese year."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.calendar import Calendar, DayKind
from rules.policy import Policy
from rules.refusal import Refused
from storage.calendar import calendar_for

SHANGHAI = ZoneInfo("Asia/Shanghai")
SHIFTS = ((time(8), time(12)), (time(13, 30), time(18)))
ZONES = ("Asia/Shanghai", "Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu")
HOURS = (
    SHIFTS,
    ((time(0), time(0)),),
    ((time(1), time(1, 30)), (time(1, 45), time(2, 45))),
    ((time(0, 30), time(2, 15)), (time(22), time(0))),
    ((time(9), time(17, 45)),),
)
CHANGES = {
    "Asia/Shanghai": datetime(2026, 3, 6, tzinfo=UTC),
    "Asia/Kathmandu": datetime(2026, 3, 6, tzinfo=UTC),
    "Europe/Amsterdam": datetime(2026, 3, 29, 1, tzinfo=UTC),
    "America/New_York": datetime(2026, 11, 1, 6, tzinfo=UTC),
    "Australia/Lord_Howe": datetime(2026, 4, 4, 15, tzinfo=UTC),
}


def week(zone: str, hours: tuple[tuple[time, time], ...] = SHIFTS, **more: object) -> Calendar:
    return Calendar(zone=zone, hours=hours, weekdays=(0, 1, 2, 3, 4, 5, 6), years=(2026,), **more)  # type: ignore[arg-type]


def works(calendar: Calendar, minute: datetime) -> bool:
    """Whether the clock on the company's wall shows working time: the definition, by brute force."""
    wall = minute.astimezone(ZoneInfo(calendar.zone))
    if not calendar.is_working_day(wall.date()):
        return False
    return any(start <= wall.time() and (end == time(0) or wall.time() < end) for start, end in calendar.hours)


@settings(max_examples=150, deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    hours=st.sampled_from(HOURS),
    offset=st.integers(-3000, 1500),
    length=st.integers(0, 2500),
    closed=st.integers(0, 3),
)
def test_minutes_are_those_that_the_clock_on_the_wall_shows(
    zone: str, hours: tuple[tuple[time, time], ...], offset: int, length: int, closed: int
) -> None:
    start = CHANGES[zone] + timedelta(minutes=offset)
    off = frozenset({start.date() + timedelta(days=closed)}) if closed else frozenset()
    calendar = week(zone, hours, closures=off)
    minutes = [start + timedelta(minutes=each) for each in range(length)]
    counted = sum(works(calendar, each) for each in minutes)
    end = start + timedelta(minutes=length)
    assert calendar.minutes_between(start, end) == counted
    if counted:
        last = max(each for each in minutes if works(calendar, each))
        assert calendar.plus(start, counted) == last + timedelta(minutes=1)


@settings(max_examples=80, deadline=None)
@given(zone=st.sampled_from(ZONES), offset=st.integers(-5000, 5000), minutes=st.integers(1, 4000))
def test_adding_and_counting_back_agree(zone: str, offset: int, minutes: int) -> None:
    start = CHANGES[zone] + timedelta(minutes=offset)
    calendar = week(zone)
    end = calendar.plus(start, minutes)
    assert calendar.minutes_between(start, end) == minutes
    assert calendar.is_open(end)
    assert calendar.minutes_between(start, end - timedelta(minutes=1)) == minutes - 1


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Amsterdam", date(2026, 3, 29), 23),
        ("Europe/Amsterdam", date(2026, 10, 25), 25),
        ("America/New_York", date(2026, 3, 8), 23),
        ("America/New_York", date(2026, 11, 1), 25),
        ("Australia/Lord_Howe", date(2026, 4, 5), 24.5),
        ("Australia/Lord_Howe", date(2026, 10, 4), 23.5),
        ("Asia/Kathmandu", date(2026, 3, 29), 24),
    ],
)
def test_a_day_that_never_closes_is_as_long_as_the_clocks_make_it(zone: str, day: date, hours: float) -> None:
    windows = week(zone, ((time(0), time(0)),)).windows(day)
    assert sum((end - start).total_seconds() for start, end in windows) == hours * 3600


def test_a_closing_time_stays_a_closing_time() -> None:
    calendar = week("Asia/Shanghai")
    assert calendar.plus(datetime(2026, 3, 2, 8, tzinfo=SHANGHAI), 510) == datetime(2026, 3, 2, 18, tzinfo=SHANGHAI)
    assert calendar.opening_after(datetime(2026, 3, 2, 18, tzinfo=SHANGHAI)) == datetime(2026, 3, 3, 8, tzinfo=SHANGHAI)
    assert calendar.is_open(datetime(2026, 3, 2, 18, tzinfo=SHANGHAI))
    assert not calendar.is_open(datetime(2026, 3, 2, 18, 0, 1, tzinfo=SHANGHAI))


def test_a_company_that_never_works_is_refused() -> None:
    calendar = Calendar("Asia/Shanghai", SHIFTS, ())
    with pytest.raises(Refused, match="no working time"):
        calendar.plus(datetime(2026, 3, 2, 8, tzinfo=SHANGHAI), 1)


def test_the_chinese_year_2026_with_its_make_up_workdays() -> None:
    calendar = calendar_for(Policy(), (2026,))
    off = {date(2026, 1, 1), date(2026, 2, 17), date(2026, 2, 23), date(2026, 5, 5), date(2026, 10, 7)}
    worked = {
        date(2026, 1, 4),
        date(2026, 2, 14),
        date(2026, 2, 28),
        date(2026, 5, 9),
        date(2026, 9, 20),
        date(2026, 10, 10),
    }
    assert {calendar.kind_of(day) for day in off} == {DayKind.HOLIDAY}
    assert {calendar.kind_of(day) for day in worked} == {DayKind.MAKE_UP}
    assert set(calendar.make_ups) == worked
    assert "劳动节" in calendar.name_of(date(2026, 5, 1))
    assert calendar.is_known(2026)


def test_a_year_that_is_not_announced_is_not_known() -> None:
    calendar = calendar_for(Policy(), (2026, 2027))
    assert calendar.unknown_years == frozenset({2027})
    assert not calendar.is_known(2030), "a year that was never looked up"


def test_what_the_company_decides_beats_the_official_calendar() -> None:
    policy = Policy(closures=(date(2026, 3, 2),), extra_workdays=(date(2026, 5, 1), date(2026, 3, 7)))
    calendar = calendar_for(policy, (2026,))
    assert not calendar.is_working_day(date(2026, 3, 2))
    assert calendar.is_working_day(date(2026, 5, 1))
    assert calendar.is_working_day(date(2026, 3, 7))


@pytest.mark.parametrize("country", ["DE", "US", "NL", "NP", "AU", "IN"])
def test_other_countries_by_their_code(country: str) -> None:
    calendar = calendar_for(Policy(country=country), (2026,))
    assert calendar.holidays
    assert all(calendar.name_of(day) for day in calendar.holidays)


def test_a_country_that_there_is_not_is_refused() -> None:
    with pytest.raises(Refused, match="XX"):
        calendar_for(Policy(country="XX"), (2026,))
