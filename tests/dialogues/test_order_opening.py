"""From the quotation that was won, or from what a customer has ordered without one, to an order with its costs checked again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from rules.order_moves import Stage
from rules.products import Product
from rules.trade_paper import Kind
from storage import orders, trade_papers
from storage.products import put
from tests.dialogues.desk import Desk
from tests.dialogues.ordered import has_order, the_order
from tests.dialogues.quotations import drafts, offer, state
from tests.dialogues.quotes import rate
from tests.dialogues.works import has_paper

QUOTED = offer()


@pytest.fixture
def sent(desk: Desk) -> Desk:
    """Eva has Ana's quotation Q-2026-0001 over 1,000 lamps, at a margin of 12.5 %."""
    desk.set("quote.approval", "none").set("contract.breach", "0.5% a week").set(
        "order.markings", "{customer} / {destination} / C/NO. 1-UP"
    )
    desk.hires("Pam", "production").receives().says("Ana", "/take 1001")
    draft = drafts(desk)
    desk.says("Ana", f"/confirm {draft} all").says("Ana", f"/submit {draft}").says("Ana", f"/send {draft}").presses(
        "Ana", "Send"
    )
    return desk.settle().forget()


def test_a_quotation_that_is_won_becomes_an_order_whose_costs_are_checked_again(sent: Desk) -> None:
    sent.says("Ana", "/won q1 PO 4711").hears(
        "Q-2026-0001 is won.",
        "It is order 1 (PO-4711) now.\nOrder 1 (PO-4711) for Kunde GmbH\n1. LED-5050 · Lamp LED-5050\n   12 V\n"
        "   1,000 pcs × USD 3.20 = USD 3,200.00",
        "Delivery date: 1 Apr 2026, only assumed: 30 days from the order",
        "Is it right: quantity, product, specification, price, delivery date?",
        who="Ana",
    )
    row = the_order(sent)
    told = orders.content(row)
    assert (row.owner_id, row.quote_id, row.customer_key, row.total) == (1, 1, "po4711", "3200.00")
    assert (told.clause("breach"), told.marks) == ("0.5% a week", "KUNDE GMBH\nVALENCIA\nC/NO. 1-UP")
    sent.presses("Ana", "Confirm").hears("are confirmed.", "Next: the second cost analysis.", who="Ana")
    sent.presses("Ana", "Costs").hears(
        "purchase price: USD 2,800.00, as before", "Margin: 12.50 % → 12.50 % (threshold 5 %)", who="Ana"
    )
    sent.says("Ana", "/order 1 cost 1 purchase_price 3.10 USD").hears(
        "purchase price: USD 2,800.00 → USD 3,100.00",
        "Margin: 12.50 % → 3.13 % (threshold 5 %)",
        "needs a release",
        who="Ana",
    )
    sent.presses("Ana", "Checked").hears("The margin is below 5 %: it waits for a release (approval 1).", who="Ana")
    assert (the_order(sent).recheck_ok, the_order(sent).stage) == (False, "confirmed")
    sent.says("Ana", "/approve 1").hears("somebody else must release it", who="Ana")
    assert not the_order(sent).recheck_ok
    sent.presses("Max", "Approve").hears("the second cost analysis of order 1 (PO-4711) is released by Max", who="Ana")
    row = the_order(sent)
    assert (row.recheck_ok, row.recheck_margin, row.recheck_by) == (True, "0.03125", 1)


def test_with_both_done_the_stage_is_reached_and_a_change_opens_both_again(sent: Desk) -> None:
    sent.says("Ana", "/won q1").presses("Ana", "Confirm").presses("Ana", "Costs").presses("Ana", "Checked")
    sent.hears("☑ The second cost analysis of order 1 is checked.", "Order 1 is cost rechecked.", who="Ana")
    assert the_order(sent).stage == "cost_rechecked"
    sent.says("Ana", "/order 1 line 1 price 3.10").hears(
        "LED-5050, unit price: 3.2 → 3.1",
        "The second cost analysis has to be made again: /order 1 cost",
        "The five items are to be confirmed again.",
        who="Ana",
    )
    row = the_order(sent)
    assert (row.recheck_ok, row.total, row.revision) == (False, "3100.00", 2)


def test_an_old_button_confirms_nothing_that_has_changed(sent: Desk) -> None:
    sent.says("Ana", "/won q1")
    old = next(each.nonce for each in sent._buttons("Ana") if each.label == "Confirm")
    sent.says("Max", "/order 1 ship 2026-05-15").hears("delivery date: 1 Apr 2026 → 15 May 2026", who="Max")
    sent.presses_nonce("Ana", old).hears("Something has changed meanwhile. Look at it again:", who="Ana")
    assert the_order(sent).confirmed_at is None
    sent.presses("Ana", "Confirm").hears("are confirmed.", who="Ana")
    assert the_order(sent).confirmed_by == 1


def test_won_twice_shows_the_order_and_taking_it_back_ends_one_that_nobody_has_worked_on(sent: Desk) -> None:
    sent.says("Ana", "/won q1 PO 4711").says("Ana", "/won q1").hears(
        "Q-2026-0001 is order 1 (PO-4711) already.", who="Ana"
    )
    sent.presses("Ana", "Take it back").hears("Taken back in 1001", who="Ana")
    assert (state(sent), the_order(sent).stage) == ("sent", "cancelled")
    sent.says("Ana", "/won q1 PO 4711").presses("Ana", "Confirm").presses("Ana", "Take it back")
    sent.hears("Order 2 (PO-4711) came out of Q-2026-0001, and work on it has begun.", who="Ana")
    assert (state(sent), the_order(sent, 2).stage) == ("accepted", "confirmed")


def test_an_order_without_a_quotation_in_one_message(quiet: Desk) -> None:
    quiet.receives().says("Ana", "/take 1001").settle().forget()
    quiet.says(
        "Ana", "/order new 1001 LED-5050 2000pcs 3.3 USD; FOB Ningbo; 30% T/T deposit, balance before shipment; PO 4711"
    ).hears(
        "It is order 1 (PO-4711) now.",
        "2,000 pcs × USD 3.30 = USD 6,600.00",
        "Delivery date: nobody has told it",
        "Still missing: specification, delivery date",
        who="Ana",
    )
    quiet.presses("Ana", "Delivery date").says("Ana", "15 May", answers="When are the goods to be shipped?")
    quiet.presses("Ana", "Specification").says("Ana", "12 V, warm white", answers="What exactly is it?")
    quiet.presses("Ana", "Confirm").hears("are confirmed.", who="Ana")
    row = the_order(quiet)
    assert (row.contract_on, row.confirmed_by, quiet.conversation(1001).state) == (date(2026, 5, 15), 1, "won")
    quiet.says("Ana", "/order new 1001 LED-5050 2000pcs 3.3 USD; PO-4711").hears(
        "That is order 1 (PO-4711) already.", who="Ana"
    )
    quiet.says("Ana", "/order new Kunde: LED-7070 x 5 @ 9; ship 2026-06-01").hears("It is order 2 now.", who="Ana")


def test_orders_step_by_step_in_chinese_and_with_what_cannot_be_read(empty_desk: Desk) -> None:
    desk = empty_desk.hires("Ana", language="zh").settle().receives().says("Ana", "/take 1001").settle().forget()
    desk.says("Ana", "/order 新 1001").says(
        "Ana", "LED-5050 2000个 3.3美元；交期 2020-01-01；客户单号 4711", answers="客户"
    )
    assert the_order(desk).customer_number == "4711"
    desk.says("Ana", "/order 1 唛头 KUNDE / HAMBURG").says("Ana", "/order 1 供货 采购").says(
        "Ana", "/order 1 付款 30%定金，余款发货前付清"
    )
    row = the_order(desk)
    assert (orders.content(row).marks, row.supply_mode) == ("KUNDE\nHAMBURG", "buy")
    assert orders.content(row).goods.payment == "30%定金，余款发货前付清"


def test_a_customer_with_a_quotation_is_asked_about_first(sent: Desk) -> None:
    sent.says("Ana", "/order new 1001 LED-5050 x 5 @ 3").hears(
        "He has a quotation. Does he order what was quoted?", who="Ana"
    )
    won = next(each.nonce for each in sent._buttons("Ana") if each.label == "Won: Q-2026-0001 · Kunde GmbH")
    sent.presses("Ana", "Another order").hears(
        "It is order 1 now.", "Not typed, but taken over from before: ", "payment terms", who="Ana"
    )
    sent.presses_nonce("Ana", won).hears("It is order 2 now.", who="Ana")
    assert [the_order(sent, number).quote_id for number in (1, 2)] == [None, 1]


@pytest.fixture
def ordered(desk: Desk) -> Desk:
    """Order 1 of Kunde, Ana's, over 100 pumps; Pam makes, Polly buys, Carl counts the money, Sue supervises."""
    desk.hires("Pam", "production").hires("Polly", "purchasing").hires("Carl", "accounting").receives()
    desk.says("Ana", "/take 1001")
    return has_order(desk).settle().forget()


def test_what_an_order_says_is_changed_by_who_leads_it(ordered: Desk) -> None:
    ordered.says("Ana", "/order 1 marks KUNDE / PORTO / C/NO. 1-UP").hears("shipping marks: KUNDE / HAMBURG", who="Ana")
    ordered.says("Ana", "/order 1 LC 2026-05-10").hears(
        "The letter of credit wants the shipment by 10 May 2026", who="Ana"
    )
    ordered.says("Ana", "/order 1 cycle 20 days").says("Ana", "/order 1 tracker Bob").hears(
        "You track order 1", who="Bob"
    )
    ordered.says("Ana", "/order 1 mode buy").hears("sourced by purchasing: ", who="Polly")
    ordered.says("Ana", "/order 1 clause breach 1% a week").says("Ana", "/order 1 po 4712")
    row = the_order(ordered)
    assert (row.latest_on, row.cycle_days, row.supply_mode, row.customer_key) == (date(2026, 5, 10), 20, "buy", "4712")
    assert orders.content(row).clause("breach") == "1% a week"
    for wrong, why in (
        ("/order 1 LC 2020-01-01", "is over already"),
        ("/order 1 mode magic", "mode produce, mode buy, mode stock"),
        ("/order 1 line 7 qty 3", "There is no line 7; there are 1."),
        ("/order 1 - 1", "An order has at least one position."),
        ("/order 1 tracker Nobody", "I know nobody called Nobody"),
        ("/order 1 clause weather fine", "I know no clause weather"),
        ("/order 1 cycle 0 days", "cycle 20 days"),
    ):
        before = the_order(ordered).content_hash
        ordered.says("Ana", wrong).hears(why, who="Ana")
        assert the_order(ordered).content_hash == before
    ordered.says("Pam", "/order 1 marks X").hears("Order 1 is Ana's. Only Ana does that.", who="Pam")


def test_others_hear_nothing_of_it(ordered: Desk) -> None:
    ordered.hires("Eve")
    for command in (
        "cost",
        "confirm",
        "items",
        "cancel no",
        "marks X",
        "line 1 price 1",
        "po 1",
        "handed over",
        "ship 2026-06-01",
    ):
        ordered.says("Eve", f"/order 1 {command}")
    ordered.says("Pam", "/order 1 cost").says("Dora", "/order 1 cost").hears(
        "are for its owner, supervisor and manager", who="Dora"
    )
    heard = "\n".join(ordered.chat("Eve") + ordered.chat("Pam"))
    assert "Kunde" not in heard
    assert "USD" not in heard
    row = the_order(ordered)
    assert (row.revision, row.customer_number, row.handed_over_at, row.contract_on) == (
        1,
        "PO-4711",
        None,
        date(2026, 5, 15),
    )


def test_a_cancellation_needs_a_reason_and_somebody_else(ordered: Desk) -> None:
    ordered.says("Ana", "/order 1 cancel").presses("Ana", "The customer withdraws")
    ordered.hears("The cancellation of order 1 (PO-4711) waits for a release (approval 1).", who="Ana")
    assert the_order(ordered).stage == "confirmed"
    ordered.says("Ana", "/order 1 cancel again").hears("That waits for approval already.", who="Ana")
    ordered.says("Ana", "/approve 1")
    assert the_order(ordered).stage == "confirmed"
    ordered.forget().presses("Max", "Approve")
    ordered.hears("order 1 (PO-4711) is cancelled: The customer withdraws", "No money has come for it.", who="Ana")
    row = the_order(ordered)
    assert (row.stage, row.reason, row.closed_at) == ("cancelled", "customer", ordered.now)
    assert any("Order 1 is cancelled. Whatever is being done for it stops" in each for each in ordered.chat("Pam"))
    assert any("order 1 (PO-4711) is cancelled" in each for each in ordered.chat("Carl"))
    ordered.forget().says("Ana", "/order 1 marks X").hears("Order 1 (PO-4711) is cancelled.", who="Ana")


def test_what_has_left_is_not_cancelled(desk: Desk) -> None:
    desk.receives().says("Ana", "/take 1001")
    has_order(desk, stage=Stage.SHIPPED).says("Ana", "/order 1 cancel no").hears(
        "an order is cancelled before its goods leave", who="Ana"
    )
    desk.says("Ana", "/order 1 handed over").hears(
        "is not complete. Missing: the signed contract or proforma", who="Ana"
    )
    desk.presses("Ana", "Handed over anyway").hears("is handed over.", who="Ana")
    assert the_order(desk).handed_over_at == desk.now


def test_costs_of_today_come_from_the_table_of_products(ordered: Desk) -> None:
    with ordered.database.deciding() as session:
        pump = Product(
            "QJ-200", names=(("en", "Deep well pump"),), costs=(("purchase_price", Decimal(45)),), cost_currency="USD",
        )  # fmt: skip
        put(ordered.work(session), [pump])
        session.commit()
    ordered.says("Ana", "/order 1 cost").hears(
        "purchase price: – → USD 4,500.00", "when it was opened → today", who="Ana"
    )
    ordered.says("Ana", "/order 1 cost 1 labour abc").hears("Nothing was changed.", who="Ana")


def test_what_is_signed_changes_by_an_amendment_only(ordered: Desk) -> None:
    has_paper(ordered.hires("Sam", "supervisor"), Kind.CONTRACT)
    before = the_order(ordered).content_hash
    for change in (
        "line 1 qty 300",
        "price 1",
        "payment 100% T/T",
        "FOB Shanghai",
        "clause breach x",
        "ship 2026-06-01",
    ):
        ordered.says("Ana", f"/order 1 {change}").hears(
            "SC-2026-0001 is signed: goods, prices and terms change by an amendment only. /deal P1 amend", who="Ana"
        )
    assert (the_order(ordered).content_hash, the_order(ordered).contract_on) == (before, date(2026, 5, 15))
    ordered.says("Ana", "/order 1 requirements blue caps").hears("the customer's requirements: ", who="Ana")
    ordered.says("Ana", "/order 1 cancel no").presses("Max", "Approve")
    with ordered.database.reading() as session:
        assert [each.state for each in trade_papers.of_order(session, 1, alive=False)] == ["cancelled"]


def test_what_is_changed_in_one_message_is_taken_together(ordered: Desk) -> None:
    ordered.says("Ana", "/order 1 line 1 qty 120; FOB Shanghai; ship 2026-06-01; po PO 9")
    row = the_order(ordered)
    goods = orders.content(row).goods
    assert (goods.lines[0].quantity, goods.term, goods.place) == (Decimal(120), "FOB", "Shanghai")
    assert (row.contract_on, row.customer_number) == (date(2026, 6, 1), "PO-9")
    with ordered.database.reading() as session:
        assert [(each.what, each.before, each.after) for each in orders.date_changes(session, 1)][:1] == [
            ("contract", date(2026, 5, 15), date(2026, 6, 1))
        ]
        assert [each.revision for each in orders.revisions(session, 1)] == [1, 2]


def test_an_order_goes_with_the_customer_whom_somebody_else_takes_over(desk: Desk) -> None:
    desk.says("Ana", "/customer add Kunde GmbH, Spain, eva@kunde.example, Eva Lopez").receives()
    desk.says("Ana", "/order new 1001 LED-5050 x 5 @ 3 USD")
    assert the_order(desk).owner_id == 1
    desk.says("Max", "/handover Ana Bob she is ill").presses("Max", "Hand all over").settle()
    assert the_order(desk).owner_id == 2
    desk.forget().says("Bob", "/order 1 marks BOB").hears("shipping marks: – → BOB", who="Bob")
    desk.presses("Max", "Take it back").settle()
    assert the_order(desk).owner_id == 1


def test_who_has_typed_the_costs_does_not_release_them(ordered: Desk) -> None:
    rate(ordered.hires("Mia", "manager")).says("Max", "/order 1 cost 1 labour 140 CNY").hears("→ 2.86 %", who="Max")
    ordered.says("Ana", "/order 1 cost").presses("Ana", "Checked").hears("waits for a release (approval 1)", who="Ana")
    ordered.says("Max", "/approve 1").hears("somebody else must release it", who="Max")
    assert not the_order(ordered).recheck_ok
    ordered.says("Mia", "/approve 1")
    assert the_order(ordered).recheck_ok
    ordered.says("Ana", "/order 1 cost 1 labour 80 CNY").hears("→ 20.00 %", who="Ana")
    assert not the_order(ordered).recheck_ok


def test_what_starts_late_is_said_once_and_again_only_when_it_is_later(sent: Desk) -> None:
    sent.set("order.cycle_days", "40").hires("Sue", "supervisor")
    sent.says("Ana", "/won q1 PO 4711").says("Ana", "/order 1 marks KUNDE; requirements blue paint; mode produce")
    late = "Order 1 (PO-4711) starts late."
    assert [sum(late in each for each in sent.chat(who)) for who in ("Ana", "Sue")] == [1, 1]
    sent.says("Ana", "/order 1 ship 2026-03-25")
    assert [sum(late in each for each in sent.chat(who)) for who in ("Ana", "Sue")] == [2, 2]
