"""Named queries for the question whether business leaves the company: exports, and wins that never became an order (R342)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from rules.inquiry import State
from rules.letter import Kind
from rules.order_moves import Stage
from storage.tables.approvals import ExportRow
from storage.tables.conversations import ConversationRow
from storage.tables.orders import OrderRow


def exports_since(session: Session, since: datetime) -> Sequence[ExportRow]:
    """Lists that were asked for since then, the newest first."""
    return session.scalars(select(ExportRow).where(ExportRow.wanted_at >= since).order_by(ExportRow.id.desc())).all()


def won_without_order(session: Session, since: datetime, limit: int = 50) -> Sequence[ConversationRow]:
    """Inquiries won since then out of which no order came and whose customer has sent none afterwards, the oldest first."""
    order = aliased(ConversationRow)
    ordered = select(order.id).where(
        order.customer_id == ConversationRow.customer_id,
        order.kind == Kind.ORDER,
        order.opened_at >= ConversationRow.opened_at,
    )
    booked = select(OrderRow.id).where(
        OrderRow.conversation_id == ConversationRow.id, OrderRow.stage != Stage.CANCELLED
    )
    won = select(ConversationRow).where(
        ConversationRow.state == State.WON,
        ConversationRow.kind != Kind.ORDER,
        ConversationRow.touched_at >= since,
        ~ordered.exists(),
        ~booked.exists(),
    )
    return session.scalars(won.order_by(ConversationRow.id).limit(limit)).all()
