"""Exchange rates as they were told, and the rate between two currencies that follows from them: dated, never invented (R142)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from rules.money import CURRENCIES
from rules.quote import Rate
from rules.refusal import Refused

ENTERED, ECB = "entered", "ecb"
ORIGINS = (ENTERED, ECB)
"""Where a rate comes from; of one day, what somebody entered counts before what was imported."""
JUMP = Decimal("0.03")
"""A rate that differs by more than this part from the last one is asked after before it counts."""
LARGEST, SMALLEST = Decimal(10) ** 8, Decimal(10) ** -8


@dataclass(frozen=True, slots=True)
class Told:
    """One unit of `currency` is `value` units of `against`, as of that day. `by` names who entered it."""

    currency: str
    against: str
    value: Decimal
    on: date
    origin: str = ENTERED
    by: str = ""

    @property
    def said_by(self) -> str:
        """As a quotation keeps it: "ecb", "entered by Ana"."""
        return f"entered by {self.by}" if self.origin == ENTERED and self.by else self.origin


@dataclass(frozen=True, slots=True)
class Between:
    """The rate between two currencies: one unit of `source` is `value` of `target`. `path` is what it follows from."""

    source: str
    target: str
    value: Decimal
    on: date
    path: tuple[Told, ...]

    @property
    def origin(self) -> str:
        return self.path[0].origin if self.path else ""

    def days_old(self, today: date) -> int:
        return (today - self.on).days

    def rate(self) -> Rate:
        """As a quotation stores it: in the direction in which it was told, so that nothing is lost by dividing."""
        if len(self.path) == 1:
            told = self.path[0]
            return Rate(told.currency, told.against, told.value, told.on, told.said_by)
        by = " x ".join(f"{each.currency}/{each.against} {each.value:f}" for each in self.path)
        return Rate(self.source, self.target, self.value, self.on, f"{self.path[0].said_by}: {by}" if self.path else "")


def rate_between(rates: Iterable[Told], source: str, target: str, on: date) -> Between:
    """The newest rate of that day or before it: told so, the other way round, or crossed within one day and origin.

    Of one day, what was entered counts before what was imported, and straight before crossed. Unrounded.
    Refuses where nothing connects the two: a rate is never invented.
    """
    found = found_between(rates, source, target, on)
    if found is None:
        raise Refused(
            "There is no exchange rate between {source} and {target}. Enter one like {example}.",
            source=source,
            target=target,
            example=f"/rates 1 {source} = ... {target}",
        )
    return found


def found_between(rates: Iterable[Told], source: str, target: str, on: date) -> Between | None:
    """Like `rate_between`, with None where there is none."""
    if source == target:
        return Between(source, target, Decimal(1), on, ())
    groups: dict[tuple[date, str], list[Told]] = defaultdict(list)
    for each in rates:
        if each.on <= on:
            groups[each.on, each.origin].append(each)
    for day, origin in sorted(groups, key=lambda key: (-key[0].toordinal(), ORIGINS.index(key[1]))):
        found = _within(groups[day, origin], source, target)
        if found is not None:
            return found
    return None


def too_old(found: Between, today: date, days: int) -> bool:
    """Whether the department does not reckon with it any more; 0 days: any age will do."""
    return bool(found.path) and days > 0 and found.days_old(today) > days


def jumped(value: Decimal, former: Decimal) -> bool:
    """Whether a rate is so far from the last one that somebody may have mistyped."""
    return abs(value - former) > JUMP * former


def checked(told: Told) -> Told:
    """The rate, if it can be one. Refuses nonsense."""
    if told.currency == told.against:
        raise Refused("A rate is between two currencies, like {example}.", example="/rates 1 USD = 7.12 CNY")
    if not SMALLEST <= told.value <= LARGEST:
        raise Refused("{value} is no exchange rate.", value=f"{told.value:f}"[:40])
    return told


def ecb_rates(rows: Sequence[Sequence[str]]) -> Iterator[Told]:
    """The rates of a file of the European Central Bank: its XML as one cell, or the rows of its CSV; 1 EUR = so many.

    Refuses what is no such file.
    """
    if len(rows) == 1 and rows[0] and rows[0][0].lstrip("\ufeff \r\n\t").startswith("<"):
        found = list(_from_xml(rows[0][0]))
    else:
        found = list(_from_csv(rows))
    if not found:
        raise Refused(
            "I find no rates in it. I read the files of the European Central Bank: {files}.",
            files="eurofxref-daily.xml, eurofxref-hist.csv",
        )
    yield from found


def _within(rates: Sequence[Told], source: str, target: str) -> Between | None:
    """Of one day and origin; of two that tell the same, the later one in the sequence."""
    sides: dict[str, dict[str, tuple[Decimal, Told]]] = defaultdict(dict)
    for each in rates:
        sides[each.currency][each.against] = (each.value, each)
        sides[each.against][each.currency] = (1 / each.value, each)
    on = rates[0].on
    if target in sides[source]:
        value, told = sides[source][target]
        return Between(source, target, value, on, (told,))
    for pivot in sorted(sides[source]):
        if target in sides[pivot]:
            first, second = sides[source][pivot], sides[pivot][target]
            return Between(source, target, _product(first, source, second, pivot), on, (first[1], second[1]))
    return None


def _product(first: tuple[Decimal, Told], source: str, second: tuple[Decimal, Told], pivot: str) -> Decimal:
    """One division at most where both were told from the pivot's side: 7.8123 / 1.0823."""
    if first[1].currency == pivot and second[1].currency == pivot:
        return second[1].value / first[1].value
    return first[0] * second[0]


_TIME = re.compile(r"<(?:\w+:)?Cube\s+time\s*=\s*[\"'](\d{4}-\d\d-\d\d)[\"']\s*>", re.IGNORECASE)
_RATE = re.compile(
    r"<(?:\w+:)?Cube\s+currency\s*=\s*[\"']([A-Z]{3})[\"']\s+rate\s*=\s*[\"']([0-9.]{1,20})[\"']\s*/?>", re.IGNORECASE
)


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _from_xml(text: str) -> Iterator[Told]:
    """By its two kinds of element and nothing else: no entity is ever resolved."""
    days = list(_TIME.finditer(text))
    for place, day in enumerate(days):
        end = days[place + 1].start() if place + 1 < len(days) else len(text)
        for each in _RATE.finditer(text, day.end(), end):
            yield from _told(each[1], each[2], _day(day[1]))


def _from_csv(rows: Sequence[Sequence[str]]) -> Iterator[Told]:
    heads = [each.strip().upper() for each in rows[0]] if rows else []
    if not heads or heads[0].lstrip("\ufeff") != "DATE" or "USD" not in heads:
        return
    for row in rows[1:]:
        day = _day(row[0]) if row else None
        for currency, value in zip(heads[1:], row[1:], strict=False):
            yield from _told(currency, value, day)


def _told(currency: str, written: str, on: date | None) -> Iterator[Told]:
    try:
        value = Decimal(written.strip())
    except InvalidOperation:
        return
    if on is not None and currency in CURRENCIES and value.is_finite() and SMALLEST <= value <= LARGEST:
        yield Told("EUR", currency, value, on, ECB)


def _day(written: str) -> date | None:
    """2026-03-02, or 2 March 2026 as the daily CSV has it."""
    plain = written.strip()
    named = re.fullmatch(r"(\d{1,2}) ([A-Z][a-z]+) (\d{4})", plain)
    try:
        if named:
            return date(int(named[3]), _MONTHS.index(named[2][:3]) + 1, int(named[1]))
        return date.fromisoformat(plain)
    except ValueError:
        return None
