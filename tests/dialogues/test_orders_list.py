"""Orders in lists and digests: by person, stage, risk, month; overdue first; money for who may know it (R195, R199, R218)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from handlers.approving import wanted
from handlers.trade_papers import THING, drafted, subject_of
from rules.order_moves import Stage
from rules.trade_paper import Kind, TradePaper
from rules.trade_paper_moves import PaperEvent, PaperState
from rules.words import title
from storage import orders
from storage.tables.colleagues import ColleagueRow
from storage.tables.orders import OrderRow
from storage.tables.trade_papers import TradePaperRow
from storage.trade_papers import moved
from tests.dialogues.desk import Desk
from tests.dialogues.ordered import AGREED, has_order
from tests.dialogues.quotes import MADE, OFFER


@pytest.fixture
def firm(desk: Desk) -> Desk:
    """Ana's orders 1 (late), 2 and 3 (closed) for Kunde; Bob's 4 (on hold) for Acme, in euro."""
    desk.hires("Wang", "production").hires("Cora", "accounting").hires("Sol", "supervisor")
    desk.receives().says("Ana", "/take 1001")
    has_order(desk, stage=Stage.IN_PRODUCTION, contract_on=date(2026, 2, 20), expected_on=date(2026, 3, 5))
    has_order(desk, stage=Stage.CONFIRMED, customer_number="K-2", customer_key="k2", contract_on=date(2026, 5, 4))
    has_order(desk, stage=Stage.CLOSED, customer_number="K-3", customer_key="k3")
    desk.receives("12 lamps", sender="Jo <jo@acme.example>", subject="Lamps").says("Bob", "/take 1002")
    euro = replace(AGREED, goods=replace(OFFER, lines=(replace(MADE, price=Decimal(7)),), currency="EUR"))
    has_order(desk, euro, owner="Bob", stage=Stage.PACKED, customer_number="A-9", customer_key="a9")
    with desk.database.deciding() as session:
        row = session.get_one(OrderRow, 4)
        row.hold_since, row.hold_reason = desk.now, "he checks the drawing"
        session.commit()
    return desk.settle().forget()


def test_hers_alone_and_for_who_leads_everybodys_with_the_overdue_first(firm: Desk) -> None:
    firm.says("Ana", "/orders")
    text = firm.chat("Ana")[-1]
    assert text.startswith("Orders, open: 2\nUSD 10,000.00\nconfirmed 1, in production 1\n1 (PO-4711) · Kunde")
    assert "▲ 13 days later than promised" in text
    assert "A-9" not in text
    firm.says("Max", "/orders")
    text = firm.chat("Max")[-1]
    assert text.startswith("Orders, open: 3\nEUR 700.00; USD 10,000.00\n")
    assert "Ana 2, Bob 1" in text
    assert text.index("PO-4711") < text.index("A-9") < text.index("K-2"), "overdue, in danger, the others"
    assert "■ on hold: he checks the drawing" in text


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("late", {"1"}),
        ("延期", {"1"}),
        ("danger", {"1", "4"}),
        ("风险", {"1", "4"}),
        ("hold", {"4"}),
        ("production", {"1"}),
        ("生产", {"1"}),
        ("packed", {"4"}),
        ("Bob", {"4"}),
        ("ana", {"1", "2"}),
        ("acme", {"4"}),
        ("po4711", {"1"}),
        ("2026-05", {"2", "4"}),
        ("closed", {"3"}),
        ("all kunde", {"1", "2", "3"}),
        ("uninspected", {"1", "4"}),
        ("未验货", {"1", "4"}),
        ("late bob", set()),
        ("%%", set()),
        ("'; drop table", set()),
    ],
)
def test_it_is_found_by_risk_stage_person_customer_and_month(firm: Desk, words: str, found: set[str]) -> None:
    firm.says("Max", f"/orders {words}")
    heads = [each.split(" ")[0] for each in firm.chat("Max")[-1].splitlines() if "(" in each and " · " in each]
    assert set(heads) == found, firm.chat("Max")[-1]


def test_the_works_see_neither_customers_nor_money(firm: Desk) -> None:
    firm.says("Wang", "/orders")
    text = firm.chat("Wang")[-1]
    assert "PO-4711" in text
    for hidden in ("USD", "EUR", "Kunde", "Acme"):
        assert hidden not in text
    firm.says("Wang", "/orders acme").hears("No orders: open (acme).", who="Wang")


def test_a_month_that_there_is_not_is_refused(firm: Desk) -> None:
    firm.says("Max", "/orders 2026-13").hears("2026-13 is no day.", who="Max")


def sent_to_be_signed(firm: Desk) -> None:
    """Sol has released Ana's proforma invoice of order 1, and Kunde has it."""
    with firm.database.deciding() as session:
        work = firm.work(session)
        row = session.get_one(OrderRow, 1)
        paper = drafted(work, row.owner_id, TradePaper(kind=Kind.PROFORMA, order=AGREED), order=row)
        moved(work, paper, PaperEvent.SUBMITTED)
        ana = session.get_one(ColleagueRow, row.owner_id)
        wanted(work, ana, THING, subject_of(paper), paper.content, (title("PI"),), facts={"kind": paper.kind})
        session.commit()
    firm.says("Sol", "/approvals").presses("Sol", "Show 1").presses("Sol", "Approve").settle()
    with firm.database.deciding() as session:
        work = firm.work(session)
        paper = session.get_one(TradePaperRow, 1)
        assert paper.state == PaperState.APPROVED
        moved(work, paper, PaperEvent.SENT)
        paper.sent_at = work.now
        session.commit()


def test_digests_say_red_first_then_what_is_due_leaves_and_is_to_be_signed(firm: Desk) -> None:
    with firm.database.deciding() as session:
        work = firm.work(session)
        row = session.get_one(OrderRow, 1)
        orders.stage_row(work, row, Stage.INSPECTED).planned_on = date(2026, 2, 27)
        orders.stage_row(work, session.get_one(OrderRow, 2), Stage.COST_RECHECKED).planned_on = date(2026, 3, 2)
        row.etd, row.eta = date(2026, 3, 6), date(2026, 4, 4)
        session.commit()
    sent_to_be_signed(firm)
    firm.says("Ana", "/digest")
    text = firm.chat("Ana")[-1]
    parts = [
        "▲ Orders in danger\n1 (PO-4711) Kunde",
        "Stages of orders due\n1 (PO-4711): inspected was due 27 Feb 2026",
        "2 (K-2): cost rechecked is due today",
        "Departures and arrivals this week\n1 (PO-4711): departure 6 Mar 2026",
        "Signed copies awaited\nproforma invoice PI-2026-0001 of order 1",
    ]
    assert [each for each in parts if each not in text] == [], text
    assert sorted(text.index(each) for each in parts) == [text.index(each) for each in parts]
    firm.says("Max", "/digest")
    text = firm.chat("Max")[-1]
    assert "Orders by stage: confirmed 1, in production 1, packed 1" in text
    assert "Orders late 1, on hold 1" in text
    assert "Orders in the works without any inspection 2" in text


def test_production_hears_once_a_week_what_is_in_the_works(firm: Desk) -> None:
    firm.jumps(days=7).settle()
    lists = [each for each in firm.chat("Wang") if each.startswith("In the works this week")]
    assert len(lists) == 1
    assert "▲ 1 · in production, ready by 20 Feb 2026: 17 days late\n100 pcs QJ-200" in lists[0]
    assert "Kunde" not in lists[0]
    firm.jumps(days=1).settle()
    assert len([each for each in firm.chat("Wang") if each.startswith("In the works this week")]) == 1


def test_the_card_of_a_conversation_and_of_a_customer_name_the_orders(firm: Desk) -> None:
    firm.says("Ana", "/show 1001").hears(
        "Orders: 3 (K-3) closed, 2 (K-2) confirmed, 1 (PO-4711) in production", who="Ana"
    )
    firm.presses("Ana", "Order 2").hears("Order 2 (K-2)", who="Ana")
    firm.receives("When do you ship?", headers={"In-Reply-To": "<1@mail.example>"})
    assert any("Orders: " in each for each in firm.chat("Ana")[-3:])


def test_why_an_order_is_where_it_is(firm: Desk) -> None:
    with firm.database.deciding() as session:
        work = firm.work(session)
        row = session.get_one(OrderRow, 1)
        orders.dated(work, row, "expected", date(2026, 2, 20), date(2026, 3, 5), row.owner_id, "mould broken")
        session.commit()
    for said in ("/why order 1", "/why 订单 1"):
        firm.says("Ana", said)
        text = firm.chat("Ana")[-1]
        assert "the expected day of shipment: 20 Feb 2026 → 5 Mar 2026: mould broken (Ana)" in text, text
        assert 'Before "inspected":\n☐ the final inspection has not passed' in text
    firm.says("Bob", "/why order 1").hears("I know no order 1 of yours.", who="Bob")
