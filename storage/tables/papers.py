"""Papers that somebody wants to look at: asked for by a row, drawn by the press outside any decision, sent to who asked."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Key, Plain, PlainValue


class PaperWishRow(Base):
    """A colleague wants to see the paper of a version as it stands, a draft's, too."""

    __tablename__ = "paper_wishes"
    __table_args__ = (Index("ix_paper_wishes_open", "done_at", "id"), {"sqlite_autoincrement": True})
    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(ForeignKey("quote_versions.id"))
    language: Mapped[str] = mapped_column(default="")
    """en, zh or en+zh; empty for the quotation's own."""
    asked_by: Mapped[int] = mapped_column(ForeignKey("colleagues.id"))
    asked_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    papers: Mapped[PlainValue | None] = mapped_column(Plain())
    """[[form, language, sha256, size, name], ...]; empty where it could not be drawn."""
