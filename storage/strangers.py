"""Named queries about chat accounts that are nobody's: one row for each, so many and no more (R334)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from rules.event import Heard
from storage.tables.machine import StrangerRow
from storage.work import Work

MOST = 1000
"""Accounts that are known by name at a time; whoever makes up more of them fills no database."""
_LONGEST = 100


def wrote(work: Work, heard: Heard) -> None:
    """One message more of that account; its words are not kept."""
    key = (heard.place.front, heard.account[:_LONGEST])
    row = work.session.get(StrangerRow, key)
    if row is not None:
        row.count += 1
        row.name = heard.speaker_name[:_LONGEST] or row.name
    elif (work.session.scalar(select(func.count()).select_from(StrangerRow)) or 0) < MOST:
        row = StrangerRow(front=key[0], account=key[1], name=heard.speaker_name[:_LONGEST], count=1, since=work.now)
        work.session.add(row)


def untold(session: Session) -> list[StrangerRow]:
    """Those of whom the administrators do not know yet, the first one first."""
    return list(session.scalars(select(StrangerRow).where(StrangerRow.told_at.is_(None)).order_by(StrangerRow.since)))


def told_last(session: Session) -> datetime | None:
    """When the administrators were last told of any."""
    return session.scalar(select(func.max(StrangerRow.told_at)))


def forget(session: Session, before: datetime) -> None:
    """Those that first wrote before that instant and were told of; who writes again is told of again."""
    gone = delete(StrangerRow).where(StrangerRow.since < before, StrangerRow.told_at.is_not(None))
    session.execute(gone.execution_options(synchronize_session=False))
