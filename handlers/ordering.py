"""Orders in chat: which one is meant, who may see and lead it, and what is noted of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from handlers.asked import Asked
from handlers.asking import divided, in_rows
from handlers.order_sight import OrderSight, acts_for, order_sight
from handlers.telling import to_colleague
from rules.order import Order
from rules.order_moves import ENDED, STAGE_WORDS, Stage
from rules.outgoing import Choice, Outgoing
from rules.permission import Viewer
from rules.refusal import Refused
from rules.words import Line, line
from storage import orders
from storage.colleagues import name_of
from storage.conversations import conversation, standing
from storage.happenings import note
from storage.tables.conversations import ConversationRow
from storage.tables.orders import OrderRow
from storage.work import Work

EXAMPLE = "/order 88"
_SHOWN = 6
_LOOKED_AT = 200
"""Orders of a name that are looked at to find those that she may see."""


def found(work: Work, viewer: Viewer, text: str, at_least: OrderSight = OrderSight.WORKS) -> list[OrderRow]:
    """The orders that she means by 88, PO-4711 or acme and may see so much of, the newest first.

    Refuses alike for an unknown one and for one that is not hers to see (T26).
    """
    rows = visible(work, viewer, text, at_least)
    if not rows:
        raise Refused("I know no order {number} of yours. /orders lists them.", number=text[:30] or "?")
    return rows


def visible(work: Work, viewer: Viewer, text: str, at_least: OrderSight = OrderSight.WORKS) -> list[OrderRow]:
    """Those that she means and may see so much of. By the customer's name only who may know whose an order is (C8)."""
    rows = [(each, order_sight(work, viewer, each)) for each in orders.meant(work.session, text, _LOOKED_AT)]
    number, key = orders.number_in(text), orders.key_of(text)
    return [
        each
        for each, sees in rows
        if sees >= at_least and (sees >= OrderSight.MONEY or each.id == number or _is_number(key, each.customer_key))
    ]


def _is_number(key: str, known: str) -> bool:
    """Whether a word is the customer's own number: po4711, or 4711."""
    return bool(key) and (known == key or (len(key) > 2 and known.endswith(key)))


def one(
    work: Work, asked: Asked, command: str, at_least: OrderSight = OrderSight.WORKS
) -> tuple[OrderRow, str] | list[Outgoing]:
    """The order whose name stands first in what she typed, and the words behind it; a question where several are meant.

    The number comes first ("88 5 days mould broken"); a customer's own number or name may be several words without a rest.
    """
    first, rest = divided(asked.rest)
    if not first:
        raise Refused("Which order? Write its number: {example}", example=f"{command} 88")
    by_first = visible(work, asked.viewer, first, at_least)
    if len(by_first) == 1:
        return by_first[0], rest.strip()
    names_one = bool(by_first) or orders.number_in(first) is not None
    rows = found(work, asked.viewer, first if names_one else asked.rest, at_least)
    if len(rows) == 1:
        return rows[0], ""
    return [which(asked, rows, command, rest.strip() if by_first else "")]


def which(asked: Asked, rows: Sequence[OrderRow], command: str, rest: str = "") -> Outgoing:
    """Several are meant: a button for each."""
    buttons = [Choice(short(each), f"{command} {each.id} {rest}".strip()) for each in rows[:_SHOWN]]
    return asked.say((line("Which order do you mean?"),), in_rows(buttons, 1))


def short(row: OrderRow) -> Line:
    """Number, the customer's number, stage: what fits on a button."""
    return line("{number} · {stage}", number=orders.called(row), stage=STAGE_WORDS[Stage(row.stage)])


def leading(work: Work, viewer: Viewer, row: OrderRow) -> OrderRow:
    """Refuses who may only look (R39)."""
    if not acts_for(viewer, row):
        person = name_of(work.session, row.owner_id)
        raise Refused("Order {number} is {person}'s. Only {person} does that.", number=row.id, person=person)
    return row


def still_open(row: OrderRow) -> OrderRow:
    """Refuses an order that has ended."""
    if row.stage in ENDED:
        raise Refused("Order {number} is {stage}.", number=orders.called(row), stage=STAGE_WORDS[Stage(row.stage)])
    return row


def matter_of_order(work: Work, row: OrderRow) -> ConversationRow:
    """The conversation in which the customer is written to: its own, or the one that this has become part of."""
    about = conversation(work.session, row.conversation_id)
    if about is None:
        raise Refused("Order {number} belongs to no conversation any more.", number=row.id)
    return standing(work.session, about)


def noted(
    work: Work,
    row: OrderRow,
    verb: str,
    words: Line | tuple[Line, ...],
    actor: int | None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Writes on the timeline of the order's conversation what happened; `after` always names the order."""
    note(
        work,
        verb,
        words,
        actor=actor,
        conversation=row.conversation_id,
        customer=row.customer_id,
        before=before,
        after={"order": row.id, **(after or {})},
    )


def changed(work: Work, row: OrderRow, told: Order, by: int, words: Iterable[Line]) -> bool:
    """The order says this now; every change is kept with who made it (R172). False where nothing changed."""
    lines = tuple(words)
    before = row.revision
    if not orders.rewritten(work, row, told, by, lines):
        return False
    noted(work, row, "order", lines, by, {"revision": before}, {"revision": row.revision})
    return True


def people_of(row: OrderRow) -> list[int]:
    """Owner and tracker, each once."""
    return list(dict.fromkeys(each for each in (row.owner_id, row.tracker_id) if each is not None))


def told(work: Work, row: OrderRow, lines: Sequence[Line], but: Iterable[int] = (), **rest: Any) -> list[Outgoing]:
    """Words for owner and tracker, but not for those who know already."""
    known = set(but)
    return [
        each
        for person in people_of(row)
        if person not in known
        for each in to_colleague(work, person, lines, conversation=row.conversation_id, **rest)
    ]
