"""Samples: what was asked for, how many are made, which one is kept and where, what became of it (M3, M3b, form B9)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Key, Plain, PlainValue


class SampleRow(Base):
    """One sample. state: a value of rules.sample_moves.SampleState. Its id is the number that people say: S12."""

    __tablename__ = "samples"
    __table_args__ = (
        Index("ix_samples_owner", "owner_id", "closed_at"),
        Index("ix_samples_order", "order_id", "kind"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(default="sample")
    """sample, or preproduction (产前样)."""
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"), index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("colleagues.id"))
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"))
    """The order that a pre-production sample belongs to, or that is made after this sample (R150)."""
    purchase_id: Mapped[int | None]
    """The purchase order (a trade paper's id) whose supplier makes it."""
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    """The technical contact (R148)."""
    version: Mapped[int] = mapped_column(default=1)
    state: Mapped[str]
    state_since: Mapped[datetime]
    content: Mapped[PlainValue] = mapped_column(Plain())
    """The form's fields by their names in annex B9."""
    content_hash: Mapped[str]
    need_by: Mapped[date | None]
    approval_id: Mapped[int | None] = mapped_column(ForeignKey("approvals.id"))
    reviewed_by: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    reviewed_at: Mapped[datetime | None]
    label: Mapped[str] = mapped_column(default="")
    """The label of the retained piece: RS-2026-0004."""
    place: Mapped[str] = mapped_column(default="")
    courier: Mapped[str] = mapped_column(default="")
    tracking: Mapped[str] = mapped_column(default="")
    sent_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    feedback: Mapped[str] = mapped_column(default="")
    result: Mapped[str] = mapped_column(default="")
    """approved, change, rejected."""
    reason: Mapped[str] = mapped_column(default="")
    made_by: Mapped[int] = mapped_column(ForeignKey("colleagues.id"))
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class SampleVersionRow(Base):
    """What the form said when it was confirmed: kept when a change makes a new version (R153)."""

    __tablename__ = "sample_versions"
    sample_id: Mapped[int] = mapped_column(ForeignKey("samples.id"), primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[PlainValue] = mapped_column(Plain())
    words: Mapped[PlainValue] = mapped_column(Plain())
    by: Mapped[int] = mapped_column(ForeignKey("colleagues.id"))
    at: Mapped[datetime]
