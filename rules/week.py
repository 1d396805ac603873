"""The week in numbers: what came, what was answered in time or late, what broke, by day and by person (R294)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rules.calendar import Calendar

_WEEKS_BACK = 60


@dataclass(frozen=True, slots=True)
class Figures:
    """`new` conversations; promises kept (`in_time`), answered `late`, and `broken` while they were unanswered."""

    new: int = 0
    in_time: int = 0
    late: int = 0
    broken: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            self.new + other.new, self.in_time + other.in_time, self.late + other.late, self.broken + other.broken
        )

    @property
    def nothing(self) -> bool:
        return self == Figures()


@dataclass(frozen=True, slots=True)
class DayFigures:
    """A day of the company's calendar; `open` is how many conversations were open when it ended."""

    day: date
    figures: Figures
    open: int


@dataclass(frozen=True, slots=True)
class PersonFigures:
    """What is counted for one colleague; None: for nobody. `median` is working time."""

    colleague: int | None
    name: str
    figures: Figures
    open_now: int = 0
    median: timedelta | None = None


@dataclass(frozen=True, slots=True)
class WeekFacts:
    """One week, Monday to Sunday, as it was counted at an instant. Times to answer are working time."""

    first: date
    counted_at: datetime
    days: tuple[DayFigures, ...]
    """Its working days, and other days on which something happened."""
    people: tuple[PersonFigures, ...]
    open_now: int
    unowned_now: int
    overdue_now: int
    median: timedelta | None

    @property
    def last(self) -> date:
        return self.first + timedelta(days=6)

    @property
    def name(self) -> str:
        return week_name(self.first)

    @property
    def total(self) -> Figures:
        return sum((each.figures for each in self.days), Figures())

    @property
    def is_empty(self) -> bool:
        return self.total.nothing and not self.open_now

    def of(self, colleague: int) -> PersonFigures:
        """What is hers; nothing at all, if nothing was counted for her."""
        found = [each for each in self.people if each.colleague == colleague]
        return found[0] if found else PersonFigures(colleague, "", Figures())


def week_of(day: date) -> date:
    """The Monday of the week of that day."""
    return day - timedelta(days=day.weekday())


def week_name(day: date) -> str:
    """ISO 8601: "2026-W10"."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def week_named(name: str) -> date:
    """The Monday of the week of that name. Raises ValueError for what is no name of a week."""
    year, _, week = name.partition("-W")
    return date.fromisocalendar(int(year), int(week), 1)


def week_to_tell(calendar: Calendar, today: date) -> date:
    """The Monday of the week that is told in the week of today: the latest one before it in which there was work.

    A week of holidays is told with nobody there to hear it, so it is passed over and none is left out.
    """
    monday = week_of(today)
    for back in range(1, _WEEKS_BACK):
        first = monday - timedelta(weeks=back)
        if any(calendar.is_working_day(first + timedelta(days=each)) for each in range(7)):
            return first
    return monday - timedelta(weeks=1)
