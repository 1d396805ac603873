"""An order says something else: who may change it, what follows from it, and what is answered (R172)."""

from __future__ import annotations

from handlers.asked import Asked
from handlers.order_confirming import assumed_day, card, is_assumed, is_confirmed
from handlers.order_consequences import binding, outdated, recheck_open, replanned
from handlers.ordering import changed, leading, still_open
from rules.order import Order
from rules.order_costs import priced
from rules.order_moves import Stage, rank
from rules.outgoing import Choice, Choices, Outgoing
from rules.quote import Quote, total
from rules.refusal import Refused
from rules.words import Line, line
from storage import orders, trade_papers
from storage.payments import parts
from storage.tables.orders import OrderRow
from storage.work import Work

EMPTIED = {"-", "–", "—", "none", "无"}


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
    was_checked, was_confirmed, was_assumed = row.recheck_at is not None, is_confirmed(row), is_assumed(work, row)
    if not changed(work, row, told, asked.me.id, lines):
        return [said_of(asked, row, [*hints, line("That changes nothing in order {number}.", number=row.id)])]
    said: list[Outgoing] = []
    if (was_assumed or row.contract_on is None) and told.goods.delivery_days != before.delivery_days:
        row.contract_on = assumed_day(work, row)
    if priced(before) != priced(told.goods):
        said += recheck_open(work, row, asked.me.id)
        if was_checked:
            hints = [
                *hints,
                line("The second cost analysis has to be made again: {example}", example=f"/order {row.id} cost"),
            ]
    said += replanned(work, row, asked.me.id, money=_is_money(work, row, before, told.goods))
    words = [line("Order {number}: changed.", number=orders.called(row)), *lines, *outdated(work, row), *hints]
    if is_confirmed(row):
        return [*said, said_of(asked, row, words)]
    if was_confirmed:
        words.append(line("The five items are to be confirmed again."))
    return [*said, card(work, asked, row, words)]


def said_of(asked: Asked, row: OrderRow, lines: list[Line]) -> Outgoing:
    """An answer about that order, with the way to it."""
    return asked.say(lines, show(row), conversation=row.conversation_id)


def show(row: OrderRow) -> Choices:
    """The button to the order itself."""
    return ((Choice(line("Show"), f"/order {row.id}"),),)


def change_of(field: Line, before: str, after: str) -> Line:
    """A text before and after, in a line."""
    return line("{field}: {before} → {after}", field=field, before=_brief(before), after=_brief(after))


def _brief(text: str) -> str:
    told = " / ".join(text.splitlines())
    return (told if len(told) <= 120 else told[:119] + "…") or "–"


def _is_money(work: Work, row: OrderRow, before: Quote, now: Quote) -> bool:
    """Whether the parts of the payment are to be divided anew."""
    had_total = bool(before.currency and total(before))
    is_other = (before.payment, before.currency, total(before)) != (now.payment, now.currency, total(now))
    return is_other and (before.payment != now.payment or not had_total or bool(parts(work.session, row.id)))
