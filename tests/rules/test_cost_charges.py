"""Insurance of 110 % of CIF, duty of CIF, commission of the total: reckoned under every term, and shown (Incoterms 2020)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from rules.charges import Reckoned, reckoned, settled
from rules.quote import Quote, QuoteLine, Rate

D = Decimal
LINE = QuoteLine(product="A", quantity=D(100), price=D("50"))
AMOUNTS = (("inland", D(100)), ("local", D(120)), ("freight", D(900)), ("destination", D(300)), ("unloading", D(80)))
BY = "Ana 2026-03-02"


def quote(term: str, price: str = "50", without: str = "", **told: str) -> Quote:
    charges = tuple(each for each in AMOUNTS if each[0] != without)
    shares = tuple((name, words, BY) for name, words in told.items())
    return Quote(
        lines=(replace(LINE, price=D(price)),), currency="USD", term=term, charges=charges, charges_told=shares
    )


def amount(name: str, told: Quote) -> Decimal | None:
    return next(each.amount for each in reckoned(told) if each.name == name)


@pytest.mark.parametrize(
    ("term", "price", "premium"),
    [
        ("CIF", "60", "19.80"),
        ("CIP", "60", "19.80"),
        ("CFR", "60", "19.87"),
        ("FOB", "50", "19.53"),
        ("EXW", "50", "20.26"),
        ("DAP", "60", "18.81"),
        ("DPU", "60", "18.55"),
    ],
)
def test_insurance_covers_110_per_cent_of_the_cif_value_under_every_term(term: str, price: str, premium: str) -> None:
    assert amount("insurance", quote(term, price, insurance="0.3%")) == D(premium)


def test_the_insured_value_holds_the_premium_itself() -> None:
    told = reckoned(quote("CFR", "60", insurance="0.3%"))[0]
    assert told.value is not None
    assert told.amount is not None
    assert abs(told.value - told.amount - 6000) < D("0.01"), "CIF less the premium is CFR"


def test_duty_is_of_the_cif_value_and_taken_out_of_a_ddp_price() -> None:
    assert amount("duty", quote("CIF", "60", duty="5%", insurance="0.3%")) == D("300.00")
    assert amount("duty", quote("DDP", "66", duty="5%", insurance="0.3%")) == D("300.00"), (
        "6600 - 300 = 6300 = 1.05 x 6000"
    )


def test_other_costs_are_of_the_total() -> None:
    assert amount("other_cost", quote("EXW", "50", other_cost="3%")) == D("150.00")


def test_what_is_missing_for_a_share_is_named_and_nothing_is_guessed() -> None:
    assert reckoned(quote("FOB", without="freight", insurance="0.3%")) == (
        Reckoned("insurance", D("0.3"), missing=("freight",)),
    )
    assert reckoned(quote("FOB", duty="5%"))[0].missing == ("insurance",)
    assert reckoned(quote("", insurance="0.3%"))[0].missing == ("term",)
    assert reckoned(quote("CIF", "0", insurance="0.3%"))[0].missing == ("price",)


def test_a_share_follows_the_price_and_an_amount_follows_the_rate() -> None:
    told = settled(quote("CIF", "60", insurance="0.3%"))
    assert dict(told.charges)["insurance"] == D("19.80")
    dearer = settled(replace(told, lines=(replace(LINE, price=D(120)),)))
    assert dict(dearer.charges)["insurance"] == D("39.60")
    freight = replace(quote("CIF", "60"), charges_told=(("freight", "6300 CNY", BY),))
    for rate, amount_of_it in (("7", D(900)), ("9", D(700))):
        rates = (Rate("USD", "CNY", D(rate), date(2026, 3, 2)),)
        assert dict(settled(replace(freight, rates=rates)).charges)["freight"] == amount_of_it
    assert "freight" not in dict(settled(freight).charges), "without a rate it is not known any more"


def test_settling_twice_changes_nothing() -> None:
    once = settled(quote("DDP", "66", duty="5%", insurance="0.3%", other_cost="2%"))
    assert settled(once) == once
