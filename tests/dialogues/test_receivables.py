"""What customers owe, by age; sales and accounting agree on it, each for her own side (R232-R234)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from storage import payments
from tests.dialogues.desk import Desk
from tests.dialogues.ordered import AGREED, has_order


@pytest.fixture
def owing(desk: Desk) -> Desk:
    """Kunde's order: 1,500 at signing, 3,500 before shipment; nothing has come."""
    desk.hires("Amy", "accounting").set("company.bank_usd", "Bank: B; Account: 1234; SWIFT: X")
    desk.receives().says("Ana", "/take 1001")
    has_order(desk, replace(AGREED, goods=replace(AGREED.goods, payment="")), customer=1)
    return desk.says("Ana", "/order 1 payment 30% T/T deposit, 70% before shipment").forget()


def test_each_sees_her_own_and_accounting_everybodys(owing: Desk) -> None:
    owing.says("Ana", "/receivables").hears("Receivables: USD 5,000.00", "not due: USD 5,000.00", who="Ana")
    owing.forget().says("Amy", "/receivables kunde").hears("Receivables: USD 5,000.00", who="Amy")
    owing.forget().says("Bob", "/receivables").hears("Nothing is owed there.", who="Bob")


def test_both_sides_agree_and_nobody_for_both(owing: Desk) -> None:
    owing.says("Amy", "/paid 1 5000 USD").says("Amy", "/invoice 1").settle().forget()
    owing.says("Ana", "/accounts").hears("Reconciliation 2026-03: 1 orders", "received USD 5,000.00", who="Ana")
    owing.says("Ana", "/accounts 1 agree").hears("The other side has still to agree.", "Is it right? Order 1")
    owing.says("Ana", "/accounts 1 agree").hears("The other side has still to agree.", who="Ana")
    owing.presses("Amy", "Agree").hears("Order 1 (PO-4711) is reconciled by both sides.", who="Amy")
    with owing.database.reading() as session:
        assert {each.state for each in payments.parts(session, 1)} == {"reconciled"}


def test_a_difference_is_told_and_nothing_is_reconciled(owing: Desk) -> None:
    owing.says("Amy", "/paid 1 5000 USD").says("Amy", "/invoice 1").settle()
    owing.says("Ana", "/accounts 1 agree").says("Amy", "/accounts 1 differs").hears("What differs?", who="Amy")
    owing.says("Amy", "/accounts 1 differs 25 USD of bank fees are missing").hears("25 USD of bank fees", who="Ana")
    with owing.database.reading() as session:
        assert {each.state for each in payments.parts(session, 1)} == {"invoiced"}


def test_the_list_comes_by_itself_once_a_month(owing: Desk) -> None:
    owing.jumps(days=4).hears("Reconciliation 2026-03: 1 orders", who="Amy")
    owing.jumps(days=1)
    assert sum("Reconciliation 2026-03" in each for each in owing.chat("Amy")) == 1
