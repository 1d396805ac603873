"""/done 88: the order has reached its next stage, or the one that is named (M5)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.asked import Asked, Command
from handlers.order_stages import ANYWAY, moved_on
from handlers.ordering import one
from rules.order_moves import STAGE_WORDS, Need
from rules.order_spoken import stage_in
from rules.outgoing import Outgoing
from rules.permission import SALES, Role
from rules.refusal import Refused
from rules.words import word
from storage.work import Work

EXAMPLE = "/done 88"
MOVING = SALES | {Role.MERCHANDISER, Role.PRODUCTION, Role.PURCHASING}


def done(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`88 [stage] [anyway lack,lack]`: without a stage the one that comes next."""
    meant = one(work, asked, "/done")
    if isinstance(meant, list):
        return meant
    row, rest = meant
    words, _, past = rest.partition(ANYWAY)
    to = stage_in(words) if words.strip() else None
    if words.strip() and to is None:
        raise Refused(
            "I know no stage {stage}. The stages are: {stages}",
            stage=words.strip()[:40],
            stages=tuple(STAGE_WORDS.values()),
        )
    known = {each for each in past.replace(" ", "").split(",") if each in set(Need)}
    return moved_on(work, asked, row, to, known)


COMMANDS = (
    Command(
        "/done",
        word("an order has reached its next stage"),
        done,
        roles=MOVING,
        example=EXAMPLE,
        family="order",
    ),
)
