"""Complaints from the letter to the closed case; feedback after arrival, revisits and surveys (R238-R250, M7)."""

from __future__ import annotations

from datetime import date

import pytest

from rules.order_moves import Stage
from storage import complaints, orders
from storage.tables.aftersales import ComplaintRow, RevisitRow, SurveyRow
from tests.dialogues.desk import Desk
from tests.dialogues.ordered import has_order

EVA = "eva@kunde.example"
ANGRY = (
    "Dear Ana, we received the lamps and ten of them are defective: they flicker. This is unacceptable, please explain."
)


def case(desk: Desk, number: int = 1) -> ComplaintRow:
    with desk.database.reading() as session:
        row = session.get_one(ComplaintRow, number)
        session.expunge(row)
        return row


@pytest.fixture
def complaining(desk: Desk) -> Desk:
    """A letter complains about an order of Ana's."""
    desk.receives().says("Ana", "/take 1001")
    has_order(desk, stage=Stage.ARRIVED, arrived_on=date(2026, 2, 20))
    return desk.forget()


def test_a_complaint_by_letter_is_recorded_at_once_and_told_to_those_above(desk: Desk) -> None:
    desk.receives(ANGRY, subject="Complaint: defective lamps")
    assert case(desk).state == "recorded"
    desk.hears("complaint C1", "ten of them are defective", "Next: name who is responsible.", who="Max")
    desk.receives(ANGRY + " Still waiting!", subject="Re: Complaint: defective lamps",
                  headers={"In-Reply-To": "<1@mail.example>"})  # fmt: skip
    with desk.database.reading() as session:
        assert len(complaints.in_conversation(session, desk.numbers()[-1])) == 1, (
            "further letters belong to the same case"
        )


def test_a_case_goes_step_by_step_and_the_customer_hears_the_result(complaining: Desk) -> None:
    desk = complaining
    desk.says("Ana", "/complaint O1 ten lamps flicker").hears("complaint C1", "Order 1 (PO-4711)")
    assert "ten lamps flicker" in desk.chat("Max")[-1]
    desk.says("Ana", "/complaint C1 measure new lamps").hears("That cannot be done now: the complaint is recorded.")
    desk.presses("Ana", "I take it").presses("Ana", "The cause").hears("What is the cause?", who="Ana")
    desk.says("Ana", "/complaint C1 原因 芯片批次错误").says("Ana", "/complaint C1 measure ten new lamps by courier")
    desk.presses("Ana", "Mail to customer").hears("ten new lamps by courier", "We are sorry", who="Ana")
    assert case(desk).state == "measure_taken", "nothing is told before the mail is released"
    desk.presses("Ana", "Send").settle()
    assert "芯片批次错误" in str(desk.mails_to(EVA)[-1].get_content())
    assert case(desk).state == "result_told"
    desk.says("Ana", "/complaint C1 prevention each reel is tested").hears("It is closed.", who="Ana")
    assert (case(desk).prevention, case(desk).closed_at is not None) == ("each reel is tested", True)
    desk.says("Ana", "/complaint C1 reopen they flicker again").hears("It is opened again.", who="Ana")


def test_a_case_without_a_step_is_asked_after_and_then_told_to_the_manager(complaining: Desk) -> None:
    desk = complaining
    desk.says("Ana", "/complaint O1 ten lamps flicker").says("Ana", "/complaint C1 responsible me").forget()
    desk.jumps(days=1, hours=1).hears("C1 waits for its next step", who="Ana")
    assert not any("waits for its next step" in each for each in desk.chat("Max"))
    desk.jumps(days=1).hears("C1 waits for its next step", who="Max")


def test_others_do_not_learn_of_a_case(complaining: Desk) -> None:
    desk = complaining
    desk.says("Ana", "/complaint O1 ten lamps flicker").forget()
    desk.says("Bob", "/complaint C1").hears("I know no case C1 of yours.", who="Bob").forget()
    desk.says("Bob", "/complaint C9").hears("I know no case C9 of yours.", who="Bob")
    desk.says("Bob", "/complaint").hears("No complaint is open.", who="Bob")


def test_what_only_looked_like_a_complaint_is_withdrawn_with_a_reason(complaining: Desk) -> None:
    desk = complaining
    desk.says("Ana", "/complaint O1 lamps flicker").says("Ana", "/complaint C1 withdraw").hears(
        "Why is it no complaint?"
    )
    desk.says("Ana", "/complaint C1 withdraw it was our own test").hears("It is closed.", who="Ana")
    assert "Ana says that C1 is no complaint" in desk.chat("Max")[-1]


def test_an_opinion_reaches_the_manager_and_owes_nothing(complaining: Desk) -> None:
    complaining.says("Ana", "/opinion PO-4711 they would like red ones").hears("red ones", who="Max")
    complaining.says("Ana", "/complaint").hears("No complaint is open.", who="Ana")


def test_feedback_is_asked_as_a_draft_and_kept(complaining: Desk) -> None:
    desk = complaining
    desk.says("Ana", "/feedback 1").hears("How do you like the goods?", who="Ana").presses("Ana", "Send").settle()
    assert "PO-4711" in str(desk.mails_to(EVA)[-1].get_content())
    desk.says("Ana", "/feedback 1 maybe").hears("Is the customer satisfied or not?", who="Ana")
    desk.says("Ana", "/feedback 1 bad three are dented").hears("A problem is not left alone", who="Ana")
    desk.presses("Ana", "Complaint").hears("three are dented", "Next: name who is responsible.", who="Ana")
    with desk.database.reading() as session:
        (record,) = orders.records(session, 1, "feedback")
        assert (record.result, record.content["feedback"]) == ("bad", "three are dented")


def test_feedback_of_goods_that_are_not_shipped_is_refused(desk: Desk) -> None:
    desk.receives().says("Ana", "/take 1001")
    has_order(desk, stage=Stage.MATERIAL).forget()
    desk.says("Ana", "/feedback 1 good").hears("is not shipped yet", who="Ana")


def test_a_revisit_and_a_survey_are_typed_in_one_line(desk: Desk) -> None:
    desk.receives().says("Ana", "/take 1001").forget()
    desk.says("Ana", "/revisit 1 电话 满意度4；新需求 灯带；问题 无").hears(
        "Satisfied: 4 of 5", "New needs: 灯带", who="Ana"
    )
    desk.says("Ana", "/survey 1 5 4 4").hears("Write the four scores from 1 to 5", who="Ana")
    desk.says("Ana", "/survey 1 5 4 1 5 too slow").hears("Entered.", "A poor score of")
    desk.says("Max", "/survey").hears("Ana: quality 5.0, service 4.0, logistics 1.0", who="Max")
    with desk.database.reading() as session:
        assert session.get_one(RevisitRow, 1).satisfaction == 4
        assert session.get_one(SurveyRow, 1).suggestions == "too slow"


def test_the_survey_leaves_as_a_mail_that_she_releases(desk: Desk) -> None:
    desk.receives().says("Ana", "/take 1001").forget()
    desk.says("Ana", "/survey 1").hears("four short questions", who="Ana").presses("Ana", "Send").settle()
    assert "1. product quality" in str(desk.mails_to(EVA)[-1].get_content())
