"""Named queries for the question whether business leaves the company: exports, and wins that never became an order (R342)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from rules.inquiry import State
from rules.letter import Kind
from storage.tables.approvals import ExportRow
from storage.tables.conversations import ConversationRow


def exports_since(session: Session, since: datetime) -> Sequence[ExportRow]:
    """Lists that were asked for since then, the newest first."""
    return session.scalars(select(ExportRow).where(ExportRow.wanted_at >= since).order_by(ExportRow.id.desc())).all()


def won_without_order(session: Session, since: datetime, limit: int = 50) -> Sequence[ConversationRow]:
    """Inquiries won since then whose customer has sent no order after they were opened, the oldest first."""
    order = aliased(ConversationRow)
    ordered = select(order.id).where(
        order.customer_id == ConversationRow.customer_id,
        order.kind == Kind.ORDER,
        order.opened_at >= ConversationRow.opened_at,
    )
    won = select(ConversationRow).where(
        ConversationRow.state == State.WON,
        ConversationRow.kind != Kind.ORDER,
        ConversationRow.touched_at >= since,
        ~ordered.exists(),
    )
    return session.scalars(won.order_by(ConversationRow.id).limit(limit)).all()
