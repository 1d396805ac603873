"""Mails to the customer of an order: drafted with its true days, in the customer's language, released by a person (R67, R193, R216)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from documents.letters import quote_letter
from handlers.asked import Asked
from handlers.draft_warnings import warnings
from handlers.drafts import begun, draft_card, draft_choices, mail_of
from handlers.mails import preview_lines
from handlers.ordering import matter_of_order
from handlers.quote_following import let_go
from handlers.salutation import language_of, person_of, signed_by
from handlers.telling import to_colleague
from rules.order_dates import days_after
from rules.outgoing import Choices, Outgoing
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
    """The true days as a letter tells them; empty where there is none."""
    late = row.expected_on is not None and days_after(row.expected_on, row.contract_on) > 0
    return {"ship_on": row.expected_on or "", "contract_on": row.contract_on or "", "late": late}


def shown_or_offered(
    work: Work, row: OrderRow, purpose: str, lines: Sequence[Line], more: Choices, the_mail: Choices, **facts: Any
) -> list[Outgoing]:
    """The mail's preview in the chat of who writes, with `lines` above and `more` buttons below; where she is writing
    another mail, or has no address of the customer, only the lines with the button that drafts it."""
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
            return card(work, person, made, matter, lines, more)
    return to_colleague(work, person.id, lines, (*the_mail, *more), conversation=row.conversation_id)


def card(
    work: Work, person: ColleagueRow, made: DraftRow, matter: ConversationRow, lines: Sequence[Line], more: Choices
) -> list[Outgoing]:
    """A draft as it will leave, for one who has not asked for it just now."""
    mail = mail_of(work, made, matter, person)
    told = (*lines, *warnings(work, matter, mail), *preview_lines(mail))
    choices = (*draft_choices(made, mail), *more)
    return to_colleague(work, person.id, told, choices, card=draft_card(made), conversation=matter.id)


def order_of_draft(work: Work, row: DraftRow) -> OrderRow | None:
    """The order that a mail is about."""
    kept = tasks.of_draft(work.session, row.id)
    return orders.order(work.session, kept.subject) if kept is not None and kept.thing == "order" else None


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


def last_word(row: OrderRow) -> date | Any:
    """When the customer had the last word; where he had none yet, when the order was opened."""
    return row.told_at or row.opened_at
