"""/receivables: what customers owe, by age, customer and salesperson (R232)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.asked import Asked, Command
from handlers.receivables import listed
from rules.outgoing import Outgoing
from rules.permission import SALES, Role
from rules.words import word
from storage.work import Work

EXAMPLE = "/receivables"


def receivables(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """All that she may see; `owner`: by person; a name: of that customer or colleague."""
    return listed(work, asked, asked.rest.strip())


COMMANDS = (
    Command(
        "/receivables",
        word("what customers owe, by age, customer and person"),
        receivables,
        roles=SALES | {Role.ACCOUNTING},
        example=EXAMPLE,
        family="order",
    ),
)
