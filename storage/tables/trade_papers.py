"""The papers of orders and samples: what each says, who released it, where it went, who signed it (M4, M10)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Key, Plain, PlainValue


class TradePaperRow(Base):
    """One paper. state: a value of rules.trade_paper_moves.PaperState. Its content changes only while it is a draft.

    `approved_at` without `approval_id` is a paper of a kind that nobody has to release.
    """

    __tablename__ = "trade_papers"
    __table_args__ = (
        Index("ix_trade_papers_order", "order_id", "kind", "id"),
        Index("ix_trade_papers_state", "state", "kind"),
        CheckConstraint(
            "state NOT IN ('approved', 'sent', 'signed', 'rechecked', 'company_signed', 'copy_delivered', 'archived')"
            " OR (approved_at IS NOT NULL AND approved_hash = content_hash)",
            name="released_as_it_is",
        ),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[Key]
    kind: Mapped[str]
    """A value of rules.trade_paper.Kind."""
    number: Mapped[str | None] = mapped_column(unique=True)
    """PI-2026-0007: given when it is released, without gaps in a year and series; an amended version adds its own."""
    version: Mapped[int] = mapped_column(default=1)
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("trade_papers.id"))
    """The version before it (R172)."""
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"))
    sample_id: Mapped[int | None] = mapped_column(ForeignKey("samples.id"), index=True)
    partner: Mapped[str] = mapped_column(default="")
    """The supplier of a purchase order, by name."""
    partner_address: Mapped[str] = mapped_column(default="")
    """Where it is sent; empty: to the customer of the order."""
    state: Mapped[str] = mapped_column(default="draft")
    language: Mapped[str] = mapped_column(default="en")
    """en, zh or en+zh."""
    content: Mapped[PlainValue] = mapped_column(Plain())
    """As rules.trade_paper writes it."""
    content_hash: Mapped[str]
    revision: Mapped[int] = mapped_column(default=1)
    made_by: Mapped[int] = mapped_column(ForeignKey("colleagues.id"))
    made_at: Mapped[datetime]
    edited_by: Mapped[int] = mapped_column(ForeignKey("colleagues.id"))
    edited_at: Mapped[datetime]
    legal_opinion: Mapped[str] = mapped_column(default="")
    legal_by: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    approval_id: Mapped[int | None] = mapped_column(ForeignKey("approvals.id"))
    approved_hash: Mapped[str] = mapped_column(default="")
    approved_at: Mapped[datetime | None]
    papers: Mapped[PlainValue | None] = mapped_column(Plain())
    """[[form, language, sha256, size, name], ...] of the released content."""
    sent_at: Mapped[datetime | None]
    sent_by: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("drafts.id"))
    signed_at: Mapped[datetime | None]
    """When the signed copy came; the file itself is a row of order_files."""
    rechecked_at: Mapped[datetime | None]
    rechecked_by: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    company_signed_at: Mapped[datetime | None]
    company_signed_by: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    copy_delivered_at: Mapped[datetime | None]
    original_at: Mapped[datetime | None]
    """When the signed original on paper came (C31)."""
    archived_at: Mapped[datetime | None]
    archive_ref: Mapped[str] = mapped_column(default="")
    received_by: Mapped[PlainValue | None] = mapped_column(Plain())
    """[[colleague, instant], ...]: who has confirmed to have got a copy (R146, R160)."""
    ended_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")


class TradePaperRevisionRow(Base):
    """What a paper said after a change; never changed or removed (R172)."""

    __tablename__ = "trade_paper_revisions"
    paper_id: Mapped[int] = mapped_column(ForeignKey("trade_papers.id"), primary_key=True, autoincrement=False)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[PlainValue] = mapped_column(Plain())
    words: Mapped[PlainValue] = mapped_column(Plain())
    by: Mapped[int] = mapped_column(ForeignKey("colleagues.id"))
    at: Mapped[datetime]


class TradePaperWishRow(Base):
    """A colleague wants to see a paper as it stands, or to have it as a file."""

    __tablename__ = "trade_paper_wishes"
    __table_args__ = (Index("ix_trade_paper_wishes_open", "done_at", "id"), {"sqlite_autoincrement": True})
    id: Mapped[Key]
    paper_id: Mapped[int] = mapped_column(ForeignKey("trade_papers.id"))
    language: Mapped[str] = mapped_column(default="")
    asked_by: Mapped[int] = mapped_column(ForeignKey("colleagues.id"))
    asked_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    papers: Mapped[PlainValue | None] = mapped_column(Plain())


class OrderFileWishRow(Base):
    """A colleague wants the whole file of an order as one zip (R174), or the picture of its timeline."""

    __tablename__ = "order_file_wishes"
    __table_args__ = (Index("ix_order_file_wishes_open", "done_at", "id"), {"sqlite_autoincrement": True})
    id: Mapped[Key]
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"))
    """Empty for the label of a sample that belongs to no order."""
    what: Mapped[str]
    """file, timeline, or label: the label of the retained sample whose id is sample_id."""
    sample_id: Mapped[int | None] = mapped_column(ForeignKey("samples.id"))
    asked_by: Mapped[int] = mapped_column(ForeignKey("colleagues.id"))
    asked_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
