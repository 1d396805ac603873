"""What the card of an order says of its money: what came, what is open, each part with its day (R224, R235)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from rules.money import shown
from rules.payment import LATE, NAME_WORDS, PAID, STATE_WORDS, TRIGGER_WORDS, PartState, Trigger
from rules.words import Line, line, title, verbatim
from storage import payments
from storage.tables.orders import OrderRow
from storage.tables.payments import PaymentPartRow
from storage.work import Work

_SHOWN_PARTS = 4


def money_lines(work: Work, row: OrderRow) -> list[Line]:
    """What it comes to, what came, what is open, each part with its day."""
    parts = [each for each in payments.parts(work.session, row.id) if each.state != PartState.VOID]
    whole = shown(Decimal(row.total or "0"), row.currency) if row.currency else "–"
    lines: list[Line] = []
    if not parts:
        lines.append(line("Money: {total}; no parts of a payment are entered yet", total=whole))
    else:
        received = sum((Decimal(each.received or "0") for each in parts), Decimal())
        due = sum((Decimal(each.amount) for each in parts), Decimal())
        lines.append(
            line(
                "Money: {total}, received {received}, open {open}",
                total=whole,
                received=shown(received, parts[0].currency),
                open=shown(max(due - received, Decimal()), parts[0].currency),
            )
        )
    lines += [part_line(work, each) for each in _worth_showing(parts)]
    if waiting := [each for each in payments.receipts(work.session, row.id) if each.state == "noted"]:
        lines.append(line("Receipts that accounting has to confirm: {count}", count=len(waiting)))
    if payments.open_warnings(work.session, [row.conversation_id]):
        lines.append(title("▲ A warning of fraud about payment is open."))
    return lines


def _worth_showing(parts: Iterable[PaymentPartRow]) -> list[PaymentPartRow]:
    """What is open before what has come."""
    ordered = sorted(parts, key=lambda each: (each.state in PAID, each.position))
    return ordered[:_SHOWN_PARTS]


def part_line(work: Work, part: PaymentPartRow) -> Line:
    """`balance USD 3,500.00 due 10 May`, or by how much it is late, or received."""
    facts = {"part": NAME_WORDS.get(part.name) or verbatim(part.name), "amount": shown(_open(part), part.currency)}
    if part.state in PAID:
        whole = shown(Decimal(part.amount), part.currency)
        return line("- {part} {amount}: {state}", **facts | {"amount": whole}, state=STATE_WORDS[PartState(part.state)])
    today = work.calendar.day_of(work.now)
    if part.state in LATE or (part.due_on is not None and part.due_on < today):
        late = (today - part.due_on).days if part.due_on else 0
        return title("- {part} {amount}: ▲ overdue by {days} days", **facts, days=late)
    if part.due_on is not None:
        return line("- {part} {amount}: due {day}", **facts, day=part.due_on)
    return line("- {part} {amount}: {when}", **facts, when=TRIGGER_WORDS[Trigger(part.trigger)])


def _open(part: PaymentPartRow) -> Decimal:
    return Decimal(part.amount) - Decimal(part.received or "0")
