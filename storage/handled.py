"""The keys of events that have been handled: the same key is never handled twice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from storage.swift import enter
from storage.tables.updates import HandledRow

TICKS_ARE_KEPT = timedelta(days=31)
PASSING = ("tick:%", "nudge:%", "told:%")
_AMONG = select(HandledRow.key).where(HandledRow.key.in_(bindparam("keys", expanding=True)))


def is_handled(session: Session, key: str) -> bool:
    return session.scalar(select(HandledRow.key).where(HandledRow.key == key)) is not None


def handled_among(session: Session, keys: Iterable[str]) -> set[str]:
    """Those of the keys that have been handled."""
    return set(session.scalars(_AMONG, {"keys": list(keys)}))


def mark_handled(session: Session, keys: Iterable[str], now: datetime) -> None:
    enter(session, HandledRow, *({"key": each, "at": now} for each in keys))


def forget_ticks(session: Session, now: datetime) -> None:
    """Forgets the keys of ticks after a month; those of letters and chats are kept for ever."""
    for pattern in PASSING:
        session.execute(delete(HandledRow).where(HandledRow.at < now - TICKS_ARE_KEPT, HandledRow.key.like(pattern)))
