"""Products as the department sells them, and each import by which a table came in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Key, Plain, PlainValue


class ProductRow(Base):
    """A product, known by the number that people say. It is never removed: what is sold no more is withdrawn."""

    __tablename__ = "products"
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: Mapped[Key]
    number: Mapped[str] = mapped_column(unique=True)
    names: Mapped[PlainValue] = mapped_column(Plain())
    """{language: name}, ISO 639-1."""
    synonyms: Mapped[PlainValue] = mapped_column(Plain())
    """Other names, also model numbers under which customers ask for it, in any language."""
    description: Mapped[str] = mapped_column(default="")
    specification: Mapped[str] = mapped_column(default="")
    material: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    """What it is counted in: pcs, sets, m, kg ..."""
    packing: Mapped[str] = mapped_column(default="")
    hs_code: Mapped[str] = mapped_column(default="")
    """Harmonized System, 4 to 12 digits without dots."""
    moq: Mapped[str] = mapped_column(default="")
    """The smallest order, in its unit, as a decimal number; empty where there is none."""
    lead_days: Mapped[int | None]
    """Calendar days from order to shipment."""
    changed_at: Mapped[datetime] = mapped_column(index=True)
    withdrawn_at: Mapped[datetime | None]


class ImportRow(Base):
    """A table that was brought in: who, when, from which file, and what stood there before, so that it can be undone."""

    __tablename__ = "imports"
    __table_args__ = (Index("ix_imports_newest", "what", "id"), {"sqlite_autoincrement": True})
    id: Mapped[Key]
    what: Mapped[str]
    """products, customers, staff, cards."""
    file: Mapped[str]
    sha256: Mapped[str]
    by: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    """None: at the machine."""
    at: Mapped[datetime]
    added: Mapped[int]
    changed: Mapped[int]
    before: Mapped[PlainValue] = mapped_column(Plain())
    """{key: what stood there, or null for what is new}."""
    after: Mapped[PlainValue] = mapped_column(Plain())
    """{key: what it left}."""
    undone_at: Mapped[datetime | None]
