"""The department's decisions with the date from which each holds (R259), and the manager's routing table (R47)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Key


class SettingRow(Base):
    """A value of a setting from an instant on; the newest that is valid holds."""

    __tablename__ = "settings"
    __table_args__ = (Index("ix_settings_key", "key", "valid_from"),)
    id: Mapped[Key]
    key: Mapped[str]
    value: Mapped[str]
    valid_from: Mapped[datetime]
    set_by: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    set_at: Mapped[datetime]


class RoutingRow(Base):
    """A row of the manager's table: if this field of the inquiry has this value, it is theirs."""

    __tablename__ = "routing"
    id: Mapped[Key]
    field: Mapped[str]
    """country, product, language, alias, source."""
    value: Mapped[str]
    owner_id: Mapped[int] = mapped_column(ForeignKey("colleagues.id"))
    set_by: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    set_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
