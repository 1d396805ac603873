"""The days of an order: computed backwards from the shipment that was promised, over the company calendar (R192, R203, R205)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from rules.calendar import Calendar
from rules.order_moves import Stage, line_of

S = Stage


@dataclass(frozen=True, slots=True)
class Durations:
    """Working days that lie before a stage, after the one before it; `cycle` and `transit` are calendar days."""

    recheck: int = 1
    coordinate: int = 2
    release: int = 2
    material: int = 7
    inspect: int = 1
    pack: int = 2
    ship: int = 2
    cycle: int = 15
    """The production cycle of the slowest product, in calendar days (R205)."""
    transit: int = 30
    """Days on the way (R217)."""
    feedback: int = 7
    """Calendar days after arrival (C28)."""


def shipment_day(contract: date | None, latest: date | None, buffer: int, calendar: Calendar) -> date | None:
    """The internal day of shipment: the contract's, or the letter of credit's latest if that is sooner, less the buffer.

    `buffer` in working days (C11). None where no day is promised.
    """
    promised = min((each for each in (contract, latest) if each is not None), default=None)
    return None if promised is None else working_days_before(calendar, promised, buffer)


def planned(ship_on: date, durations: Durations, calendar: Calendar, supply_mode: str = "") -> dict[Stage, date]:
    """The day on which each stage has to be reached, counted backwards from the shipment, and forwards behind it."""
    way = line_of(supply_mode)
    steps: Mapping[Stage, int] = {
        S.SHIPPED: durations.ship,
        S.PACKED: durations.pack,
        S.INSPECTED: durations.inspect,
        S.MATERIAL: durations.material,
        S.RELEASED: durations.release,
        S.COORDINATED: durations.coordinate,
        S.COST_RECHECKED: durations.recheck,
    }
    days, day = {}, working_days_before(calendar, ship_on, 0)
    for stage in reversed(way[: way.index(S.SHIPPED) + 1]):
        days[stage] = day
        if stage is S.INSPECTED and S.IN_PRODUCTION in way:
            # the stage "in production" is reached when it begins: a cycle before it is inspected
            day = working_days_before(calendar, day - timedelta(days=durations.cycle), durations.inspect)
        elif stage is not S.IN_PRODUCTION:
            day = working_days_before(calendar, day, steps.get(stage, 0))
    arrival = ship_on + timedelta(days=durations.transit)
    feedback = arrival + timedelta(days=durations.feedback)
    behind = {S.ARRIVED: arrival, S.FEEDBACK: feedback, S.CLOSED: feedback + timedelta(days=durations.feedback)}
    return {stage: days[stage] if stage in days else behind[stage] for stage in way}


def working_days_before(calendar: Calendar, day: date, count: int) -> date:
    """The working day that lies that many working days before; with none, the day itself or the last working day before it."""
    while not calendar.is_working_day(day):
        day -= timedelta(days=1)
    for _ in range(count):
        day -= timedelta(days=1)
        while not calendar.is_working_day(day):
            day -= timedelta(days=1)
    return day


def slipped(days: Iterable[tuple[date, date]]) -> int:
    """By how many days the worst of (planned, expected) is late; 0 for none."""
    return max((max(0, (expected - planned).days) for planned, expected in days), default=0)
