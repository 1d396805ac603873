"""F41: an upgrade that is killed half-way leaves the former schema, and the next start brings it up; on both databases."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from app.migrate import upgrade, version_of
from rules.refusal import Refused
from storage import migrations
from storage.database import Database, opened
from storage.facts import fact, remember
from tests.experiments import Seen

ROOT = Path(__file__).parents[2]
AT = datetime(2026, 3, 6, 9, 0, tzinfo=UTC)
NEXT = '''"""A later schema, in this test only: a table, a column with a value, an index, a table rebuilt, rows changed."""

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "9999", "{last}", None, None


def upgrade() -> None:
    op.create_table("later", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String))
    op.execute("INSERT INTO later (name) SELECT name FROM facts")
    with op.batch_alter_table("facts") as table:
        table.add_column(sa.Column("note", sa.String, nullable=False, server_default="from before"))
    op.create_index("ix_later_name", "later", ["name"])
    op.execute("UPDATE facts SET note = name")
    with op.batch_alter_table("leases", recreate="always" if op.get_bind().dialect.name == "sqlite" else "auto") as table:
        table.alter_column("until", new_column_name="ends")


def downgrade() -> None:
    raise NotImplementedError
'''
STEPS = 6
KILLED = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import Engine, event
from app.migrate import upgrade
from storage import migrations
from storage.database import opened
migrations._HOME = Path(sys.argv[2])
count = 0
@event.listens_for(Engine, "before_cursor_execute")
def on_statement(connection, cursor, statement, *more):
    global count
    if statement.lstrip().split(" ")[0].upper() in {"CREATE", "ALTER", "INSERT", "UPDATE", "DROP", "DELETE"}:
        count += 1
        if count == int(sys.argv[3]):
            os.kill(os.getpid(), signal.SIGKILL)
upgrade(opened(sys.argv[1]))
print(count)
"""


def killed(url: str, home: Path, statement: int) -> subprocess.CompletedProcess[str]:
    """An upgrade that dies before its statement of that number; what it printed is how many there are."""
    order = [sys.executable, "-c", KILLED, url, str(home), str(statement)]
    return subprocess.run(order, cwd=ROOT, timeout=120, capture_output=True, text=True)


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """The migrations of a later release: ours, and one more."""
    home = tmp_path / "migrations"
    shutil.copytree(Path(migrations.__file__).parent, home, ignore=shutil.ignore_patterns("__pycache__"))
    (home / "versions" / "9999_later.py").write_text(NEXT.format(last=migrations.versions()[-1]), encoding="utf-8")
    return home


def with_facts(database: Database) -> None:
    with database.deciding() as session:
        for number in range(5):
            remember(session, f"fact{number}", number, AT)
        session.commit()


@pytest.mark.experiment("F41", "the first schema is killed in its middle", "nothing left, the next start makes it")
def test_a_killed_first_schema_leaves_nothing_behind(empty_url: str, seen: Seen) -> None:
    home = Path(migrations.__file__).parent
    assert killed(empty_url, home, 40).returncode == -9
    database = opened(empty_url)
    assert inspect(database.engine).get_table_names() == []
    assert upgrade(database)
    assert version_of(database) == migrations.versions()[-1]
    database.close()
    seen("rolled back, then made")


@pytest.mark.experiment("F41", "an upgrade killed in its middle", "the old schema stands, the next ends it")
def test_a_killed_upgrade_is_rolled_back_and_done_by_the_next(
    database: Database, database_url: str, newer: Path, seen: Seen
) -> None:
    seen(killed_at(database, database_url, newer, [STEPS]))


@pytest.mark.slow
@pytest.mark.experiment(
    "F41", "an upgrade killed before each of its statements", "the old schema stands, the next ends it"
)
def test_an_upgrade_killed_before_each_statement_is_rolled_back(
    database: Database, database_url: str, newer: Path, seen: Seen
) -> None:
    seen(killed_at(database, database_url, newer, list(range(1, STEPS + 1))))


def killed_at(database: Database, url: str, home: Path, statements: list[int]) -> str:
    with_facts(database)
    before = version_of(database)
    tables = sorted(inspect(database.engine).get_table_names())
    for statement in statements:
        assert killed(url, home, statement).returncode == -9, f"it did not come to statement {statement}"
        database.close()
        assert version_of(database) == before
        assert sorted(inspect(database.engine).get_table_names()) == tables
        with database.reading() as session:
            assert [fact(session, f"fact{number}") for number in range(5)] == [0, 1, 2, 3, 4]
    done = killed(url, home, 0)
    assert done.returncode == 0, done.stderr[-1000:]
    database.close()
    with database.reading() as session:
        rows = session.execute(text("SELECT count(*), min(note) FROM facts WHERE name LIKE 'fact%'")).one()
        assert tuple(rows) == (5, "fact0")
        assert session.scalar(text("SELECT count(*) FROM later")) >= 5
    return f"{database.engine.dialect.name}: {len(statements)} kills before {done.stdout.strip()} statements, then done"


@pytest.mark.experiment("F41", "an older program is started on a newer schema", "refuses with a clear text")
def test_an_older_program_leaves_a_newer_schema_alone(
    database: Database, database_url: str, newer: Path, seen: Seen
) -> None:
    assert killed(database_url, newer, 0).returncode == 0
    database.close()
    with pytest.raises(Refused) as no:
        upgrade(database)
    assert "has schema 9999" in str(no.value)
    assert "infodesk restore FILE" in str(no.value)
    assert version_of(database) == "9999"
    seen(str(no.value)[:70])
