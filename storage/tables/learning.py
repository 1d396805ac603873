"""What was learnt from people's own judgement of letters."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Key, Plain, PlainValue


class LearnedRow(Base):
    """One night's lesson: from how many letters, how well it did in its trial, and the table of words if it is good enough."""

    __tablename__ = "learned"
    id: Mapped[Key]
    at: Mapped[datetime]
    spam: Mapped[int]
    """Letters that people had called something that nobody answers."""
    wanted: Mapped[int]
    """Letters that people had answered, or called no spam."""
    right: Mapped[int]
    """Of a hundred that it would have marked in its trial, so many were spam."""
    found: Mapped[int]
    """Of a hundred letters of spam it would have marked so many."""
    model: Mapped[PlainValue | None] = mapped_column(Plain())
    """{"bias", "least", "weights"} of rules.learned.Learned; None: not good enough to mark anything."""
