"""What happens between a merge or split and its being taken back: answers, lost mails, other owners, old buttons (R43, R44)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rules.outgoing import MaybeSent, NeverSent, NotSent
from storage.letters import letters_of
from storage.promises import open_promises
from tests.dialogues.desk import Desk

RE = {"In-Reply-To": "<1@mail.example>"}
REPORT = """From: MAILER-DAEMON@mx.kunde.example
To: info@firm.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <b1@mx.kunde.example>
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

Pay to another account.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; x

Final-Recipient: rfc822; eva@kunde.example
Action: failed
Status: 5.1.1

--b
Content-Type: text/rfc822-headers

Message-ID: {message_id}

--b--
"""


@pytest.fixture
def two(desk: Desk) -> Desk:
    """Eva's 1001 and, an hour later, 1002 of a colleague of hers; both are Ana's."""
    desk.receives().jumps(hours=1).receives("We need valves.", subject="Valves", sender="Carl <carl@kunde.example>")
    return desk.forget()


@pytest.fixture
def of_two(desk: Desk) -> Desk:
    """Ana's 1001 of Eva and Bob's 1002 of Luis."""
    desk.receives().receives("We need seals.", subject="Seals", sender="Luis <luis@bombas.example>")
    assert [desk.owner_of(number) for number in (1001, 1002)] == ["Ana", "Bob"]
    return desk.forget()


def owes(desk: Desk, *numbers: int) -> list[int]:
    with desk.database.reading() as session:
        return [len(open_promises(session, number)) for number in numbers]


def letters(desk: Desk, *numbers: int) -> list[int]:
    with desk.database.reading() as session:
        return [len([each for each in letters_of(session, number) if each.role == "inbox"]) for number in numbers]


def nonce(desk: Desk, person: str, label: str) -> str:
    return [each.nonce for each in desk._buttons(person) if each.label == label][-1]


def split_off(desk: Desk) -> Desk:
    """Eva's second letter in 1001 is 1002 by a press of Ana's."""
    desk.receives().jumps(hours=1).receives("We need valves, too", headers=RE, subject="Valves")
    return desk.says("Ana", "/split 1001").forget()


def test_who_was_not_written_to_while_merged_is_owed_an_answer_when_they_part(two: Desk) -> None:
    two.says("Ana", "/merge 1001 1002").says("Ana", "/reply 1002 Dear Carl, valves.").presses("Ana", "Send")
    assert owes(two, 1001, 1002) == [0, 0]
    two.presses("Ana", "Take it back")
    assert owes(two, 1001, 1002) == [1, 0]
    assert [two.conversation(number).state for number in (1001, 1002)] == ["assigned", "answered"]


def test_who_was_written_to_while_merged_stays_answered_when_they_part(desk: Desk) -> None:
    desk.receives().jumps(hours=1).receives("We need valves.", subject="Valves")
    desk.says("Ana", "/merge 1001 1002").says("Ana", "/reply 1002 Dear Eva, both.").presses("Ana", "Send")
    desk.presses("Ana", "Take it back")
    assert owes(desk, 1001, 1002) == [0, 0]
    assert [desk.conversation(number).state for number in (1001, 1002)] == ["answered", "answered"]


@pytest.mark.parametrize("undone", [False, True])
def test_a_mail_that_may_have_left_before_the_merge_and_is_dropped_after_it_is_owed(two: Desk, undone: bool) -> None:
    two.says("Ana", "/reply 1001 Dear Eva, soon.")
    two.postman.fault = MaybeSent("the line broke")
    two.presses("Ana", "Send")
    two.postman.fault = None
    two.says("Ana", "/merge 1001 1002").presses("Ana", "Drop it").hears("The clock of 1002 runs again.", who="Ana")
    assert owes(two, 1001, 1002) == [0, 2]
    if undone:
        two.presses("Ana", "Take it back")
        assert owes(two, 1001, 1002) == [1, 1]


def test_a_mail_that_is_refused_after_the_merge_is_a_draft_and_owed_there(two: Desk) -> None:
    two.says("Ana", "/reply 1001 Dear Eva, soon.")
    two.postman.fault = NotSent("no way to the server", timedelta(minutes=20))
    two.presses("Ana", "Send").says("Ana", "/merge 1001 1002")
    two.postman.fault = NeverSent("550 no such user")
    two.passes(hours=1).hears("The clock of 1002 runs again.", "Its text is a draft again", who="Ana")
    assert owes(two, 1001, 1002) == [0, 2]


def test_an_answer_that_is_lost_after_its_letter_was_split_off_is_owed_where_the_letter_is(desk: Desk) -> None:
    desk.receives().jumps(hours=1).receives("We need valves, too", headers=RE, subject="Valves").jumps(hours=1)
    desk.receives("And 7 seals", headers=RE, subject="Seals").says("Ana", "/reply 1001 Dear Eva, soon.")
    desk.postman.fault = MaybeSent("the line broke")
    desk.presses("Ana", "Send")
    desk.postman.fault = None
    desk.says("Ana", "/split 1001").presses("Ana", next(each for each in desk.buttons("Ana") if "Valves" in each))
    desk.presses("Ana", "With all that came later")
    assert owes(desk, 1001, 1002) == [0, 0]
    desk.presses("Ana", "Drop it").hears("The clock of 1001 runs again.", "The clock of 1002 runs again.", who="Ana")
    assert owes(desk, 1001, 1002) == [1, 2]


def test_an_old_button_takes_no_letters_from_a_colleague_who_has_the_new_matter_by_now(desk: Desk) -> None:
    split_off(desk)
    back = nonce(desk, "Ana", "Take it back")
    desk.says("Dora", "/assign 1002 Bob he knows valves").presses_nonce("Ana", back)
    desk.hears("Meanwhile 1002 has gone to somebody else.", who="Ana")
    assert letters(desk, 1001, 1002) == [1, 1]
    assert desk.conversation(1002).merged_into is None


def test_an_old_button_puts_no_letters_with_a_colleague_who_has_the_old_matter_by_now(desk: Desk) -> None:
    split_off(desk)
    back = nonce(desk, "Ana", "Take it back")
    desk.says("Dora", "/assign 1001 Bob he knows pumps").presses_nonce("Ana", back)
    desk.hears("Meanwhile 1001 has gone to somebody else.", who="Ana")
    assert letters(desk, 1001, 1002) == [1, 1]


def test_an_old_button_takes_nothing_out_of_a_merged_matter_that_is_a_colleagues_by_now(two: Desk) -> None:
    two.says("Ana", "/merge 1001 1002").says("Dora", "/assign 1002 Bob he knows valves")
    two.receives("About the pumps", headers=RE).presses("Ana", "Take it back")
    two.hears("Meanwhile 1002 has gone to somebody else.", who="Ana")
    assert letters(two, 1001, 1002) == [0, 3]
    two.says("Dora", "/merge 1002 no")
    assert two.conversation(1001).merged_into == 1002


def test_a_draft_in_a_matter_that_went_to_another_owner_shows_nothing_of_it_and_comes_back(of_two: Desk) -> None:
    of_two.says("Ana", "/reply 1001 Dear Eva, pumps.").says("Bob", "/reply 1002 Dear Luis, seals.")
    of_two.says("Dora", "/merge 1001 1002").presses("Ana", "Send").hears("I know no 1002 that you may see.", who="Ana")
    of_two.says("Ana", "/edit").says("Ana", "/mine").says("Ana", "/show 1001")
    assert not any("luis" in each.casefold() for each in of_two.chat("Ana"))
    assert not of_two.mails_to("luis@bombas.example")
    of_two.says("Dora", "/undo").presses("Ana", "Send")
    assert len(of_two.mails_to("eva@kunde.example")) == 1


def test_a_split_is_not_pressed_twice_by_two_people(desk: Desk) -> None:
    desk.receives().says("Ana", "/reply 1001 Dear Eva, 310 USD.").presses("Ana", "Send").jumps(days=92)
    desk.receives("We need 500 valves.", subject="Valves", headers=RE).says("Dora", "/show 1001")
    first, second = nonce(desk, "Ana", "A new inquiry"), nonce(desk, "Dora", "A new inquiry")
    desk.presses_nonce("Ana", first).presses_nonce("Dora", second).presses_nonce("Ana", first)
    assert desk.numbers() == [1001, 1002]
    back = nonce(desk, "Ana", "Take it back")
    desk.says("Dora", "/merge 1002 1001").presses_nonce("Ana", back).hears("Meanwhile 1002 is closed.", who="Ana")
    desk.says("Dora", "/undo").presses_nonce("Ana", back)
    assert letters(desk, 1001, 1002) == [2, 0]
    assert owes(desk, 1001, 1002) == [1, 0]


def test_a_returned_mail_is_no_letter_that_can_be_split_off_and_its_words_are_not_shown(desk: Desk) -> None:
    desk.receives().says("Ana", "/reply 1001 Dear Eva, 310 USD.").presses("Ana", "Send")
    told = REPORT.format(message_id=desk.mails_to("eva@kunde.example")[0]["Message-ID"]).replace("\n", "\r\n")
    desk.jumps(hours=1).receives(raw=told.encode()).hears("A mail came back", who="Ana")
    desk.says("Ana", "/split 1001").hears("1001 has only one letter of the customer", who="Ana")
    assert desk.numbers() == [1001]
    with desk.database.reading() as session:
        returned = next(each for each in letters_of(session, 1001) if each.kind == "bounce")
    desk.says("Ana", f"/split 1001 {returned.id}").says("Ana", "/show 1001").says("Ana", "/show 1001 letters")
    assert desk.numbers() == [1001]
    assert not any("Pay to another account" in each for each in desk.chat("Ana"))


def test_a_postscript_takes_the_hint_of_a_new_need_not_away(desk: Desk) -> None:
    desk.receives().says("Ana", "/reply 1001 Dear Eva, 310 USD.").presses("Ana", "Send").jumps(days=120)
    desk.receives("We need 500 valves, FOB Shanghai.", subject="Re: pumps", headers=RE)
    desk.jumps(minutes=20).receives("Sorry, I forgot the drawing.", subject="Re: pumps", headers=RE)
    desk.hears("The letter of Tue 30 Jun 09:00 may be a new inquiry.", who="Ana")
    desk.presses("Ana", "A new inquiry").presses("Ana", "With all that came later")
    assert letters(desk, 1001, 1002) == [1, 2]


def test_no_another_matter_is_one_press_and_merges_nothing(desk: Desk) -> None:
    desk.receives().receives("We need valves.", subject="Valves").presses("Ana", "No, another matter")
    desk.hears("1002 stays a matter of its own.", who="Ana")
    assert desk.conversation(1002).possibly is None
    assert desk.conversation(1002).merged_into is None
    assert "Possibly belongs to" not in "\n".join(desk.chat("Ana"))
