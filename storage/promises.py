"""Named queries about promises and the reminders of them: rows, not timers (R55, F28)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, exists, func, or_, select, update
from sqlalchemy.orm import Session

from rules.deadline import Promise
from rules.words import to_plain
from storage.swift import Swift, enter, entered
from storage.tables.conversations import ConversationRow, PersonalReminderRow, PromiseRow, ReminderRow
from storage.tables.outbox import MessageRow
from storage.work import Work

_OPEN = (
    select(PromiseRow)
    .where(PromiseRow.conversation_id == bindparam("number"), PromiseRow.ended_at.is_(None))
    .order_by(PromiseRow.due_at, PromiseRow.id)
)
_EARLIEST_DUE = Swift(
    select(func.min(PromiseRow.due_at)).where(
        PromiseRow.conversation_id == bindparam("number"), PromiseRow.ended_at.is_(None)
    )
)
_COUNTING_FOR_LETTER = Swift(
    select(PromiseRow.id)
    .where(
        PromiseRow.conversation_id == bindparam("number"),
        PromiseRow.letter_id == bindparam("letter"),
        or_(PromiseRow.ended_at.is_(None), PromiseRow.answered_at.is_not(None)),
    )
    .limit(1)
)


def open_promises(session: Session, conversation: int) -> list[PromiseRow]:
    """What the conversation still owes an answer for, the most urgent first."""
    return list(session.scalars(_OPEN, {"number": conversation}))


def earliest_due(session: Session, conversation: int) -> datetime | None:
    """When the conversation must be answered; None if nothing is owed."""
    due: datetime | None = _EARLIEST_DUE.scalar(session, {"number": conversation})
    return due


def earliest_dues(session: Session, conversations: Iterable[int]) -> dict[int, datetime]:
    """The same for many conversations at once; those that owe nothing are left out."""
    wanted = list(conversations)
    if not wanted:
        return {}
    rows = session.execute(
        select(PromiseRow.conversation_id, func.min(PromiseRow.due_at))
        .where(PromiseRow.conversation_id.in_(wanted), PromiseRow.ended_at.is_(None))
        .group_by(PromiseRow.conversation_id)
    )
    return {number: due for number, due in rows}


def promises_of(session: Session, conversation: int) -> list[PromiseRow]:
    """All promises of a conversation, ended ones too, oldest first."""
    return list(
        session.scalars(
            select(PromiseRow)
            .where(PromiseRow.conversation_id == conversation)
            .order_by(PromiseRow.received_at, PromiseRow.id)
        )
    )


def has_promise(session: Session, conversation: int, letter: int) -> bool:
    """Whether that letter has its promise in that conversation: one that runs or was answered, not one that was lifted."""
    return _COUNTING_FOR_LETTER.scalar(session, {"number": conversation, "letter": letter}) is not None


def answered_through_us(session: Session, conversation: int, at: datetime) -> list[PromiseRow]:
    """The promises that a mail of ours, decided at that instant, has ended."""
    return list(
        session.scalars(
            select(PromiseRow).where(
                PromiseRow.conversation_id == conversation,
                PromiseRow.answered_at == at,
                PromiseRow.answered_how == "infodesk",
            )
        )
    )


def new_promise(work: Work, conversation: int, letter: int | None, promise: Promise) -> PromiseRow:
    """Stores a promise and a reminder row for each of its steps; the daily one is made when the breach was told."""
    promised = PromiseRow(
        conversation_id=conversation,
        letter_id=letter,
        received_at=promise.received,
        starts_at=promise.starts,
        due_at=promise.due,
        same_day_at=promise.same_day_target,
        because=to_plain(promise.because),
    )
    row = entered(work.session, promised)
    remind(work.session, [(row.id, step, at) for step, at in promise.reminders if step != "daily"])
    return row


def remind(session: Session, steps: Iterable[tuple[int, str, datetime]]) -> None:
    """Enters steps, each with its promise and its instant."""
    rows: list[dict[str, Any]] = [
        {"promise_id": promise, "step": step, "due_at": at, "outcome": ""} for promise, step, at in steps
    ]
    if rows:
        enter(session, ReminderRow, *rows)


def due_reminders(
    session: Session, now: datetime, limit: int = 50_000, *, since: datetime | None = None, urgent_only: bool = False
) -> list[tuple[ReminderRow, PromiseRow, ConversationRow]]:
    """Steps whose time has come and that nobody was told yet, oldest first. One indexed look when there is none."""
    chosen = (
        select(ReminderRow, PromiseRow, ConversationRow)
        .join(PromiseRow, PromiseRow.id == ReminderRow.promise_id)
        .join(ConversationRow, ConversationRow.id == PromiseRow.conversation_id)
        .where(ReminderRow.done_at.is_(None), ReminderRow.due_at <= now)
        .order_by(ReminderRow.due_at, ReminderRow.id)
        .limit(limit)
    )
    if since is not None:
        chosen = chosen.where(ReminderRow.due_at >= since)
    if urgent_only:
        chosen = chosen.where(ConversationRow.urgent.is_(True))
    return [(reminder, promise, conversation) for reminder, promise, conversation in session.execute(chosen)]


def has_due_reminders(session: Session, now: datetime) -> bool:
    return bool(session.scalar(select(exists().where(ReminderRow.done_at.is_(None), ReminderRow.due_at <= now))))


def settle_reminders(session: Session, reminders: Iterable[int], now: datetime, outcome: str) -> None:
    """Marks steps as done: told, coalesced (a higher one was told) or lifted."""
    wanted = list(reminders)
    for start in range(0, len(wanted), 500):
        session.execute(
            update(ReminderRow)
            .where(ReminderRow.id.in_(wanted[start : start + 500]), ReminderRow.done_at.is_(None))
            .values(done_at=now, outcome=outcome)
            .execution_options(synchronize_session="fetch")
        )


def lift_reminders(session: Session, promises: Iterable[int], now: datetime) -> None:
    """No step of these promises is told any more."""
    wanted = list(promises)
    if wanted:
        session.execute(
            update(ReminderRow)
            .where(ReminderRow.promise_id.in_(wanted), ReminderRow.done_at.is_(None))
            .values(done_at=now, outcome="lifted")
            .execution_options(synchronize_session="fetch")
        )


def running(
    session: Session, until: datetime | None = None, limit: int = 5000
) -> list[tuple[PromiseRow, ConversationRow]]:
    """Promises that are open, with their conversations, the most urgent first; those due by `until` only, if given."""
    chosen = (
        select(PromiseRow, ConversationRow)
        .join(ConversationRow, ConversationRow.id == PromiseRow.conversation_id)
        .where(PromiseRow.ended_at.is_(None))
        .order_by(PromiseRow.due_at, PromiseRow.id)
        .limit(limit)
    )
    if until is not None:
        chosen = chosen.where(PromiseRow.due_at <= until)
    return [(promise, conversation) for promise, conversation in session.execute(chosen)]


def received_between(
    session: Session, since: datetime, until: datetime, limit: int = 100_000
) -> list[tuple[PromiseRow, ConversationRow]]:
    """Promises for letters of that time, answered or not, with their conversations."""
    rows = session.execute(
        select(PromiseRow, ConversationRow)
        .join(ConversationRow, ConversationRow.id == PromiseRow.conversation_id)
        .where(PromiseRow.received_at >= since, PromiseRow.received_at < until)
        .order_by(PromiseRow.received_at, PromiseRow.id)
        .limit(limit)
    )
    return [(promise, conversation) for promise, conversation in rows]


def has_personal_due(session: Session, now: datetime) -> bool:
    due = exists().where(PersonalReminderRow.done_at.is_(None), PersonalReminderRow.due_at <= now)
    return bool(session.scalar(select(due)))


def personal_due(session: Session, now: datetime, limit: int = 500) -> list[PersonalReminderRow]:
    """What people asked to be reminded of and are due."""
    return list(
        session.scalars(
            select(PersonalReminderRow)
            .where(PersonalReminderRow.done_at.is_(None), PersonalReminderRow.due_at <= now)
            .order_by(PersonalReminderRow.due_at, PersonalReminderRow.id)
            .limit(limit)
        )
    )


def personal_of(session: Session, colleague: int, limit: int = 50) -> list[PersonalReminderRow]:
    return list(
        session.scalars(
            select(PersonalReminderRow)
            .where(PersonalReminderRow.colleague_id == colleague, PersonalReminderRow.done_at.is_(None))
            .order_by(PersonalReminderRow.due_at)
            .limit(limit)
        )
    )


def cancel_nudges(session: Session, conversation: int, now: datetime) -> None:
    """Reminders of that conversation that still wait to be carried have lost their reason."""
    session.execute(
        update(MessageRow)
        .where(
            MessageRow.conversation_id == conversation,
            MessageRow.state == "waiting",
            MessageRow.kind == "say",
            MessageRow.card.like("nudge:%"),
        )
        .values(state="cancelled", ended_at=now)
        .execution_options(synchronize_session=False)
    )
