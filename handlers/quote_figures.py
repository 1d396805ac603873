"""The figures below a quotation: the rates that it needs, dated, and the charges that follow from its value (R142)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from rules.charges import settled, told_currencies
from rules.exchange import found_between
from rules.quote import Quote, Rate, converted
from storage.rates import told_rates
from storage.work import Work

RatesInForce = dict[tuple[frozenset[str], str], Rate | None]
"""By the two currencies, and the one of them that is a quotation's own."""


def today(work: Work) -> date:
    """The company's day."""
    return work.now.astimezone(ZoneInfo(work.policy.zone)).date()


def figured(work: Work, quote: Quote, more: Iterable[str] = ()) -> Quote:
    """The quotation with the rates that it needs and has not, as they are in force today, and with its charges reckoned anew.

    `more`: currencies that are about to be used. What there is no rate for stays without one: none is invented.
    """
    needed = _needed(work, quote, more)
    kept = [each for each in quote.rates if frozenset((each.source, each.target)) in needed]
    new = [each for pair in needed if not _is_known(pair, kept) and (each := _in_force(work, pair, quote.currency))]
    return settled(replace(quote, rates=tuple(sorted((*kept, *new), key=lambda each: (each.source, each.target)))))


def renewed(work: Work, quote: Quote, known: RatesInForce | None = None) -> Quote:
    """The quotation with today's rates in the place of those that it has; one for which there is none newer stays.

    `known` gathers the rates that were looked up, so that many quotations ask for each only once.
    """
    needed = _needed(work, quote)
    rates: list[Rate] = []
    for pair in needed:
        old = next((each for each in quote.rates if frozenset((each.source, each.target)) == pair), None)
        key = (pair, quote.currency)
        new = known[key] if known is not None and key in known else _in_force(work, pair, quote.currency)
        if known is not None:
            known[key] = new
        rates += [each for each in (new if new and (old is None or new.on >= old.on) else old,) if each]
    return settled(replace(quote, rates=tuple(sorted(rates, key=lambda each: (each.source, each.target)))))


def stale(work: Work, quote: Quote) -> list[Rate]:
    """The rates on the quotation that are older than the department reckons with (quote.rate_days)."""
    days = work.policy.quote_rate_days
    return [each for each in quote.rates if days and (today(work) - each.on).days > days]


def _needed(work: Work, quote: Quote, more: Iterable[str] = ()) -> list[frozenset[str]]:
    """Pairs of currencies, each with the quotation's own, in a steady order."""
    if not quote.currency:
        return []
    lines = [each for line in quote.lines for each in (line.cost_currency, line.range_currency)]
    others = {work.policy.currency, *lines, *told_currencies(quote), *more} - {"", quote.currency}
    return [frozenset((each, quote.currency)) for each in sorted(others)]


def _is_known(pair: frozenset[str], rates: Iterable[Rate]) -> bool:
    first, second = sorted(pair)
    return converted(Decimal(1), first, second, rates) is not None


def _in_force(work: Work, pair: frozenset[str], currency: str) -> Rate | None:
    (other,) = pair - {currency}
    on = today(work)
    found = found_between(told_rates(work.session, on, (other, currency)), other, currency, on)
    return found.rate() if found is not None else None
