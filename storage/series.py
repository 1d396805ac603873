"""Numbers without gaps: of quotations, contracts, invoices, labels (R168)."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from storage.tables.quotes import SeriesRow
from storage.work import Work

FOR_EVER = 0
"""The year of a series that never begins anew."""


def next_in_series(work: Work, name: str, year: int, numbering: str = "year") -> int:
    """The next number of a series; kept by the same commit that uses it, so that none is lost and none given twice.

    `numbering` is year or continuous; both are counted on, so that one goes on where the other was left. Whoever comes at
    the same instant waits, or is told by the database to begin again.
    """
    of_year, of_all = (_series(work, name, each) for each in (year, FOR_EVER))
    number = (of_all if numbering == "continuous" else of_year).last + 1
    of_year.last, of_all.last = number, max(of_all.last, number)
    work.session.flush()
    return number


def _series(work: Work, name: str, year: int) -> SeriesRow:
    """The row, locked until the commit; made if it is not there, by one of those who come for the first number at once."""
    on_sqlite = work.session.get_bind().dialect.name == "sqlite"
    first = (sqlite_insert if on_sqlite else postgresql_insert)(SeriesRow).values(name=name, year=year, last=0)
    work.session.execute(first.on_conflict_do_nothing())
    return work.session.get_one(SeriesRow, (name, year), with_for_update=True)


def numbered(work: Work, name: str) -> str:
    """The next number of a series as people read it: PI-2026-0007. The company's year is in it in either way of counting."""
    year = work.now.astimezone(ZoneInfo(work.policy.zone)).year
    return f"{name}-{year}-{next_in_series(work, name, year, work.policy.quote_numbering):04}"
