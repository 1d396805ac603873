"""Pre-production samples (产前样): each supplier of an order shows one before it makes the bulk (M3b; R154, R155)."""

from __future__ import annotations

from sqlalchemy.orm import Session

from handlers.approving import wanted
from handlers.asked import Asked
from handlers.asking import question_card
from handlers.ordering import told as told_order
from handlers.quote_figures import today
from handlers.sample_buttons import name, subject_of
from handlers.sample_sight import making
from handlers.samples import noted, shown, told_owner, told_works
from rules.outgoing import Choice, Outgoing
from rules.quote_following import begins, business_day
from rules.refusal import Refused
from rules.sample_form import SampleForm, to_plain
from rules.sample_moves import ENDED, GOOD, SampleEvent, SampleState, after
from rules.trade_paper import value_of
from rules.words import Line, line, title
from storage import orders, samples, tasks, trade_papers
from storage.colleagues import name_of
from storage.tables.approvals import ApprovalRow
from storage.tables.colleagues import ColleagueRow
from storage.tables.samples import SampleRow
from storage.tables.trade_papers import TradePaperRow
from storage.work import Work

KIND = "preproduction"
WAIVING = "order.waive"
"""How the table of approvals calls it."""
_ASKED_AFTER = 5
"""Working days after which a supplier's sample is asked after."""
_LONGEST = 500


def opened_for_purchase(work: Work, me: ColleagueRow, paper: TradePaperRow) -> SampleRow | None:
    """A sample is asked for from the supplier of this purchase order; the one that is open already, if there is one.

    None where the setting says that no such samples are made, or the paper belongs to no order.
    """
    order = orders.order(work.session, paper.order_id)
    if not work.policy.sample_preproduction or order is None:
        return None
    known = [each for each in samples.of_order(work.session, order.id, KIND) if each.purchase_id == paper.id]
    if known and known[0].state != SampleState.DROPPED:
        return known[0]
    told = trade_papers.content(paper)
    form = SampleForm(
        product="; ".join(filter(None, (each.product or each.name() for each in told.order.goods.lines)))[:120],
        requirements=value_of(told, "part_requirements")[:1_000],
    )
    words = line("A pre-production sample is asked for from {supplier}", supplier=paper.partner or "?")
    row = samples.begun(
        work,
        to_plain(form),
        state=SampleState.FROM_SUPPLIER,
        by=me.id,
        kind=KIND,
        conversation_id=order.conversation_id,
        customer_id=order.customer_id,
        owner_id=order.owner_id,
        order_id=order.id,
        purchase_id=paper.id,
    )
    day = business_day(work.calendar, today(work), _ASKED_AFTER)
    tasks.planned(work, "sample", row.id, "supplier", begins(work.calendar, day))
    samples.kept(work, row, me.id, (words,))
    noted(work, row, words, me.id, paper=paper.id)
    return row


def bulk_locked(session: Session, order: int) -> tuple[SampleRow, ...]:
    """The pre-production samples for which the order's bulk production waits: none may be released before (R155, M13)."""
    rows = samples.of_order(session, order, KIND)
    return tuple(each for each in rows if each.state not in GOOD and each.state != SampleState.DROPPED)


def purchase_locked(session: Session, paper: TradePaperRow) -> tuple[SampleRow, ...]:
    """Those of them that this purchase order waits for."""
    return tuple(each for each in bulk_locked(session, paper.order_id or 0) if each.purchase_id == paper.id)


def received(work: Work, asked: Asked, row: SampleRow) -> list[Outgoing]:
    """The supplier's sample is in house."""
    making(work, asked.viewer, row)
    samples.moved(work, row, SampleEvent.ARRIVED)
    tasks.done(work, "sample", row.id, ("supplier",))
    words = line(
        "{person}: the supplier's sample {number} is in house", person=asked.me.name, number=samples.called(row)
    )
    noted(work, row, words, asked.me.id, str(SampleState.FROM_SUPPLIER))
    return [shown(work, asked, row), *told_owner(work, row, (words,), but=asked.me.id)]


def checked(work: Work, asked: Asked, row: SampleRow) -> list[Outgoing]:
    """It was checked and has no fault: the supplier may be told to produce (R155)."""
    making(work, asked.viewer, row)
    samples.moved(work, row, SampleEvent.CHECKED)
    row.reviewed_by, row.reviewed_at = asked.me.id, work.now
    words = line("{person} has checked {number}: without fault", person=asked.me.name, number=samples.called(row))
    noted(work, row, words, asked.me.id, str(SampleState.RECEIVED))
    return [shown(work, asked, row), *_told_of_order(work, row, words, asked.me.id)]


def not_right(work: Work, asked: Asked, row: SampleRow, reason: str) -> list[Outgoing]:
    """It has a fault: the supplier makes a new one."""
    making(work, asked.viewer, row)
    after(row.state, SampleEvent.NOT_RIGHT)
    if not reason:
        words = line("What is not right with {number}? Answer with the fault.", number=samples.called(row))
        return [asked.say((words,), card=question_card(f"/sample {name(row)} wrong"))]
    samples.moved(work, row, SampleEvent.NOT_RIGHT, reason[:_LONGEST])
    day = business_day(work.calendar, today(work), _ASKED_AFTER)
    tasks.planned(work, "sample", row.id, "supplier", begins(work.calendar, day))
    words = line(
        "{number} is not right: {reason}. The supplier makes a new one.",
        number=samples.called(row),
        reason=reason[:_LONGEST],
    )
    noted(work, row, words, asked.me.id, str(SampleState.RECEIVED))
    return [shown(work, asked, row), *_told_of_order(work, row, words, asked.me.id)]


def released(work: Work, asked: Asked, row: SampleRow) -> list[Outgoing]:
    """The supplier is told to produce the bulk."""
    making(work, asked.viewer, row)
    if row.kind == KIND and row.state in {SampleState.FROM_SUPPLIER, SampleState.RECEIVED}:
        raise Refused(
            "Bulk is not released yet: {number} has to be checked without fault first, or waived by the supervisor. {example}",
            number=samples.called(row),
            example=f"/sample S{row.id} waive same part as last month",
        )
    samples.moved(work, row, SampleEvent.RELEASED)
    words = line("{person} releases bulk production after {number}", person=asked.me.name, number=samples.called(row))
    noted(work, row, words, asked.me.id, str(SampleState.CONFIRMED))
    return [shown(work, asked, row), *_told_of_order(work, row, words, asked.me.id)]


def waived(work: Work, asked: Asked, row: SampleRow, reason: str) -> list[Outgoing]:
    """Nobody waits for it: the supervisor says so with a reason; whoever else wants it asks for that (R154)."""
    making(work, asked.viewer, row)
    after(row.state, SampleEvent.WAIVED)
    if not reason:
        words = line("Why is {number} not needed? Answer with the reason.", number=samples.called(row))
        return [asked.say((words,), card=question_card(f"/sample {name(row)} waive"))]
    order = orders.order(work.session, row.order_id)
    found = wanted(
        work,
        asked.me,
        WAIVING,
        subject_of(row),
        {"sample": row.id, "version": row.version, "reason": reason[:_LONGEST]},
        (title("No pre-production sample {number}: {reason}", number=samples.called(row), reason=reason[:_LONGEST]),),
        facts={"what": "sample"},
        customer=row.customer_id,
        conversation=row.conversation_id,
        details=(line("Order {number}", number=orders.called(order)),) if order is not None else (),
    )
    if found is None:
        _waived(work, row, asked.me.id, reason)
        return [shown(work, asked, row)]
    words = line(
        "{number} waits for the supervisor (approval {approval}).", number=samples.called(row), approval=found[0].id
    )
    return [asked.say((words,)), *found[1]]


def carry_waiver(work: Work, approval: ApprovalRow) -> list[Outgoing] | None:
    """Waiving was approved; None where the sample has ended meanwhile."""
    number = approval.subject.removeprefix("sample:")
    row = samples.sample(work.session, int(number)) if number.isdecimal() else None
    if row is None or row.state in ENDED or row.state not in {SampleState.FROM_SUPPLIER, SampleState.RECEIVED}:
        return None
    reason = str(approval.content.get("reason", ""))
    _waived(work, row, approval.decided_by, reason)
    words = line("{number} is waived: {reason}", number=samples.called(row), reason=reason)
    return [
        *told_owner(work, row, (words,), but=approval.asked_by),
        *told_works(work, row, (words,), but=approval.asked_by),
    ]


def _waived(work: Work, row: SampleRow, by: int | None, reason: str) -> None:
    before = str(row.state)
    samples.moved(work, row, SampleEvent.WAIVED, reason[:_LONGEST])
    tasks.done(work, "sample", row.id, outcome="cancelled")
    words = line(
        "{person} waives {number}: {reason}",
        person=name_of(work.session, by),
        number=samples.called(row),
        reason=reason[:_LONGEST],
    )
    noted(work, row, words, by, before)


def _told_of_order(work: Work, row: SampleRow, words: Line, but: int) -> list[Outgoing]:
    order = orders.order(work.session, row.order_id)
    if order is None:
        return []
    buttons = ((Choice(line("Show"), f"/sample {name(row)}"),),)
    return told_order(work, order, (words,), (but,), choices=buttons)
