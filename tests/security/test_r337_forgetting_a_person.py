"""R337: a person at a customer is forgotten on request; nothing personal stays but what the law keeps, and the record holds.

Suffered: help desks delete a contact and leave name, address and words in logs, search indexes, drafts and attachments;
FreeScout and osTicket keep the mails of a deleted customer, and in both a deleted file came back with the next fetch.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from app.backup import backed_up, restored
from app.discarding import Discarder
from app.reconcile import Reconciler
from storage.audit import sealed
from storage.database import Database, opened, sqlite_library
from storage.policy import set_value
from storage.tables.conversations import ConversationRow
from storage.tables.letters import LetterRow, ReadingRow
from tests.dialogues.desk import Desk
from tests.experiments import Seen

SENDER = "Rosalind Vega <rosalind@kunde.example>"
TRACES = ("rosalind", "vega", "699123456", "699 12 34 56", "plaza secreta", "allergic")
COLLEAGUE = "Otto Kunz <otto@kunde.example>"
FORGET = "/customer 1 forget rosalind@kunde.example because she asked on 2 March"


@pytest.fixture
def known(desk: Desk) -> Desk:
    """Rosalind and Otto of one company have written; Ana has answered, noted, quoted words of them."""
    desk = desk.settle().forget().says("Ana", "/customer add Kunde GmbH, Spain, rosalind@kunde.example, Rosalind Vega")
    desk.says("Ana", "/customer 1 contact Rosalind Vega, buyer, +34 699 12 34 56, rosalind@kunde.example")
    desk.says("Ana", "/customer 1 contact Otto Kunz, engineer, otto@kunde.example")
    desk.receives(
        "We need 40 titanium pumps. Call +34 699 12 34 56. I am allergic to fax.\n\nRosalind Vega\nPlaza Secreta 1",
        subject="Pumps for Rosalind Vega",
        sender=SENDER,
    )
    desk.receives("We need 10 valves, too.", subject="Valves", sender=COLLEAGUE)
    desk.says("Ana", "/note 1001 Rosalind is allergic to fax").says("Ana", "/reply 1001 Dear Rosalind, it follows.")
    desk.presses("Ana", "Send").settle()
    desk.says("Ana", "/complaint 1001 Rosalind Vega finds the paint bad")
    desk.says("Ana", "/revisit 1 visit satisfied 4; Rosalind Vega shows them to everybody")
    return desk.forget()


def everything(database: Database) -> str:
    """Every row of every table, as text."""
    with database.reading() as session:
        tables = session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all()
        rows = [[name, *row] for name in tables for row in session.execute(text(f'SELECT * FROM "{name}"'))]
    return "\n".join(map(str, rows)).casefold()


def files_of(desk: Desk) -> list[bytes]:
    return [each.read_bytes() for each in desk.blobs.folder.rglob("*") if each.is_file()]


def discarded(desk: Desk) -> int:
    return asyncio.new_event_loop().run_until_complete(Discarder(desk.house.performer).once())


def traces_in(words: str) -> list[str]:
    return [each for each in TRACES if each in words.casefold()]


def asked_and_approved(desk: Desk, words: str = FORGET) -> Desk:
    desk.says("Ana", words).hears("It waits for approval", who="Ana")
    return desk.says("Max", "/approve 1")


@pytest.mark.experiment("R337", "a person forgotten: every row of every table, every file", "0 traces, record whole")
def test_after_it_nothing_of_the_person_stays_in_any_table_or_file(known: Desk, seen: Seen) -> None:
    assert traces_in(everything(known.database)), "the test looks for what is there"
    asked_and_approved(known)
    known.hears("was forgotten, because she asked on 2 March", "The mailbox still holds their letters", who="Ana")
    gone = discarded(known)
    left = traces_in(everything(known.database))
    in_files = [each for each in files_of(known) if traces_in(each.decode("utf-8", "replace"))]
    seen(f"traces in tables {len(left)}, in files {len(in_files)}, files removed {gone}")
    assert left == []
    assert in_files == []
    with known.database.reading() as session:
        found = sealed(session)
    assert found.is_whole
    assert found.blackened > 3


def test_the_colleague_of_the_same_company_stays_as_he_was(known: Desk) -> None:
    asked_and_approved(known).forget()
    known.says("Ana", "/customer 1").hears("Otto Kunz (engineer): otto@kunde.example", "Person 1", "Kunde GmbH")
    known.says("Ana", "/show 1002").hears("Otto Kunz")
    known.says("Ana", "/show 1002 letters").hears("We need 10 valves")


def test_the_conversation_stays_as_a_fact_and_nothing_can_be_mailed(known: Desk) -> None:
    asked_and_approved(known).forget()
    known.postman.sent.clear()
    known.says("Ana", "/show 1001").hears("1001", "Person 1")
    known.says("Ana", "/show 1001 letters").hears("[removed on request]")
    known.says("Ana", "/reply 1001 Dear customer").hears("I have no mail address of this customer")
    assert not known.postman.sent


def test_a_mail_that_still_waits_does_not_leave(known: Desk) -> None:
    known.postman.fault = __import__("rules.outgoing", fromlist=["NotSent"]).NotSent("451 later")
    known.says("Ana", "/reply 1001 Dear Rosalind, once more.").presses("Ana", "Send")
    known.postman.fault = None
    asked_and_approved(known)
    known.passes(hours=3)
    assert not known.mails_to("rosalind@kunde.example")


def test_four_eyes_nobody_forgets_alone(known: Desk) -> None:
    known.says("Max", FORGET).hears("It waits for approval 1.", who="Max")
    known.says("Max", "/approve 1").hears("somebody else must release it", who="Max")
    assert traces_in(everything(known.database))
    known.says("Ada", "/approve 1")
    assert not traces_in(everything(known.database))


def test_the_approver_sees_what_will_go_and_a_return_changes_nothing(known: Desk) -> None:
    known.says("Ana", FORGET).hears("Forget Rosalind Vega, because she asked on 2 March", "Letters that go for ever: 3")
    known.says("Max", "/return 1 not her").hears("Max has returned 1: not her")
    known.says("Ana", "/customer 1").hears("Rosalind Vega")


def test_who_may_not_see_the_customer_may_not_forget_anybody(known: Desk) -> None:
    known.says("Bob", FORGET).hears("I know no customer 1 of yours")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("/customer 1 forget", "Whom? Write it like: /customer 1 forget eva@kunde.example because she asked"),
        ("/customer 1 forget rosalind@kunde.example", "Why? Write it like: /customer 1 forget"),
        ("/customer 1 forget nobody because so", "has nobody called nobody. /customer 1 shows who"),
        ("/customer 1 forget <b>x</b> because {y}", "has nobody called <b>x<"),
        ("/customer 1 locked", "for the manager's eyes only"),
    ],
)
def test_bad_input_gets_a_sentence_with_an_example(known: Desk, said: str, told: str) -> None:
    known.says("Ana", said).hears(told, who="Ana")


def test_it_is_asked_for_in_chinese_as_well(known: Desk) -> None:
    known.says("Ana", "/customer 1 forget rosalind@kunde.example 因为她要求删除").hears("It waits for approval 1.")


def test_a_second_request_finds_nobody(known: Desk) -> None:
    asked_and_approved(known).forget()
    known.says("Ana", "/customer 1 forget Person 1 because again").hears("has nobody called Person 1.")


def test_what_the_law_keeps_is_locked_and_the_manager_alone_sees_it(known: Desk) -> None:
    with known.database.deciding() as session:
        session.get_one(ConversationRow, 1001).state = "quoted"
        session.commit()
    known.says("Ana", FORGET).hears("the law keeps, locked: 3; the matter is still open")
    known.says("Max", "/approve 1").hears("kept by law and locked: 3", who="Ana")
    assert discarded(known) == 0
    assert traces_in(everything(known.database)) == []
    with known.database.reading() as session:
        locked = session.query(LetterRow).filter(LetterRow.locked_at.is_not(None)).all()
        assert len(locked) == 3
        assert not [each for each in locked if session.get(ReadingRow, each.id)]
    for each in locked:
        assert known.blobs.has(each.sha256)
    known.says("Ana", "/show 1001 letters").hears("[removed on request]")
    known.says("Ana", "/customer 1 locked").hears("for the manager's eyes only")
    known.says("Max", "/customer 1 locked").hears("Person 1, asked by Ana", "Letters that the law keeps: 3")
    known.says("Max", f"/customer 1 locked {locked[0].id}").hears("as it came", who="Max")
    known.says("Max", "/customer 1 locked 99").hears("There is no such letter under lock")
    known.says("Max", "/audit customer 1").hears("Max took the locked letter")


def test_without_a_duty_the_letters_of_an_offer_go_as_well(known: Desk) -> None:
    known.set("archive.retention_years", "0")
    with known.database.deciding() as session:
        session.get_one(ConversationRow, 1001).state = "quoted"
        session.commit()
    asked_and_approved(known).hears("Letters removed: 3; kept by law and locked: 0", who="Ana")


def test_a_mailbox_that_brings_the_letter_again_brings_nothing_back(known: Desk) -> None:
    asked_and_approved(known)
    discarded(known)
    known.postbox.uidvalidity = 2
    known.passes(minutes=30)
    discarded(known)
    assert traces_in(everything(known.database)) == []
    assert not [each for each in files_of(known) if traces_in(each.decode("utf-8", "replace"))]
    known.says("Max", "/reconcile").settle()
    with known.database.reading() as session:
        assert sealed(session).is_whole
    assert isinstance(known.house.reconciler, Reconciler)


def test_who_writes_again_is_a_new_person(known: Desk) -> None:
    asked_and_approved(known).forget()
    known.receives("Hello again, 5 pumps please.", subject="Again", sender="Rosalind Vega <rosalind@kunde.example>")
    known.says("Ana", "/customer 1").hears("Person 1", "Rosalind Vega: rosalind@kunde.example")


def test_a_person_without_a_company_takes_the_card_along(desk: Desk) -> None:
    desk.receives("5 pumps please.", subject="Pumps", sender="Rosalind Vega <rosalind.vega@gmail.com>")
    number = desk.conversation(1001).customer_id
    desk.says("Max", f"/customer {number} postal Plaza Secreta 1")
    desk.says("Max", f"/customer {number} forget rosalind.vega@gmail.com because she asked").says("Ada", "/approve 1")
    desk.forget().says("Max", f"/customer {number}").hears("Person 1")
    assert traces_in(everything(desk.database)) == []


def test_a_backup_made_afterwards_is_whole_and_restores(known: Desk, tmp_path: Path) -> None:
    asked_and_approved(known)
    discarded(known)
    backed_up(known.database, known.blobs.folder, tmp_path / "b.tar", known.now)
    restored(tmp_path / "b.tar", f"sqlite:///{tmp_path / 'new.db'}", tmp_path / "new", known.now)
    again = opened(f"sqlite:///{tmp_path / 'new.db'}")
    with again.reading() as session:
        assert sealed(session).is_whole
    assert traces_in(everything(again)) == []
    again.close()


FORGERIES = [
    "UPDATE happenings SET words = '[]' WHERE id = {blackened}",
    "UPDATE happenings SET actor = 99 WHERE id = {blackened}",
    "UPDATE happenings SET seal = '' WHERE id = {blackened}",
    "UPDATE happenings SET words = '[]' WHERE id = {untouched}",
    "UPDATE happenings SET after = replace(after, '\"entries\"', '\"entrie5\"') WHERE verb = 'forgotten'",
    "DELETE FROM happenings WHERE id = {blackened} + 0",
    "DELETE FROM happenings WHERE id = {blackened} - 1",
    "DELETE FROM happenings WHERE verb = 'forgotten'",
]


@pytest.mark.parametrize("forgery", FORGERIES)
def test_the_record_tells_every_other_change_as_before(known: Desk, forgery: str) -> None:
    asked_and_approved(known)
    with known.database.deciding() as session:
        blackened = session.scalar(text("SELECT min(happening_id) FROM blackened"))
        untouched = session.scalar(
            text("SELECT max(id) FROM happenings WHERE id NOT IN (SELECT happening_id FROM blackened)")
        )
        for each in ("happenings_not_changed", "happenings_not_removed"):
            session.execute(text(f"DROP TRIGGER {each}"))
        assert sealed(session).is_whole
        if "DELETE" in forgery:
            session.execute(text("DELETE FROM blackened"))
        session.execute(text(forgery.format(blackened=blackened, untouched=untouched)))
        assert not sealed(session).is_whole
        session.rollback()


@pytest.mark.parametrize("column", ["actor = 9", "verb = 'x'", "seal = ''", "customer_id = 9", "at = '2020-01-01'"])
def test_the_database_lets_nobody_change_more_of_an_entry_than_its_words(known: Desk, column: str) -> None:
    asked_and_approved(known)
    with known.database.deciding() as session:
        blackened = session.scalar(text("SELECT min(happening_id) FROM blackened"))
        raw: Any = session.connection().connection.driver_connection
        with pytest.raises(sqlite_library().IntegrityError, match="append-only"):
            raw.execute(f"UPDATE happenings SET {column} WHERE id = {blackened}")
        untouched = session.scalar(
            text("SELECT max(id) FROM happenings WHERE id NOT IN (SELECT happening_id FROM blackened)")
        )
        with pytest.raises(sqlite_library().IntegrityError, match="append-only"):
            raw.execute(f"UPDATE happenings SET words = '[]' WHERE id = {untouched}")
        session.rollback()


def test_the_table_may_set_it_free_and_then_it_is_done_at_once(known: Desk) -> None:
    with known.database.deciding() as session:
        set_value(known.work(session), "approval.table", "customer.forget: nobody", None)
        session.commit()
    known.says("Ana", FORGET).hears("was forgotten, because she asked", who="Ana")
    assert traces_in(everything(known.database)) == []
