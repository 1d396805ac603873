"""The company calendar: working minutes over split shifts, weekends, holidays, make-up workdays, closures and time zones."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from rules.refusal import Refused

Windows = tuple[tuple[time, time], ...]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)
_MINUTE = 60_000_000
_YEARS_AHEAD = 12
MIDNIGHT = time(0)
"""As the end of a window it means the end of the day."""


class DayKind(StrEnum):
    """Why a day is worked or not."""

    WORKDAY = "workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKE_UP = "make_up"
    """A weekend day that is worked for a holiday (调休)."""
    CLOSURE = "closure"
    EXTRA = "extra"
    """A day that the company works of its own will."""


WORKED = frozenset({DayKind.WORKDAY, DayKind.MAKE_UP, DayKind.EXTRA})


@dataclass(frozen=True, slots=True)
class Spans:
    """The working time of one year: starts and ends in microseconds since 1970 (UTC), and how much was worked by each end."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    worked: tuple[int, ...]

    @property
    def total(self) -> int:
        return self.worked[-1] if self.worked else 0

    def worked_until(self, at: int) -> int:
        index = bisect_right(self.starts, at) - 1
        return 0 if index < 0 else self.worked[index] - max(0, self.ends[index] - at)

    def when_worked(self, amount: int) -> int:
        """The first instant by which that much was worked: a closing time stays a closing time."""
        index = bisect_left(self.worked, amount)
        return self.ends[index] - (self.worked[index] - amount)


@dataclass(frozen=True, slots=True)
class Calendar:
    """When the department works. Instants are aware; those it gives back are UTC. Days are days of its zone.

    A closure beats everything, then an extra workday, a make-up workday, a public holiday, and last the week.
    """

    zone: str
    hours: Windows
    weekdays: tuple[int, ...]
    holidays: Mapping[date, str] = field(default_factory=dict)
    make_ups: Mapping[date, str] = field(default_factory=dict)
    closures: frozenset[date] = frozenset()
    extras: frozenset[date] = frozenset()
    years: tuple[int, ...] = ()
    """The years whose holidays were looked up."""
    unknown_years: frozenset[int] = frozenset()
    """Those of them that are not announced: only the week counts there, and that is said aloud."""
    _spans: dict[int, Spans] = field(default_factory=dict, compare=False, repr=False)

    def kind_of(self, day: date) -> DayKind:
        if day in self.closures:
            return DayKind.CLOSURE
        if day in self.extras:
            return DayKind.EXTRA
        if day in self.make_ups:
            return DayKind.MAKE_UP
        if day in self.holidays:
            return DayKind.HOLIDAY
        return DayKind.WORKDAY if day.weekday() in self.weekdays else DayKind.WEEKEND

    def name_of(self, day: date) -> str:
        """The name of the holiday, or of the one that a make-up workday belongs to; empty for none."""
        return self.make_ups.get(day) or self.holidays.get(day) or ""

    def is_working_day(self, day: date) -> bool:
        return self.kind_of(day) in WORKED

    def is_known(self, year: int) -> bool:
        """Whether the holidays of that year are looked up and announced."""
        return year in self.years and year not in self.unknown_years

    def day_of(self, instant: datetime) -> date:
        """The company's date at that instant."""
        return instant.astimezone(ZoneInfo(self.zone)).date()

    def windows(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """The working windows of the day (UTC); none on a day off. In a repeated hour each minute counts that passes."""
        return tuple((_instant(start), _instant(end)) for start, end in self._windows(day))

    def opening_of(self, day: date) -> datetime | None:
        windows = self.windows(day)
        return windows[0][0] if windows else None

    def closing_of(self, day: date) -> datetime | None:
        windows = self.windows(day)
        return windows[-1][1] if windows else None

    def is_open(self, instant: datetime) -> bool:
        """Whether it is working time; the closing minute itself still is (a step on closing time goes out)."""
        at = _ticks(instant)
        return any(start <= at <= end for start, end in self._windows(self.day_of(instant)))

    def opening_after(self, instant: datetime) -> datetime:
        """The instant itself within working time, else the next opening. A closing time is over."""
        at = _ticks(instant)
        for year in self._years_from(instant):
            spans = self._year(year)
            index = bisect_right(spans.ends, at)
            if index < len(spans.ends):
                return _instant(max(at, spans.starts[index]))
        raise _never_works()

    def plus(self, instant: datetime, minutes: int | float) -> datetime:
        """The instant at which that many working minutes have passed. Outside hours the count starts at the next opening.

        114,000 of these a second were the aim; refuses when the calendar has no working time for years.
        """
        at, left = _ticks(instant), round(minutes * _MINUTE)
        if left <= 0:
            return self.opening_after(instant)
        for year in self._years_from(instant):
            spans = self._year(year)
            before = spans.worked_until(at)
            if before + left <= spans.total:
                return _instant(spans.when_worked(before + left))
            left -= spans.total - before
        raise _never_works()

    def minutes_between(self, since: datetime, until: datetime) -> int:
        """Whole working minutes between two instants; 0 when the second is not later."""
        start, end = _ticks(since), _ticks(until)
        if end <= start:
            return 0
        first, last = self.day_of(since).year, self.day_of(until).year
        worked = sum(
            self._year(year).worked_until(end) - self._year(year).worked_until(start) for year in range(first, last + 1)
        )
        return worked // _MINUTE

    def working_day_after(self, day: date) -> date:
        """The first working day later than that day."""
        for _ in range(366 * _YEARS_AHEAD):
            day += timedelta(days=1)
            if self.is_working_day(day) and self._windows(day):
                return day
        raise _never_works()

    def _years_from(self, instant: datetime) -> range:
        first = self.day_of(instant).year
        return range(first, first + _YEARS_AHEAD)

    def _year(self, year: int) -> Spans:
        spans = self._spans.get(year)
        if spans is None:
            spans = self._spans[year] = _counted(each for day in _days_of(year) for each in self._windows(day))
        return spans

    def _windows(self, day: date) -> list[tuple[int, int]]:
        if not self.is_working_day(day):
            return []
        pieces = [
            (max(begin, opens), min(finish, closes))
            for begin, finish, offset in _regimes(day, ZoneInfo(self.zone))
            for opens, closes in _on_the_wall(day, self.hours, offset)
        ]
        return sorted((start, end) for start, end in pieces if start < end)


def _regimes(day: date, zone: ZoneInfo) -> list[tuple[int, int, int]]:
    """The day as pieces of one UTC offset each: one piece, or two when the clocks change. All in microseconds."""
    first = datetime.combine(day, MIDNIGHT, zone)
    last = datetime.combine(day + timedelta(days=1), MIDNIGHT, zone)
    begin, end = _ticks(first), _ticks(last)
    before, after = _offset(begin, zone), _offset(end, zone)
    if before == after:
        return [(begin, end, before)]
    change = _change_between(begin, end, zone)
    return [(begin, change, before), (change, end, after)]


def _change_between(begin: int, end: int, zone: ZoneInfo) -> int:
    """The first instant with the later offset; clocks change on whole seconds."""
    early, late = begin // 1_000_000, end // 1_000_000
    later = _offset(end, zone)
    while early < late:
        middle = (early + late) // 2
        if _offset(middle * 1_000_000, zone) == later:
            late = middle
        else:
            early = middle + 1
    return early * 1_000_000


def _on_the_wall(day: date, hours: Windows, offset: int) -> list[tuple[int, int]]:
    midnight = _ticks(datetime.combine(day, MIDNIGHT, UTC)) - offset
    return [(midnight + _since_midnight(start), midnight + _since_midnight(end, 24)) for start, end in hours]


def _since_midnight(moment: time, at_midnight: int = 0) -> int:
    if moment == MIDNIGHT:
        return at_midnight * 60 * _MINUTE
    return (moment.hour * 60 + moment.minute) * _MINUTE + moment.second * 1_000_000


def _offset(at: int, zone: ZoneInfo) -> int:
    shift = _instant(at).astimezone(zone).utcoffset() or timedelta()
    return shift // _TICK


def _counted(windows: Iterator[tuple[int, int]]) -> Spans:
    starts, ends, worked, total = [], [], [], 0
    for start, end in windows:
        total += end - start
        starts.append(start)
        ends.append(end)
        worked.append(total)
    return Spans(tuple(starts), tuple(ends), tuple(worked))


def _days_of(year: int) -> Iterator[date]:
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += timedelta(days=1)


def _ticks(instant: datetime) -> int:
    return (instant - _EPOCH) // _TICK


def _instant(ticks: int) -> datetime:
    return _EPOCH + timedelta(microseconds=ticks)


def _never_works() -> Refused:
    return Refused(
        "The calendar has no working time. Set the hours, like {example}.",
        example="/settings calendar.hours 08:00-12:00, 13:30-18:00",
    )
