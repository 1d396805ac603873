"""/payments alone: the orders of which money is due or late, the longest late first (R226, R232)."""

from __future__ import annotations

from handlers.asked import Asked
from handlers.payments import open_amount
from handlers.quote_figures import today
from rules.money import shown
from rules.outgoing import Choice, Outgoing
from rules.payment import NAME_WORDS
from rules.permission import DISPATCHERS, Role
from rules.words import Line, line, title
from storage import orders, payments
from storage.work import Work

_ALL = frozenset({Role.SUPERVISOR, Role.ACCOUNTING, *DISPATCHERS})
_SHOWN = 8


def due_orders(work: Work, asked: Asked) -> list[Outgoing]:
    """Hers; everybody's for accounting and those who lead. Parts without a day stand last."""
    owners = None if asked.viewer.has(_ALL) else [asked.me.id, *asked.viewer.stands_in_for]
    found = payments.outstanding(work.session, owners)
    if not found:
        return [asked.say((line("No payment is outstanding."),))]
    lines: list[Line] = [title("Outstanding payments: {count}", count=len(found))]
    for part, order in found[:_SHOWN]:
        facts = {
            "number": orders.called(order),
            "part": NAME_WORDS.get(part.name, NAME_WORDS["part"]),
            "amount": shown(open_amount(part), part.currency),
        }
        if part.due_on is None:
            lines.append(line("{number}: {part} {amount}, not due yet", **facts))
        elif part.due_on < today(work):
            days = (today(work) - part.due_on).days
            lines.append(line("▲ {number}: {part} {amount}, {days} days late", days=days, **facts))
        else:
            lines.append(line("{number}: {part} {amount}, due on {day}", day=part.due_on, **facts))
    known = list(dict.fromkeys(order.id for _, order in found[:_SHOWN]))
    buttons = tuple((Choice(line("Payments of {number}", number=each), f"/payments {each}"),) for each in known)
    return [asked.say(lines, buttons)]
