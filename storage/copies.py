"""Copies of the database: SQLite by its own online backup, any database row by row as JSON lines and back (F37)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, DateTime, MetaData, Table, func, select, text, update
from sqlalchemy.orm import DeclarativeBase, Session

from storage.database import Database, file_of, sqlite_library

AT_ONCE = 500
VERSIONS = "alembic_version"


def count_of(session: Session, rows: type[DeclarativeBase]) -> int:
    return session.scalar(select(func.count()).select_from(rows)) or 0


def copied(database: Database, to: Path) -> None:
    """Copies a SQLite database as it stands, also while others write; the copy is one file without a journal."""
    source = file_of(str(database.engine.url))
    if source is None:
        raise ValueError("only a file can be copied")
    library = sqlite_library()
    with closing(library.connect(f"file:{source}?mode=ro", uri=True)) as ours, closing(library.connect(to)) as copy:
        ours.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")


def dumped(database: Database, to: Path) -> None:
    """Writes every row of every table, as they are at one instant: a line per row, [table, {column: value}]."""
    engine = database.engine.execution_options(looking=True)
    if not database.is_sqlite:
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    with engine.connect() as connection, to.open("w", encoding="utf-8") as file:
        for table in _tables(connection):
            for row in connection.execution_options(yield_per=AT_ONCE).execute(select(table)).mappings():
                plain = {name: _plain(value) for name, value in row.items()}
                file.write(json.dumps([table.name, plain], ensure_ascii=True) + "\n")


def rows_in(source: Path, table: str) -> int:
    """How many rows of a table were written."""
    beginning = json.dumps([table])[:-1] + ","
    with source.open(encoding="utf-8") as file:
        return sum(entry.startswith(beginning) for entry in file)


def loaded(connection: Connection, source: Path) -> None:
    """Writes the rows back into empty tables of the schema they came from; the caller commits.

    A row may name a later one of its own table (a merged customer): that is filled in when all are there.
    """
    tables = {table.name: table for table in _tables(connection)}
    later: list[tuple[Table, dict[str, Any]]] = []
    for name, rows in _batches(source):
        table = tables[name]
        known = [{key: _read(table, key, value) for key, value in row.items()} for row in rows]
        own = [each.parent.name for each in _to_itself(table)]
        connection.execute(table.insert(), [{**row, **dict.fromkeys(own)} for row in known])
        later += [(table, row) for row in known if any(row[column] is not None for column in own)]
    for table, row in later:
        key = table.primary_key.columns.values()[0]
        named = {each.parent.name: row[each.parent.name] for each in _to_itself(table)}
        connection.execute(update(table).where(key == row[key.name]).values(named))
    if connection.dialect.name == "postgresql":
        _count_on(connection, tables.values())


def _to_itself(table: Table) -> list[Any]:
    return [each for each in table.foreign_keys if each.column.table is table]


def _count_on(connection: Connection, tables: Any) -> None:
    """PostgreSQL's counters go on after the highest number that is there."""
    for table in tables:
        if "id" in table.columns:
            highest = connection.scalar(select(func.max(table.columns.id)))
            if highest is not None:
                connection.execute(
                    text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :highest)"),
                    {"name": table.name, "highest": highest},
                )


def _tables(connection: Connection) -> list[Table]:
    """The tables as the database has them, those that others refer to first; without the schema's version."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != VERSIONS]


def _batches(source: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    name, rows = "", list[dict[str, Any]]()
    with source.open(encoding="utf-8") as file:
        for entry in file:
            table, row = json.loads(entry)
            if rows and (table != name or len(rows) == AT_ONCE):
                yield name, rows
                rows = []
            name = table
            rows.append(row)
    if rows:
        yield name, rows


def _plain(value: Any) -> Any:
    """Instants are UTC; SQLite forgets to say so."""
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
    return value


def _read(table: Table, column: str, value: Any) -> Any:
    kind = table.columns[column].type
    if value is not None and isinstance(kind, DateTime):
        instant = datetime.fromisoformat(value)
        return instant if kind.timezone else instant.replace(tzinfo=None)
    return value
