"""/won, /lost, /received: what became of a quotation (R131, R135); each is taken back by /undo."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.asked import Asked, Command
from handlers.asking import in_rows, question_card
from handlers.quote_approval import name
from handlers.quote_ending import lost as noted_lost
from handlers.quote_ending import received as noted_received
from handlers.quote_ending import won as noted_won
from handlers.quote_naming import meant_or_offered
from rules.outgoing import Choice, Outgoing
from rules.permission import SALES
from rules.quote_following import REASONS, reason_of
from rules.quote_moves import OUTSIDE, QuoteState
from rules.words import line, word
from storage import quotes
from storage.work import Work

WON_EXAMPLE = "/won Q-2026-0031 PO 4711"
LOST_EXAMPLE = "/lost Q-2026-0031 price too high"
RECEIVED_EXAMPLE = "/received Q-2026-0031"
_COULD_BE_LOST = OUTSIDE | {QuoteState.EXPIRED}


def won(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`Q-2026-0031 [the customer's order number]`: the customer orders."""
    meant = meant_or_offered(work, asked, line("Which quotation is won?"), OUTSIDE, WON_EXAMPLE)
    if isinstance(meant, list):
        return meant
    return noted_won(work, asked, meant.row, meant.version, meant.about, reason_of(meant.words))


def lost(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`Q-2026-0031 reason`: the customer does not order. Without a reason the usual ones are offered."""
    meant = meant_or_offered(work, asked, line("Which quotation is lost?"), _COULD_BE_LOST, LOST_EXAMPLE)
    if isinstance(meant, list):
        return meant
    if not any(each.isalnum() for each in meant.words):
        command = f"/lost {name(meant.row)}"
        question = line(
            "Why is {number} lost? Press, or answer this message with the reason.", number=quotes.called(meant.row)
        )
        buttons = in_rows([Choice(words, f"{command} {reason}") for reason, words in REASONS.items()])
        return [asked.say((question,), buttons, card=question_card(command), conversation=meant.row.conversation_id)]
    return noted_lost(work, asked, meant.row, meant.version, meant.about, reason_of(meant.words))


def received(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`Q-2026-0031`: the customer has it."""
    states = {QuoteState.SENT}
    meant = meant_or_offered(work, asked, line("Which quotation has arrived?"), states, RECEIVED_EXAMPLE)
    if isinstance(meant, list):
        return meant
    return noted_received(work, asked, meant.row, meant.version, meant.about)


COMMANDS = (
    Command("/won", word("the customer orders what was quoted"), won, roles=SALES, example=WON_EXAMPLE, family="quote"),
    Command(
        "/lost", word("the customer does not order, and why"), lost, roles=SALES, example=LOST_EXAMPLE, family="quote"
    ),
    Command(
        "/received", word("the quotation has arrived"), received, roles=SALES, example=RECEIVED_EXAMPLE, family="quote"
    ),
)
