"""Named queries about money: the parts of an order's payment, receipts, what is outstanding, warnings of fraud."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.payment import UNPAID, PartEvent, PartState, after
from storage.tables.orders import OrderRow
from storage.tables.payments import PaymentPartRow, PaymentWarningRow, ReceiptRow
from storage.work import Work

_ENDED = frozenset({PartState.RECEIVED, PartState.INVOICED, PartState.RECONCILED, PartState.VOID, PartState.BAD_DEBT})


def part(session: Session, number: int | None) -> PaymentPartRow | None:
    return None if number is None else session.get(PaymentPartRow, number)


def parts(session: Session, order: int) -> list[PaymentPartRow]:
    """The parts of an order's payment in their order."""
    chosen = select(PaymentPartRow).where(PaymentPartRow.order_id == order)
    return list(session.scalars(chosen.order_by(PaymentPartRow.position)))


def begun(work: Work, order: int, position: int, **values: Any) -> PaymentPartRow:
    row = PaymentPartRow(
        order_id=order, position=position, state=PartState.EXPECTED, state_since=work.now, **values
    )  # fmt: skip
    work.session.add(row)
    work.session.flush()
    return row


def moved(work: Work, row: PaymentPartRow, event: PartEvent) -> PartState:
    """The part's state after that event (M6). Refuses, in a sentence, what the table does not know."""
    row.state, row.state_since = after(row.state, event), work.now
    row.closed_at = (row.closed_at or work.now) if row.state in _ENDED else None
    work.session.flush()
    return PartState(row.state)


def receipts(session: Session, order: int) -> list[ReceiptRow]:
    """What came for an order and what went back, the oldest first."""
    chosen = select(ReceiptRow).where(ReceiptRow.order_id == order)
    return list(session.scalars(chosen.order_by(ReceiptRow.id)))


def receipt(session: Session, number: int | None) -> ReceiptRow | None:
    return None if number is None else session.get(ReceiptRow, number)


def outstanding(
    session: Session, owners: Sequence[int] | None = None, customer: int | None = None, limit: int = 2000
) -> list[tuple[PaymentPartRow, OrderRow]]:
    """Parts that are not paid, of orders that were not cancelled, the earliest due first. `owners` None: everybody's."""
    chosen = (
        select(PaymentPartRow, OrderRow)
        .join(OrderRow, OrderRow.id == PaymentPartRow.order_id)
        .where(PaymentPartRow.closed_at.is_(None), PaymentPartRow.state.in_(sorted(UNPAID)))
    )
    if owners is not None:
        chosen = chosen.where(OrderRow.owner_id.in_(list(owners)))
    if customer is not None:
        chosen = chosen.where(OrderRow.customer_id == customer)
    ordered = chosen.order_by(PaymentPartRow.due_on.is_(None), PaymentPartRow.due_on, PaymentPartRow.id).limit(limit)
    return [(row, order) for row, order in session.execute(ordered)]


def open_warnings(session: Session, conversations: Iterable[int] | None = None) -> list[PaymentWarningRow]:
    """Warnings that nobody has cleared, the oldest first; of these conversations, if any are given."""
    chosen = select(PaymentWarningRow).where(PaymentWarningRow.cleared_at.is_(None))
    if conversations is not None:
        chosen = chosen.where(PaymentWarningRow.conversation_id.in_(list(conversations)))
    return list(session.scalars(chosen.order_by(PaymentWarningRow.id)))
