"""A cost by buttons: which position, which cost line, then how much (R117)."""

from __future__ import annotations

from handlers.asked import Asked
from handlers.asking import divided, in_rows, question_card
from handlers.cost_changing import Costed
from handlers.cost_lines import CHARGE_NAMES, COSTS, position_lines
from handlers.costing import PAGE, last_price_lines
from rules.cost_sheet import without_costs
from rules.cost_words import named_alone
from rules.incoterms import CHARGES
from rules.outgoing import Choice, Choices, Outgoing
from rules.quote import COST_LINES, Quote, QuoteLine
from rules.refusal import Refused
from rules.supply import name_of as product_in
from rules.words import Line, line
from storage.work import Work

EXAMPLE = "/cost D7 1 raw_material 1.20 CNY"


def position(work: Work, asked: Asked, this: Costed, number: int) -> list[Outgoing]:
    """One position, and its cost lines as buttons."""
    if not 1 <= number <= len(this.quote.lines):
        raise Refused(
            "The quotation has {count} positions. Say which one: {example}",
            count=len(this.quote.lines),
            example=f"/cost {this.named} 1",
        )
    each = this.quote.lines[number - 1]
    lines = position_lines(number, each, this.quote, work, this.named)
    return [asked.say([*lines, *last_price_lines(work, this.row, each)], _cost_buttons(this.named, number))]


def change(work: Work, asked: Asked, this: Costed, rest: str) -> list[Outgoing]:
    """A cost by buttons: which position, which cost line, then how much."""
    first, name = divided(rest)
    positions = len(this.quote.lines)
    if not first and positions == 1:
        choices = (*_cost_buttons(this.named, 1), *_charge_buttons(this))
        return [asked.say((line("Which cost?"),), choices)]
    if not first:
        numbers = [Choice(_position_label(n, each), f"/cost {this.named} change {n}") for n, each in _first(this.quote)]
        return [
            asked.say(
                (line("Of which position, or which charge of the whole?"),),
                (*in_rows(numbers, 1), *_charge_buttons(this)),
            )
        ]
    if first.isdecimal() and 1 <= int(first) <= positions and not name:
        return [asked.say((line("Which cost?"),), _cost_buttons(this.named, int(first)))]
    alone = named_alone(f"{first} {name}".strip())
    if alone is None:
        raise Refused(
            "I cannot read {text} as a cost. Example: {example}", text=f"{first} {name}"[:60], example=EXAMPLE
        )
    return how_much(asked, this, *alone)


def how_much(asked: Asked, this: Costed, position: int | None, name: str) -> list[Outgoing]:
    """Asks for the amount of a cost of a position, or of a charge of the whole; of the only position, if it is no charge."""
    lines = len(this.quote.lines)
    if position is None and name not in CHARGE_NAMES:
        position = 1
        if lines != 1:
            raise Refused(
                "The quotation has {count} positions. Say which one: {example}",
                count=lines,
                example=f"/cost {this.named} 1 {name} 1.20 CNY",
            )
    if position is None:
        words = line(
            "{charge} for the whole quotation? Answer this message with the amount, like {example}",
            charge=CHARGE_NAMES[name],
            example="0.3%" if name in {"insurance", "duty"} else "900 USD",
        )
        return [asked.say((words,), card=question_card(f"/cost {this.named} {name}"))]
    if not 1 <= position <= lines:
        raise Refused(
            "The quotation has {count} positions. Say which one: {example}",
            count=lines,
            example=f"/cost {this.named} 1",
        )
    words = line(
        "{cost} of position {position}, per unit? Answer this message with the amount, like {example}",
        cost=COSTS[name],
        position=position,
        example="1.20 CNY",
    )
    return [asked.say((words,), card=question_card(f"/cost {this.named} {position} {name}"))]


def _first(quote: Quote) -> list[tuple[int, QuoteLine]]:
    """Positions that are offered by button: those without costs first."""
    bare = set(without_costs(quote))
    return sorted(enumerate(quote.lines, 1), key=lambda each: (each[0] not in bare, each[0]))[:PAGE]


def _position_label(number: int, each: QuoteLine) -> Line:
    return line("{position}. {product}", position=number, product=product_in(each)[:24])


def _cost_buttons(named: str, number: int) -> Choices:
    return in_rows([Choice(COSTS[each], f"/cost {named} change {number} {each}") for each in COST_LINES], 3)


def _charge_buttons(this: Costed) -> Choices:
    return in_rows(
        [Choice(CHARGE_NAMES[each], f"/cost {this.named} change {each}") for each in (*CHARGES, "other_cost")], 2
    )
