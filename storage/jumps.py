"""What was written down while the clock of the machine stood in the future, set right when it is right again (F26)."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from storage.tables.outbox import MessageRow
from storage.tables.updates import HandledRow

MAY_DIFFER = timedelta(seconds=60)


def is_ahead(session: Session, now: datetime) -> bool:
    """Whether anything waits that was decided or tried in the future."""
    return bool(_ahead(session, now))


def brought_back(session: Session, now: datetime) -> int:
    """Messages that were decided or tried in the future wait from now on as long as they were to wait then.

    Without this a mail decided while the clock was three days ahead would lie for three days. Returns how many.
    """
    found = _ahead(session, now)
    for row, touched_at in found:
        row.due_at -= touched_at - now
        row.decided_at = min(row.decided_at, max(row.due_at, now))
        row.claimed_at = min(row.claimed_at, now) if row.claimed_at else None
    session.flush()
    return len(found)


def _ahead(session: Session, now: datetime) -> list[tuple[MessageRow, datetime]]:
    """Messages that wait, with the instant of the future at which they were decided or tried last.

    When one was decided stands with its event: a message that is held until the morning is due later than that.
    """
    late = now + MAY_DIFFER
    chosen = select(MessageRow).where(
        MessageRow.state.in_(("waiting", "unknown")), or_(MessageRow.due_at > late, MessageRow.claimed_at > late)
    )
    rows = list(session.scalars(chosen))
    events = {row.key.rpartition("#")[0] for row in rows}
    decided = {row.key: row.at for row in session.scalars(select(HandledRow).where(HandledRow.key.in_(events)))}
    touched = ((row, max(decided.get(row.key.rpartition("#")[0], now), row.claimed_at or now)) for row in rows)
    return [(row, at) for row, at in touched if at > late]
