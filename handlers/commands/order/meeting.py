"""/meeting 88: the minutes of the coordination meeting, in one line or asked for piece by piece; the manager may waive it."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.asked import Asked, Command
from handlers.meetings import EXAMPLE, minutes, waived
from handlers.ordering import one
from rules.order_moves import Need
from rules.outgoing import Outgoing
from rules.permission import MANAGERS, SALES
from rules.words import word
from storage.work import Work

_WAIVE = ("waive", "without", "skip", "豁免", "免开", "不开")


def meeting(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`88 with Lee, Wang; plan ...; date ...; tech ...; quality ...`, `88 waive reason`."""
    meant = one(work, asked, "/meeting")
    if isinstance(meant, list):
        return meant
    row, rest = meant
    first, _, reason = rest.strip().partition(" ")
    if first.casefold() in _WAIVE:
        return waived(work, asked, row, Need.MEETING, reason.strip(), MANAGERS)
    return minutes(work, asked, row, rest)


COMMANDS = (
    Command(
        "/meeting",
        word("the minutes of an order's coordination meeting"),
        meeting,
        roles=SALES,
        example=f"/meeting 88 {EXAMPLE}",
        family="order",
    ),
)
