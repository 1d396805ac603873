"""What the card of a sample says: what is wanted, by when, how it stands, who has the ball (form B9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from handlers.order_sight import OrderSight
from handlers.sample_buttons import is_reviewed_now
from rules.sample_form import FORM_WORDS, SampleForm, counted, from_plain, made, missing
from rules.sample_moves import ENDED, STATE_WORDS
from rules.sample_moves import SampleState as S
from rules.trade_paper import Kind
from rules.words import Line, line, title, word
from storage import orders, samples, tasks, trade_papers
from storage.colleagues import name_of
from storage.conversations import conversation
from storage.letters import newest_from_customer, reading_of
from storage.tables.samples import SampleRow
from storage.tables.trade_papers import TradePaperRow
from storage.work import Work

_LONGEST = 400
_SUPERVISOR, _PRODUCTION, _PURCHASING = word("supervisor"), word("production"), word("purchasing")
_CUSTOMER, _MANAGER = word("customer"), word("manager")
_BALL: Mapping[S, Line] = {
    S.PENDING: _SUPERVISOR,
    S.FORM_CONFIRMED: _PRODUCTION,
    S.IN_MAKING: _PRODUCTION,
    S.SENT: word("courier"),
    S.DELIVERED: _CUSTOMER,
    S.FEEDBACK: _CUSTOMER,
    S.FROM_SUPPLIER: word("supplier"),
    S.RECEIVED: _PURCHASING,
    S.CONFIRMED: _PURCHASING,
}


def form_paper(work: Work, row: SampleRow) -> TradePaperRow | None:
    """The form of the sample as a paper, the newest."""
    papers = trade_papers.of_sample(work.session, row.id)
    return next((each for each in papers if each.kind == Kind.SAMPLE), None)


def card_lines(work: Work, row: SampleRow, sees: OrderSight) -> tuple[Line, ...]:
    """The whole card; without customer for production and purchasing (C8)."""
    form = from_plain(row.content)
    head = title("Sample {number} · {state}", number=samples.called(row), state=STATE_WORDS[S(row.state)])
    if row.kind == "preproduction":
        head = title(
            "Pre-production sample {number} · {state}", number=samples.called(row), state=STATE_WORDS[S(row.state)]
        )
    return (
        head,
        *(_whose(work, row, form, sees) if sees > OrderSight.WORKS else ()),
        *wanted_lines(work, row),
        *_lacking(row, form),
        *_making(work, row),
        *_going(work, row),
        *(_said(work, row) if sees is OrderSight.FULL else ()),
        *_ball(work, row),
    )


def wanted_lines(work: Work, row: SampleRow) -> list[Line]:
    """What is to be made: what production reads, too."""
    form = from_plain(row.content)
    lines: list[Line] = []
    if form.product:
        lines.append(
            line("Product: {product}", product=" · ".join(dict.fromkeys(filter(None, (form.product, form.name)))))
        )
    if form.quantity is not None and row.kind != "preproduction":
        lines.append(
            line(
                "Asked for: {quantity}; made: {made}",
                quantity=counted(form.quantity, form.unit),
                made=counted(made(form, work.policy.sample_extra), form.unit),
            )
        )
    if form.requirements:
        lines.append(line("Required: {requirements}", requirements=_cut(form.requirements)))
    if form.label:
        lines.append(line("Label and instructions: {label}", label=form.label))
    if row.need_by is not None:
        late = row.sent_at is None and row.state not in ENDED and row.need_by < work.calendar.day_of(work.now)
        lines.append(
            line("Was needed by {day}!", day=row.need_by) if late else line("Needed by {day}", day=row.need_by)
        )
    return lines


def _whose(work: Work, row: SampleRow, form: SampleForm, sees: OrderSight) -> list[Line]:
    lines = []
    if form.customer:
        lines.append(line("{customer}, inquiry {number}", customer=form.customer, number=row.conversation_id))
    order = orders.order(work.session, row.order_id)
    if order is not None:
        lines.append(line("Order {number}", number=orders.called(order)))
    if row.purchase_id is not None:
        paper = trade_papers.paper(work.session, row.purchase_id)
        supplier = paper.partner if paper is not None else ""
        lines.append(line("Supplier: {supplier}", supplier=supplier or "?"))
    lines.append(line("Owner: {person}", person=name_of(work.session, row.owner_id)))
    return lines if sees is OrderSight.FULL or order is not None else lines[:1]


def _lacking(row: SampleRow, form: SampleForm) -> list[Line]:
    lacks = missing(form) if row.state == S.REQUESTED and row.kind == "sample" else ()
    return [line("Missing: {fields}", fields=tuple(FORM_WORDS[each] for each in lacks))] if lacks else []


def _making(work: Work, row: SampleRow) -> list[Line]:
    lines: list[Line] = []
    promise = tasks.task(work.session, "sample", row.id, "ready")
    is_promised = promise is not None and promise.done_at is None and row.state in {S.FORM_CONFIRMED, S.IN_MAKING}
    day = work.calendar.day_of(promise.due_at) if promise is not None and is_promised else None
    contact = name_of(work.session, row.contact_id)
    if contact and day is not None:
        lines.append(line("Technical contact: {person}; to be ready on {day}", person=contact, day=day))
    elif contact:
        lines.append(line("Technical contact: {person}", person=contact))
    elif day is not None:
        lines.append(line("To be ready on {day}", day=day))
    paper = form_paper(work, row)
    if paper is not None and paper.approved_at is not None:
        lines.append(line("Form: {number}", number=trade_papers.called(paper)))
        if paper.received_by:
            names = ", ".join(name_of(work.session, int(number)) for number, _ in paper.received_by)
            lines.append(line("Copies received by: {people}", people=names))
    if row.reviewed_at is not None:
        person = name_of(work.session, row.reviewed_by)
        lines.append(line("Reviewed by {person}, {at}", person=person, at=row.reviewed_at))
    if row.label:
        lines.append(line("Kept: {label}, {place}", label=row.label, place=row.place or "?"))
    return lines


def _going(work: Work, row: SampleRow) -> list[Line]:
    lines: list[Line] = []
    if row.sent_at is not None:
        how = f"{row.courier} {row.tracking}".strip() or "?"
        lines.append(line("Sent on {day}: {how}", day=work.calendar.day_of(row.sent_at), how=how))
    if row.delivered_at is not None:
        lines.append(line("Delivered on {day}", day=work.calendar.day_of(row.delivered_at)))
    if row.feedback:
        lines.append(line("Feedback: {words}", words=_cut(row.feedback)))
    if row.reason:
        lines.append(line("Why: {reason}", reason=_cut(row.reason)))
    return lines


def _said(work: Work, row: SampleRow) -> Iterable[Line]:
    """The customer's last words since it was sent, so that whoever reads them can say what they mean."""
    about = conversation(work.session, row.conversation_id)
    if about is None or row.sent_at is None or row.state not in {S.SENT, S.DELIVERED, S.FEEDBACK}:
        return ()
    letter = newest_from_customer(work.session, about.id)
    if letter is None or letter.arrived_at <= row.sent_at:
        return ()
    read = reading_of(work.session, letter.id)
    words = read.fresh_text or read.subject if read is not None else ""
    return (line("The customer wrote, {at}: {words}", at=letter.arrived_at, words=_cut(words) or "…"),)


def _ball(work: Work, row: SampleRow) -> list[Line]:
    if row.state in ENDED:
        return []
    if row.state == S.IN_MAKING and is_reviewed_now(work, row):
        return [line("Next: {who}", who=_MANAGER)]
    who = _BALL.get(S(row.state))
    if who is None:
        return [line("Next: {who}", who=name_of(work.session, row.owner_id))]
    return [line("Next: {who}", who=who)]


def _cut(text: str) -> str:
    short = " ".join(text.split())
    return short if len(short) <= _LONGEST else f"{short[:_LONGEST].rstrip()}…"
