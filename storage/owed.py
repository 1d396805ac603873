"""Named queries for digests, the board and the figures: what is owed, by whom, and how fast it was answered (R294, R60)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TypeVarTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from rules.inquiry import State
from storage.tables.conversations import ConversationRow, PromiseRow
from storage.tables.machine import FactRow

Ts = TypeVarTuple("Ts")

RESTING = (State.ANSWERED, State.QUOTED, State.WAITING, State.IN_REVIEW)
"""States in which a customer who says nothing falls silent; in all others we owe something."""

Owing = tuple[ConversationRow, datetime, datetime]
"""A conversation, the earliest of its open deadlines, and when the newest unanswered letter came."""


def owing(session: Session, owners: Collection[int] | None = None, limit: int = 2000) -> list[Owing]:
    """Conversations that owe an answer, the most urgent first; of these owners only, if any are given."""
    due = func.min(PromiseRow.due_at)
    chosen = _of(
        select(ConversationRow, due, func.max(PromiseRow.received_at))
        .join(PromiseRow, PromiseRow.conversation_id == ConversationRow.id)
        .where(PromiseRow.ended_at.is_(None))
        .group_by(ConversationRow.id)
        .order_by(due, ConversationRow.id)
        .limit(limit),
        owners,
    )
    return [(conversation, first, newest) for conversation, first, newest in session.execute(chosen)]


def waiting(session: Session, owners: Collection[int] | None = None, limit: int = 200) -> list[ConversationRow]:
    """Conversations in which the customer was asked and has the word (R21), the longest wait first."""
    chosen = (
        select(ConversationRow)
        .where(ConversationRow.closed_at.is_(None), ConversationRow.state == State.WAITING)
        .order_by(ConversationRow.touched_at)
        .limit(limit)
    )
    return list(session.scalars(_of(chosen, owners)))


def silent(
    session: Session, before: datetime, owners: Collection[int] | None = None, limit: int = 200
) -> list[ConversationRow]:
    """Open conversations that rest with the customer and in which nobody has said a word since then."""
    chosen = (
        select(ConversationRow)
        .where(
            ConversationRow.closed_at.is_(None),
            ConversationRow.state.in_(RESTING),
            ConversationRow.touched_at < before,
        )
        .order_by(ConversationRow.touched_at)
        .limit(limit)
    )
    return list(session.scalars(_of(chosen, owners)))


def overdue_counts(session: Session, now: datetime) -> dict[int | None, int]:
    """How many conversations of each owner are past their deadline."""
    rows = session.execute(
        select(ConversationRow.owner_id, func.count(func.distinct(ConversationRow.id)))
        .join(PromiseRow, PromiseRow.conversation_id == ConversationRow.id)
        .where(PromiseRow.ended_at.is_(None), PromiseRow.due_at < now)
        .group_by(ConversationRow.owner_id)
    )
    return {owner: count for owner, count in rows}


def silent_count(session: Session, before: datetime) -> int:
    counted = select(func.count()).where(
        ConversationRow.closed_at.is_(None), ConversationRow.state.in_(RESTING), ConversationRow.touched_at < before
    )
    return session.scalar(counted) or 0


def opened_between(session: Session, since: datetime, until: datetime) -> dict[int | None, int]:
    """How many conversations were opened in that time, by owner."""
    rows = session.execute(
        select(ConversationRow.owner_id, func.count())
        .where(ConversationRow.opened_at >= since, ConversationRow.opened_at <= until)
        .group_by(ConversationRow.owner_id)
    )
    return {owner: count for owner, count in rows}


def answered_between(session: Session, since: datetime, until: datetime) -> list[tuple[PromiseRow, ConversationRow]]:
    """Promises that were answered in that time."""
    rows = session.execute(
        select(PromiseRow, ConversationRow)
        .join(ConversationRow, ConversationRow.id == PromiseRow.conversation_id)
        .where(PromiseRow.ended_at >= since, PromiseRow.ended_at <= until, PromiseRow.answered_at.is_not(None))
        .order_by(PromiseRow.ended_at)
    )
    return [(promise, conversation) for promise, conversation in rows]


def broken_between(session: Session, since: datetime, until: datetime) -> dict[int | None, int]:
    """How many promises were broken in that time, by owner of the conversation."""
    rows = session.execute(
        select(ConversationRow.owner_id, func.count())
        .join(PromiseRow, PromiseRow.conversation_id == ConversationRow.id)
        .where(PromiseRow.breached_at >= since, PromiseRow.breached_at <= until)
        .group_by(ConversationRow.owner_id)
    )
    return {owner: count for owner, count in rows}


def counts_by_state(session: Session) -> dict[str, int]:
    """Open conversations by state."""
    rows = session.execute(
        select(ConversationRow.state, func.count())
        .where(ConversationRow.closed_at.is_(None))
        .group_by(ConversationRow.state)
    )
    return {state: count for state, count in rows}


def in_state(
    session: Session, state: str, owners: Collection[int] | None = None, limit: int = 20
) -> list[ConversationRow]:
    """Open conversations of that state, the newest last."""
    chosen = (
        select(ConversationRow)
        .where(ConversationRow.closed_at.is_(None), ConversationRow.state == state)
        .order_by(ConversationRow.id)
        .limit(limit)
    )
    return list(session.scalars(_of(chosen, owners)))


def owners_among(session: Session, people: Collection[int]) -> set[int]:
    """Those of these people who own an open conversation."""
    if not people:
        return set()
    owned = (
        select(ConversationRow.owner_id)
        .where(ConversationRow.owner_id.in_(people), ConversationRow.closed_at.is_(None))
        .distinct()
    )
    return {number for number in session.scalars(owned) if number is not None}


def digests_sent(session: Session) -> dict[str, str]:
    """The local date of the last digest of each kind and person: "digest:morning:7" to "2026-03-09"."""
    rows = session.execute(select(FactRow.name, FactRow.value).where(FactRow.name.like("digest:%")))
    return {name: value for name, value in rows}


def _of(chosen: Select[*Ts], owners: Collection[int] | None) -> Select[*Ts]:
    return chosen if owners is None else chosen.where(ConversationRow.owner_id.in_(owners))
