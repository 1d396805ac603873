"""Whose release a quotation needs: the four rows of A.8, the four ways of review, the table's rows, and too few people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from rules.approval import Approver, Step
from rules.approval_table import Needed
from rules.policy import DEFAULT, Policy
from rules.quote import Earned, Quote, QuoteLine, Rate
from rules.quote_approval import (
    Assessed,
    able_to,
    assessed,
    expired_rates,
    folded,
    is_below,
    is_major,
    rows_for,
    waits_for,
)
from rules.quote_moves import QuoteEvent
from rules.settings import applied

A8 = [
    ("10000.00", "9520.00", "revenue", True, "4.80 %; on cost it would pass"),
    ("10000.00", "9500.00", "revenue", False, "5.00 %: below is strict"),
    ("10000.00", "9500.01", "revenue", True, "4.9999 %: compared unrounded"),
    ("10000.00", "10100.00", "revenue", True, "a loss"),
    ("10000.00", "9520.00", "cost", False, "5.04 % on cost"),
    ("10000.00", "9523.81", "cost", True, "4.99999...% on cost"),
    ("10500.00", "10000.00", "cost", False, "5 % on cost"),
    ("0.00", "0.00", "revenue", True, "nothing is sold: the margin is not known"),
    ("100.00", "0.00", "cost", True, "on cost there is none without a cost"),
    ("100.00", "0.00", "revenue", False, "all of it is profit"),
    ("3", "2.84999999999999999999999999999999", "revenue", False, "a hair above"),
    ("3", "2.85000000000000000000000000000001", "revenue", True, "a hair below, beyond 28 digits"),
]


@pytest.mark.parametrize(("revenue", "cost", "base", "below", "because"), A8)
def test_the_threshold_is_strict_and_unrounded(revenue: str, cost: str, base: str, below: bool, because: str) -> None:
    assert is_below(Earned("USD", Decimal(revenue), Decimal(cost), base), Decimal(5)) is below, because


def test_a_profit_that_nobody_knows_counts_as_below() -> None:
    assert is_below(Earned("USD", Decimal(100), Decimal(1), unknown=("cost:LED",)), Decimal(5))
    assert is_below(Earned("USD", Decimal(100), Decimal(1), unknown=("cost:LED",)), Decimal(0))


def told(margin: str | None = "10", total: str | None = "20000", **more: object) -> Assessed:
    earned = Earned("USD", Decimal(100), Decimal(100) - Decimal(margin or 0), unknown=() if margin else ("rate:CNY",))
    return replace(Assessed(earned, None if total is None else Decimal(total), "USD", "ES", "FOB"), **more)  # type: ignore[arg-type]


def by(**settings: str) -> Policy:
    policy = DEFAULT
    for key, value in settings.items():
        policy = applied(policy, {"table": "approval.table"}.get(key, key.replace("__", ".")), value)
    return policy


S, M = ("supervisor",), ("manager",)
ROWS = [
    ("always", told(), [S], "the supervisor reviews each (C4)"),
    ("always", told("4.99"), [S, M], "and the manager consents below the threshold (R122)"),
    ("always", told("5"), [S], "strictly below"),
    ("always", told(None), [S, M], "an unknown margin counts as below"),
    ("by_margin", told(), [], "within the range she acts at once (R123)"),
    ("by_margin", told("4.99"), [M], "below it the manager consents"),
    ("by_margin", told(None), [M], "unknown"),
    ("by_amount", told(total="49999.99"), [], "below the amount"),
    ("by_amount", told(total="50000"), [S], "from the amount on"),
    ("by_amount", told(total=None), [S], "a total that no rate tells is reviewed"),
    ("by_amount", told("1", "10"), [M], "the threshold holds for small ones, too"),
    ("none", told("-3"), [], "the department wants no review"),
]


@pytest.mark.parametrize(("approval", "quote", "expected", "because"), ROWS)
def test_the_setting_says_who_releases(approval: str, quote: Assessed, expected: list[object], because: str) -> None:
    rows = rows_for(by(quote__approval=approval), quote)
    assert [each.roles for each in rows] == expected, because
    assert {each.count for each in rows} <= {1}


TABLE = [
    ("quote total>50000: manager", told(total="50001"), [S, M], "by value"),
    ("quote total>50000: manager", told(total="50000"), [S], "not above"),
    ("quote total>50000: manager", told(total=None), [S, M], "a total that is not known"),
    ("quote country=IR: manager", told(country="IR"), [S, M], "by country"),
    ("quote country=IR: manager", told(), [S], "another country"),
    ("quote country=IR: manager", told(country=""), [S, M], "a country that is not known"),
    ("quote term=DDP: accounting", told(term="DDP"), [S, ("accounting",)], "by term"),
    ("quote margin<12: manager", told("10"), [S, M], "by margin in per cent"),
    ("quote major: manager", told(major=True), [S, M], "a large one"),
    ("quote major: manager", told(), [S], "no large one"),
    ("quote currency=RUB: manager", told(currency="RUB"), [S, M], "by currency"),
    ("quote grade=C: manager", told(grade="C"), [S, M], "by grade of the customer"),
    ("quote: supervisor", told(), [S], "what is wanted already is wanted once"),
    ("quote country=IR: manager", told("1", country="IR"), [S, M], "one manager for both reasons"),
    ("quote: nobody", told("1"), [S, M], "the table adds, and takes nothing away"),
    ("export: manager", told(), [S], "rows of other things"),
]


@pytest.mark.parametrize(("table", "quote", "expected", "because"), TABLE)
def test_rows_of_the_table_are_added(table: str, quote: Assessed, expected: list[object], because: str) -> None:
    assert [each.roles for each in rows_for(by(table=table), quote)] == expected, because


def test_of_rows_of_the_same_people_the_largest_count_holds_and_all_others_may() -> None:
    table = "quote country=IR: 2 of manager else administrator; quote total>1: 1 of manager else accounting"
    assert rows_for(by(table=table), told("1", country="IR")) == (
        Needed("quote", roles=S),
        Needed("quote", roles=M, count=2, otherwise=("administrator", "accounting")),
    )


def test_a_row_that_a_role_needs_not_is_left_out_for_it() -> None:
    policy = by(table="quote country=IR: manager direct salesperson", quote__approval="by_margin")
    assert rows_for(policy, told(country="IR"), frozenset({"salesperson"})) == ()
    assert len(rows_for(policy, told(country="IR"), frozenset({"merchandiser"}))) == 1


def test_the_consent_below_the_threshold_may_be_the_supervisors() -> None:
    policy = by(margin__approver="supervisor")
    assert [each.roles for each in rows_for(policy, told("1"))] == [S], "one release is review and consent"
    assert [
        each.roles for each in rows_for(by(margin__approver="supervisor", quote__approval="by_margin"), told("1"))
    ] == [S]


BOTH = (Needed("quote", roles=S), Needed("quote", roles=M))
ONE = (Needed("quote", roles=S),)
FOLDED = [
    (BOTH, "salesperson", [{2, 3}, {3}], [S, M], "a supervisor and a manager"),
    (BOTH, "salesperson", [{3}, {3}], [M], "one manager and nobody else of the rank: her release is both"),
    (BOTH, "salesperson", [{3, 4}, {3, 4}], [S, M], "two managers share it"),
    (BOTH, "supervisor", [{3}, {3}], [M], "the supervisor's own, one manager"),
    (BOTH, "manager", [{2}, set()], [S], "the only manager's own: her consent is given, the supervisor reviews"),
    (BOTH, "manager", [{2, 3}, {3}], [S, M], "a manager's own, another manager is there"),
    (BOTH, "manager", [set(), set()], [S, M], "alone: nothing is given by asking"),
    (BOTH, "salesperson", [{2}, set()], [S, M], "no manager at all: it waits for one"),
    (ONE, "supervisor", [set()], [S], "alone"),
    (ONE, "salesperson", [{3}], [S], "the manager has the rank"),
    (
        (BOTH[0], replace(BOTH[1], count=2)),
        "salesperson",
        [{3, 4}, {3, 4}],
        [M],
        "two managers, both of whom must consent",
    ),
    (
        (*BOTH, Needed("quote", roles=("accounting",))),
        "salesperson",
        [{3}, {3}, {5}],
        [M, ("accounting",)],
        "one manager",
    ),
    (
        (BOTH[0], Needed("quote", roles=("accounting",))),
        "salesperson",
        [{3}, {3}],
        [S, ("accounting",)],
        "no ranks: two people",
    ),
    ((), "salesperson", [], [], "nothing is wanted"),
]


@pytest.mark.parametrize(("rows", "asker", "able", "expected", "because"), FOLDED)
def test_too_few_people_are_asked_once(
    rows: tuple[Needed, ...], asker: str, able: list[set[int]], expected: list[object], because: str
) -> None:
    found = folded(rows, frozenset({asker}), [frozenset(each) for each in able])
    assert [each.roles for each in found] == expected, because


def person(number: int, *roles: str, away: bool = False, covers: tuple[int, ...] = ()) -> Approver:
    return Approver(number, frozenset(roles), away, frozenset(covers))


ABLE = [
    (Needed("quote", roles=S), [person(1, "salesperson"), person(2, "supervisor"), person(3, "manager")], {1}, {2, 3}),
    (Needed("quote", roles=M), [person(2, "supervisor"), person(3, "manager")], {1}, {3}),
    (Needed("quote", roles=M), [person(3, "manager")], {3}, set()),
    (Needed("quote", roles=M), [person(3, "manager", away=True), person(4, "salesperson", covers=(3,))], {1}, {4}),
    (Needed("quote", roles=M), [person(3, "manager", away=True), person(1, "salesperson", covers=(3,))], {1}, set()),
    (Needed("quote", roles=M), [person(3, "manager", away=True), person(4, "salesperson", covers=(3,))], {3}, set()),
    (Needed("quote", roles=M, otherwise=("administrator",)), [person(5, "administrator")], {1}, {5}),
    (Needed("quote", roles=M, otherwise=("administrator",)), [person(5, "administrator"), person(3, "manager")], {1}, {3}),
]  # fmt: skip


@pytest.mark.parametrize(("row", "staff", "own", "expected"), ABLE)
def test_who_is_here_and_may(row: Needed, staff: list[Approver], own: set[int], expected: set[int]) -> None:
    assert able_to(row, staff, frozenset(own)) == expected


def test_it_waits_for_the_supervisor_before_the_manager() -> None:
    assert waits_for([Step(S), Step(M)]) is QuoteEvent.TO_SUPERVISOR
    assert waits_for([Step(M)]) is QuoteEvent.TO_MANAGER
    assert waits_for([Step(("accounting",))]) is QuoteEvent.TO_MANAGER


def quotation(**more: object) -> Quote:
    costs = (("purchase_price", Decimal("19.04")),)
    line = QuoteLine(
        "LED", (("en", "LED"),), quantity=Decimal(1000), price=Decimal(20), costs=costs, cost_currency="USD"
    )
    return replace(Quote((line,), "USD", "EXW", "Yiwu", country="ES"), **more)  # type: ignore[arg-type]


def test_a_quotation_is_assessed_in_the_companys_currency() -> None:
    rate = Rate("USD", "CNY", Decimal("7.1"), date(2026, 3, 2))
    found = assessed(quotation(rates=(rate,)), DEFAULT, grade="A")
    assert found.total == Decimal(142_000)
    assert found.facts == {
        "margin": Decimal("4.8"), "total": Decimal(142_000), "currency": "USD", "country": "ES", "term": "EXW",
        "grade": "A", "major": True,
    }  # fmt: skip
    assert [each.roles for each in rows_for(DEFAULT, found)] == [S, M]


def test_without_a_rate_the_total_is_not_known_and_makes_it_no_large_one() -> None:
    found = assessed(quotation(), DEFAULT)
    assert found.total is None
    assert not found.major
    assert "total" not in found.facts
    assert assessed(quotation(), DEFAULT, major=True).major, "by hand"


@pytest.mark.parametrize(("value", "major"), [(None, False), ("49999.99", False), ("50000", True)])
def test_a_large_one_is_large_from_the_amount_on(value: str | None, major: bool) -> None:
    assert is_major(None if value is None else Decimal(value), DEFAULT) is major


@pytest.mark.parametrize(
    ("on", "days", "expired"),
    [
        (date(2026, 3, 2), 7, False),
        (date(2026, 3, 1), 7, True),
        (date(2020, 1, 1), 0, False),
        (date(2026, 3, 10), 7, False),
    ],
)
def test_a_rate_expires_after_so_many_days(on: date, days: int, expired: bool) -> None:
    rate = Rate("USD", "CNY", Decimal(7), on)
    assert expired_rates(quotation(rates=(rate,)), date(2026, 3, 9), days) == ((rate,) if expired else ())
