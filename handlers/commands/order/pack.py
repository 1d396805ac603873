"""/pack: how an order is packed, with weights, volume and container; the packing list on paper, and to the customer (R213)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.asked import Asked, Command
from handlers.order_sight import OrderSight, acts_for, order_sight
from handlers.ordering import leading, one, still_open
from handlers.packing import sent, shown, typed, written
from rules.outgoing import Outgoing
from rules.packing_typed import EXAMPLE
from rules.permission import SALES, Role
from rules.refusal import Refused
from rules.words import word
from storage.tables.orders import OrderRow
from storage.work import Work

_PAPER = frozenset({"paper", "list", "pdf", "draft", "装箱单", "单据", "打印"})
_SEND = frozenset({"send", "发送", "发", "发给客户"})
_PACKERS = frozenset({Role.PRODUCTION, Role.PURCHASING, Role.MERCHANDISER})


def pack(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`88`: shows it; `88 2 50/ctn 12.5kg 60x40x30`: a carton by hand; `88 paper`: as PDF and xlsx; `88 send`: its mail."""
    chosen = one(work, asked, "/pack", OrderSight.WORKS)
    if isinstance(chosen, list):
        return chosen
    row, rest = chosen
    verb, _, words = rest.partition(" ")
    if not rest:
        return shown(work, asked, row)
    if verb.casefold() in _SEND:
        return sent(work, asked, leading(work, asked.viewer, still_open(row)))
    if verb.casefold() in _PAPER:
        return written(work, asked, leading(work, asked.viewer, row))
    if not verb.strip(".:").isdecimal():
        raise Refused("Say the line first: {example}", example=EXAMPLE.replace("88", f"{row.id}"))
    _packing(work, asked, row)
    return typed(work, asked, still_open(row), int(verb.strip(".:")[:6]), words)


def _packing(work: Work, asked: Asked, row: OrderRow) -> None:
    """Whoever leads the order or packs it tells its cartons."""
    is_theirs = asked.viewer.has(_PACKERS) and order_sight(work, asked.viewer, row) >= OrderSight.WORKS
    if not (acts_for(asked.viewer, row) or is_theirs):
        leading(work, asked.viewer, row)


COMMANDS = (
    Command(
        "/pack",
        word("how an order is packed: cartons, weights, volume, container"),
        pack,
        roles=SALES | _PACKERS | {Role.ACCOUNTING},
        example="/pack 88",
        family="order",
    ),
)
