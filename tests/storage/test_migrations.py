"""The schema: what the migrations make is what the tables say, on both databases; up, down, and never backwards."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from app.migrate import checked, upgrade, version_of
from rules.refusal import Refused
from storage import migrations
from storage.database import Database, opened
from storage.tables import Base
from tests.storage.rows import AT, a_conversation


def test_the_migrated_schema_is_the_one_the_tables_describe(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_an_empty_database_is_brought_up_once(empty_url: str) -> None:
    database = opened(empty_url)
    assert version_of(database) is None
    assert not checked(database)
    assert upgrade(database)
    assert not upgrade(database)
    assert version_of(database) == migrations.versions()[-1]
    assert checked(database)
    database.close()


def test_the_files_of_the_versions_are_named_in_the_order_in_which_they_are_applied() -> None:
    applied = ScriptDirectory(str(Path(migrations.__file__).parent)).walk_revisions()
    assert migrations.versions() == tuple(each.revision for each in applied)[::-1]


def test_every_version_can_be_taken_back_and_made_again(database: Database) -> None:
    with database.engine.connect() as connection, connection.begin():
        migrations.downgrade(connection)
        assert inspect(connection).get_table_names() == ["alembic_version"]
    assert upgrade(database)
    assert set(Base.metadata.tables) < set(inspect(database.engine).get_table_names())


def test_a_migration_that_fails_half_way_leaves_nothing(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    database = opened(empty_url)
    with monkeypatch.context() as patched, pytest.raises(DBAPIError):
        patched.setattr("alembic.op.execute", lambda _: _broken())
        upgrade(database)
    assert inspect(database.engine).get_table_names() == []
    assert upgrade(database)
    database.close()


def _broken() -> None:
    from alembic import op

    op.get_bind().execute(text("SELECT this is no statement"))


def test_an_old_program_refuses_the_schema_of_a_newer_one(database: Database) -> None:
    with database.engine.connect() as connection, connection.begin():
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Refused, match="9999") as refused:
        upgrade(database)
    assert "newer program" in str(refused.value)
    with pytest.raises(Refused):
        checked(database)


def test_conversations_are_numbered_from_1001(database: Database) -> None:
    with database.deciding() as session:
        first, second = a_conversation(), a_conversation()
        session.add_all([first, second])
        session.flush()
        assert sorted((first.id, second.id)) == [1001, 1002]


@pytest.mark.parametrize("statement", ["UPDATE happenings SET verb = 'x'", "DELETE FROM happenings"])
def test_what_has_happened_is_never_changed_or_removed(database: Database, statement: str) -> None:
    insert = text("INSERT INTO happenings (at, event, verb, words, seal) VALUES (:at, 'e', 'v', '[]', '')")
    with database.engine.connect() as connection, connection.begin():
        connection.execute(insert, {"at": AT.isoformat()})
    with pytest.raises(DBAPIError, match="append-only"), database.engine.connect() as connection, connection.begin():
        connection.execute(text(statement))
