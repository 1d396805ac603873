"""Samples in chat: asked for, confirmed, made, reviewed, kept, sent, answered; the supplier's before bulk (M3, M3b)."""

from __future__ import annotations

import pytest

from handlers.sample_basis import basis_lines, linked
from handlers.sample_suppliers import bulk_locked, opened_for_purchase
from handlers.trade_papers import drafted
from rules.trade_paper import Kind, TradePaper
from storage import orders, samples, tasks
from storage.colleagues import named
from storage.tables.orders import OrderRow
from storage.tables.samples import SampleRow
from tests.dialogues.desk import Desk
from tests.dialogues.ordered import has_order

EVA = "eva@kunde.example"
ASKED = "/sample 1001 LED-5050 3 pcs; 4000K, white frame; need 2026-03-20; label: our label and instructions"


@pytest.fixture
def inquiry(desk: Desk) -> Desk:
    """Ana has Eva's inquiry; Sue supervises, Paul produces, Rose keeps the books."""
    desk.hires("Sue", "supervisor").hires("Paul", "production").hires("Rose", "accounting")
    desk.set("digest.empty", "none").receives().says("Ana", "/take 1001")
    return desk.settle().forget()


def the_sample(desk: Desk, number: int = 1) -> SampleRow:
    with desk.database.reading() as session:
        row = session.get_one(SampleRow, number)
        session.expunge(row)
        return row


def steps(desk: Desk, number: int = 1) -> dict[str, str]:
    with desk.database.reading() as session:
        return {each.step: f"{each.due_at:%m-%d}" for each in tasks.open_of(session, "sample", number)}


def confirmed(desk: Desk) -> Desk:
    return desk.says("Ana", ASKED).presses("Ana", "Submit").presses("Sue", "Approve")


def retained(desk: Desk) -> Desk:
    confirmed(desk).presses("Paul", "Begun").presses("Paul", "Ready").presses("Max", "Approve")
    return desk.says("Ana", "/sample S1 keep shelf B3")


def sent(desk: Desk) -> Desk:
    return retained(desk).says("Ana", "/sample S1 sent DHL 1234567890")


def test_a_sample_from_the_wish_to_the_approval(inquiry: Desk) -> None:
    inquiry.says("Ana", ASKED).hears(
        "Sample S1 · requested",
        "Asked for: 3 pcs; made: 4 pcs",
        "Required: 4000K, white frame",
        "Needed by 20 Mar 2026",
        who="Ana",
    )
    inquiry.presses("Ana", "Submit").hears("P1 waits for its release", who="Ana")
    inquiry.presses("Sue", "Approve").hears("Sample S1 is to be made", "Asked for: 3 pcs; made: 4 pcs", who="Paul")
    assert not any("kunde" in each.casefold() for each in inquiry.chat("Paul")), "production sees no customer"
    inquiry.presses("Paul", "Received the form").hears("Noted: you have your copy of SF-2026-0001.", who="Paul")
    inquiry.presses("Paul", "Begun").hears("Paul has begun to make S1", who="Ana")
    inquiry.presses("Paul", "Ready").hears("It equals the quality of bulk production.", who="Max")
    inquiry.presses("Max", "Approve").hears("Where is the piece of S1 kept that stays here?", who="Ana")
    inquiry.says("Ana", "shelf B3", answers="Where is the piece of S1 kept").hears(
        "Kept: RS-2026-0001, shelf B3", "Label RS-2026-0001", who="Ana"
    )
    inquiry.presses("Ana", "Sent").presses("Ana", "DHL").says(
        "Ana", "1234567890", answers="What is the tracking number"
    )
    inquiry.hears("Sent on 2 Mar 2026: DHL 1234567890", "tracking number 1234567890", who="Ana")
    assert inquiry.mails_to(EVA) == [], "nothing leaves by itself"
    inquiry.presses("Ana", "Send")
    assert "tracking number 1234567890" in str(inquiry.mails_to(EVA)[0].get_content())
    assert steps(inquiry) == {"delivery": "03-09"}
    inquiry.presses("Ana", "Delivered").hears("On 5 Mar 2026 I draft the question", who="Ana")
    inquiry.says("Ana", "/sample S1 approved").hears(
        "Sample S1 · approved by the customer",
        "It is linked to his next order.",
        "What is kept as RS-2026-0001 is the basis of bulk production: shelf B3.",
    )
    assert steps(inquiry) == {}


def test_what_is_missing_is_asked_for_one_by_one(inquiry: Desk) -> None:
    inquiry.says("Ana", "/sample 1001").hears("Missing: quantity", "How many pieces does the customer want?", who="Ana")
    assert the_sample(inquiry).content["product"] == "pumps", "the inquiry says which product"
    inquiry.presses("Ana", "3 pcs").hears("What exactly does the customer want?", who="Ana")
    inquiry.says("Ana", "blue paint, 380 V", answers="What exactly does the customer want?")
    inquiry.hears("Required: blue paint, 380 V", "By when is the sample needed?", who="Ana")
    inquiry.says("Ana", "soon", answers="By when is the sample needed?").hears("soon is no day", who="Ana")
    inquiry.presses("Ana", "9 Mar 2026").hears("Which label and which instructions go with it?", who="Ana")
    inquiry.says("Ana", "/sample S1 submit").hears("S1 is not complete. Missing: label and instructions", who="Ana")
    inquiry.presses("Ana", "Neutral label, instructions").presses("Ana", "Submit").hears(
        "waits for its release", who="Ana"
    )


def test_a_chinese_colleague_asks_in_chinese(inquiry: Desk) -> None:
    inquiry.hires("Lin", language="zh").hires("Wu", "production", language="zh").settle().forget()
    inquiry.says("Dora", "/assign 1001 Lin she speaks Chinese").says(
        "Lin", "/sample 1001 打样 LED-5050 3个；4000K 白框；3月20日前要；标签 中性"
    )
    kept = the_sample(inquiry)
    assert (kept.content["quantity"], kept.content["requirements"], str(kept.need_by)) == (
        "3",
        "4000K 白框",
        "2026-03-20",
    )
    inquiry.says("Lin", "/sample S1 提交").presses("Sue", "Approve").says("Wu", "/sample S1 开始打样")
    inquiry.says("Wu", "/sample S1 做好了").presses("Max", "Approve").says("Lin", "/sample S1 留样 三楼货架B3")
    inquiry.says("Lin", "/sample S1 寄出 顺丰 SF1234567890123")
    assert the_sample(inquiry).state == "sent"
    assert the_sample(inquiry).courier == "SF Express"


def test_nothing_leaves_before_the_review_and_the_kept_piece(inquiry: Desk) -> None:
    confirmed(inquiry).says("Ana", "/sample S1 sent DHL 1234567890").hears(
        "S1 may not leave yet: it is confirmed on its form. First the manager reviews it, and one piece is kept.",
        who="Ana",
    )
    inquiry.presses("Paul", "Begun").presses("Paul", "Ready").says("Paul", "/sample S1 ready").hears(
        "S1 is ready already, and waits for its review.", who="Paul"
    )
    inquiry.presses("Max", "Approve").says("Ana", "/sample S1 sent DHL 1234567890").hears(
        "S1 may not leave yet: say first where one piece of it is kept.", who="Ana"
    )
    assert the_sample(inquiry).sent_at is None


def test_the_manager_returns_it_and_production_hears_why(inquiry: Desk) -> None:
    confirmed(inquiry).presses("Paul", "Begun").presses("Paul", "Ready").says("Max", "/return 2 frame is grey")
    inquiry.hears("Max does not let S1 go: frame is grey", who="Paul")
    assert the_sample(inquiry).state == "form_confirmed"
    inquiry.says("Paul", "/sample S1 ready").presses("Max", "Approve")
    assert the_sample(inquiry).reviewed_by is not None


def test_nobody_confirms_her_own_form_and_a_returned_one_is_changed(inquiry: Desk) -> None:
    inquiry.receives("3 samples please", sender="Li <li@other.example>", subject="Samples").says(
        "Dora", "/assign 1002 Sue she knows him"
    )
    inquiry.says("Sue", ASKED.replace("1001", "1002")).presses("Sue", "Submit").hears("Approval 1", who="Max")
    inquiry.says("Sue", "/approve 1")
    assert the_sample(inquiry).state == "pending"
    inquiry.says("Max", "/return 1 which white").hears("Max returns P1: which white", who="Sue")
    inquiry.says("Sue", "/sample S1 RAL 9010").says("Sue", "/sample S1 submit").presses("Max", "Approve")
    assert the_sample(inquiry).content["requirements"] == "4000K, white frame; RAL 9010"
    assert the_sample(inquiry).state == "form_confirmed"


def test_a_change_while_it_waits_voids_what_was_asked_for(inquiry: Desk) -> None:
    inquiry.says("Ana", ASKED).presses("Ana", "Submit").says("Ana", "/sample S1 5 pcs")
    assert (the_sample(inquiry).state, the_sample(inquiry).content["quantity"]) == ("requested", "5")
    inquiry.says("Sue", "/approve 1")
    assert the_sample(inquiry).state == "requested"
    inquiry.says("Ana", "/sample S1 not too bright").says("Ana", "/sample S1 good heat sink")
    assert the_sample(inquiry).content["requirements"] == "4000K, white frame; not too bright; good heat sink"
    inquiry.says("Ana", "/sample S1 submit").presses("Sue", "Approve").hears(
        "Asked for: 5 pcs; made: 6 pcs", who="Paul"
    )


def test_what_the_customer_wants_changed_is_a_new_version(inquiry: Desk) -> None:
    sent(inquiry).presses("Ana", "Delivered").says("Ana", "/sample S1 change").says(
        "Ana", "frame must be black; 5000K", answers="What does the customer want changed"
    )
    row = the_sample(inquiry)
    assert (row.version, row.state, row.label, row.sent_at) == (2, "requested", "", None)
    inquiry.hears("Sample S1 v2 · requested", "frame must be black; 5000K", who="Ana")
    inquiry.presses("Ana", "Submit").presses("Sue", "Approve")
    inquiry.says("Paul", "/sample S1.1 begun").hears("That button is of an older version", who="Paul")
    inquiry.presses("Paul", "Begun").presses("Paul", "Ready").presses("Max", "Approve").says(
        "Ana", "/sample S1 keep B4"
    )
    inquiry.hears("Kept: RS-2026-0002, B4", "Form: SF-2026-0001 v2", who="Ana")


def test_an_opinion_is_asked_for_and_an_answer_offered(inquiry: Desk) -> None:
    sent(inquiry).presses("Ana", "Send").presses("Ana", "Delivered").forget()
    inquiry.jumps(days=3).hears(
        "What does the customer think of S1?", "On 2 March 2026 we sent you a sample of LED-5050", who="Ana"
    )
    inquiry.receives(
        "The sample is fine, we like it.", subject="Re: Inquiry for pumps", headers={"References": "<1@mail.example>"}
    )
    inquiry.hears("The customer has written while he has sample S1: The sample is fine, we like it.", who="Ana")
    inquiry.says("Ana", "/sample S1 form").hears("sample form SF-2026-0001", who="Ana")
    inquiry.presses("Ana", "He approves it")
    assert (the_sample(inquiry).state, the_sample(inquiry).result) == ("approved", "approved")
    inquiry.says("Ana", "/sample S1 rejected too late").hears(
        "That cannot be done now: the sample is approved", who="Ana"
    )


def test_others_learn_nothing_and_production_no_customer(inquiry: Desk) -> None:
    inquiry.says("Ana", ASKED)
    unknown = "I know no sample {} of yours. /sample lists them."
    inquiry.says("Bob", "/sample S1").hears(unknown.format("S1"), who="Bob")
    inquiry.says("Bob", "/sample S99").hears(unknown.format("S99"), who="Bob")
    inquiry.says("Paul", "/sample S1").hears(unknown.format("S1"), who="Paul")
    inquiry.presses("Ana", "Submit").presses("Sue", "Approve").says("Paul", "/sample").hears(
        "S1 LED-5050: confirmed", who="Paul"
    )
    inquiry.says("Paul", "/sample S1 sent DHL 1234567890").hears("S1 is Ana's. Only Ana does that.", who="Paul")
    inquiry.says("Paul", "/sample 1001 LED-5050 3 pcs").hears("Sales asks for samples.", who="Paul")
    inquiry.says("Bob", "/sample 1001 LED-5050 3 pcs")
    assert len(every(inquiry)) == 1


def every(desk: Desk) -> list[SampleRow]:
    with desk.database.reading() as session:
        return samples.in_conversation(session, 1001)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("/sample 1001 LED-5050 0 pcs", "0 pieces are no sample: from 1 to 1000. 3 pcs"),
        ("/sample 1001 LED-5050 99999 pcs", "99999 pieces are no sample"),
        ("/sample 1001 LED-5050 3 pcs; need 2026-02-20", "20 Feb 2026 is over, or too far away."),
        ("/sample 1001 LED-5050 3 pcs; need 2026-02-30", "2026-02-30 is no day. Write it like 2026-03-20."),
        ("/sample 1001 LED-5050 3 pcs; contact Nobody", "I know no colleague Nobody."),
        ("/sample 9999 LED-5050 3 pcs", "9999"),
        ("/sample S7 sent DHL", "I know no sample S7 of yours. /sample lists them."),
        ("/sample LED-5050 3 pcs", "For which inquiry is the sample?"),
        ("/sample", "No sample is on its way."),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(inquiry: Desk, typed: str, answer: str) -> None:
    inquiry.says("Ana", typed).hears(answer, who="Ana")
    assert every(inquiry) == []


def test_an_odd_number_is_kept_and_said_and_a_photo_of_the_waybill_too(inquiry: Desk) -> None:
    retained(inquiry).says("Ana", "/sample S1 sent DHL").sends_file(
        "Ana", "waybill.jpg", b"\xff\xd8\xff photo", "hello kitty 12", answers="What is the tracking number"
    )
    inquiry.hears("HELLOKITTY12 does not look like a number of DHL", "I keep it as you wrote it", who="Ana")
    assert the_sample(inquiry).tracking == "HELLOKITTY12"
    inquiry.says("Ana", "/sample S1 tracking DHL 1234567890")
    assert (the_sample(inquiry).courier, the_sample(inquiry).tracking) == ("DHL", "1234567890")
    inquiry.says("Ana", "/sample S1 sent UPS 1Z999AA10123456784").hears("S1 has gone already", who="Ana")


def bought(desk: Desk) -> Desk:
    """Kunde has ordered; the order's parts are bought from Motor Ltd., whose purchase order is released."""
    desk.hires("Petra", "purchasing").settle()
    has_order(desk)
    with desk.database.deciding() as session:
        work, ana = desk.work(session), named(session, "Ana")
        order = session.get_one(OrderRow, 1)
        assert ana is not None
        told = TradePaper(Kind.PURCHASE, orders.content(order), (("part_requirements", "2.2 kW, copper winding"),))
        paper = drafted(work, ana.id, told, order=order, partner="Motor Ltd.")
        assert opened_for_purchase(work, ana, paper) is opened_for_purchase(work, ana, paper)
        session.commit()
    return desk.forget()


def locked(desk: Desk) -> list[str]:
    with desk.database.reading() as session:
        return [samples.called(each) for each in bulk_locked(session, 1)]


def test_bulk_waits_for_the_suppliers_sample(inquiry: Desk) -> None:
    bought(inquiry)
    assert locked(inquiry) == ["S1"]
    inquiry.says("Petra", "/sample S1").hears("Pre-production sample S1 · asked for from the supplier", who="Petra")
    assert "Kunde" not in inquiry.chat("Petra")[-1]
    inquiry.says("Petra", "/sample S1 release").hears("Bulk is not released yet: S1 has to be checked", who="Petra")
    inquiry.presses("Petra", "Received").hears("Petra: the supplier's sample S1 is in house", who="Ana")
    inquiry.says("Petra", "/sample S1 not right winding is aluminium").hears(
        "S1 is not right: winding is aluminium.", who="Ana"
    )
    assert (the_sample(inquiry).state, locked(inquiry)) == ("from_supplier", ["S1"])
    inquiry.says("Petra", "/sample S1 received").says("Petra", "/sample S1 ok").hears("S1: without fault", who="Ana")
    assert locked(inquiry) == []
    inquiry.presses("Petra", "Release bulk")
    assert the_sample(inquiry).state == "bulk_released"
    inquiry.says("Petra", "/sample S1 ok").hears(
        "That cannot be done now: the sample is released for bulk production.", who="Petra"
    )


def test_the_supervisor_waives_and_others_ask_for_it(inquiry: Desk) -> None:
    bought(inquiry).says("Ana", "/sample S1 waive").says(
        "Ana", "same part as last month", answers="Why is S1 not needed?"
    )
    inquiry.hears("No pre-production sample S1: same part as last month", who="Sue")
    assert locked(inquiry) == ["S1"]
    inquiry.presses("Sue", "Approve").hears("S1 is waived: same part as last month", who="Petra")
    assert (locked(inquiry), the_sample(inquiry).reason) == ([], "same part as last month")


def test_no_supplier_is_asked_where_the_setting_says_so(inquiry: Desk) -> None:
    inquiry.set("sample.preproduction", "no")
    has_order(inquiry)
    with inquiry.database.deciding() as session:
        work, ana = inquiry.work(session), named(session, "Ana")
        assert ana is not None
        paper = drafted(work, ana.id, TradePaper(Kind.PURCHASE), order=session.get_one(OrderRow, 1))
        assert opened_for_purchase(work, ana, paper) is None
        session.commit()


def test_an_approved_sample_is_the_basis_of_the_order(inquiry: Desk) -> None:
    sent(inquiry).says("Ana", "/sample S1 approved good")
    has_order(inquiry)
    with inquiry.database.deciding() as session:
        found = linked(inquiry.work(session), session.get_one(OrderRow, 1), None)
        assert [each.id for each in found] == [1]
        (words,) = basis_lines(session, session.get_one(OrderRow, 1))
        assert dict(words.facts) == {"number": "S1", "label": "RS-2026-0001", "place": "shelf B3"}
        session.commit()
    inquiry.says("Ana", "/sample S1").hears("Order 1 (PO-4711)", who="Ana")


def test_a_sample_for_an_order_knows_its_goods(inquiry: Desk) -> None:
    has_order(inquiry).says("Ana", "/sample PO-4711 2 pcs; blue paint; need in 10 days").hears(
        "Order 1 (PO-4711)", who="Ana"
    )
    row = the_sample(inquiry)
    assert (row.order_id, row.content["product"], row.content["quantity"]) == (1, "QJ-200", "2")


def test_the_day_reminds_of_what_is_late(inquiry: Desk) -> None:
    confirmed(inquiry).says("Paul", "/sample S1 promise 2026-03-24").hears(
        "Paul promises S1 for 24 Mar 2026", "It is needed by 20 Mar 2026. Talk to the customer", who="Ana"
    )
    inquiry.jumps(days=1).hears("Nobody has confirmed a copy of the form of S1: production, accounting", who="Ana")
    inquiry.forget().jumps(days=16).hears("S1 is needed by 20 Mar 2026 and has not been sent.", who="Ana")
    inquiry.jumps(days=5).hears("Sample S1 (LED-5050) was to be ready today. Is it?", who="Paul")


def test_nobody_begins_a_second_one_by_asking_for_the_first(inquiry: Desk) -> None:
    inquiry.says("Ana", ASKED).says("Ana", "/sample 1001").hears("There are samples already:", who="Ana")
    assert len(every(inquiry)) == 1
    inquiry.presses("Ana", "Another sample")
    assert len(every(inquiry)) == 2
    inquiry.says("Ana", "/sample 3 pcs LED-5050").hears("For which inquiry is the sample?", who="Ana")
    assert len(every(inquiry)) == 2


def test_it_goes_with_its_customer_to_who_takes_over(inquiry: Desk) -> None:
    inquiry.says("Ana", ASKED).says("Dora", "/assign 1001 Bob Ana is on leave").says("Bob", "/sample S1 submit")
    assert the_sample(inquiry).state == "pending"
    inquiry.hears("P1 waits for its release", who="Bob")


def test_two_press_at_once_and_the_second_hears_how_it_stands(inquiry: Desk) -> None:
    confirmed(inquiry).hires("Pia", "production").settle()
    inquiry.says("Paul", "/sample S1 begun").says("Pia", "/sample S1 begun")
    inquiry.hears("That cannot be done now: the sample is being made.", who="Pia")


def test_hostile_words_print_literally(inquiry: Desk) -> None:
    inquiry.says("Ana", "/sample 1001 {x}<b>LED</b> 3 pcs; {person} %(a)s {{7*7}}; need 2026-03-20; label: ours")
    inquiry.hears("Product: {x}<b>LED<", "Required: {person} %(a)s {{7*7}}", who="Ana")
    inquiry.presses("Ana", "Submit").presses("Sue", "Approve").hears("Required: {person} %(a)s {{7*7}}", who="Paul")


def test_her_morning_says_what_she_has_to_do(inquiry: Desk) -> None:
    inquiry.says("Ana", ASKED).jumps(days=1).hears("Samples to look after", "S1 · Kunde: requested, since", who="Ana")


def test_one_piece_stays_unless_the_department_keeps_none(inquiry: Desk) -> None:
    inquiry.set("sample.extra", "0")
    confirmed(inquiry).presses("Paul", "Begun").presses("Paul", "Ready").presses("Max", "Approve")
    inquiry.hears("Asked for: 3 pcs; made: 3 pcs", "It may be sent.").says("Ana", "/sample S1 sent by hand")
    row = the_sample(inquiry)
    assert (row.state, row.label, row.courier) == ("sent", "", "by hand")
