"""Named queries about reconciliations: what sales and accounting have agreed on of an order in a month (R233)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.order_moves import Stage
from rules.payment import PartState
from storage.tables.orders import OrderRow
from storage.tables.payments import PaymentPartRow, ReconciliationRow
from storage.work import Work


def of(work: Work, order: int, period: str) -> ReconciliationRow:
    """The row of that order and month (2026-11), made if it is not there."""
    chosen = select(ReconciliationRow).where(ReconciliationRow.order_id == order, ReconciliationRow.period == period)
    row = work.session.scalar(chosen)
    if row is None:
        row = ReconciliationRow(order_id=order, period=period, difference="", at=work.now)
        work.session.add(row)
        work.session.flush()
    return row


def open_orders(session: Session, period: str, owners: Sequence[int] | None = None, limit: int = 500) -> list[OrderRow]:
    """Orders whose money is not reconciled whole, and on which both sides have not agreed in that month; the oldest first."""
    unsettled = select(PaymentPartRow.order_id).where(
        PaymentPartRow.state.not_in((PartState.RECONCILED, PartState.VOID, PartState.BAD_DEBT))
    )
    both = select(ReconciliationRow.order_id).where(
        ReconciliationRow.period == period,
        ReconciliationRow.sales_by.is_not(None),
        ReconciliationRow.accounting_by.is_not(None),
        ReconciliationRow.difference == "",
    )
    chosen = select(OrderRow).where(
        OrderRow.id.in_(unsettled), OrderRow.id.not_in(both), OrderRow.stage != Stage.CANCELLED
    )
    if owners is not None:
        chosen = chosen.where(OrderRow.owner_id.in_(list(owners)))
    return list(session.scalars(chosen.order_by(OrderRow.id).limit(limit)))
