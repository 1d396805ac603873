"""What follows a quotation that the customer has: planned steps, what stops them, and the mail that asks (R131-R133)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from documents.letters import quote_letter
from handlers.asked import Asked
from handlers.drafts import begun, draft_card
from handlers.salutation import language_of, person_of, signed_by
from rules.outgoing import EditCard, Outgoing
from rules.quote_following import AGREED, BEFORE_EXPIRY, EXPIRY, RECEIPT, planned, step_word
from rules.quote_moves import QuoteEvent, QuoteState
from rules.words import Line, line, title
from storage import quotes
from storage.colleagues import colleague, name_of
from storage.conversations import conversation as conversation_of
from storage.deputies import standing_in
from storage.drafts import draft, end, sent_drafts
from storage.happenings import note
from storage.quote_steps import drafts_of_purpose, next_step, plan, step_of_draft, steps_of
from storage.tables.colleagues import ColleagueRow
from storage.tables.conversations import ConversationRow, DraftRow
from storage.tables.quotes import QuoteRow, QuoteStepRow, QuoteVersionRow
from storage.work import Work

PURPOSES: Mapping[str, str] = {RECEIPT: "quote_receipt", BEFORE_EXPIRY: "quote_expiry"}
"""The purpose of a step's mail, which is its template, too; every other step asks with QUESTION."""
QUESTION = "quote_followup"
ASKING = ("quote_receipt", QUESTION, "quote_expiry")
"""Every purpose of a mail that follows a quotation up."""


def answered(work: Work, conversation: int, at: datetime) -> list[Outgoing]:
    """The customer has written at that instant: what was to be asked of quotations sent before is not asked any more.

    They have arrived, then (R131). Their open follow-up mails are dropped; the cards that show them say so.
    """
    said: list[Outgoing] = []
    for row, version in quotes.outside_in(work.session, conversation):
        if version.sent_at is None or version.sent_at > at:
            continue
        version.answered_at = max(at, version.answered_at or at)
        if version.state == QuoteState.SENT:
            quotes.moved(work, version, QuoteEvent.RECEIVED)
            version.received_at = at
        stopped(work, version, "answered")
        note(
            work,
            "quote",
            line("The customer has answered after {number} was sent", number=quotes.called(row, version.version)),
            conversation=conversation,
            customer=row.customer_id,
            after={"quote": row.id, "version": version.version, "answered": True},
        )
    dropped = drafts_of_purpose(work.session, conversation, ASKING)
    words = line("The customer has answered. This mail is not needed any more.")
    return [*said, *(each for draft_row in dropped for each in let_go(work, draft_row, words))]


def contacted(work: Work, conversation: int, at: datetime, by: int | None) -> list[Outgoing]:
    """A colleague has written to the customer elsewhere: what was to be asked today counts as asked, wherever it was sent."""
    said: list[Outgoing] = []
    today = work.calendar.day_of(at)
    for _, version in quotes.outside_in(work.session, conversation):
        if version.sent_at is None or version.sent_at >= at:
            continue
        for step in steps_of(work.session, version.id):
            if step.step == EXPIRY:
                continue
            told = step.outcome == "told" and _open_draft(work, step) is not None
            if told or (step.done_at is None and work.calendar.day_of(step.due_at) <= today):
                step.done_at, step.outcome = step.done_at or work.now, "sent"
    dropped = drafts_of_purpose(work.session, conversation, ASKING)
    person = name_of(work.session, by)
    words = (
        line("{person} has written to the customer meanwhile. This mail is dropped.", person=person)
        if person
        else line("Somebody has written to the customer meanwhile. This mail is dropped.")
    )
    return [*said, *(each for draft_row in dropped for each in let_go(work, draft_row, words))]


def follows(work: Work, version: QuoteVersionRow) -> None:
    """It has left now: what follows is planned (R131-R133)."""
    if version.valid_until is not None:
        plan(work, version, planned(work.now, version.valid_until, work.policy, work.calendar))


def stopped(work: Work, version: QuoteVersionRow, outcome: str, *, also_expiry: bool = False) -> list[int]:
    """Its steps that were still to come are done with, with that outcome; returned are their ids, to begin them again."""
    found = [
        each
        for each in steps_of(work.session, version.id)
        if each.done_at is None and (also_expiry or each.step != EXPIRY)
    ]
    for each in found:
        each.done_at, each.outcome = work.now, outcome
    work.session.flush()
    return [each.id for each in found]


def begun_again(work: Work, steps: Iterable[int]) -> None:
    """Steps that were stopped are to come again; what is over meanwhile is told at once."""
    for number in steps:
        row = work.session.get(QuoteStepRow, number)
        if row is not None:
            row.done_at, row.outcome, row.draft_id = None, "", None
    work.session.flush()


def resumed(work: Work, version: QuoteVersionRow) -> None:
    """It stands again: the end of its validity counts, and what was to be asked later is asked."""
    for each in steps_of(work.session, version.id):
        if each.outcome == "cancelled" and each.due_at > work.now:
            each.done_at, each.outcome, each.draft_id = None, "", None
    work.session.flush()


def let_go(work: Work, row: DraftRow, words: Line) -> list[Outgoing]:
    """A draft that is not needed any more: it never leaves, and its preview loses its buttons."""
    if not end(work, row, "cancelled"):
        return []
    return [
        EditCard(card=draft_card(row), lines=(title("{subject}", subject=row.subject), words), listener=row.author_id)
    ]


def drafts_let_go(work: Work, conversation: int, words: Line) -> list[Outgoing]:
    """Every follow-up mail of a conversation that has not left."""
    rows = drafts_of_purpose(work.session, conversation, ASKING)
    return [each for row in rows for each in let_go(work, row, words)]


def follower(work: Work, row: QuoteRow) -> ColleagueRow | None:
    """Who follows it up: its owner; who stands in for her while she is away; the customer's owner where she has left."""
    about = conversation_of(work.session, row.conversation_id)
    away = standing_in(work)
    for number in (row.owner_id, about.owner_id if about else None):
        person = away.get(number or 0) or colleague(work.session, number)
        if person is not None and person.dismissed_at is None:
            return person
    return None


def mail_begun(
    work: Work, row: QuoteRow, version: QuoteVersionRow, step: QuoteStepRow, author: ColleagueRow
) -> tuple[DraftRow, bool]:
    """The mail of a step as a draft of that author; whether an earlier draft of hers was set aside for it."""
    about = work.session.get_one(ConversationRow, row.conversation_id)
    language = language_of(work, about)
    purpose = PURPOSES.get(step.step, QUESTION)
    facts = {
        "person": person_of(about),
        "number": quotes.called(row, version.version),
        "sent_on": work.calendar.day_of(version.sent_at or work.now),
        "valid_until": version.valid_until if _is_valid(work, version) else None,
        "attempt": attempts(work, version) + 1,
    }
    text = signed_by(work, quote_letter(purpose, language, **facts), author, language)
    begun_row, set_aside = begun(work, author, about, purpose, text)
    step.draft_id = begun_row.id
    work.session.flush()
    return begun_row, set_aside


def attempts(work: Work, version: QuoteVersionRow) -> int:
    """How often the customer was asked what he thinks of it (R133)."""
    row = work.session.get_one(QuoteRow, version.quote_id)
    since = version.sent_at or work.now
    return sum(
        each.purpose in {QUESTION, PURPOSES[BEFORE_EXPIRY]} and each.ended_at is not None and each.ended_at >= since
        for each in sent_drafts(work.session, row.conversation_id)
    )


def asked_by_hand(work: Work, version: QuoteVersionRow, due_at: datetime) -> QuoteStepRow:
    """The step that a person has set: there is one of it, and it stands for the questions that would come before it."""
    for each in steps_of(work.session, version.id):
        if each.done_at is None and each.step != EXPIRY and each.step != AGREED and each.due_at <= due_at:
            each.done_at, each.outcome = work.now, "cancelled"
    known = next((each for each in steps_of(work.session, version.id) if each.step == AGREED), None)
    if known is None:
        known = QuoteStepRow(version_id=version.id, step=AGREED, due_at=due_at, outcome="")
        work.session.add(known)
    known.due_at, known.done_at, known.outcome, known.draft_id = due_at, None, "", None
    work.session.flush()
    return known


def next_lines(work: Work, version: QuoteVersionRow) -> tuple[Line, ...]:
    """What comes next of a quotation that the customer has."""
    step = next_step(work.session, version.id)
    if step is None:
        return ()
    return (line("Next, {day}: {what}.", day=work.calendar.day_of(step.due_at), what=step_word(step.step)),)


def has_gone(work: Work, asked: Asked, matter: ConversationRow, row: DraftRow) -> list[Outgoing]:
    """A follow-up mail was released: its step is done."""
    step = step_of_draft(work.session, row.id)
    if step is not None:
        step.done_at, step.outcome = step.done_at or work.now, "sent"
    return []


def is_pending(work: Work, step: QuoteStepRow) -> bool:
    """Whether it is still to come, or told and its mail not sent; the end of the validity is none that is asked about."""
    return step.step != EXPIRY and (step.done_at is None or (step.outcome == "told" and not _is_sent(work, step)))


def _is_sent(work: Work, step: QuoteStepRow) -> bool:
    row = draft(work.session, step.draft_id)
    return row is not None and row.state == "sent"


def _open_draft(work: Work, step: QuoteStepRow) -> DraftRow | None:
    row = draft(work.session, step.draft_id)
    return row if row is not None and row.state == "open" else None


def _is_valid(work: Work, version: QuoteVersionRow) -> bool:
    return version.valid_until is not None and version.valid_until >= work.calendar.day_of(work.now)
