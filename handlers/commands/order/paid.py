"""/paid: money that came for an order; accounting confirms it, sales asks accounting (R224)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from handlers.asked import Asked, Command
from handlers.order_sight import OrderSight
from handlers.ordering import one
from handlers.payment_locks import unlocked
from handlers.payment_receipts import CONFIRMERS, answered, came, refunded, reversed_one
from handlers.quote_figures import today
from rules.order_moves import Stage
from rules.outgoing import Outgoing
from rules.permission import SALES, Role
from rules.receipt_typed import EXAMPLE, typed
from rules.refusal import Refused
from rules.words import word
from storage.tables.orders import OrderRow
from storage.work import Work

VERBS: Mapping[str, str] = {
    "came": "came", "到了": "came", "已到账": "came", "notyet": "notyet", "没到": "notyet", "未到账": "notyet",
    "refund": "refund", "refunded": "refund", "退款": "refund", "退": "refund", "reverse": "reverse", "冲销": "reverse",
    "撤销": "reverse",
}  # fmt: skip


def paid(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`88 30000 USD [rate 7.1] [fee 25] [on 2026-05-18] [part 1]`; `88 refund 500 USD why`; `88 reverse 3 why`."""
    chosen = one(work, asked, "/paid", OrderSight.MONEY)
    if isinstance(chosen, list):
        return chosen
    row, rest = chosen
    verb, _, words = rest.partition(" ")
    act = _ACTS.get(VERBS.get(verb.casefold(), ""))
    if act is not None:
        if not asked.viewer.has(CONFIRMERS):
            raise Refused("Only accounting says what came and what went back. Tell them: {example}", example=EXAMPLE)
        return act(work, asked, row, words.strip())
    if row.stage == Stage.CANCELLED and not asked.viewer.has(CONFIRMERS):
        raise Refused("Order {number} is cancelled: nothing is expected for it.", number=row.id)
    return came(work, asked, row, typed(rest, today(work)))


def _came(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
    return answered(work, asked, row, words, it_came=True)


def _not_yet(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
    return answered(work, asked, row, words, it_came=False)


def _refund(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
    return refunded(work, asked, unlocked(work, row), typed(words, today(work)))


_ACTS: Mapping[str, Callable[[Work, Asked, OrderRow, str], list[Outgoing]]] = {
    "came": _came,
    "notyet": _not_yet,
    "refund": _refund,
    "reverse": reversed_one,
}

COMMANDS = (
    Command(
        "/paid",
        word("money has come for an order; what went back"),
        paid,
        roles=SALES | {Role.ACCOUNTING},
        example=EXAMPLE,
        family="order",
    ),
)
