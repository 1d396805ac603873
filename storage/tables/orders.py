"""Orders: what was agreed, where each stands, the day of every stage, what was filled in, and the files that belong to it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Key, Plain, PlainValue


class OrderRow(Base):
    """One order of one customer; its id is the number that people say (88). stage: a value of rules.order_moves.Stage."""

    __tablename__ = "orders"
    __table_args__ = (
        Index("ix_orders_owner", "owner_id", "closed_at"),
        Index("ix_orders_tracker", "tracker_id", "closed_at"),
        Index("ix_orders_customer", "customer_id", "id"),
        Index("ix_orders_stage", "closed_at", "stage"),
        Index("ix_orders_ship", "closed_at", "contract_on"),
        CheckConstraint(
            "(stage IN ('closed', 'cancelled')) = (closed_at IS NOT NULL)", name="closed_where_its_stage_ends"
        ),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[Key]
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"), index=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("colleagues.id"))
    """Responsible from the first letter to the last payment (R39)."""
    tracker_id: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    """Who is asked for material, production and quality (R192, C14); empty: the owner."""
    quote_id: Mapped[int | None] = mapped_column(ForeignKey("quotes.id"), index=True)
    version_id: Mapped[int | None] = mapped_column(ForeignKey("quote_versions.id"))
    """The version of the quotation that was accepted, with the first cost analysis."""
    customer_number: Mapped[str] = mapped_column(default="")
    """The customer's own order number as he writes it: PO-4711."""
    customer_key: Mapped[str] = mapped_column(default="", index=True)
    """The same without signs and case, to be found by."""
    content: Mapped[PlainValue] = mapped_column(Plain())
    """The order, as rules.order writes it."""
    content_hash: Mapped[str]
    revision: Mapped[int] = mapped_column(default=1)
    currency: Mapped[str] = mapped_column(default="")
    total: Mapped[str] = mapped_column(default="")
    """In the currency, as a decimal number."""
    stage: Mapped[str] = mapped_column(default="confirmed")
    stage_since: Mapped[datetime]
    delay_since: Mapped[datetime | None]
    delay_reason: Mapped[str] = mapped_column(default="")
    hold_since: Mapped[datetime | None]
    hold_reason: Mapped[str] = mapped_column(default="")
    supply_mode: Mapped[str] = mapped_column(default="")
    """stock, produce or buy (R204); empty as long as nobody has said."""
    cycle_days: Mapped[int | None]
    """Calendar days of production; empty: the longest of its products (R205)."""
    transit_days: Mapped[int | None]
    contract_on: Mapped[date | None]
    """The day of shipment by the contract: the measure of on-time, changed only with the customer's agreement (R197)."""
    latest_on: Mapped[date | None]
    """The latest day of shipment by the letter of credit."""
    expected_on: Mapped[date | None]
    """The day of shipment as it is expected now."""
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    confirmed_at: Mapped[datetime | None]
    confirmed_hash: Mapped[str] = mapped_column(default="")
    """The hash of the five items that were confirmed (R175)."""
    recheck: Mapped[PlainValue | None] = mapped_column(Plain())
    """The second cost analysis: the goods with their costs of that day, as rules.quote_plain writes them (R121)."""
    recheck_margin: Mapped[str] = mapped_column(default="")
    recheck_by: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    recheck_at: Mapped[datetime | None]
    recheck_approval_id: Mapped[int | None] = mapped_column(ForeignKey("approvals.id"))
    recheck_ok: Mapped[bool] = mapped_column(default=False)
    """Whether the threshold is kept, or somebody has released it (R122)."""
    forwarder: Mapped[str] = mapped_column(default="")
    vessel: Mapped[str] = mapped_column(default="")
    shipped_on: Mapped[date | None]
    etd: Mapped[date | None]
    eta: Mapped[date | None]
    arrived_on: Mapped[date | None]
    told_at: Mapped[datetime | None]
    """When the customer had the last word of how it stands (R67)."""
    handed_over_at: Mapped[datetime | None]
    """When the printed set went to the general manager (R174)."""
    opened_by: Mapped[int] = mapped_column(ForeignKey("colleagues.id"))
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
    """Why it was cancelled."""


class OrderRevisionRow(Base):
    """What an order was after a change: nothing of it is ever changed or removed (R172)."""

    __tablename__ = "order_revisions"
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), primary_key=True, autoincrement=False)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[PlainValue] = mapped_column(Plain())
    words: Mapped[PlainValue] = mapped_column(Plain())
    by: Mapped[int] = mapped_column(ForeignKey("colleagues.id"))
    at: Mapped[datetime]


class OrderStageRow(Base):
    """When a stage had to be reached, is expected, and was: planned_on never moves silently, expected_on tells the truth."""

    __tablename__ = "order_stages"
    __table_args__ = (Index("ix_order_stages_due", "reached_at", "expected_on"),)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), primary_key=True, autoincrement=False)
    stage: Mapped[str] = mapped_column(primary_key=True)
    planned_on: Mapped[date | None]
    expected_on: Mapped[date | None]
    reached_at: Mapped[datetime | None]
    reached_by: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    past: Mapped[str] = mapped_column(default="")
    """What was lacking and was knowingly gone past: names of rules.order_moves.Need, separated by commas."""
    asked_at: Mapped[datetime | None]
    """When somebody was asked why it is not reached."""
    escalated_at: Mapped[datetime | None]


class OrderDateRow(Base):
    """A day that was changed: which one, from what to what, why, by whom, and whether the customer agreed (R185, R193)."""

    __tablename__ = "order_dates"
    id: Mapped[Key]
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    what: Mapped[str]
    """contract, latest, expected, etd, eta, arrived, or the name of a stage."""
    before: Mapped[date | None]
    after: Mapped[date | None]
    reason: Mapped[str] = mapped_column(default="")
    customer_agreed: Mapped[bool] = mapped_column(default=False)
    by: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    at: Mapped[datetime]


class OrderRecordRow(Base):
    """A form that was filled in for an order: a meeting (B14), progress (B16), a note (R187), an inspection (B17).

    `sort` tells apart those of one kind (final); `content` are the form's fields by their names in annex B.
    """

    __tablename__ = "order_records"
    __table_args__ = (Index("ix_order_records_kind", "order_id", "kind", "id"), {"sqlite_autoincrement": True})
    id: Mapped[Key]
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    kind: Mapped[str]
    """meeting, progress, check, inspection, packaging, change."""
    sort: Mapped[str] = mapped_column(default="")
    content: Mapped[PlainValue] = mapped_column(Plain())
    result: Mapped[str] = mapped_column(default="")
    """passed, correction, failed for an inspection; empty for what has none."""
    files: Mapped[PlainValue | None] = mapped_column(Plain())
    """[[name, media type, octets, sha256], ...]."""
    by: Mapped[int] = mapped_column(ForeignKey("colleagues.id"))
    at: Mapped[datetime]


class OrderFileRow(Base):
    """A file that belongs to an order and was not drawn here: a signed copy, a bill of lading, a report (R173, R215)."""

    __tablename__ = "order_files"
    __table_args__ = (Index("ix_order_files_kind", "order_id", "kind", "id"), {"sqlite_autoincrement": True})
    id: Mapped[Key]
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    kind: Mapped[str]
    """signed, booking, customs, origin, inspection, bill_of_lading, report, photo, payment, other."""
    number: Mapped[str] = mapped_column(default="")
    dated_on: Mapped[date | None]
    name: Mapped[str] = mapped_column(default="")
    media_type: Mapped[str] = mapped_column(default="")
    size: Mapped[int] = mapped_column(default=0)
    sha256: Mapped[str] = mapped_column(default="")
    """Empty where only number and date are known."""
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("trade_papers.id"))
    """The paper that this is the signed copy of."""
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letters.id"))
    by: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    at: Mapped[datetime]
