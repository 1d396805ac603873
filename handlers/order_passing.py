"""Orders go with the customer whom somebody else takes over: one person to the end, and never nobody (R39, R40, R273)."""

from __future__ import annotations

from rules.order_moves import ENDED
from rules.words import line
from storage import orders, samples
from storage.happenings import note
from storage.tables.colleagues import ColleagueRow
from storage.tables.orders import OrderRow
from storage.work import Work

_MOST = 1000


def passed_on(
    work: Work,
    former: int,
    to: ColleagueRow,
    by: int | None,
    *,
    customer: int | None = None,
    conversation: int | None = None,
) -> list[OrderRow]:
    """The open orders of that customer or conversation that were the former owner's are the new one's; each keeps when."""
    found = orders.in_conversation(work.session, conversation) if conversation is not None else []
    if customer is not None:
        found += orders.of_customer(work.session, customer, _MOST)
    moved = [each for each in dict.fromkeys(found) if each.owner_id == former and each.stage not in ENDED]
    for row in moved:
        row.owner_id = to.id
        note(
            work,
            "order",
            line("order {number} goes to {person} with its customer", number=orders.called(row), person=to.name),
            actor=by,
            conversation=row.conversation_id,
            customer=row.customer_id,
            before={"order": row.id, "owner": former},
            after={"order": row.id, "owner": to.id},
        )
    work.session.flush()
    for sample in samples.handed(work, former, to.id, conversation=conversation, customer=customer):
        note(
            work,
            "sample",
            line("sample {number} goes to {person} with its customer", number=samples.called(sample), person=to.name),
            actor=by,
            conversation=sample.conversation_id,
            customer=sample.customer_id,
            before={"sample": sample.id, "owner": former},
            after={"sample": sample.id, "owner": to.id},
        )
    return moved
