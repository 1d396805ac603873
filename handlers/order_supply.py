"""Where the goods of an order come from, how long they take, and who tracks them (R192, R204, R205)."""

from __future__ import annotations

from handlers.asked import Asked
from handlers.asking import in_rows
from handlers.order_consequences import replanned
from handlers.order_rewriting import EMPTIED, said_of, show
from handlers.ordering import leading, noted, still_open
from handlers.telling import to_colleague, to_roles
from rules.order_moves import Stage, line_of
from rules.order_typed import (
    MODE_WORDS,
    days_told,
    mode_told,
)
from rules.outgoing import Choice, Outgoing
from rules.permission import Role
from rules.refusal import Refused
from rules.words import Line, line, verbatim
from storage import orders
from storage.colleagues import named
from storage.tables.orders import OrderRow
from storage.work import Work


def mode(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
    """`mode stock|produce|buy`: where the goods come from; those who see to it hear of it at once (R204)."""
    still_open(leading(work, asked.viewer, row))
    if not words:
        buttons = [Choice(told, f"/order {row.id} mode {each}") for each, told in MODE_WORDS.items()]
        return [
            asked.say((line("Where do the goods of order {number} come from?", number=row.id),), in_rows(buttons, 1))
        ]
    told, before = mode_told(words), row.supply_mode
    if row.stage not in line_of(told) and row.stage != Stage.REWORK:
        raise Refused("Order {number} is too far for that: its goods are in work already.", number=row.id)
    if told == before:
        return [said_of(asked, row, [line("That changes nothing in order {number}.", number=row.id)])]
    row.supply_mode = told
    change = line(
        "supply: {before} → {after}", before=MODE_WORDS[before] if before else verbatim("–"), after=MODE_WORDS[told]
    )
    noted(work, row, "order", change, asked.me.id, {"mode": before}, {"mode": told})
    said = replanned(work, row, asked.me.id, money=False)
    return [*said, *_told_works(work, asked, row, told), said_of(asked, row, [change])]


def cycle(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
    """`cycle 20 days`: how long production takes (R205)."""
    return _days(work, asked, row, "cycle_days", line("production cycle"), words, f"/order {row.id} cycle 20 days")


def transit(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
    """`transit 30 days`: how long the goods are on the way (R217)."""
    return _days(work, asked, row, "transit_days", line("days on the way"), words, f"/order {row.id} transit 30 days")


def tracker(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
    """`tracker Bob`: who is asked for material, production and quality (R192); `-`: the owner."""
    still_open(leading(work, asked.viewer, row))
    person = None if words in EMPTIED else named(work.session, words)
    if words not in EMPTIED and (person is None or person.dismissed_at is not None):
        raise Refused("I know nobody called {name}. /staff lists everybody.", name=words[:40] or "?")
    number = person.id if person is not None else None
    if number == row.tracker_id:
        return [said_of(asked, row, [line("That changes nothing in order {number}.", number=row.id)])]
    before, row.tracker_id = row.tracker_id, number
    name = person.name if person is not None else ""
    change = line("{person} tracks order {number} now", person=name, number=orders.called(row))
    if not name:
        change = line("the owner tracks order {number} now", number=orders.called(row))
    noted(work, row, "order", change, asked.me.id, {"tracker": before}, {"tracker": number})
    told = line("You track order {number}: I ask you how material, production and quality stand.", number=row.id)
    said = to_colleague(work, number, (told,), show(row)) if number is not None and number != asked.me.id else []
    return [*said, said_of(asked, row, [change])]


def _days(work: Work, asked: Asked, row: OrderRow, column: str, name: Line, words: str, example: str) -> list[Outgoing]:
    still_open(leading(work, asked.viewer, row))
    told, before = days_told(words, example), getattr(row, column)
    setattr(row, column, told)
    change = line("{field}: {before} → {after} days", field=name, before=before or "–", after=told)
    noted(work, row, "order", change, asked.me.id, {column: before}, {column: told})
    return [*replanned(work, row, asked.me.id, money=False), said_of(asked, row, [change])]


def _told_works(work: Work, asked: Asked, row: OrderRow, mode: str) -> list[Outgoing]:
    """Production or purchasing, without customer and money."""
    goods = orders.content(row).goods
    things = tuple(
        line(
            "{quantity} {unit} {product}",
            quantity=each.quantity or "?",
            unit=each.unit,
            product=each.product or each.name(),
        )
        for each in goods.lines[:8]
    )
    words = line(
        "Order {number}, {mode}: {things}. To be shipped: {day}.",
        number=row.id,
        mode=MODE_WORDS[mode],
        things=things,
        day=row.contract_on or "?",
    )
    roles = (Role.PURCHASING,) if mode == "buy" else (Role.PRODUCTION,)
    return to_roles(work, roles, (words,), show(row), but=(asked.me.id,))
