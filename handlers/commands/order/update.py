"""/update: a word to the customer of how his order stands, with its true days (R67, R194)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.asked import Asked, Command
from handlers.order_sight import OrderSight
from handlers.order_updates import later, told_elsewhere, written
from handlers.ordering import one
from rules.outgoing import Outgoing
from rules.permission import SALES
from rules.words import word
from storage.work import Work

_LATER = frozenset({"later", "not now", "no", "稍后", "不发", "暂不", "以后"})
_TOLD = ("told", "phone", "已告知", "已通知", "电话")


def update(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`88`: the mail as a draft; `88 later`: not now; `88 told by phone`: he knows already."""
    found = one(work, asked, "/update", OrderSight.FULL)
    if isinstance(found, list):
        return found
    row, rest = found
    if rest.casefold().strip(" .。!！") in _LATER:
        return later(work, asked, row)
    if rest.casefold().startswith(_TOLD):
        return told_elsewhere(work, asked, row, rest)
    return written(work, asked, row)


COMMANDS = (
    Command(
        "/update",
        word("tell the customer how his order stands"),
        update,
        roles=SALES,
        example="/update 88",
        family="order",
    ),
)
