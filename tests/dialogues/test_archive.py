"""What was closed stands in the archive: read and found by who may see it, changed by opening it again only (R339)."""

from __future__ import annotations

import pytest

from storage.audit import about_customer
from storage.tables.conversations import ConversationRow
from tests.dialogues.desk import Desk


@pytest.fixture
def closed(quiet: Desk) -> Desk:
    """1001 was closed as a supplier's."""
    quiet.says("Ana", "/customer add Kunde GmbH, Spain, eva@kunde.example, Eva Lopez").receives()
    return quiet.says("Ana", "/not_inquiry 1001 supplier").settle().forget()


@pytest.mark.parametrize(
    "said",
    [
        "/note 1001 called",
        "/save 1001 he wrote: yes",
        "/urgent 1001",
        "/reply 1001 Dear Eva",
        "/answered 1001 by phone yes",
    ],
)
def test_what_is_closed_is_changed_by_nobody(closed: Desk, said: str) -> None:
    before = closed.conversation(1001)
    closed.says("Ana", said).hears("1001 is closed. /reopen 1001 opens it again.", who="Ana")
    assert closed.conversation(1001).version == before.version
    assert closed.conversation(1001).touched_at == before.touched_at


def test_it_is_found_and_read_and_says_that_it_is_in_the_archive(closed: Desk) -> None:
    closed.says("Ana", "/find pumps").hears("Found: 1")
    closed.says("Ana", "/show 1001").hears("In the archive since Mon 2 Mar 09:00, to be read only; no duty to keep it")
    closed.says("Ana", "/show 1001 letters").hears("We need 40 pumps")


def test_after_it_was_opened_again_it_can_be_changed(closed: Desk) -> None:
    closed.says("Ana", "/reopen 1001").says("Ana", "/note 1001 called").hears("Noted with 1001.", who="Ana")


def test_what_came_to_an_offer_says_until_when_it_is_kept(closed: Desk) -> None:
    with closed.database.deciding() as session:
        session.get_one(ConversationRow, 1001).state = "lost"
        session.commit()
    closed.says("Ana", "/show 1001").hears("to be kept until 2 Mar 2036")
    closed.set("archive.retention_years", "6").says("Ana", "/show 1001").hears("to be kept until 2 Mar 2032")


def test_nothing_of_the_archive_is_deleted_by_itself(closed: Desk) -> None:
    closed.set("archive.retention_years", "1").jumps(days=800)
    closed.passes(hours=24).forget().says("Ana", "/show 1001 letters").hears("We need 40 pumps")


def test_only_the_manager_says_how_long_it_is_kept(quiet: Desk) -> None:
    quiet.says("Ana", "/settings archive.retention_years 1").hears("Only the manager")
    quiet.says("Max", "/settings archive.retention_years -1").hears("is a whole number from 0 to 100")
    quiet.says("Max", "/settings archive.retention_years 6").hears("6")


def test_a_correction_stands_in_the_record_with_before_and_after(closed: Desk) -> None:
    closed.says("Ana", "/customer 1 contact Eva Lopez, buyer, +34 612 345 678").hears("Eva Lopez (buyer")
    closed.says("Ana", "/customer 1 rename eva@kunde.example to Eva López").hears("Eva López (buyer")
    with closed.database.reading() as session:
        first, last = about_customer(session, 1)[-2:]
    assert first.before == {"person": "Eva Lopez", "position": "", "phone": "", "addresses": ["eva@kunde.example"]}
    assert first.after is not None
    assert last.before is not None
    assert last.after is not None
    assert (first.after["position"], first.after["phone"]) == ("buyer", "+34 612 34 56 78")
    assert (last.before["person"], last.after["person"]) == ("Eva Lopez", "Eva López")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("/customer 1 rename", "From what to what? Write it like: /customer 1 rename Eva Lopes to Eva Lopez"),
        ("/customer 1 rename Eva Lopez", "From what to what?"),
        ("/customer 1 rename Otto to Ott", "has nobody called Otto. /customer 1 shows"),
        ("/customer 1 rename Eva Lopez to " + "x" * 200, "From what to what?"),
    ],
)
def test_a_correction_that_is_none_is_told_with_an_example(closed: Desk, said: str, told: str) -> None:
    closed.says("Ana", said).hears(told, who="Ana")
