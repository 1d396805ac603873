"""After the sale: complaints with their own clock, revisits, surveys (M7, forms B22-B24), and dated tasks of every kind."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Key


class ComplaintRow(Base):
    """A case on a customer's card (R242). state: a value of rules.complaint_moves.ComplaintState. People say C5."""

    __tablename__ = "complaints"
    __table_args__ = (
        Index("ix_complaints_open", "closed_at", "step_since"),
        Index("ix_complaints_customer", "customer_id", "id"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(default="complaint")
    """complaint, opinion, or question: in use (R254)."""
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"), index=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"), index=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    """Empty: whoever has the conversation."""
    responsible_id: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    state: Mapped[str] = mapped_column(default="received")
    step_since: Mapped[datetime]
    """When the last step was taken: the clock of the next one runs from here (R246)."""
    channel: Mapped[str] = mapped_column(default="mail")
    """mail, phone, talk, chat."""
    said: Mapped[str]
    """What the customer says (投诉内容)."""
    cause: Mapped[str] = mapped_column(default="")
    measure: Mapped[str] = mapped_column(default="")
    result: Mapped[str] = mapped_column(default="")
    prevention: Mapped[str] = mapped_column(default="")
    received_at: Mapped[datetime]
    reported_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    closed_at: Mapped[datetime | None]


class RevisitRow(Base):
    """A revisit or visit of a customer (form B24, R239-R241)."""

    __tablename__ = "revisits"
    __table_args__ = (Index("ix_revisits_customer", "customer_id", "on"), {"sqlite_autoincrement": True})
    id: Mapped[Key]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"))
    on: Mapped[date]
    kind: Mapped[str] = mapped_column(default="call")
    """call, mail or visit."""
    satisfaction: Mapped[int | None]
    """1 to 5."""
    product_use: Mapped[str] = mapped_column(default="")
    new_needs: Mapped[str] = mapped_column(default="")
    problems: Mapped[str] = mapped_column(default="")
    next_step: Mapped[str] = mapped_column(default="")
    by: Mapped[int] = mapped_column(ForeignKey("colleagues.id"))
    at: Mapped[datetime]


class SurveyRow(Base):
    """What a customer thinks of us, 1 to 5 by subject (form B23, R250)."""

    __tablename__ = "surveys"
    __table_args__ = (
        Index("ix_surveys_customer", "customer_id", "id"),
        Index("ix_surveys_period", "period", "owner_id"),
        *(
            CheckConstraint(f"{each} IS NULL OR {each} BETWEEN 1 AND 5", name=f"{each}_is_1_to_5")
            for each in ("quality", "service", "logistics", "aftersales")
        ),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[Key]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("colleagues.id"))
    period: Mapped[str]
    """2026-Q4."""
    method: Mapped[str] = mapped_column(default="mail")
    """mail, phone or visit."""
    quality: Mapped[int | None]
    service: Mapped[int | None]
    logistics: Mapped[int | None]
    aftersales: Mapped[int | None]
    suggestions: Mapped[str] = mapped_column(default="")
    analysis: Mapped[str] = mapped_column(default="")
    measures: Mapped[str] = mapped_column(default="")
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("drafts.id"))
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    by: Mapped[int] = mapped_column(ForeignKey("colleagues.id"))


class TaskRow(Base):
    """Something that is to be done or asked on a day: a row, not a timer (F28). `thing` and `subject` say of what.

    `step` is a key of handlers.task_steps.STEPS together with `thing`.
    """

    __tablename__ = "tasks"
    __table_args__ = (
        UniqueConstraint("thing", "subject", "step", name="uq_tasks_step"),
        Index("ix_tasks_due", "done_at", "due_at"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[Key]
    thing: Mapped[str]
    """order, paper, part, sample, complaint, customer."""
    subject: Mapped[int]
    step: Mapped[str]
    due_at: Mapped[datetime]
    made_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(default="")
    """told, done, cancelled."""
    told: Mapped[int] = mapped_column(default=0)
    """How often somebody was told of it."""
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("drafts.id"))
