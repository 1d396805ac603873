"""An order is late: supervisor at once, the customer by a released letter, the contract by his consent (R185, R193)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.dialogues.desk import Desk
from tests.dialogues.ordered import has_order, the_order

EVA = "eva@kunde.example"


@pytest.fixture
def firm(desk: Desk) -> Desk:
    """Ana leads order 1 of Kunde, in the works; Sue is the supervisor."""
    desk.hires("Sue", "supervisor").receives().says("Ana", "/take 1001")
    return has_order(desk).settle().forget()


def test_a_delay_reaches_supervisor_and_customer_and_the_contract_waits_for_his_consent(firm: Desk) -> None:
    firm.says("Ana", "/delay 1 5 days mould broken").hears(
        "order 1 will be shipped on 20 May 2026 instead of 15 May 2026. mould broken",
        "5 days after the contract's 15 May 2026",
        who="Ana",
    )
    assert "Order 1 (PO-4711) is late." in firm.chat("Sue")[-1]
    order = the_order(firm)
    assert (order.expected_on, order.contract_on) == (date(2026, 5, 20), date(2026, 5, 15))
    assert order.delay_since == firm.now
    assert firm.mails_to(EVA) == []
    firm.presses("Ana", "Send")
    assert "20 May 2026 instead of 15 May 2026" in firm.mails_to(EVA)[0].get_content()
    assert the_order(firm).told_at == firm.now
    firm.presses("Ana", "Customer agreed").hears("Who has agreed to 20 May 2026", who="Ana")
    firm.presses("Ana", "Eva Lopez, by phone").hears("Agreed by: Eva Lopez, phone", who="Ana")
    order = the_order(firm)
    assert (order.contract_on, order.delay_since) == (date(2026, 5, 20), None)
    firm.forget().says("Ana", "/delay 1").hears("agreed by the customer", "mould broken", who="Ana")


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("/delay 1 0 days", "A delay is one day or more."),
        ("/delay 1 -3 days", "A delay is one day or more."),
        ("/delay 1 until 2026-01-01 no steel", "1 Jan 2026 is over."),
        ("/delay 1 until 2026-05-15 no steel", "15 May 2026 is not later."),
        ("/delay 1 推迟5天", "Why will order 1 be shipped on 20 May 2026 only?"),
        ("/delay 1 模具坏了", "How late will order 1 be?"),
        ("/delay 99 5 days no steel", "I know no order 99 of yours."),
    ],
)
def test_what_was_not_said_is_asked_and_what_cannot_be_changes_nothing(firm: Desk, text: str, heard: str) -> None:
    firm.says("Ana", text).hears(heard, who="Ana")
    assert the_order(firm).delay_since is None


def test_a_day_behind_the_letter_of_credit_is_said_loudly(desk: Desk) -> None:
    desk.receives().says("Ana", "/take 1001")
    has_order(desk, latest_on=date(2026, 5, 17)).forget()
    desk.says("Ana", "/delay 1 5天 缺料").hears("after the letter of credit's latest shipment, 17 May 2026", who="Ana")


def test_a_stage_that_is_not_reached_is_asked_after_and_escalated(firm: Desk) -> None:
    firm.says("Ana", "/delay 1 history")
    with firm.database.deciding() as session:
        from handlers.order_dates import planned
        from storage.tables.orders import OrderRow

        planned(firm.work(session), session.get_one(OrderRow, 1))
        session.commit()
    firm.forget().jumps(days=38).hears("Order 1 (PO-4711): was to be cost rechecked", who="Ana")
    firm.jumps(days=1).hears("was asked.", who="Sue")
