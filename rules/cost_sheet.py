"""The cost sheet of a quotation (form B6): what a change makes of it, and who told which cost, when, and whether by guess."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from rules.charges import PLACES, settled
from rules.cost_words import REASON, CostChange
from rules.quote import COST_LINES, Quote, QuoteLine, converted, counted
from rules.refusal import Refused

_SOURCE = re.compile(r"(?P<guess>~?)(?P<by>.*?),? (?P<on>\d{4}-\d\d-\d\d)")


@dataclass(frozen=True, slots=True)
class Source:
    """Who told a cost, or in which table it stood; when, where that is known; whether it is an estimate (R120)."""

    by: str
    on: date | None = None
    estimate: bool = False


def sources(line: QuoteLine) -> Mapping[str, Source]:
    """Whoever told each cost line of a position; "" is whoever told what is not named."""
    found: dict[str, Source] = {}
    for part in filter(None, (each.strip() for each in line.cost_source.split(";"))):
        name, equals, words = part.partition("=")
        known = name if equals and name in COST_LINES else ""
        found[known] = source_of(words if known else part)
    return found


def source_of(words: str) -> Source:
    """Who told it and when: "Ana 2026-03-02", "~Ana 2026-03-02" for an estimate, "pumps.xlsx, 2026-02-20"."""
    told = _SOURCE.fullmatch(words.strip())
    if told is None:
        return Source(words.strip())
    try:
        on = date.fromisoformat(told["on"])
    except ValueError:
        return Source(words.strip())
    return Source(told["by"].strip(" ,"), on, bool(told["guess"]))


def with_source(line: QuoteLine, names: tuple[str, ...], source: Source) -> QuoteLine:
    """The position, where these cost lines were told by somebody anew; who told cost lines that are gone is forgotten."""
    kept = {name: value for name, value in sources(line).items() if not name or name in dict(line.costs)}
    known = kept | {name: source for name in names if name in dict(line.costs)}
    if all(name in known for name, _ in line.costs):
        known.pop("", None)
    return replace(line, cost_source="; ".join(_spelled(name, value) for name, value in known.items()))


def estimated(quote: Quote) -> tuple[int, ...]:
    """The positions, counted from 1, in whose costs there is an estimate."""
    return tuple(
        number for number, each in enumerate(quote.lines, 1) if any(told.estimate for told in sources(each).values())
    )


def estimated_charges(quote: Quote) -> tuple[str, ...]:
    return tuple(name for name, words, _ in quote.charges_told if words.startswith("~"))


def position_of(quote: Quote, change: CostChange) -> int:
    """Which position, counted from 0, a change of a cost line means. Refuses where that cannot be told."""
    if change.product:
        return next(n for n, each in enumerate(quote.lines) if each.product.casefold() == change.product.casefold())
    if change.position is None and len(quote.lines) == 1:
        return 0
    if change.position is None or not 1 <= change.position <= len(quote.lines):
        raise Refused(
            "The quotation has {count} positions. Say which one: {example}",
            count=len(quote.lines),
            example="1 raw_material 1.20 CNY",
        )
    return change.position - 1


def with_change(quote: Quote, change: CostChange, own: str, by: str, on: date) -> Quote:
    """The quotation with that cost, told by `by` on that day. `own`: the company's currency, for costs without one.

    Refuses a position that there is not, and a currency for which no rate is there: a rate is never invented.
    """
    if change.name == REASON:
        return replace(quote, reason=change.text)
    if change.is_charge:
        return _with_charge(quote, change, f"{by} {on.isoformat()}")
    place = position_of(quote, change)
    line = _with_cost(quote.lines[place], change, quote, own, Source(by, on, change.estimate))
    return replace(quote, lines=(*quote.lines[:place], line, *quote.lines[place + 1 :]))


def with_answer(line: QuoteLine, quote: Quote, cost: Decimal, currency: str, bought: bool, source: Source) -> QuoteLine:
    """The position with the cost that purchasing or production answered (R115): in the place of what it holds.

    A purchase price replaces the purchase price; what production says of making it, raw material, production and labour.
    """
    name, replaced = ("purchase_price", {"purchase_price"}) if bought else ("production", set(COST_LINES[:3]))
    others = replace(line, costs=tuple(each for each in line.costs if each[0] not in replaced))
    return _with_cost(others, CostChange(name, amount=cost, currency=currency), quote, currency, source)


def _with_cost(line: QuoteLine, change: CostChange, quote: Quote, own: str, source: Source) -> QuoteLine:
    others = tuple(each for each in line.costs if each[0] != change.name)
    if change.amount is None:
        return with_source(replace(line, costs=others), (), source)
    currency = change.currency or line.cost_currency or own
    kept_in = line.cost_currency if others and line.cost_currency else currency
    amount = change.amount
    if change.whole:
        if not line.quantity:
            raise Refused("Say the quantity first, or the cost of one unit: a whole cannot be divided yet.")
        amount = _fine(amount / line.quantity)
    if currency != kept_in:
        value = converted(amount, currency, kept_in, quote.rates)
        if value is None:
            raise no_rate(currency, kept_in)
        amount = _fine(value)
    costs = sorted((*others, (change.name, amount)), key=lambda each: COST_LINES.index(each[0]))
    return with_source(replace(line, costs=tuple(costs), cost_currency=kept_in), (change.name,), source)


def _with_charge(quote: Quote, change: CostChange, by: str) -> Quote:
    charges = tuple(each for each in quote.charges if each[0] != change.name)
    told = tuple(each for each in quote.charges_told if each[0] != change.name)
    if change.amount is None:
        return settled(replace(quote, charges=charges, charges_told=told))
    guess = "~" if change.estimate else ""
    if change.percent:
        words = f"{guess}{change.amount.normalize():f}%"
        return settled(replace(quote, charges=charges, charges_told=(*told, (change.name, words, by))))
    currency = change.currency or quote.currency
    if not currency:
        raise Refused("The quotation has no currency yet. Say it with the amount: {example}", example="freight 900 USD")
    if quote.currency and converted(change.amount, currency, quote.currency, quote.rates) is None:
        raise no_rate(currency, quote.currency)
    words = f"{guess}{change.amount:f} {currency}"
    return settled(replace(quote, charges=charges, charges_told=(*told, (change.name, words, by))))


def no_rate(source: str, target: str) -> Refused:
    return Refused(
        "There is no exchange rate between {source} and {target}, and I invent none. Enter it: {example}",
        source=source,
        target=target,
        example=f"/rates 1 {source} = ... {target}",
    )


def without_costs(quote: Quote) -> tuple[int, ...]:
    """The counted positions, from 1, of which nobody has told a cost (R120)."""
    told = counted(quote)
    return tuple(number for number, each in enumerate(quote.lines, 1) if each in told and not each.costs)


def _spelled(name: str, source: Source) -> str:
    by = source.by.replace(";", ",").replace("=", " ")
    on = f" {source.on.isoformat()}" if source.on else ""
    return f"{f'{name}=' if name else ''}{'~' if source.estimate else ''}{by}{on}"


def _fine(value: Decimal) -> Decimal:
    return value.quantize(PLACES, rounding=ROUND_HALF_UP).normalize()
