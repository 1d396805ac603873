"""What the program must remember about itself: its secret, its alarms, its leases, when a digest last went."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Plain, PlainValue


class FactRow(Base):
    """A named fact: the department's secret, the last digest of a person, what a probe found."""

    __tablename__ = "facts"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[PlainValue] = mapped_column(Plain())
    at: Mapped[datetime]


class AlarmRow(Base):
    """Something is wrong: told once, and once more when it is over (R17)."""

    __tablename__ = "alarms"
    name: Mapped[str] = mapped_column(primary_key=True)
    words: Mapped[PlainValue] = mapped_column(Plain())
    since: Mapped[datetime]
    told_at: Mapped[datetime | None]
    over_at: Mapped[datetime | None]


class GuessRow(Base):
    """How often an account has brought a wrong token, button or number lately, by the way it came in (T31)."""

    __tablename__ = "guesses"
    way: Mapped[str] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]
    since: Mapped[datetime] = mapped_column(index=True)
    tried_at: Mapped[datetime]
    told_at: Mapped[datetime | None]


class StrangerRow(Base):
    """A chat account that is nobody's and has written to us; `told_at` once the administrators know (R334)."""

    __tablename__ = "strangers"
    front: Mapped[str] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    count: Mapped[int]
    since: Mapped[datetime] = mapped_column(index=True)
    told_at: Mapped[datetime | None]


class LeaseRow(Base):
    """Who may read the mailbox, poll the chat, or turn the clock, and until when, when several processes share the work."""

    __tablename__ = "leases"
    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    until: Mapped[datetime]
