"""/quotes: the list by state, by customer, product or date; the versions of one side by side (R135)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from handlers.asked import Asked, Command
from handlers.asking import divided
from handlers.quote_listing import list_of
from handlers.quote_versions import versions_shown
from handlers.quoting import found
from rules.outgoing import Outgoing
from rules.permission import SALES
from rules.refusal import Refused
from rules.words import word
from storage.work import Work

EXAMPLE = "/quotes sent"
_CALLED = re.compile(r"[qQ]-(?:\d{4}-)?\d{1,6}|[dD]\d{1,9}|[qQ]\d{1,6}")


def listed(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`sent`, `acme`, `LED-5050`, `2026-03`, a page; `Q-2026-0031 [v1 v2]`: its versions and what differs."""
    first, rest = divided(asked.rest)
    if not _CALLED.fullmatch(first):
        return list_of(work, asked)
    try:
        row, _, about = found(work, asked.viewer, first)
    except Refused:
        return list_of(work, asked)  # not hers sounds like not there, and D10 may be a product
    return versions_shown(work, asked, row, about, rest)


COMMANDS = (
    Command(
        "/quotes",
        word("quotations by state, customer, product or date; versions side by side"),
        listed,
        roles=SALES,
        example=EXAMPLE,
        family="quote",
    ),
)
