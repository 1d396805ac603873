"""A newer rate of exchange against an offer that stands: how far it moved, the margin and the floor by it (R126, R142)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from rules.quote import Quote, QuoteLine, Rate
from rules.quote_drift import Drift, drifted

OLD = Rate("USD", "CNY", Decimal("7.10"), date(2026, 3, 2), "ecb")
LINE = QuoteLine(
    "LED-5050", (("en", "Lamp"),), quantity=Decimal(1000), price=Decimal("3.20"), costs=(("purchase_price", Decimal(21)),),
    cost_currency="CNY", floor=Decimal(22), range_currency="CNY",
)  # fmt: skip
QUOTE = Quote(lines=(LINE,), currency="USD", term="EXW", rates=(OLD,))


def against(rate: Rate, percent: str = "2", threshold: str = "5", quote: Quote = QUOTE) -> Drift:
    now = replace(quote, rates=(rate,))
    return drifted(quote, now, percent=Decimal(percent), threshold=Decimal(threshold))


def rate(value: str, source: str = "USD", target: str = "CNY", on: date = date(2026, 3, 9)) -> Rate:
    return Rate(source, target, Decimal(value), on, "entered by Ana")


@pytest.mark.parametrize(
    ("value", "is_moved", "because"),
    [
        ("7.10", False, "it is what it was"),
        ("7.2420", False, "exactly two per cent is not beyond them"),
        ("7.2421", True, "beyond two per cent upwards"),
        ("6.9580", False, "exactly two per cent downwards"),
        ("6.9579", True, "beyond two per cent downwards"),
    ],
)
def test_only_beyond_the_percentage_counts(value: str, is_moved: bool, because: str) -> None:
    assert bool(against(rate(value)).moved) is is_moved, because


def test_a_rate_that_was_told_the_other_way_round_is_the_same_rate() -> None:
    (moved,) = against(rate("0.125", "CNY", "USD")).moved
    assert (moved.new.source, moved.new.target, moved.new.value) == ("USD", "CNY", Decimal(8))
    assert round(moved.percent, 2) == Decimal("12.68")


def test_a_price_that_falls_below_the_floor_is_told_though_the_rate_moved_little() -> None:
    told = against(rate("6.86"), percent="10")
    assert (told.moved, told.below_floor, told.is_told) == ((), ("LED-5050",), True)


def test_what_was_below_the_floor_before_is_no_news() -> None:
    low = replace(QUOTE, lines=(replace(LINE, floor=Decimal(30)),))
    assert against(rate("7.09"), quote=low).below_floor == ()


def test_a_margin_that_falls_below_the_threshold_is_told_and_one_that_was_is_not() -> None:
    assert against(rate("6.80"), percent="10").is_below
    assert not against(rate("6.80"), percent="10", threshold="20").is_below
    assert not against(rate("7.50"), percent="10").is_below


def test_an_offer_in_one_currency_never_drifts() -> None:
    plain = replace(QUOTE, currency="CNY", rates=())
    assert not drifted(plain, plain, percent=Decimal(0), threshold=Decimal(5)).is_told
