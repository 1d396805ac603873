"""/hold 88 reason: an order rests; /hold 88 off: it goes on."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.asked import Asked, Command
from handlers.asking import in_rows, question_card
from handlers.order_stages import gone_on, held
from handlers.ordering import one
from rules.outgoing import Choice, Outgoing
from rules.permission import SALES
from rules.refusal import Refused
from rules.words import line, word
from storage.work import Work

EXAMPLE = "/hold 88 the customer checks the drawing"
LONGEST = 300
OFF = frozenset({"off", "end", "go on", "resume", "继续", "恢复", "解除"})
USUAL = {
    "customer": word("the customer asked for it"),
    "payment": word("waits for payment"),
    "drawing": word("a drawing is open"),
    "material": word("waits for material"),
}


def hold(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`88 reason`, `88 off`; without a reason the usual ones are offered."""
    meant = one(work, asked, "/hold")
    if isinstance(meant, list):
        return meant
    row, rest = meant
    words = rest.strip()
    if words.casefold() in OFF:
        return gone_on(work, asked, row)
    if not any(each.isalnum() for each in words):
        buttons = in_rows([Choice(told, f"/hold {row.id} {told.sentence}") for told in USUAL.values()])
        question = line("Why does order {number} rest? Press, or answer this message with the reason.", number=row.id)
        return [asked.say((question,), buttons, card=question_card(f"/hold {row.id}"))]
    if len(words) > LONGEST:
        raise Refused("A reason has at most {limit} characters.", limit=LONGEST)
    return held(work, asked, row, words)


COMMANDS = (
    Command(
        "/hold", word("an order rests, and why; off: it goes on"), hold, roles=SALES, example=EXAMPLE, family="order"
    ),
)
