"""Receivables by age, and the limit of credit that a customer's card tells (R232, R234)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from rules.money import CURRENCIES, amount_of, currency_of
from rules.refusal import Refused
from rules.words import Line, word


class Age(StrEnum):
    NOT_DUE = "not_due"
    TO_30 = "to_30"
    TO_60 = "to_60"
    TO_90 = "to_90"
    OVER_90 = "over_90"


AGE_WORDS: Mapping[Age, Line] = {
    Age.NOT_DUE: word("not due"),
    Age.TO_30: word("1-30 days late"),
    Age.TO_60: word("31-60 days late"),
    Age.TO_90: word("61-90 days late"),
    Age.OVER_90: word("more than 90 days late"),
}


@dataclass(frozen=True, slots=True)
class Owed:
    """An amount that is open: its currency, the day on which it was due (None: no day known), and whether it is asked for yet."""

    amount: Decimal
    currency: str
    due_on: date | None
    is_due: bool = True


def age(owed: Owed, today: date) -> Age:
    """The age of an open amount. What waits for its moment is not due, whatever day was expected."""
    if owed.due_on is None or not owed.is_due or owed.due_on >= today:
        return Age.NOT_DUE
    days = (today - owed.due_on).days
    return Age.TO_30 if days <= 30 else Age.TO_60 if days <= 60 else Age.TO_90 if days <= 90 else Age.OVER_90


def by_age(owed: Iterable[Owed], today: date) -> dict[Age, dict[str, Decimal]]:
    """The sums of each age by currency, in the order of the ages; ages of which there is nothing are left out."""
    found: dict[Age, dict[str, Decimal]] = {each: {} for each in Age}
    for each in owed:
        sums = found[age(each, today)]
        sums[each.currency] = sums.get(each.currency, Decimal()) + each.amount
    return {each: sums for each, sums in found.items() if sums}


def summed(owed: Iterable[Owed]) -> dict[str, Decimal]:
    """The sums by currency."""
    found: dict[str, Decimal] = {}
    for each in owed:
        found[each.currency] = found.get(each.currency, Decimal()) + each.amount
    return found


_LIMIT = re.compile(
    r"(?:\blimit(?:\s+of)?|额度|限额)\s*[:：=]?\s*(?P<before>[A-Za-z]{3}|[$€¥£])?\s*(?P<amount>\d[\d,.' ]*\d|\d)"
    r"\s*(?P<times>[kK万])?"
    r"\s*(?P<after>[A-Za-z]{3}\b|[$€¥£]|美元|美金|欧元|人民币|元)?",
    re.IGNORECASE,
)


def limit_in(credit: str) -> tuple[Decimal, str] | None:
    """The limit of credit that a card's words name: "B, Sinosure 2026-01, limit USD 50,000"; None where there is none."""
    found = _LIMIT.search(credit)
    if found is None:
        return None
    try:
        amount = amount_of(found["amount"].strip()) * {"k": 1000, "万": 10_000}.get(
            (found["times"] or "").casefold(), 1
        )
        currency = currency_of(found["before"] or found["after"] or "USD")
    except Refused:
        return None
    return (amount, currency) if currency in CURRENCIES else None
