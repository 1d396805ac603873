"""/revise: a new version of a quotation that the customer has, with the changes and their reason (R134)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.asked import Asked, Command
from handlers.quote_naming import meant_or_offered
from handlers.quote_revising import revised
from rules.outgoing import Outgoing
from rules.permission import SALES
from rules.quote_moves import OUTSIDE, QuoteState
from rules.words import line, word
from storage.work import Work

EXAMPLE = "/revise Q-2026-0031 line 1 price 3.10 because he orders 5000"


def revise(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`Q-2026-0031 [changes] [because reason]`: a new draft from the last version; it needs its release again."""
    states = OUTSIDE | {QuoteState.EXPIRED, QuoteState.DECLINED}
    meant = meant_or_offered(work, asked, line("Of which quotation do you want a new version?"), states, EXAMPLE)
    if isinstance(meant, list):
        return meant
    return revised(work, asked, meant.row, meant.version, meant.about, meant.words)


COMMANDS = (
    Command("/revise", word("a new version of a quotation"), revise, roles=SALES, example=EXAMPLE, family="quote"),
)
