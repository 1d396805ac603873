"""/cost: the cost sheet of a quotation, changed by words or buttons; its ladder of prices over the terms (R116, R117, R120)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from handlers.asked import Asked, Command
from handlers.asking import divided
from handlers.cost_asking import EXAMPLE, change, how_much, position
from handlers.cost_changing import Costed, changes, costs_of, included, page, renew, sheet_shown, table, take
from handlers.cost_rungs import ladder, offered_under
from handlers.costing import quotation_in, quotations_offered
from rules.cost_words import named_alone
from rules.outgoing import Outgoing
from rules.permission import SALES
from rules.words import line, word
from storage.work import Work


def cost(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`D7`: the sheet. `D7 1 raw_material 1.20 CNY`, `D7 freight 900`, `D7 reason ...`: changes. `D7 ladder`: the prices."""
    number, words = quotation_in(asked)
    if not number:
        return [quotations_offered(work, asked, line("Which quotation's costs?"))]
    this = costs_of(work, asked, number)
    first, rest = divided(words)
    if (way := _WAYS.get(first.casefold())) is not None:
        return way(work, asked, this, rest)
    if not words:
        return [sheet_shown(work, asked, this)]
    if words.isdecimal() and len(words) < 4:
        return position(work, asked, this, int(words))
    if (alone := named_alone(words)) is not None:
        return how_much(asked, this, *alone)
    return changes(work, asked, this, words)


_Way = Callable[[Work, Asked, Costed, str], list[Outgoing]]
_WAYS: Mapping[str, _Way] = {
    "ladder": ladder,
    "阶梯": ladder,
    "价格阶梯": ladder,
    "offer": offered_under,
    "改报": offered_under,
    "change": change,
    "修改": change,
    "included": included,
    "renew": renew,
    "table": table,
    "take": take,
    "page": page,
}

COMMANDS = (
    Command(
        "/cost",
        word("the cost sheet of a quotation, its margin, and its prices over the trade terms"),
        cost,
        roles=SALES,
        example=EXAMPLE,
        family="quote",
    ),
)
