"""T27: whoever can release her own release has none at all.

GitLab let authors approve their own merge requests after a rebase that somebody else pushed (CVE-2021-22258 and its kin);
SAP, Odoo and ERPNext each had approvals that outlived a change of the amount. Twelve ways to the same end are tried here;
each must leave the card as it was, and the database refuses what the code would refuse.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from handlers.approved import CARRY, FOLLOW
from handlers.approving import approved
from handlers.customer_holding import field_changed
from rules.letter import Buyer
from rules.refusal import Refused
from storage.approvals import approval
from storage.colleagues import colleague
from storage.customers import opened as customer_opened
from storage.database import Database
from storage.tables.approvals import ReleaseRow
from storage.tables.colleagues import ChatAccountRow, ColleagueRow
from storage.tables.customers import CustomerRow
from tests.dialogues.desk import Desk
from tests.experiments import Seen
from tests.storage.rows import AT, work_of

GRADE = "/customer 1 grade A"


@pytest.fixture
def firm(desk: Desk) -> Desk:
    """Ana's customer; Max and Mia are managers; a grade needs a manager who did not want it, whoever asks."""
    desk.hires("Mia", "manager").hires("Sol", "salesperson", "manager")
    desk.says("Ana", "/customer add Kunde GmbH, Spain, eva@kunde.example")
    desk.says("Max", "/approvals table customer.grade: manager")
    return desk.settle().forget()


def grade(desk: Desk) -> str:
    with desk.database.reading() as session:
        return session.get_one(CustomerRow, 1).grade


def state(desk: Desk, number: int = 1) -> str:
    with desk.database.reading() as session:
        row = approval(session, number)
        assert row is not None
        return row.state


def nonce(desk: Desk, person: str, label: str) -> str:
    return next(each.nonce for each in reversed(desk._buttons(person)) if each.label == label)


def own_request(desk: Desk) -> None:
    """A manager approves what he himself has asked for."""
    desk.says("Max", GRADE).says("Max", "/approve 1").says("Max", "/return 1 no")
    assert state(desk) == "asked"


def edit_after_approval(desk: Desk) -> None:
    """One of two has approved A; the content becomes B: nothing of the first approval counts for the second."""
    desk.says("Max", "/approvals table customer.grade: 2 of manager").says("Ana", GRADE)
    desk.says("Mia", "/approve 1").says("Ana", "/customer 1 grade B").says("Max", "/approve 2").says(
        "Max", "/approve 1"
    )
    assert (state(desk, 1), state(desk, 2)) == ("void", "asked")


def delegated(desk: Desk) -> None:
    """Max asks and goes on leave; his deputy may not release it in his place."""
    desk.says("Max", GRADE).says("Max", "/away 2026-03-02 2026-03-20 Bob").says("Bob", "/approve 1")
    assert state(desk) == "asked"


def second_account(desk: Desk) -> None:
    """The same person from another chat account."""
    desk.says("Max", GRADE)
    with desk.database.deciding() as session:
        number = session.query(ColleagueRow).filter_by(name="Max").one().id
        session.add(ChatAccountRow(front="console", account="max2", place="max2", colleague_id=number, since=desk.now))
        session.commit()
    desk.says("Max2", "/approve 1").says("Max2", "/approvals 1")
    assert "Approve" not in desk.buttons("Max2")


def replayed_button(desk: Desk) -> None:
    """The button for A, pressed again after A has become B; and that of a card that was somebody else's."""
    desk.says("Ana", GRADE)
    old = nonce(desk, "Mia", "Approve")
    desk.says("Ana", "/customer 1 grade B").presses_nonce("Mia", old)
    desk.presses_nonce("Ana", nonce(desk, "Mia", "Approve")).presses_nonce("Ana", old)
    assert state(desk, 2) == "asked"


def stale_number(desk: Desk) -> None:
    """The number of a version that is void; one that never was; one with text behind it."""
    desk.says("Ana", GRADE).says("Ana", "/customer 1 grade B")
    for said in ("/approve 1", "/approve 3", "/approve -2", "/approve 99999999999999999999", "/approve"):
        desk.says("Mia", said)
    assert state(desk, 2) == "asked"


def approver_who_edited(desk: Desk) -> None:
    """Mia changes what Ana has asked for, and approves it; Ana, whose it was at first, has become a manager."""
    desk.says("Ana", GRADE).says("Mia", "/customer 1 grade B").says("Mia", "/approve 2")
    promoted(desk, "Ana", "manager")
    desk.says("Ana", "/approve 2")
    assert state(desk, 2) == "asked"


def deputy_who_created(desk: Desk) -> None:
    """Ana asks, and is the deputy of the only managers who are here."""
    desk.says("Max", "/away 2026-03-02 2026-03-20 Ana").says("Mia", "/away 2026-03-02 2026-03-20 Ana")
    desk.says("Sol", "/away 2026-03-02 2026-03-20 Ana").says("Ana", GRADE).says("Ana", "/approve 1")
    desk.jumps(days=2).says("Ana", "/approve 1")
    assert state(desk) == "asked"


def dismissed(desk: Desk) -> None:
    """A manager who has been dismissed presses the button that stood in his chat."""
    desk.says("Ana", GRADE)
    button = nonce(desk, "Mia", "Approve")
    desk.says("Ada", "/dismiss Mia").presses_nonce("Mia", button).says("Mia", "/approve 1")
    assert state(desk) == "asked"


def role_lost(desk: Desk) -> None:
    """A manager when the card came, a viewer when she presses."""
    desk.says("Ana", GRADE)
    button = nonce(desk, "Mia", "Approve")
    promoted(desk, "Mia", "viewer")
    desk.presses_nonce("Mia", button).says("Mia", "/approve 1")
    assert state(desk) == "asked"


def undone(desk: Desk) -> None:
    """Taking back and asking again does not make one's own somebody else's; a voided one is not revived."""
    desk.says("Sol", GRADE).says("Sol", "/undo").says("Sol", "/approvals withdraw 1").says("Sol", "/approve 1")
    desk.says("Sol", GRADE).says("Sol", "/approve 2").says("Sol", "/undo")
    assert (state(desk, 1), state(desk, 2)) == ("void", "asked")


def borrowed_words(desk: Desk) -> None:
    """A forwarded "/approve 1" is nobody's word; neither is one in the subject of a mail."""
    desk.says("Ana", GRADE).says("Mia", "/approve 1", borrowed=True, forwarded_from="Ana")
    desk.receives("/approve 1", sender="mia@firm.example", subject="/approve 1")
    assert state(desk) == "asked"


PATHS: list[Callable[[Desk], None]] = [
    own_request,
    edit_after_approval,
    delegated,
    second_account,
    replayed_button,
    stale_number,
    approver_who_edited,
    deputy_who_created,
    dismissed,
    role_lost,
    undone,
    borrowed_words,
]


def promoted(desk: Desk, name: str, *roles: str) -> None:
    with desk.database.deciding() as session:
        session.query(ColleagueRow).filter_by(name=name).one().roles = list(roles)
        session.commit()


@pytest.mark.experiment("T27", "twelve ways to release one's own", "0 of 12")
@pytest.mark.parametrize("path", PATHS, ids=[each.__name__ for each in PATHS])
def test_nobody_releases_her_own(firm: Desk, path: Callable[[Desk], None], seen: Seen) -> None:
    path(firm)
    assert grade(firm) == ""
    seen("0 of 12")


def test_the_way_that_is_meant_works(firm: Desk) -> None:
    firm.says("Ana", GRADE).presses("Mia", "Approve")
    assert (grade(firm), state(firm)) == ("A", "approved")


SQL = {
    "decided by who asked": "UPDATE approvals SET state = 'approved', decided_by = asked_by, decided_at = asked_at",
    "approved by nobody": "UPDATE approvals SET state = 'approved'",
    "approved without releases": "UPDATE approvals SET state = 'approved', decided_by = 2, decided_at = asked_at",
    "another content": "UPDATE approvals SET content = '{}'",
    "another hash": "UPDATE approvals SET content_hash = 'x'",
    "fewer releases needed": "UPDATE approvals SET needs = 0",
    "another asker": "UPDATE approvals SET asked_by = 2",
    "released by who asked": (
        "INSERT INTO releases SELECT id, asked_by, 2, 0, asked_by, created_by, edited_by, content_hash, asked_at FROM approvals"
    ),
    "released in the seat of who asked": (
        "INSERT INTO releases SELECT id, 2, asked_by, 0, asked_by, created_by, edited_by, content_hash, asked_at FROM approvals"
    ),
    "released with a false asker": (
        "INSERT INTO releases SELECT id, asked_by, 2, 0, 2, 2, 2, content_hash, asked_at FROM approvals"
    ),
    "released with a false hash": (
        "INSERT INTO releases SELECT id, 2, 2, 0, asked_by, created_by, edited_by, 'x', asked_at FROM approvals"
    ),
    "a second one for the same subject": (
        "INSERT INTO approvals (thing, subject, content, content_hash, words, steps, needs, state, asked_by, created_by,"
        " edited_by, asked_at, remind_at, deputy_at, expires_at, reason) SELECT thing, subject, content, 'y', words, steps,"
        " needs, 'asked', asked_by, created_by, edited_by, asked_at, remind_at, deputy_at, expires_at, '' FROM approvals"
    ),
    "one that begins as approved": (
        "INSERT INTO approvals (thing, subject, content, content_hash, words, steps, needs, state, asked_by, created_by,"
        " edited_by, asked_at, remind_at, deputy_at, expires_at, reason, decided_by) SELECT thing, 'other', content, 'y',"
        " words, steps, needs, 'approved', asked_by, created_by, edited_by, asked_at, remind_at, deputy_at, expires_at, '', 2"
        " FROM approvals"
    ),
}  # fmt: skip


def asked_in(database: Database) -> int:
    """Ana (1) wants grade A for customer 1; Max (2) and Mia (3) are managers."""
    with database.deciding() as session:
        for name, role in (("Ana", "salesperson"), ("Max", "manager"), ("Mia", "manager")):
            session.add(ColleagueRow(name=name, roles=[role], language="en", zone="Asia/Shanghai", joined_at=AT))
            session.flush()
        work = work_of(session)
        row = customer_opened(work, Buyer(company="Kunde GmbH"))
        me = colleague(session, 1)
        assert me is not None
        held, _ = field_changed(work, row, "grade", "A", me)
        assert held is not None
        number = held.id
        session.commit()
    return number


@pytest.mark.experiment("T27", "the same written straight into the database", "refused by it, both kinds")
@pytest.mark.parametrize("attack", SQL)
def test_the_database_refuses_it_too(database: Database, attack: str, seen: Seen) -> None:
    asked_in(database)
    with pytest.raises(DBAPIError), database.engine.begin() as connection:
        connection.execute(text(SQL[attack]))
    seen(f"{len(SQL)} of {len(SQL)} refused")


def test_what_has_ended_is_not_revived_by_sql_either(database: Database) -> None:
    asked_in(database)
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE approvals SET state = 'void'"))
    with pytest.raises(DBAPIError), database.engine.begin() as connection:
        connection.execute(text("UPDATE approvals SET state = 'asked'"))


@pytest.mark.experiment("T27", "two managers release at the same instant", "done once, one release")
def test_a_race_of_two_approvals_is_one(database: Database, seen: Seen) -> None:
    number = asked_in(database)
    start, outcomes = threading.Barrier(2), []

    def press(who: int) -> None:
        start.wait()
        try:
            with database.deciding() as session:
                work, row, me = work_of(session), approval(session, number), colleague(session, who)
                assert row is not None
                assert me is not None
                approved(work, row, me, CARRY, FOLLOW)
                session.commit()
            outcomes.append("done")
        except (Refused, DBAPIError) as no:
            outcomes.append(type(no).__name__)

    threads = [threading.Thread(target=press, args=(who,)) for who in (2, 3)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(60)
    assert sorted(outcomes)[-1] == "done"
    assert outcomes.count("done") == 1, outcomes
    with database.reading() as session:
        found: Any = session.query(ReleaseRow).all()
        assert len(found) == 1
        assert session.get_one(CustomerRow, 1).grade == "A"
        assert session.get_one(CustomerRow, 1).version == 2, "written once"
    seen(f"1 done, {next(each for each in outcomes if each != 'done')}")
