"""/delay: an order will be late; the supervisor knows at once, and the customer is written to (R185, R193, R197)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from handlers.asked import Asked, Command
from handlers.order_delay import agreed, back, delayed, history, over, the_mail
from handlers.ordering import one
from handlers.quote_figures import today
from handlers.stage_movers import WORKS
from rules.order_days_typed import delay_in
from rules.outgoing import Outgoing
from rules.permission import SALES
from rules.words import word
from storage.tables.orders import OrderRow
from storage.work import Work

EXAMPLE = "/delay 88 5 days mould broken"
VERBS: Mapping[str, str] = {
    "over": "over", "ended": "over", "end": "over", "结束": "over", "解除": "over", "恢复": "over", "back": "back",
    "提前": "back", "agreed": "agreed", "同意": "agreed", "客户同意": "agreed", "mail": "mail", "letter": "mail",
    "邮件": "mail", "history": "history", "历史": "history",
}  # fmt: skip


def _mailed(work: Work, asked: Asked, row: OrderRow, rest: str) -> list[Outgoing]:
    return the_mail(work, asked, row, wanted=True)


def _history(work: Work, asked: Asked, row: OrderRow, rest: str) -> list[Outgoing]:
    return history(work, asked, row)


_ACTS: Mapping[str, Callable[[Work, Asked, OrderRow, str], list[Outgoing]]] = {
    "over": over,
    "back": back,
    "agreed": agreed,
    "mail": _mailed,
    "history": _history,
}


def delay(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`88 5 days mould broken`, `88 until 2026-05-20 no steel`, `88`: the history; `88 agreed 2026-05-20 Eva`, `88 over`."""
    found = one(work, asked, "/delay")
    if isinstance(found, list):
        return found
    row, rest = found
    first, _, behind = rest.partition(" ")
    if not rest:
        return history(work, asked, row)
    if (verb := VERBS.get(first.casefold().strip(" .,，。:："))) is not None:
        return _ACTS[verb](work, asked, row, behind.strip())
    return delayed(work, asked, row, delay_in(rest, today(work)))


COMMANDS = (
    Command(
        "/delay",
        word("an order will be late: tell by how much and why"),
        delay,
        roles=SALES | WORKS,
        example=EXAMPLE,
        family="order",
    ),
)
