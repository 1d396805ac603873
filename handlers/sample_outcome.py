"""What the customer says of a sample: approved, changed into a new version, or rejected; what is made after it (R150, R153)."""

from __future__ import annotations

from dataclasses import replace

from handlers.asked import Asked
from handlers.asking import in_rows, question_card
from handlers.order_sight import OrderSight, order_sight
from handlers.ordering import short as order_short
from handlers.quote_figures import today
from handlers.sample_asking import next_step
from handlers.sample_buttons import name
from handlers.sample_sight import leading
from handlers.samples import form_of, noted, rewritten, shown, told_owner, told_works
from rules.order_moves import ENDED as ORDER_ENDED
from rules.outgoing import Choice, Outgoing
from rules.refusal import Refused
from rules.sample_moves import SampleEvent, SampleState
from rules.words import line
from storage import orders, samples, tasks
from storage.tables.orders import OrderRow
from storage.tables.samples import SampleRow
from storage.work import Work

_LONGEST = 1_000
_WITH_HIM = frozenset({SampleState.SENT, SampleState.DELIVERED})


def approved(work: Work, asked: Asked, row: SampleRow, words: str) -> list[Outgoing]:
    """The customer confirms it: the retained piece is what bulk production goes by (R150)."""
    _answered(work, asked, row)
    row.feedback, row.result = words[:_LONGEST], "approved"
    samples.moved(work, row, SampleEvent.APPROVED)
    tasks.done(work, "sample", row.id, outcome="answered")
    told = line("The customer approves {number}", number=samples.called(row))
    basis = line("What is kept as {label} is the basis of bulk production: {place}.", label=row.label, place=row.place)
    lines = (told, basis) if row.label else (told,)
    noted(work, row, told, asked.me.id, str(SampleState.FEEDBACK), feedback=row.feedback)
    said = [*told_owner(work, row, lines, but=asked.me.id), *told_works(work, row, lines, but=asked.me.id)]
    return [*said, *_for_order(work, asked, row)]


def changed(work: Work, asked: Asked, row: SampleRow, words: str) -> list[Outgoing]:
    """The customer wants it different: a new version of the form, which is confirmed anew (R153)."""
    leading(work, asked.viewer, row)
    if not words:
        return [_asked(asked, row, "change")]
    _answered(work, asked, row)
    samples.moved(work, row, SampleEvent.CHANGE)
    told = line("The customer wants {number} changed: {words}", number=samples.called(row), words=words[:_LONGEST])
    noted(work, row, told, asked.me.id, str(SampleState.FEEDBACK), label=row.label, tracking=row.tracking)
    tasks.done(work, "sample", row.id, outcome="answered")
    _anew(work, row, words)
    said = told_owner(work, row, (told,), but=asked.me.id)
    return [
        *said,
        *next_step(
            work, asked, row, (line("This is version {version}; its form is confirmed anew.", version=row.version),)
        ),
    ]


def rejected(work: Work, asked: Asked, row: SampleRow, reason: str) -> list[Outgoing]:
    """The customer does not want it, and why."""
    leading(work, asked.viewer, row)
    if not reason:
        return [_asked(asked, row, "rejected")]
    _answered(work, asked, row)
    row.feedback, row.result = reason[:_LONGEST], "rejected"
    samples.moved(work, row, SampleEvent.REJECTED, reason[:_LONGEST])
    tasks.done(work, "sample", row.id, outcome="answered")
    words = line("The customer rejects {number}: {reason}", number=samples.called(row), reason=reason[:_LONGEST])
    noted(work, row, words, asked.me.id, str(SampleState.FEEDBACK))
    return [
        shown(work, asked, row),
        *told_owner(work, row, (words,), but=asked.me.id),
        *told_works(work, row, (words,), but=asked.me.id),
    ]


def for_order(work: Work, asked: Asked, row: SampleRow, words: str) -> list[Outgoing]:
    """`order 88`: that order is made after this sample (R150). Without a number the customer's open orders are offered."""
    leading(work, asked.viewer, row)
    if not words:
        return _for_order(work, asked, row, ask=True)
    found = [
        each for each in orders.meant(work.session, words) if order_sight(work, asked.viewer, each) is OrderSight.FULL
    ]
    if len(found) != 1:
        raise Refused("I know no order {number} of yours. /orders lists them.", number=words[:30])
    if row.customer_id != found[0].customer_id and row.conversation_id != found[0].conversation_id:
        raise Refused(
            "Order {number} is another customer's than {sample}.", number=found[0].id, sample=samples.called(row)
        )
    return _linked(work, asked, row, found[0])


def _answered(work: Work, asked: Asked, row: SampleRow) -> None:
    leading(work, asked.viewer, row)
    if row.state in _WITH_HIM:
        samples.moved(work, row, SampleEvent.ANSWERED)
    if row.delivered_at is None and row.state == SampleState.FEEDBACK:
        row.delivered_at = work.now


def _anew(work: Work, row: SampleRow, words: str) -> None:
    form = form_of(row)
    row.version += 1
    row.feedback, row.result, row.approval_id = words[:_LONGEST], "change", None
    row.reviewed_by, row.reviewed_at, row.sent_at, row.delivered_at = None, None, None, None
    row.label, row.place, row.courier, row.tracking = "", "", "", ""
    need_by = form.need_by if form.need_by is not None and form.need_by > today(work) else None
    details = "; ".join(filter(None, (form.requirements, words[:_LONGEST])))
    rewritten(work, row, replace(form, requirements=details, need_by=need_by))
    row.need_by = need_by
    work.session.flush()


def _for_order(work: Work, asked: Asked, row: SampleRow, ask: bool = False) -> list[Outgoing]:
    """Linked at once where there is one open order it can be for; asked where there are several."""
    rows = [each for each in _candidates(work, row) if each.stage not in ORDER_ENDED]
    if row.order_id is not None and not ask:
        return [shown(work, asked, row)]
    if len(rows) == 1 and not ask:
        return _linked(work, asked, row, rows[0])
    if not rows:
        hints = (line("It is linked to his next order."),)
        return [shown(work, asked, row, hints)]
    buttons = [Choice(order_short(each), f"/sample {name(row)} order {each.id}") for each in rows[:6]]
    words = line("Which order is made after {number}?", number=samples.called(row))
    return [shown(work, asked, row), asked.say((words,), in_rows(buttons, 1))]


def _candidates(work: Work, row: SampleRow) -> list[OrderRow]:
    found = orders.in_conversation(work.session, row.conversation_id)
    if row.customer_id is not None:
        found += orders.of_customer(work.session, row.customer_id)
    return list({each.id: each for each in found}.values())


def _linked(work: Work, asked: Asked, row: SampleRow, order: OrderRow) -> list[Outgoing]:
    row.order_id = order.id
    work.session.flush()
    words = line("{number} is the basis of order {order}", number=samples.called(row), order=orders.called(order))
    noted(work, row, words, asked.me.id)
    return [shown(work, asked, row, (words,))]


def _asked(asked: Asked, row: SampleRow, verb: str) -> Outgoing:
    command = f"/sample {name(row)} {verb}"
    words = (
        line("What does the customer want changed in {number}? Answer with his words.", number=samples.called(row))
        if verb == "change"
        else line("Why does the customer reject {number}? Answer with the reason.", number=samples.called(row))
    )
    return asked.say((words,), card=question_card(command), conversation=row.conversation_id)
