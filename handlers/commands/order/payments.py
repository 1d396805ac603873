"""/payments: the account follow-up of an order: its parts, what came, promises, and the steps of reminding (B18, R224-R232)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from handlers.asked import Asked, Command
from handlers.order_sight import OrderSight, acts_for
from handlers.ordering import one
from handlers.payment_by_hand import late_because, part_and_rest, part_typed, promised, term_typed
from handlers.payment_card import shown_payments
from handlers.payment_letters import by_hand
from handlers.payment_list import due_orders
from handlers.payment_reminding import ticked
from rules.outgoing import Outgoing
from rules.payment import UNPAID
from rules.permission import SALES, Role
from rules.refusal import Refused
from rules.words import word
from storage.tables.orders import OrderRow
from storage.work import Work

EXAMPLE = "/payments 88"
VERBS: Mapping[str, str] = {
    "part": "part", "部分": "part", "term": "term", "terms": "term", "条款": "term", "付款方式": "term", "promised": "promised",
    "promise": "promised", "承诺": "promised", "答应": "promised", "late": "late", "why": "late", "原因": "late", "逾期": "late",
    "letter": "letter", "催款函": "letter", "催款": "letter", "called": "called", "call": "called", "电话": "called",
    "visited": "visited", "visit": "visited", "上门": "visited", "拜访": "visited", "warn": "warn", "预警": "warn", "bad": "bad",
    "坏账": "bad",
}  # fmt: skip


def payments(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`88`: everything; `88 part 1 30% deposit`; `88 promised 2026-05-20`; `88 late 1 why`; `88 letter`; `88 called 1 note`."""
    if not asked.rest.strip():
        return due_orders(work, asked)
    chosen = one(work, asked, "/payments", OrderSight.MONEY)
    if isinstance(chosen, list):
        return chosen
    row, rest = chosen
    if not rest:
        return shown_payments(work, asked, row)
    verb, _, words = rest.partition(" ")
    act = _ACTS.get(VERBS.get(verb.casefold().strip(":：,，"), ""))
    if act is None:
        raise Refused("I do not know {word} of payments. Try {example}", word=verb[:30], example=f"/payments {row.id}")
    if not (acts_for(asked.viewer, row) or asked.viewer.has(frozenset({Role.ACCOUNTING}))):
        raise Refused("Order {number} is another's. Only its owner and accounting do that.", number=row.id)
    return act(work, asked, row, words.strip())


def _letter(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
    return by_hand(work, asked, row, part_and_rest(work, row, words, UNPAID)[0])


def _step(verb: str) -> Callable[[Work, Asked, OrderRow, str], list[Outgoing]]:
    def step(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
        part, rest = part_and_rest(work, row, words, UNPAID)
        return ticked(work, asked, row, part, verb, rest)

    return step


_ACTS: Mapping[str, Callable[[Work, Asked, OrderRow, str], list[Outgoing]]] = {
    "part": part_typed,
    "term": term_typed,
    "promised": promised,
    "late": late_because,
    "letter": _letter,
    **{verb: _step(verb) for verb in ("called", "visited", "warn", "bad")},
}

COMMANDS = (
    Command(
        "/payments",
        word("the payments of an order: parts, receipts, promises, reminders"),
        payments,
        roles=SALES | {Role.ACCOUNTING},
        example=EXAMPLE,
        family="order",
    ),
)
