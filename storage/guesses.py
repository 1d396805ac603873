"""Named queries about wrong guesses: one row for each account, so that guessing fills no database (T31)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from rules.guessing import LIMITS, Guesses, counted, is_slowed, too_many
from storage.tables.machine import GuessRow
from storage.work import Work

_LONGEST = 200


def wrong(work: Work, way: str, account: str) -> None:
    """One wrong guess more of that account."""
    row = work.session.get(GuessRow, (way, account[:_LONGEST]))
    now = counted(_value(row), LIMITS[way], work.now)
    if row is None:
        row = GuessRow(way=way, account=account[:_LONGEST])
        work.session.add(row)
    row.count, row.since, row.tried_at = now.count, now.since, now.tried_at


def slowed(work: Work, way: str, account: str) -> bool:
    """Whether that account has guessed so often that this try is not looked at."""
    row = work.session.get(GuessRow, (way, account[:_LONGEST]))
    if row is None or not too_many(_value(row), LIMITS[way], work.now):
        return False
    if is_slowed(_value(row), LIMITS[way], work.now):
        return True
    row.tried_at = work.now
    return False


def to_be_told(work: Work, way: str, account: str) -> bool:
    """Whether a slowed account hears of it: once after each try that was looked at, so that no backlog of answers grows."""
    row = work.session.get(GuessRow, (way, account[:_LONGEST]))
    if row is None or (row.told_at is not None and row.told_at >= row.tried_at):
        return False
    row.told_at = work.now
    return True


def guessing(session: Session, now: datetime) -> list[GuessRow]:
    """Who guesses at this time, the most eager first."""
    rows = session.scalars(select(GuessRow).where(GuessRow.since > now - max(each.within for each in LIMITS.values())))
    found = [each for each in rows if too_many(_value(each), LIMITS[each.way], now)]
    return sorted(found, key=lambda each: -each.count)


def forget_guesses(session: Session, before: datetime) -> None:
    """What was guessed before that counts no more."""
    session.execute(delete(GuessRow).where(GuessRow.since < before).execution_options(synchronize_session=False))


def _value(row: GuessRow | None) -> Guesses | None:
    return None if row is None else Guesses(row.count, row.since, row.tried_at)
