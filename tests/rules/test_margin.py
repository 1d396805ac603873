"""Annex A.8 as people read it: a margin is never shown on the other side of the threshold (R122)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rules.margin import below, is_loss, shown_margin
from rules.quote import Earned

D = Decimal


@pytest.mark.parametrize(
    ("revenue", "cost", "base", "shown", "is_below"),
    [
        ("10000.00", "9520.00", "revenue", "4.80", True),
        ("10000.00", "9520.00", "cost", "5.04", False),
        ("10000.00", "9500.00", "revenue", "5.00", False),
        ("10000.00", "9500.01", "revenue", "4.9999", True),
        ("10000.00", "10100.00", "revenue", "-1.00", True),
        ("10000.00", "10100.00", "cost", "-0.99", True),
        ("10000000.00", "10000000.01", "revenue", "-0.0000001", True),
        ("0", "10", "revenue", "?", False),
    ],
)
def test_the_worked_examples(revenue: str, cost: str, base: str, shown: str, is_below: bool) -> None:
    earned = Earned("USD", D(revenue), D(cost), base)
    assert shown_margin(earned.margin, D(5)) == shown
    assert below(earned.margin, D(5)) is is_below


def test_a_loss_is_a_profit_below_zero_and_what_is_not_known_is_none() -> None:
    assert is_loss(Earned("USD", D(10), D(11)))
    assert not is_loss(Earned("USD", D(10), D(10)))
    assert not is_loss(Earned("USD", D(10), D(11), unknown=("cost:A",)))
