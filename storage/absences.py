"""Leave: entered with a deputy, ended early, asked about (R282)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from storage.tables.colleagues import AbsenceRow
from storage.tables.customers import CustomerRow
from storage.work import Work


def leave(work: Work, colleague: int, since: datetime, until: datetime, deputy: int | None) -> AbsenceRow:
    """Enters a leave; one that overlaps it is ended by it, so that she has one at a time."""
    for row in overlapping(work.session, colleague, since, until):
        row.ended_at = work.now
    row = AbsenceRow(colleague_id=colleague, since=since, until=until, deputy_id=deputy)
    work.session.add(row)
    work.session.flush()
    return row


def overlapping(session: Session, colleague: int, since: datetime, until: datetime) -> list[AbsenceRow]:
    return list(
        session.scalars(
            select(AbsenceRow)
            .where(
                AbsenceRow.colleague_id == colleague,
                AbsenceRow.since < until,
                AbsenceRow.until > since,
                AbsenceRow.ended_at.is_(None),
            )
            .order_by(AbsenceRow.since)
        )
    )


def current_or_next(session: Session, colleague: int, now: datetime) -> AbsenceRow | None:
    """The leave that she is on, or the next that is entered."""
    return session.scalar(
        select(AbsenceRow)
        .where(AbsenceRow.colleague_id == colleague, AbsenceRow.until > now, AbsenceRow.ended_at.is_(None))
        .order_by(AbsenceRow.since)
        .limit(1)
    )


def stood_in_for(session: Session, deputy: int, since: datetime, until: datetime) -> list[AbsenceRow]:
    """Leaves in that time in which this colleague is the deputy."""
    return list(
        session.scalars(
            select(AbsenceRow)
            .where(
                AbsenceRow.deputy_id == deputy,
                AbsenceRow.since < until,
                AbsenceRow.until > since,
                AbsenceRow.ended_at.is_(None),
            )
            .order_by(AbsenceRow.since)
        )
    )


def owns_key_customers(session: Session, colleague: int) -> bool:
    """Whether a key customer has this colleague as the fixed owner (R48): then a deputy is a must."""
    owned = exists().where(
        CustomerRow.owner_id == colleague, CustomerRow.owner_fixed.is_(True), CustomerRow.merged_into.is_(None)
    )
    return bool(session.scalar(select(owned)))
