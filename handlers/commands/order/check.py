"""/check 88 note: what was seen in the workshop, with photos; the general manager hears of it by a button (R187)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.asked import Asked, Command
from handlers.asking import divided, question_card
from handlers.order_checks import checking, note_kept, photos_added, to_manager
from handlers.ordering import one
from rules.outgoing import Outgoing
from rules.permission import SALES, Role
from rules.words import line, word
from storage.work import Work

EXAMPLE = "/check 88 paint too thin on 3 of 20"


def check(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`88 note`, with photos or answered by them; `88 tell 12`: to the general manager."""
    meant = one(work, asked, "/check")
    if isinstance(meant, list):
        return meant
    row, rest = meant
    first, words = divided(rest)
    number = divided(words)[0]
    if first == "photo" and number.isdecimal():
        return photos_added(work, asked, row, number)
    if first == "tell" and words.strip().isdecimal():
        return to_manager(work, asked, row, words.strip())
    if not any(each.isalnum() for each in rest) and not asked.files:
        checking(asked, row)
        question = line(
            "What have you seen of order {number}? Answer this message, with photos if you like.", number=row.id
        )
        return [asked.say((question,), card=question_card(f"/check {row.id}"))]
    return note_kept(work, asked, row, rest.strip())


COMMANDS = (
    Command(
        "/check",
        word("a note from the workshop"),
        check,
        roles=SALES | {Role.PRODUCTION, Role.PURCHASING, Role.MERCHANDISER},
        example=EXAMPLE,
        family="order",
    ),
)
