"""Leases: which of several processes on PostgreSQL reads the mailbox, polls the chat or turns the clock, and until when."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.tables.machine import LeaseRow

A_LEASE_LASTS = timedelta(seconds=30)
"""A holder renews it three times as often; another takes over at most so long after it was killed (F29)."""

NOBODY_TAKES = timedelta(hours=1)
"""A lease that lasts so long was taken while the clock stood in the future (F26)."""


def take(session: Session, name: str, holder: str, now: datetime, lasts: timedelta = A_LEASE_LASTS) -> bool:
    """Takes or renews the lease; False while another holds it. Taken over when the other's time is up."""
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    session.execute(
        dialect.insert(LeaseRow)
        .values(name=name, holder=holder, until=now + lasts)
        .on_conflict_do_nothing(index_elements=["name"])
    )
    result: CursorResult[Any] = session.execute(  # type: ignore[assignment]
        update(LeaseRow)
        .where(
            LeaseRow.name == name,
            or_(LeaseRow.holder == holder, LeaseRow.until <= now, LeaseRow.until > now + NOBODY_TAKES),
        )
        .values(holder=holder, until=now + lasts)
        .execution_options(synchronize_session=False)
    )
    return result.rowcount == 1


def release(session: Session, name: str, holder: str) -> None:
    """Gives the lease back, if it is this holder's; the next one need not wait."""
    session.execute(
        delete(LeaseRow)
        .where(LeaseRow.name == name, LeaseRow.holder == holder)
        .execution_options(synchronize_session=False)
    )


def holder_of(session: Session, name: str, now: datetime) -> str | None:
    """Who holds the lease now; None while it is free."""
    return session.scalar(select(LeaseRow.holder).where(LeaseRow.name == name, LeaseRow.until > now))
