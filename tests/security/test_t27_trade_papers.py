"""T27 on trade papers: ways to have one's own released, or to send what nobody released; and the same written as SQL."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from handlers.trade_papers import THING, subject_of
from rules.approval import ApprovalState, Given
from rules.approval_table import Needed
from rules.trade_paper import Kind, TradePaper, to_plain
from rules.trade_paper_moves import PaperEvent
from rules.words import line
from storage import approvals, orders, trade_papers
from storage.database import Database
from storage.tables.colleagues import ColleagueRow
from storage.tables.trade_papers import TradePaperRow
from tests.dialogues.desk import Desk
from tests.dialogues.ordered import AGREED, has_order
from tests.experiments import Seen
from tests.storage.rows import AT, a_conversation, work_of

EVA = "eva@kunde.example"
CONTRACT = TradePaper(kind=Kind.CONTRACT, order=AGREED)
CHEAPER = replace(CONTRACT, order=AGREED.with_clause("breach", "none"))


@pytest.fixture
def firm(desk: Desk) -> Desk:
    """Ana has order 1 and P1, its contract; Sol and Sue are supervisors, Max manages."""
    desk.hires("Sol", "supervisor").hires("Sue", "supervisor").receives().says("Ana", "/take 1001")
    return has_order(desk).says("Ana", "/deal 1 contract").settle().forget()


def paper(desk: Desk) -> TradePaperRow:
    with desk.database.reading() as session:
        return session.get_one(TradePaperRow, 1)


def nonce(desk: Desk, person: str, label: str) -> str:
    return next(each.nonce for each in reversed(desk._buttons(person)) if each.label == label)


def promoted(desk: Desk, name: str, *roles: str) -> None:
    with desk.database.deciding() as session:
        session.query(ColleagueRow).filter_by(name=name).one().roles = list(roles)
        session.commit()


def wrote_it(desk: Desk) -> None:
    """Ana has become a supervisor meanwhile; somebody else submits what she wrote."""
    promoted(desk, "Ana", "salesperson", "supervisor")
    desk.says("Sol", "/deal P1 submit").says("Ana", "/approve 1")


def asked_for_it(desk: Desk) -> None:
    """A supervisor submits what Ana has written, and releases it."""
    desk.says("Sol", "/deal P1 submit").says("Sol", "/approve 1")


def edited_it(desk: Desk) -> None:
    """Sol has changed a clause, and Ana has changed it back: it is Sol's, too."""
    desk.says("Sol", "/deal P1 breach none").says("Ana", "/deal P1 breach 1% a week")
    desk.says("Ana", "/deal P1 submit").says("Sol", "/approve 1")


def changed_while_it_waits(desk: Desk) -> None:
    """The button was shown for other words."""
    desk.says("Ana", "/deal P1 submit")
    old = nonce(desk, "Sol", "Approve")
    desk.says("Ana", "/deal P1 breach none").presses_nonce("Sol", old).says("Sol", "/approve 1")


def changed_after_the_release(desk: Desk) -> None:
    """What was released is not what would leave."""
    desk.says("Ana", "/deal P1 submit").presses("Sol", "Approve").settle()
    desk.says("Ana", "/deal P1 send").says("Ana", "/deal P1 breach none").presses("Ana", "Send")
    desk.says("Ana", "/deal P1 send").says("Ana", "/deal P1 sent by whatsapp")


def not_asked_for(desk: Desk) -> None:
    """Nobody has submitted it."""
    for words in ("send", "sent by whatsapp", "company", "copy", "delivered", "archive", "amend"):
        desk.says("Ana", f"/deal P1 {words}")
    desk.says("Sol", "/approve 1").says("Sol", "/approve P1").says("Sol", "/signed P1 genuine")


def taken_back(desk: Desk) -> None:
    """The card stands in Sol's chat when Ana has taken it back."""
    desk.says("Ana", "/deal P1 submit")
    old = nonce(desk, "Sol", "Approve")
    desk.says("Ana", "/deal P1 withdraw").presses_nonce("Sol", old).says("Sol", "/approve 1")


PATHS: list[Callable[[Desk], None]] = [
    wrote_it,
    asked_for_it,
    edited_it,
    changed_while_it_waits,
    changed_after_the_release,
    not_asked_for,
    taken_back,
]


@pytest.mark.experiment("T27", "seven ways to release one's own contract or to send it unreleased", "0 of 7")
@pytest.mark.parametrize("path", PATHS, ids=[each.__name__ for each in PATHS])
def test_no_paper_is_released_by_whose_it_is(firm: Desk, path: Callable[[Desk], None], seen: Seen) -> None:
    path(firm)
    assert paper(firm).state in {"draft", "pending"}
    assert not paper(firm).approved_hash
    assert firm.mails_to(EVA) == []
    seen("0 of 7")


def test_nobody_checks_a_signature_that_she_took_in_or_whose_paper_is_hers(firm: Desk) -> None:
    firm.says("Ana", "/deal P1 submit").presses("Sol", "Approve").settle()
    firm.says("Ana", "/deal P1 sent by whatsapp").says("Max", "/signed P1")
    firm.sends_file("Max", "c.pdf", b"%PDF-1.4 signed", answers="Answer this message").settle()
    promoted(firm, "Ana", "salesperson", "supervisor")
    for person in ("Ana", "Max"):
        firm.says(person, "/signed P1 genuine").hears("You had a hand in SC-2026-0001.", who=person)
        firm.says(person, "/signed P1 complete")
    assert (paper(firm).state, paper(firm).rechecked_by) == ("signed", None)
    firm.says("Sue", "/signed P1 genuine").says("Sue", "/signed P1 complete")
    assert paper(firm).state == "rechecked"


THIEVES = "UPDATE trade_papers SET {} WHERE id = 1"
AS_RELEASED = "approved_at = edited_at, approved_hash = content_hash"
PENDING = {
    "approved by nobody": f"state = 'approved', {AS_RELEASED}",
    "sent without a release": f"state = 'sent', {AS_RELEASED}",
    "signed without a release": f"state = 'signed', {AS_RELEASED}",
    "archived without a release": f"state = 'archived', {AS_RELEASED}",
    "amended before anybody had it": "state = 'amending'",
    "replaced before anybody had it": "state = 'superseded'",
    "with the approval of something else": f"state = 'approved', approval_id = 1, {AS_RELEASED}",
    "with an approval that waits": f"state = 'approved', approval_id = 2, {AS_RELEASED}",
    "other words while it waits": "content = '{}', content_hash = 'x'",
}
APPROVED = {
    "another content": "content = '{}'",
    "another content and hash": "content = '{}', content_hash = 'x', approved_hash = 'x'",
    "another hash": "content_hash = 'x'",
    "a hash that was not approved": "approved_hash = 'x'",
    "without the instant": "approved_at = NULL",
}


def made(database: Database) -> None:
    """P1 of Ana (1), which Sol (2) may release; approval 2 waits, 1 is of another thing."""
    with database.deciding() as session:
        for name, role in (("Ana", "salesperson"), ("Sol", "supervisor")):
            session.add(ColleagueRow(name=name, roles=[role], language="en", zone="Asia/Shanghai", joined_at=AT))
            session.flush()
        about = a_conversation(owner_id=1)
        session.add(about)
        session.flush()
        work, words = work_of(session), (line("made"),)
        order = orders.begun(work, AGREED, conversation=about.id, customer=None, owner=1, by=1, words=words)
        row = trade_papers.begun(work, CONTRACT, 1, words, order_id=order.id)
        trade_papers.rewritten(work, row, CHEAPER, 1, words)
        rows = (Needed(THING, roles=("supervisor",)),)
        other = approvals.asked(work, THING, "trade-paper:99", to_plain(CHEAPER), words, rows, by=1)
        approvals.give(work, other, Given(2, 2, 0))
        approvals.end(work, other, ApprovalState.APPROVED, by=2)
        approvals.asked(work, THING, subject_of(row), row.content, words, rows, by=1)
        trade_papers.moved(work, row, PaperEvent.SUBMITTED)
        session.commit()


def released(database: Database) -> None:
    made(database)
    with database.deciding() as session:
        work, row, held = work_of(session), session.get_one(TradePaperRow, 1), approvals.approval(session, 2)
        assert held is not None
        approvals.give(work, held, Given(2, 2, 0))
        approvals.end(work, held, ApprovalState.APPROVED, by=2)
        row.approval_id, row.approved_at, row.approved_hash = held.id, AT, row.content_hash
        trade_papers.moved(work, row, PaperEvent.APPROVED)
        session.commit()


def refused(database: Database, attack: str) -> None:
    with pytest.raises(DBAPIError), database.engine.begin() as connection:
        connection.execute(text(attack))


@pytest.mark.experiment("T27", "a contract released straight in the database", "refused by it, both kinds")
@pytest.mark.parametrize("attack", PENDING)
def test_the_database_releases_nothing_without_its_approval(database: Database, attack: str, seen: Seen) -> None:
    made(database)
    refused(database, THIEVES.format(PENDING[attack]))
    seen(f"{len(PENDING) + len(APPROVED) + 3} of {len(PENDING) + len(APPROVED) + 3} refused")


@pytest.mark.parametrize("attack", APPROVED)
def test_what_was_released_does_not_change_under_its_release(database: Database, attack: str) -> None:
    released(database)
    refused(database, THIEVES.format(APPROVED[attack]))


def test_a_release_that_is_void_sends_nothing(database: Database) -> None:
    released(database)
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE approvals SET state = 'void' WHERE id = 2"))
    refused(database, THIEVES.format("state = 'sent', sent_at = edited_at"))


def test_no_paper_begins_as_released_and_no_revision_is_rewritten_or_removed(database: Database) -> None:
    made(database)
    columns = "kind, version, partner, partner_address, language, content, content_hash, revision, made_by, made_at, edited_by"
    told = f"{columns}, edited_at, legal_opinion, archive_ref, reason"
    refused(
        database,
        f"INSERT INTO trade_papers (state, approved_hash, approved_at, {told})"
        f" SELECT 'approved', content_hash, edited_at, {told} FROM trade_papers",
    )
    refused(database, "UPDATE trade_paper_revisions SET content = '{}'")
    refused(database, "DELETE FROM trade_paper_revisions")


def test_the_way_that_is_meant_works(database: Database) -> None:
    released(database)
    with database.deciding() as session:
        work, row = work_of(session), session.get_one(TradePaperRow, 1)
        for event in (PaperEvent.SENT, PaperEvent.SIGNED, PaperEvent.UNSIGNED, PaperEvent.AMENDED, PaperEvent.SENT):
            trade_papers.moved(work, row, event)
        assert trade_papers.numbered(work, row) == "SC-2026-0001"
        session.commit()
    with database.reading() as session:
        assert session.scalars(select(TradePaperRow.state)).all() == ["sent"]
