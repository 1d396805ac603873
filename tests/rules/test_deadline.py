"""The deadline table of annex A.9, both readings, the same-day target, the reminders, and the reasons (R55, R56)."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from rules.deadline import Promise, promised
from rules.policy import Policy
from storage.calendar import calendar_for

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY_OFF = (date(2026, 3, 9),)

A9 = [
    # (arrival, due in 510 working minutes, due at the end of the next business day, same-day target, closed days, because)
    ("03-02 06:30", "03-02 18:00", "03-03 18:00", "03-02 18:00", (), "before opening"),
    ("03-02 08:00", "03-02 18:00", "03-03 18:00", "03-02 18:00", (), "at opening"),
    ("03-03 10:00", "03-04 10:00", "03-04 18:00", "03-03 18:00", (), "in the morning"),
    ("03-03 12:30", "03-04 12:00", "03-04 18:00", "03-03 18:00", (), "in the lunch break"),
    ("03-03 17:40", "03-04 17:40", "03-04 18:00", None, (), "fewer than 60 working minutes left"),
    ("03-06 17:00", "03-09 17:00", "03-09 18:00", "03-06 18:00", (), "before a weekend"),
    ("03-06 20:00", "03-09 18:00", "03-09 18:00", "03-09 18:00", (), "after closing on Friday"),
    ("03-08 11:00", "03-09 18:00", "03-09 18:00", "03-09 18:00", (), "on a Sunday"),
    ("03-06 17:00", "03-10 17:00", "03-10 18:00", "03-06 18:00", MONDAY_OFF, "before a weekend and a day off"),
]


def at(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(f"2026-{text}").replace(tzinfo=SHANGHAI)


def promise_for(arrival: str, **settings: object) -> Promise:
    policy = Policy(**settings)  # type: ignore[arg-type]
    received = at(arrival)
    assert received is not None
    return promised(received, policy, calendar_for(policy, (2025, 2026, 2027)))


def said(promise: Promise) -> str:
    return " ".join(each.sentence.format(**dict(each.facts)) for each in promise.because)


@pytest.mark.parametrize(("arrival", "due", "next_day", "target", "closed", "because"), A9)
def test_annex_a9(
    arrival: str, due: str, next_day: str, target: str | None, closed: tuple[date, ...], because: str
) -> None:
    counted = promise_for(arrival, closures=closed)
    assert (counted.due, counted.same_day_target) == (at(due), at(target)), because
    optional = promise_for(arrival, closures=closed, reading="end_of_next_day")
    assert (optional.due, optional.same_day_target) == (at(next_day), at(target)), because


REMINDERS = [
    (
        "03-06 17:00",
        [("half", "03-09 11:15"), ("eighty", "03-09 15:18"), ("due", "03-09 17:00"), ("breach", "03-09 17:01")],
    ),
    (
        "03-02 08:00",
        [("half", "03-02 13:45"), ("eighty", "03-02 16:18"), ("due", "03-02 18:00"), ("breach", "03-03 08:00")],
    ),
    (
        "03-03 12:30",
        [("half", "03-03 17:45"), ("eighty", "03-04 10:18"), ("due", "03-04 12:00"), ("breach", "03-04 13:30")],
    ),
    (
        "03-03 17:59",
        [("half", "03-04 13:44"), ("eighty", "03-04 16:17"), ("due", "03-04 17:59"), ("breach", "03-04 18:00")],
    ),
]


@pytest.mark.parametrize(("arrival", "steps"), REMINDERS)
def test_reminders_at_half_eighty_and_the_deadline_and_at_the_first_working_minute_after(
    arrival: str, steps: list[tuple[str, str]]
) -> None:
    reminders = promise_for(arrival).reminders
    assert list(reminders[:4]) == [(step, at(when)) for step, when in steps]


def test_after_the_breach_once_each_business_day() -> None:
    assert promise_for("03-05 17:00").reminders[-1] == ("daily", at("03-09 08:00")), (
        "broken on Friday, told again on Monday"
    )


def test_the_steps_are_a_setting() -> None:
    promise = promise_for("03-02 08:00", reminder_steps=(25,))
    assert promise.reminders[0] == ("at_25", datetime(2026, 3, 2, 10, 7, 30, tzinfo=SHANGHAI))
    assert [step for step, _ in promise.reminders] == ["at_25", "due", "breach", "daily"]


def test_every_reminder_falls_into_working_time() -> None:
    calendar = calendar_for(Policy(), (2025, 2026, 2027))
    for minute in range(0, 24 * 60, 17):
        received = datetime(2026, 3, 5, minute // 60, minute % 60, tzinfo=SHANGHAI)
        for step, when in promised(received, Policy(), calendar).reminders:
            assert calendar.is_open(when), (received, step, when)


@pytest.mark.parametrize(
    ("setting", "due", "target"),
    [("soft", "03-04 10:00", "03-03 18:00"), ("hard", "03-03 18:00", "03-03 18:00"), ("off", "03-04 10:00", None)],
)
def test_the_same_day_may_be_a_target_the_limit_or_nothing(setting: str, due: str, target: str | None) -> None:
    promise = promise_for("03-03 10:00", same_day=setting)
    assert (promise.due, promise.same_day_target) == (at(due), at(target))


REASONS = [
    ("03-06 20:00", {}, "after closing"),
    ("03-06 20:00", {}, "2026-03-07 is on a weekend"),
    ("03-03 12:30", {}, "during the lunch break"),
    ("03-02 06:30", {}, "before opening"),
    ("03-03 10:00", {}, "does not count"),
    ("04-30 17:00", {}, "2026-05-01 is a public holiday: Labor Day 劳动节"),
    ("05-08 17:00", {}, "2026-05-09 is a make-up workday"),
    ("05-09 09:00", {}, "2026-05-09 is a make-up workday"),
    ("03-06 17:00", {"closures": MONDAY_OFF}, "2026-03-09 is a day on which the company is closed"),
    ("03-06 17:00", {"extra_workdays": (date(2026, 3, 7),)}, "2026-03-07 is an extra workday"),
    ("12-31 17:00", {}, "The holidays of 2027 are not announced yet"),
    ("12-31 17:59", {"limit_minutes": 1}, "The holidays of 2027 are not announced yet"),
    ("03-03 17:40", {}, "no same-day target"),
]


@pytest.mark.parametrize(("arrival", "settings", "because"), REASONS)
def test_every_reason_is_said(arrival: str, settings: dict[str, object], because: str) -> None:
    assert because in said(promise_for(arrival, **settings))


def test_a_known_year_is_not_talked_about() -> None:
    assert "announced" not in said(promise_for("03-06 17:00"))


def test_over_the_spring_festival_with_its_make_up_saturdays() -> None:
    assert promise_for("02-13 17:00").due == at("02-14 17:00"), "Saturday 14 February is worked"
    assert promise_for("02-14 17:00").due == at("02-24 17:00"), "then everything is closed until the 24th"
