"""The department of the dialogues: Ana and Bob sell, Dora hands out, Max manages, Ada looks after the machine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.database import Database, file_of, opened
from tests.dialogues.desk import Desk


@pytest.fixture(scope="session")
def one_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """One engine for all dialogues of a worker, so that each statement is compiled once; the file below it is changed."""
    database = opened(f"sqlite:///{tmp_path_factory.mktemp('desk') / 'desk.db'}")
    yield database
    database.close()


@pytest.fixture
def fresh_database(one_engine: Database, sqlite_template: Path) -> Database:
    """An empty, migrated database under the common engine."""
    one_engine.close()
    file = file_of(str(one_engine.engine.url))
    assert file is not None
    for each in (file, file.with_name("desk.db-wal"), file.with_name("desk.db-shm")):
        each.unlink(missing_ok=True)
    shutil.copyfile(sqlite_template, file)
    return one_engine


@pytest.fixture
def empty_desk(tmp_path: Path, fresh_database: Database) -> Iterator[Desk]:
    desk = Desk(tmp_path, database=fresh_database)
    yield desk
    desk.close()


@pytest.fixture
def desk(empty_desk: Desk) -> Desk:
    return (
        empty_desk.hires("Ana")
        .hires("Bob")
        .hires("Dora", "dispatcher")
        .hires("Max", "manager")
        .hires("Ada", "administrator")
        .settle()
        .forget()
    )


@pytest.fixture
def quiet(desk: Desk) -> Desk:
    """The department in a moment in which nobody has anything left to say."""
    return desk.settle().forget()
