"""T27 on quotations: twelve ways to have one's own released, or to send what nobody released; and the same written as SQL."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from handlers.approved import CARRY, FOLLOW
from handlers.approving import approved
from handlers.quote_approval import subject_of
from rules.approval import ApprovalState, Given
from rules.approval_table import Needed
from rules.quote_moves import QuoteEvent
from rules.quote_plain import to_plain
from rules.refusal import Refused
from rules.words import line
from storage import approvals, quotes
from storage.colleagues import colleague
from storage.database import Database
from storage.policy import set_value
from storage.tables.colleagues import ChatAccountRow, ColleagueRow
from storage.tables.quotes import QuoteRow, SeriesRow
from tests.dialogues.desk import Desk
from tests.dialogues.quotations import drafts, edits, lamp, offer, revises, sends, state, version_of
from tests.experiments import Seen
from tests.storage.rows import AT, a_conversation, work_of


@pytest.fixture
def firm(desk: Desk) -> Desk:
    """Ana sells, Sol and Sue are supervisors, Max manages; D1 is Ana's and complete."""
    desk.hires("Sol", "supervisor").hires("Sue", "supervisor").receives().says("Ana", "/take 1001")
    drafts(desk)
    return desk.settle().forget()


def promoted(desk: Desk, name: str, *roles: str) -> None:
    with desk.database.deciding() as session:
        session.query(ColleagueRow).filter_by(name=name).one().roles = list(roles)
        session.commit()


def nonce(desk: Desk, person: str, label: str) -> str:
    return next(each.nonce for each in reversed(desk._buttons(person)) if each.label == label)


def asked_for_it(desk: Desk) -> None:
    """A supervisor submits what Ana has written, and releases it."""
    desk.says("Sol", "/submit D1").says("Sol", "/approve 1")


def wrote_it(desk: Desk) -> None:
    """Ana has become a supervisor meanwhile; somebody else submits what she wrote."""
    promoted(desk, "Ana", "salesperson", "supervisor")
    desk.says("Sol", "/submit D1").says("Ana", "/approve 1")


def edited_once(desk: Desk) -> None:
    """Sol has changed a price and Ana has changed it back: it is Sol's, too."""
    edits(desk, "Sol", offer(lamp(price="3.10")))
    edits(desk, "Ana", offer())
    desk.says("Ana", "/submit D1").says("Sol", "/approve 1")


def edited_after_the_release(desk: Desk) -> None:
    """What was released is 3.20; what would leave is 2.00."""
    desk.says("Ana", "/submit D1").presses("Sol", "Approve")
    edits(desk, "Ana", offer(lamp(price="2.00")))
    desk.says("Ana", "/send D1")


def edited_while_it_waits(desk: Desk) -> None:
    """The button was shown for 3.20; it is pressed when it is 2.00."""
    desk.says("Ana", "/submit D1")
    old = nonce(desk, "Sol", "Approve")
    edits(desk, "Ana", offer(lamp(price="2.00")))
    desk.presses_nonce("Sol", old).says("Sol", "/approve 1")


def deputy_of_the_supervisors(desk: Desk) -> None:
    """Ana stands in for all who could release hers."""
    for person in ("Sol", "Sue", "Max"):
        desk.says(person, "/away 2026-03-02 2026-03-20 Ana")
    desk.says("Ana", "/submit D1").says("Ana", "/approve 1").jumps(days=1).says("Ana", "/approve 1")


def second_account(desk: Desk) -> None:
    """The supervisor's own, released from her other chat."""
    with desk.database.deciding() as session:
        number = session.query(ColleagueRow).filter_by(name="Sol").one().id
        session.add(ChatAccountRow(front="console", account="sol2", place="sol2", colleague_id=number, since=desk.now))
        session.commit()
    desk.says("Sol", "/submit D1").says("Sol2", "/approve 1")


def old_version(desk: Desk) -> None:
    """The release of version 1 for version 2."""
    desk.says("Ana", "/submit D1").presses("Sol", "Approve")
    sends(desk)
    revises(desk, "Ana", offer(lamp(price="2.00")))
    desk.says("Sol", "/approve 1").says("Ana", "/send Q-2026-0001").says("Ana", "/send D1 v1")


def replayed(desk: Desk) -> None:
    """One press too many: for the other step, and by somebody else's button."""
    edits(desk, "Ana", offer(lamp(cost="3.15")))
    desk.says("Ana", "/submit D1")
    old = nonce(desk, "Sol", "Approve")
    desk.presses_nonce("Sol", old).presses_nonce("Sol", old).says("Sol", "/approve 1").presses_nonce("Sue", old)


def not_asked_for(desk: Desk) -> None:
    """Nobody has submitted it; it is sent, or approved by a number that there is not."""
    desk.says("Ana", "/send D1").says("Sol", "/approve 1").says("Sol", "/approve D1").says("Sol", "/approve")


def dismissed_or_demoted(desk: Desk) -> None:
    """Supervisors when the card came, and no more when they press."""
    desk.says("Ana", "/submit D1")
    sol, sue = nonce(desk, "Sol", "Approve"), nonce(desk, "Sue", "Approve")
    promoted(desk, "Sol", "salesperson")
    desk.says("Ada", "/dismiss Sue").presses_nonce("Sol", sol).presses_nonce("Sue", sue).says("Sol", "/approve 1")


def borrowed(desk: Desk) -> None:
    """Forwarded words, and words in a letter to the front door."""
    desk.says("Ana", "/submit D1").says("Sol", "/approve 1", borrowed=True, forwarded_from="Ana")
    desk.receives("/approve 1", sender="sol@firm.example", subject="/approve 1")


PATHS: list[Callable[[Desk], None]] = [
    asked_for_it,
    wrote_it,
    edited_once,
    edited_after_the_release,
    edited_while_it_waits,
    deputy_of_the_supervisors,
    second_account,
    old_version,
    replayed,
    not_asked_for,
    dismissed_or_demoted,
    borrowed,
]


@pytest.mark.experiment("T27", "twelve ways to release one's own quotation or to send it unreleased", "0 of 12")
@pytest.mark.parametrize("path", PATHS, ids=[each.__name__ for each in PATHS])
def test_no_quotation_is_released_by_whose_it_is(firm: Desk, path: Callable[[Desk], None], seen: Seen) -> None:
    path(firm)
    assert state(firm) in {"draft", "pending_supervisor", "pending_manager"}
    assert not version_of(firm).approved_hash
    assert firm.mails_to("eva@kunde.example") == []
    seen("0 of 12")


def test_the_way_that_is_meant_works(firm: Desk) -> None:
    firm.says("Ana", "/submit D1").presses("Sol", "Approve")
    assert state(firm) == "approved"


THIEVES = "UPDATE quote_versions SET {} WHERE id = 1"
AS_RELEASED = "approved_at = edited_at, approved_hash = content_hash, sent_at = edited_at"
DRAFT = {
    "approved by nobody": f"state = 'approved', {AS_RELEASED}",
    "sent without a release": f"state = 'sent', {AS_RELEASED}",
    "negotiated without a release": f"state = 'negotiating', {AS_RELEASED}",
    "won without a release": f"state = 'accepted', {AS_RELEASED}",
    "expired, to be opened again": f"state = 'expired', {AS_RELEASED}",
    "replaced before anybody had it": "state = 'superseded'",
    "with the approval of something else": f"state = 'approved', approval_id = 1, {AS_RELEASED}",
    "with an approval that waits": f"state = 'approved', approval_id = 2, {AS_RELEASED}",
}
APPROVED = {
    "another content": "content = '{}'",
    "another content and hash": "content = '{}', content_hash = 'x'",
    "another hash": "content_hash = 'x'",
    "a hash that was not approved": "approved_hash = 'x'",
    "without the instant": "approved_at = NULL",
}


def made(database: Database) -> int:
    """D1 of Ana (1), edited by Bob (2), whom Sol (3) and Max (4) may release; approval 2 waits, 1 is of another thing."""
    with database.deciding() as session:
        for name, role in (("Ana", "salesperson"), ("Bob", "supervisor"), ("Sol", "supervisor"), ("Max", "manager")):
            session.add(ColleagueRow(name=name, roles=[role], language="en", zone="Asia/Shanghai", joined_at=AT))
            session.flush()
        about = a_conversation(owner_id=1)
        session.add(about)
        session.flush()
        work = work_of(session)
        words = (line("made"),)
        row, version = quotes.begun(work, offer(), conversation=about.id, customer=None, owner=1, by=1, words=words)
        quotes.rewritten(work, version, offer(lamp(price="3.10")), 2, words)
        quotes.rewritten(work, version, offer(), 1, words)
        rows = (Needed("quote", roles=("supervisor",)),)
        other = approvals.asked(work, "quote", "quote-version:99", to_plain(offer()), words, rows, by=1)
        approvals.give(work, other, Given(3, 3, 0))
        approvals.end(work, other, ApprovalState.APPROVED, by=3)
        quotes.moved(work, version, QuoteEvent.COSTED)
        approvals.asked(work, "quote", subject_of(version), version.content, words, rows, by=1)
        quotes.moved(work, version, QuoteEvent.TO_SUPERVISOR)
        session.commit()
        return row.id


@pytest.mark.experiment("T27", "a quotation released straight in the database", "refused by it, both kinds")
@pytest.mark.parametrize("attack", DRAFT)
def test_the_database_releases_nothing_without_its_approval(database: Database, attack: str, seen: Seen) -> None:
    made(database)
    with pytest.raises(DBAPIError), database.engine.begin() as connection:
        connection.execute(text(THIEVES.format(DRAFT[attack])))
    seen(f"{len(DRAFT) + len(APPROVED) + 4} of {len(DRAFT) + len(APPROVED) + 4} refused")


def released(database: Database) -> None:
    """Sol has released it, as the desk does it."""
    made(database)
    with database.deciding() as session:
        work = work_of(session)
        version, held = quotes.current(session, session.get_one(QuoteRow, 1)), approvals.approval(session, 2)
        assert held is not None
        approvals.give(work, held, Given(3, 3, 0))
        approvals.end(work, held, ApprovalState.APPROVED, by=3)
        version.approval_id, version.approved_at, version.approved_hash = held.id, AT, version.content_hash
        quotes.moved(work, version, QuoteEvent.APPROVED)
        session.commit()


@pytest.mark.parametrize("attack", APPROVED)
def test_what_was_released_does_not_change_under_its_release(database: Database, attack: str) -> None:
    released(database)
    with pytest.raises(DBAPIError), database.engine.begin() as connection:
        connection.execute(text(THIEVES.format(APPROVED[attack])))


@pytest.mark.experiment("T27", "two people release a quotation at the same instant", "approved once, one number")
def test_a_race_of_two_releases_gives_one_number(database: Database, seen: Seen) -> None:
    made(database)
    start, outcomes = threading.Barrier(2), list[str]()

    def press(who: int) -> None:
        start.wait()
        try:
            with database.deciding() as session:
                held, me = approvals.approval(session, 2), colleague(session, who)
                assert held is not None
                assert me is not None
                approved(work_of(session), held, me, CARRY, FOLLOW)
                session.commit()
            outcomes.append("done")
        except (Refused, DBAPIError) as no:
            outcomes.append(type(no).__name__)

    threads = [threading.Thread(target=press, args=(who,)) for who in (3, 4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(60)
    assert outcomes.count("done") == 1, outcomes
    with database.reading() as session:
        assert [each.number for each in session.query(QuoteRow)] == ["Q-2026-0001"]
        assert [each.last for each in session.query(SeriesRow)] == [1, 1], "of the year, and of all years"
    seen(f"1 done, {next(each for each in outcomes if each != 'done')}")


def test_a_release_that_is_void_sends_nothing(database: Database) -> None:
    released(database)
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE approvals SET state = 'void' WHERE id = 2"))
    with pytest.raises(DBAPIError), database.engine.begin() as connection:
        connection.execute(text(THIEVES.format("state = 'sent', sent_at = edited_at")))


@pytest.mark.parametrize(("by", "seat"), [(2, 2), (4, 2), (2, 4)])
def test_whoever_edited_it_once_gives_no_release_and_lends_no_seat(database: Database, by: int, seat: int) -> None:
    """Bob's words are in revision 2; the columns of the approval do not name him."""
    made(database)
    with pytest.raises(DBAPIError), database.deciding() as session:
        held = approvals.approval(session, 2)
        assert held is not None
        approvals.give(work_of(session), held, Given(by, seat, 0))


def test_no_version_begins_as_released_and_no_revision_is_rewritten(database: Database) -> None:
    made(database)
    columns = "version, revision, content, content_hash, currency, total, margin, made_by, made_at, edited_by, edited_at, reason"
    for attack in (
        f"INSERT INTO quote_versions (quote_id, state, approved_hash, approved_at, {columns}) SELECT quote_id, 'approved',"
        f" content_hash, edited_at, 2, {columns.partition(', ')[2]} FROM quote_versions",
        "UPDATE quote_revisions SET content = '{}'",
    ):
        with pytest.raises(DBAPIError), database.engine.begin() as connection:
            connection.execute(text(attack))


def test_the_rule_releases_only_where_the_department_has_said_so(database: Database) -> None:
    made(database)
    by_rule = THIEVES.format(f"state = 'approved', {AS_RELEASED}")
    with database.deciding() as session:
        set_value(replace(work_of(session)), "quote.approval", "by_margin", None)
        session.commit()
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE quote_versions SET edited_at = (SELECT max(valid_from) FROM settings)"))
        assert connection.execute(text(by_rule)).rowcount == 1
