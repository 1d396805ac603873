"""What stops money matters of a customer: a warning of fraud that nobody has cleared, and an open complaint (R230, R232)."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, or_, select

from rules.refusal import Refused
from rules.words import Line, line
from storage import complaints
from storage.tables.aftersales import ComplaintRow
from storage.tables.orders import OrderRow
from storage.tables.payments import PaymentWarningRow
from storage.work import Work


def warnings_of(work: Work, row: OrderRow) -> list[PaymentWarningRow]:
    """The open warnings of an order's conversation or customer, the oldest first."""
    return warnings_about(work, (row.conversation_id,), row.customer_id)


def warnings_about(work: Work, conversations: Iterable[int], customer: int | None) -> list[PaymentWarningRow]:
    """The open warnings of these conversations, or of that customer."""
    about: ColumnElement[bool] = PaymentWarningRow.conversation_id.in_(list(conversations))
    if customer is not None:
        about = or_(about, PaymentWarningRow.customer_id == customer)
    chosen = select(PaymentWarningRow).where(PaymentWarningRow.cleared_at.is_(None), about)
    return list(work.session.scalars(chosen.order_by(PaymentWarningRow.id)))


def unlocked(work: Work, row: OrderRow) -> OrderRow:
    """Refuses invoices, reminders and refunds of a customer about whom a warning is open."""
    for each in warnings_of(work, row):
        raise Refused(
            "Fraud warning {number} is open: no invoice, reminder or refund leaves until two people have cleared it. {example}",
            number=each.id,
            example=f"/fraud {each.id}",
        )
    return row


def complaint_of(work: Work, row: OrderRow) -> ComplaintRow | None:
    """The open complaint about an order, or of its customer where it names no order."""
    about: list[ColumnElement[bool]] = [
        ComplaintRow.order_id == row.id,
        ComplaintRow.conversation_id == row.conversation_id,
    ]
    if row.customer_id is not None:
        about.append((ComplaintRow.customer_id == row.customer_id) & ComplaintRow.order_id.is_(None))
    chosen = select(ComplaintRow).where(ComplaintRow.closed_at.is_(None), ComplaintRow.kind == "complaint", or_(*about))
    return work.session.scalar(chosen.order_by(ComplaintRow.id).limit(1))


def suspended(work: Work, row: OrderRow) -> tuple[Line, ...]:
    """Why nobody is reminded of money now; nothing where nothing speaks against it."""
    if found := warnings_of(work, row):
        return (line("Reminders wait: fraud warning {number} is open.", number=found[0].id),)
    if (case := complaint_of(work, row)) is not None:
        return (line("Reminders wait: complaint {number} is open.", number=complaints.called(case)),)
    return ()
