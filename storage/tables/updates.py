"""What was heard, stored before it is confirmed (F21), and the keys of what has been handled."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Key


class UpdateRow(Base):
    """Something heard in a chat, whole, as the front gave it. state: stored -> handled | failed | dropped."""

    __tablename__ = "updates"
    __table_args__ = (Index("ix_updates_state", "state", "id"), {"sqlite_autoincrement": True})
    id: Mapped[Key]
    key: Mapped[str] = mapped_column(unique=True)
    front: Mapped[str]
    body: Mapped[str]
    stored_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default="stored")
    handled_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    fault: Mapped[str] = mapped_column(default="")


class HandledRow(Base):
    """The key of an event that has been handled; the same key is never handled twice."""

    __tablename__ = "handled"
    key: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
