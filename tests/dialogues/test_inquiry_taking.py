"""Whose it is: the inbox, taking, passing on, assigning; exactly one owner (R36, R38, R42, R44)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.tables.colleagues import AbsenceRow
from tests.dialogues.desk import Desk


@pytest.fixture
def unowned(desk: Desk) -> Desk:
    """1001 came, and nobody has it."""
    desk.receives().says("Dora", "/pass 1001 time")
    return desk.forget()


def away(desk: Desk, deputy: int | None) -> None:
    """Ana is on leave for a week."""
    with desk.database.deciding() as session:
        session.add(AbsenceRow(colleague_id=1, since=desk.now, until=desk.now + timedelta(days=7), deputy_id=deputy))
        session.commit()


def test_what_has_nobody_stands_in_the_inbox_and_a_dispatcher_gives_it(unowned: Desk) -> None:
    unowned.says("Dora", "/inbox").hears(
        "Without an owner: 1", "1001 · inquiry", "Eva Lopez", "To be answered by", who="Dora"
    )
    unowned.presses("Dora", "1001 to Bob").hears("1001 is with Bob now.", who="Dora")
    assert unowned.owner_of(1001) == "Bob"


def test_a_salesperson_sees_only_the_stub_of_what_has_nobody(unowned: Desk) -> None:
    unowned.says("Bob", "/inbox").hears("1001 · inquiry", "To be answered by")
    assert "Eva" not in unowned.chat("Bob")[-1]
    assert "Take 1001" in unowned.buttons("Bob")


def test_the_inbox_has_pages(desk: Desk) -> None:
    for number in range(7):
        desk.receives(f"We need {number} pumps", sender=f"Eva <eva@k{number}.example>", subject=f"Pumps {number}")
        desk.says("Dora", f"/pass {1001 + number} time")
    desk.says("Dora", "/inbox").presses("Dora", "More").hears("1007 · inquiry", who="Dora")
    desk.says("Dora", "/inbox two").hears("Pages have numbers: /inbox 2")


def test_one_person_takes_it_and_the_next_one_hears_so(unowned: Desk) -> None:
    unowned.says("Bob", "/take 1001").hears("1001 is yours, Bob.", who="Bob")
    unowned.says("Ana", "/take 1001").hears("It is already with Bob.")
    unowned.says("Bob", "/take 1001").hears("1001 is yours already.")
    assert unowned.owner_of(1001) == "Bob"


def test_pressing_take_twice_takes_it_once(unowned: Desk) -> None:
    unowned.says("Bob", "/inbox")
    nonce = next(each.nonce for each in unowned._buttons("Bob") if each.label == "Take 1001")
    unowned.presses_nonce("Bob", nonce).hears("1001 is yours, Bob.")
    unowned.presses_nonce("Bob", nonce).hears("This button is not valid any more.")
    assert unowned.owner_of(1001) == "Bob"


def test_nobody_takes_a_colleagues_customer(desk: Desk) -> None:
    desk.receives().says("Ana", "/answered 1001 phone fine").says("Dora", "/not_inquiry 1001 supplier")
    away(desk, deputy=None)
    desk.receives("Another matter", subject="Valves").forget()
    desk.says("Bob", "/take 1002").hears("The customer is Ana's. The dispatcher decides who answers 1002.")
    assert desk.owner_of(1002) == ""
    desk.says("Dora", "/take 1002").hears("1002 is yours, Dora.")


def test_a_dispatchers_wrong_word_gets_an_answer_that_helps(desk: Desk) -> None:
    for typed, heard in [
        ("/take", "Everything has an owner."),
        ("/take 9999", "I know no 9999"),
        ("/take soon", "Everything has an owner."),
        ("/assign 1001", "Who gets 1001?"),
        ("/assign 1001 Nobody", "I know nobody called Nobody. Write it like: /assign 1042 Ana Spain is hers"),
        ("/assign 1001 Ada because", "Ada does not answer customers."),
        ("/assign 1001 Ana again", "It is already with Ana."),
        ("/assign 1001 Bob", "Why? Press a reason"),
        ("/keep 1001", "Nobody wants to pass 1001 on."),
        ("/pass 1001", "Why? Press a reason"),
    ]:
        desk.forget()
        desk.receives().forget().says("Dora", typed).hears(heard, who="Dora")
        assert desk.owner_of(1001) == "Ana"


def test_the_owner_asks_to_pass_it_on_and_the_dispatcher_assigns_it(desk: Desk) -> None:
    desk.receives().forget()
    desk.says("Ana", "/pass 1001").presses("Ana", "not her market").hears("The dispatcher is asked.", who="Ana")
    assert desk.owner_of(1001) == "Ana"
    desk.says("Ana", "/pass 1001 market").hears("The dispatcher has been asked already.", who="Ana")
    desk.presses("Dora", "To Bob").hears("1001 is with Bob now.", who="Dora")
    assert desk.owner_of(1001) == "Bob"
    assert any("1001 has gone to Bob: not her market" in each for each in desk.chat("Ana"))


def test_the_dispatcher_may_say_that_it_stays(desk: Desk) -> None:
    desk.receives().says("Ana", "/pass 1001 no time at all").forget()
    desk.presses("Dora", "Ana keeps it").hears("1001 stays with you, says Dora.", who="Ana")
    desk.says("Dora", "/keep 1001").hears("Nobody wants to pass 1001 on.", who="Dora")
    assert desk.owner_of(1001) == "Ana"


def test_moving_what_somebody_has_needs_a_reason_and_she_hears_it(desk: Desk) -> None:
    desk.receives().forget()
    desk.says("Dora", "/assign 1001 Bob he speaks Spanish").hears("1001 is with Bob now.", who="Dora")
    assert any("1001 has gone to Bob: he speaks Spanish" in each for each in desk.chat("Ana"))
    assert [each["To"] for each in desk.mails_to("bob@firm.example")] == ["Bob <bob@firm.example>"]
    desk.says("Dora", "/why 1001").hears("he speaks Spanish", who="Dora")


def test_a_salesperson_neither_assigns_nor_passes_on_what_is_not_hers(desk: Desk) -> None:
    desk.receives().forget()
    desk.says("Bob", "/assign 1001 Bob mine").hears("/assign is for: dispatcher, manager.")
    desk.says("Bob", "/pass 1001 time").hears("I know no 1001 that you may see.")
    assert desk.owner_of(1001) == "Ana"


def test_mine_lists_what_is_due_first_first(desk: Desk) -> None:
    desk.says("Ana", "/mine").hears("You have nothing open.")
    desk.receives().passes(hours=2).receives("Valves please", sender="Otto <otto@ost.example>", subject="Valves")
    desk.says("Dora", "/assign 1001 Ana time").says("Dora", "/assign 1002 Ana time").forget()
    desk.says("Ana", "/answered 1001 phone he wants CIF").says("Ana", "/mine")
    listed = desk.chat("Ana")[-1].split("\n")
    assert [each[:4] for each in listed[1:]] == ["1002", "1001"]


def test_who_stands_in_sees_it_among_hers(desk: Desk) -> None:
    desk.receives()
    away(desk, deputy=2)
    desk.says("Bob", "/mine").hears("for Ana", who="Bob")
