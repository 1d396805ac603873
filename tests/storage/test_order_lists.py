"""Orders as lists and digests find them: late, in danger, due, on the way, by name; on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from rules.order import Order
from rules.order_moves import Stage
from rules.quote import Quote
from rules.words import line
from storage import orders, payments
from storage.database import Database
from storage.order_digests import in_danger, in_the_works, opened_between, stage_counts, stages_due, unsigned, voyages
from storage.order_lists import Wanted, listed, of_conversation, of_customer, of_people, sums
from storage.tables.colleagues import ColleagueRow
from storage.tables.customers import CustomerRow
from storage.tables.orders import OrderRow
from tests.storage.rows import AT, a_conversation, work_of

TODAY = AT.date()
ANA, BOB = 1, 2


def after(days: int) -> date:
    return TODAY + timedelta(days=days)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """Ñandú's orders are Ana's: 1 overdue, 2 expected late, 3 in time with a late stage, 4 closed; 5 is Bob's, on hold."""
    with database.deciding() as found:
        for number, name in ((ANA, "Ana"), (BOB, "Bob")):
            found.add(ColleagueRow(id=number, name=name, roles=["salesperson"], zone="UTC", joined_at=AT))
        found.add(CustomerRow(id=7, name="Ñandú S.A.", folded="nandu s a", first_contact_at=AT, entered_at=AT))
        found.flush()
        found.add(a_conversation(id=1001, company="Acme 100%_ Ltd", owner_id=BOB))
        found.flush()
        begun(found, contract_on=after(-3), stage=Stage.IN_PRODUCTION, etd=after(2), eta=after(30))
        begun(found, contract_on=after(20), expected_on=after(25), stage=Stage.PACKED, tracker_id=BOB)
        begun(found, contract_on=after(30), stage=Stage.CONFIRMED)
        begun(found, contract_on=after(-9), stage=Stage.CLOSED)
        begun(found, owner=BOB, customer=None, number="PO-9", contract_on=after(9), hold_since=AT)
        work = work_of(found)
        third = found.get_one(OrderRow, 3)
        orders.stage_row(work, third, Stage.COORDINATED).planned_on = after(0)
        orders.stage_row(work, third, Stage.COST_RECHECKED).planned_on = after(-1)
        found.flush()
        yield found


def begun(
    session: Session,
    owner: int = ANA,
    customer: int | None = 7,
    number: str = "",
    stage: Stage | None = None,
    **more: Any,
) -> None:
    told = Order(goods=Quote(currency="USD" if customer else "EUR"))
    row = orders.begun(
        work_of(session), told, conversation=1001, customer=customer, owner=owner, by=owner, words=(line("x"),),
        customer_number=number, customer_key=orders.key_of(number), supply_mode="produce", **more,
    )  # fmt: skip
    row.stage = stage or Stage.CONFIRMED
    row.closed_at = AT if stage is Stage.CLOSED else None
    session.flush()


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (Wanted(TODAY), [1, 5, 2, 3]),
        (Wanted(TODAY, ended=True), [4]),
        (Wanted(TODAY, ended=None, people=frozenset({ANA})), [1, 2, 3, 4]),
        (Wanted(TODAY, people=frozenset({BOB})), [5, 2]),
        (Wanted(TODAY, late=True), [1, 2, 3]),
        (Wanted(TODAY, in_danger=True), [1, 5, 2, 3]),
        (Wanted(TODAY, on_hold=True), [5]),
        (Wanted(TODAY, stages=frozenset({Stage.PACKED})), [2]),
        (Wanted(TODAY, uninspected=True), [1, 2]),
        (Wanted(TODAY, since=after(9), until=after(25)), [5, 2]),
        (Wanted(TODAY, text="ñANDÚ"), [1, 2, 3]),
        (Wanted(TODAY, text="nandu", by_name=False), []),
        (Wanted(TODAY, text="po 9"), [5]),
        (Wanted(TODAY, text="100%_"), [1, 5, 2, 3]),
        (Wanted(TODAY, text="%"), [1, 5, 2, 3]),
        (Wanted(TODAY, text="1__"), []),
    ],
)
def test_each_list_holds_what_it_says_with_the_overdue_first(
    session: Session, wanted: Wanted, numbers: list[int]
) -> None:
    assert [each.row.id for each in listed(session, wanted, 50)] == numbers
    assert sum(each[3] for each in sums(session, wanted)) == len(numbers)


def test_money_that_is_overdue_is_found(session: Session) -> None:
    for number, due in ((1, after(5)), (2, after(-1))):
        payments.begun(
            work_of(session), number, 1, name="whole", amount="10", currency="USD", trigger="date", due_on=due
        )
    assert [each.row.id for each in listed(session, Wanted(TODAY, unpaid=True), 9)] == [2]


def test_digests_find_what_is_due_in_danger_and_on_the_way(session: Session) -> None:
    assert [(each.number, each.stage) for each in stages_due(session, {ANA}, TODAY)] == [("3", Stage.COST_RECHECKED)]
    entries, count = in_danger(session, {ANA, BOB}, TODAY, 2)
    assert ([each.row.id for each in entries], count) == ([1, 5], 3)
    assert in_danger(session, {99}, TODAY, 2) == ([], 0)
    assert [each.id for each in voyages(session, {ANA}, TODAY, after(6))] == [1]
    assert voyages(session, {BOB}, TODAY, after(6)) == []
    assert unsigned(session, {ANA, BOB}) == []
    assert [row.id for row, _ in in_the_works(session)] == [1, 2]
    assert in_the_works(session, {"buy"}) == []
    assert stage_counts(session) == {Stage.CONFIRMED: 2, Stage.IN_PRODUCTION: 1, Stage.PACKED: 1}
    assert opened_between(session, "opened_at", AT, AT) == 5


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("1", [1]),
        ("#5", [5]),
        ("订单3", [3]),
        ("Nandu", [3, 2, 1, 4]),
        ("po9", [5]),
        ("PO-9", [5]),
        ("acme", [5]),
        ("%", []),
        ("nobody", []),
        ("99", []),
    ],
)
def test_an_order_is_meant_by_number_by_the_customers_number_or_by_name(
    session: Session, words: str, numbers: list[int]
) -> None:
    assert [each.id for each in orders.meant(session, words)] == numbers


def test_where_else_they_are_named(session: Session) -> None:
    assert [each.id for each in of_conversation(session, 1001, 3)] == [5, 4, 3]
    assert [each.id for each in of_customer(session, 7, 9)] == [4, 3, 2, 1]
    assert [each.id for each in of_people(session, [BOB], TODAY, 9)] == [5, 2]
    assert [each.id for each in of_people(session, None, TODAY, 2)] == [1, 5]
