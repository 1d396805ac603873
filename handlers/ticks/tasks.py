"""Dated tasks of orders, papers, payments, samples, cases: what is due is done once, in working time (F28)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from handlers.asked import Timer
from handlers.task_steps import EVEN_OUTSIDE_HOURS, STEPS
from rules.event import Tick
from rules.outgoing import Outgoing
from rules.policy import Policy
from storage.calendar import calendar_for
from storage.tasks import due, has_due
from storage.work import Work


def are_due(session: Session, now: datetime, policy: Policy) -> Iterable[str]:
    """A key for this minute when anything is due that may be done now."""
    if not has_due(session, now):
        return
    if _is_open(now, policy) or any((each.thing, each.step) in EVEN_OUTSIDE_HOURS for each in due(session, now)):
        yield f"tick:tasks:{now:%Y-%m-%dT%H:%M}"


def done(work: Work, _: Tick) -> list[Outgoing]:
    """Each once; one that has planned itself anew goes on."""
    said: list[Outgoing] = []
    is_open = _is_open(work.now, work.policy)
    for row in due(work.session, work.now):
        name = (row.thing, row.step)
        if row.done_at is not None or row.due_at > work.now:
            continue  # another step has settled it meanwhile
        if not is_open and name not in EVEN_OUTSIDE_HOURS:
            continue
        step, due_at = STEPS.get(name), row.due_at
        words = step(work, row) if step is not None else None
        if words:
            row.told += 1
            said += words
        if row.due_at == due_at and row.done_at is None:
            row.done_at, row.outcome = work.now, "told" if words is not None else "cancelled"
    work.session.flush()
    return said


def _is_open(now: datetime, policy: Policy) -> bool:
    calendar = calendar_for(policy, (now.year - 1, now.year, now.year + 1))
    return policy.outside_hours == "all" or calendar.is_open(now)


TIMERS = (Timer("tasks", are_due, done, every=timedelta(minutes=1)),)
