"""The days of an order: counted backwards over the company calendar, forwards where it is late (R192, R193, R203, R205; C11)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rules.calendar import Calendar
from rules.order_dates import (
    Durations,
    days_after,
    forecast,
    moved,
    passed,
    planned,
    shipment_day,
    working_days_after,
    working_days_before,
)
from rules.order_moves import LINE, Stage
from rules.refusal import Refused

S = Stage
MAY_DAYS = {date(2026, 5, each): "Labour Day" for each in range(1, 6)}
CALENDAR = Calendar(
    "Asia/Shanghai", hours=(), weekdays=(0, 1, 2, 3, 4), holidays=MAY_DAYS, make_ups={date(2026, 5, 9): "Labour Day"}
)
FRIDAY = date(2026, 5, 15)
USUAL = Durations()


@pytest.mark.parametrize(
    ("contract", "latest", "buffer", "expected", "because"),
    [
        (FRIDAY, None, 0, FRIDAY, "the contract's day itself"),
        (FRIDAY, None, 3, date(2026, 5, 12), "three working days of room (C11)"),
        (date(2026, 5, 11), None, 2, date(2026, 5, 8), "9 May is a Saturday that is worked"),
        (date(2026, 5, 16), None, 0, FRIDAY, "nothing is shipped on a Saturday: the day before"),
        (FRIDAY, date(2026, 5, 13), 0, date(2026, 5, 13), "the letter of credit wants it sooner"),
        (FRIDAY, date(2026, 5, 20), 0, FRIDAY, "the letter of credit gives more time than the contract"),
        (None, date(2026, 5, 13), 1, date(2026, 5, 12), "only the letter of credit says a day"),
        (date(2026, 5, 3), None, 0, date(2026, 4, 30), "the days off of May are passed over"),
        (None, None, 3, None, "no day is promised"),
    ],
)
def test_the_internal_day_of_shipment(
    contract: date | None, latest: date | None, buffer: int, expected: date | None, because: str
) -> None:
    assert shipment_day(contract, latest, buffer, CALENDAR) == expected, because


def test_stages_count_backwards_from_the_shipment_and_forwards_behind_it() -> None:
    assert planned(FRIDAY, USUAL, CALENDAR, "produce") == {
        S.CONFIRMED: date(2026, 4, 7),
        S.COST_RECHECKED: date(2026, 4, 8),
        S.COORDINATED: date(2026, 4, 10),
        S.RELEASED: date(2026, 4, 14),
        S.MATERIAL: date(2026, 4, 23),
        S.IN_PRODUCTION: date(2026, 4, 23),
        S.INSPECTED: date(2026, 5, 11),
        S.PACKED: date(2026, 5, 13),
        S.SHIPPED: FRIDAY,
        S.ARRIVED: date(2026, 6, 14),
        S.FEEDBACK: date(2026, 6, 21),
        S.CLOSED: date(2026, 6, 28),
    }


@pytest.mark.parametrize(
    ("mode", "cycle", "stage", "expected", "because"),
    [
        ("produce", 30, S.IN_PRODUCTION, date(2026, 4, 9), "30 calendar days before it is inspected"),
        ("", 15, S.IN_PRODUCTION, date(2026, 4, 23), "as long as nobody has said, it is made"),
        ("buy", 30, S.RELEASED, date(2026, 4, 9), "what is bought takes its supplier's 30 days"),
        ("buy", 5, S.RELEASED, date(2026, 4, 29), "but not less than material takes: 7 working days, 10 calendar days"),
        ("stock", 30, S.RELEASED, date(2026, 5, 9), "what is in stock needs neither: only its inspection"),
    ],
)
def test_the_way_that_the_goods_come_counts(mode: str, cycle: int, stage: Stage, expected: date, because: str) -> None:
    assert planned(FRIDAY, replace(USUAL, cycle=cycle), CALENDAR, mode)[stage] == expected, because


@pytest.mark.parametrize("mode", ["produce", "buy", "stock"])
def test_what_goes_by_plan_is_expected_on_plan(mode: str) -> None:
    plan = planned(FRIDAY, USUAL, CALENDAR, mode)
    start = plan[S.CONFIRMED]
    found = forecast(start, {S.CONFIRMED: start}, plan, USUAL, CALENDAR, mode)
    assert found == {stage: day for stage, day in plan.items() if stage is not S.CONFIRMED}


def test_an_order_that_begins_late_is_expected_late() -> None:
    plan = planned(FRIDAY, USUAL, CALENDAR, "produce")
    found = forecast(date(2026, 4, 10), {S.CONFIRMED: date(2026, 4, 10)}, plan, USUAL, CALENDAR, "produce")
    assert found[S.COST_RECHECKED] == date(2026, 4, 13)
    assert found[S.SHIPPED] == date(2026, 5, 20)
    assert found[S.ARRIVED] == date(2026, 6, 19)
    assert passed(plan, date(2026, 4, 10)) == [
        (S.CONFIRMED, 3),
        (S.COST_RECHECKED, 2),
    ]


def test_a_stage_that_is_early_brings_nothing_forward_and_nothing_is_expected_in_the_past() -> None:
    plan = planned(FRIDAY, USUAL, CALENDAR, "produce")
    early = forecast(date(2026, 4, 7), {S.MATERIAL: date(2026, 4, 7)}, plan, USUAL, CALENDAR, "produce")
    assert early[S.IN_PRODUCTION] == plan[S.IN_PRODUCTION]
    assert early[S.SHIPPED] == FRIDAY
    late = forecast(date(2026, 6, 1), {S.PACKED: date(2026, 5, 13)}, plan, USUAL, CALENDAR, "produce")
    assert late[S.SHIPPED] == date(2026, 6, 1)


@pytest.mark.parametrize("day", range(1, 32))
def test_stages_keep_their_order_whatever_the_day(day: int) -> None:
    plan = planned(date(2026, 5, day), USUAL, CALENDAR)
    assert list(plan) == list(LINE)
    assert list(plan.values()) == sorted(plan.values())
    assert all(CALENDAR.is_working_day(plan[each]) for each in LINE[: LINE.index(S.SHIPPED) + 1])


def test_a_delay_moves_what_is_still_to_come_and_the_plan_still_fits_behind_it() -> None:
    plan = planned(FRIDAY, USUAL, CALENDAR, "produce")
    late = moved(plan, date(2026, 5, 20), USUAL, CALENDAR, "produce")
    assert (late[S.PACKED], late[S.SHIPPED], late[S.ARRIVED]) == (
        date(2026, 5, 18),
        date(2026, 5, 20),
        date(2026, 6, 19),
    )
    start = {S.CONFIRMED: plan[S.CONFIRMED]}
    assert forecast(plan[S.CONFIRMED], start, late, USUAL, CALENDAR, "produce")[S.SHIPPED] == date(2026, 5, 20)
    assert moved(late, FRIDAY, USUAL, CALENDAR, "produce") == plan


@pytest.mark.parametrize(
    ("day", "promised", "late"),
    [(FRIDAY, FRIDAY, 0), (date(2026, 5, 20), FRIDAY, 5), (date(2026, 5, 1), FRIDAY, 0), (FRIDAY, None, 0)],
)
def test_late_is_measured_against_the_contract(day: date, promised: date | None, late: int) -> None:
    assert days_after(day, promised) == late


def test_a_calendar_without_working_days_is_refused_and_never_hangs() -> None:
    nothing = Calendar("Asia/Shanghai", hours=(), weekdays=())
    for count in (working_days_before, working_days_after):
        with pytest.raises(Refused, match="no working day"):
            count(nothing, FRIDAY, 1)
