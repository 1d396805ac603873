"""Conversations with customers, their promises and the steps that remind of them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Key, Plain, PlainValue


class ConversationRow(Base):
    """One matter with one customer: inquiry, order, complaint... Its id is the number that people say (from 1001).

    state: a value of rules.inquiry.State. Exactly one owner, or none and then at the top of the digest (R36).
    """

    __tablename__ = "conversations"
    __table_args__ = (
        Index("ix_conversations_owner", "owner_id", "closed_at"),
        Index("ix_conversations_load", "closed_at", "owner_id"),
        Index("ix_conversations_open", "closed_at", "state"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[Key]
    kind: Mapped[str]
    state: Mapped[str]
    channel: Mapped[str]
    """Where it came from: mail, phone, chat, fair, visit, website, or the platform's name."""
    subject: Mapped[str] = mapped_column(default="")
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    contact_name: Mapped[str] = mapped_column(default="")
    contact_address: Mapped[str] = mapped_column(default="", index=True)
    contact_link: Mapped[str] = mapped_column(default="")
    company: Mapped[str] = mapped_column(default="")
    country: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    routed_by: Mapped[str] = mapped_column(default="")
    opened_at: Mapped[datetime] = mapped_column(index=True)
    entered_at: Mapped[datetime]
    touched_at: Mapped[datetime]
    customer_wrote_at: Mapped[datetime | None]
    first_answer_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    wants: Mapped[PlainValue | None] = mapped_column(Plain())
    """[[wanted, value, words, whether it is sure, the department's spelling], ...] in the order of R20; the last two may lack."""
    missing: Mapped[PlainValue | None] = mapped_column(Plain())
    urgent: Mapped[bool] = mapped_column(default=False)
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("conversations.id"))
    possibly: Mapped[int | None]
    """The conversation to which it possibly belongs (T04)."""
    perhaps_new: Mapped[int | None]
    """The customer's letter in it that may be a matter of its own; a person says whether it is."""
    suspicion: Mapped[PlainValue | None] = mapped_column(Plain())
    """Words for which it looks like what was called spam here before; a mark for people and no more (R25)."""
    not_spam_by: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    """Who said that it is none all the same."""
    first_letter_id: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)


class ParticipantRow(Base):
    """An address that takes part in a conversation, as the customer's side (T04)."""

    __tablename__ = "participants"
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"), primary_key=True)
    address: Mapped[str] = mapped_column(primary_key=True, index=True)
    since: Mapped[datetime]


class PromiseRow(Base):
    """The one-business-day promise for one unanswered letter or call (R55). Ends answered or lifted, never deleted."""

    __tablename__ = "promises"
    __table_args__ = (Index("ix_promises_open", "ended_at", "due_at"),)
    id: Mapped[Key]
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"), index=True)
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letters.id"))
    received_at: Mapped[datetime]
    starts_at: Mapped[datetime]
    due_at: Mapped[datetime]
    same_day_at: Mapped[datetime | None]
    because: Mapped[PlainValue | None] = mapped_column(Plain())
    breached_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    answered_how: Mapped[str] = mapped_column(default="")


class ReminderRow(Base):
    """A step of a promise: half, eighty, due, breach, daily. A row, not a timer: downtime loses none (F28)."""

    __tablename__ = "reminders"
    __table_args__ = (Index("ix_reminders_due", "done_at", "due_at"),)
    id: Mapped[Key]
    promise_id: Mapped[int] = mapped_column(ForeignKey("promises.id"), index=True)
    step: Mapped[str]
    due_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(default="")
    """told, coalesced, lifted."""


class PersonalReminderRow(Base):
    """What somebody asked to be reminded of: /remind."""

    __tablename__ = "personal_reminders"
    __table_args__ = (Index("ix_personal_reminders_due", "done_at", "due_at"),)
    id: Mapped[Key]
    colleague_id: Mapped[int] = mapped_column(ForeignKey("colleagues.id"))
    conversation_id: Mapped[int | None] = mapped_column(ForeignKey("conversations.id"))
    words: Mapped[str]
    due_at: Mapped[datetime]
    done_at: Mapped[datetime | None]


class DraftRow(Base):
    """A mail to a customer that somebody is writing; shown exactly as it will leave. state: open -> sent | cancelled."""

    __tablename__ = "drafts"
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: Mapped[Key]
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("colleagues.id"))
    purpose: Mapped[str]
    """reply, ask, acknowledge..."""
    to_name: Mapped[str]
    to_address: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]
    files: Mapped[PlainValue | None] = mapped_column(Plain())
    state: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
