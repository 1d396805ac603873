"""F41 in short: an upgrade that is killed half-way leaves the former schema, and the next start brings it up."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import inspect

from app.migrate import upgrade, version_of
from storage import migrations
from storage.database import opened

ROOT = Path(__file__).parents[2]
KILLED_AT_TABLE = """
import os, signal, sys
from alembic import op
from app.migrate import upgrade
from storage.database import opened
made, count = op.create_table, 0
def create_table(*given, **named):
    global count
    count += 1
    if count == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
    return made(*given, **named)
op.create_table = create_table
upgrade(opened(sys.argv[1]))
"""


@pytest.mark.parametrize("table", [1, 7, 20])
def test_a_killed_upgrade_leaves_nothing_behind_and_the_next_one_succeeds(empty_url: str, table: int) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED_AT_TABLE, empty_url, str(table)], cwd=ROOT, timeout=60)
    assert done.returncode == -9
    database = opened(empty_url)
    assert inspect(database.engine).get_table_names() == []
    assert upgrade(database)
    assert version_of(database) == migrations.versions()[-1]
    database.close()
