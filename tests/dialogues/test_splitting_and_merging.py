"""Splitting and merging with everything that hangs on it, and back again exactly; stale and double presses (R12, R43, T25)."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from storage.letters import letters_of
from storage.promises import open_promises
from storage.tables.conversations import ConversationRow, DraftRow, ParticipantRow, PromiseRow, ReminderRow
from storage.tables.letters import LetterRow
from tests.dialogues.desk import Desk

RE = {"In-Reply-To": "<1@mail.example>"}


@pytest.fixture
def two(desk: Desk) -> Desk:
    """Eva has written twice about different things: 1001, and an hour later 1002, from another address."""
    desk.receives().jumps(hours=1).receives("We need valves.", subject="Valves", sender="Carl <carl@kunde.example>")
    return desk.forget()


def state(desk: Desk) -> dict[str, Any]:
    """All of letters, deadlines, steps, drafts, addresses and owners that a taken back act must restore."""
    with desk.database.reading() as session:
        rows = session.scalars(select(ConversationRow).order_by(ConversationRow.id))
        promises = session.scalars(select(PromiseRow).where(PromiseRow.ended_at.is_(None)).order_by(PromiseRow.id))
        drafts = session.scalars(select(DraftRow).order_by(DraftRow.id))
        steps = session.scalars(select(ReminderRow).where(ReminderRow.done_at.is_(None)).order_by(ReminderRow.id))
        letters = session.scalars(select(LetterRow).where(LetterRow.role == "inbox").order_by(LetterRow.id))
        sides = session.scalars(select(ParticipantRow))
        return {
            "rows": [
                (each.id, each.state, each.owner_id, each.closed_at, each.merged_into, each.customer_wrote_at,
                 each.contact_address, str(each.wants), str(each.missing), each.possibly)
                for each in rows
            ],
            "promises": [(each.id, each.conversation_id, each.due_at) for each in promises],
            "steps": [(each.id, each.promise_id, each.due_at) for each in steps],
            "drafts": [(each.id, each.conversation_id, each.state, each.text) for each in drafts],
            "letters": [(each.id, each.conversation_id) for each in letters],
            "sides": sorted((each.conversation_id, each.address) for each in sides),
        }  # fmt: skip


def owes(desk: Desk, number: int) -> int:
    with desk.database.reading() as session:
        return len(open_promises(session, number))


def letters(desk: Desk, number: int) -> int:
    with desk.database.reading() as session:
        return len([each for each in letters_of(session, number) if each.role == "inbox"])


def test_a_merge_keeps_the_earlier_deadline_and_undo_restores_everything(two: Desk) -> None:
    two.says("Ana", "/reply 1001 Dear Eva, soon.")
    before = state(two)
    two.says("Ana", "/merge 1001 1002").hears("1001 is part of 1002 now.")
    merged = state(two)
    assert {number for _, number, _ in merged["promises"]} == {1002}
    assert [due for _, _, due in merged["promises"]] == [due for _, _, due in before["promises"]]
    assert [(each[1], each[2]) for each in merged["drafts"]] == [(1002, "open")]
    two.presses("Ana", "Take it back").hears("Taken back in 1001", who="Ana")
    assert state(two) == before


def test_a_draft_of_the_vanished_one_is_shown_again_before_it_can_leave(two: Desk) -> None:
    two.says("Ana", "/reply 1001 Dear Eva, soon.").says("Ana", "/merge 1001 1002").presses("Ana", "Send")
    two.hears("Please look at it once more", who="Ana")
    assert not two.mails_to("eva@kunde.example")
    two.presses("Ana", "Send")
    assert len(two.mails_to("carl@kunde.example")) == 1
    assert (owes(two, 1001), owes(two, 1002)) == (0, 0)


def test_two_drafts_of_one_author_become_one_and_come_back_as_two(two: Desk) -> None:
    two.says("Ana", "/reply 1001 Dear Eva, soon.").jumps(minutes=1).says("Ana", "/reply 1002 Dear Carl, valves.")
    before = state(two)
    two.says("Ana", "/merge 1001 1002")
    assert [each[2] for each in state(two)["drafts"]] == ["cancelled", "open"]
    two.presses("Ana", "Take it back")
    assert state(two) == before


def test_the_vanished_card_says_where_it_went_and_can_not_be_opened_again(two: Desk) -> None:
    two.says("Ana", "/merge 1001 1002")
    assert any("It is part of 1002 now." in each for each in two.chat("Ana"))
    two.presses("Ana", "Show 1002").hears("1002 · ", who="Ana")


@pytest.mark.parametrize("first", ["1001", "1002"])
def test_a_chain_of_merges_is_taken_apart_in_any_order(two: Desk, first: str) -> None:
    two.jumps(hours=1).receives("Seals, too.", subject="Seals")
    before = state(two)
    two.says("Ana", "/merge 1001 1002").jumps(minutes=1).says("Dora", "/merge 1002 1003")
    assert letters(two, 1003) == 3
    for person in ("Ana", "Dora") if first == "1001" else ("Dora", "Ana"):
        two.says(person, "/undo").hears("Taken back in", who=person)
    assert state(two) == before


def test_a_letter_that_came_meanwhile_goes_home_by_the_thread_that_it_answers(two: Desk) -> None:
    two.says("Ana", "/merge 1001 1002").receives("About the pumps", headers=RE)
    two.receives("About the valves", sender="Carl <carl@kunde.example>", headers={"In-Reply-To": "<2@mail.example>"})
    assert letters(two, 1002) == 4
    two.presses("Ana", "Take it back")
    assert (letters(two, 1001), letters(two, 1002)) == (2, 2)
    assert (owes(two, 1001), owes(two, 1002)) == (2, 2)


def test_take_it_back_takes_back_just_what_it_stood_under_and_once(two: Desk) -> None:
    two.says("Ana", "/merge 1001 1002").forget()
    nonce = next(each.nonce for each in two._buttons("Ana") if each.label == "Take it back")
    two.says("Ana", "/urgent 1002").presses_nonce("Ana", nonce)
    assert two.conversation(1001).merged_into is None
    assert two.conversation(1002).urgent
    two.presses_nonce("Ana", nonce)
    assert two.conversation(1002).urgent, "a second press does nothing"


def test_two_people_merging_at_once_do_it_once(two: Desk) -> None:
    two.says("Ana", "/merge 1001 1002").says("Dora", "/merge 1001 1002").hears("That is one and the same already.")
    two.says("Dora", "/merge 1002 1001").hears("That is one and the same already.")


def test_a_private_letter_is_merged_into_a_closed_matter_which_opens_and_closes_again(two: Desk) -> None:
    two.says("Ana", "/not_inquiry 1001 supplier")
    before = state(two)
    two.says("Ana", "/merge 1002 1001").hears("1002 is part of 1001 now.")
    assert (two.conversation(1001).closed_at, two.conversation(1001).state) == (None, "assigned")
    two.presses("Ana", "Take it back")
    assert state(two) == before


def three(desk: Desk) -> Desk:
    desk.receives().jumps(hours=1).receives("We need valves, too", headers=RE, subject="Valves")
    return desk.jumps(hours=1).receives("And 7 seals", headers=RE, subject="Seals").forget()


def test_which_letter_is_asked_and_whether_the_later_ones_go_along(desk: Desk) -> None:
    before = state(three(desk))
    desk.says("Ana", "/split 1001").hears("Which letter of 1001 begins another matter?", who="Ana")
    desk.presses("Ana", next(each for each in desk.buttons("Ana") if "Valves" in each))
    desk.hears("After it came 1 more.").presses("Ana", "With all that came later").hears("is 1002 now.", who="Ana")
    assert (letters(desk, 1001), letters(desk, 1002)) == (1, 2)
    assert (owes(desk, 1001), owes(desk, 1002)) == (1, 2)
    desk.presses("Ana", "Take it back").hears("Taken back in 1002", who="Ana")
    after = state(desk)
    assert after["promises"] == before["promises"]
    assert after["letters"] == before["letters"]
    assert after["rows"][0] == before["rows"][0]
    assert after["rows"][1][4] == 1001


def test_an_answered_letter_that_is_split_off_is_owed_from_when_it_came(desk: Desk) -> None:
    desk.receives().jumps(hours=1).receives("We need valves, too", headers=RE, subject="Valves")
    came = desk.now
    desk.jumps(hours=1).says("Ana", "/answered 1001 phone pumps only").says("Ana", "/split 1001")
    with desk.database.reading() as session:
        (promise,) = open_promises(session, 1002)
        assert promise.received_at == came
    assert (desk.conversation(1001).state, desk.conversation(1002).state) == ("answered", "assigned")
    desk.presses("Ana", "Take it back")
    assert (owes(desk, 1001), owes(desk, 1002)) == (0, 0)
    assert desk.conversation(1001).state == "answered"


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("/split 1001 999", "1001 has no such letter of the customer."),
        ("/split 1001 word", "1001 has no such letter of the customer."),
        ("/merge 1001 no", "1001 stands alone already."),
        ("/undo console:999", "That is taken back already, or older than a day."),
    ],
)
def test_what_cannot_be_done_is_said(desk: Desk, typed: str, heard: str) -> None:
    three(desk).says("Ana", typed).hears(heard, who="Ana")


def test_all_letters_cannot_be_split_off(desk: Desk) -> None:
    three(desk)
    with desk.database.reading() as session:
        first = letters_of(session, 1001)[0].id
    desk.says("Ana", f"/split 1001 {first} later").hears("Then nothing would be left of 1001.", who="Ana")


def test_a_draft_of_the_one_that_stays_outlives_the_merge_and_the_undo(two: Desk) -> None:
    two.says("Ana", "/reply 1001 Dear Eva, soon.")
    before = state(two)
    two.says("Ana", "/merge 1002 1001").presses("Ana", "Take it back")
    assert state(two) == before
    two.presses("Ana", "Send")
    assert len(two.mails_to("eva@kunde.example")) == 1
    assert (owes(two, 1001), owes(two, 1002)) == (0, 1)


def test_the_whole_letter_with_its_history_is_shown_in_pages(desk: Desk) -> None:
    history = "\n".join(f"> older line {number}" for number in range(400))
    desk.receives(f"Too dear.\n\nOn Mon, 2 Mar 2026 at 09:00, Ana <info@firm.example> wrote:\n{history}\n")
    desk.says("Ana", "/show 1001 letters")
    assert "older line" not in desk.chat("Ana")[-1]
    desk.presses("Ana", "The whole letter").hears("Page 1 of 3", "older line 3", who="Ana")
    desk.presses("Ana", "More").hears("Page 2 of 3", who="Ana")
    desk.says("Ana", "/show 1001 whole 77").hears("1001 has no such letter.", who="Ana")
