"""Meeting, production order, purchase orders: from the signed contract to what the works have in hand (R179-R191, R196)."""

from __future__ import annotations

from datetime import date

import pytest

from rules.order_moves import Stage
from rules.trade_paper import Kind
from storage import orders, samples, trade_papers
from storage.tables.orders import OrderRow
from storage.tables.trade_papers import TradePaperRow
from tests.dialogues.desk import Desk
from tests.dialogues.works import has_order_at, has_paper

S = Stage


@pytest.fixture
def firm(desk: Desk) -> Desk:
    """Ana has Kunde's conversation 1001; Pia produces, Sam supervises, Rae buys."""
    desk.hires("Pia", "production").hires("Sam", "supervisor").hires("Rae", "purchasing")
    desk.receives().says("Ana", "/take 1001")
    return desk.settle().forget()


def paper(desk: Desk, kind: Kind) -> TradePaperRow:
    with desk.database.reading() as session:
        found = trade_papers.of_order(session, 1, kind)[0]
        session.expunge(found)
        return found


def told_in(desk: Desk, kind: Kind, name: str) -> str:
    return trade_papers.content(paper(desk, kind)).told(name)


def test_the_minutes_are_asked_for_piece_by_piece(firm: Desk) -> None:
    has_order_at(firm, S.COST_RECHECKED)
    firm.says("Ana", "/meeting 1").hears("Coordination meeting of order 1", "Who took part?", who="Ana")
    firm.presses("Ana", "Pia, Rae, Sam").hears("What is the plan of production?", who="Ana")
    firm.says("Ana", "steel by 20 March, paint in April", answers="What is the plan").hears("By which day", who="Ana")
    firm.presses("Ana", "As planned: 15 May 2026").hears("Who has confirmed the technology?", who="Ana")
    firm.presses("Ana", "Pia").presses("Ana", "Rae").hears(
        "Minutes of order 1",
        "attendees: Pia, Rae, Sam",
        "production plan: steel by 20 March, paint in April",
        who="Sam",
    )
    with firm.database.reading() as session:
        (record,) = orders.records(session, 1, "meeting")
    assert record.content["agreed_date"] == "2026-05-15"
    assert record.content["order_explained_by"] == "Ana"
    firm.presses("Ana", "coordinated").hears("Order 1 is coordinated.", who="Ana")


def test_a_later_day_opens_the_way_to_a_new_date_and_changes_nothing_by_itself(firm: Desk) -> None:
    has_order_at(firm, S.COST_RECHECKED)
    words = "/meeting 1 李工，王工；进度：4月料齐；交期 2026-05-29；技术李工；质量：王工；原因：模具坏了"
    firm.says("Ana", words).hears("is later than the contract's", who="Ana")
    assert "New date" in firm.buttons("Ana")
    with firm.database.reading() as session:
        assert session.get_one(OrderRow, 1).contract_on == date(2026, 5, 15)
    firm.says("Ana", "/meeting 1 Lee; date 2026-01-05").hears("5 Jan 2026 is over.", who="Ana")


def test_only_the_manager_does_without_a_meeting_and_says_why(firm: Desk) -> None:
    has_order_at(firm, S.COST_RECHECKED)
    firm.says("Ana", "/meeting 1 waive").hears("Why is it done without?", who="Ana")
    firm.says("Ana", "small repeat order", answers="Why is it done without?").hears(
        "Ana wants order 1 without a coordination meeting.", "Reason: small repeat order", who="Max"
    )
    firm.says("Ana", "/done 1").hears("- there are no minutes", who="Ana")
    firm.presses("Max", "Agree").hears("Max: without a coordination meeting: small repeat order", who="Ana")
    firm.says("Ana", "/done 1").hears("Order 1 is coordinated.", who="Ana")


def test_the_production_order_goes_to_the_supervisor_and_then_to_the_works(firm: Desk) -> None:
    has_order_at(firm, S.COORDINATED)
    has_paper(firm, Kind.CONTRACT)
    firm.says("Pia", "/production 1").hears("There is no released production order of order 1 yet.", who="Pia")
    firm.says("Ana", "/production 1").hears(
        "Production order P2 of order 1",
        "contract or proforma invoice: SC-2026-0001",
        "delivery date: 2026-05-15",
        who="Ana",
    )
    firm.says("Ana", "/production 1 备注 keep <dry>").hears("remarks: keep <dry>", who="Ana")
    firm.presses("Ana", "To the supervisor").hears("waits for its release", who="Ana")
    assert paper(firm, Kind.PRODUCTION).state == "pending"
    firm.forget().presses("Sam", "Approve").hears("MO-2026-0001 is released.", who="Ana")
    for each in ("Production order MO-2026-0001 of order 1", "100 pcs QJ-200", "Ready by 2026-05-15"):
        assert each in firm.settle().chat("Pia")[-1]
    assert "Kunde GmbH" not in "\n".join(firm.chat("Pia"))
    firm.presses("Pia", "I have it").hears("Pia has received MO-2026-0001", who="Ana")
    firm.says("Pia", "/production 1 got").hears("You have confirmed MO-2026-0001 already.", who="Pia")
    content = str(paper(firm, Kind.PRODUCTION).content)
    assert "50.00" not in content
    assert "Kunde GmbH" not in content


def test_what_differs_from_the_contract_is_shown_and_needs_a_reason(firm: Desk) -> None:
    has_order_at(firm, S.COORDINATED)
    has_paper(firm, Kind.CONTRACT)
    firm.says("Ana", "/production 1 details red paint").hears(
        "It differs from what was signed:", "blue paint, spare seals in each case -> red paint", who="Ana"
    )
    firm.says("Ana", "/production 1 submit").hears("It differs from what was signed. Why?", who="Ana")
    assert paper(firm, Kind.PRODUCTION).state == "draft"
    firm.says("Ana", "he wrote so on 1 March", answers="It differs from what was signed. Why?")
    firm.says("Ana", "/production 1 submit").hears("red paint", "Reason: he wrote so on 1 March", who="Sam")


def test_after_the_signature_the_owner_is_reminded_until_the_internal_order_is_there(firm: Desk) -> None:
    has_order_at(firm, S.COORDINATED)
    number = has_paper(firm, Kind.CONTRACT)
    with firm.database.deciding() as session:
        from handlers.production_orders import deal_signed

        row = trade_papers.paper(session, number)
        assert row is not None
        deal_signed(firm.work(session), row)
        session.commit()
    firm.forget().jumps(days=1).hears("there is no production order or purchase order yet", who="Ana")
    firm.jumps(days=1).hears("there is no production order or purchase order yet", who="Ana")
    has_paper(firm, Kind.PRODUCTION)
    firm.forget().jumps(days=1)
    assert not any("no production order" in words for words in firm.chat("Ana")[-1:])


def test_haste_goes_through_the_supervisor(firm: Desk) -> None:
    has_order_at(firm, S.RELEASED)
    firm.says("Ana", "/production 1 urgent the fair is in April").hears("Order 1 (PO-4711): urgent", who="Sam")
    assert "urgent" not in "\n".join(firm.chat("Pia"))
    firm.presses("Sam", "Agree").hears("Sam: order 1 is urgent: the fair is in April", who="Pia")
    firm.says("Sam", "/production 1 urgent yes 1").hears("That is decided already.", who="Sam")


def test_a_purchase_order_is_typed_in_one_line_released_sent_and_signed_back(firm: Desk) -> None:
    has_order_at(firm, S.COORDINATED)
    line = "/po 1 Acme Parts: housing 2000 pcs 1.20 CNY; screw 8,000 pcs 0.02"
    line += " quality no burrs by 2026-04-10 mail sales@acme.example"
    firm.says("Rae", line).hears(
        "Supplier: Acme Parts sales@acme.example",
        "housing: 2,000 pcs @ CNY 1.20",
        "Total: CNY 2,560.00",
        "quality requirement: no burrs",
        who="Rae",
    )
    assert "Kunde" not in str(paper(firm, Kind.PURCHASE).content)
    firm.presses("Rae", "To the supervisor").presses("Sam", "Approve").settle().forget()
    firm.says("Rae", "/po P1 send").hears(
        "This will leave as it stands here:", "purchase order PO-2026-0001", who="Rae"
    )
    firm.presses("Rae", "Send").hears("Their pre-production sample is S1; bulk production waits for it.", who="Ana")
    assert len(firm.mails_to("sales@acme.example")) == 1
    assert paper(firm, Kind.PURCHASE).state == "sent"
    with firm.database.reading() as session:
        assert samples.of_order(session, 1, "preproduction")[0].state == "from_supplier"
    firm.jumps(days=3).hears("PO-2026-0001 went on 2 Mar 2026 and has not come back signed.", who="Rae")
    firm.presses("Rae", "Send again").hears("This will leave as it stands here:", who="Rae")
    firm.says("Rae", "/signed PO-2026-0001").forget()
    firm.sends_file("Rae", "po-signed.pdf", b"%PDF-1.7 signed", answers="PO-2026-0001")
    firm.hears("Acme Parts has signed back PO-2026-0001.", who="Ana")
    assert paper(firm, Kind.PURCHASE).state == "signed"


@pytest.mark.parametrize(("text", "words"), [
    ("Acme housing", "Which supplier, which part?"),
    ("Acme: housing many", 'I do not understand "housing many".'),
    ("Acme: housing 0 pcs 1 CNY", "Quantity and price are more than nothing"),
    ("Acme: a 5 pcs 1 CNY; b 6 pcs 2 USD", "One purchase order has one currency"),
    ("Acme: a 5 pcs 1 CNY mail nobody", "nobody is no mail address."),
    ("Acme: a 5 pcs 1 CNY quality x by 2026-01-05", "5 Jan 2026 is over."),
    ("Acme: a 5 pcs 1 CNY quality x by 2026-09-05", "later than the day on which the whole order has to leave"),
])  # fmt: skip
def test_a_purchase_order_that_cannot_be_is_refused_and_nothing_is_kept(firm: Desk, text: str, words: str) -> None:
    has_order_at(firm, S.COORDINATED)
    firm.says("Rae", f"/po 1 {text}").hears(words, who="Rae")
    with firm.database.reading() as session:
        assert trade_papers.of_order(session, 1, Kind.PURCHASE) == []


def test_what_is_missing_in_a_purchase_order_is_asked_for(firm: Desk) -> None:
    has_order_at(firm, S.COORDINATED)
    firm.says("Rae", "/po 1 宁波华美：外壳2000只 1.2元").hears("Missing: quality requirement, delivery date", who="Rae")
    firm.presses("Rae", "quality requirement").says("Rae", "no burrs", answers="quality requirement?")
    firm.says("Rae", "/po P1 交期 2026-04-10").hears(
        "quality requirement: no burrs", "delivery date: 2026-04-10", who="Rae"
    )
    firm.says("Bob", "/po P1").hears("I know no paper P1 of yours.", who="Bob")
