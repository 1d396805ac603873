"""/orders: by person, stage, risk, customer or month; overdue ones first, with sums by currency."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.asked import Asked, Command
from handlers.order_listing import list_of
from rules.outgoing import Outgoing
from rules.permission import SALES, Role
from rules.words import word
from storage.work import Work

EXAMPLE = "/orders late"


def listed(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`late`, `danger`, `production`, `bob`, `acme`, `2026-05`, a page; Chinese words, too."""
    return list_of(work, asked)


COMMANDS = (
    Command(
        "/orders",
        word("orders by person, stage, risk, customer or month"),
        listed,
        roles=SALES | {Role.MERCHANDISER, Role.PRODUCTION, Role.PURCHASING, Role.ACCOUNTING},
        example=EXAMPLE,
        family="order",
    ),
)
