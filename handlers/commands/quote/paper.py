"""/paper: shows the paper of a quotation or order as it will be read, a draft's with DRAFT across it."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.asked import Asked, Command
from handlers.asking import divided
from handlers.paper_looking import paper_wanted
from handlers.paper_sight import named_first
from handlers.quote_papers import wanted
from handlers.quoting import found
from handlers.viewing import shown_all
from rules.outgoing import Choice, Outgoing
from rules.permission import SALES, Role
from rules.quote_moves import ENDED, QuoteState
from rules.words import line, word
from storage import quotes, trade_papers
from storage.work import Work

EXAMPLE = "/paper D7"
_OFFERED = 8


def paper(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`D7`, `Q-2026-0031 en+zh`, `P12`, `PI-2026-0007`: the paper, in that language if one is named. Alone: buttons."""
    number, language = divided(asked.rest)
    if trade_papers.is_name(named_first(asked.rest)[0]):
        return paper_wanted(work, asked, *named_first(asked.rest))
    if not number and asked.about is not None:
        number = str(asked.about)
    if not number:
        return [_offered(work, asked)]
    row, version, about = found(work, asked.viewer, number)
    said = wanted(work, asked, row, version, language.casefold().replace(" ", ""))
    shown_all(work, asked, about)
    return said


def _offered(work: Work, asked: Asked) -> Outgoing:
    rows = quotes.standing(work.session, frozenset(QuoteState) - ENDED, owners=[asked.me.id], limit=_OFFERED)
    if not rows:
        return asked.tell("You have no quotation now. A new one: {example}", example="/quote 1042")
    buttons = tuple(
        (Choice(line("Paper of {number}", number=quotes.called(row)), f"/paper {row.number or f'D{row.id}'}"),)
        for row, _ in rows
    )
    return asked.say((line("Which one?"),), buttons)


COMMANDS = (
    Command(
        "/paper",
        word("see a quotation, contract or other paper as it will be read"),
        paper,
        roles=SALES | {Role.ACCOUNTING, Role.PRODUCTION, Role.PURCHASING, Role.MERCHANDISER},
        example=EXAMPLE,
        family="quote",
    ),
)
