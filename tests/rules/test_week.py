"""Which week is told when, and what its figures add up to (R294; product.md 7)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from rules.policy import Policy
from rules.week import DayFigures, Figures, PersonFigures, WeekFacts, week_name, week_named, week_of, week_to_tell
from storage.calendar import calendar_for

TOLD = [
    # (today, the Monday of the week that is told, because)
    ("2026-03-09", "2026-03-02", "Monday tells the week before"),
    ("2026-03-13", "2026-03-02", "and so do the other days, if the desk was down on Monday"),
    ("2026-03-15", "2026-03-02", "Sunday belongs to the week that ends"),
    ("2026-01-05", "2025-12-29", "over the new year"),
    ("2026-02-24", "2026-02-09", "the week of the Spring Festival is passed over: nobody worked"),
    ("2026-10-08", "2026-09-28", "a week of which some days were worked is told"),
]


@pytest.mark.parametrize(("today", "monday", "because"), TOLD, ids=[each[2] for each in TOLD])
def test_the_week_that_is_told(today: str, monday: str, because: str) -> None:
    calendar = calendar_for(Policy(country="CN"), (2025, 2026, 2027))
    assert week_to_tell(calendar, date.fromisoformat(today)) == date.fromisoformat(monday), because


def test_without_any_working_day_it_is_the_week_before() -> None:
    calendar = calendar_for(Policy(country="", weekdays=()), (2025, 2026, 2027))
    assert week_to_tell(calendar, date(2026, 3, 9)) == date(2026, 3, 2)


NAMES = [("2026-03-02", "2026-W10"), ("2026-01-01", "2026-W01"), ("2027-01-01", "2026-W53"), ("2025-12-29", "2026-W01")]


@pytest.mark.parametrize(("day", "name"), NAMES)
def test_a_week_has_its_iso_name(day: str, name: str) -> None:
    assert week_name(date.fromisoformat(day)) == name
    assert week_named(name) == week_of(date.fromisoformat(day))


@pytest.mark.parametrize("name", ["", "2026", "2026-W00", "2026-W54", "2026-Wxx"])
def test_what_names_no_week(name: str) -> None:
    with pytest.raises(ValueError):
        week_named(name)


def test_the_figures_add_up_and_a_week_without_any_is_empty() -> None:
    days = (DayFigures(date(2026, 3, 2), Figures(2, 1), 3), DayFigures(date(2026, 3, 3), Figures(1, 0, 1, 1), 4))
    people = (PersonFigures(7, "Ana", Figures(3, 1, 1, 1), 4),)
    at = datetime(2026, 3, 9, 0, 30, tzinfo=UTC)
    facts = WeekFacts(date(2026, 3, 2), at, days, people, 4, 0, 1, timedelta(minutes=30))
    assert facts.total == Figures(3, 1, 1, 1)
    assert facts.last == date(2026, 3, 8)
    assert not facts.is_empty
    assert facts.of(7).open_now == 4
    assert facts.of(8).figures.nothing
    assert WeekFacts(date(2026, 3, 2), at, (), (), 0, 0, 0, None).is_empty
