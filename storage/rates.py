"""Named queries about exchange rates: those in force, those of a day, entering and taking back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from rules.exchange import Told
from storage.colleagues import name_of
from storage.swift import enter
from storage.tables.products import RateRow
from storage.work import Work

LOOKED_BACK = timedelta(days=400)
"""A rate that is older is history and is not reckoned with, whatever the department allows."""


def told_rates(session: Session, on: date, currencies: Sequence[str] = ()) -> list[Told]:
    """Every rate that holds up to that day, older ones first; of some currencies and those they cross by, if any are given."""
    chosen = (
        select(RateRow)
        .where(RateRow.on <= on, RateRow.on > on - LOOKED_BACK, RateRow.undone_at.is_(None))
        .order_by(RateRow.on, RateRow.id)
    )
    if currencies:
        chosen = chosen.where(or_(RateRow.currency.in_(currencies), RateRow.against.in_(currencies)))
    return [_told(session, each) for each in session.scalars(chosen)]


def stamp(session: Session) -> tuple[object, ...]:
    """Changes whenever a rate is told or taken back."""
    return tuple(session.execute(select(func.max(RateRow.id), func.count(RateRow.undone_at))).one())


def entered_rates(session: Session, on: date, limit: int = 50) -> list[Told]:
    """The newest rate of each pair that somebody entered by hand."""
    chosen = (
        select(RateRow)
        .where(RateRow.on <= on, RateRow.origin == "entered", RateRow.undone_at.is_(None))
        .order_by(RateRow.on.desc(), RateRow.id.desc())
    )
    newest: dict[frozenset[str], Told] = {}
    for row in session.scalars(chosen.limit(1000)):
        newest.setdefault(frozenset({row.currency, row.against}), _told(session, row))
    return list(newest.values())[:limit]


def newest_day(session: Session, origin: str) -> date | None:
    """The last day of which that source has told rates."""
    return session.scalar(
        select(RateRow.on)
        .where(RateRow.origin == origin, RateRow.undone_at.is_(None))
        .order_by(RateRow.on.desc())
        .limit(1)
    )


def newest_rate(session: Session) -> int:
    """The number of the last rate that was told and holds; 0 for none. Another one means that rates have changed."""
    return session.scalar(select(func.max(RateRow.id)).where(RateRow.undone_at.is_(None))) or 0


def known_on(session: Session, origin: str, since: date) -> dict[tuple[str, str, date], Decimal]:
    """What that source has told from that day on, by currency, against which, and day."""
    rows = session.execute(
        select(RateRow.currency, RateRow.against, RateRow.on, RateRow.value)
        .where(RateRow.origin == origin, RateRow.on >= since, RateRow.undone_at.is_(None))
        .order_by(RateRow.id)
    )
    return {(currency, against, on): Decimal(value) for currency, against, on, value in rows}


def enter_rate(work: Work, told: Told, by: int) -> RateRow:
    row = RateRow(
        currency=told.currency,
        against=told.against,
        value=f"{told.value:f}",
        on=told.on,
        origin=told.origin,
        by=by,
        entered_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    return row


def enter_all(work: Work, told: Iterable[Told], import_id: int) -> None:
    """The rates of an import."""
    enter(
        work.session,
        RateRow,
        *(
            {
                "currency": each.currency,
                "against": each.against,
                "value": f"{each.value:f}",
                "on": each.on,
                "origin": each.origin,
                "by": None,
                "entered_at": work.now,
                "import_id": import_id,
                "undone_at": None,
            }
            for each in told
        ),
    )


def take_back_rate(work: Work, number: int) -> bool:
    """The rate counts no more; False where it counted no more already."""
    row = work.session.get(RateRow, number)
    if row is None or row.undone_at is not None:
        return False
    row.undone_at = work.now
    return True


def take_back_import(work: Work, import_id: int) -> None:
    """The rates of that import count no more; those before it do again."""
    work.session.execute(
        update(RateRow)
        .where(RateRow.import_id == import_id, RateRow.undone_at.is_(None))
        .values(undone_at=work.now)
        .execution_options(synchronize_session=False)
    )


def _told(session: Session, row: RateRow) -> Told:
    by = name_of(session, row.by) if row.by else ""
    return Told(row.currency, row.against, Decimal(row.value), row.on, row.origin, by or "")
