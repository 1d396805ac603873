"""Charges told as a part of the value: insurance of 110 % of CIF, duty of CIF, other costs of the total (Incoterms 2020)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from rules.cost_words import OTHER
from rules.incoterms import CHARGES, PAID
from rules.money import rounded
from rules.quote import Quote, converted, total

COVER = Decimal("1.1")
"""The least that insurance covers under CIF and CIP: the price and a tenth (Incoterms 2020, CIF A5)."""
PLACES = Decimal("0.000001")
"""What had to be converted or divided is kept to a millionth."""
_TO_CIF = ("inland", "local", "freight")


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A charge that was told in per cent: what it comes to and of what; `amount` None where `missing` keeps it unknown."""

    name: str
    share: Decimal
    """Per cent."""
    value: Decimal | None = None
    """Of which the share is taken, in the quote's currency, unrounded."""
    amount: Decimal | None = None
    missing: tuple[str, ...] = ()


def share_of(words: str) -> Decimal | None:
    """The per cent of a charge as it was told ("0.3%", "~5%"); None where it was told as an amount."""
    plain = words.strip("~ ")
    return Decimal(plain[:-1]) if plain.endswith("%") else None


def reckoned(quote: Quote) -> tuple[Reckoned, ...]:
    """Every charge of the quotation that is told in per cent, in the order insurance, duty, other costs."""
    shares = {name: share for name, words, _ in quote.charges_told if (share := share_of(words)) is not None}
    return tuple(_reckoned(name, shares, quote) for name in ("insurance", "duty", OTHER) if name in shares)


def settled(quote: Quote) -> Quote:
    """The quotation with its charges as they come to now, as they were told: in per cent, or in whichever currency.

    What cannot be told any more, because a rate or a price is missing, is left out.
    """
    if not quote.charges_told:
        return quote
    told = {name: amount_told(words) for name, words, _ in quote.charges_told}
    fixed = {name: _in_currency(*each, quote) for name, each in told.items() if each is not None}
    kept = {name: value for name, value in quote.charges if name not in told}
    base = replace(quote, charges=_in_order(kept | {name: value for name, value in fixed.items() if value is not None}))
    for name in ("insurance", "duty", OTHER):
        reckoned_now = {each.name: each.amount for each in reckoned(base)}
        if (amount := reckoned_now.get(name)) is not None:
            base = replace(base, charges=_in_order(dict(base.charges) | {name: amount}))
    return base


def amount_told(words: str) -> tuple[Decimal, str] | None:
    """Amount and currency of a charge as it was told ("~900 CNY"); None where it was told in per cent."""
    plain = words.strip("~ ")
    if plain.endswith("%"):
        return None
    number, _, currency = plain.partition(" ")
    return Decimal(number), currency


def told_currencies(quote: Quote) -> frozenset[str]:
    """The currencies in which charges were told."""
    told = (amount_told(words) for _, words, _ in quote.charges_told)
    return frozenset(each[1] for each in told if each is not None)


def _in_currency(amount: Decimal, currency: str, quote: Quote) -> Decimal | None:
    if currency == quote.currency:
        return amount
    value = converted(amount, currency, quote.currency, quote.rates)
    return None if value is None else value.quantize(PLACES, rounding=ROUND_HALF_UP).normalize()


def _in_order(charges: Mapping[str, Decimal]) -> tuple[tuple[str, Decimal], ...]:
    return tuple((name, charges[name]) for name in (*CHARGES, OTHER) if name in charges)


def _reckoned(name: str, shares: dict[str, Decimal], quote: Quote) -> Reckoned:
    share = shares[name]
    if not quote.currency or not total(quote):
        return Reckoned(name, share, missing=("price",))
    if name == OTHER:
        value = total(quote)
        return Reckoned(name, share, value, rounded(value * share / 100, quote.currency))
    cif, missing = _cif(quote, shares)
    if cif is None:
        return Reckoned(name, share, missing=missing)
    amount = cif * (COVER if name == "insurance" else 1) * share / 100
    return Reckoned(name, share, cif, rounded(amount, quote.currency))


def _cif(quote: Quote, shares: dict[str, Decimal]) -> tuple[Decimal | None, tuple[str, ...]]:
    """The value under CIF, unrounded: up from what the term does not hold yet, or down from what it holds beyond it."""
    charges, held = dict(quote.charges), PAID.get(quote.term)
    if held is None:
        return None, ("term",)
    up = [each for each in _TO_CIF if each not in held]
    down = [each for each in ("destination", "unloading", "duty") if each in held]
    fixed = [each for each in (*up, *down) if each not in shares]
    needs_insurance = "insurance" not in held and "insurance" not in shares
    missing = tuple(each for each in (*fixed, *(["insurance"] if needs_insurance else [])) if each not in charges)
    if missing:
        return None, missing
    value = total(quote) + sum((charges[each] for each in up), Decimal())
    value -= sum((charges[each] for each in down if each in fixed), Decimal())
    if "duty" in down and "duty" in shares:
        value /= 1 + shares["duty"] / 100
    if "insurance" not in held:
        part = COVER * shares.get("insurance", Decimal()) / 100
        value = value / (1 - part) if "insurance" in shares else value + charges["insurance"]
    return value, ()
