"""The sample that an order is made after: linked when the order begins, read where production asks for it (R150)."""

from __future__ import annotations

from sqlalchemy.orm import Session

from rules.sample_moves import MOVES, SampleEvent, SampleState
from rules.words import Line, line
from storage import orders, samples, tasks
from storage.happenings import note
from storage.tables.orders import OrderRow
from storage.tables.samples import SampleRow
from storage.work import Work


def linked(work: Work, order: OrderRow, by: int | None) -> list[SampleRow]:
    """Approved samples of the same inquiry or customer that belong to no order yet are the basis of this one."""
    found = samples.approved_without_order(work.session, order.conversation_id, order.customer_id)
    for row in found:
        row.order_id = order.id
        note(
            work,
            "sample",
            line("{number} is the basis of order {order}", number=samples.called(row), order=orders.called(order)),
            actor=by,
            conversation=row.conversation_id,
            customer=row.customer_id,
            after={"sample": row.id, "version": row.version, "state": str(row.state), "order": order.id},
        )
    work.session.flush()
    return found


def ended_with(work: Work, order: OrderRow, reason: str) -> None:
    """The order was cancelled: no supplier's sample is waited for any more."""
    for row in samples.of_order(work.session, order.id, "preproduction"):
        if (SampleState(row.state), SampleEvent.DROPPED) in MOVES:
            samples.moved(work, row, SampleEvent.DROPPED, reason)
            tasks.done(work, "sample", row.id, outcome="cancelled")


def basis_lines(session: Session, order: OrderRow) -> tuple[Line, ...]:
    """By which sample the order is made, with label and place of the piece that is kept: for production's papers and cards."""
    return tuple(
        line(
            "Made after {number}, kept as {label}, {place}",
            number=samples.called(each),
            label=each.label,
            place=each.place or "?",
        )
        for each in samples.of_order(session, order.id, "sample")
        if each.result == "approved" and each.label
    )
