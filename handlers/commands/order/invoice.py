"""/invoice: the commercial invoice of an order, issued and sent; or the number of one from accounting's own system (R229)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.asked import Asked, Command
from handlers.order_sight import OrderSight, acts_for
from handlers.ordering import one
from handlers.payment_invoicing import issued, numbered_by_hand, sent
from rules.outgoing import Outgoing
from rules.permission import SALES, Role
from rules.refusal import Refused
from rules.words import word
from storage.work import Work

EXAMPLE = "/invoice 88"


def invoice(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`88`: issues it; `88 send`: its mail; `88 new`: another one; `88 number 24417000`: of accounting's own system."""
    chosen = one(work, asked, "/invoice", OrderSight.MONEY)
    if isinstance(chosen, list):
        return chosen
    row, rest = chosen
    verb, _, words = rest.partition(" ")
    verb = verb.casefold()
    is_accounting = asked.viewer.has(frozenset({Role.ACCOUNTING}))
    if verb in {"send", "发送", "发"}:
        return sent(work, asked, row)
    if not (is_accounting or acts_for(asked.viewer, row)):
        raise Refused("Order {number} is another's. Only its owner and accounting do that.", number=row.id)
    if verb in {"number", "no", "发票号", "号码"}:
        if not is_accounting:
            raise Refused("Only accounting enters the number of an invoice of its own system.")
        return numbered_by_hand(work, asked, row, words)
    if verb and verb not in {"new", "again", "新", "重开"}:
        raise Refused("I do not know {word} of invoices. Try {example}", word=verb[:30], example=f"/invoice {row.id}")
    return issued(work, asked, row, again=bool(verb))


COMMANDS = (
    Command(
        "/invoice",
        word("issue and send the commercial invoice of an order"),
        invoice,
        roles=SALES | {Role.ACCOUNTING},
        example=EXAMPLE,
        family="order",
    ),
)
