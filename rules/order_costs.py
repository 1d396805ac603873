"""The second cost analysis of an order beside the first: what cost what then, what it costs now (R121, R122; form B6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from rules.quote import COST_LINES, Quote, QuoteLine, cost_sheet


@dataclass(frozen=True, slots=True)
class Row:
    """A cost line over all positions, in the currency of each analysis; unrounded."""

    name: str
    first: Decimal
    second: Decimal

    @property
    def has_moved(self) -> bool:
        return self.first != self.second


def side_by_side(first: Quote, second: Quote) -> tuple[Row, ...]:
    """The cost lines that one of them has, in the order of form B6."""
    before, now = cost_sheet(first), cost_sheet(second)
    return tuple(Row(name, before[name], now[name]) for name in COST_LINES if before[name] or now[name])


def charges_beside(first: Quote, second: Quote) -> tuple[Row, ...]:
    """The charges of the whole that one of them has."""
    before, now = dict(first.charges), dict(second.charges)
    names = dict.fromkeys((*before, *now))
    zero = Decimal()
    return tuple(Row(name, before.get(name, zero), now.get(name, zero)) for name in names)


def with_costs_of(goods: Quote, known: Quote) -> Quote:
    """The goods with the costs, charges and rates that an earlier analysis has for the same products; each is used once."""
    rest = list(known.lines)
    lines: list[QuoteLine] = []
    for each in goods.lines:
        same = next((one for one in rest if _same(one, each)), None)
        if same is not None:
            rest.remove(same)
            each = replace(each, costs=same.costs, cost_currency=same.cost_currency, cost_source=same.cost_source)
        lines.append(each)
    return replace(goods, lines=tuple(lines), charges=known.charges, charges_told=known.charges_told, rates=known.rates)


def with_costs_from(goods: Quote, table: Mapping[str, tuple[tuple[tuple[str, Decimal], ...], str, str]]) -> Quote:
    """The goods with today's costs of the table of products: (costs, currency, who told them) by number; others keep theirs."""
    lines: list[QuoteLine] = []
    for each in goods.lines:
        costs, currency, source = table.get(each.product, ((), "", ""))
        lines.append(replace(each, costs=costs, cost_currency=currency, cost_source=source) if costs else each)
    return replace(goods, lines=tuple(lines))


def priced(goods: Quote) -> Quote:
    """What an analysis is made of: a change of anything else leaves it as it is."""
    return Quote(lines=goods.lines, currency=goods.currency, term=goods.term, charges=goods.charges)


def without(goods: Quote) -> tuple[str, ...]:
    """The counted products of which nobody has told a cost."""
    return tuple(_name(each) for each in goods.lines if not each.alternative and not each.costs)


def _same(one: QuoteLine, other: QuoteLine) -> bool:
    if one.product or other.product:
        return one.product.casefold() == other.product.casefold()
    return one.name().casefold() == other.name().casefold()


def _name(each: QuoteLine) -> str:
    return each.product or each.name()
