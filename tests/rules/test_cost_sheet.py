"""The cost sheet of form B6: what a change makes of it, who told what, and rates that are never invented (R117, R120)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from rules.cost_sheet import (
    Source,
    estimated,
    estimated_charges,
    source_of,
    sources,
    with_answer,
    with_change,
    without_costs,
)
from rules.cost_words import read_costs
from rules.quote import Quote, QuoteLine, Rate, earned
from rules.refusal import Refused

D = Decimal
DAY = date(2026, 3, 2)
LED = QuoteLine(product="LED-5050", names=(("en", "LED strip"),), quantity=D(2000), price=D("3.20"))
PUMP = QuoteLine(product="QJ-200", names=(("en", "Pump"),), quantity=D(10), price=D("50"))
RATE = Rate("USD", "CNY", D("7"), DAY, "ecb")
QUOTE = Quote(lines=(LED, PUMP), currency="USD", term="EXW", place="works", rates=(RATE,))


def after(text: str, quote: Quote = QUOTE) -> Quote:
    changes, wrong = read_costs(text, [each.product for each in quote.lines])
    assert wrong == []
    for each in changes:
        quote = with_change(quote, each, "CNY", "Ana", DAY)
    return quote


def test_a_cost_without_a_currency_is_in_the_companys_own_and_later_ones_follow_the_first() -> None:
    told = after("1 raw 10\n1 labour 2").lines[0]
    assert (told.costs, told.cost_currency) == ((("raw_material", D(10)), ("labour", D(2))), "CNY")
    assert after("1 raw 1.5 USD\n1 labour 2").lines[0].cost_currency == "USD"


def test_a_cost_in_another_currency_than_the_others_of_its_position_is_converted_by_the_stored_rate() -> None:
    told = after("1 raw 10 CNY\n1 labour 1 USD").lines[0]
    assert told.costs == (("raw_material", D(10)), ("labour", D(7)))
    assert after("1 raw 1 USD\n1 labour 10 CNY").lines[0].costs[1] == ("labour", D("1.428571"))


def test_a_rate_that_is_not_there_is_never_invented() -> None:
    with pytest.raises(Refused, match="no exchange rate between EUR and CNY"):
        after("1 raw 10 CNY\n1 labour 1 EUR")
    with pytest.raises(Refused, match="no exchange rate between EUR and USD"):
        after("freight 900 EUR")


def test_a_position_is_named_by_its_place_its_product_or_because_it_is_the_only_one() -> None:
    assert after("2 raw 1 CNY").lines[1].costs == (("raw_material", D(1)),)
    assert after("qj-200 raw 1 CNY").lines[1].costs == (("raw_material", D(1)),)
    assert after("raw 1 CNY", replace(QUOTE, lines=(PUMP,))).lines[0].costs == (("raw_material", D(1)),)
    for text in ("raw 1 CNY", "3 raw 1 CNY", "0 raw 1 CNY"):
        with pytest.raises(Refused, match="has 2 positions"):
            after(text)


def test_a_cost_of_the_whole_position_is_divided_over_its_units() -> None:
    assert after("1 packing 300 CNY total").lines[0].costs == (("packaging_cost", D("0.15")),)
    with pytest.raises(Refused, match="Say the quantity first"):
        after("1 packing 300 CNY total", replace(QUOTE, lines=(replace(LED, quantity=None),)))


def test_a_cost_is_taken_away_by_a_dash_and_its_source_with_it() -> None:
    told = after("1 raw 10 CNY labour 2 CNY\n1 raw -").lines[0]
    assert told.costs == (("labour", D(2)),)
    assert sources(told) == {"labour": Source("Ana", DAY)}


def test_who_told_which_cost_and_when_is_kept_line_by_line_with_estimates_marked() -> None:
    base = replace(LED, costs=(("raw_material", D(9)),), cost_currency="CNY", cost_source="costs.xlsx, 2026-02-20")
    told = after("1 labour ~2 CNY", replace(QUOTE, lines=(base,)))
    assert sources(told.lines[0]) == {
        "": Source("costs.xlsx", date(2026, 2, 20)),
        "labour": Source("Ana", DAY, estimate=True),
    }
    assert estimated(told) == (1,)
    assert "" not in sources(after("1 raw 10 CNY", told).lines[0]), "everything the table told has been told anew"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Ana 2026-03-02", Source("Ana", DAY)),
        ("~Ana 2026-03-02", Source("Ana", DAY, estimate=True)),
        ("costs.xlsx, 2026-03-02", Source("costs.xlsx", DAY)),
        ("the boss", Source("the boss")),
        ("Ana 2026-13-45", Source("Ana 2026-13-45")),
        ("", Source("")),
    ],
)
def test_a_source_is_read_back(words: str, expected: Source) -> None:
    assert source_of(words) == expected


def test_charges_are_for_the_whole_in_the_quotations_currency_and_keep_how_they_were_told() -> None:
    told = after("freight ~6300 CNY\ninland 100")
    assert told.charges == (("inland", D(100)), ("freight", D(900)))
    assert told.charges_told == (("freight", "~6300 CNY", "Ana 2026-03-02"), ("inland", "100 USD", "Ana 2026-03-02"))
    assert estimated_charges(told) == ("freight",)
    assert after("freight -", told).charges == (("inland", D(100)),)


def test_the_reason_of_the_price_is_kept() -> None:
    assert after("reason big order, old friend").reason == "big order, old friend"


def test_the_answer_of_purchasing_replaces_the_purchase_price_and_that_of_production_what_making_costs() -> None:
    told = after("1 raw 10 CNY labour 2 CNY pack 1 CNY purchase 5 CNY").lines[0]
    source = Source("Paul", DAY)
    made = with_answer(told, QUOTE, D("11.5"), "CNY", bought=False, source=source)
    assert dict(made.costs) == {"production": D("11.5"), "packaging_cost": D(1), "purchase_price": D(5)}
    bought = with_answer(told, QUOTE, D(1), "USD", bought=True, source=source)
    assert dict(bought.costs)["purchase_price"] == D(7), "converted to the currency of the other costs"
    assert sources(bought)["purchase_price"] == source
    with pytest.raises(Refused, match="no exchange rate"):
        with_answer(told, QUOTE, D(1), "GBP", bought=True, source=source)


def test_positions_without_a_cost_are_named_and_alternatives_need_none() -> None:
    assert without_costs(after("1 raw 10 CNY")) == (2,)
    assert without_costs(replace(QUOTE, lines=(LED, replace(PUMP, alternative=True)))) == (1,)


def test_other_costs_of_the_whole_count_under_every_term() -> None:
    costs = (("raw_material", D(14)),)
    quote = replace(QUOTE, lines=(replace(LED, costs=costs, cost_currency="CNY"),))
    assert earned(quote).profit == D(2400)
    assert earned(after("other 5%", quote)).profit == D(2400) - D(320)
    assert earned(after("other 50", quote)).profit == D(2350)
