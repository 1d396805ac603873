"""What tells whether the desk lives: sweeps, backups, alarms, and how many letters such an hour usually brings."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.facts import SECRET, fact, fact_since
from storage.tables.happenings import HappeningRow
from storage.tables.letters import FolderRow, LetterRow
from storage.tables.machine import AlarmRow

BACKUP = "backup"
"""The fact that a backup was made, written when it is done."""
RUNNING = "running_since"
"""The fact that the service has started, written at its start."""
WEEK = timedelta(days=7)


def folders(session: Session) -> list[FolderRow]:
    return list(session.scalars(select(FolderRow).order_by(FolderRow.account, FolderRow.folder)))


def last_sweep(session: Session) -> datetime | None:
    """When any folder was last swept; None while none has been."""
    return session.scalar(select(func.max(FolderRow.swept_at)))


def last_backup(session: Session) -> datetime | None:
    return fact_since(session, BACKUP)


def backup_size(session: Session) -> int:
    """Octets of the last backup; 0 while there is none."""
    made = fact(session, BACKUP)
    return int(made.get("bytes", 0)) if isinstance(made, dict) else 0


def backup_counts_from(session: Session) -> datetime | None:
    """The last backup; where there is none, the birth of the database."""
    return last_backup(session) or fact_since(session, SECRET)


def open_alarms(session: Session) -> list[AlarmRow]:
    return list(session.scalars(select(AlarmRow).where(AlarmRow.over_at.is_(None)).order_by(AlarmRow.since)))


def standing(session: Session, name: str) -> AlarmRow | None:
    """The alarm of that name, if it is not over."""
    row = session.get(AlarmRow, name)
    return row if row is not None and row.over_at is None else None


def last_recorded(session: Session) -> datetime | None:
    """The instant of the newest entry of the record."""
    return session.scalar(select(HappeningRow.at).order_by(HappeningRow.id.desc()).limit(1))


def arrived_between(session: Session, since: datetime, until: datetime) -> int:
    """Letters that reached the inbox in that time."""
    chosen = select(func.count()).select_from(LetterRow)
    chosen = chosen.where(LetterRow.arrived_at >= since, LetterRow.arrived_at < until, LetterRow.role == "inbox")
    return session.scalar(chosen) or 0


def usual_arrivals(session: Session, now: datetime, span: timedelta, weeks: int) -> list[int]:
    """Letters in the same span before the same hour and weekday, for each of the last weeks that the log reaches back."""
    first = session.scalar(select(func.min(LetterRow.kept_at)))
    if first is None:
        return []
    starts = [now - week * WEEK - span for week in range(1, weeks + 1)]
    return [arrived_between(session, start, start + span) for start in starts if start >= first]
