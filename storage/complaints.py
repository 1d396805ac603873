"""Named queries about complaints, opinions and questions in use: the cases of a customer (R242)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from rules.complaint_moves import ComplaintEvent, ComplaintState, after
from storage.tables.aftersales import ComplaintRow
from storage.tables.conversations import ConversationRow
from storage.work import Work

_NAME = re.compile(r"C-?(\d{1,9})")


def complaint(session: Session, number: int | None) -> ComplaintRow | None:
    return None if number is None else session.get(ComplaintRow, number)


def meant(session: Session, text: str) -> ComplaintRow | None:
    """The case that somebody names: C5."""
    found = _NAME.fullmatch(text.strip().lstrip("#").upper())
    return session.get(ComplaintRow, int(found[1])) if found else None


def called(row: ComplaintRow) -> str:
    return f"C{row.id}"


def begun(work: Work, **values: Any) -> ComplaintRow:
    row = ComplaintRow(received_at=work.now, step_since=work.now, state=ComplaintState.RECEIVED, **values)
    work.session.add(row)
    work.session.flush()
    return row


def moved(work: Work, row: ComplaintRow, event: ComplaintEvent) -> ComplaintState:
    """The case's state after that event (M7); its clock begins anew. Refuses, in a sentence, what the table does not know."""
    row.state, row.step_since = after(row.state, event), work.now
    row.closed_at = work.now if row.state == ComplaintState.CLOSED else None
    work.session.flush()
    return ComplaintState(row.state)


def open_ones(session: Session, people: Sequence[int] | None = None, limit: int = 200) -> list[ComplaintRow]:
    """Cases that are not closed, the longest without a step first; of these people (owner or responsible), or everybody's."""
    chosen = select(ComplaintRow).where(ComplaintRow.closed_at.is_(None))
    if people is not None:
        mine = list(people)
        chosen = chosen.join(ConversationRow, ConversationRow.id == ComplaintRow.conversation_id).where(
            or_(
                ComplaintRow.owner_id.in_(mine),
                ComplaintRow.responsible_id.in_(mine),
                and_(ComplaintRow.owner_id.is_(None), ConversationRow.owner_id.in_(mine)),
            )
        )
    return list(session.scalars(chosen.order_by(ComplaintRow.step_since, ComplaintRow.id).limit(limit)))


def without_step_since(session: Session, before: datetime) -> list[ComplaintRow]:
    """Open ones whose last step is older than that (R249)."""
    chosen = select(ComplaintRow).where(ComplaintRow.closed_at.is_(None), ComplaintRow.step_since < before)
    return list(session.scalars(chosen.order_by(ComplaintRow.step_since)))


def in_conversation(session: Session, number: int) -> list[ComplaintRow]:
    """The cases of a conversation that are not closed, the newest first."""
    chosen = select(ComplaintRow).where(ComplaintRow.conversation_id == number, ComplaintRow.closed_at.is_(None))
    return list(session.scalars(chosen.order_by(ComplaintRow.id.desc())))


def of_customer(session: Session, number: int, limit: int = 20) -> list[ComplaintRow]:
    chosen = select(ComplaintRow).where(ComplaintRow.customer_id == number)
    return list(session.scalars(chosen.order_by(ComplaintRow.id.desc()).limit(limit)))
