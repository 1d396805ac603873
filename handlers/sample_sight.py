"""Who sees how much of a sample, leads it, makes it: its people all, works their part, other sales nothing (C8)."""

from __future__ import annotations

from handlers.order_sight import OrderSight, order_sight
from rules.permission import DISPATCHERS, SALES, Role, Sight, Viewer, sight
from rules.refusal import Refused
from rules.sample_moves import SampleState as State
from storage import orders, samples
from storage.colleagues import name_of
from storage.tables.samples import SampleRow
from storage.work import Work

WORKS = frozenset({Role.PRODUCTION, Role.PURCHASING, Role.MERCHANDISER})
HEADS = frozenset({Role.SUPERVISOR, *DISPATCHERS})
USERS = SALES | WORKS | {Role.ACCOUNTING}
"""Roles that have to do with samples."""


def sample_sight(work: Work, viewer: Viewer, row: SampleRow) -> OrderSight:
    """Owner, who stands in, supervisor, dispatcher, manager and the order's people see it whole. Deny by default.

    Production sees none before its form is confirmed (R145), unless it is named on it.
    """
    if leads(viewer, row):
        return OrderSight.FULL
    order = orders.order(work.session, row.order_id)
    if order is not None and order_sight(work, viewer, order) is OrderSight.FULL:
        return OrderSight.FULL
    if viewer.has(SALES) and sight(viewer, row.owner_id, work.policy) is Sight.FULL:
        return OrderSight.FULL
    if row.contact_id in {viewer.id, *viewer.stands_in_for} and row.contact_id is not None:
        return OrderSight.WORKS
    if row.state in {State.REQUESTED, State.PENDING} and row.version == 1:
        return OrderSight.NONE
    if viewer.has(frozenset({Role.ACCOUNTING})):
        return OrderSight.MONEY
    return OrderSight.WORKS if viewer.has(WORKS) else OrderSight.NONE


def leads(viewer: Viewer, row: SampleRow) -> bool:
    """Its owner, who stands in for the owner, supervisor, dispatcher, manager."""
    return row.owner_id in {viewer.id, *viewer.stands_in_for} or viewer.has(HEADS)


def works_on(viewer: Viewer, row: SampleRow) -> bool:
    """Who makes it or has it made, besides those who lead it."""
    return leads(viewer, row) or viewer.has(WORKS) or row.contact_id == viewer.id


def found(work: Work, viewer: Viewer, text: str) -> SampleRow:
    """The sample that she names: S12; "S12.2" on a button says which version it was of.

    Refuses alike for an unknown one and for one that is not hers to see (T26), and a button of another version.
    """
    name, _, version = text.partition(".")
    row = samples.meant(work.session, name)
    if row is None or sample_sight(work, viewer, row) is OrderSight.NONE:
        raise Refused("I know no sample {number} of yours. /sample lists them.", number=name[:20] or "?")
    if version.isdecimal() and int(version) != row.version:
        raise Refused(
            "That button is of an older version: {number} stands at version {version} now.",
            number=f"S{row.id}",
            version=row.version,
        )
    return row


def leading(work: Work, viewer: Viewer, row: SampleRow) -> SampleRow:
    """Refuses who may only look (R39)."""
    if not leads(viewer, row):
        person = name_of(work.session, row.owner_id)
        raise Refused("{number} is {person}'s. Only {person} does that.", number=samples.called(row), person=person)
    return row


def making(work: Work, viewer: Viewer, row: SampleRow) -> SampleRow:
    """Refuses who neither makes it nor leads it."""
    if not works_on(viewer, row):
        raise Refused("Production does that, or {person}.", person=name_of(work.session, row.owner_id))
    return row
