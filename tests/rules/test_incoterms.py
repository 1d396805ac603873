"""Incoterms 2020: whose charges are in the price, and the ladder of prices over the rules (R118)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.incoterms import BY_SEA, CHARGES, PAID, ladder, rungs

D = Decimal
ALL = dict(zip(CHARGES, map(D, (100, 50, 900, 20, 300, 80, 700)), strict=True))
"""Inland, local, freight, insurance, destination, unloading, duty."""

PRICES = [
    ("EXW", 0),
    ("FCA", 150),
    ("FAS", 150),
    ("FOB", 150),
    ("CFR", 1050),
    ("CPT", 1050),
    ("CIF", 1070),
    ("CIP", 1070),
    ("DAP", 1370),
    ("DPU", 1450),
    ("DDP", 2070),
]


def test_there_are_eleven_rules_and_their_charges_are_known() -> None:
    assert [term for term, _ in PRICES] == list(PAID)
    assert {each for charges in PAID.values() for each in charges} == set(CHARGES)
    assert set(PAID) >= BY_SEA


@pytest.mark.parametrize(("term", "charges"), PRICES)
def test_a_price_holds_the_charges_that_its_rule_puts_on_the_seller(term: str, charges: int) -> None:
    assert sum(ALL[each] for each in PAID[term]) == charges


def test_over_the_ladder_the_profit_stays_and_the_margin_falls() -> None:
    found = {each.term: each for each in ladder("FOB", D(10_000), D(1_000), ALL)}
    assert [(term, rung.price) for term, rung in found.items()] == [
        ("EXW", D(9_850)), ("FOB", D(10_000)), ("CFR", D(10_900)), ("CIF", D(10_920)), ("DDP", D(11_920)),
    ]  # fmt: skip
    assert {rung.profit for rung in found.values()} == {D(1_000)}
    margins = [rung.margin for rung in found.values() if rung.margin is not None]
    assert margins == sorted(margins, reverse=True)
    assert found["FOB"].margin == D("0.1")


def test_a_rung_whose_charge_nobody_has_told_has_no_price_but_says_what_lacks() -> None:
    found = {each.term: each for each in ladder("FOB", D(10_000), D(1_000), {"inland": D(100), "local": D(50)})}
    assert (found["CFR"].price, found["CFR"].missing) == (None, ("freight",))
    assert found["CIF"].missing == ("freight", "insurance")
    assert found["EXW"].price == D(9_850)


def test_charges_that_eat_up_the_price_leave_no_rung() -> None:
    assert {each.term: each.price for each in ladder("CFR", D(1000), D(10), ALL)}["EXW"] is None


def test_the_own_rung_always_stands_and_what_is_not_known_of_it_is_not_taken_off() -> None:
    found = {each.term: each for each in ladder("CIF", D(10_000), None, {"inland": D(100), "local": D(50)})}
    assert (found["CIF"].price, found["CIF"].margin) == (D(10_000), None)
    assert found["FOB"].price is None
    assert set(found["FOB"].missing) == {"freight", "insurance"}


RUNGS = [
    ("FOB", ("EXW", "FOB", "CFR", "CIF", "DDP")),
    ("FAS", ("EXW", "FAS", "FOB", "CFR", "CIF", "DDP")),
    ("FCA", ("EXW", "FCA", "CPT", "CIP", "DDP")),
    ("DAP", ("EXW", "FCA", "CPT", "CIP", "DAP", "DDP")),
    ("EXW", ("EXW", "FOB", "CFR", "CIF", "DDP")),
]


@pytest.mark.parametrize(("term", "told"), RUNGS)
def test_goods_that_do_not_go_by_sea_have_other_rungs(term: str, told: tuple[str, ...]) -> None:
    assert rungs(term) == told


@given(st.sampled_from(sorted(PAID)), st.decimals(min_value=5000, max_value=10**6, places=2))
def test_the_ladder_leads_back_to_where_one_came_from(term: str, price: Decimal) -> None:
    for rung in ladder(term, price, D(10), ALL):
        assert rung.price is not None
        back = {each.term: each.price for each in ladder(rung.term, rung.price, D(10), ALL)}
        assert term not in back or back[term] == price
