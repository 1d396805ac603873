"""Named queries about questions of supply: what was asked of whom, what was answered, what waits (R115, R127)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.supply import Answer, Supply
from storage.tables.quotes import SupplyRow
from storage.work import Work

SUPPLY, CONCESSION = "supply", "concession"


def question(session: Session, number: int | None) -> SupplyRow | None:
    return None if number is None else session.get(SupplyRow, number)


def asked(
    work: Work,
    *,
    quote: int,
    product: str,
    quantity: Decimal,
    unit: str,
    wanted: str,
    by: int,
    of: Sequence[int],
    kind: str = SUPPLY,
) -> SupplyRow:
    """A new question to these colleagues."""
    row = SupplyRow(
        quote_id=quote, kind=kind, product=product, quantity=f"{quantity:f}", unit=unit, wanted=wanted,
        asked_by=by, asked_at=work.now, asked_of=list(of), asked_again_at=None,
        answered_by=None, answered_at=None, answer="", days=None, cost="", currency="", note="",
    )  # fmt: skip
    work.session.add(row)
    work.session.flush()
    return row


def answer(work: Work, row: SupplyRow, told: Answer, by: int) -> None:
    """What was told now stands; what was told before and is not told again stays."""
    row.answer = told.answer or row.answer
    row.days = told.days or row.days
    if told.cost is not None:
        row.cost, row.currency = f"{told.cost:f}", told.currency
    row.note = told.note or row.note
    row.answered_by, row.answered_at = by, work.now
    work.session.flush()


def open_for(session: Session, quote: int, kind: str = SUPPLY) -> list[SupplyRow]:
    """Questions for a quotation that nobody has answered, the oldest first."""
    chosen = select(SupplyRow).where(
        SupplyRow.quote_id == quote, SupplyRow.kind == kind, SupplyRow.answered_at.is_(None)
    )
    return list(session.scalars(chosen.order_by(SupplyRow.id)))


def answers_for(session: Session, quote: int) -> list[Supply]:
    """Every question of supply for a quotation with what was answered, as values, the oldest first."""
    rows = session.scalars(
        select(SupplyRow).where(SupplyRow.quote_id == quote, SupplyRow.kind == SUPPLY).order_by(SupplyRow.id)
    )
    return [
        Supply(each.id, each.product, Decimal(each.quantity), each.answer, each.days, each.answered_by) for each in rows
    ]


def waiting_for(session: Session, person: int, limit: int = 50) -> list[SupplyRow]:
    """Open questions that were put to her, the oldest first."""
    return [each for each in _open(session, limit * 4) if person in each.asked_of][:limit]


def not_answered_since(session: Session, before: datetime) -> list[SupplyRow]:
    """Open questions asked before that instant and not asked again yet."""
    return [each for each in _open(session) if each.asked_at <= before and each.asked_again_at is None]


def _open(session: Session, limit: int = 1000) -> list[SupplyRow]:
    chosen = select(SupplyRow).where(SupplyRow.answered_at.is_(None)).order_by(SupplyRow.asked_at).limit(limit)
    return list(session.scalars(chosen))
