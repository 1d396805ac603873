"""What is to go out and what has gone, where each chat message stands, and the buttons that may still be pressed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Key, Plain, PlainValue


class MessageRow(Base):
    """An outgoing message: say, edit, mail or copy.

    state: waiting -> sending -> sent; back to waiting on NotSent; unknown on MaybeSent; dead when refused for good;
    cancelled when the reason has gone. Messages of one lane go in their order.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_due", "state", "due_at"),
        Index("ix_outbox_desk", "state", "kind", "audience", "id"),
        Index("ix_outbox_lane", "lane", "state", "id"),
        Index("ix_outbox_card", "card", "state"),
        Index("ix_outbox_listener", "listener", "decided_at"),
        Index("ix_outbox_told", "told_at"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[Key]
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    lane: Mapped[str]
    state: Mapped[str]
    decided_at: Mapped[datetime]
    due_at: Mapped[datetime]
    body: Mapped[PlainValue] = mapped_column(Plain())
    listener: Mapped[int | None]
    conversation_id: Mapped[int | None] = mapped_column(index=True)
    audience: Mapped[str] = mapped_column(default="colleague")
    card: Mapped[str | None]
    message_id: Mapped[str | None] = mapped_column(index=True)
    sha256: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(default=0)
    repeats: Mapped[int] = mapped_column(default=0)
    claimed_at: Mapped[datetime | None]
    claimed_by: Mapped[str] = mapped_column(default="")
    ended_at: Mapped[datetime | None]
    remote: Mapped[str] = mapped_column(default="")
    fault: Mapped[str] = mapped_column(default="")
    told_at: Mapped[datetime | None]
    """When people were told that it is late, or that nobody knows; empty again once they heard that it is over."""


class UnshownRow(Base):
    """A card that was left out because too many came at once; it is told of in the next summary (F30)."""

    __tablename__ = "unshown"
    id: Mapped[Key]
    listener: Mapped[int]
    conversation_id: Mapped[int]


class SpokenRow(Base):
    """A message that stands in a place: what a reply answers, and which card is edited there."""

    __tablename__ = "spoken"
    __table_args__ = (
        Index("ix_spoken_card", "card", "front", "place"),
        Index("ix_spoken_message", "front", "place", "message"),
    )
    id: Mapped[Key]
    outbox_id: Mapped[int]
    front: Mapped[str]
    place: Mapped[str]
    message: Mapped[str]
    card: Mapped[str | None]
    listener: Mapped[int | None]
    conversation_id: Mapped[int | None]
    at: Mapped[datetime]


class ButtonRow(Base):
    """A button that was shown: bound to person, place, command and version; used once (T25)."""

    __tablename__ = "buttons"
    nonce: Mapped[str] = mapped_column(primary_key=True)
    listener: Mapped[int | None]
    front: Mapped[str]
    place: Mapped[str]
    command: Mapped[str]
    card: Mapped[str | None]
    version: Mapped[int]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]
