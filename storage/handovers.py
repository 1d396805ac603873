"""Handovers: what went from whom to whom, remembered so that it can be taken back for a day (R273)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.facts import fact, remember
from storage.tables.conversations import ConversationRow
from storage.tables.customers import CustomerRow
from storage.tables.machine import FactRow
from storage.work import Work

UNDO_WITHIN = timedelta(days=1)
_COUNTER = "handovers"


@dataclass(frozen=True, slots=True)
class Handover:
    """One handover: colleagues by number, and the numbers of what was moved."""

    id: int
    giver: int
    taker: int
    by: int
    customers: tuple[int, ...]
    conversations: tuple[int, ...]
    at: datetime
    undone: bool = False


def customers_of(session: Session, owner: int) -> list[CustomerRow]:
    return list(
        session.scalars(
            select(CustomerRow)
            .where(CustomerRow.owner_id == owner, CustomerRow.merged_into.is_(None))
            .order_by(CustomerRow.id)
        )
    )


def open_conversations_of(session: Session, owner: int) -> list[ConversationRow]:
    return list(
        session.scalars(
            select(ConversationRow)
            .where(ConversationRow.owner_id == owner, ConversationRow.closed_at.is_(None))
            .order_by(ConversationRow.id)
        )
    )


def remembered(work: Work, giver: int, taker: int, by: int, customers: list[int], conversations: list[int]) -> Handover:
    number = int(fact(work.session, _COUNTER) or 0) + 1
    remember(work.session, _COUNTER, number, work.now)
    made = Handover(number, giver, taker, by, tuple(customers), tuple(conversations), work.now)
    _write(work, made, undone=False)
    return made


def handover(session: Session, number: int) -> Handover | None:
    row = session.get(FactRow, f"handover:{number}")
    if row is None:
        return None
    value = row.value
    return Handover(
        number,
        value["giver"],
        value["taker"],
        value["by"],
        tuple(value["customers"]),
        tuple(value["conversations"]),
        datetime.fromisoformat(value["at"]),
        value["undone"],
    )


def marked_undone(work: Work, made: Handover) -> None:
    _write(work, made, undone=True)


def _write(work: Work, made: Handover, undone: bool) -> None:
    value = {
        "giver": made.giver,
        "taker": made.taker,
        "by": made.by,
        "customers": list(made.customers),
        "conversations": list(made.conversations),
        "at": made.at.isoformat(),
        "undone": undone,
    }
    remember(work.session, f"handover:{made.id}", value, work.now)
    work.session.flush()
