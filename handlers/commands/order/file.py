"""/file: every document of an order as one zip with an index, to print and to hand over (R174)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.asked import Asked, Command
from handlers.order_files import wanted
from handlers.order_sight import OrderSight
from handlers.ordering import one
from rules.outgoing import Outgoing
from rules.permission import SALES, Role
from rules.words import word
from storage.work import Work


def file(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`88`: it comes as a zip in a moment."""
    chosen = one(work, asked, "/file", OrderSight.MONEY)
    return chosen if isinstance(chosen, list) else wanted(work, asked, chosen[0])


COMMANDS = (
    Command(
        "/file",
        word("every document of an order as one zip"),
        file,
        roles=SALES | {Role.ACCOUNTING},
        example="/file 88",
        family="order",
    ),
)
