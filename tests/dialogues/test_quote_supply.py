"""Production and purchasing answer what can be had, by when and at what cost, without learning a command (R115, R127, R143)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from rules.quote_moves import QuoteEvent
from storage import quotes
from storage.tables.quotes import QuoteRow
from tests.dialogues.desk import Desk
from tests.dialogues.quotes import MADE, OFFER, PUMPS, begins, changes, content, questions, rate

D = Decimal
BOUGHT = replace(
    PUMPS, product="LED-5050", names=(("en", "LED strip"),), costs=(("purchase_price", D(9)),), cost_currency="CNY"
)


@pytest.fixture
def made(quiet: Desk) -> Desk:
    """Ana quotes pumps that are made here; Paul produces, Pia buys, Sue supervises."""
    quiet.hires("Sue", "supervisor").hires("Paul", "production").hires("Pia", "purchasing")
    quiet.receives("We need 100 pumps, CIF Valencia.")
    rate(quiet.says("Ana", f"/take {quiet.numbers()[-1]}"))
    return begins(quiet, replace(OFFER, lines=(MADE,))).forget()


def last(desk: Desk, who: str) -> str:
    return desk.chat(who)[-1]


def test_production_presses_twice_and_the_answer_lands_on_the_quotation(made: Desk) -> None:
    made.says("Ana", "/supply D1").hears("1. QJ-200: unconfirmed, asked", who="Ana")
    assert "Can we have it?" in last(made, "Paul")
    assert made.chat("Pia") == []
    made.presses("Paul", "Yes").hears("in how many days?", who="Paul")
    made.presses("Paul", "30 days")
    row = questions(made)[0]
    assert (row.answer, row.days, row.answered_at) == ("yes", 30, made.now)
    assert any("QJ-200 × 100: Paul, Mon 2 Mar 09:00: yes, 30 days" in each for each in made.chat("Ana"))
    assert any("Can we have it?" in each and "yes, 30 days" in each for each in made.chat("Paul")), "the card shows it"


def test_production_answers_the_card_with_words(made: Desk) -> None:
    made.says("Ana", "/supply D1").says("Paul", "30天，成本1.95", answers="Can we have it?")
    made.hears("yes, 30 days, cost CNY 1.95", who="Ana")


def test_the_cost_may_come_later_and_is_taken_into_the_sheet_by_button(made: Desk) -> None:
    made.says("Ana", "/supply D1").presses("Paul", "Yes").presses("Paul", "45 days")
    made.says("Paul", "250 CNY", answers="What does one cost?").hears("cost CNY 250.00", who="Ana")
    made.presses("Ana", "Take the cost").hears("the cost that Paul told, CNY 250.00", who="Ana")
    told = content(made).lines[0]
    assert (dict(told.costs), told.cost_source) == ({"production": D(250)}, "production=Paul 2026-03-02")


def test_they_see_neither_customer_nor_price(made: Desk) -> None:
    made.says("Ana", "/supply D1")
    card = last(made, "Paul")
    assert "QJ-200 · Deep well pump" in card
    assert "Quantity: 100 pcs" in card
    assert "45 days after deposit" in card
    for secret in ("Kunde", "Eva", "50.00", "USD", "Spain", "ES", "D1", "Valencia"):
        assert secret not in card
    made.says("Paul", "/cost D1").hears("/cost is for", who="Paul")
    made.says("Paul", "/supply D1").hears("/supply is for", who="Paul")
    made.says("Paul", "/confirm D1").hears("I know no quotation D1 of yours", who="Paul")
    made.says("Paul", "/confirm D1 price").hears("I know no quotation D1 of yours", who="Paul")


def test_an_answer_without_days_is_asked_for_them_and_keeps_what_was_said(made: Desk) -> None:
    made.says("Ana", "/supply D1").says("Paul", "partly, 60 pcs only, 1.95 CNY", answers="Can we have it?")
    made.hears("in how many days?", who="Paul").says("Paul", "20", answers="in how many days?")
    made.hears("partly, 20 days, cost CNY 1.95, 60 pcs only", who="Ana")


def test_no_needs_no_days(made: Desk) -> None:
    made.says("Ana", "/supply D1").presses("Paul", "No").hears("QJ-200 × 100: Paul, Mon 2 Mar 09:00: no", who="Ana")
    made.says("Ana", "/supply D1").hears("1. QJ-200: unconfirmed, asked", who="Ana")
    assert len(questions(made)) == 2, "after a no it can be asked anew"


def test_what_is_no_answer_gets_an_example_and_nothing_is_lost(made: Desk) -> None:
    made.says("Ana", "/supply D1").says("Paul", "let me see", answers="Can we have it?")
    made.hears("I cannot read that as an answer. Example: 30 days, 1.95 CNY", who="Paul")
    made.says("Paul", "/supplied 1 900 days").hears("900 days cannot be", who="Paul")
    assert questions(made)[0].answered_at is None


def test_it_is_asked_once_only_while_it_is_open_and_again_when_the_quantity_grows(made: Desk) -> None:
    made.says("Ana", "/supply D1").says("Ana", "/supply D1")
    assert len(questions(made)) == 1
    changes(made, lines=(replace(MADE, quantity=D(50)),))
    made.says("Ana", "/supply D1")
    assert len(questions(made)) == 1, "fewer are within what was asked"
    changes(made, lines=(replace(MADE, quantity=D(500)),))
    made.says("Ana", "/supply D1")
    assert [each.quantity for each in questions(made)] == ["100", "500"]
    assert any("Question 1 needs no answer any more." in each for each in made.chat("Paul"))


def test_purchasing_is_asked_about_what_is_bought_and_a_button_decides_where_nobody_knows(made: Desk) -> None:
    changes(made, lines=(BOUGHT, replace(PUMPS, product="NEW-1", costs=())))
    made.says("Ana", "/supply D1").hears("Is it made or bought: NEW-1?", who="Ana")
    assert "LED-5050" in last(made, "Pia")
    assert made.chat("Paul") == []
    made.presses("Ana", "Production")
    assert "NEW-1" in last(made, "Paul")
    assert [each.product for each in questions(made)] == ["LED-5050", "NEW-1"]


def test_without_production_and_purchasing_one_is_told_what_to_do(quiet: Desk) -> None:
    quiet.receives("We need pumps.").says("Ana", f"/take {quiet.numbers()[-1]}")
    begins(quiet).says("Ana", "/supply D1").hears("Nobody here has the role production", "/staff Paul role production")


def test_the_first_answer_counts_and_the_other_is_told(made: Desk) -> None:
    made.hires("Petra", "production").says("Ana", "/supply D1")
    made.says("Petra", "25 days", answers="Can we have it?").forget()
    made.says("Paul", "30 days", answers="Can we have it?").hears("Petra has answered it already", who="Paul")
    made.says("Petra", "28 days", answers="Thank you").hears("yes, 28 days", who="Ana")
    assert questions(made)[0].days == 28


def test_a_delivery_shorter_than_the_production_cycle_is_warned_of(made: Desk) -> None:
    made.says("Ana", "/supply D1").says("Paul", "60 days", answers="Can we have it?")
    made.hears("The delivery promised is 45 days, but QJ-200 takes 60.", who="Ana")
    made.says("Ana", "/quote D1").hears("The delivery promised is 45 days, but QJ-200 takes 60.", who="Ana")


def chased(desk: Desk) -> int:
    return sum("It still waits for your answer since" in each for each in desk.chat("Paul"))


def test_a_question_is_asked_again_after_a_working_day_once(made: Desk) -> None:
    made.says("Ana", "/supply D1").jumps(hours=8)
    assert chased(made) == 0
    made.jumps(hours=15, minutes=30)
    assert chased(made) == 0, "a working day is not over before 9:00 of the next one"
    made.jumps(hours=1)
    assert chased(made) == 1
    assert any("Nobody has answered yet: QJ-200 for D1, asked Paul." in each for each in made.chat("Ana"))
    made.jumps(days=2, hours=1)
    assert chased(made) == 1, "once"


def test_who_is_away_is_represented_by_her_deputy(made: Desk) -> None:
    made.hires("Petra", "production").says("Paul", "/away 2026-03-02 2026-03-20 Petra").forget()
    made.says("Ana", "/supply D1")
    assert len([each for each in made.chat("Petra") if "Can we have it?" in each]) == 1
    assert not any("Can we have it?" in each for each in made.chat("Paul"))


def test_questions_that_wait_are_listed_and_others_are_not_shown(made: Desk) -> None:
    made.says("Paul", "/supplied").hears("No question waits for you.", who="Paul")
    made.says("Ana", "/supply D1").says("Paul", "/supplied").hears("1: QJ-200 × 100 pcs", who="Paul")
    made.presses("Paul", "Show 1").hears("Can we have it?", who="Paul")
    for who, number in (("Pia", 1), ("Bob", 1), ("Bob", 99), ("Pia", 99)):
        made.says(who, f"/supplied {number}").hears(f"I know no question {number} for you.", who=who)
    made.says("Bob", "/supplied 1 yes 3 days")
    assert questions(made)[0].answered_at is None


def test_a_concession_goes_through_the_supervisor_before_purchasing_is_asked(made: Desk) -> None:
    changes(made, lines=(BOUGHT,))
    made.says("Ana", "/supply D1 concession").hears("Why, and to which cost?", who="Ana")
    made.says("Ana", "8.50 CNY, a competitor offers less", answers="Why, and to which cost?")
    made.hears("The supervisor decides first", who="Ana")
    assert made.chat("Pia") == []
    made.presses("Sue", "Approve")
    assert "Can it cost less?" in last(made, "Pia")
    assert "Kunde" not in last(made, "Pia")
    made.says("Pia", "yes, 8.60", answers="Can it cost less?").hears("yes, cost CNY 8.60", who="Ana")
    made.presses("Ana", "Take the cost")
    assert dict(content(made).lines[0].costs) == {"purchase_price": D("8.60")}


def test_a_supervisor_asks_for_a_concession_at_once_and_a_returned_one_is_never_asked(made: Desk) -> None:
    changes(made, lines=(BOUGHT,))
    made.says("Ana", "/supply D1 concession 8.50 CNY")
    made.says("Sue", "/return 1 no, we do not").hears("no, we do not", who="Ana")
    assert made.chat("Pia") == []
    made.says("Sue", "/supply D1 concession 8.50 CNY").hears("Purchasing is asked", who="Sue")
    assert "Can it cost less?" in last(made, "Pia")


def test_hostile_answers_are_shown_as_they_are(made: Desk) -> None:
    made.says("Ana", "/supply D1").says("Paul", "yes 30 days, <b>{x}</b> =1+1", answers="Can we have it?")
    made.hears("<b>{x}<⁄b> =1+1", who="Ana")


def test_a_question_whose_quotation_was_given_up_is_taken_back_and_not_asked_again(made: Desk) -> None:
    made.says("Ana", "/supply D1")
    with made.database.deciding() as session:
        work = made.work(session)
        quotes.moved(work, quotes.current(session, session.get_one(QuoteRow, 1)), QuoteEvent.DROPPED)
        session.commit()
    made.jumps(days=1, hours=1)
    assert chased(made) == 0
    assert any("Question 1 needs no answer any more." in each for each in made.chat("Paul"))
    made.says("Paul", "/supplied 1 30 days").hears("Question 1 needs no answer any more.", who="Paul")
