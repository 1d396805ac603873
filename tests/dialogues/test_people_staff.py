"""Who is here, as what, and who leaves (R7, R272-R273)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.dialogues.desk import Desk


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One department for all questions that change nothing."""
    desk = Desk(tmp_path_factory.mktemp("still"))
    for name, role in (("Ana", "salesperson"), ("Bob", "salesperson"), ("Dora", "dispatcher"), ("Max", "manager")):
        desk.hires(name, role)
    yield desk.hires("Ada", "administrator").settle().forget()
    desk.close()


def test_the_staff_is_listed_with_roles_addresses_and_load(quiet: Desk) -> None:
    quiet.receives().forget()
    quiet.says("Dora", "/staff").hears(
        "Staff: 5", "salesperson · ana@firm.example · console · open: ", "Dora: dispatcher"
    )


def test_a_role_is_given_and_works_at_once(quiet: Desk) -> None:
    quiet.says("Ana", "/reconcile").hears("/reconcile is for")
    quiet.says("Ada", "/staff Ana role salesperson,dispatcher").hears("Ana: dispatcher, salesperson")
    quiet.says("Ana", "/reconcile").hears("Counting mailbox and log")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("/staff Ana", "What shall I change?"),
        ("/staff Ana role", "What shall I change?"),
        ("/staff Ana role king", "king is no role. Roles: administrator, manager"),
        ("/staff Zed role viewer", "I know nobody of that name. Here are: Ada, Ana, Bob"),
        ("/staff Ana zone Mars/Phobos", "is no time zone"),
        ("/staff Ana zone ../etc/passwd", "is no time zone"),
        ("/staff Ana urgent perhaps", "Yes or no?"),
        ("/staff Ana address bob@firm.example", "bob@firm.example is Bob's already"),
        ("/staff Ana address nobody", "is no mail address"),
        ("/staff Ana address -bob@firm.example", "bob@firm.example is not Ana's address"),
        ("/staff Ana address info@firm.example", "is the shared mailbox"),
        ("/staff Ada role viewer", "That is the last administrator"),
        ("/staff add Bob salesperson", "There is somebody called Bob already"),
        ("/staff add Zoe zoe@firm.example", "As what?"),
    ],
)
def test_a_wrong_change_answers_what_is_wrong(still: Desk, said: str, answer: str) -> None:
    still.says("Ada", said).hears(answer)


def test_addresses_zone_and_urgency_are_changed_and_recorded(quiet: Desk) -> None:
    quiet.says("Ada", "/staff Ana address ana.lee@firm.example").hears("ana.lee@firm.example")
    quiet.says("Ada", "/staff Ana address -ana.lee@firm.example").hears("Ana: salesperson · ana@firm.example · console")
    quiet.says("Ada", "/staff Ana zone Europe/Madrid").says("Ada", "/staff Ana urgent yes").forget()
    quiet.says("Max", "/audit Ada").hears("time zone is Europe/Madrid", "at any hour", "addresses were changed")


def test_somebody_without_a_chat_is_added(quiet: Desk) -> None:
    quiet.says("Ada", "/staff add Leo production leo@firm.example").hears("Leo was added as production")
    quiet.says("Ada", "/staff").hears("Leo: production · leo@firm.example · no chat")


@pytest.mark.parametrize("who", ["Dora", "Max"])
def test_only_administrators_change_the_staff(still: Desk, who: str) -> None:
    still.says(who, "/staff Ana role administrator").hears("Only an administrator changes the staff")
    still.says("Ana", "/staff").hears("/staff is for")


def test_who_leaves_is_cut_off_and_what_she_leaves_is_listed(quiet: Desk) -> None:
    quiet.says("Ana", "/customer add Kunde GmbH, Spain, eva@kunde.example").forget()
    quiet.says("Max", "/dismiss Ana Bob").hears("Ana has left", "customers: 1", "close or redirect ana@firm.example")
    assert "Ana has left" in quiet.chat("Dora")[-1]
    assert "All to Bob" in quiet.buttons("Max")
    quiet.says("Ana", "/help").says("Ana", "/start").hears()
    assert quiet.chat("Ana")[-1].startswith("Entered.")


def test_what_a_leaver_had_is_handed_over_with_one_button(quiet: Desk) -> None:
    quiet.says("Ana", "/customer add Kunde GmbH, Spain, eva@kunde.example")
    quiet.says("Max", "/dismiss Ana Bob").presses("Max", "All to Bob").presses("Max", "Hand all over").forget()
    quiet.says("Bob", "/customer mine").hears("Kunde GmbH")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("/dismiss", "Who leaves, and who takes over?"),
        ("/dismiss An", "I know nobody called exactly An"),
        ("/dismiss Ana Zed", "I know no Zed who could take over"),
        ("/dismiss Ana Ana", "I know no Ana who could take over"),
        ("/dismiss Max", "Nobody dismisses herself"),
        ("/dismiss Ada", "That is the last administrator"),
    ],
)
def test_a_wrong_dismissal_changes_nothing(still: Desk, said: str, answer: str) -> None:
    still.says("Max", said).hears(answer)
    still.says("Ana", "/start").hears("Hello, Ana.")


def test_dismissing_twice_is_told(quiet: Desk) -> None:
    quiet.says("Max", "/dismiss Ana").forget()
    quiet.says("Max", "/dismiss Ana").hears("I know nobody called exactly Ana")


@pytest.mark.parametrize("who", ["Ana", "Dora"])
def test_salespeople_and_dispatchers_dismiss_nobody(still: Desk, who: str) -> None:
    still.says(who, "/dismiss Bob").hears("/dismiss is for")


def test_who_left_can_come_back_as_something_else(quiet: Desk) -> None:
    quiet.says("Max", "/dismiss Ana").says("Ada", "/invite Ana production")
    word = re.findall(r"/start (\S+)", quiet.chat("Ada")[-1])[0]
    quiet.forget().says("Ana", "/help").hears()
    quiet.says("Ana", f"/start {word}").presses("Ada", "Confirm").hears("You are enrolled as production")
