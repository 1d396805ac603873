"""Everything of one colleague goes to another, with a brief, and back again within a day (R272-R273)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.dialogues.desk import Desk


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """Ana has a customer and an inquiry of his."""
    desk.says("Ana", "/customer add Kunde GmbH, Spain, eva@kunde.example").receives("We need 40 pumps.")
    assert desk.owner_of(desk.numbers()[-1]) == "Ana"
    return desk.settle().forget()


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One department for all questions that change nothing; Ana has a customer."""
    desk = Desk(tmp_path_factory.mktemp("still")).hires("Ana").hires("Bob").hires("Dora", "dispatcher")
    yield desk.says("Ana", "/customer add Kunde GmbH, Spain, eva@kunde.example").settle().forget()
    desk.close()


def test_the_brief_is_shown_before_anything_moves(busy: Desk) -> None:
    busy.says("Dora", "/handover Ana Bob she goes on leave").hears(
        "From Ana to Bob",
        "Reason: she goes on leave",
        "Customers: 1, open conversations: 1",
        "1 · Kunde GmbH, Spain, with Ana",
    )
    assert busy.owner_of(busy.numbers()[-1]) == "Ana"


def test_customers_and_conversations_go_over_and_everybody_hears_it_once(busy: Desk) -> None:
    busy.says("Max", "/handover Ana Bob she goes on leave").presses("Max", "Hand all over")
    assert busy.owner_of(busy.numbers()[-1]) == "Bob"
    told = [each for each in busy.chat("Ana") if "Handed over from Ana to Bob: she goes on leave" in each]
    assert len(told) == 1
    assert not any("has gone to Bob" in each for each in busy.chat("Ana"))
    busy.hears("Handed over from Ana to Bob", who="Bob")
    busy.says("Bob", "/customer mine").hears("Kunde GmbH")


def test_customers_wait_for_the_manager_while_open_conversations_go_over_at_once(busy: Desk) -> None:
    busy.says("Dora", "/handover Ana Bob she goes on leave").presses("Dora", "Hand all over")
    busy.hears("It waits for approval 1.", who="Dora").says("Bob", "/customer mine").hears("no customer yet")
    assert busy.owner_of(busy.numbers()[-1]) == "Bob"
    busy.presses("Max", "Approve").says("Bob", "/customer mine").hears("Kunde GmbH")


def test_nothing_is_forwarded_anew_by_a_handover(busy: Desk) -> None:
    busy.says("Dora", "/handover Ana Bob").presses("Dora", "Hand all over")
    assert busy.mails_to("bob@firm.example") == []


def test_a_handover_is_taken_back_within_a_day(busy: Desk) -> None:
    busy.says("Dora", "/handover Ana Bob").presses("Dora", "Hand all over").forget()
    busy.presses("Dora", "Take it back").hears("Handover 1 was taken back: what Bob had got is with Ana again.")
    assert busy.owner_of(busy.numbers()[-1]) == "Ana"
    busy.says("Dora", "/handover undo 1").hears("has been taken back already")


def test_after_a_day_it_stays(busy: Desk) -> None:
    busy.says("Dora", "/handover Ana Bob").presses("Dora", "Hand all over").jumps(hours=25).forget()
    busy.says("Dora", "/handover undo 1").hears("Handover 1 is older than a day")
    assert busy.owner_of(busy.numbers()[-1]) == "Bob"


def test_what_has_gone_on_meanwhile_stays_there(busy: Desk) -> None:
    busy.hires("Carl").says("Max", "/handover Ana Bob").presses("Max", "Hand all over")
    busy.says("Max", "/customer 1 owner Carl because he speaks Spanish").says("Dora", "/handover undo 1").forget()
    busy.says("Carl", "/customer mine").hears("Kunde GmbH")
    assert busy.owner_of(busy.numbers()[-1]) == "Ana"


def test_handing_over_twice_is_told(busy: Desk) -> None:
    busy.says("Max", "/handover Ana Bob").says("Max", "/handover Ana Bob").presses("Max", "Hand all over").forget()
    busy.says("Dora", "/handover go 1 2").hears("handed over already")
    busy.says("Dora", "/handover Ana Bob").hears("Ana has no customer and no open conversation")


def test_a_leaver_loses_no_customer(busy: Desk) -> None:
    busy.says("Max", "/dismiss Ana").says("Dora", "/handover Ana Bob").presses("Dora", "Hand all over")
    assert busy.owner_of(busy.numbers()[-1]) == "Bob"
    busy.forget().says("Dora", "/handover undo 1").hears("not here any more")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("/handover", "From whom to whom?"),
        ("/handover Ana", "From whom to whom?"),
        ("/handover Zed Bob", "From whom to whom?"),
        ("/handover Ana Ana", "that changes nothing"),
        ("/handover undo 7", "I know no handover 7"),
        ("/handover go 77 78", "not here any more"),
        ("/handover Bob Ana", "Bob has no customer"),
    ],
)
def test_wrong_words_get_an_example(still: Desk, said: str, answer: str) -> None:
    still.says("Dora", said).hears(answer)
    still.says("Ana", "/handover Ana Bob").hears("/handover is for")


def test_a_handover_is_recorded(busy: Desk) -> None:
    busy.says("Dora", "/handover Ana Bob").presses("Dora", "Hand all over").forget()
    busy.says("Max", "/audit Dora").hears("Handed over from Ana to Bob")
