"""Money of an order: parts, receipts that accounting confirms, other currencies, too much, refunds, the invoice (R224-R235)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from rules.order_moves import Stage
from storage import payments
from tests.dialogues.desk import Desk
from tests.dialogues.ordered import AGREED, has_order

EVA = "eva@kunde.example"
TERM = "30% T/T deposit, 70% before shipment"


@pytest.fixture
def owing(desk: Desk) -> Desk:
    """Kunde's order of USD 5,000: 1,500 at signing, 3,500 before shipment. Amy keeps the accounts."""
    desk.hires("Amy", "accounting").set("company.bank_usd", "Bank: B; Account: 1234; SWIFT: X")
    desk.receives().says("Ana", "/take 1001")
    has_order(desk, replace(AGREED, goods=replace(AGREED.goods, payment="")))
    return desk.says("Ana", f"/order 1 payment {TERM}").forget()


def states(desk: Desk) -> list[tuple[str, str, str]]:
    with desk.database.reading() as session:
        return [(each.amount, each.received, each.state) for each in payments.parts(session, 1)]


def test_the_parts_follow_from_the_term_and_add_up(owing: Desk) -> None:
    owing.says("Ana", "/payments 1").hears(
        "1. deposit 30%: USD 1,500.00, T/T at signing", "2. balance 70%: USD 3,500.00, T/T before shipment", who="Ana"
    )
    assert sum(Decimal(amount) for amount, _, _ in states(owing)) == 5000


def test_what_sales_hears_is_only_a_receipt_once_accounting_has_seen_it(owing: Desk) -> None:
    owing.says("Ana", "/paid 1 1500 USD").hears("Accounting is asked", "Has it come? USD 1,500.00")
    assert {received for _, received, _ in states(owing)} == {"0"}
    owing.presses("Amy", "Came").hears("USD 1,500.00 has come", who="Ana")
    assert states(owing)[0] == ("1500.00", "1500.00", "received")


def test_another_currency_needs_a_rate_and_too_much_is_asked_back(owing: Desk) -> None:
    owing.says("Amy", "/paid 1 10000 CNY").hears("Order 1 is in USD, and this is CNY. By which rate?", who="Amy")
    owing.says("Amy", "/paid 1 9000 USD").hears("That is USD 4,000.00 more than order 1", "Is it right?", who="Amy")
    assert {received for _, received, _ in states(owing)} == {"0"}, "nothing is entered by a question"
    owing.says("Amy", "/paid 1 1000 EUR rate 1.1").hears("It counts as USD 1,100.00, at 1.1.", who="Amy")
    assert states(owing)[0][2] != "received", "a part of it leaves the rest due"


@pytest.mark.parametrize("words", ["-5 USD", "0 USD", "abc", "100 USD on 2031-01-01", "1e9 USD", "nan USD"])
def test_what_is_no_receipt_changes_nothing(owing: Desk, words: str) -> None:
    owing.says("Amy", f"/paid 1 {words}")
    assert {received for _, received, _ in states(owing)} == {"0"}
    assert len(owing.chat("Amy")[-1]) > 20, "a sentence says why"


def test_a_refund_opens_what_was_paid_and_no_more_goes_back_than_came(owing: Desk) -> None:
    owing.says("Amy", "/paid 1 1500 USD").says("Amy", "/paid 1 refund 2000 USD mistake").forget()
    owing.says("Ana", "/paid 1 refund 100 USD please").hears("Only accounting says what came", who="Ana")
    owing.says("Amy", "/paid 1 refund 100 USD overpaid")
    with owing.database.reading() as session:
        kinds = [(each.kind, each.amount) for each in payments.receipts(session, 1)]
    assert kinds == [("receipt", "1500"), ("refund", "100")]


def test_the_invoice_leaves_as_a_mail_that_somebody_releases(owing: Desk) -> None:
    owing.says("Amy", "/paid 1 1500 USD").says("Amy", "/invoice 1").settle()
    owing.says("Ana", "/invoice 1 send").hears("our commercial invoice CI-2026-0001", who="Ana")
    owing.presses("Ana", "Send").settle()
    (mail,) = owing.mails_to(EVA)
    assert [each.get_filename() for each in mail.iter_attachments()][0] == "Commercial-Invoice-CI-2026-0001.pdf"


def test_works_and_other_sales_see_no_money(owing: Desk) -> None:
    owing.hires("Paul", "production")
    owing.says("Bob", "/payments 1").hears("I know no order 1 of yours.", who="Bob").forget()
    owing.says("Bob", "/payments 9").hears("I know no order 9 of yours.", who="Bob").forget()
    owing.says("Paul", "/payments 1").hears("/payments is for:", who="Paul")


def test_what_is_late_is_asked_after_and_its_letter_waits_for_a_person(desk: Desk) -> None:
    desk.hires("Amy", "accounting").set("company.bank_usd", "Bank: B; Account: 1234; SWIFT: X")
    desk.receives().says("Ana", "/take 1001")
    has_order(desk, replace(AGREED, goods=replace(AGREED.goods, payment="")), stage=Stage.MATERIAL)
    desk.says("Ana", "/order 1 payment 30% T/T deposit, 70% before shipment").says("Ana", "/payments").hears(
        "Outstanding"
    )
    desk.forget().says("Ana", "/payments 1 letter").settle()
    assert desk.mails_to(EVA) == [], "nothing leaves by itself"
