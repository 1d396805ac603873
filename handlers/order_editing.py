"""What an order says is changed: goods and terms while nothing is signed, the rest by whoever leads it (R172, R188, R204)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from handlers.asked import Asked
from handlers.asking import in_rows, question_card
from handlers.order_confirming import card, is_confirmed
from handlers.order_consequences import binding, outdated, recheck_open, replanned
from handlers.ordering import changed, leading, noted, still_open
from handlers.quote_changing import applied
from handlers.quote_figures import today
from handlers.quote_spoken import unread_lines
from handlers.telling import to_colleague, to_roles
from rules.order import Order
from rules.order_moves import Stage, line_of, rank
from rules.order_typed import (
    MODE_WORDS,
    clause_told,
    customer_number,
    days_told,
    long_text,
    marks_told,
    mode_told,
    shipment_told,
)
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import Role
from rules.quote import Quote
from rules.quote_difference import differences
from rules.quote_typed import read
from rules.refusal import Refused
from rules.trade_paper import FIELD_WORDS
from rules.words import Line, line, verbatim, word
from storage import orders, trade_papers
from storage.colleagues import named
from storage.tables.orders import OrderRow
from storage.work import Work

_EMPTIED = {"-", "–", "—", "none", "无"}
_INSIDE = ("reason", "assumptions", "charges")
LONGEST = 20_000


def goods(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
    """`line 2 qty 300`, `price 3.1`, `FOB Ningbo`, `payment ...`, `+ LED-1 x 100 @ 2`: positions and terms."""
    if len(words) > LONGEST:
        raise Refused("That is too much for one message: send the rest in another.")
    changeable(work, asked, row)
    told = orders.content(row)
    parts = read(words, today(work), len(told.goods.lines))
    draft = applied(work, told.goods, parts, asked.me.language)
    now = replace(draft.quote, origins=())
    hints = [*unread_lines(draft.unread), *draft.hints]
    lines = differences(told.goods, now)
    if not lines:
        return [_said(row, hints or [line("That changes nothing in order {number}.", number=row.id)])]
    return rewritten(work, asked, row, replace(told, goods=now), lines, hints)


def changeable(work: Work, asked: Asked, row: OrderRow) -> None:
    """Refuses who may not, an order that has ended or left, and what is signed: that changes by an amendment only (R172)."""
    still_open(leading(work, asked.viewer, row))
    if rank(row.stage) >= rank(Stage.SHIPPED):
        raise Refused("The goods of order {number} have left. What was ordered is not changed any more.", number=row.id)
    if (paper := binding(work, row)) is not None:
        raise Refused(
            "{number} is signed: goods, prices and terms change by an amendment only. {example}",
            number=trade_papers.called(paper),
            example=f"/deal P{paper.id} amend",
        )


def rewritten(
    work: Work, asked: Asked, row: OrderRow, told: Order, lines: tuple[Line, ...], hints: list[Line]
) -> list[Outgoing]:
    """The order says this now: costs, payment and the five items are looked at anew, and the answer says what has changed."""
    before = orders.content(row).goods
    was_checked, was_confirmed = row.recheck_at is not None, is_confirmed(row)
    if not changed(work, row, told, asked.me.id, lines):
        return [_said(row, [*hints, line("That changes nothing in order {number}.", number=row.id)])]
    said: list[Outgoing] = []
    if _priced(before) != _priced(told.goods):
        said += recheck_open(work, row, asked.me.id)
        if was_checked:
            hints = [*hints, line("The second cost analysis has to be made again: {example}", example=f"/order {row.id} cost")]
    said += replanned(work, row, asked.me.id)
    words = [line("Order {number}: changed.", number=orders.called(row)), *lines, *outdated(work, row), *hints]
    if is_confirmed(row):
        return [*said, _said(row, words)]
    if was_confirmed:
        words.append(line("The five items are to be confirmed again."))
    return [*said, card(work, asked, row, words) if False else _card(work, asked, row, words)]
