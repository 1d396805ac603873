"""/progress 88: how material, production and quality stand, said by buttons or in words (B16, R192)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers import progress as tracked
from handlers.asked import Asked, Command
from handlers.ordering import one
from rules.outgoing import Outgoing
from rules.permission import SALES, Role
from rules.words import word
from storage.work import Work


def progress(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`88`, `88 material done, production late mould broken`."""
    meant = one(work, asked, "/progress")
    if isinstance(meant, list):
        return meant
    row, rest = meant
    if not rest.strip():
        tracked.tracking(work, asked.viewer, row)
        return [asked.say(tracked.question(work, row), tracked.buttons(work, row))]
    return tracked.said(work, asked, row, rest)


COMMANDS = (
    Command(
        "/progress",
        word("how an order goes in the works"),
        progress,
        roles=SALES | {Role.PRODUCTION, Role.PURCHASING, Role.MERCHANDISER},
        example=tracked.EXAMPLE,
        family="order",
    ),
)
