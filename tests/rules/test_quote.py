"""A quotation: what is missing, what it comes to, what it earns, and what leaves the range (R117, R118, R126, annex A.8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.approval import content_hash
from rules.money import rounded
from rules.quote import (
    MISSING,
    Quote,
    QuoteLine,
    Rate,
    amount,
    converted,
    cost_sheet,
    counted,
    earned,
    earned_by,
    missing,
    outside_range,
    total,
)
from rules.quote_plain import from_plain, to_plain

D = Decimal
DAY = date(2026, 3, 2)
LINE = QuoteLine(
    product="LED-5050",
    names=(("en", "LED strip"), ("zh", "LED灯带")),
    quantity=D(2000),
    price=D("3.20"),
    costs=(("raw_material", D(14)), ("labour", D(3))),
    cost_currency="CNY",
    base=D("3.20"),
    floor=D("2.90"),
    ceiling=D("3.60"),
    range_currency="USD",
)
FULL = Quote(
    lines=(LINE,), currency="USD", term="EXW", place="Yiwu", payment="T/T", delivery="30 days", packaging="carton",
    valid_until=DAY, contact="Eva", company="Kunde", rates=(Rate("USD", "CNY", D("7.12"), DAY, "ecb"),),
)  # fmt: skip


def with_line(**values: Any) -> Quote:
    return replace(FULL, lines=(replace(LINE, **values),))


LACKING = [
    (replace(FULL, lines=()), ("lines",)),
    (with_line(names=()), ("names",)),
    (with_line(product=""), ("specification",)),
    (with_line(product="", specification="24 V"), ()),
    (with_line(quantity=None), ("quantity",)),
    (with_line(quantity=D(0)), ("quantity",)),
    (with_line(price=None), ("price",)),
    (with_line(price=D(0)), ("price",)),
    (replace(FULL, currency=""), ("currency",)),
    (replace(FULL, term=""), ("term",)),
    (replace(FULL, place=""), ("place",)),
    (replace(FULL, payment=""), ("payment",)),
    (replace(FULL, delivery=""), ("delivery",)),
    (replace(FULL, packaging=""), ("packaging",)),
    (replace(with_line(packaging="reel"), packaging=""), ()),
    (replace(FULL, valid_until=None), ("valid_until",)),
    (replace(FULL, contact=""), ()),
    (replace(FULL, contact="", company=""), ("contact",)),
    (FULL, ()),
]


@pytest.mark.parametrize(("quote", "lacks"), LACKING)
def test_each_field_of_r118_is_missed_when_it_is_empty(quote: Quote, lacks: tuple[str, ...]) -> None:
    assert missing(quote) == lacks


def test_of_an_empty_quotation_nearly_everything_is_missing_in_the_order_of_asking() -> None:
    lacks = missing(Quote())
    assert lacks == tuple(each for each in MISSING if each in lacks)
    assert set(MISSING) - set(lacks) == {"names", "specification", "quantity", "price"}


AMOUNTS = [
    ("2000", "3.20", "USD", "6400.00"),
    ("3", "0.335", "USD", "1.01"),
    ("7", "1.5", "JPY", "11"),
    ("0.125", "10", "KWD", "1.250"),
]


@pytest.mark.parametrize(("quantity", "price", "currency", "told"), AMOUNTS)
def test_an_amount_has_the_places_of_its_currency(quantity: str, price: str, currency: str, told: str) -> None:
    assert str(amount(QuoteLine(quantity=D(quantity), price=D(price)), currency)) == told


def test_while_a_figure_is_not_known_the_amount_is_zero() -> None:
    assert amount(QuoteLine(quantity=D(3)), "USD") == 0
    assert amount(QuoteLine(price=D(3)), "USD") == 0


def test_an_alternative_is_offered_and_not_counted() -> None:
    quote = replace(FULL, lines=(LINE, replace(LINE, alternative=True, price=D(9))))
    assert total(quote) == D("6400.00")
    assert counted(quote) == (LINE,)


lines = st.builds(
    QuoteLine,
    quantity=st.decimals(min_value=0, max_value=10**6, places=3),
    price=st.decimals(min_value=0, max_value=10**4, places=4),
    alternative=st.booleans(),
)


@given(st.lists(lines, max_size=20), st.sampled_from(["USD", "JPY", "KWD"]))
def test_a_total_adds_up_on_paper(told: list[QuoteLine], currency: str) -> None:
    quote = Quote(lines=tuple(told), currency=currency)
    printed = [amount(each, currency) for each in told if not each.alternative]
    assert total(quote) == sum(printed, D()) == rounded(sum(printed, D()), currency)


def test_what_it_earns_is_revenue_less_costs_in_the_quotations_currency() -> None:
    found = earned(FULL)
    assert (found.revenue, found.unknown) == (D("6400.00"), ())
    assert found.cost == D(17) * 2000 / D("7.12")
    assert found.profit == found.revenue - found.cost
    assert found.margin == found.profit / D("6400.00")


def test_the_margin_on_costs_is_another_one() -> None:
    found = earned(FULL, "cost")
    assert found.margin == (found.revenue - found.cost) / found.cost


MARGINS = [("950", "1000", "0.05"), ("950.01", "1000", "0.04999"), ("1000", "1000", "0"), ("1100", "1000", "-0.1")]


@pytest.mark.parametrize(("cost", "price", "margin"), MARGINS)
def test_a_margin_is_never_rounded_before_it_is_compared(cost: str, price: str, margin: str) -> None:
    quote = with_line(quantity=D(1), price=D(price), costs=(("purchase_price", D(cost)),), cost_currency="USD")
    assert earned(quote).margin == D(margin)


UNKNOWN = [
    (with_line(costs=()), ("cost:LED-5050",)),
    (replace(FULL, rates=()), ("rate:CNY",)),
    (replace(FULL, term="FOB"), ("charge:inland", "charge:local")),
    (replace(FULL, term="FOB", charges=(("inland", D(1)),)), ("charge:local",)),
]


@pytest.mark.parametrize(("quote", "why"), UNKNOWN)
def test_a_margin_that_cannot_be_told_says_why_and_is_never_guessed(quote: Quote, why: tuple[str, ...]) -> None:
    found = earned(quote)
    assert (found.unknown, found.profit, found.margin) == (why, None, None)


def test_charges_that_the_term_holds_are_costs_and_others_are_not() -> None:
    charges = (("inland", D(100)), ("local", D(50)), ("freight", D(900)))
    plain = earned(FULL).cost
    assert earned(replace(FULL, charges=charges)).cost == plain
    assert earned(replace(FULL, term="FOB", charges=charges)).cost == plain + 150
    assert earned(replace(FULL, term="CFR", charges=charges)).cost == plain + 1050


def test_without_revenue_there_is_no_margin() -> None:
    assert earned(with_line(price=D(0))).margin is None
    assert earned_by(replace(LINE, price=None), FULL).margin is None


CONVERTED = [
    ("USD", "USD", "10", "10"),
    ("USD", "CNY", "10", "71.2"),
    ("CNY", "USD", "71.2", "10"),
    ("EUR", "USD", "10", None),
]


@pytest.mark.parametrize(("source", "target", "value", "told"), CONVERTED)
def test_an_amount_is_converted_in_either_direction_and_never_without_a_rate(
    source: str, target: str, value: str, told: str | None
) -> None:
    assert converted(D(value), source, target, FULL.rates) == (None if told is None else D(told))


RANGE = [("2.89", "floor"), ("2.90", ""), ("3.20", ""), ("3.60", ""), ("3.61", "ceiling")]


@pytest.mark.parametrize(("price", "side"), RANGE)
def test_a_price_outside_its_range_is_told_and_the_limits_belong_to_it(price: str, side: str) -> None:
    assert outside_range(replace(LINE, price=D(price)), FULL) == side


def test_a_range_in_another_currency_is_compared_by_the_rate() -> None:
    line = replace(LINE, floor=D(20), ceiling=D(25), range_currency="CNY")
    assert outside_range(replace(line, price=D("2.80")), FULL) == "floor"
    assert outside_range(replace(line, price=D("3.00")), FULL) == ""
    assert outside_range(line, replace(FULL, rates=())) == ""


def test_the_cost_sheet_adds_each_cost_line_over_the_counted_positions() -> None:
    quote = replace(FULL, lines=(LINE, replace(LINE, quantity=D(1)), replace(LINE, alternative=True)))
    sheet = cost_sheet(quote)
    assert sheet["raw_material"] == D(14) * 2000 / D("7.12") + D(14) / D("7.12")
    assert sheet["tax"] == 0


def test_a_name_is_told_in_the_readers_language_or_another() -> None:
    assert [LINE.name(each) for each in ("zh", "en", "fr")] == ["LED灯带", "LED strip", "LED strip"]
    assert QuoteLine(product="X-1").name() == "X-1"


def test_a_quotation_is_read_back_as_it_was_written() -> None:
    quote = replace(
        FULL, charges=(("freight", D("900.50")),), assumptions=("carton",), origins=(("payment", "company"),)
    )
    assert from_plain(to_plain(quote)) == quote
    assert from_plain({}) == Quote()
    assert from_plain(to_plain(quote) | {"unheard_of": 1}) == quote


CHANGES = [
    {"currency": "EUR"},
    {"payment": "L/C"},
    {"valid_until": date(2026, 3, 3)},
    {"lines": (replace(LINE, price=D("3.21")),)},
    {"lines": (replace(LINE, quantity=D(2001)),)},
    {"lines": (LINE, LINE)},
    {"reason": "large"},
]


@pytest.mark.parametrize("values", CHANGES)
def test_whatever_is_changed_changes_the_hash(values: dict[str, Any]) -> None:
    assert content_hash(to_plain(replace(FULL, **values))) != content_hash(to_plain(FULL))
