"""Alarms: what is wrong with the desk, told once, and once more when it is over (R17)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.words import Line, to_plain
from storage.tables.machine import AlarmRow
from storage.work import Work


def raise_alarm(work: Work, name: str, words: Iterable[Line]) -> bool:
    """Notes that the trouble of that name has begun; False while it is known already."""
    row = work.session.get(AlarmRow, name)
    if row is not None and row.over_at is None:
        return False
    plain = to_plain(words)
    if row is None:
        work.session.add(AlarmRow(name=name, words=plain, since=work.now, told_at=work.now))
    else:
        row.words, row.since, row.told_at, row.over_at = plain, work.now, work.now, None
    work.session.flush()
    return True


def alarm_over(work: Work, name: str) -> bool:
    """Notes that the trouble is over; False if there was none, or it is over already."""
    row = work.session.get(AlarmRow, name)
    if row is None or row.over_at is not None:
        return False
    row.over_at = work.now
    work.session.flush()
    return True


def end_old_refusals(work: Work) -> None:
    """What was refused once is no lasting trouble: a day later it stands in the log only."""
    for row in open_alarms(work.session):
        if row.name.startswith("refused:") and work.now - row.since >= timedelta(days=1):
            row.over_at = work.now
    work.session.flush()


def open_alarms(session: Session) -> list[AlarmRow]:
    """What is wrong now, the oldest trouble first."""
    return list(session.scalars(select(AlarmRow).where(AlarmRow.over_at.is_(None)).order_by(AlarmRow.since)))


def close_older(work: Work, names: Iterable[str], before: datetime) -> None:
    """Ends, without a word, the alarms of these beginnings that began before that instant, or as long after now."""
    after = work.now + (work.now - before)
    for row in open_alarms(work.session):
        if row.name.startswith(tuple(names)) and not before < row.since < after:
            row.over_at = work.now
