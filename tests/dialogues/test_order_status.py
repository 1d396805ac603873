"""Where an order stands: one line in, one screen out, to each what is hers; edited where it stands; the picture (R67, C8)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from handlers.hearing import BY_NAME
from handlers.order_card import card_choices, refreshed
from rules.order_moves import ENDED, Stage
from storage import orders, payments
from storage.colleagues import everybody, named, viewer
from storage.tables.orders import OrderRow
from tests.dialogues.desk import Desk
from tests.dialogues.ordered import has_order, the_order


@pytest.fixture
def firm(desk: Desk) -> Desk:
    """Kunde's order 1 is Ana's and in production, four days late; half of it is paid."""
    desk.hires("Wang", "production").hires("Li", "production", language="zh")
    desk.hires("Cora", "accounting").hires("Sol", "supervisor")
    desk.receives().says("Ana", "/take 1001")
    has_order(desk, stage=Stage.IN_PRODUCTION, contract_on=date(2026, 3, 20), expected_on=date(2026, 3, 24))
    with desk.database.deciding() as session:
        work = desk.work(session)
        row = session.get_one(OrderRow, 1)
        orders.stage_row(work, row, Stage.INSPECTED).planned_on = date(2026, 3, 13)
        orders.stage_row(work, row, Stage.INSPECTED).expected_on = date(2026, 3, 17)
        deposit = payments.begun(
            work, 1, 1, name="deposit", amount="1500.00", currency="USD", trigger="signing", percent="30"
        )
        deposit.state, deposit.received = "received", "1500.00"
        payments.begun(
            work, 1, 2, name="balance", amount="3500.00", currency="USD", trigger="before_shipment",
            due_on=date(2026, 3, 18),
        )  # fmt: skip
        row.told_at = datetime(2026, 2, 27, 2, 0, tzinfo=UTC)
        session.commit()
    return desk.settle().forget()


@pytest.mark.parametrize(
    "said", ["/order 1", "/order #1", "/order PO-4711", "/order 4711", "/order kunde", "订单 1", "订单1"]
)
def test_one_line_says_where_it_stands(firm: Desk, said: str) -> None:
    firm.says("Ana", said)
    card = firm.chat("Ana")[-1]
    for part in (
        "Order 1 (PO-4711) · Kunde",
        "Now in production, since today",
        "promised 20 Mar",
        "expected 24 Mar",
        "▲ 4 days later than promised",
        "▲ Next: inspected, due 13 Mar",
        "Money: USD 5,000.00, received USD 1,500.00, open USD 3,500.00",
        "- balance USD 3,500.00: due 18 Mar",
        "Last word to the customer: 27 Feb",
        "the final inspection has not passed",
        "Turn: production (Li, Wang)",
    ):
        assert part in card, card
    assert len(card.splitlines()) < 20, "one telephone screen"
    assert {"Delay", "Update customer", "Payments", "Papers", "File", "Timeline"} <= set(firm.buttons("Ana"))


def test_each_sees_what_is_hers(firm: Desk) -> None:
    firm.set("company.name", "Firm")
    firm.says("Wang", "/order 1")
    card = firm.chat("Wang")[-1]
    assert "QJ-200" in card, "goods"
    assert "KUNDE / HAMBURG" in card, "marks"
    for hidden in ("Kunde GmbH", "3,500", "5,000"):
        assert hidden not in card
    assert "Done: inspected" in firm.buttons("Wang")
    firm.says("Li", "订单 1").hears("订单 1 (PO-4711)", "下一步：已验货", "该谁办：", "“已验货”还差：", who="Li")
    assert "完成：已验货" in firm.buttons("Li")
    firm.says("Cora", "/order 1")
    card = firm.chat("Cora")[-1]
    assert "USD 3,500.00" in card
    assert "QJ-200" not in card
    firm.says("Bob", "/order 1")
    assert firm.chat("Bob")[-1] == "Order 1\nin production, with Ana"
    firm.says("Sol", "/order 1").hears("Money: USD 5,000.00", who="Sol")


@pytest.mark.parametrize(("who", "said"), [("Bob", "/order kunde"), ("Wang", "/order kunde"), ("Ana", "/order 99")])
def test_a_customer_that_is_not_hers_is_as_unknown_as_a_number_that_there_is_not(
    firm: Desk, who: str, said: str
) -> None:
    firm.says(who, said)
    assert said.split()[1] in firm.chat(who)[-1]
    assert "/orders lists them" in firm.chat(who)[-1]
    assert "PO-4711" not in firm.chat(who)[-1]


def test_words_that_mean_another_command_are_one_press_away(firm: Desk) -> None:
    firm.says("Ana", "/order 1 delay 5 days mould broken").hears("command of its own", who="Ana")
    assert "Yes: /delay 1 5 days mould broken" in firm.buttons("Ana")
    firm.says("Ana", "/order 1：延期 5天").hears("command of its own", who="Ana")
    assert "Yes: /delay 1 5天" in firm.buttons("Ana")
    firm.says("Bob", "/order 1 marks X").hears("Ana's", who="Bob")


def test_alone_it_offers_hers(firm: Desk) -> None:
    firm.says("Ana", "/order").presses("Ana", "1 (PO-4711) · in production").hears("Order 1 (PO-4711)", who="Ana")
    firm.says("Bob", "/order").hears("You have no open order.", who="Bob")


def test_the_card_changes_where_it_stands(firm: Desk) -> None:
    firm.says("Ana", "/order 1").says("Wang", "/order 1").forget()
    before = len(firm.chat("Ana"))
    with firm.database.deciding() as session:
        work = firm.work(session)
        row = session.get_one(OrderRow, 1)
        row.stage, row.stage_since = Stage.INSPECTED, work.now
        edits = refreshed(work, row)
        assert len(edits) == 2
        hers = " ".join(str(each.sentence) for each in edits[0].lines)  # type: ignore[union-attr]
        theirs = " ".join(str(each.sentence) for each in edits[1].lines)  # type: ignore[union-attr]
        assert "Money" in hers
        assert "Money" not in theirs
        session.rollback()
    assert len(firm.chat("Ana")) == before


def test_the_timeline_comes_as_a_picture_in_her_language(firm: Desk) -> None:
    firm.says("Ana", "/order 1").presses("Ana", "Timeline")
    pictures = [file for _, each in firm.ears.said for file in each.files if each.place.address == "ana"]
    assert [(each.name, each.is_picture) for each in pictures] == [("order-1-timeline.png", True)]
    assert pictures[0].path.read_bytes().startswith(b"\x89PNG")
    firm.says("Wang", "/order 1 时间线")
    assert [file.name for _, each in firm.ears.said for file in each.files if each.place.address == "wang"]


def test_no_button_of_a_card_is_a_command_that_is_refused_to_its_reader(firm: Desk) -> None:
    """For every stage and everybody, the tracker of the works among them; a button whose command is refused helps nobody."""
    firm.hires("Mia", "merchandiser")
    tried = set()
    with firm.database.deciding() as session:
        work = firm.work(session)
        row = session.get_one(OrderRow, 1)
        mia = named(session, "Mia")
        assert mia is not None
        for stage in Stage:
            row.stage, row.tracker_id = stage, mia.id
            row.closed_at = firm.now if stage in ENDED else None
            for person in everybody(session):
                looking = viewer(session, person, firm.now)
                for each in (one for choices in card_choices(work, row, looking) for one in choices):
                    command = BY_NAME.get(each.command.split()[0])
                    assert command is None or looking.has(command.roles), (person.name, each.command)
                    tried.add(each.command.split()[0])
        session.rollback()
    assert {"/done", "/delay", "/update", "/payments", "/paid", "/deal", "/docs", "/file", "/order"} <= tried


def test_several_changes_of_one_message_are_each_done(desk: Desk) -> None:
    desk.receives().says("Ana", "/take 1001")
    has_order(desk).forget()
    desk.says("Ana", "/order 1 marks KUNDE / VIGO; no stripes; 质量 as per sample; mode buy").hears(
        "KUNDE / VIGO; no stripes", "as per sample", who="Ana"
    )
    assert the_order(desk).supply_mode == "buy"
