"""The database: SQLite in a safe combination of library and journal, or PostgreSQL by its address."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.orm import Session

BUSY_SECONDS = 5
SERIALIZATION_FAILURES = {"40001", "40P01"}
POSTGRESQL = {"connect_timeout": 5, "keepalives_idle": 30, "keepalives_interval": 10, "tcp_user_timeout": 20_000}
"""A server that has vanished without a word is noticed within seconds, not within the hours that TCP gives it."""
_PASSING = {"SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_NOMEM", "SQLITE_CANTOPEN"}
_PASSING_STATES = {"08", "40", "53", "55", "57", "58"}
"""PostgreSQL's classes of connections, transactions given back, resources, locks, an operator's word, the system."""
_LOST = {"SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_CORRUPT", "SQLITE_NOTADB"}


class DatabaseGone(Exception):
    """The file was taken away, closed to us or damaged while it was in use: nothing more may be written (F24, F25)."""


class Database:
    """One database, opened. `deciding` is a writing transaction, `reading` one that only looks."""

    def __init__(self, engine: Engine, file: Path | None = None) -> None:
        self.engine = engine
        self._looking = engine.execution_options(looking=True)
        self._file = file
        self._identity: tuple[int, int] | None = None
        """Device and inode of the file as it was first seen."""

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def deciding(self) -> Iterator[Session]:
        """A transaction that may write; committed by whoever opened it (`commit` is written in app only).

        DatabaseGone where the file is not the one any more that was opened.
        """
        self._is_where_it_was()
        with Session(self.engine, expire_on_commit=False, autoflush=True) as session:
            try:
                yield session
            except DBAPIError as fault:
                if _sqlite_name(fault) in _LOST:
                    raise DatabaseGone(f"The database file {self._file} cannot be used: {fault.orig}.") from fault
                raise

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with Session(self._looking, autoflush=False) as session:
            yield session

    def close(self) -> None:
        """Closes every connection; the next one may find another file."""
        self.engine.dispose()
        self._identity = None

    def _is_where_it_was(self) -> None:
        if self._file is None:
            return
        try:
            found = self._file.stat()
            identity = (found.st_dev, found.st_ino)
        except OSError:
            identity = None
        if self._identity is None:
            self._identity = identity
        elif identity != self._identity:
            raise DatabaseGone(f"The database file {self._file} was deleted or replaced while it was in use.")
        elif not (os.access(self._file, os.W_OK) and os.access(self._file.absolute().parent, os.W_OK | os.X_OK)):
            raise DatabaseGone(f"The database file {self._file} or its folder may not be written any more.")


def opened(url: str) -> Database:
    """Opens the database of that address: sqlite:///path/to/infodesk.db or postgresql://user@host/name."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return Database(_sqlite(url), file_of(url))
    return Database(
        create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            isolation_level="SERIALIZABLE",
            pool_pre_ping=True,
            connect_args=POSTGRESQL,
        )
    )


def file_of(url: str) -> Path | None:
    """The file of a SQLite address; None for any other database."""
    parsed = make_url(url)
    return Path(parsed.database) if parsed.get_backend_name() == "sqlite" and parsed.database else None


def is_worth_repeating(fault: Exception) -> bool:
    """Whether another went first: PostgreSQL gave the transaction back, or SQLite waited its time for a lock (F22)."""
    state = getattr(getattr(fault, "orig", None), "sqlstate", None)
    return isinstance(fault, DBAPIError) and (state in SERIALIZATION_FAILURES or _sqlite_name(fault) == "SQLITE_BUSY")


def is_away(fault: BaseException) -> bool:
    """Whether the database could not do it now: stopped, out of reach, locked, full, taken away. The event is not odd.

    What it will never do (a pattern too complex, too many values) is not meant: that would be tried again for ever.
    """
    if not isinstance(fault, OperationalError | InterfaceError):
        return isinstance(fault, DatabaseGone)
    name, state = _sqlite_name(fault), getattr(fault.orig, "sqlstate", None)
    return name in _PASSING if name else state is None or state[:2] in _PASSING_STATES


def _sqlite_name(fault: DBAPIError) -> str:
    """SQLITE_BUSY of SQLITE_BUSY_SNAPSHOT; empty on other databases."""
    return "_".join(str(getattr(fault.orig, "sqlite_errorname", "")).split("_")[:2])


def sqlite_library() -> Any:
    """The DB-API module whose SQLite is free of the WAL-reset bug, else the standard library's."""
    try:
        return importlib.import_module("pysqlite3.dbapi2")
    except ImportError:
        return importlib.import_module("sqlite3")


def journal_of(version: tuple[int, int, int]) -> str:
    """WAL where the library is sound; TRUNCATE where 3.7.0 to 3.51.2 may lose commits in WAL (fixed 3.44.6, 3.50.7)."""
    sound = version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51, 0) or (3, 44, 6) <= version < (3, 45, 0)
    return "WAL" if sound else "TRUNCATE"


def _sqlite(url: str) -> Engine:
    library = sqlite_library()
    journal = journal_of(library.sqlite_version_info)
    engine = create_engine(
        url, module=library, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False}, query_cache_size=2000
    )

    @event.listens_for(engine, "connect")
    def on_connect(raw: Any, _record: Any) -> None:
        raw.isolation_level = None
        raw.execute(f"PRAGMA journal_mode={journal}")
        raw.execute("PRAGMA synchronous=FULL")
        raw.execute("PRAGMA foreign_keys=ON")
        raw.execute("PRAGMA cache_size=-16000")
        raw.execute("PRAGMA mmap_size=0")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        looking = connection.get_execution_options().get("looking")
        connection.exec_driver_sql("BEGIN" if looking else "BEGIN IMMEDIATE")

    return engine


def faults_found(database: Database) -> tuple[str, ...]:
    """What the database's own check says is wrong with its pages (F25); empty when it is sound."""
    if not database.is_sqlite:
        return ()
    try:
        with database.reading() as session:
            said = [row[0] for row in session.execute(text("PRAGMA quick_check(5)"))]
    except DBAPIError as fault:
        return (str(fault.orig),)
    return () if said == ["ok"] else tuple(said)
