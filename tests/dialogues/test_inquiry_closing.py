"""Merging, splitting, closing, opening, and taking back: nothing is lost and the clock is never forgotten (R12, R25, R43)."""

from __future__ import annotations

from datetime import datetime

import pytest

from storage.letters import letters_of
from storage.promises import earliest_due, open_promises
from tests.dialogues.desk import Desk


@pytest.fixture
def two(desk: Desk) -> Desk:
    """Eva has written twice to Ana about different things: 1001, and an hour later 1002."""
    desk.receives().jumps(hours=1).receives("We also need valves.", subject="Valves")
    return desk.forget()


def due(desk: Desk, number: int) -> datetime | None:
    with desk.database.reading() as session:
        return earliest_due(session, number)


def owes(desk: Desk, number: int) -> int:
    with desk.database.reading() as session:
        return len(open_promises(session, number))


def letters(desk: Desk, number: int) -> int:
    with desk.database.reading() as session:
        return len(letters_of(session, number))


def test_a_merged_inquiry_takes_its_letters_and_what_it_owes_along(two: Desk) -> None:
    assert two.owner_of(1002) == "Ana"
    was_due = due(two, 1001)
    two.says("Ana", "/answered 1002 phone yes").says("Ana", "/merge 1001 1002").hears(
        "1001 is part of 1002 now.", who="Ana"
    )
    assert two.conversation(1001).state == "merged"
    assert (letters(two, 1001), letters(two, 1002)) == (0, 2)
    assert (owes(two, 1001), owes(two, 1002)) == (0, 1)
    assert due(two, 1002) == was_due
    assert two.conversation(1002).state == "assigned"
    two.says("Ana", "/show 1001").hears("1002 · ")
    two.says("Ana", "/merge 1001 1002").hears("That is one and the same already.")


def test_a_merge_is_taken_back_with_letters_and_deadlines(two: Desk) -> None:
    before = (due(two, 1001), due(two, 1002))
    two.says("Ana", "/merge 1001 1002").presses("Ana", "Take it back").hears(
        "Taken back in 1001: 1001 is part of 1002 now", who="Ana"
    )
    assert (due(two, 1001), due(two, 1002)) == before
    assert (letters(two, 1001), letters(two, 1002)) == (1, 1)
    assert two.conversation(1001).state == "assigned"
    assert (owes(two, 1001), owes(two, 1002)) == (1, 1)


def test_a_customers_next_letter_finds_the_merged_one(two: Desk) -> None:
    two.says("Ana", "/merge 1001 1002").receives(
        "And one more thing", headers={"In-Reply-To": "<1@mail.example>"}, subject="Re: Inquiry for pumps"
    )
    assert two.numbers() == [1001, 1002]
    assert letters(two, 1002) == 3


def test_merge_offers_what_it_could_belong_to(two: Desk) -> None:
    two.says("Ana", "/merge 1002").hears("Into which one does 1002 belong?").presses("Ana", "1001 · Kunde")
    assert two.conversation(1002).merged_into == 1001


def test_the_newest_letter_becomes_a_matter_of_its_own(desk: Desk) -> None:
    desk.receives().says("Ana", "/answered 1001 phone yes").jumps(hours=1)
    desk.receives("Another thing: valves", headers={"In-Reply-To": "<1@mail.example>"}, subject="Re: Inquiry for pumps")
    was_due = due(desk, 1001)
    desk.says("Ana", "/split 1001").hears("The newest letter is 1002 now.", who="Ana")
    assert (letters(desk, 1001), letters(desk, 1002)) == (1, 1)
    assert (owes(desk, 1001), owes(desk, 1002)) == (0, 1)
    assert due(desk, 1002) == was_due
    assert desk.owner_of(1002) == "Ana"
    desk.says("Ana", "/split 1001").hears("1001 has only one letter of the customer")
    desk.says("Ana", "/undo")
    assert (letters(desk, 1001), owes(desk, 1001)) == (2, 1)
    assert desk.conversation(1002).merged_into == 1001


def test_what_is_no_inquiry_is_closed_with_its_kind_and_owes_nothing(two: Desk) -> None:
    two.says("Ana", "/not_inquiry 1001").hears("What is 1001 then?").presses("Ana", "supplier")
    two.hears("1001 is closed: supplier. Nothing is deleted.", who="Ana")
    row = two.conversation(1001)
    assert (row.state, row.kind, row.closed_at) == ("not_inquiry", "supplier", two.now)
    assert (owes(two, 1001), letters(two, 1001)) == (0, 1)
    two.says("Ana", "/not_inquiry 1001 supplier").hears("1001 is closed. /reopen 1001 opens it again.")


def test_an_order_is_no_inquiry_but_its_clock_runs_on(two: Desk) -> None:
    two.says("Ana", "/not_inquiry 1001 order").hears("1001 goes on as order; its clock runs on.", who="Ana")
    assert (two.conversation(1001).kind, owes(two, 1001)) == ("order", 1)
    two.says("Ana", "/not_inquiry 1001 order").hears("1001 is that already: order.", who="Ana")
    two.says("Ana", "/undo")
    assert two.conversation(1001).kind == "inquiry"


def test_spam_is_taken_back_and_its_promise_runs_on(two: Desk) -> None:
    was_due = due(two, 1001)
    two.says("Ana", "/spam 1001").presses("Ana", "Take it back").hears("Taken back in 1001", who="Ana")
    row = two.conversation(1001)
    assert (row.state, row.kind, row.closed_at) == ("assigned", "inquiry", None)
    assert due(two, 1001) == was_due


def test_a_reminder_comes_after_a_spam_mark_was_taken_back(desk: Desk) -> None:
    desk.receives().says("Ana", "/spam 1001").says("Ana", "/undo").forget()
    desk.passes(hours=6)
    assert any("1001" in each for each in desk.chat("Ana")[-3:])
    assert [each for _, each in desk.ears.said if each.place.address == "ana"]


def test_reopening_brings_back_what_was_owed(two: Desk) -> None:
    was_due = due(two, 1001)
    two.says("Dora", "/spam 1001 looks strange").hears("1001 is closed: spam. looks strange", who="Ana")
    two.says("Ana", "/reopen 1001 it is real").hears("1001 is open again.", who="Ana")
    row = two.conversation(1001)
    assert (row.state, row.kind) == ("assigned", "inquiry")
    assert due(two, 1001) == was_due
    two.says("Ana", "/reopen 1001").hears("1001 is open.", who="Ana")


def test_urgent_is_marked_once_and_unmarked(two: Desk) -> None:
    two.says("Ana", "/urgent 1001").hears("1001 is urgent now.", "1001 · inquiry · urgent")
    two.says("Ana", "/urgent 1001").hears("1001 is urgent already.")
    two.says("Ana", "/urgent 1001 off").hears("1001 is not urgent any more.")
    two.says("Ana", "/undo")
    assert two.conversation(1001).urgent


def test_undo_takes_back_ones_own_last_act_and_then_the_one_before(two: Desk) -> None:
    two.says("Dora", "/assign 1001 Bob time").says("Ana", "/urgent 1002").says("Dora", "/assign 1002 Bob time")
    two.says("Dora", "/undo").hears("Taken back in 1002", who="Dora")
    assert (two.owner_of(1001), two.owner_of(1002)) == ("Bob", "Ana")
    two.says("Dora", "/undo").hears("Taken back in 1001", who="Dora")
    assert (two.owner_of(1001), two.owner_of(1002)) == ("Ana", "Ana")
    two.says("Dora", "/undo").hears("There is nothing of yours from the last day", who="Dora")


def test_an_answer_that_was_none_is_taken_back_and_the_clock_runs_on(two: Desk) -> None:
    was_due = due(two, 1001)
    two.says("Ana", "/answered 1001 phone fine").says("Ana", "/undo").hears("Taken back in 1001", who="Ana")
    row = two.conversation(1001)
    assert (row.state, row.first_answer_at, due(two, 1001)) == ("assigned", None, was_due)


def test_a_handover_is_not_taken_apart_by_undo(two: Desk) -> None:
    two.says("Max", "/handover Ana Bob she leaves").presses("Max", "Hand all over").says("Max", "/undo").hears(
        "There is nothing of yours", who="Max"
    )
    assert [two.owner_of(each) for each in (1001, 1002)] == ["Bob", "Bob"]


def test_taking_is_taken_back(desk: Desk) -> None:
    desk.receives().says("Dora", "/pass 1001 time").says("Bob", "/take 1001").says("Bob", "/undo")
    assert desk.owner_of(1001) == ""


def test_after_a_day_nothing_is_taken_back(two: Desk) -> None:
    two.says("Ana", "/urgent 1001").jumps(hours=25).forget()
    two.says("Ana", "/undo").hears("There is nothing of yours from the last day that can be taken back.", who="Ana")


def test_nobody_closes_or_joins_a_colleagues_customer(two: Desk) -> None:
    for typed in (
        "/merge 1001 1002",
        "/split 1001",
        "/not_inquiry 1001 supplier",
        "/spam 1001",
        "/reopen 1001",
        "/urgent 1001",
    ):
        two.forget().says("Bob", typed).hears("I know no 1001 that you may see.", who="Bob")
    two.says("Bob", "/undo").hears("There is nothing of yours", who="Bob")
    assert [two.conversation(each).closed_at for each in (1001, 1002)] == [None, None]


def test_what_a_colleague_may_read_she_may_still_not_close(two: Desk) -> None:
    two.set("visibility.customer", "department")
    two.says("Bob", "/spam 1001").hears("Only the owner of 1001 or a dispatcher does that.", who="Bob")


def test_a_wrong_word_gets_an_answer_that_helps(two: Desk) -> None:
    for typed, heard in [
        ("/merge", "Which one is part of another?"),
        ("/merge 1001 soon", "Both by their numbers: /merge 1042 1040"),
        ("/merge 1001 9999", "I know no 9999 that you may see."),
        ("/merge 1001 1001", "That is one and the same already."),
        ("/split", "Whose newest letter is another matter?"),
        ("/split 9999", "I know no 9999 that you may see."),
        ("/not_inquiry", "Which one is not an inquiry?"),
        ("/not_inquiry 1001 looks odd", "What is 1001 then?"),
        ("/spam", "Which one is spam?"),
        ("/spam 1001 " + "x" * 600, "A reason has at most 500 characters."),
        ("/reopen", "Which one? Write its number: /reopen 1042"),
        ("/reopen 1001", "1001 is open."),
        ("/urgent", "Which one is urgent?"),
    ]:
        two.forget().says("Ana", typed).hears(heard, who="Ana")
    assert [two.conversation(each).closed_at for each in (1001, 1002)] == [None, None]
