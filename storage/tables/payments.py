"""Money of orders: the parts that are expected, what came, reconciliations, and warnings of fraud (B18, M6)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Key, Plain, PlainValue


class PaymentPartRow(Base):
    """A part of an order's payment (R235). state: a value of rules.payment.PartState. Amounts are decimal numbers as text."""

    __tablename__ = "payment_parts"
    __table_args__ = (
        UniqueConstraint("order_id", "position", name="uq_payment_parts_position"),
        Index("ix_payment_parts_due", "closed_at", "due_on"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[Key]
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    position: Mapped[int]
    name: Mapped[str]
    """deposit, balance or part."""
    percent: Mapped[str] = mapped_column(default="")
    amount: Mapped[str]
    currency: Mapped[str]
    method: Mapped[str] = mapped_column(default="T/T")
    trigger: Mapped[str]
    """A value of rules.payment.Trigger."""
    days: Mapped[int] = mapped_column(default=0)
    due_on: Mapped[date | None]
    """Known once its trigger is reached, or planned."""
    promised_on: Mapped[date | None]
    """The day that the customer has promised (R227)."""
    state: Mapped[str] = mapped_column(default="expected")
    state_since: Mapped[datetime]
    received: Mapped[str] = mapped_column(default="0")
    """What was confirmed of it, in its currency."""
    reason: Mapped[str] = mapped_column(default="")
    """Why it is late, as the owner says (R230)."""
    invoice_number: Mapped[str] = mapped_column(default="")
    invoiced_at: Mapped[datetime | None]
    reconciled_at: Mapped[datetime | None]
    reconciled_by: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    closed_at: Mapped[datetime | None]
    """When it was received in full, or void, or given up."""


class ReceiptRow(Base):
    """Money that came, or went back. Only accounting confirms it (R224); nothing of it is ever removed."""

    __tablename__ = "receipts"
    __table_args__ = (
        Index("ix_receipts_order", "order_id", "id"),
        Index("ix_receipts_open", "state", "noted_at"),
        CheckConstraint("state <> 'confirmed' OR confirmed_by IS NOT NULL", name="confirmed_by_somebody"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[Key]
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    part_id: Mapped[int | None] = mapped_column(ForeignKey("payment_parts.id"))
    """The part that it pays first; what is over goes to the next ones."""
    kind: Mapped[str] = mapped_column(default="receipt")
    """receipt or refund."""
    amount: Mapped[str]
    """As it stands in the account, in `currency`."""
    currency: Mapped[str]
    rate: Mapped[str] = mapped_column(default="")
    """Units of the order's currency for one of `currency`; empty where they are the same."""
    counted: Mapped[str]
    """What it counts for in the order's currency, with fees that the company bears."""
    fees: Mapped[str] = mapped_column(default="0")
    received_on: Mapped[date]
    state: Mapped[str] = mapped_column(default="noted")
    """noted, confirmed, rejected, reversed."""
    note: Mapped[str] = mapped_column(default="")
    file_id: Mapped[int | None] = mapped_column(ForeignKey("order_files.id"))
    noted_by: Mapped[int] = mapped_column(ForeignKey("colleagues.id"))
    noted_at: Mapped[datetime]
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    confirmed_at: Mapped[datetime | None]


class ReconciliationRow(Base):
    """What sales and finance agreed on, or where they differ, of one order in one period (R233)."""

    __tablename__ = "reconciliations"
    __table_args__ = (UniqueConstraint("period", "order_id", name="uq_reconciliations_order"),)
    id: Mapped[Key]
    period: Mapped[str]
    """2026-11."""
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    sales_by: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    sales_at: Mapped[datetime | None]
    accounting_by: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    accounting_at: Mapped[datetime | None]
    difference: Mapped[str] = mapped_column(default="")
    """What they do not agree on, in words; empty where they agree."""
    at: Mapped[datetime]


class PaymentWarningRow(Base):
    """A letter about money that may be a fraud: other bank details than known, a look-alike domain. Two people clear it."""

    __tablename__ = "payment_warnings"
    __table_args__ = (
        Index("ix_payment_warnings_open", "cleared_at", "id"),
        CheckConstraint("second_by IS NULL OR second_by <> first_by", name="cleared_by_two"),
        CheckConstraint("cleared_at IS NULL OR second_by IS NOT NULL", name="cleared_by_the_second"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[Key]
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"), index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letters.id"))
    kinds: Mapped[str]
    """bank_changed, look_alike, not_authentic, separated by commas."""
    words: Mapped[PlainValue] = mapped_column(Plain())
    """What was seen, as lines."""
    raised_at: Mapped[datetime]
    first_by: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    first_at: Mapped[datetime | None]
    second_by: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    second_at: Mapped[datetime | None]
    cleared_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
    """How it was made sure: by a call to the known number."""
