"""Whose turn an order is, and what keeps it from its next stage, as each may know it (M13; C8, C13)."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.order_gates import lacks
from handlers.order_sight import OrderSight
from handlers.stage_movers import ROLE_WORDS, WORKS, works_of
from rules.order_moves import ENDED, MOVERS, NEED_WORDS, STAGE_WORDS, Lack, Need, Stage, following
from rules.permission import Role
from rules.words import Line, line, title, word
from storage.colleagues import name_of, with_role
from storage.tables.orders import OrderRow
from storage.work import Work

N = Need
CUSTOMER, ACCOUNTING, PURCHASING, WORKSHOP = "customer", "accounting", "purchasing", "works"
TURN: Mapping[Need, str] = {
    N.DEPOSIT: CUSTOMER,
    N.BALANCE: CUSTOMER,
    N.ARRIVAL: CUSTOMER,
    N.PAID: ACCOUNTING,
    N.PURCHASE_ORDERS: PURCHASING,
    N.PARTS_CHECK: WORKSHOP,
    N.FINAL_INSPECTION: WORKSHOP,
}
"""Who gets what is lacking; the order's owner gets what has no row."""
_MONEY = frozenset({N.DEPOSIT, N.BALANCE, N.PAID, N.COST_CHECK, N.SIGNED, N.FIVE_ITEMS})
"""Not for the works to know: money, and the customer's signature."""
_NAMES = 3


def ball_lines(work: Work, row: OrderRow, sees: OrderSight, found: tuple[Lack, ...] | None = None) -> list[Line]:
    """Whose turn it is, and what lacks for the next stage."""
    to = following(row.stage, row.supply_mode)
    if to is None or row.stage in ENDED:
        return []
    found = lacks(work, row, to) if found is None else found
    turn = title("Turn: {person}", person=whose_turn(work, row, to, found))
    lack_words = _lack_words(found, sees)
    if not lack_words:
        return [turn]
    return [turn, line('Lacking for "{stage}": {lacks}', stage=STAGE_WORDS[to], lacks=lack_words)]


def whose_turn(work: Work, row: OrderRow, to: Stage, found: tuple[Lack, ...]) -> Line:
    """Who has to do something now: the one who gets the first thing that is lacking, else who moves it on."""
    owner = name_of(work.session, row.owner_id)
    first = next((each.need for each in found if each.is_hard), None)
    turn = TURN.get(first) if first is not None else None
    if turn == CUSTOMER:
        return line("the customer; {person} asks", person=owner)
    if turn == ACCOUNTING:
        return _named(work, Role.ACCOUNTING) or line("{person}", person=owner)
    if turn == PURCHASING:
        return _named(work, Role.PURCHASING) or line("{person}", person=owner)
    if first is not None and turn is None:
        return line("{person}", person=owner)
    return _movers(work, row, to)


def _movers(work: Work, row: OrderRow, to: Stage) -> Line:
    """A stage of the works is its tracker's where one is named, else theirs; any other the owner's."""
    if MOVERS.get(to, frozenset()) & WORKS == WORKS or to is Stage.INSPECTED:
        if row.tracker_id is not None and row.tracker_id != row.owner_id:
            return line("{person}", person=name_of(work.session, row.tracker_id))
        for role in sorted(works_of(row, to), key=_nearest):
            if named := _named(work, role):
                return named
    return line("{person}", person=name_of(work.session, row.owner_id))


def _nearest(role: Role) -> int:
    return (Role.PRODUCTION, Role.PURCHASING, Role.MERCHANDISER).index(role)


def _named(work: Work, role: Role) -> Line | None:
    people = [each.name for each in with_role(work.session, role)]
    if not people:
        return None
    return line("{role} ({people})", role=ROLE_WORDS[role], people=", ".join(people[:_NAMES]))


def _lack_words(found: tuple[Lack, ...], sees: OrderSight) -> tuple[Line, ...]:
    """To the works what is money or the customer's is only "sales"."""
    words: list[Line] = []
    for each in found:
        hidden = sees is OrderSight.WORKS and each.need in _MONEY
        told = word("something that sales gets") if hidden else NEED_WORDS[each.need]
        words.append(told if each.is_hard else line("{lack} (may be gone past)", lack=told))
    return tuple(dict.fromkeys(words))
