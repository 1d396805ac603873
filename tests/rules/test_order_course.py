"""By how much a stage is late, and which plain words mean an order."""

from __future__ import annotations

from datetime import date

import pytest

from rules.order_course import Course, Step
from rules.order_moves import Stage
from rules.order_named import command_meant

TODAY = date(2026, 4, 22)


def day(number: int) -> date:
    return date(2026, 4, number)


@pytest.mark.parametrize(
    ("step", "behind", "because"),
    [
        (Step(Stage.PACKED), None, "nothing was planned"),
        (Step(Stage.PACKED, day(24)), 0, "its day is still to come"),
        (Step(Stage.PACKED, day(20)), 2, "its day is over and it is not reached"),
        (Step(Stage.PACKED, day(24), day(29)), 5, "it is expected later than planned"),
        (Step(Stage.PACKED, day(20), day(21)), 2, "nothing is expected before today"),
        (Step(Stage.PACKED, day(20), day(29), day(20)), 0, "it was reached on its day, whatever was expected"),
        (Step(Stage.PACKED, day(20), None, day(18)), -2, "it was reached sooner"),
    ],
)
def test_a_stage_is_measured_against_the_day_that_was_planned(step: Step, behind: int | None, because: str) -> None:
    assert step.behind(TODAY) == behind, because


def test_the_axis_knows_every_day_and_today_while_it_goes_on() -> None:
    step = Step(Stage.PACKED, day(24), day(29))
    course = Course("88", "", Stage.CONFIRMED, TODAY, (step,), promised=day(30))
    assert course.days == (TODAY, day(24), day(29), day(30))
    assert Course("88", "", Stage.CLOSED, TODAY, (step,), is_ended=True).days == (day(24), day(29))
    assert Course("88", "", Stage.CLOSED, TODAY, (), is_ended=True).days == (TODAY,)


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("订单 88", "/order 88"),
        ("订单88", "/order 88"),
        ("查订单 PO-4711", "/order PO-4711"),
        ("订单：８８", "/order 88"),
        ("订单", "/order"),
        ("订单列表 延期", "/orders 延期"),
        ("收款 88", "/payments 88"),
        ("应收", "/receivables"),
        ("采购单88", "/po 88"),
        ("验货 订单88 合格", "/inspect 88 合格"),
        ("样品很好", ""),
        ("投诉太多", ""),
        ("order 88", "/order 88"),
        ("Order #88 timeline", "/order 88 timeline"),
        ("order more pumps please", ""),
        ("in order to win", ""),
        ("hello", ""),
        ("", ""),
    ],
)
def test_plain_words_that_mean_an_order_are_understood(words: str, command: str) -> None:
    assert command_meant(words) == command
