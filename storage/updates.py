"""What was heard in a chat: stored whole before it is confirmed to the front, handled once, marked (F21)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Insert, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.tables.updates import UpdateRow


def store(session: Session, front: str, updates: Sequence[tuple[str, str]], now: datetime) -> None:
    """Stores (key, body) of what a front heard; a key that is known is left as it is."""
    rows = [{"key": key, "front": front, "body": body, "stored_at": now, "state": "stored"} for key, body in updates]
    if rows:
        session.execute(_insert_new(session), rows)


def stored(session: Session, limit: int, front: str | None = None) -> list[UpdateRow]:
    """What waits to be handled, oldest first; of that front only, if one is named."""
    chosen = select(UpdateRow).where(UpdateRow.state == "stored").order_by(UpdateRow.id).limit(limit)
    return list(session.scalars(chosen if front is None else chosen.where(UpdateRow.front == front)))


def mark(session: Session, number: int, state: str, now: datetime, fault: str = "") -> None:
    """Writes what became of an update: handled, failed (with the fault) or dropped. One that is handled stays so."""
    session.execute(
        update(UpdateRow)
        .where(UpdateRow.id == number, UpdateRow.state != "handled")
        .values(state=state, handled_at=now, attempts=UpdateRow.attempts + 1, fault=fault[:500])
        .execution_options(synchronize_session=False)
    )


def counts(session: Session) -> dict[str, int]:
    """How many updates stand in each state."""
    found = session.execute(select(UpdateRow.state, func.count()).group_by(UpdateRow.state))
    return {state: count for state, count in found}


def failed(session: Session) -> int:
    """How many things that were said in a chat could not be understood or handled."""
    return session.scalar(select(func.count()).select_from(UpdateRow).where(UpdateRow.state == "failed")) or 0


def _insert_new(session: Session) -> Insert:
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(UpdateRow).on_conflict_do_nothing(index_elements=["key"])
    return postgresql.insert(UpdateRow).on_conflict_do_nothing(index_elements=["key"])
