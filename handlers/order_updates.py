"""The customer is kept informed: at each stage, and after a time of silence, a word with the true days is drafted (R67, R194)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from handlers.asked import Asked
from handlers.drafts import shown
from handlers.order_dates import reached, silence_planned
from handlers.order_mails import UPDATE, day_facts, dropped, last_word, mail_begun, shown_or_offered
from handlers.ordering import leading, matter_of_order, noted, still_open
from handlers.telling import to_colleague
from rules.order_moves import BEFORE_SHIPMENT, STAGE_WORDS, Stage
from rules.outgoing import Choice, Outgoing
from rules.refusal import Refused
from rules.words import Line, line, title
from storage import orders
from storage.tables.aftersales import TaskRow
from storage.tables.orders import OrderRow
from storage.work import Work

TOLD = frozenset({
    Stage.COORDINATED, Stage.RELEASED, Stage.MATERIAL, Stage.IN_PRODUCTION, Stage.INSPECTED, Stage.PACKED,
})  # fmt: skip
"""Stages of which the customer gets a word; of shipment and arrival he gets other mails, the rest is the house's own."""


def after_stage(work: Work, row: OrderRow, stage: Stage, by: int | None = None) -> list[Outgoing]:
    """A stage is reached: the days behind it are reckoned anew, and who writes to the customer gets a word for him."""
    said = reached(work, row, stage, by)
    silence_planned(work, row)
    if stage is Stage.SHIPPED:
        words = line("Order {number} is shipped: tell the customer ETD and ETA.", number=orders.called(row))
        buttons = ((Choice(line("Shipment notice"), f"/ship {row.id} notice"),),)
        return [*said, *to_colleague(work, row.owner_id, (words,), buttons, conversation=row.conversation_id)]
    if stage not in TOLD:
        return said
    head = line(
        "Order {number} is {stage}. A word for the customer; you release it:",
        number=orders.called(row),
        stage=STAGE_WORDS[stage],
    )
    return [*said, *_offered(work, row, (head,))]


def _offered(work: Work, row: OrderRow, lines: tuple[Line, ...]) -> list[Outgoing]:
    not_now = Choice(line("Not now"), f"/update {row.id} later")
    anew = Choice(line("The mail"), f"/update {row.id}")
    return shown_or_offered(work, row, UPDATE, lines, not_now, anew, **_facts(row))


def _facts(row: OrderRow) -> Mapping[str, object]:
    return {**day_facts(row), "stage": row.stage}


def written(work: Work, asked: Asked, row: OrderRow) -> list[Outgoing]:
    """The word with the true days, now, as a draft of hers."""
    _may_be_told(work, asked, row)
    lines = [_last_word(work, row)]
    made = mail_begun(work, row, asked.me, UPDATE, **_facts(row))
    return [shown(work, asked, made, matter_of_order(work, row), lines)]


def _may_be_told(work: Work, asked: Asked, row: OrderRow) -> None:
    leading(work, asked.viewer, still_open(row))
    if row.stage not in BEFORE_SHIPMENT:
        raise Refused(
            "Order {number} is {stage}. The shipment notice: {example}",
            number=row.id,
            stage=STAGE_WORDS[Stage(row.stage)],
            example=f"/ship {row.id} notice",
        )


def _last_word(work: Work, row: OrderRow) -> Line:
    if row.told_at is None:
        return line("Order {number}: the customer has had no word of how it stands yet.", number=orders.called(row))
    return line("Order {number}: the last word to the customer was {at}.", number=orders.called(row), at=row.told_at)


def later(work: Work, asked: Asked, row: OrderRow) -> list[Outgoing]:
    """Not now: the mail is dropped, and the silence counts from here."""
    leading(work, asked.viewer, row)
    said = dropped(work, row, UPDATE, line("Not now. Nothing has left."))
    silence_planned(work, row)
    days = work.policy.update_days
    if not days:
        return [*said, asked.tell("Nothing leaves. A word later: {example}", example=f"/update {row.id}")]
    words = line("Nothing leaves. I ask again in {count} days of silence.", count=days)
    return [*said, asked.say((words,))]


def told_elsewhere(work: Work, asked: Asked, row: OrderRow, how: str) -> list[Outgoing]:
    """She has told the customer by phone or chat: that counts as the last word."""
    _may_be_told(work, asked, row)
    row.told_at = work.now
    silence_planned(work, row)
    words = line(
        "{person} has told the customer how order {number} stands. {how}", person=asked.me.name, number=row.id, how=how
    )
    noted(work, row, "update", words, asked.me.id, after={"told": how})
    return [*dropped(work, row, UPDATE), asked.say((words,))]


def silence_due(work: Work, row: TaskRow) -> list[Outgoing] | None:
    """The customer has heard nothing for update_days: the word is drafted; asked again after as many days."""
    about = orders.order(work.session, row.subject)
    days = work.policy.update_days
    if about is None or not days or about.stage not in BEFORE_SHIPMENT:
        return None
    due_at = last_word(about) + timedelta(days=days)
    if due_at > work.now or about.hold_since is not None:
        row.due_at = work.calendar.opening_after(max(due_at, work.now + timedelta(days=1)))
        return []
    row.due_at = work.calendar.opening_after(work.now + timedelta(days=days))
    silent = (work.now - last_word(about)).days
    head = title(
        "The customer of order {number} has heard nothing for {count} days.", number=orders.called(about), count=silent
    )
    stage = line("It is {stage}. A word for him; you release it:", stage=STAGE_WORDS[Stage(about.stage)])
    return _offered(work, about, (head, stage))
