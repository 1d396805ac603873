"""Incoterms 2020: which charges the seller's price holds under each rule, and the ladder of prices over them (R118)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

CHARGES = ("inland", "local", "freight", "insurance", "destination", "unloading", "duty")
"""What a seller may have to pay besides the goods: carriage to the port, export clearance and handling there, main carriage,
insurance, carriage in the country of destination, unloading there, import duties and taxes."""

_TO_PORT = ("inland", "local")
PAID: Mapping[str, tuple[str, ...]] = {
    "EXW": (),
    "FCA": _TO_PORT,
    "FAS": _TO_PORT,
    "FOB": _TO_PORT,
    "CFR": (*_TO_PORT, "freight"),
    "CPT": (*_TO_PORT, "freight"),
    "CIF": (*_TO_PORT, "freight", "insurance"),
    "CIP": (*_TO_PORT, "freight", "insurance"),
    "DAP": (*_TO_PORT, "freight", "insurance", "destination"),
    "DPU": (*_TO_PORT, "freight", "insurance", "destination", "unloading"),
    "DDP": (*_TO_PORT, "freight", "insurance", "destination", "duty"),
}
"""Which charges the price holds, by rule. The place behind EXW and FCA is the seller's, behind FOB the port of shipment."""

BY_SEA = frozenset({"FAS", "FOB", "CFR", "CIF"})
LADDER = ("EXW", "FOB", "CFR", "CIF", "DDP")
OTHER_LADDER = ("EXW", "FCA", "CPT", "CIP", "DDP")
"""The rungs where the goods do not go by sea."""


@dataclass(frozen=True, slots=True)
class Rung:
    """The price of the whole under one rule. `profit` and `margin` in the quote's currency and as a part of one.

    `missing` names charges that nobody has entered: then there is no price.
    """

    term: str
    price: Decimal | None
    profit: Decimal | None
    margin: Decimal | None
    missing: tuple[str, ...] = ()


def ladder(
    term: str,
    price: Decimal,
    profit: Decimal | None,
    charges: Mapping[str, Decimal],
    base: str = "revenue",
    also: str | None = None,
) -> tuple[Rung, ...]:
    """The price over the rungs, charges passed on at cost, from what it is under `term`: the profit stays, the margin does not.

    All amounts in one currency, unrounded. `profit` None: the costs are not known, so there is no margin either; the margin
    is on revenue or on cost, as `base` says. `also`: a rule that is no usual rung and is wanted, too.
    """
    own = [each for each in PAID[term] if each not in charges]
    goods = price - sum((charges[each] for each in PAID[term] if each in charges), Decimal())
    return tuple(_rung(each, term, goods, profit, charges, own, base) for each in rungs(term, also))


def rungs(term: str, also: str | None = None) -> tuple[str, ...]:
    """The usual rungs by sea or not, and the rule itself among them in its place."""
    usual = LADDER if term in BY_SEA or term in LADDER else OTHER_LADDER
    return tuple(sorted({*usual, term, also or term}, key=list(PAID).index))


def _rung(
    each: str,
    term: str,
    goods: Decimal,
    profit: Decimal | None,
    charges: Mapping[str, Decimal],
    own: list[str],
    base: str,
) -> Rung:
    missing = () if each == term else tuple(name for name in PAID[each] if name not in charges and name not in own)
    less = () if each == term else tuple(name for name in own if name not in PAID[each])
    if missing or less:
        return Rung(each, None, None, None, (*missing, *less))
    price = goods + sum((charges[name] for name in PAID[each] if name in charges), Decimal())
    if price <= 0:
        return Rung(each, None, None, None, tuple(name for name in PAID[term] if name not in PAID[each]))
    under = price if base == "revenue" or profit is None else price - profit
    margin = None if profit is None or not under else profit / under
    return Rung(each, price, profit, margin)
