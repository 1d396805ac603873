"""The record of who did what: sealed, and every change of it is seen (R12, T34)."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from rules.words import line
from storage import happenings
from storage.audit import sealed
from storage.database import Database
from storage.happenings import broken_seals
from storage.tables.happenings import HappeningRow
from tests.storage.rows import AT, work_of

FREED = {
    "sqlite": ["DROP TRIGGER happenings_not_changed", "DROP TRIGGER happenings_not_removed"],
    "postgresql": ["ALTER TABLE happenings DISABLE TRIGGER ALL"],
}
FORGERIES = [
    ("UPDATE happenings SET actor = 8 WHERE id = 3", 3),
    ("UPDATE happenings SET words = replace(words, 'Ana', 'Bob') WHERE id = 3", 3),
    ("UPDATE happenings SET after = '2' WHERE id = 3", 3),
    ("UPDATE happenings SET at = '2026-03-06 09:00:01+00:00' WHERE id = 3", 3),
    ("UPDATE happenings SET seal = replace(seal, substr(seal, 1, 1), 'x') WHERE id = 3", 3),
    ("DELETE FROM happenings WHERE id = 3", 4),
]


def five_noted(database: Database) -> None:
    for _ in range(5):
        with database.deciding() as session:
            work = work_of(session)
            happenings.note(work, "assigned", line("{person} took it.", person="Ana"), actor=7, before=0, after=1)
            happenings.write(work)
            session.commit()


def test_an_untouched_record_holds(database: Database) -> None:
    five_noted(database)
    with database.reading() as session:
        found = sealed(session)
    assert (found.entries, found.broken) == (5, ())


@pytest.mark.parametrize(("forgery", "number"), FORGERIES)
def test_whoever_changes_the_record_is_found_out(database: Database, forgery: str, number: int) -> None:
    five_noted(database)
    with database.engine.connect() as connection, connection.begin():
        for each in FREED[database.engine.dialect.name]:
            connection.execute(text(each))
        if database.is_sqlite:
            forgery = forgery.replace("+00:00", ".000000")
        connection.execute(text(forgery))
    with database.reading() as session:
        assert next(broken_seals(session)) == number


def test_what_is_noted_in_one_decision_is_written_with_it(database: Database) -> None:
    with database.deciding() as session:
        work = work_of(session)
        happenings.note(work, "opened", line("One."), conversation=1001)
        happenings.note(work, "assigned", line("Two."), conversation=1001)
        happenings.write(work)
        happenings.write(work)
        session.commit()
    with database.reading() as session:
        rows = happenings.timeline(session, 1001)
        assert [each.verb for each in rows] == ["opened", "assigned"]
        assert [each.at for each in rows] == [AT, AT]


def blackened(database: Database, number: int) -> None:
    """What stood in that entry is blacked out, and the sealed entry says so (R337)."""
    with database.deciding() as session:
        work = work_of(session)
        row = session.get_one(HappeningRow, number)
        digest = happenings.blacken(work, row, [["{verbatim}", [["verbatim", "-"]], False]], None, None)
        after = {"entries": {str(number): digest}}
        happenings.note(work, happenings.FORGOTTEN, line("forgotten"), actor=7, after=after)
        happenings.write(work)
        session.commit()


def test_what_was_blacked_out_on_request_breaks_no_seal(database: Database) -> None:
    five_noted(database)
    blackened(database, 3)
    blackened(database, 4)
    blackened(database, 3)
    with database.reading() as session:
        found = sealed(session)
    assert (found.entries, found.broken, found.blackened) == (8, (), 2)


def test_the_database_lets_nobody_change_an_entry_that_is_not_named(database: Database) -> None:
    five_noted(database)
    blackened(database, 3)
    for statement in ("words = '[]' WHERE id = 2", "actor = 9 WHERE id = 3", "seal = '' WHERE id = 3"):
        with pytest.raises(DBAPIError, match="append-only"), database.engine.connect() as raw, raw.begin():
            raw.execute(text(f"UPDATE happenings SET {statement}"))
