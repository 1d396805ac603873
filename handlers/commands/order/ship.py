"""/ship, /arrived, /docs: how an order travels, that it has arrived, and its shipping documents (R215-R219)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers import shipping
from handlers.asked import Asked, Command
from handlers.order_sight import OrderSight
from handlers.ordering import one
from rules.outgoing import Outgoing
from rules.permission import SALES
from rules.words import word
from storage.work import Work

_NOTICE = frozenset({"notice", "mail", "send", "通知", "装运通知", "发货通知"})


def ship(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`88 forwarder COSCO; vessel EVER ACE 012W; ETD 2026-05-14; ETA 2026-06-20`; `88`: what is missing; `88 notice`."""
    found = one(work, asked, "/ship", OrderSight.FULL)
    if isinstance(found, list):
        return found
    row, rest = found
    if not rest:
        return [shipping.card(work, asked, row)]
    if rest.casefold() in _NOTICE:
        return shipping.notice(work, asked, row)
    if rest.startswith("ask "):
        return shipping.asks(work, asked, row, rest.removeprefix("ask ").strip())
    return shipping.told(work, asked, row, rest)


def arrived(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`88`: today; `88 2026-06-20`: on that day."""
    found = one(work, asked, "/arrived", OrderSight.FULL)
    return found if isinstance(found, list) else shipping.arrived(work, asked, *found)


def docs(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`88`: the checklist; `88 customs 1234 2026-05-10`, with a photo or PDF."""
    found = one(work, asked, "/docs", OrderSight.FULL)
    if isinstance(found, list):
        return found
    row, rest = found
    if rest.startswith("ask "):
        return shipping.document_asked(work, asked, row, rest.removeprefix("ask ").strip())
    return shipping.documents(work, asked, row, rest)


COMMANDS = (
    Command(
        "/ship",
        word("how an order travels: forwarder, vessel, departure, arrival"),
        ship,
        roles=SALES,
        example="/ship 88 forwarder COSCO; vessel EVER ACE 012W; ETD 2026-05-14; ETA 2026-06-20",
        family="order",
    ),
    Command(
        "/arrived",
        word("the customer has confirmed that the goods arrived"),
        arrived,
        roles=SALES,
        example="/arrived 88 2026-06-20",
        family="order",
    ),
    Command(
        "/docs",
        word("the shipping documents of an order"),
        docs,
        roles=SALES,
        example="/docs 88 customs 1234 2026-05-10",
        family="order",
    ),
)
