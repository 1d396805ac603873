"""/fraud: warnings of payment fraud, and clearing one by two people (issue 6)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.asked import Asked, Command
from handlers.asking import divided, question_card
from handlers.payment_fraud import EXAMPLE, cleared, found, shown_all_open, shown_one
from rules.outgoing import Outgoing
from rules.permission import SALES, Role
from rules.refusal import Refused
from rules.words import line, word
from storage.work import Work

_CLEAR = frozenset({"clear", "cleared", "ok", "解除", "确认", "已核实", "核实"})


def fraud(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """Alone: those that are open; `3`: what was seen; `3 clear how it was made sure`: one of two says so."""
    first, rest = divided(asked.rest)
    if not first:
        return shown_all_open(work, asked)
    row = found(work, asked.viewer, first)
    if not rest:
        return shown_one(work, asked, row)
    verb, reason = divided(rest)
    if verb.casefold() not in _CLEAR:
        raise Refused("I do not know {word} of warnings. Try {example}", word=verb[:30], example=EXAMPLE)
    if not reason and row.cleared_at is None and row.first_by != asked.me.id:
        question = line("How was it made sure? Answer with your words: whom have you called, at which number?")
        return [asked.say((question,), card=question_card(f"/fraud {row.id} clear"), conversation=row.conversation_id)]
    return cleared(work, asked, row, reason)


COMMANDS = (
    Command(
        "/fraud",
        word("warnings of payment fraud; two people clear one"),
        fraud,
        roles=SALES | {Role.ACCOUNTING},
        example=EXAMPLE,
        family="order",
    ),
)
