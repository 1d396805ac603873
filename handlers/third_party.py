"""A third party inspects: where the order wants it, its booking is asked for in time (R201)."""

from __future__ import annotations

import re

from handlers.order_gates import inspection
from handlers.quote_figures import today
from handlers.telling import to_colleague
from rules.order_moves import Stage, rank
from rules.outgoing import Outgoing
from rules.quote_following import begins, business_day_before
from rules.words import line
from storage import orders, tasks
from storage.tables.aftersales import TaskRow
from storage.tables.orders import OrderRow
from storage.work import Work

BOOKING = "third_party"
"""The task that reminds the owner of it."""
_BOOKED_BEFORE = 7
"""Working days before the planned inspection at which a third party is to be booked."""
_THIRD = re.compile(r"third[ -]?party|第三方|\bSGS\b|\bBV\b|Bureau Veritas|Intertek|T[ÜU]V", re.IGNORECASE)


def booking_planned(work: Work, row: OrderRow) -> None:
    """Where the order wants a third party, its booking is asked for in time (R201)."""
    told_ = orders.content(row)
    if not _THIRD.search(f"{told_.clause('inspection_clause')} {told_.requirements} {told_.remarks}"):
        return
    known = orders.stages(work.session, row.id).get(Stage.INSPECTED)
    day = (known.planned_on if known else None) or row.contract_on or today(work)
    day = max(business_day_before(work.calendar, day, _BOOKED_BEFORE), today(work))
    tasks.planned(work, "order", row.id, BOOKING, begins(work.calendar, day))


def booking_due(work: Work, task: TaskRow) -> list[Outgoing] | None:
    """The owner is reminded to book."""
    row = orders.order(work.session, task.subject)
    if row is None or rank(row.stage) >= rank(Stage.PACKED) or inspection(work, row, "third_party") is not None:
        return None
    lines = (
        line("Order {number} is inspected by a third party. Book it: {example}", number=row.id,
             example=f"/inspect {row.id} third book SGS 2026-05-08"),
    )  # fmt: skip
    return to_colleague(work, row.owner_id, lines, conversation=row.conversation_id)
