"""One order from the won quotation to the last payment: what each person types and presses, and nothing else (M5)."""

from __future__ import annotations

from tests.dialogues.desk import Desk
from tests.dialogues.ordered import the_order
from tests.dialogues.quotations import drafts, offer

EVA = "eva@kunde.example"
TERM = "30% T/T deposit, 70% before shipment"
CREW = (("Sue", "supervisor"), ("Paul", "production"), ("Amy", "accounting"))


def staffed(desk: Desk) -> Desk:
    for name, role in CREW:
        desk.hires(name, role)
    desk.set("company.name", "Lumen Lighting").set("company.bank_usd", "Bank: B; Account: 1234; SWIFT: X")
    return desk


def won(desk: Desk) -> Desk:
    """Ana quotes, Sue releases, Eva orders."""
    desk.receives("We need 1000 lamps LED-5050").says("Ana", "/take 1001")
    drafts(desk, told=offer(payment=TERM))
    desk.says("Ana", "/confirm D1 all").says("Ana", "/submit D1").presses("Sue", "Approve").settle()
    desk.says("Ana", "/send D1").presses("Ana", "Send").settle()
    return desk.says("Ana", "/won Q-2026-0001 PO 4711")


def test_an_order_goes_from_the_quotation_to_the_last_payment(desk: Desk) -> None:
    won(staffed(desk)).hears("It is order 1 (PO-4711) now.", "Is it right: quantity, product", who="Ana")
    desk.presses("Ana", "Confirm").says("Ana", "/order 1 cost").presses("Ana", "Checked")
    desk.says("Ana", "/order 1 marks KUNDE / HAMBURG / 1-UP; quality as per sample; requirements blue; mode produce")
    desk.says("Ana", "/meeting 1 Lee, Wang; plan by 20 March; date 2026-04-01; tech Lee; quality Wang")
    desk.says("Ana", "/done 1 coordinated").forget()
    desk.says("Ana", "/done 1 released").hears(
        "is not released to production yet", "no contract or proforma", who="Ana"
    )

    desk.says("Ana", "/deal 1 pi").says("Ana", "/deal P1 submit").presses("Sue", "Approve").settle()
    desk.says("Ana", "/deal P1 send").presses("Ana", "Send").settle()
    names = [each.get_filename() for each in desk.mails_to(EVA)[-1].iter_attachments()]
    assert "Proforma-Invoice-PI-2026-0001.pdf" in names
    desk.sends_file("Ana", "pi-signed.pdf", b"%PDF-1.4 signed", "/signed PI-2026-0001").presses("Ana", "Yes")
    desk.says("Ana", "/production 1 submit").presses("Sue", "Approve").settle()
    desk.says("Sue", "/production 1 waive the customer knows the goods")
    desk.says("Amy", "/paid 1 960 USD").says("Ana", "/done 1 released").says("Paul", "/done 1 material")
    desk.says("Paul", "/done 1 in production").presses("Paul", "Go on knowingly")
    assert the_order(desk).stage == "in_production"

    desk.says("Ana", "/inspect 1 final passed sample 50 findings none").says("Ana", "/done 1 inspected")
    desk.says("Ana", "/pack 1 1 50/ctn 12.5kg net 11kg 60x40x30").says("Ana", "/pack 1 send").settle()
    desk.presses("Ana", "Send").says("Ana", "/done 1 packed")
    desk.says(
        "Ana", "/ship 1 forwarder COSCO; vessel EVER ACE 012W; B/L COSU123; ETD 2026-03-30; ETA 2026-05-01"
    ).forget()
    desk.says("Ana", "/done 1 shipped").hears("the balance has not come", who="Ana")
    desk.says("Amy", "/paid 1 2240 USD").says("Ana", "/done 1 shipped").says("Ana", "/arrived 1 2026-03-02")
    desk.says("Ana", "/feedback 1 good they like it").says("Ana", "/done 1 feedback").says("Amy", "/invoice 1").settle()
    assert the_order(desk).stage == "feedback"

    desk.says("Ana", "/accounts 1 agree").says("Amy", "/accounts 1 agree").says("Ana", "/order 1 handed over")
    desk.says("Ana", "/done 1 closed").hears("Order 1 is closed.", who="Ana")
    assert the_order(desk).closed_at is not None
