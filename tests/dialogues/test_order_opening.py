"""From the quotation that was won, or from what a customer has ordered without one, to an order with its costs checked again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from rules.order_moves import Stage
from storage import orders
from storage.products import put
from rules.products import Product
from tests.dialogues.desk import Desk
from tests.dialogues.ordered import has_order, the_order
from tests.dialogues.quotations import drafts, offer, sends, state

QUOTED = offer()


@pytest.fixture
def sent(desk: Desk) -> Desk:
    """Eva has Ana's quotation Q-2026-0001 over 1,000 lamps, at a margin of 12.5 %."""
    desk.set("quote.approval", "none").set("contract.breach", "0.5% a week").set("order.markings", "{customer} / {destination} / C/NO. 1-UP")
    desk.hires("Pam", "production").receives().says("Ana", "/take 1001")
    draft = drafts(desk)
    desk.says("Ana", f"/confirm {draft} all").says("Ana", f"/submit {draft}").says("Ana", f"/send {draft}").presses("Ana", "Send")
    return desk.settle().forget()


def test_a_quotation_that_is_won_becomes_an_order_whose_costs_are_checked_again(sent: Desk) -> None:
    sent.says("Ana", "/won q1 PO 4711").hears(
        "Q-2026-0001 is won.",
        "It is order 1 (PO-4711) now.\nOrder 1 (PO-4711) for Kunde GmbH\n1. LED-5050 · Lamp LED-5050\n   12 V\n   1,000 pcs × USD 3.20 = USD 3,200.00",
        "Delivery date: 1 Apr 2026, only assumed: 30 days from the order",
        "Is it right: quantity, product, specification, price, delivery date?",
        who="Ana",
    )
    row = the_order(sent)
    told = orders.content(row)
    assert (row.owner_id, row.quote_id, row.customer_key, row.total) == (1, 1, "po4711", "3200.00")
    assert (told.clause("breach"), told.marks) == ("0.5% a week", "KUNDE GMBH\nSPAIN\nC/NO. 1-UP")
    sent.presses("Ana", "Confirm").hears("are confirmed.", "Next: the second cost analysis.", who="Ana")
    sent.presses("Ana", "Costs").hears(
        "purchase price: USD 2,800.00, as before", "Margin: 12.50 % → 12.50 % (threshold 5 %)", who="Ana"
    )
    sent.says("Ana", "/order 1 cost 1 purchase_price 3.10 USD").hears(
        "purchase price: USD 2,800.00 → USD 3,100.00", "Margin: 12.50 % → 3.13 % (threshold 5 %)", "needs a release", who="Ana"
    )
    sent.presses("Ana", "Checked").hears("The margin is below 5 %: it waits for a release (approval 1).", who="Ana")
    assert (the_order(sent).recheck_ok, the_order(sent).stage) == (False, "confirmed")
    sent.says("Ana", "/approve 1").hears(who="Ana")
    assert not the_order(sent).recheck_ok
    sent.presses("Max", "Approve").hears("the second cost analysis of order 1 (PO-4711) is released by Max", who="Ana")
    row = the_order(sent)
    assert (row.recheck_ok, row.recheck_margin, row.recheck_by) == (True, "0.03125", 1)
