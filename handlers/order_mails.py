"""Mails to the customer of an order: its true days, in his language, released by a person (R67, R193)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from documents.letters import quote_letter
from handlers.asked import Asked
from handlers.draft_warnings import warnings
from handlers.drafts import begun, draft_card, draft_choices, mail_of, shown
from handlers.mails import preview_lines
from handlers.ordering import matter_of_order
from handlers.quote_following import let_go
from handlers.salutation import language_of, person_of, signed_by
from handlers.telling import to_colleague
from rules.order_dates import days_after
from rules.outgoing import Choice, Outgoing
from rules.refusal import Refused
from rules.words import Line, line
from storage import orders, tasks
from storage.colleagues import colleague
from storage.deputies import standing_in
from storage.drafts import draft, open_draft
from storage.tables.colleagues import ColleagueRow
from storage.tables.conversations import ConversationRow, DraftRow
from storage.tables.orders import OrderRow
from storage.work import Work

UPDATE, DELAY, SHIPMENT, ARRIVAL = "order_update", "order_delay", "order_shipment", "order_arrival"
"""Purposes of such mails, which are their templates, too."""
ASKING = frozenset({UPDATE, DELAY, ARRIVAL})
"""Those that a newer one of them takes the place of."""
ANEW = {UPDATE: "/update", DELAY: "/delay"}
STEPS = {UPDATE: "update", DELAY: "delay_notice", ARRIVAL: "arrival"}
"""The task of the order that keeps which draft it is."""


def writer(work: Work, row: OrderRow) -> ColleagueRow | None:
    """Who writes to the customer: the owner, or who stands in while she is away."""
    person = standing_in(work).get(row.owner_id) or colleague(work.session, row.owner_id)
    return person if person is not None and person.dismissed_at is None else None


def is_writing(work: Work, asked: Asked, row: OrderRow) -> bool:
    """Whether she who asks is the one who writes."""
    return row.owner_id in {asked.me.id, *asked.viewer.stands_in_for}


def busy(work: Work, row: OrderRow, person: ColleagueRow) -> bool:
    """Whether she is writing another mail to this customer, which no draft of ours may set aside."""
    known = open_draft(work.session, matter_of_order(work, row).id, person.id)
    return known is not None and known.purpose not in ASKING


def mail_begun(work: Work, row: OrderRow, person: ColleagueRow, purpose: str, **facts: Any) -> DraftRow:
    """The mail as a draft of hers; an earlier one of these that nobody has released makes way. Refuses without an address."""
    matter = matter_of_order(work, row)
    language = language_of(work, matter)
    told = {"person": person_of(matter), "order": row.customer_number or str(row.id), **facts}
    text = signed_by(work, quote_letter(purpose, language, **told), person, language)
    made, _ = begun(work, person, matter, purpose, text)
    kept = tasks.task(work.session, "order", row.id, STEPS[purpose]) or tasks.planned(
        work, "order", row.id, STEPS[purpose], work.now
    )
    kept.draft_id = made.id
    work.session.flush()
    return made


def day_facts(row: OrderRow) -> dict[str, Any]:
    """The true days as a letter tells them; empty where there is none. The customer never sees our internal day (C11)."""
    late = row.expected_on is not None and days_after(row.expected_on, row.contract_on) > 0
    ship_on = row.expected_on if late or row.contract_on is None else row.contract_on
    return {"ship_on": ship_on or "", "contract_on": row.contract_on or "", "late": late}


def shown_or_offered(
    work: Work, row: OrderRow, purpose: str, lines: Sequence[Line], not_now: Choice | None, anew: Choice, **facts: Any
) -> list[Outgoing]:
    """The mail's preview in the chat of who writes, with `lines` above it; where she is writing another mail, or has no
    address of the customer, only the lines with the button that drafts it (`anew`). `not_now` stands in the place of Cancel.
    """
    person = writer(work, row)
    if person is None:
        return []
    matter = matter_of_order(work, row)
    if not busy(work, row, person):
        try:
            made = mail_begun(work, row, person, purpose, **facts)
        except Refused as refused:
            lines = (*lines, refused.words)
        else:
            return card(work, person, made, matter, lines, not_now)
    buttons = ((anew, *([not_now] if not_now else [])), (Choice(line("Show"), f"/order {row.id}"),))
    return to_colleague(work, person.id, lines, buttons, conversation=row.conversation_id)


def card(
    work: Work,
    person: ColleagueRow,
    made: DraftRow,
    matter: ConversationRow,
    lines: Sequence[Line],
    not_now: Choice | None = None,
) -> list[Outgoing]:
    """A draft as it will leave, for one who has not asked for it just now."""
    mail = mail_of(work, made, matter, person)
    told = (*lines, *warnings(work, matter, mail), *preview_lines(mail))
    choices = draft_choices(made, mail)
    if not_now is not None:
        send, edit, *_ = choices[0]
        choices = ((send, replace(edit, label=line("Change")), not_now), *choices[1:])
    return to_colleague(work, person.id, told, choices, card=draft_card(made), conversation=matter.id)


def order_of_draft(work: Work, row: DraftRow) -> OrderRow | None:
    """The order that a mail is about."""
    kept = tasks.of_draft(work.session, row.id)
    return orders.order(work.session, kept.subject) if kept is not None and kept.thing == "order" else None


def may_leave(work: Work, asked: Asked, matter: ConversationRow, row: DraftRow) -> list[Outgoing]:
    """Once more where the days or the stage have changed since it was written: no customer is told what is true no more."""
    about = order_of_draft(work, row)
    if about is None or row.purpose not in ANEW:
        return []
    moved = [each.at for each in orders.date_changes(work.session, about.id) if each.what in {"expected", "contract"}]
    if max([about.stage_since, *moved]) <= row.made_at:
        return []
    row.made_at = work.now
    hint = line(
        "Order {number} has changed since this was written: look at its days and stage. Written anew: {example}",
        number=orders.called(about),
        example=f"{ANEW[row.purpose]} {about.id}" if row.purpose == UPDATE else f"/delay {about.id} mail",
    )
    return [shown(work, asked, row, matter, (hint,))]


def has_gone(work: Work, asked: Asked, matter: ConversationRow, row: DraftRow) -> list[Outgoing]:
    """One of these mails was released: the customer has had the last word of how it stands now (R67)."""
    about = order_of_draft(work, row)
    if about is not None:
        about.told_at = work.now
        if row.purpose == DELAY:
            tasks.done(work, "order", about.id, (STEPS[DELAY],), "sent")
        work.session.flush()
    return []


def dropped(work: Work, row: OrderRow, purpose: str, words: Line | None = None) -> list[Outgoing]:
    """The open mail of that purpose is not needed any more."""
    kept = tasks.task(work.session, "order", row.id, STEPS[purpose])
    known = draft(work.session, kept.draft_id) if kept else None
    if known is None or known.state != "open":
        return []
    return let_go(work, known, words or line("This mail is not needed any more."))


def last_word(row: OrderRow) -> datetime:
    """When the customer had the last word; where he had none yet, when the order was opened."""
    return row.told_at or row.opened_at
