"""A quotation under another Incoterms rule: its unit prices as they would be offered, so that the paper adds up (R118)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal

from rules.charges import settled
from rules.incoterms import PAID, Rung, ladder
from rules.money import minor_digits
from rules.quote import Earned, Quote, QuoteLine, amount, earned, total

MOST_PLACES = 4
"""Decimal places of a unit price; traders write no more."""
CLOSE = Decimal("0.001")
"""Part of a position's amount by which rounding its unit price may raise it, before a further decimal place is taken."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A rung as it would be offered: the quotation with its prices and what it earns then; or what is missing for it."""

    rung: Rung
    quote: Quote | None = None
    earned: Earned | None = None

    @property
    def total(self) -> Decimal | None:
        return total(self.quote) if self.quote is not None else None


def offers(quote: Quote, base: str = "revenue") -> tuple[Offered, ...]:
    """Every rung of the ladder from what the quotation is now, the lowest price first. Empty without a term or prices."""
    if quote.term not in PAID or not total(quote):
        return ()
    found = ladder(quote.term, total(quote), earned(quote, base).profit, dict(quote.charges), base)
    return tuple(_offered(quote, each, base) for each in found)


def offer(quote: Quote, term: str, base: str = "revenue") -> Offered | None:
    """The quotation under that rule, which need not be a usual rung; None without a term or prices."""
    if quote.term not in PAID or not total(quote):
        return None
    found = ladder(quote.term, total(quote), earned(quote, base).profit, dict(quote.charges), base, also=term)
    return _offered(quote, next(each for each in found if each.term == term), base)


def _offered(quote: Quote, rung: Rung, base: str) -> Offered:
    if rung.price is None:
        return Offered(rung)
    if rung.term == quote.term:
        return Offered(rung, quote, earned(quote, base))
    lines = raised(quote.lines, rung.price / total(quote), quote.currency)
    told = settled(replace(quote, term=rung.term, lines=lines))
    return Offered(rung, told, earned(told, base))


def raised(lines: Sequence[QuoteLine], factor: Decimal, currency: str) -> tuple[QuoteLine, ...]:
    """The positions with prices times the factor: charges go over the positions by their value, never below what they cost."""
    return tuple(
        each if each.price is None else replace(each, price=_unit_price(each, each.price * factor, currency))
        for each in lines
    )


def _unit_price(line: QuoteLine, exact: Decimal, currency: str) -> Decimal:
    """Rounded up to as few places as keep the position's amount close to what it was to be."""
    least = max(minor_digits(currency), _places(line.price or Decimal()))
    price = exact
    for places in range(least, max(least, MOST_PLACES) + 1):
        price = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_CEILING)
        if amount(replace(line, price=price), currency) - exact * (line.quantity or 1) <= _near(line, exact):
            break
    return price


def _near(line: QuoteLine, exact: Decimal) -> Decimal:
    return exact * (line.quantity or 1) * CLOSE


def _places(price: Decimal) -> int:
    exponent = price.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
