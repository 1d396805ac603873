"""Persons of whom what was personal is gone: when, at whose word, and which entries and files were touched for it (R337)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Key


class ForgottenRow(Base):
    """A person at a customer who was forgotten on request. It says what was done, and nothing of what was there."""

    __tablename__ = "forgotten"
    __table_args__ = (Index("ix_forgotten_customer", "customer_id"), {"sqlite_autoincrement": True})
    id: Mapped[Key]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"))
    asked_by: Mapped[int] = mapped_column(ForeignKey("colleagues.id"))
    approval_id: Mapped[int | None] = mapped_column(ForeignKey("approvals.id"))
    because: Mapped[str]
    at: Mapped[datetime]
    removed: Mapped[int]
    """Letters whose bytes are gone."""
    locked: Mapped[int]
    """Letters that the law has kept (R339)."""
    entries: Mapped[int]
    """Entries of the record in which something was blacked out."""


class BlackenedRow(Base):
    """An entry of the record in which personal data was blacked out. Without this row the database refuses the change.

    `digest` is the seal of what stands there now; the sealed entry "forgotten" names it, too.
    """

    __tablename__ = "blackened"
    happening_id: Mapped[int] = mapped_column(ForeignKey("happenings.id"), primary_key=True, autoincrement=False)
    digest: Mapped[str]


class DiscardedRow(Base):
    """A file that may not lie in the store any more, also if a mailbox brings it again."""

    __tablename__ = "discarded"
    sha256: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
