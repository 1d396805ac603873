"""What happened, in order, append-only, each row sealed with a hash over the one before (R12, R336, T34)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Key, Plain, PlainValue


class HappeningRow(Base):
    """Who, when, what, before and after. It is the timeline of a conversation and the audit of the department at once."""

    __tablename__ = "happenings"
    __table_args__ = (
        Index("ix_happenings_conversation", "conversation_id", "id"),
        Index("ix_happenings_customer", "customer_id", "id"),
        Index("ix_happenings_verb", "verb", "at"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[Key]
    at: Mapped[datetime]
    event: Mapped[str]
    actor: Mapped[int | None]
    verb: Mapped[str]
    conversation_id: Mapped[int | None]
    customer_id: Mapped[int | None]
    letter_id: Mapped[int | None]
    words: Mapped[PlainValue] = mapped_column(Plain())
    before: Mapped[PlainValue | None] = mapped_column(Plain())
    after: Mapped[PlainValue | None] = mapped_column(Plain())
    seal: Mapped[str] = mapped_column(default="")
