"""What is done when something is approved: one row for each thing of the table of approvals."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.approving import Carry, Follow
from handlers.customer_forgetting import FORGET, carry_forget
from handlers.customer_holding import OWNER, carry_field, carry_merge, carry_owner
from handlers.deal_acts import CANCEL, carry_cancellation, is_cancellation
from handlers.exporting import carry_export
from handlers.handing_over import carry_handover
from handlers.order_cancelling import carry_cancel
from handlers.order_costing import carry_cost
from handlers.paper_carrying import carry_paper, follow_paper
from handlers.quote_approval import carry_quote, follow_quote
from handlers.sample_buttons import SENDING
from handlers.sample_making import carry_review, follow_review
from handlers.sample_suppliers import WAIVING, carry_waiver
from handlers.supplying import carry_concession
from rules.outgoing import Outgoing
from storage.tables.approvals import ApprovalRow
from storage.work import Work


def _owner(work: Work, row: ApprovalRow) -> list[Outgoing] | None:
    """One customer, two cards that become one, or all of a colleague."""
    if "merge" in row.content:
        return carry_merge(work, row)
    return carry_handover(work, row) if row.subject.startswith("handover:") else carry_owner(work, row)


def _cancellation(work: Work, row: ApprovalRow) -> list[Outgoing] | None:
    """An order, or a paper that was sent or signed."""
    return carry_cancellation(work, row) if is_cancellation(row) else carry_cancel(work, row)


CARRY: Mapping[str, Carry] = {
    OWNER: _owner,
    "customer.grade": carry_field,
    "customer.credit": carry_field,
    FORGET: carry_forget,
    "export": carry_export,
    "quote.concession": carry_concession,
    "quote": carry_quote,
    "order.cost": carry_cost,
    "paper": carry_paper,
    SENDING: carry_review,
    WAIVING: carry_waiver,
    CANCEL: _cancellation,
}
FOLLOW: Mapping[str, Follow] = {"quote": follow_quote, "paper": follow_paper, SENDING: follow_review}
"""What happens to the thing where it is not approved at once or not at all."""
