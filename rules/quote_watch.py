"""Whether two colleagues quote one buyer, or one undercuts what the other has open for the same product (R45)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from rules.quote import Quote, QuoteLine, Rate, converted, counted
from rules.quote_moves import OUTSIDE, PENDING, QuoteState
from rules.same_buyer import folded, spellings

WATCHED = frozenset({*PENDING, QuoteState.APPROVED, *OUTSIDE})
"""States in which somebody quotes: submitted, released, or with the customer. A mere draft is none yet."""


@dataclass(frozen=True, slots=True)
class Undercut:
    """A product that is offered lower than the colleague offers it; prices per unit, each in its quotation's currency."""

    product: str
    price: Decimal
    currency: str
    other_price: Decimal
    other_currency: str


def same_company(one: Quote, other: Quote) -> bool:
    """Whether both are made out to a company of the same name, in whatever spelling."""
    return not set(spellings(one.company)).isdisjoint(spellings(other.company))


def undercuts(quote: Quote, other: Quote, *, one_buyer: bool) -> tuple[Undercut, ...]:
    """The products that the first quotation offers lower than the second.

    To another buyer only what nothing explains counts: the same trade term, and no larger quantity. Prices of two currencies
    are compared by a rate of either quotation, and not at all without one.
    """
    theirs = {key: each for each in counted(other) for key in _keys(each)}
    found: dict[int, Undercut] = {}
    for number, mine in enumerate(counted(quote)):
        line = next((theirs[key] for key in _keys(mine) if key in theirs), None)
        if line is None or not (one_buyer or _is_alike(quote, mine, other, line)):
            continue
        if _is_lower(mine, quote, line, other):
            assert mine.price is not None
            assert line.price is not None
            name = mine.product or mine.name()
            found[number] = Undercut(name, mine.price, quote.currency, line.price, other.currency)
    return tuple(found.values())


def products_of(quote: Quote) -> tuple[str, ...]:
    """By what its products are compared: their numbers, and their names where they have none."""
    return tuple(dict.fromkeys(key for each in quote.lines for key in _keys(each)))


def _keys(line: QuoteLine) -> Iterator[str]:
    if line.product:
        yield line.product.casefold()
        return
    for _, name in line.names:
        if told := folded(name):
            yield told


def _is_alike(quote: Quote, mine: QuoteLine, other: Quote, line: QuoteLine) -> bool:
    return quote.term == other.term and (mine.quantity or Decimal()) <= (line.quantity or Decimal())


def _is_lower(mine: QuoteLine, quote: Quote, line: QuoteLine, other: Quote) -> bool:
    if mine.price is None or line.price is None or mine.unit != line.unit:
        return False
    rates: tuple[Rate, ...] = (*quote.rates, *other.rates)
    price = converted(mine.price, quote.currency, other.currency, rates)
    return price is not None and price < line.price
