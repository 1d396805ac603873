"""What waits for somebody's release, and the releases; what the code refuses, the database refuses, too (T27)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Key, Plain, PlainValue

_BOUND = ("id", "asked_by", "created_by", "edited_by", "content_hash")


class ApprovalRow(Base):
    """One content that somebody wants released. Its content never changes: a changed one is asked for under a new number.

    state: a value of rules.approval.ApprovalState. A trigger refuses "approved" without the releases that are needed, and
    every state after an end.
    """

    __tablename__ = "approvals"
    __table_args__ = (
        CheckConstraint("decided_by <> asked_by", name="not_by_who_asked"),
        CheckConstraint("decided_by <> created_by", name="not_by_who_created"),
        CheckConstraint("decided_by <> edited_by", name="not_by_who_edited"),
        CheckConstraint("state <> 'approved' OR decided_by IS NOT NULL", name="approved_by_somebody"),
        CheckConstraint("needs >= 1", name="needs_somebody"),
        UniqueConstraint(*_BOUND, name="uq_approvals_bound"),
        Index(
            "uq_approvals_pending",
            "thing",
            "subject",
            unique=True,
            sqlite_where=text("state = 'asked'"),
            postgresql_where=text("state = 'asked'"),
        ),
        Index("ix_approvals_state", "state", "expires_at"),
        Index("ix_approvals_subject", "subject", "id"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[Key]
    thing: Mapped[str]
    """A thing of the table of approvals: customer.grade, export, ..."""
    subject: Mapped[str]
    """Which one: "customer:17"."""
    content: Mapped[PlainValue] = mapped_column(Plain())
    """What is wanted, in the plain form that is hashed."""
    content_hash: Mapped[str]
    words: Mapped[PlainValue] = mapped_column(Plain())
    """Lines that say it to people, as rules.words writes them."""
    details: Mapped[PlainValue | None] = mapped_column(Plain())
    """More lines, which only the card shows."""
    authors: Mapped[PlainValue | None] = mapped_column(Plain())
    """Everybody else who wrote a part of it: ids of colleagues. It is theirs, too."""
    steps: Mapped[PlainValue] = mapped_column(Plain())
    """[[roles, count, other roles], ...] as the table said when it was asked for."""
    needs: Mapped[int]
    """How many releases it takes."""
    state: Mapped[str] = mapped_column(default="asked")
    asked_by: Mapped[int] = mapped_column(ForeignKey("colleagues.id"))
    created_by: Mapped[int] = mapped_column(ForeignKey("colleagues.id"))
    edited_by: Mapped[int] = mapped_column(ForeignKey("colleagues.id"))
    asked_at: Mapped[datetime]
    remind_at: Mapped[datetime]
    deputy_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    reminded_at: Mapped[datetime | None]
    deputy_told_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    conversation_id: Mapped[int | None] = mapped_column(ForeignKey("conversations.id"))


class ReleaseRow(Base):
    """One person's release of exactly that content. The foreign key makes its copies true, so that the checks mean something."""

    __tablename__ = "releases"
    __table_args__ = (
        ForeignKeyConstraint(
            ["approval_id", "asked_by", "created_by", "edited_by", "content_hash"],
            [f"approvals.{each}" for each in _BOUND],
            name="fk_releases_approval",
        ),
        CheckConstraint("given_by NOT IN (asked_by, created_by, edited_by)", name="not_ones_own"),
        CheckConstraint("seat NOT IN (asked_by, created_by, edited_by)", name="not_in_ones_own_seat"),
        UniqueConstraint("approval_id", "seat", name="uq_releases_seat"),
    )
    approval_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    given_by: Mapped[int] = mapped_column(ForeignKey("colleagues.id"), primary_key=True, autoincrement=False)
    seat: Mapped[int] = mapped_column(ForeignKey("colleagues.id"))
    """Whose right it was: her own, or that of whom she stands in for."""
    step: Mapped[int]
    asked_by: Mapped[int]
    created_by: Mapped[int]
    edited_by: Mapped[int]
    content_hash: Mapped[str]
    given_at: Mapped[datetime]


class ExportRow(Base):
    """A file that left the desk with many customers' facts in it (R329). Its id is the serial number in the file."""

    __tablename__ = "exports"
    __table_args__ = (Index("ix_exports_made", "made_at"), {"sqlite_autoincrement": True})
    id: Mapped[Key]
    what: Mapped[str]
    form: Mapped[str]
    """xlsx or csv."""
    wanted_by: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    """None: somebody at the machine itself."""
    approval_id: Mapped[int | None] = mapped_column(ForeignKey("approvals.id"))
    wanted_at: Mapped[datetime]
    made_at: Mapped[datetime | None]
    sha256: Mapped[str] = mapped_column(default="")
    rows: Mapped[int] = mapped_column(default=0)
