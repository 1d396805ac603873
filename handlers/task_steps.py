"""What is done when a dated task is due: one row for each step of an order, a paper, a payment, a sample, a case (F28).

A step's function says what is to be said; None, and the task is over without a word, for what it was planned for has passed.
It may plan itself anew with `storage.tasks.planned`; else its task is done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from handlers import (
    aftersales,
    complaints,
    deal_acts,
    inspections,
    order_delay,
    order_mails,
    order_risk,
    order_updates,
    payment_reminding,
    production_orders,
    progress,
    sample_steps,
    shipping,
    third_party,
)
from rules.outgoing import Outgoing
from storage.tables.aftersales import TaskRow
from storage.work import Work

Step = Callable[[Work, TaskRow], "list[Outgoing] | None"]

STEPS: Mapping[tuple[str, str], Step] = {
    ("paper", "signature"): deal_acts.signature_due,
    ("complaint", "step"): complaints.step_due,
    ("order", progress.TASK): progress.due,
    ("order", inspections.AGAIN): inspections.again_due,
    ("order", third_party.BOOKING): third_party.booking_due,
    ("order", production_orders.NOTICE): production_orders.notice_due,
    ("order", order_risk.STAGE_DUE): order_risk.stage_due,
    ("order", order_mails.STEPS[order_mails.UPDATE]): order_updates.silence_due,
    ("order", order_mails.STEPS[order_mails.DELAY]): order_delay.notice_due,
    ("order", shipping.ARRIVED): shipping.arrival_due,
    ("order", "feedback"): aftersales.feedback_due,
    **{("part", step): act for step, act in payment_reminding.STEPS.items()},
    ("sample", "copies"): sample_steps.copies_due,
    ("sample", "ready"): sample_steps.ready_due,
    ("sample", "due"): sample_steps.due_soon,
    ("sample", "delivery"): sample_steps.delivery_due,
    ("sample", "feedback"): sample_steps.feedback_due,
    ("sample", "supplier"): sample_steps.supplier_due,
}
"""By (thing, step)."""
EVEN_OUTSIDE_HOURS: frozenset[tuple[str, str]] = frozenset()
"""Steps that do not wait for working hours, because they tell nobody."""
