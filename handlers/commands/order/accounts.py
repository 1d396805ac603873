"""/accounts: sales and accounting agree on what an order owes and what came (R233)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.asked import Asked, Command
from handlers.asking import question_card
from handlers.order_sight import OrderSight
from handlers.ordering import one
from handlers.reconciling_accounts import agreed, listed, order_lines, ways
from rules.outgoing import Outgoing
from rules.permission import SALES, Role
from rules.refusal import Refused
from rules.words import line, word
from storage.work import Work

EXAMPLE = "/accounts 88 agree"
_AGREE = frozenset({"agree", "agreed", "ok", "yes", "一致", "同意", "没问题"})
_DIFFERS = frozenset({"differs", "differ", "no", "不一致", "有出入", "不符"})


def accounts(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """Alone: the list of this month. `88`: one order. `88 agree`; `88 differs 25 USD of bank fees are missing`."""
    if not asked.rest.strip():
        return listed(work, asked)
    chosen = one(work, asked, "/accounts", OrderSight.MONEY)
    if isinstance(chosen, list):
        return chosen
    row, rest = chosen
    verb, _, words = rest.partition(" ")
    said = verb.casefold().strip(":：,，")
    if not said:
        return [asked.say(order_lines(work, row), ways(row))]
    if said in _AGREE:
        return agreed(work, asked, row)
    if said not in _DIFFERS:
        raise Refused("Say agree or differs: {example}", example=EXAMPLE)
    if not words.strip():
        question = line("What differs? Answer this message.")
        return [asked.say((question,), card=question_card(f"/accounts {row.id} differs"))]
    return agreed(work, asked, row, " ".join(words.split()))


COMMANDS = (
    Command(
        "/accounts",
        word("agree on what an order owes and what came, or say what differs"),
        accounts,
        roles=SALES | {Role.ACCOUNTING},
        example=EXAMPLE,
        family="order",
    ),
)
