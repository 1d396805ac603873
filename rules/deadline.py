"""When an answer is due (R55, R56; annex A.9, C1): one business day on the company calendar, its reminders, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from rules.calendar import Calendar, DayKind
from rules.policy import Policy
from rules.words import Line, line

STEP_NAMES = {50: "half", 80: "eighty"}
DUE, BREACH, DAILY = "due", "breach", "daily"
_A_MINUTE = timedelta(minutes=1)
_SHOWN_DAYS = 40


@dataclass(frozen=True, slots=True)
class Promise:
    """When the clock starts and when the answer is due; instants are UTC. `reminders` are (step, instant) in their order.

    Steps: half and eighty (or at_N) to the owner, due to owner and deputy, breach to the manager, daily once each
    business day after.
    """

    received: datetime
    starts: datetime
    due: datetime
    same_day_target: datetime | None
    reminders: tuple[tuple[str, datetime], ...]
    because: tuple[Line, ...]


def promised(received: datetime, policy: Policy, calendar: Calendar) -> Promise:
    """The promise for a letter of that instant (R55). Refuses when the calendar has no working time."""
    starts = calendar.opening_after(received)
    target = _same_day_target(starts, policy, calendar)
    due = READINGS[policy.reading](received, starts, policy, calendar)
    if policy.same_day == "hard" and target is not None:
        due = min(due, target)
    return Promise(
        received=received,
        starts=starts,
        due=due,
        same_day_target=target,
        reminders=tuple(_steps(starts, due, policy, calendar)),
        because=tuple(_reasons(received, starts, due, target, policy, calendar)),
    )


def breach_after(due: datetime, calendar: Calendar) -> datetime:
    """The first working minute after the deadline (M1b); a closing time is still that day's."""
    candidate = due + _A_MINUTE
    return candidate if calendar.is_open(candidate) else calendar.opening_after(candidate)


def daily_after(instant: datetime, calendar: Calendar) -> datetime:
    """The opening of the next business day: when what is still unanswered is named again (R62)."""
    day = calendar.working_day_after(calendar.day_of(instant))
    opening = calendar.opening_of(day)
    return instant + timedelta(days=1) if opening is None else opening


def _counted(received: datetime, starts: datetime, policy: Policy, calendar: Calendar) -> datetime:
    return calendar.plus(starts, policy.limit_minutes)


def _end_of_next_day(received: datetime, starts: datetime, policy: Policy, calendar: Calendar) -> datetime:
    """A16: closing of the next business day; what came after closing or on a day off is due on the first one after it."""
    came, begins = calendar.day_of(received), calendar.day_of(starts)
    day = calendar.working_day_after(came) if came == begins else begins
    return calendar.closing_of(day) or starts


READINGS: dict[str, Callable[[datetime, datetime, Policy, Calendar], datetime]] = {
    "working_minutes": _counted,
    "end_of_next_day": _end_of_next_day,
}


def _same_day_target(starts: datetime, policy: Policy, calendar: Calendar) -> datetime | None:
    """Today's closing time, if enough of the day is left (R56, C1)."""
    if policy.same_day == "off":
        return None
    closing = calendar.closing_of(calendar.day_of(starts))
    if closing is None or calendar.minutes_between(starts, closing) < policy.same_day_min_minutes:
        return None
    return closing


def _steps(starts: datetime, due: datetime, policy: Policy, calendar: Calendar) -> Iterator[tuple[str, datetime]]:
    minutes = calendar.minutes_between(starts, due)
    for percent in sorted(set(policy.reminder_steps)):
        yield STEP_NAMES.get(percent, f"at_{percent}"), calendar.plus(starts, minutes * percent / 100)
    yield DUE, due
    breach = breach_after(due, calendar)
    yield BREACH, breach
    yield DAILY, daily_after(breach, calendar)


def _reasons(
    received: datetime, starts: datetime, due: datetime, target: datetime | None, policy: Policy, calendar: Calendar
) -> Iterator[Line]:
    if starts != received:
        yield from _why_later(received, starts, calendar)
    else:
        yield from _why_worked(calendar.day_of(starts), calendar)
    yield from _how_counted(target, due, policy)
    first, last = calendar.day_of(starts), calendar.day_of(due)
    yield from _breaks(starts, due, calendar)
    yield from _days_between(first, last, calendar)
    yield from _not_announced(calendar.day_of(received), calendar.day_of(breach_after(due, calendar)), calendar)
    if target is None and policy.same_day != "off":
        yield line(
            "There is no same-day target, because fewer than {minutes} working minutes of the day were left.",
            minutes=policy.same_day_min_minutes,
        )


def _why_later(received: datetime, starts: datetime, calendar: Calendar) -> Iterator[Line]:
    """Why the clock did not start with the arrival."""
    came = calendar.day_of(received)
    kind = calendar.kind_of(came)
    if kind in OFF_DAYS:
        yield OFF_DAYS[kind](came, calendar.name_of(came))
    elif (windows := calendar.windows(came)) and received < windows[0][0]:
        yield from _why_worked(came, calendar)
        yield line("It came outside hours, before opening.")
    elif windows and received < windows[-1][1]:
        yield line("It came during the lunch break.")
    else:
        yield line("It came outside hours, after closing.")
    begins = calendar.day_of(starts)
    yield from _days_between(came, begins, calendar)
    yield line("The clock starts at the next opening, {starts}.", starts=starts)


def _how_counted(target: datetime | None, due: datetime, policy: Policy) -> Iterator[Line]:
    if policy.same_day == "hard" and target == due:
        yield line("It must be answered on the same day, by closing time.")
    elif policy.reading == "end_of_next_day":
        yield line("It is due at the end of the next business day.")
    else:
        yield line(
            "One business day is {minutes} working minutes on the company calendar.", minutes=policy.limit_minutes
        )


def _breaks(starts: datetime, due: datetime, calendar: Calendar) -> Iterator[Line]:
    """The lunch breaks that the count steps over."""
    day, last = calendar.day_of(starts), calendar.day_of(due)
    while day <= last:
        windows = calendar.windows(day)
        for (_, closes), (opens, _) in pairwise(windows):
            if starts < closes and opens < due:
                yield line("The break from {since} to {until} does not count.", since=closes, until=opens)
                return
        day += timedelta(days=1)


def _days_between(first: date, last: date, calendar: Calendar) -> Iterator[Line]:
    """Every day after the first, up to the last, that is off or worked against the week, with its name."""
    day, shown = first + timedelta(days=1), 0
    while day <= last and shown < _SHOWN_DAYS:
        kind, name = calendar.kind_of(day), calendar.name_of(day)
        if kind in OFF_DAYS:
            yield OFF_DAYS[kind](day, name)
        yield from _why_worked(day, calendar)
        day, shown = day + timedelta(days=1), shown + 1


def _why_worked(day: date, calendar: Calendar) -> Iterator[Line]:
    """Why a day counts although the week or the holidays say no."""
    kind = calendar.kind_of(day)
    if kind is DayKind.MAKE_UP:
        yield line("{day} is a make-up workday.", day=day)
    elif kind is DayKind.EXTRA:
        yield line("{day} is an extra workday of the company.", day=day)


def _not_announced(first: date, last: date, calendar: Calendar) -> Iterator[Line]:
    for year in range(first.year, last.year + 1):
        if not calendar.is_known(year):
            yield line(
                "The holidays of {year} are not announced yet or not known to me: make-up workdays are missing, "
                "and days off may be wrong.",
                year=str(year),
            )


OFF_DAYS: dict[DayKind, Callable[[date, str], Line]] = {
    DayKind.WEEKEND: lambda day, name: line("{day} is on a weekend.", day=day),
    DayKind.HOLIDAY: lambda day, name: line("{day} is a public holiday: {name}.", day=day, name=name),
    DayKind.CLOSURE: lambda day, name: line("{day} is a day on which the company is closed.", day=day),
}
