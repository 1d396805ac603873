"""What production and purchasing answer, in whatever words; and which position it confirms (R115, R143)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from rules.permission import Role
from rules.quote import QuoteLine
from rules.refusal import Refused
from rules.supply import Answer, Supply, answered_for, asked_of, cycle, is_bought, read_answer, unconfirmed

D = Decimal
READ: tuple[tuple[str, Answer], ...] = (
    ("30", Answer("yes", 30)),
    ("yes", Answer("yes")),
    ("yes 30", Answer("yes", 30)),
    ("30 days, 1.95", Answer("yes", 30, D("1.95"))),
    ("30 1.95", Answer("yes", 30, D("1.95"))),
    ("ok 30d 1.95 USD", Answer("yes", 30, D("1.95"), "USD")),
    ("yes, 25 days, cost 1,200.50 CNY", Answer("yes", 25, D("1200.50"), "CNY")),
    ("ok 30 days at $1.95 FOB", Answer("yes", 30, D("1.95"), "USD", "FOB")),
    ("可以 30天 成本1.95", Answer("yes", 30, D("1.95"))),
    ("可以，３０天，成本１.９５元", Answer("yes", 30, D("1.95"), "CNY")),
    ("好的30天", Answer("yes", 30)),
    ("45天 2.1元", Answer("yes", 45, D("2.1"), "CNY")),
    ("4 weeks", Answer("yes", 28)),
    ("3-4 weeks, cost 2 RMB", Answer("yes", 28, D(2), "CNY")),
    ("30到35天", Answer("yes", 35)),
    ("2个月", Answer("yes", 60)),
    ("partly: 500 pcs now, 20 days", Answer("partly", 20, note="500 pcs now")),
    ("部分 只有500个 20天", Answer("partly", 20, note="只有500个")),
    ("partly 500 pcs now, 20", Answer("partly", 20, note="500 pcs now")),
    ("no, mould broken", Answer("no", note="mould broken")),
    ("不行 模具坏了", Answer("no", note="模具坏了")),
    ("没货", Answer("no")),
    ("没问题 20天", Answer("yes", 20)),
    ("1.95", Answer("", None, D("1.95"))),
    ("2 CNY", Answer("", None, D(2), "CNY")),
    ("yes 1.95 CNY, 30 days", Answer("yes", 30, D("1.95"), "CNY")),
    ("yes 30 days 2 CNY, needs deposit of 30 %", Answer("yes", 30, D(2), "CNY", "needs deposit of 30 %")),
)


@pytest.mark.parametrize(("text", "expected"), READ)
def test_an_answer_is_read_as_people_write_it(text: str, expected: Answer) -> None:
    told = read_answer(text)
    assert (told.answer, told.days, told.cost, told.currency) == (
        expected.answer, expected.days, expected.cost, expected.currency,
    )  # fmt: skip
    if expected.note:
        assert told.note == expected.note


@pytest.mark.parametrize("text", ["hello", "only 500 available", "?", "", "0 days"])
def test_what_is_no_answer_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(Refused, match="30 days, 1.95 CNY"):
        read_answer(text)


def test_impossible_days_are_refused() -> None:
    with pytest.raises(Refused, match="9999 days cannot be"):
        read_answer("9999 days")


def test_hostile_answers_take_no_time() -> None:
    for text in ("30 days " * 3000, "1." * 10000, "$" * 20000, "no " * 10000):
        try:
            read_answer(text)
        except Refused:
            continue


LED = QuoteLine(product="LED-5050", names=(("en", "LED strip"),), quantity=D(2000))


@pytest.mark.parametrize(
    ("costs", "roles"),
    [
        ((("raw_material", D(1)), ("labour", D(1))), {Role.PRODUCTION}),
        ((("purchase_price", D(1)), ("packaging_cost", D(1))), {Role.PURCHASING}),
        ((("purchase_price", D(1)), ("production", D(1))), set()),
        ((("transport", D(1)),), set()),
        ((), set()),
    ],
)
def test_who_is_asked_follows_from_the_costs(costs: tuple[tuple[str, Decimal], ...], roles: set[Role]) -> None:
    assert asked_of(replace(LED, costs=costs)) == roles


def test_a_cost_is_a_purchase_price_by_the_position_and_else_by_who_told_it() -> None:
    bought = replace(LED, costs=(("purchase_price", D(1)),))
    assert is_bought(bought, frozenset({"production"}))
    assert is_bought(LED, frozenset({"purchasing"}))
    assert not is_bought(LED, frozenset({"production", "purchasing"}))


def supply(number: int, quantity: int, answer: str = "yes", days: int | None = 30, product: str = "led-5050") -> Supply:
    return Supply(number, product, D(quantity), answer, days, 5)


def test_an_answer_holds_for_its_product_and_for_no_more_than_was_asked() -> None:
    assert answered_for(LED, [supply(1, 2000)]) == supply(1, 2000)
    assert answered_for(LED, [supply(1, 1999)]) is None
    assert answered_for(LED, [supply(1, 5000), supply(2, 3000, "no", None)]) == supply(2, 3000, "no", None), (
        "the newest"
    )
    assert answered_for(LED, [supply(1, 5000, "")]) is None
    assert answered_for(LED, [supply(1, 5000, product="LED")]) is None


def test_a_position_is_unconfirmed_until_all_of_it_can_be_had() -> None:
    lines = (LED, replace(LED, product="QJ-200"))
    assert unconfirmed(lines, []) == (1, 2)
    assert unconfirmed(lines, [supply(1, 2000)]) == (2,)
    assert unconfirmed(lines, [supply(1, 2000, "partly")]) == (1, 2)
    assert unconfirmed((), []) == ()


def test_the_production_cycle_of_a_quotation_is_the_longest_of_its_positions() -> None:
    lines = (LED, replace(LED, product="QJ-200"))
    assert cycle(lines, [supply(1, 2000), supply(2, 2000, days=45, product="QJ-200")]) == 45
    assert cycle(lines, []) is None
