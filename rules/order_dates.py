"""The days of an order: computed backwards from the shipment that was promised, over the company calendar (R192, R203, R205)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from rules.calendar import Calendar
from rules.order_moves import Stage, line_of, rank
from rules.refusal import Refused

S = Stage
_DAY = timedelta(days=1)
_LONGEST_BREAK = 400
"""Days: a calendar without a working day for so long has none."""


@dataclass(frozen=True, slots=True)
class Durations:
    """Working days that lie before a stage, after the one before it; `cycle`, `transit`, `feedback` are calendar days."""

    recheck: int = 1
    coordinate: int = 2
    release: int = 2
    material: int = 7
    inspect: int = 1
    pack: int = 2
    ship: int = 2
    cycle: int = 15
    """The production cycle of the slowest product, in calendar days (R205); where it is bought, its supplier's."""
    transit: int = 30
    """Days on the way (R217)."""
    feedback: int = 7
    """Calendar days after arrival (C28)."""


@dataclass(frozen=True, slots=True)
class Gap:
    """What lies between a stage and the one before it: working days first, then calendar days."""

    working: int = 0
    calendar: int = 0


def gaps(durations: Durations, supply_mode: str = "") -> dict[Stage, Gap]:
    """By stage. What is bought takes its supplier's time for the goods, if that is longer than material takes."""
    made = supply_mode not in {"buy", "stock"}
    bought = Gap(calendar=max(durations.cycle, -(-durations.material * 7 // 5)))
    return {
        S.CONFIRMED: Gap(),
        S.COST_RECHECKED: Gap(durations.recheck),
        S.COORDINATED: Gap(durations.coordinate),
        S.RELEASED: Gap(durations.release),
        S.MATERIAL: bought if supply_mode == "buy" else Gap(durations.material),
        S.IN_PRODUCTION: Gap(),
        S.INSPECTED: Gap(durations.inspect, durations.cycle if made else 0),
        S.PACKED: Gap(durations.pack),
        S.SHIPPED: Gap(durations.ship),
        S.ARRIVED: Gap(0, durations.transit),
        S.FEEDBACK: Gap(0, durations.feedback),
        S.CLOSED: Gap(0, durations.feedback),
    }


def shipment_day(contract: date | None, latest: date | None, buffer: int, calendar: Calendar) -> date | None:
    """The internal day of shipment: the contract's, or the letter of credit's latest if that is sooner, less the buffer.

    `buffer` in working days (C11). None where no day is promised.
    """
    promised = min((each for each in (contract, latest) if each is not None), default=None)
    return None if promised is None else working_days_before(calendar, promised, buffer)


def planned(ship_on: date, durations: Durations, calendar: Calendar, supply_mode: str = "") -> dict[Stage, date]:
    """The day on which each stage has to be reached, counted backwards from the shipment, and forwards behind it.

    "In production" is reached when production begins: a cycle before the goods can be inspected.
    """
    way, between = line_of(supply_mode), gaps(durations, supply_mode)
    before = way[: way.index(S.SHIPPED) + 1]
    day, days = working_days_before(calendar, ship_on, 0), {}
    for stage in reversed(before):
        days[stage] = day
        gap = between[stage]
        day = working_days_before(calendar, day - gap.calendar * _DAY, gap.working)
    day = ship_on
    for stage in way[len(before) :]:
        day += between[stage].calendar * _DAY
        days[stage] = day
    return {stage: days[stage] for stage in way}


def forecast(
    today: date,
    reached: Mapping[Stage, date],
    not_before: Mapping[Stage, date],
    durations: Durations,
    calendar: Calendar,
    supply_mode: str = "",
) -> dict[Stage, date]:
    """The day on which each stage that is not reached yet can be reached, counted forwards from the last one that was.

    `not_before`: the days it was planned or is expected for. Nothing is expected sooner than that, nor before today.
    """
    way, between = line_of(supply_mode), gaps(durations, supply_mode)
    last = max((rank(each) for each in reached), default=-1)
    day = max(reached.values(), default=today)
    days: dict[Stage, date] = {}
    for stage in way:
        if rank(stage) <= last:
            continue
        gap = between[stage]
        day = day if rank(stage) > rank(S.SHIPPED) else working_days_after(calendar, day, gap.working)
        day = max(day + gap.calendar * _DAY, today)
        if rank(stage) <= rank(S.SHIPPED):
            day = working_days_after(calendar, day, 0)
        day = max(day, not_before.get(stage, day))
        days[stage] = day
    return days


def passed(days: Mapping[Stage, date], today: date) -> list[tuple[Stage, int]]:
    """The stages whose day lies in the past, with by how many days, in their order."""
    late = [(stage, (today - day).days) for stage, day in days.items() if day < today]
    return sorted(late, key=lambda each: rank(each[0]))


def moved(
    days: Mapping[Stage, date], ship_on: date, durations: Durations, calendar: Calendar, supply_mode: str = ""
) -> dict[Stage, date]:
    """The days of what is still to come when the shipment is expected on another day: counted backwards from it.

    Later than before, nothing comes sooner than it was expected; the shipment itself is exactly on its day.
    """
    back = planned(ship_on, durations, calendar, supply_mode) | {S.SHIPPED: ship_on}
    is_later = ship_on >= days.get(S.SHIPPED, ship_on)
    return {stage: max(day, back.get(stage, day)) if is_later else back.get(stage, day) for stage, day in days.items()}


def days_after(day: date, promised: date | None) -> int:
    """By how many calendar days a day is later than a promised one; 0 if it is not, or nothing is promised."""
    return 0 if promised is None else max(0, (day - promised).days)


def working_days_before(calendar: Calendar, day: date, count: int) -> date:
    """The working day that lies that many working days before; with none, the day itself or the last working day before it."""
    return _stepped(calendar, day, count, -_DAY)


def working_days_after(calendar: Calendar, day: date, count: int) -> date:
    """The working day that lies that many working days later; with none, the day itself or the next working day."""
    return _stepped(calendar, day, count, _DAY)


def _stepped(calendar: Calendar, day: date, count: int, step: timedelta) -> date:
    day = _worked(calendar, day, step)
    for _ in range(count):
        day = _worked(calendar, day + step, step)
    return day


def _worked(calendar: Calendar, day: date, step: timedelta) -> date:
    for _ in range(_LONGEST_BREAK):
        if calendar.is_working_day(day):
            return day
        day += step
    raise Refused(
        "The calendar has no working day around {day}. Set the working days, like {example}.",
        day=day,
        example="/settings calendar.weekdays Mon-Fri",
    )
