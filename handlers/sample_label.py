"""The label of a retained sample: wished for, drawn outside any decision, and shown to who asked (R150)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from sqlalchemy.orm import Session

from documents.label import Label, drawn
from handlers.asked import Asked
from handlers.making import Bench, MadeFile, Making
from handlers.sample_buttons import name
from handlers.telling import to_colleague
from rules.outgoing import Outgoing, StoredFile
from rules.policy import Policy
from rules.refusal import Refused
from rules.sample_form import counted, from_plain, made
from rules.words import line, title
from storage import order_wishes, orders, samples
from storage.calendar import calendar_for
from storage.tables.samples import SampleRow
from storage.tables.trade_papers import OrderFileWishRow
from storage.work import Work


def label_asked(work: Work, asked: Asked, row: SampleRow) -> list[Outgoing]:
    """She wants the label once more."""
    if not row.label:
        raise Refused(
            "{number} has no label yet: it gets one when a piece of it is kept. {example}",
            number=samples.called(row),
            example=f"/sample S{row.id} keep shelf B3",
        )
    label_wished(work, row, asked.me.id)
    return [asked.say((line("The label {label} is being drawn.", label=row.label),))]


def label_wished(work: Work, row: SampleRow, person: int) -> None:
    """It is drawn for her as soon as this is decided."""
    order_wishes.wished(work, row.order_id, order_wishes.LABEL, person, row.id)


def making_label(session: Session, policy: Policy, wish: OrderFileWishRow) -> Making:
    """The label as a picture and as a PDF."""
    row = samples.sample(session, wish.sample_id)
    assert row is not None  # a foreign key; a label is wished for only where there is one
    label = _label(session, policy, row)
    return Making(
        f"told:order-file:{wish.id}", partial(_made, label), partial(_told, wish.id), partial(_not_made, wish.id)
    )


def _label(session: Session, policy: Policy, row: SampleRow) -> Label:
    form, order = from_plain(row.content), orders.order(session, row.order_id)
    kept = samples.version(session, row.id, row.version)
    calendar = calendar_for(policy, (row.opened_at.year, row.opened_at.year + 1))
    return Label(
        number=row.label,
        sample=samples.called(row),
        company=" ".join(filter(None, (policy.company, policy.company_zh))),
        product=" · ".join(dict.fromkeys(filter(None, (form.product, form.name)))),
        requirements=form.requirements,
        made=counted(made(form, policy.sample_extra), form.unit),
        order=orders.called(order) if order is not None else "",
        place=row.place,
        kept_on=calendar.day_of(row.reviewed_at or (kept.at if kept is not None else row.opened_at)),
    )


def _made(label: Label, bench: Bench) -> Sequence[MadeFile]:
    stem = f"Label-{label.number}"
    return (
        MadeFile(f"{stem}.png", "image/png", drawn(label, "png"), is_picture=True),
        MadeFile(f"{stem}.pdf", "application/pdf", drawn(label, "pdf")),
    )


def _told(number: int, work: Work, files: tuple[StoredFile, ...]) -> list[Outgoing]:
    wish = order_wishes.wish(work.session, number)
    row = samples.sample(work.session, wish.sample_id) if wish is not None else None
    if wish is None or wish.done_at is not None or row is None:
        return []
    order_wishes.fulfilled(work, wish)
    words = (
        title("Label {label}", label=row.label),
        line("Print it and fix it to the piece that is kept: {place}.", place=row.place or "?"),
    )
    return to_colleague(work, wish.asked_by, words, files=files, at_once=True)


def _not_made(number: int, work: Work, reason: str) -> list[Outgoing]:
    wish = order_wishes.wish(work.session, number)
    row = samples.sample(work.session, wish.sample_id) if wish is not None else None
    if wish is None or row is None:
        return []
    order_wishes.fulfilled(work, wish)
    words = line(
        "The label {label} could not be drawn: {reason} Try again: {example}",
        label=row.label,
        reason=reason,
        example=f"/sample {name(row)} label",
    )
    return to_colleague(work, wish.asked_by, (words,), at_once=True)
