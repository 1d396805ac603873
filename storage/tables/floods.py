"""Floods of letters: from where too much came, how much was put aside, and what a person said of it (T32)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Key


class FloodRow(Base):
    """One flood, from the first letter above the limit on. breadth: a value of rules.flood.Breadth."""

    __tablename__ = "floods"
    __table_args__ = (Index("ix_floods_whose", "breadth", "whose", "last_at"),)
    id: Mapped[Key]
    breadth: Mapped[str]
    whose: Mapped[str]
    """The address or the domain; empty for everybody."""
    most: Mapped[int]
    """The limit that was passed, in letters an hour."""
    since: Mapped[datetime]
    last_at: Mapped[datetime]
    aside: Mapped[int] = mapped_column(default=0)
    """Letters put aside so far."""
    ended_at: Mapped[datetime | None]
    verdict: Mapped[str] = mapped_column(default="")
    """normal or spam; empty until a person has said."""
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
