"""The account follow-up of an order in chat: each part with money, days and steps, every receipt, what is open (B18, R224)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from handlers.asked import Asked
from handlers.order_sight import acts_for
from handlers.payment_locks import suspended
from handlers.payment_settling import came_in_all, divided
from handlers.payments import alive, open_amount, short
from handlers.quote_figures import today
from rules.money import shown
from rules.outgoing import Choice, Choices, Outgoing
from rules.payment import LATE, STATE_WORDS, TRIGGER_WORDS, UNPAID, PartState, Trigger
from rules.payment_reasons import told_reason
from rules.permission import Role, Viewer
from rules.words import Line, line, title
from storage import orders, payments
from storage.colleagues import name_of
from storage.happenings import note
from storage.tables.orders import OrderRow
from storage.tables.payments import PaymentPartRow, ReceiptRow
from storage.work import Work

_SHOWN = 8
"""Receipts on one screen; the newest ones."""
_ACCOUNTING = frozenset({Role.ACCOUNTING})


def shown_payments(work: Work, asked: Asked, row: OrderRow, hints: Sequence[Line] = ()) -> list[Outgoing]:
    """One screen with buttons; who looks at it is in the record."""
    note(
        work,
        "viewed",
        line("{person} looks at the payments of {number}", person=asked.me.name, number=orders.called(row)),
        actor=asked.me.id,
        conversation=row.conversation_id,
        customer=row.customer_id,
        after={"order": row.id},
    )
    return [
        asked.say((*hints, *lines_of(work, row)), choices(work, asked.viewer, row), conversation=row.conversation_id)
    ]


def lines_of(work: Work, row: OrderRow) -> tuple[Line, ...]:
    """All that form B18 keeps of an order."""
    if not row.currency or not row.total:
        return (line("Order {number} has no total yet: its prices come first.", number=orders.called(row)),)
    parts, receipts = alive(work, row), payments.receipts(work.session, row.id)
    head = title(
        "Payments of {number}: {total}", number=orders.called(row), total=shown(Decimal(row.total), row.currency)
    )
    term = orders.content(row).goods.payment
    lines = [head, *([line("Term: {term}", term=term)] if term else [])]
    for part in parts:
        lines += _of_part(work, part)
    if not parts:
        lines.append(
            line(
                "No parts yet. Type them: {example}", example=f"/payments {row.id} part 1 30% deposit before production"
            )
        )
    lines += [_of_receipt(work, row, each) for each in receipts[-_SHOWN:]]
    lines += _sums(row, parts, receipts)
    return (*lines, *suspended(work, row))


def _of_part(work: Work, part: PaymentPartRow) -> list[Line]:
    """One line of what, when and how it stands; further ones for what there is besides."""
    facts = {
        "position": part.position,
        "part": short(part),
        "method": part.method,
        "trigger": TRIGGER_WORDS[Trigger(part.trigger)],
        "state": STATE_WORDS[PartState(part.state)],
    }
    lines = [line("{position}. {part}, {method} {trigger} – {state}", **facts)]
    if part.due_on is not None and part.state in UNPAID:
        lines.append(_due(part, today(work)))
    if Decimal(part.received) and open_amount(part):
        lines.append(
            line(
                "   received {received}, open {rest}",
                received=shown(Decimal(part.received), part.currency),
                rest=shown(open_amount(part), part.currency),
            )
        )
    if part.promised_on is not None and part.state in UNPAID:
        lines.append(line("   promised for {day}", day=part.promised_on))
    if part.reason:
        lines.append(line("   late because: {reason}", reason=told_reason(part.reason)))
    if part.invoice_number:
        lines.append(
            line("   invoice {number}, {at}", number=part.invoice_number, at=part.invoiced_at or part.state_since)
        )
    if part.reconciled_at is not None:
        lines.append(
            line(
                "   reconciled {at}, {person}",
                at=part.reconciled_at,
                person=name_of(work.session, part.reconciled_by) or "-",
            )
        )
    return lines


def _due(part: PaymentPartRow, day: date) -> Line:
    due = part.due_on or day
    if part.state == PartState.EXPECTED:
        return line("   expected by {day}", day=due)
    if due < day:
        return line("   was due on {day}, {count} days ago", day=due, count=(day - due).days)
    return line("   due on {day}", day=due)


def _of_receipt(work: Work, row: OrderRow, kept: ReceiptRow) -> Line:
    """3: USD 30,000.00 on 18 May, confirmed by Lin."""
    amount = shown(Decimal(kept.amount), kept.currency)
    if kept.rate:
        amount = f"{amount} = {shown(Decimal(kept.counted), row.currency)}"
    facts = {
        "number": kept.id,
        "amount": amount,
        "day": kept.received_on,
        "person": name_of(work.session, kept.confirmed_by or kept.noted_by) or "-",
    }
    if kept.kind == "refund":
        return line("R{number}: {amount} went back on {day}, {person}", **facts)
    sentences = {
        "noted": line("R{number}: {amount} on {day}, as {person} says; accounting is asked", **facts),
        "confirmed": line("R{number}: {amount} on {day}, confirmed by {person}", **facts),
        "rejected": line("R{number}: {amount} on {day}: did not come, says {person}", **facts),
        "reversed": line("R{number}: {amount} on {day}: reversed", **facts),
    }
    return sentences[kept.state]


def _sums(row: OrderRow, parts: Sequence[PaymentPartRow], receipts: Sequence[ReceiptRow]) -> list[Line]:
    confirmed = [each for each in receipts if each.state == "confirmed"]
    left = sum((open_amount(each) for each in parts), Decimal())
    lines = [
        line(
            "Received {received}, open {rest}.",
            received=shown(came_in_all(receipts), row.currency),
            rest=shown(left, row.currency),
        )
    ]
    credit = divided(parts, confirmed)[1]
    if credit:
        lines.append(line("To the customer's credit: {amount}.", amount=shown(credit, row.currency)))
    return lines


def choices(work: Work, viewer: Viewer, row: OrderRow) -> Choices:
    """What she may do next, for a phone."""
    parts = alive(work, row)
    unpaid = [each for each in parts if each.state in UNPAID]
    rows: list[tuple[Choice, ...]] = []
    if unpaid:
        words = line("Money came") if viewer.has(_ACCOUNTING) else line("He says he paid")
        promised = Choice(line("Promised a day"), f"/payments {row.id} promised {unpaid[0].position}")
        rows.append((Choice(words, f"/paid {row.id}"), promised))
    if acts_for(viewer, row) or viewer.has(_ACCOUNTING):
        rows += [_steps(row, each) for each in unpaid if each.state in LATE][:2]
    if viewer.has(_ACCOUNTING) and any(each.state == PartState.RECEIVED for each in parts):
        rows.append((Choice(line("Issue the invoice"), f"/invoice {row.id}"),))
    rows.append((Choice(line("Order"), f"/order {row.id}"), Choice(line("Receivables"), "/receivables")))
    return tuple(rows)


def _steps(row: OrderRow, part: PaymentPartRow) -> tuple[Choice, ...]:
    """The next step of the ladder of reminders (M6)."""
    place = f"{row.id} {{verb}} {part.position}"
    steps = {
        PartState.OVERDUE: Choice(line("Reminder letter"), f"/payments {place.format(verb='letter')}"),
        PartState.LETTER: Choice(line("I called"), f"/payments {place.format(verb='called')}"),
        PartState.CALL: Choice(line("I visited"), f"/payments {place.format(verb='visited')}"),
        PartState.VISIT: Choice(line("Bad-debt warning"), f"/payments {place.format(verb='warn')}"),
        PartState.WARNING: Choice(line("Bad debt"), f"/payments {place.format(verb='bad')}"),
    }
    reason = Choice(line("Why late"), f"/payments {place.format(verb='late')}")
    return (steps[PartState(part.state)], reason)
