"""Orders where something else is shown: on the card of their conversation, on the card of their customer."""

from __future__ import annotations

from handlers.asking import in_rows
from handlers.order_sight import OrderSight, order_sight
from rules.order_moves import ENDED, STAGE_WORDS, Stage
from rules.outgoing import Choice
from rules.permission import Viewer
from rules.words import Line, line
from storage import order_lists, orders
from storage.tables.conversations import ConversationRow
from storage.tables.orders import OrderRow
from storage.work import Work

_SHOWN = 3
_OF_A_CUSTOMER = 6


def mention_lines(work: Work, matter: ConversationRow) -> list[Line]:
    """The orders of a conversation in one line; nothing where there are none. For who sees the conversation whole."""
    rows = order_lists.of_conversation(work.session, matter.id, _SHOWN + 1)
    return [_mentioned(rows, _SHOWN)] if rows else []


def mention_rows(work: Work, matter: ConversationRow) -> list[tuple[Choice, ...]]:
    """Their buttons, of those that are not over."""
    rows = [each for each in order_lists.of_conversation(work.session, matter.id, _SHOWN) if each.stage not in ENDED]
    buttons = [Choice(line("Order {number}", number=each.id), f"/order {each.id}") for each in rows]
    return list(in_rows(buttons, 3))


def of_customer_lines(work: Work, customer: int, looking: Viewer) -> list[Line]:
    """The customer's orders that she sees whole, the newest first, in one line."""
    rows = [
        each
        for each in order_lists.of_customer(work.session, customer, 20)
        if order_sight(work, looking, each) >= OrderSight.MONEY
    ]
    return [_mentioned(rows, _OF_A_CUSTOMER)] if rows else []


def _mentioned(rows: list[OrderRow], most: int) -> Line:
    told: list[Line] = [
        line("{number} {stage}", number=orders.called(each), stage=STAGE_WORDS[Stage(each.stage)])
        for each in rows[:most]
    ]
    if len(rows) > most:
        told.append(line("and {count} more", count=len(rows) - most))
    return line("Orders: {orders}", orders=tuple(told))
