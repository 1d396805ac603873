"""Named queries about dated tasks: what is to be done or asked on a day, of an order, a paper, a payment, a sample, a case."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.tables.aftersales import TaskRow
from storage.work import Work


def planned(work: Work, thing: str, subject: int, step: str, due_at: datetime) -> TaskRow:
    """The step is due then; planned again it takes the new day, also when it was done or cancelled before."""
    row = task(work.session, thing, subject, step)
    if row is None:
        row = TaskRow(thing=thing, subject=subject, step=step, due_at=due_at, made_at=work.now, told=0)
        work.session.add(row)
    else:
        row.due_at, row.done_at, row.outcome, row.told = due_at, None, "", 0
    work.session.flush()
    return row


def task(session: Session, thing: str, subject: int, step: str) -> TaskRow | None:
    chosen = select(TaskRow).where(TaskRow.thing == thing, TaskRow.subject == subject, TaskRow.step == step)
    return session.scalar(chosen)


def of_draft(session: Session, draft: int) -> TaskRow | None:
    """The task that a mail belongs to."""
    return session.scalar(select(TaskRow).where(TaskRow.draft_id == draft).limit(1))


def done(work: Work, thing: str, subject: int, steps: Iterable[str] = (), outcome: str = "done") -> None:
    """Those steps, or all of the subject, need not be asked any more."""
    chosen = select(TaskRow).where(TaskRow.thing == thing, TaskRow.subject == subject, TaskRow.done_at.is_(None))
    wanted = list(steps)
    if wanted:
        chosen = chosen.where(TaskRow.step.in_(wanted))
    for row in work.session.scalars(chosen):
        row.done_at, row.outcome = work.now, outcome
    work.session.flush()


def due(session: Session, now: datetime, limit: int = 500) -> list[TaskRow]:
    """What is due, the oldest first."""
    chosen = select(TaskRow).where(TaskRow.done_at.is_(None), TaskRow.due_at <= now)
    return list(session.scalars(chosen.order_by(TaskRow.due_at, TaskRow.id).limit(limit)))


def has_due(session: Session, now: datetime) -> bool:
    chosen = select(TaskRow.id).where(TaskRow.done_at.is_(None), TaskRow.due_at <= now).limit(1)
    return session.scalar(chosen) is not None


def open_of(session: Session, thing: str, subject: int) -> list[TaskRow]:
    chosen = select(TaskRow).where(TaskRow.thing == thing, TaskRow.subject == subject, TaskRow.done_at.is_(None))
    return list(session.scalars(chosen.order_by(TaskRow.due_at)))
