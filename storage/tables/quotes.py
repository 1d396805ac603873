"""Quotations: what was offered under which number, every version and every change of it, who confirmed what, and what follows."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Key, Plain, PlainValue


class QuoteRow(Base):
    """One offer to one customer. Its id is the draft number that people say (D7) until it is approved and gets its number.

    `version` is the newest version's; how the offer stands is how that version stands.
    """

    __tablename__ = "quotes"
    __table_args__ = (
        Index("ix_quotes_owner", "owner_id", "closed_at"),
        Index("ix_quotes_customer", "customer_id", "id"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[Key]
    number: Mapped[str | None] = mapped_column(unique=True)
    """Q-2026-0031: given when the first version is approved, without gaps in a year."""
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"), index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("colleagues.id"))
    """Who quotes."""
    version: Mapped[int] = mapped_column(default=1)
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    """When it was won, lost, given up or expired; empty again once it is opened again."""
    major_at: Mapped[datetime | None]
    """When somebody, or its amount, made it a large one, of which the supervisor hears at each step (R137)."""


class QuoteVersionRow(Base):
    """A version of an offer. state: a value of rules.quote_moves.QuoteState. Its content changes only while it is a draft."""

    __tablename__ = "quote_versions"
    __table_args__ = (
        UniqueConstraint("quote_id", "version", name="uq_quote_versions_version"),
        Index("ix_quote_versions_state", "state", "valid_until"),
        CheckConstraint(
            "state NOT IN ('approved', 'sent', 'receipt_confirmed', 'negotiating', 'accepted')"
            " OR (approved_at IS NOT NULL AND approved_hash = content_hash)",
            name="released_as_it_is",
        ),
        CheckConstraint("state <> 'sent' OR sent_at IS NOT NULL", name="sent_by_somebody"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[Key]
    quote_id: Mapped[int] = mapped_column(ForeignKey("quotes.id"))
    version: Mapped[int]
    revision: Mapped[int] = mapped_column(default=1)
    """Counts the changes of its content."""
    state: Mapped[str] = mapped_column(default="draft")
    content: Mapped[PlainValue] = mapped_column(Plain())
    """The quotation, as rules.quote_plain writes it."""
    content_hash: Mapped[str]
    currency: Mapped[str] = mapped_column(default="")
    total: Mapped[str] = mapped_column(default="")
    """In the currency, as a decimal number."""
    margin: Mapped[str] = mapped_column(default="")
    """As a part of one, unrounded; empty where it cannot be told."""
    valid_until: Mapped[date | None]
    made_by: Mapped[int] = mapped_column(ForeignKey("colleagues.id"))
    made_at: Mapped[datetime]
    edited_by: Mapped[int] = mapped_column(ForeignKey("colleagues.id"))
    edited_at: Mapped[datetime]
    approval_id: Mapped[int | None] = mapped_column(ForeignKey("approvals.id"))
    approved_hash: Mapped[str] = mapped_column(default="")
    """The hash of what was released; `approval_id` is empty where the department's rule releases it (R123)."""
    approved_at: Mapped[datetime | None]
    papers: Mapped[PlainValue | None] = mapped_column(Plain())
    """[[form, language, sha256, size, name], ...] of the approved content, drawn before it is sent."""
    sent_at: Mapped[datetime | None]
    sent_by: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("drafts.id"))
    """The covering mail (R129)."""
    received_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    """When the customer answered it last."""
    answer: Mapped[PlainValue | None] = mapped_column(Plain())
    """What that answer says, as handlers.quote_answers writes it; its words stay in the letter."""
    ended_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
    """Why it was returned, changed, lost."""


class QuoteRevisionRow(Base):
    """What a version was after a change: who changed it, when, and what it became. Nothing of it is ever removed (R135)."""

    __tablename__ = "quote_revisions"
    version_id: Mapped[int] = mapped_column(ForeignKey("quote_versions.id"), primary_key=True, autoincrement=False)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[PlainValue] = mapped_column(Plain())
    words: Mapped[PlainValue] = mapped_column(Plain())
    """Lines that say what was changed."""
    by: Mapped[int] = mapped_column(ForeignKey("colleagues.id"))
    at: Mapped[datetime]


class QuoteSeenRow(Base):
    """Which revision somebody was shown last, so that the second of two learns what the first has changed."""

    __tablename__ = "quote_seen"
    version_id: Mapped[int] = mapped_column(ForeignKey("quote_versions.id"), primary_key=True, autoincrement=False)
    colleague_id: Mapped[int] = mapped_column(ForeignKey("colleagues.id"), primary_key=True, autoincrement=False)
    revision: Mapped[int]
    at: Mapped[datetime]


class QuoteReviewRow(Base):
    """A named person's word that price, delivery or payment is right (R24); it holds for exactly what was confirmed."""

    __tablename__ = "quote_reviews"
    version_id: Mapped[int] = mapped_column(ForeignKey("quote_versions.id"), primary_key=True, autoincrement=False)
    matter: Mapped[str] = mapped_column(primary_key=True)
    """price, delivery or payment."""
    said: Mapped[str]
    """The hash of the part of the content that was confirmed."""
    by: Mapped[int] = mapped_column(ForeignKey("colleagues.id"))
    at: Mapped[datetime]


class SupplyRow(Base):
    """A question to production or purchasing: can it be made, how long does it take, what does it cost (R115)."""

    __tablename__ = "supplies"
    __table_args__ = (Index("ix_supplies_open", "answered_at", "asked_at"), {"sqlite_autoincrement": True})
    id: Mapped[Key]
    quote_id: Mapped[int] = mapped_column(ForeignKey("quotes.id"), index=True)
    kind: Mapped[str] = mapped_column(default="supply")
    """supply, or concession: a lower cost is wanted (R127)."""
    product: Mapped[str]
    """The number of the product, or its name where it has none."""
    quantity: Mapped[str]
    """As a decimal number."""
    unit: Mapped[str] = mapped_column(default="")
    wanted: Mapped[str] = mapped_column(default="")
    """The delivery that the quotation promises, or why a lower cost is wanted and which."""
    asked_by: Mapped[int] = mapped_column(ForeignKey("colleagues.id"))
    asked_at: Mapped[datetime]
    asked_of: Mapped[PlainValue] = mapped_column(Plain())
    """Whom: ids of colleagues."""
    asked_again_at: Mapped[datetime | None]
    """When those who had not answered were asked once more."""
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    answered_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(default="")
    """yes, no, partly."""
    days: Mapped[int | None]
    """The production cycle in calendar days."""
    cost: Mapped[str] = mapped_column(default="")
    """Per unit, as a decimal number."""
    currency: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class QuoteStepRow(Base):
    """What is to be done after sending: receipt, first, second, before_expiry, expiry. A row, not a timer (F28)."""

    __tablename__ = "quote_steps"
    __table_args__ = (
        UniqueConstraint("version_id", "step", name="uq_quote_steps_step"),
        Index("ix_quote_steps_due", "done_at", "due_at"),
    )
    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(ForeignKey("quote_versions.id"))
    step: Mapped[str]
    due_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(default="")
    """told, answered, cancelled, sent."""
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("drafts.id"))


class SeriesRow(Base):
    """The last number given in a series of a year: numbers have no gaps, for they are given where they are committed."""

    __tablename__ = "series"
    name: Mapped[str] = mapped_column(primary_key=True)
    """Q for quotations."""
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]
