"""Statements that are made for every letter: compiled once for each database, then given straight to its driver.

They cost a fraction of what they cost through the session, and see and do the same: transaction, flush, types, errors.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import Delete, Insert, Select, Update, bindparam
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, make_transient_to_detached

from storage.tables.base import Base, bare

Given = Mapping[str, Any]
Process = Callable[[Any], Any] | None
R = TypeVar("R", bound=Base)


class Swift:
    """A statement with bindparams: `rows`, `scalar` or `run` it with their values."""

    def __init__(self, statement: Select[*tuple[Any, ...]] | Insert | Update | Delete) -> None:
        self._statement = statement
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, session: Session, given: Given) -> list[tuple[Any, ...]]:
        compiled, cursor = self._ready(session)
        compiled.execute(cursor, given)
        return compiled.read(cursor.fetchall())

    def scalar(self, session: Session, given: Given) -> Any:
        """The first value of the first row; None if there is none."""
        found = self.rows(session, given)
        return found[0][0] if found else None

    def run(self, session: Session, *given: Given) -> int:
        """Makes it once for each; returns how many rows it touched."""
        compiled, cursor = self._ready(session)
        compiled.execute(cursor, *given)
        touched: int = cursor.rowcount
        return touched

    def _ready(self, session: Session) -> tuple[_Compiled, Any]:
        if session.autoflush:
            session.flush()
        connection = session.connection()
        dialect = connection.dialect
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            compiled = self._compiled[dialect.name] = _Compiled(self._statement, dialect)
        return compiled, connection.connection.cursor()


class _Compiled:
    def __init__(self, statement: Any, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
        self.text: str = str(compiled)
        self._dialect = dialect
        self._constants = {name: each.value for name, each in compiled.binds.items() if not each.required}
        self._names: Sequence[str] | None = compiled.positiontup if compiled.positional else None
        self._bound = [(name, _binding(each, dialect)) for name, each in compiled.binds.items()]
        chosen: Any = getattr(statement, "selected_columns", None) or getattr(statement, "_returning", ())
        self._read: list[Process] = [each.type.dialect_impl(dialect).result_processor(dialect, None) for each in chosen]

    def execute(self, cursor: Any, *given: Given) -> None:
        bound = [self._parameters(each) for each in given]
        errors = self._dialect.loaded_dbapi.Error
        try:
            if len(bound) == 1:
                cursor.execute(self.text, bound[0])
            else:
                cursor.executemany(self.text, bound)
        except errors as fault:
            raise DBAPIError.instance(self.text, None, fault, errors, dialect=self._dialect) from fault

    def read(self, rows: Sequence[Sequence[Any]]) -> list[tuple[Any, ...]]:
        if not any(self._read):
            return [tuple(row) for row in rows]
        return [
            tuple(value if process is None else process(value) for process, value in zip(self._read, row, strict=True))
            for row in rows
        ]

    def _parameters(self, given: Given) -> Any:
        whole = {**self._constants, **given}
        for name, process in self._bound:
            if process is not None:
                whole[name] = process(whole[name])
        return whole if self._names is None else [whole[name] for name in self._names]


def enter(session: Session, kind: type[Base], *rows: Given) -> None:
    """Inserts rows that nobody asks back."""
    if rows:
        empty = _empty(kind)
        _into(kind, False).run(session, *({**empty, **row} for row in rows))


def number_of_new(session: Session, kind: type[Base], row: Given) -> int:
    """Inserts a row and returns its number."""
    number: int = _into(kind, True).scalar(session, {**_empty(kind), **row})
    return number


def entered(session: Session, row: R) -> R:
    """Inserts a new row at once, and the session keeps it like any other: what changes in it is written with a flush."""
    kind = type(row)
    values = {name: vars(row).get(name, empty) for name, empty in _empty(kind).items()}
    whole = kind(id=number_of_new(session, kind, values), **values)
    make_transient_to_detached(whole)
    session.add(whole)
    return whole


@lru_cache
def _into(kind: type[Base], numbered: bool) -> Swift:
    table = bare(kind)
    insert = table.insert().values({name: bindparam(name) for name in _empty(kind)})
    return Swift(insert.returning(table.c.id) if numbered else insert)


@lru_cache
def _empty(kind: type[Base]) -> dict[str, Any]:
    """Every column but the number that the database gives, with what stands there when nothing is said."""
    return {each.key: getattr(each.default, "arg", None) for each in bare(kind).columns if each.name != "id"}


def _binding(bind: Any, dialect: Dialect) -> Process:
    process: Process = bind.type.dialect_impl(dialect).bind_processor(dialect)
    return process
