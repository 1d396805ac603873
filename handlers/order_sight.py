"""Who sees how much of an order: its people all, works and accounting what is theirs, other sales a stub (R41, R328; C8)."""

from __future__ import annotations

from enum import IntEnum

from rules.permission import DISPATCHERS, SALES, Role, Sight, Viewer, sight
from storage.tables.orders import OrderRow
from storage.work import Work

_WORKS = frozenset({Role.PRODUCTION, Role.PURCHASING, Role.MERCHANDISER})
_HEADS = frozenset({Role.SUPERVISOR, *DISPATCHERS})


class OrderSight(IntEnum):
    """How much of an order somebody sees, less before more."""

    NONE = 0
    STUB = 1
    """Number, owner, stage."""
    WORKS = 2
    """Goods, quantities, days, marks; neither customer nor money (production, purchasing, merchandiser)."""
    MONEY = 3
    """Customer, total, payments (accounting)."""
    FULL = 4


def order_sight(work: Work, viewer: Viewer, row: OrderRow) -> OrderSight:
    """Owner, tracker, whoever stands in for one of them, supervisor, dispatcher and manager see it whole. Deny by default."""
    if {row.owner_id, row.tracker_id} & {viewer.id, *viewer.stands_in_for} or viewer.has(_HEADS):
        return OrderSight.FULL
    if viewer.has(SALES) and sight(viewer, row.owner_id, work.policy) is Sight.FULL:
        return OrderSight.FULL
    if viewer.has(frozenset({Role.ACCOUNTING})):
        return OrderSight.MONEY
    if viewer.has(_WORKS):
        return OrderSight.WORKS
    if viewer.has(SALES):
        return OrderSight.STUB
    return OrderSight.FULL if sight(viewer, row.owner_id, work.policy) is Sight.FULL else OrderSight.NONE


def sees_order_costs(viewer: Viewer, row: OrderRow) -> bool:
    """Owner, who stands in for the owner, supervisor and manager; nobody else (R328)."""
    return row.owner_id in {viewer.id, *viewer.stands_in_for} or viewer.has(frozenset({Role.SUPERVISOR, Role.MANAGER}))


def acts_for(viewer: Viewer, row: OrderRow) -> bool:
    """Who leads the order: its owner, who stands in, supervisor, dispatcher, manager."""
    return row.owner_id in {viewer.id, *viewer.stands_in_for} or viewer.has(_HEADS)
