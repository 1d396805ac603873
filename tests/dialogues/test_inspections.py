"""Progress, notes from the workshop, inspections and rework: what the works say, and who hears of it (R187, R192, R198-R202)."""

from __future__ import annotations

import pytest

from rules.order_moves import Need, Stage
from rules.trade_paper import Kind
from storage import orders, trade_papers
from tests.dialogues.desk import Desk
from tests.dialogues.ordered import the_order
from tests.dialogues.works import has_order_at, is_waived

S = Stage
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64


@pytest.fixture
def firm(desk: Desk) -> Desk:
    """Ana has Kunde's conversation 1001; Pia produces, Sam supervises, Rae buys, Mei follows orders in the works."""
    desk.hires("Pia", "production").hires("Sam", "supervisor").hires("Rae", "purchasing").hires("Mei", "merchandiser")
    desk.receives().says("Ana", "/take 1001")
    return desk.settle().forget()


def test_a_defect_sends_the_order_to_rework_until_it_has_passed(firm: Desk) -> None:
    has_order_at(firm, S.IN_PRODUCTION)
    firm.says("Mei", "/done 1").hears("- the final inspection has not passed", who="Mei")
    firm.presses("Mei", "Final inspection").hears("Quality agreed: as per the confirmed sample", who="Mei")
    firm.presses("Mei", "to be corrected").hears("What was found?", who="Mei")
    firm.says("Mei", "two <b>scratches", answers="What was found?").hears(
        "Mei: final inspection of order 1: to be corrected",
        "Findings: two <b>scratches",
        "Please correct it",
        who="Pia",
    )
    assert the_order(firm).stage == S.REWORK
    assert "final inspection of order 1: to be corrected" in "\n".join(firm.chat("Sam"))
    firm.says("Ana", "/done 1 inspected").hears("What comes next is in production, not inspected.", who="Ana")
    firm.forget().jumps(days=2).hears("Order 1 was to be corrected. Has it been inspected again?", who="Mei")
    firm.says("Pia", "/done 1 production anyway parts_check")
    firm.says("Mei", "/inspect 1 final passed sample 50 findings none").hears(
        "final inspection of order 1: passed", who="Sam"
    )
    firm.says("Mei", "/done 1 inspected").hears("Order 1 is inspected.", who="Mei")


def test_the_report_is_drawn_with_its_number_and_photos(firm: Desk) -> None:
    has_order_at(firm, S.IN_PRODUCTION)
    firm.says("Mei", "/inspect 1 中期 合格 抽检20 问题 无").hears("mid-term inspection of order 1: passed", who="Mei")
    firm.sends_file("Mei", "photo.jpg", b"no picture at all", answers="Answer this message with photos")
    firm.presses("Mei", "Draw the report").hears("IR-2026-0001 is being drawn", who="Mei")
    assert "Inspection report IR-2026-0001 of order 1" in "\n".join(firm.settle().chat("Sam"))
    with firm.database.reading() as session:
        (paper,) = trade_papers.of_order(session, 1, Kind.INSPECTION)
        told = trade_papers.content(paper)
        assert [each.kind for each in orders.files(session, 1)] == ["photo"]
    assert (told.told("kind"), told.told("sample_size"), told.told("findings"), told.told("result")) == (
        "mid", "20", "无", "passed",
    )  # fmt: skip
    assert len(told.pictures) == 1
    assert "Kunde" not in str(paper.content["order"]["goods"])


def test_a_third_party_has_to_pass_with_its_report(firm: Desk) -> None:
    has_order_at(firm, S.IN_PRODUCTION)
    firm.says("Ana", "/inspect 1 third book SGS 2026-05-08").hears("Ana: SGS inspects order 1 on 2026-05-08", who="Pia")
    firm.says("Ana", "/inspect 1 third book SGS").hears("Who comes, and when?", who="Ana")
    firm.says("Mei", "/inspect 1 final passed")
    firm.says("Mei", "/done 1").hears("- the final inspection has not passed", who="Mei")
    firm.says("Mei", "/inspect 1 third passed findings none").hears("The report is still missing", who="Mei")
    firm.says("Mei", "/done 1").hears("- the final inspection has not passed", who="Mei")
    firm.sends_file("Mei", "SGS-1.pdf", b"%PDF-1.7 report", answers="The report is still missing")
    firm.says("Mei", "/done 1 inspected").hears("Order 1 is inspected.", who="Mei")


def test_the_tracker_is_asked_and_answers_by_buttons(firm: Desk) -> None:
    has_order_at(firm, S.RELEASED)
    is_waived(firm, Need.SAMPLE)
    firm.set("order.tracker", "merchandiser").set("order.progress_days", "1")
    firm.says("Pia", "/done 1 material").forget()
    firm.jumps(days=1).hears("How does order 1 go?", "It is material ready.", who="Mei")
    firm.presses("Mei", "Material: done").hears("Mei on order 1: Material: done", who="Ana")
    firm.presses("Mei", "Production: late").hears("How many days, and why? /delay 1 5 days mould broken", who="Mei")
    firm.says("Mei", "/progress 1 生产延误 模具坏了").hears("Danger of delay: 模具坏了", who="Ana")
    firm.says("Mei", "/progress 1").hears("Material: done", "Production: late", who="Mei")
    with firm.database.reading() as session:
        assert orders.records(session, 1, "progress")[0].content["material_state"] == "done"
    firm.says("Ana", "/order 1").hears("Material: done, Production: late (Mei, 3 Mar 2026)", who="Ana")
    firm.says("Mei", "/progress 1 hello").hears("I do not understand that.", who="Mei")
    firm.says("Bob", "/progress 1 material done").hears("I know no order 1 of yours.", who="Bob")


def test_a_note_from_the_workshop_takes_photos_and_goes_to_the_manager_by_a_button(firm: Desk) -> None:
    has_order_at(firm, S.IN_PRODUCTION)
    firm.says("Pia", "/check 1 paint too thin on 3 of 20").hears("Pia on order 1: paint too thin on 3 of 20", who="Ana")
    firm.sends_file("Pia", "paint.png", PNG, answers="Kept. Answer this message").hears(
        "1 photos are with the note", who="Ana"
    )
    firm.presses("Pia", "Tell general manager").hears("a problem in production", "Pia: paint too thin", who="Max")
    firm.says("Pia", "/check 1 tell 1").hears("The general manager has it already.", who="Pia")
    firm.says("Pia", "/check 1 tell 99").hears("I know no such note of order 1.", who="Pia")
