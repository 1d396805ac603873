"""Named queries about files of orders that somebody waits for: the whole file as a zip, the timeline, a sample's label."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.tables.trade_papers import OrderFileWishRow
from storage.work import Work

FILE, TIMELINE, LABEL = "file", "timeline", "label"
"""What may be wished for."""


def wished(work: Work, order: int | None, what: str, person: int, sample: int | None = None) -> OrderFileWishRow:
    """She wants it; asking twice before it is there is asking once."""
    chosen = select(OrderFileWishRow).where(
        OrderFileWishRow.order_id == order,
        OrderFileWishRow.what == what,
        OrderFileWishRow.sample_id.is_(None) if sample is None else OrderFileWishRow.sample_id == sample,
        OrderFileWishRow.asked_by == person,
        OrderFileWishRow.done_at.is_(None),
    )
    found = work.session.scalar(chosen.limit(1))
    if found is None:
        found = OrderFileWishRow(order_id=order, what=what, sample_id=sample, asked_by=person, asked_at=work.now)
        work.session.add(found)
        work.session.flush()
    return found


def open_wishes(session: Session, limit: int = 20) -> list[OrderFileWishRow]:
    """What was asked for and is not there yet, the oldest first."""
    chosen = select(OrderFileWishRow).where(OrderFileWishRow.done_at.is_(None))
    return list(session.scalars(chosen.order_by(OrderFileWishRow.id).limit(limit)))


def wish(session: Session, number: int) -> OrderFileWishRow | None:
    return session.get(OrderFileWishRow, number)


def fulfilled(work: Work, row: OrderFileWishRow) -> None:
    """It was made, or it was tried."""
    row.done_at = work.now
    work.session.flush()
