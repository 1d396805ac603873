"""Receivables by age, and limits of credit as cards tell them (R232, R234)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from rules.receivables import Age, Owed, age, by_age, limit_in, summed

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("days", "expected"),
    [(-1, Age.NOT_DUE), (0, Age.NOT_DUE), (1, Age.TO_30), (30, Age.TO_30), (31, Age.TO_60), (60, Age.TO_60),
     (61, Age.TO_90), (90, Age.TO_90), (91, Age.OVER_90), (4000, Age.OVER_90)],
)  # fmt: skip
def test_the_age_of_a_receivable_is_counted_from_its_due_date(days: int, expected: Age) -> None:
    assert age(Owed(Decimal(1), "USD", TODAY - timedelta(days=days)), TODAY) is expected


def test_what_waits_for_its_moment_or_has_no_day_is_not_due() -> None:
    assert age(Owed(Decimal(1), "USD", None), TODAY) is Age.NOT_DUE
    assert age(Owed(Decimal(1), "USD", date(2026, 1, 1), is_due=False), TODAY) is Age.NOT_DUE


def test_currencies_are_never_added_up() -> None:
    owed = [Owed(Decimal(10), "USD", None), Owed(Decimal(5), "EUR", None), Owed(Decimal(1), "USD", date(2026, 5, 1))]
    assert by_age(owed, TODAY) == {
        Age.NOT_DUE: {"USD": Decimal(10), "EUR": Decimal(5)},
        Age.TO_60: {"USD": Decimal(1)},
    }
    assert summed(owed) == {"USD": Decimal(11), "EUR": Decimal(5)}


@pytest.mark.parametrize(
    ("credit", "expected"),
    [
        ("B, Sinosure 2026-01, limit USD 50,000", (Decimal(50000), "USD")),
        ("limit 20k eur", (Decimal(20000), "EUR")),
        ("A级，额度5万美元", (Decimal(50000), "USD")),
        ("额度：300000元", (Decimal(300000), "CNY")),
        ("limit 1000", (Decimal(1000), "USD")),
        ("good, no limits", None),
        ("unlimited 5000", None),
        ("", None),
    ],
)
def test_the_limit_is_read_from_the_words_of_the_card(credit: str, expected: tuple[Decimal, str] | None) -> None:
    assert limit_in(credit) == expected
