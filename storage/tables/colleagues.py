"""Colleagues: their roles, addresses, chat accounts, absences, invitations; and the rooms of the team."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Key, Plain, PlainValue


class ColleagueRow(Base):
    """One person of the department (R7). Leaves by `dismissed_at`, is never deleted."""

    __tablename__ = "colleagues"
    id: Mapped[Key]
    name: Mapped[str] = mapped_column(unique=True)
    roles: Mapped[PlainValue] = mapped_column(Plain())
    language: Mapped[str] = mapped_column(default="en")
    zone: Mapped[str]
    joined_at: Mapped[datetime]
    dismissed_at: Mapped[datetime | None]
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    urgent_ok: Mapped[bool] = mapped_column(default=False)
    """May be woken for urgent things outside hours (R58)."""
    load: Mapped[int] = mapped_column(default=0)
    """Open conversations, counted by storage.loads."""


class ColleagueAddressRow(Base):
    """A company address of a colleague; the first added is the one that letters are forwarded to."""

    __tablename__ = "colleague_addresses"
    address: Mapped[str] = mapped_column(primary_key=True)
    colleague_id: Mapped[int] = mapped_column(ForeignKey("colleagues.id"), index=True)
    since: Mapped[datetime]


class ChatAccountRow(Base):
    """A chat account that is a colleague's (R334). `place` is where she is spoken to in private."""

    __tablename__ = "chat_accounts"
    front: Mapped[str] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[str]
    colleague_id: Mapped[int] = mapped_column(ForeignKey("colleagues.id"), index=True)
    since: Mapped[datetime]
    gone_at: Mapped[datetime | None]
    """When the front said that the place cannot be reached any more (F19)."""


class AbsenceRow(Base):
    """Leave, with a deputy (R282)."""

    __tablename__ = "absences"
    __table_args__ = (Index("ix_absences_colleague", "colleague_id", "until"),)
    id: Mapped[Key]
    colleague_id: Mapped[int] = mapped_column(ForeignKey("colleagues.id"))
    since: Mapped[datetime]
    until: Mapped[datetime]
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    ended_at: Mapped[datetime | None]


class InviteRow(Base):
    """A one-time link (T23): 128 bits, of which only the hash is kept. state: open -> used -> confirmed | refused."""

    __tablename__ = "invites"
    id: Mapped[Key]
    token_hash: Mapped[str] = mapped_column(unique=True)
    colleague_id: Mapped[int] = mapped_column(ForeignKey("colleagues.id"))
    made_by: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default="open")
    front: Mapped[str] = mapped_column(default="")
    account: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    speaker_name: Mapped[str] = mapped_column(default="")
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))


class RoomRow(Base):
    """A group chat that an administrator has confirmed in private (R15, R333). Counts only are said there."""

    __tablename__ = "rooms"
    __table_args__ = (UniqueConstraint("front", "address"),)
    id: Mapped[Key]
    front: Mapped[str]
    address: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="en")
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    confirmed_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
