"""The database itself: a journal that loses nothing, instants with their zone, writers that wait for each other."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, StatementError

from storage.database import (
    Database,
    faults_found,
    file_of,
    is_away,
    is_worth_repeating,
    journal_of,
    opened,
    sqlite_library,
)
from storage.facts import department_secret, fact, fact_since, remember
from storage.tables.machine import FactRow
from tests.storage.rows import AT

JOURNALS = [
    ((3, 40, 1), "TRUNCATE", "Debian 12 has the WAL-reset bug"),
    ((3, 44, 5), "TRUNCATE", "just before the fix of its branch"),
    ((3, 44, 6), "WAL", "fixed in its branch"),
    ((3, 45, 0), "TRUNCATE", "a branch without a fix"),
    ((3, 50, 6), "TRUNCATE", "just before the fix of its branch"),
    ((3, 50, 7), "WAL", "fixed in its branch"),
    ((3, 51, 2), "TRUNCATE", "the last one with the bug"),
    ((3, 51, 3), "WAL", "fixed"),
    ((3, 53, 4), "WAL", "fixed for good"),
]


@pytest.mark.parametrize(("version", "journal", "because"), JOURNALS)
def test_the_journal_is_the_one_that_is_safe_with_this_library(
    version: tuple[int, int, int], journal: str, because: str
) -> None:
    assert journal_of(version) == journal, because


def test_sqlite_runs_with_the_safe_journal_full_sync_and_foreign_keys(sqlite_database: Database) -> None:
    with sqlite_database.reading() as session:
        told = [session.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous", "foreign_keys")]
    assert told == [journal_of(sqlite_library().sqlite_version_info).lower(), 2, 1]


@pytest.mark.parametrize("style", ["WAL", "TRUNCATE"])
def test_two_writers_on_sqlite_lose_nothing(sqlite_url: str, style: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """F22: reading first and writing then, 2 x 100 times, in the safe journal and in the fall-back one."""
    monkeypatch.setattr("storage.database.journal_of", lambda version: style)
    _count_to(sqlite_url, 100)


def test_two_writers_on_postgresql_lose_nothing(postgresql_url: str) -> None:
    _count_to(postgresql_url, 50)


def _count_to(url: str, each: int) -> None:
    first = opened(url)
    with first.deciding() as session:
        remember(session, "count", 0, AT)
        session.commit()
    first.close()
    faults: list[Exception] = []
    writers = [threading.Thread(target=_adds, args=(url, each, faults)) for _ in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert faults == []
    last = opened(url)
    with last.reading() as session:
        assert fact(session, "count") == 2 * each
    last.close()


def _adds(url: str, times: int, faults: list[Exception]) -> None:
    database = opened(url)
    try:
        for _ in range(times):
            while not _added(database):
                pass
    except Exception as fault:
        faults.append(fault)
    finally:
        database.close()


def _added(database: Database) -> bool:
    """One more; False where PostgreSQL wants it decided anew."""
    try:
        with database.deciding() as session:
            session.get_one(FactRow, "count").value += 1
            session.commit()
        return True
    except Exception as fault:
        if is_worth_repeating(fault):
            return False
        raise


def test_a_reader_sees_what_was_there_while_somebody_writes(sqlite_database: Database) -> None:
    with sqlite_database.deciding() as session:
        remember(session, "begin", "before", AT)
        session.commit()
    with sqlite_database.deciding() as writing, sqlite_database.reading() as reading:
        remember(writing, "begin", "after", AT)
        writing.flush()
        assert fact(reading, "begin") == "before"


def test_an_instant_comes_back_as_it_was_in_utc(database: Database) -> None:
    shanghai = datetime(2026, 3, 6, 17, 0, 0, 123456, tzinfo=timezone(timedelta(hours=8)))
    with database.deciding() as session:
        remember(session, "at", "x", shanghai)
        session.commit()
    with database.reading() as session:
        found = fact_since(session, "at")
    assert found == shanghai
    assert found is not None
    assert found.utcoffset() == timedelta(0)


def test_an_instant_without_a_zone_is_never_stored(database: Database) -> None:
    with database.deciding() as session, pytest.raises((ValueError, StatementError), match="without a zone"):
        remember(session, "at", "x", datetime(2026, 3, 6))
        session.flush()


def test_the_secret_is_born_once_and_stays(database: Database) -> None:
    secrets = []
    for _ in range(2):
        with database.deciding() as session:
            secrets.append(department_secret(session, AT))
            session.commit()
    assert secrets[0] == secrets[1]
    assert len(secrets[0]) == 32


def test_a_sound_database_has_no_faults(database: Database) -> None:
    assert faults_found(database) == ()


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("sqlite:////var/lib/x.db", Path("/var/lib/x.db")),
        ("sqlite:///x.db", Path("x.db")),
        ("postgresql://a@b/c", None),
    ],
)
def test_only_a_sqlite_address_names_a_file(url: str, file: Path | None) -> None:
    assert file_of(url) == file


def test_what_a_database_cannot_do_now_is_told_from_what_it_never_does(
    sqlite_database: Database, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.database.BUSY_SECONDS", 0.1)
    other = opened(sqlite_url)
    with sqlite_database.deciding() as holding:
        holding.connection()
        with pytest.raises(DBAPIError) as busy, other.deciding() as session:
            session.connection()
        assert is_away(busy.value)
        assert is_worth_repeating(busy.value)
    odd = text("SELECT 'a' LIKE :pattern")
    with other.reading() as session, pytest.raises(DBAPIError) as never:
        session.execute(odd, {"pattern": "%a" * 60_000})
    assert not is_away(never.value)
    other.close()


def test_a_stopped_server_is_away() -> None:
    nobody = opened("postgresql://nobody@127.0.0.1:1/nothing")
    with pytest.raises(DBAPIError) as away, nobody.reading() as session:
        session.execute(text("SELECT 1"))
    assert is_away(away.value)
    nobody.close()
