"""A margin as people read it: never rounded to the other side of the threshold (annex A.8)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from rules.quote import Earned

_MOST_PLACES = 8


def below(margin: Decimal | None, threshold: Decimal) -> bool:
    """Whether a margin (a part of one) is below the threshold (per cent): strictly, and unrounded (R122)."""
    return margin is not None and margin * 100 < threshold


def shown_margin(margin: Decimal | None, threshold: Decimal) -> str:
    """In per cent with two places, or as many as show on which side of the threshold it is: 4.80, 4.9999; "?" if unknown."""
    if margin is None:
        return "?"
    percent = margin * 100
    for places in range(2, _MOST_PLACES):
        told = percent.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
        if (told < threshold) == (percent < threshold) and (told < 0) == (percent < 0):
            return f"{told:f}"
    return f"{percent:f}"


def is_loss(earned: Earned) -> bool:
    return earned.profit is not None and earned.profit < 0
