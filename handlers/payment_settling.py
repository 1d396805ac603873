"""What came is divided among the parts, and each part's state follows; nothing of it is kept in two places (R224, M6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from handlers.payments import THING, alive, reminders_planned
from rules.payment import PAID, PartEvent
from storage import payments, tasks
from storage.tables.orders import OrderRow
from storage.tables.payments import PaymentPartRow, ReceiptRow
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Settled:
    """What has changed: parts that are paid in full now, parts that are open again, and what the customer has to his credit."""

    paid: tuple[PaymentPartRow, ...] = ()
    reopened: tuple[PaymentPartRow, ...] = ()
    credit: Decimal = Decimal()


def settled(work: Work, row: OrderRow) -> Settled:
    """Divides everything that is confirmed anew among the parts, the oldest money first, and moves each part accordingly."""
    parts = alive(work, row)
    confirmed = [each for each in payments.receipts(work.session, row.id) if each.state == "confirmed"]
    received, credit = divided(parts, confirmed)
    paid, reopened = [], []
    for part in parts:
        part.received = f"{received[part.id]:f}"
        is_full = received[part.id] >= Decimal(part.amount)
        if is_full and part.state not in PAID:
            payments.moved(work, part, PartEvent.RECEIVED)
            tasks.done(work, THING, part.id)
            paid.append(part)
        elif not is_full and part.state in PAID:
            payments.moved(work, part, PartEvent.REVERSED)
            part.invoiced_at = part.reconciled_at = None
            part.invoice_number = ""
            reminders_planned(work, part)
            reopened.append(part)
    work.session.flush()
    return Settled(tuple(paid), tuple(reopened), credit)


def divided(parts: Sequence[PaymentPartRow], receipts: Sequence[ReceiptRow]) -> tuple[dict[int, Decimal], Decimal]:
    """What falls to each part by its id, and what is left as the customer's credit.

    Money pays the part it was meant for, then the parts in their order. What went back is taken from the credit first,
    then from the last parts.
    """
    received = dict.fromkeys((each.id for each in parts), Decimal())
    credit = Decimal()
    for each in receipts:
        left = Decimal(each.counted)
        if each.kind == "refund":
            credit -= left
            continue
        first = [part for part in parts if part.id == each.part_id]
        for part in (*first, *(part for part in parts if part.id != each.part_id)):
            taken = min(left, max(Decimal(), Decimal(part.amount) - received[part.id]))
            received[part.id] += taken
            left -= taken
        credit += left
    for part in reversed(parts):
        if credit >= 0:
            break
        back = min(-credit, received[part.id])
        received[part.id] -= back
        credit += back
    return received, max(Decimal(), credit)


def came_in_all(receipts: Sequence[ReceiptRow]) -> Decimal:
    """Everything that is confirmed, less what went back, in the order's currency."""
    signs = {"receipt": 1, "refund": -1}
    return sum((Decimal(each.counted) * signs[each.kind] for each in receipts if each.state == "confirmed"), Decimal())
