"""What digests say of money: what is late or due soon, and for who leads the department the sum of what is late (R226, R232)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import timedelta
from decimal import Decimal

from handlers.payments import open_amount
from handlers.quote_figures import today
from rules.money import shown
from rules.words import Line, line
from storage import orders, payments
from storage.customers import customer
from storage.tables.orders import OrderRow
from storage.tables.payments import PaymentPartRow
from storage.work import Work

Owed = tuple[PaymentPartRow, OrderRow]


def due_lines(work: Work, owners: Collection[int]) -> list[Line]:
    """Of these people's orders: what is late, and what is due within the days of payment.remind_before."""
    last = today(work) + timedelta(days=work.policy.payment_before)
    found = payments.outstanding(work.session, sorted(owners))
    return [_entry(work, *each) for each in found if each[0].due_on is not None and each[0].due_on <= last]


def department_lines(work: Work) -> list[Line]:
    """What is late, in sums by currency; nothing where nothing is."""
    found = payments.outstanding(work.session)
    late = [each for each in found if each[0].due_on is not None and each[0].due_on < today(work)]
    return [line("Receivables that are late: {sums}", sums=_sums(late))] if late else []


def _entry(work: Work, part: PaymentPartRow, order: OrderRow) -> Line:
    buyer = customer(work.session, order.customer_id)
    facts = {
        "number": orders.called(order),
        "customer": buyer.name if buyer else "?",
        "amount": shown(open_amount(part), part.currency),
    }
    late = 0 if part.due_on is None else (today(work) - part.due_on).days
    if late > 0:
        return line("▲ {number} · {customer}: {amount}, {days} days late", days=late, **facts)
    return line("{number} · {customer}: {amount}, due on {day}", day=part.due_on or today(work), **facts)


def _sums(owed: Iterable[Owed]) -> str:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for part, _ in owed:
        sums[part.currency] += open_amount(part)
    return " + ".join(shown(amount, currency) for currency, amount in sorted(sums.items()))
