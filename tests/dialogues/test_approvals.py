"""What needs a release: asked, shown, reminded, released or given back, by the table that the manager edits (R103, R271)."""

from __future__ import annotations

import pytest

from tests.dialogues.desk import Desk

KUNDE = "/customer add Kunde GmbH, Spain, eva@kunde.example, Eva Lopez"


@pytest.fixture
def held(quiet: Desk) -> Desk:
    """Ana has asked for grade A for her customer; Max has the card."""
    return quiet.says("Ana", KUNDE).forget().says("Ana", "/customer 1 grade A")


def grade(desk: Desk) -> str:
    said = desk.says("Ana", "/customer 1").chat("Ana")[-1]
    return next((each.partition(": ")[2] for each in said.splitlines() if each.startswith("Grade")), "")


def test_a_grade_waits_until_the_manager_has_approved_it(held: Desk) -> None:
    held.hears("It waits for approval 1.", who="Ana")
    assert grade(held) == ""
    assert "grade: – → A" in held.chat("Max")[-1]
    held.forget().presses("Max", "Approve").hears("1 is approved.", who="Max")
    assert grade(held) == "A"
    assert any("Max has approved 1." in each for each in held.chat("Ana"))
    held.says("Max", "/audit customer 1").hears("Max has approved 1.", "grade was changed")


def test_it_goes_back_with_a_reason(held: Desk) -> None:
    held.presses("Max", "Return").hears("Why? Write it like: /return 1")
    held.says("Max", "/return 1 two small orders are no A").hears(
        "Max has returned 1: two small orders are no A", who="Ana"
    )
    assert grade(held) == ""
    held.says("Max", "/approve 1").hears("decided already: returned")


def test_the_inbox_shows_what_waits_for_me_and_what_i_asked_for(held: Desk) -> None:
    held.forget().says("Max", "/approvals").hears("Waiting for your approval: 1", "1: 1 · Kunde GmbH")
    held.says("Ana", "/approvals").hears("You have asked for")
    held.says("Bob", "/approvals").hears("Nothing waits for your approval")
    held.says("Bob", "/approvals 1").hears("I know no approval 1 of yours")
    held.says("Bob", "/approvals 99").hears("I know no approval 99 of yours")
    held.says("Max", "/return").hears("Say which one by its number: /return 12")


def test_who_asked_takes_it_back(held: Desk) -> None:
    held.says("Ana", "/approvals 1").presses("Ana", "Take it back").hears("Approval 1 is taken back.")
    held.says("Max", "/approve 1").hears("decided already")
    assert grade(held) == ""


def test_what_was_approved_and_done_is_not_taken_back(held: Desk) -> None:
    held.presses("Max", "Approve").says("Ana", "/approvals withdraw 1").hears("decided already: approved")
    held.says("Ana", "/approvals 1").hears("It is approved.")


def test_a_change_makes_what_waited_void(held: Desk) -> None:
    held.says("Ana", "/customer 1 grade B").hears("It waits for approval 2.")
    held.says("Max", "/approve 1").hears("decided already")
    held.says("Max", "/approve 2").hears("2 is approved.")
    assert grade(held) == "B"


def test_asking_twice_for_the_same_is_told(held: Desk) -> None:
    held.says("Ana", "/customer 1 grade A").hears("That waits for approval already")


def test_what_the_manager_changes_himself_needs_nobody_and_voids_what_waited(held: Desk) -> None:
    held.forget().says("Max", "/customer 1 grade C").hears("Written.", "Approval 1 is void")
    assert grade(held) == "C"


def test_the_manager_edits_the_table_row_by_row_with_history(quiet: Desk) -> None:
    quiet.says("Ana", "/approvals table").hears("customer.grade: manager direct manager", "export: manager else")
    quiet.says("Ana", "/approvals table customer.grade: nobody").hears("Only the manager")
    quiet.says("Max", "/approvals table customer.grade: queen").hears("I cannot read that row")
    quiet.says("Max", "/approvals table customer.grade: nobody").hears("Changed.", "customer.grade: nobody")
    quiet.says("Max", "/settings history approval.table").hears("customer.grade: nobody", "set by Max")
    quiet.says("Ana", KUNDE).says("Ana", "/customer 1 grade A").hears("Written.")
    assert grade(quiet) == "A"


def test_what_waits_keeps_the_rule_under_which_it_was_asked(held: Desk) -> None:
    held.says("Max", "/approvals table customer.grade: supervisor").says("Max", "/approve 1").hears("1 is approved.")


def test_two_people_release_where_the_table_wants_two(quiet: Desk) -> None:
    quiet.hires("Mia", "manager").hires("Mel", "manager").says("Ana", KUNDE)
    quiet.says("Max", "/approvals table customer.grade: 2 of manager").says("Ana", "/customer 1 grade A").forget()
    quiet.presses("Mia", "Approve").hears("1 has 1 of 2 approvals")
    assert grade(quiet) == ""
    quiet.says("Mia", "/approve 1").hears("released it already")
    quiet.presses("Mel", "Approve").hears("1 is approved.")
    assert grade(quiet) == "A"


def chases(desk: Desk, person: str) -> int:
    return sum("still waits for a decision" in each or "You may decide" in each for each in desk.chat(person))


def test_who_is_to_approve_is_reminded_in_working_time_then_the_deputy_then_it_expires(held: Desk) -> None:
    held.says("Max", "/away deputy Bob").passes(hours=5)
    assert (chases(held, "Max"), chases(held, "Bob")) == (0, 0), "240 working minutes from 9:00, with the pause"
    held.passes(hours=1)
    assert (chases(held, "Max"), chases(held, "Bob"), chases(held, "Ana")) == (1, 0, 0)
    held.passes(hours=17, minutes=30)
    assert (chases(held, "Max"), chases(held, "Bob")) == (1, 0), "the night does not count"
    held.passes(hours=1)
    assert (chases(held, "Max"), chases(held, "Bob")) == (2, 1)
    held.passes(days=1)
    assert (chases(held, "Max"), chases(held, "Bob")) == (2, 1), "each step once"
    held.forget().jumps(days=14).hears("Approval 1 has expired", who="Ana")
    held.says("Max", "/approve 1").hears("decided already: expired")


def test_a_deputy_who_was_named_decides_when_the_approver_does_not(held: Desk) -> None:
    held.says("Max", "/away deputy Bob").says("Bob", "/approve 1").hears("I know no approval 1 of yours")
    held.jumps(days=1, hours=2).forget().presses("Bob", "Approve").hears("Bob has approved 1 for Max.", who="Ana")
    assert grade(held) == "A"


def test_the_deputy_of_who_is_away_is_asked_and_decides(quiet: Desk) -> None:
    quiet.says("Ana", KUNDE).says("Max", "/away 2026-03-02 2026-03-20 Dora").forget()
    quiet.says("Ana", "/customer 1 grade A").hears("grade: – → A", who="Dora")
    quiet.says("Max", "/approve 1").hears("You are away")
    quiet.presses("Dora", "Approve").hears("1 is approved.", "Dora has approved 1 for Max.")


def test_the_morning_digest_tells_what_waits(held: Desk) -> None:
    held.forget().jumps(days=1).hears("Approvals waiting", who="Max")
    assert "Approvals waiting" not in "\n".join(held.chat("Bob"))


def test_what_nobody_here_can_approve_is_told_to_who_asked(desk: Desk) -> None:
    desk.says("Ana", KUNDE).says("Max", "/approvals table customer.grade: production").forget()
    desk.says("Ana", "/customer 1 grade A").hears("Nobody who is here may approve 1", who="Ana")
