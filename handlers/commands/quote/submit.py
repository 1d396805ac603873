"""/submit: a quotation goes to whoever must release it (R119, R122, R137)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.asked import Asked, Command
from handlers.asking import divided
from handlers.quote_approval import about
from handlers.quote_submitting import MAJOR, submitted
from handlers.quoting import found
from rules.outgoing import Choice, Outgoing
from rules.permission import SALES
from rules.quote_moves import QuoteState
from rules.refusal import Refused
from rules.words import line, word
from storage import quotes
from storage.work import Work

EXAMPLE = "/submit D7"
_OFFERED = 8


def submit(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`D7`: asks for its release; with `major` behind it, it is a large one. Without a number, one's drafts as buttons."""
    number, rest = divided(asked.rest)
    if not number and asked.about is not None:
        number = str(asked.about)
    if not number:
        return [_offered(work, asked)]
    if rest and rest.casefold() not in MAJOR:
        raise Refused(
            "Behind the number only {word} may stand, for a large one: {example}",
            word="major",
            example=f"{EXAMPLE} major",
        )
    row, version, _ = found(work, asked.viewer, number)
    return submitted(work, asked, row, version, bool(rest))


def _offered(work: Work, asked: Asked) -> Outgoing:
    rows = quotes.standing(work.session, {QuoteState.DRAFT, QuoteState.COSTED}, owners=[asked.me.id], limit=_OFFERED)
    if not rows:
        return asked.tell("You have no draft to submit. A new quotation: {example}", example="/quote 1042")
    lines = [
        line("{number}: {what}", number=quotes.called(row), what=about(work, row, version)) for row, version in rows
    ]
    buttons = tuple(
        (Choice(line("Submit {number}", number=quotes.called(row)), f"/submit {row.number or f'D{row.id}'}"),)
        for row, _ in rows
    )
    return asked.say((line("Which one?"), *lines), buttons)


COMMANDS = (
    Command("/submit", word("submit a quotation for approval"), submit, roles=SALES, example=EXAMPLE, family="quote"),
)
