"""Products as the department sells them, what their prices were, exchange rates, and each import by which a table came in."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Key, Plain, PlainValue


class ProductRow(Base):
    """A product, known by the number that people say. It is never removed: what is sold no more is withdrawn.

    Amounts, quantities, sizes and weights are decimal numbers as text, empty where there is none.
    """

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
    picture: Mapped[str] = mapped_column(default="")
    """SHA-256 of its picture in the store."""
    picture_type: Mapped[str] = mapped_column(default="")
    picture_size: Mapped[int] = mapped_column(default=0)
    per_carton: Mapped[str] = mapped_column(default="")
    carton_length: Mapped[str] = mapped_column(default="")
    """Centimetres, like width and height."""
    carton_width: Mapped[str] = mapped_column(default="")
    carton_height: Mapped[str] = mapped_column(default="")
    carton_gross: Mapped[str] = mapped_column(default="")
    """Kilograms."""
    carton_net: Mapped[str] = mapped_column(default="")
    price: Mapped[str] = mapped_column(default="")
    """Of one unit in `currency`: the price list's (R126)."""
    floor: Mapped[str] = mapped_column(default="")
    ceiling: Mapped[str] = mapped_column(default="")
    float_down: Mapped[str] = mapped_column(default="")
    """Per cent, where the floor is told so."""
    float_up: Mapped[str] = mapped_column(default="")
    currency: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[date | None]
    tiers: Mapped[PlainValue] = mapped_column(Plain())
    """[[from this quantity on, unit price], ...], as decimal text."""
    coming: Mapped[PlainValue | None] = mapped_column(Plain())
    """The prices that hold from `coming_on` on."""
    coming_on: Mapped[date | None] = mapped_column(index=True)
    costs: Mapped[PlainValue] = mapped_column(Plain())
    """[[cost line of R117, amount of one unit in `cost_currency`], ...]."""
    cost_currency: Mapped[str] = mapped_column(default="")
    cost_source: Mapped[str] = mapped_column(default="")
    cost_on: Mapped[date | None]
    changed_at: Mapped[datetime] = mapped_column(index=True)
    withdrawn_at: Mapped[datetime | None]


class PriceRow(Base):
    """What base price, floor and ceiling of a product became, when, and by whom. Rows are only added."""

    __tablename__ = "prices"
    __table_args__ = (Index("ix_prices_number", "number", "id"), {"sqlite_autoincrement": True})
    id: Mapped[Key]
    number: Mapped[str]
    price: Mapped[str]
    floor: Mapped[str]
    ceiling: Mapped[str]
    currency: Mapped[str]
    valid_from: Mapped[date | None]
    at: Mapped[datetime]
    by: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    source: Mapped[str] = mapped_column(default="")
    """The file of an import; empty for what was typed."""


class RateRow(Base):
    """An exchange rate: one unit of `currency` is `value` units of `against`, as of `on`. Of the same day the newest counts."""

    __tablename__ = "rates"
    __table_args__ = (
        Index("ix_rates_pair", "currency", "against", "on"),
        Index("ix_rates_on", "on", "undone_at"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[Key]
    currency: Mapped[str]
    against: Mapped[str]
    value: Mapped[str]
    """As a decimal number."""
    on: Mapped[date]
    origin: Mapped[str]
    """entered or ecb."""
    by: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    entered_at: Mapped[datetime]
    import_id: Mapped[int | None] = mapped_column(ForeignKey("imports.id"))
    undone_at: Mapped[datetime | None]


class ImportRow(Base):
    """A table that was brought in: who, when, from which file, and what stood there before, so that it can be undone."""

    __tablename__ = "imports"
    __table_args__ = (Index("ix_imports_newest", "what", "id"), {"sqlite_autoincrement": True})
    id: Mapped[Key]
    what: Mapped[str]
    """products, rates, customers, staff, cards."""
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
