"""An order goes from stage to stage: who says so, what keeps it, who is told, what two at once hear (M5, M13, C13)."""

from __future__ import annotations

import pytest

from handlers.order_gates import lacks, there
from rules.order_moves import Need, Stage
from rules.trade_paper import Kind
from rules.trade_paper_moves import PaperState
from storage import orders
from tests.dialogues.desk import Desk
from tests.dialogues.ordered import the_order
from tests.dialogues.works import expects_money, has_order_at, has_paper, is_waived

S, N = Stage, Need


@pytest.fixture
def firm(desk: Desk) -> Desk:
    """Ana has Kunde's conversation 1001; Pia produces, Sam supervises."""
    desk.hires("Pia", "production").hires("Sam", "supervisor").hires("Rae", "purchasing")
    desk.receives().says("Ana", "/take 1001")
    return desk.settle().forget()


def lacking(desk: Desk, to: Stage | None = None) -> list[str]:
    with desk.database.reading() as session:
        row = orders.order(session, 1)
        assert row is not None
        return [each.need + ("" if each.is_hard else "?") for each in lacks(desk.work(session), row, to)]


def known(desk: Desk) -> set[str]:
    with desk.database.reading() as session:
        row = orders.order(session, 1)
        assert row is not None
        return {str(each) for each in there(desk.work(session), row)}


def test_what_lacks_is_said_with_the_buttons_that_get_it(firm: Desk) -> None:
    has_order_at(firm, S.COORDINATED)
    firm.says("Ana", "/done 1").hears(
        "Order 1 is not released to production yet:",
        "- no contract or proforma invoice is signed",
        "- the production order is not approved",
        "- the pre-production sample is not confirmed",
        who="Ana",
    )
    assert {"Contract", "Production order", "Samples"} <= set(firm.buttons("Ana"))
    assert "deposit" not in firm.chat("Ana")[-1]
    assert the_order(firm).stage == S.COORDINATED


def test_a_soft_lack_is_gone_past_knowingly_and_that_is_kept(firm: Desk) -> None:
    has_order_at(firm, S.COORDINATED)
    has_paper(firm, Kind.CONTRACT)
    has_paper(firm, Kind.PRODUCTION, PaperState.APPROVED)
    is_waived(firm, N.SAMPLE)
    assert lacking(firm) == ["deposit?"]
    firm.says("Ana", "/done 1 下达").hears(
        "Before order 1 is released to production:", "- the deposit has not come", who="Ana"
    )
    assert the_order(firm).stage == S.COORDINATED
    firm.presses("Ana", "Go on knowingly").hears("Order 1 is released to production.", "Next: material ready")
    assert the_order(firm).stage == S.RELEASED
    with firm.database.reading() as session:
        assert orders.stages(session, 1)[S.RELEASED].past == "deposit"


def test_a_deposit_that_the_terms_name_keeps_production_waiting(firm: Desk) -> None:
    has_order_at(firm, S.COORDINATED)
    has_paper(firm, Kind.CONTRACT)
    has_paper(firm, Kind.PRODUCTION, PaperState.APPROVED)
    is_waived(firm, N.SAMPLE)
    expects_money(firm, "deposit", "signing")
    assert lacking(firm) == ["deposit"]
    firm.says("Ana", "/done 1 released anyway deposit").hears("- the deposit has not come", who="Ana")
    assert "Go on knowingly" not in firm.buttons("Ana")
    assert the_order(firm).stage == S.COORDINATED


def test_the_works_get_a_card_and_move_their_stages_by_its_buttons(firm: Desk) -> None:
    has_order_at(firm, S.COORDINATED)
    has_paper(firm, Kind.CONTRACT)
    has_paper(firm, Kind.PRODUCTION, PaperState.APPROVED)
    is_waived(firm, N.SAMPLE)
    firm.set("order.meeting", "optional")
    firm.says("Ana", "/done 1").presses("Ana", "Go on knowingly")
    firm.hears("Order 1 is released to production.", "100 pcs QJ-200 Deep well pump", who="Pia")
    assert "Kunde" not in "\n".join(firm.chat("Pia"))
    assert "4711" not in "\n".join(firm.chat("Pia"))
    firm.forget().presses("Pia", "material ready").hears("Pia: order 1 is material ready", who="Ana")
    assert the_order(firm).stage == S.MATERIAL


def test_sales_does_not_say_what_is_productions(firm: Desk) -> None:
    has_order_at(firm, S.RELEASED)
    is_waived(firm, N.SAMPLE)
    firm.says("Ana", "/done 1").hears(
        'That order 1 is "material ready" is said by', "production", "they have a button", who="Ana"
    )
    assert the_order(firm).stage == S.RELEASED
    firm.says("Bob", "/done 1").hears("I know no order 1 of yours.", who="Bob")
    firm.says("Pia", "/done 1 packed").hears("What comes next is material ready, not packed.", who="Pia")
    firm.says("Pia", "/done 1 flown").hears("I know no stage flown.", "packed", who="Pia")


def test_a_second_hand_hears_who_was_first(firm: Desk) -> None:
    has_order_at(firm, S.RELEASED)
    is_waived(firm, N.SAMPLE)
    firm.says("Rae", "/done 1 material").forget()
    firm.says("Pia", "/done 1 material").hears("Order 1 is material ready already: Rae said so", who="Pia")
    firm.says("Pia", "/done 1").hears(
        "Rae has just said that order 1 is material ready. Is it in production as well?", who="Pia"
    )
    assert the_order(firm).stage == S.MATERIAL
    firm.jumps(minutes=5).says("Pia", "/done 1").hears("- the parts are not inspected", who="Pia")


def test_a_wrong_move_is_taken_back_unless_it_went_on(firm: Desk) -> None:
    has_order_at(firm, S.RELEASED)
    is_waived(firm, N.SAMPLE)
    firm.says("Pia", "/done 1 material").says("Pia", "/undo").hears("it is released to production.", who="Ana")
    assert the_order(firm).stage == S.RELEASED
    firm.says("Pia", "/done 1 material").says("Rae", "/done 1 production anyway parts_check").forget()
    firm.says("Pia", "/undo").hears("Meanwhile order 1 has moved on", who="Pia")
    assert the_order(firm).stage == S.IN_PRODUCTION


def test_an_order_on_hold_rests_until_it_goes_on(firm: Desk) -> None:
    has_order_at(firm, S.RELEASED)
    is_waived(firm, N.SAMPLE)
    firm.says("Ana", "/hold 1 customer checks the drawing <b>").hears(
        "Ana puts order 1 on hold: customer checks the drawing <b>", who="Pia"
    )
    firm.says("Pia", "/done 1 material").hears("- the order is on hold", who="Pia")
    firm.says("Ana", "/hold 1 again").hears("Order 1 is on hold already", "customer checks the drawing <b>", who="Ana")
    firm.says("Ana", "/hold 1 off").hears("Ana: order 1 goes on", who="Pia")
    firm.says("Ana", "/hold 1 off").hears("Order 1 is not on hold.", who="Ana")
    firm.says("Pia", "/done 1 material").hears("is material ready", who="Ana")


def test_what_is_there_is_read_from_the_rows(firm: Desk) -> None:
    has_order_at(firm, S.CONFIRMED)
    assert known(firm) == {"five_items", "cost_check", "no_hold", "purchase_orders"}
    has_paper(firm, Kind.PROFORMA, PaperState.SENT)
    assert "signed" not in known(firm)
    has_paper(firm, Kind.PROFORMA)
    assert "signed" in known(firm)
    firm.set("deal.document", "contract")
    assert "signed" not in known(firm)
    firm.set("deal.document", "pi").set("signature.kind", "original")
    assert "signed" not in known(firm)
    has_paper(firm, Kind.PURCHASE, PaperState.SENT)
    assert "purchase_orders" not in known(firm)
    expects_money(firm, "deposit", "signing", state="received")
    expects_money(firm, "balance", "before_shipment")
    assert {"deposit", "balance", "paid"} & known(firm) == {"deposit"}
    firm.set("archive.paper_tick", "no")
    assert "handed_over" in known(firm)
