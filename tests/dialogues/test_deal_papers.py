"""Proforma invoice and contract from the draft to the archive: who does what, what is said, what never happens by itself (M4)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from storage.tables.orders import OrderFileRow
from storage.tables.trade_papers import TradePaperRow
from tests.dialogues.desk import Desk
from tests.dialogues.ordered import AGREED, has_order, the_order

EVA = "eva@kunde.example"
SCAN = b"%PDF-1.4 signed and stamped"
BANK = "Bank: Bank of China Ningbo; Account: 1234 5678; SWIFT: BKCHCNBJ92A"


@pytest.fixture
def firm(desk: Desk) -> Desk:
    """Ana has order 1 of Kunde; Sue and Max review, Amy keeps the books, Paul produces."""
    desk.hires("Sue", "supervisor").hires("Amy", "accounting").hires("Paul", "production")
    desk.set("company.bank_usd", BANK).receives().says("Ana", "/take 1001")
    return has_order(desk).settle().forget()


def paper(desk: Desk, number: int = 1) -> TradePaperRow:
    with desk.database.reading() as session:
        return session.get_one(TradePaperRow, number)


def copies(desk: Desk) -> list[OrderFileRow]:
    with desk.database.reading() as session:
        return list(
            session.scalars(select(OrderFileRow).where(OrderFileRow.kind == "signed").order_by(OrderFileRow.id))
        )


def released(desk: Desk, what: str = "pi") -> Desk:
    desk.says("Ana", f"/deal 1 {what}").says("Ana", "/deal P1 submit").presses("Sue", "Approve")
    return desk.settle().forget()


def sent(desk: Desk, what: str = "pi") -> Desk:
    released(desk, what).says("Ana", "/deal P1 send").presses("Ana", "Send")
    return desk.settle()


def returned(
    desk: Desk, name: str = "PI-2026-0001 signed.pdf", content: bytes = SCAN, text: str = "Here it is."
) -> Desk:
    (mail,) = desk.mails_to(EVA)[-1:]
    desk.jumps(minutes=5)
    return desk.receives(
        text, subject="Re: Inquiry for pumps", headers={"In-Reply-To": mail["Message-ID"]}, files=[(name, content)]
    )


def test_a_proforma_invoice_goes_out_comes_back_by_mail_and_accounting_has_its_copy(firm: Desk) -> None:
    firm.says("Ana", "/deal 1").hears("Papers of order 1 (PO-4711)", "Still to be signed", who="Ana")
    firm.presses("Ana", "Draft the proforma invoice").hears("P1: the proforma invoice of order 1", "Settled: 8 of 8")
    firm.presses("Ana", "Submit").hears("Settled: 8 of 8", who="Sue").presses("Sue", "Approve")
    firm.hears("PI-2026-0001 is released.", who="Ana")
    firm.settle().says("Ana", "/deal pi1 send").hears(
        "Subject: Re: Inquiry for pumps - Proforma invoice PI-2026-0001", "sign and stamp it", who="Ana"
    )
    assert firm.mails_to(EVA) == []
    firm.presses("Ana", "Send").settle()
    returned(firm).hears("Is this the signed PI-2026-0001?", who="Ana")
    assert (paper(firm).state, copies(firm)) == ("sent", []), "nothing is silently taken"
    firm.presses("Ana", "Yes").hears("PI-2026-0001 is signed.", "It is archived", "your copy for the books")
    (kept,) = copies(firm)
    assert (kept.paper_id, kept.letter_id is not None, kept.name) == (1, True, "PI-2026-0001 signed.pdf")
    assert (paper(firm).state, paper(firm).archive_ref) == ("archived", "2026-03 / PI-2026-0001")
    firm.presses("Amy", "Received").says("Ana", "/deal 1").hears("The order is confirmed in writing.", who="Ana")
    firm.says("Ana", "/deal archive").hears("2026-03 / PI-2026-0001: proforma invoice, order 1, Kunde GmbH", who="Ana")


def test_a_contract_needs_two_ticks_of_another_pair_of_eyes_then_we_sign_and_he_has_his_copy(firm: Desk) -> None:
    firm.set("contract.breach", "1% a week").set("contract.insurance", "by the buyer")
    firm.says("Ana", "/deal 1 contract").hears("Left open: ", "Not our usual clause, breach liability", who="Ana")
    firm.says("Ana", "/deal P1 submit").hears("Not our usual clause, breach liability", who="Sue").presses(
        "Sue", "Approve"
    )
    firm.settle().says("Ana", "/deal P1 send").presses("Ana", "Send").settle()
    firm.sends_file("Ana", "contract.jpg", b"\xff\xd8\xff scan", "/signed SC-2026-0001")
    firm.presses("Ana", "Yes").hears("Are signatures and stamps genuine?", who="Sue")
    firm.says("Ana", "/signed P1 genuine").hears("for supervisor and manager to say", who="Ana")
    firm.presses("Sue", "Genuine").hears("Noted. Is it complete, too?", who="Sue").presses("Sue", "Complete")
    firm.hears("finds the signatures of SC-2026-0001 genuine and complete", who="Ana")
    assert (paper(firm).state, paper(firm).rechecked_by) == ("rechecked", 6)
    firm.presses("Ana", "We have signed").hears("SC-2026-0001 is signed by both sides.", who="Ana")
    firm.presses("Ana", "Send the copy").hears("signed by both sides, for your files", who="Ana").presses("Ana", "Send")
    firm.hears("SC-2026-0001 is archived", who="Ana")
    assert paper(firm).state == "archived"
    assert [each.get_filename() for each in firm.mails_to(EVA)[-1].iter_attachments()] == ["contract.jpg"]


def test_a_signature_that_is_not_in_order_is_waited_for_again(firm: Desk) -> None:
    sent(firm, "contract").sends_file("Ana", "p.pdf", SCAN, "/signed sc1").presses("Ana", "Yes").forget()
    firm.presses("Sue", "Not in order").says("Sue", "page 2 is missing", answers="What is not in order?")
    firm.hears("Sue does not take the signature of SC-2026-0001: page 2 is missing", who="Ana")
    assert (paper(firm).state, paper(firm).signed_at) == ("sent", None)
    assert len(copies(firm)) == 1, "what came is kept"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("signed.pdf", b"", "signed.pdf is empty"),
        ("signed.exe", b"MZ" + b"\0" * 200, "it could do harm"),
        ("signed.pdf", b"MZ" + b"\0" * 200, "it could do harm"),
        ("signed.zip", b"PK\x03\x04 zipped", "cannot be a signed copy. These can: pdf, jpg"),
        ("signed.txt", b"I have signed it", "cannot be a signed copy. These can: pdf, jpg"),
        ("signed", b"no ending at all", "cannot be a signed copy. These can: pdf, jpg"),
    ],
)
def test_files_of_other_kinds_are_no_signed_copy(firm: Desk, name: str, content: bytes, words: str) -> None:
    sent(firm).says("Ana", "/signed pi1").forget()
    firm.sends_file("Ana", name, content, answers="Answer this message with the signed PI-2026-0001").hears(
        words, who="Ana"
    )
    firm.forget().sends_file("Ana", name, content, caption="/signed pi1").hears(words, who="Ana")
    assert (paper(firm).state, copies(firm)) == ("sent", [])


def test_a_letter_that_speaks_of_a_signed_copy_and_brings_none_is_told(firm: Desk) -> None:
    returned(sent(firm), "signed PI.zip", b"PK\x03\x04 zipped", "signed PI attached")
    firm.hears("A letter speaks of the signed PI-2026-0001.", "signed PI.zip cannot be a signed copy", who="Ana")


def test_another_file_on_the_thread_is_not_asked_about(firm: Desk) -> None:
    returned(sent(firm), "drawing.pdf", b"%PDF-1.4 drawing", "Here is the drawing of the pump.").settle()
    assert not any("Is this the signed" in each for each in firm.chat("Ana"))


def test_before_it_is_sent_nobody_can_have_signed_it(firm: Desk) -> None:
    firm.says("Ana", "/deal 1 pi").says("Ana", "/signed P1").forget()
    firm.sends_file("Ana", "pi.pdf", SCAN, answers="Answer this message").hears(
        "P1 is a draft: nobody can have signed it."
    )
    released_again = firm.says("Ana", "/deal P1 submit").presses("Sue", "Approve").settle().forget()
    released_again.says("Ana", "/signed pi1")
    firm.sends_file("Ana", "pi.pdf", SCAN, answers="Answer this message").hears("PI-2026-0001 has not been sent yet.")
    assert copies(firm) == []


def test_what_is_not_released_does_not_leave(firm: Desk) -> None:
    firm.says("Ana", "/deal 1 pi").says("Ana", "/deal P1 send").hears("it leaves once it is released", who="Ana")
    released(firm).says("Ana", "/deal P1 send").says("Ana", "/deal P1 marks OTHER").forget()
    firm.presses("Ana", "Send").hears("it leaves once it is released", who="Ana")
    assert firm.mails_to(EVA) == []


def test_its_file_cannot_be_taken_off_the_mail(firm: Desk) -> None:
    released(firm).says("Ana", "/deal P1 send").says("Ana", "/edit 1 -").forget()
    firm.presses("Ana", "Send").hears("The file of PI-2026-0001 as it was released is not with this mail.", who="Ana")
    assert firm.mails_to(EVA) == []


def test_what_is_missing_is_said_with_how_it_is_typed(desk: Desk) -> None:
    desk.hires("Sue", "supervisor").receives().says("Ana", "/take 1001")
    has_order(desk, replace(AGREED, marks="", clauses=())).forget()
    desk.says("Ana", "/deal 1 contract").hears("Missing: ", who="Ana").says("Ana", "/deal P1 submit")
    desk.hears("P1 is not complete. Missing:", "/deal P1 quality ...", "/deal P1 breach ...", who="Ana")
    desk.says("Ana", "/deal P1 违约责任 每周0.5%").hears("breach liability: 每周0.5%", who="Ana")
    desk.says("Ana", "/deal 1 pi").says("Ana", "/deal P2 submit").hears(
        "/settings company.bank_usd", "/deal P2 marks", who="Ana"
    )
    desk.says("Ana", "/deal P2 bank IBAN 1").hears("The bank details come from the settings", who="Ana")
    assert paper(desk, 2).state == "draft"


def test_the_customers_own_form_goes_to_a_lawyer_first(firm: Desk) -> None:
    firm.says("Ana", "/deal 1 contract").says("Ana", "/deal P1 form customer").hears(
        "A lawyer reads it clause by clause"
    )
    assert paper(firm).state == "legal_review"
    firm.says("Ana", "/deal P1 submit").hears("a lawyer reads it first", who="Ana")
    firm.says("Ana", "/deal P1 legal ok Wang: clause 7 is fair").says("Ana", "/deal P1 submit")
    firm.hears("The lawyer's opinion, noted by Ana: ok Wang: clause 7 is fair", who="Sue")
    firm.says("Sue", "/return 1 clause 9").hears("Sue returns P1: clause 9", who="Ana")
    firm.says("Ana", "/deal P1 breach none").says("Ana", "/deal P1 submit").hears("a lawyer reads it first", who="Ana")


def test_an_amendment_is_released_anew_and_the_old_text_holds_until_it_is_signed(firm: Desk) -> None:
    sent(firm).sends_file("Ana", "pi.pdf", SCAN, "/signed pi1").presses("Ana", "Yes").forget()
    firm.says("Ana", "/order 1 line 1 price 45").hears("change by an amendment only", who="Ana")
    firm.says("Ana", "/deal pi1 amend").hears("PI-2026-0001 holds until the new version is signed.", who="Ana")
    firm.says("Ana", "/deal P2 line 1 price 45").says("Ana", "/deal P2 submit").presses("Sue", "Approve").settle()
    assert (paper(firm).state, paper(firm, 2).number) == ("amending", "PI-2026-0001 v2")
    firm.says("Ana", "/deal P2 send").presses("Ana", "Send").settle()
    assert f"{the_order(firm).total}" == "5000.00"
    firm.sends_file("Ana", "v2.pdf", SCAN + b"2", "/signed P2").presses("Ana", "Yes").settle()
    assert (paper(firm).state, paper(firm, 2).state) == ("superseded", "archived")
    assert f"{the_order(firm).total}" == "4500.00"


def test_an_amendment_given_up_leaves_the_old_one_as_it_stood(firm: Desk) -> None:
    sent(firm).says("Ana", "/deal pi1 amend").presses("Ana", "Give up").presses("Ana", "Really")
    firm.hears("P2 is given up; PI-2026-0001 stands again.", who="Ana")
    assert (paper(firm).state, paper(firm, 2).state) == ("sent", "dropped")


def test_what_was_sent_is_cancelled_by_approval_with_a_reason(firm: Desk) -> None:
    sent(firm).says("Ana", "/deal pi1 drop").hears("it is cancelled, with a reason", who="Ana")
    firm.says("Ana", "/deal pi1 cancel").hears("Why is PI-2026-0001 cancelled?", who="Ana")
    firm.says("Ana", "the customer withdrew", answers="Why is PI-2026-0001").hears(
        "Why: the customer withdrew", who="Max"
    )
    assert paper(firm).state == "sent"
    firm.presses("Max", "Approve").hears("PI-2026-0001 is cancelled: the customer withdrew", who="Ana")
    assert (paper(firm).state, the_order(firm).stage) == ("cancelled", "confirmed")


def test_a_signature_that_does_not_come_is_asked_for_with_a_draft(firm: Desk) -> None:
    sent(firm).jumps(days=2).forget()
    firm.jumps(days=1, hours=1).hears("has not come back signed", "have not received the signed copy yet", who="Ana")
    firm.presses("Ana", "Send")
    assert "PI-2026-0001" in firm.mails_to(EVA)[-1]["Subject"]


def test_each_sees_the_papers_that_are_hers(firm: Desk) -> None:
    sent(firm).forget()
    firm.says("Paul", "/paper pi1").hears("I know no paper pi1 of yours.", who="Paul")
    firm.says("Bob", "/deal pi1").hears("I know no paper pi1 of yours.", who="Bob")
    firm.says("Bob", "/deal pi99").hears("I know no paper pi99 of yours.", who="Bob")
    firm.says("Amy", "/paper PI-2026-0001 en+zh").hears("comes in a moment", "proforma invoice PI-2026-0001", who="Amy")
    firm.says("Amy", "/deal pi1 cancel no").hears("Only Ana does that.", who="Amy")


def test_where_only_the_original_counts_the_scan_is_kept_and_moves_nothing(firm: Desk) -> None:
    firm.set("signature.kind", "original")
    sent(firm).sends_file("Ana", "pi.pdf", SCAN, "/signed pi1").presses("Ana", "Yes").hears("Here the original counts.")
    assert (paper(firm).state, len(copies(firm))) == ("sent", 1)
    firm.presses("Ana", "Original is here").hears("PI-2026-0001 is signed.", who="Ana")
    assert paper(firm).original_at is not None


def test_the_same_file_twice_and_an_old_button_do_nothing_twice(firm: Desk) -> None:
    returned(sent(firm)).presses("Ana", "Yes").forget().presses("Ana", "Yes").hears("not valid any more", who="Ana")
    firm.says("Ana", "/signed P1").sends_file("Ana", "again.pdf", SCAN + b"2", answers="Answer this message")
    firm.hears("PI-2026-0001 is archived already", who="Ana")
    assert len(copies(firm)) == 1


def test_hostile_words_print_literally(firm: Desk) -> None:
    firm.says("Ana", "/deal 1 contract").says("Ana", "/deal P1 annex {{7*7}} <b>*x* {person}")
    firm.hears("annexes: {{7*7}} <b>*x* {person}", who="Ana").says("Ana", "/deal P1 nonsense words")
    firm.hears("I do not know what nonsense is to mean for P1.", who="Ana")


def test_in_chinese_on_a_telephone(firm: Desk) -> None:
    firm.says("Ana", "/language zh").says("Ana", "／deal 1 形式发票").hears("已确定：8 项中的 8 项", who="Ana")
    firm.says("Ana", "/deal P1：提交").presses("Sue", "Approve").settle()
    firm.says("Ana", "/deal pi1 发送").presses("Ana", "发送").settle()
    returned(firm, "形式发票已签.pdf").hears("这是已签署的 PI-2026-0001 吗？", who="Ana").presses("Ana", "是")
    firm.hears("PI-2026-0001 已签署。", who="Ana")
    assert paper(firm).state == "archived"


def test_a_letter_on_a_merged_conversation_brings_it_too(firm: Desk) -> None:
    sent(firm).receives("More pumps?", sender="Carl <carl@kunde.example>", subject="Other pumps")
    firm.says("Dora", "/assign 1002 Ana hers").says("Ana", "/merge 1002 1001").settle()
    assert firm.conversation(1001).merged_into or firm.conversation(1002).merged_into
    returned(firm).hears("Is this the signed PI-2026-0001?", who="Ana")


def test_whoever_does_not_write_to_the_customer_hears_who_does(firm: Desk) -> None:
    has_order(firm, owner="Bob").says("Bob", "/deal 2 pi").says("Bob", "/deal P1 submit").presses("Sue", "Approve")
    firm.settle().forget().says("Bob", "/deal P1 send")
    firm.hears("PI-2026-0001 goes to Ana's customer; only Ana writes there.", who="Bob")
