"""The mails about a sample, as drafts: that it is on its way, and what the customer thinks of it (R152, R153)."""

from __future__ import annotations

from documents.letters import quote_letter
from handlers.asked import Asked
from handlers.drafts import begun, shown_to
from handlers.salutation import language_of, person_of, signed_by
from handlers.sample_sight import leading
from handlers.samples import form_of, matter_of, told_owner
from rules.outgoing import Outgoing
from rules.refusal import Refused
from rules.sample_moves import STATE_WORDS, SampleState
from rules.words import Line, line
from storage import samples
from storage.colleagues import colleague
from storage.tables.colleagues import ColleagueRow
from storage.tables.conversations import DraftRow
from storage.tables.samples import SampleRow
from storage.work import Work

NOTICE, QUESTION = "sample_sent", "sample_feedback"
"""The purposes of the two mails, which are their templates, too."""


def notified(work: Work, asked: Asked, row: SampleRow) -> list[Outgoing]:
    """The mail that tells the customer courier and number, as a draft once more."""
    leading(work, asked.viewer, row)
    if row.sent_at is None:
        raise Refused(
            "{number} has not been sent yet: it is {state}.",
            number=samples.called(row),
            state=STATE_WORDS[SampleState(row.state)],
        )
    return notice(work, asked.me, row)


def questioned(work: Work, asked: Asked, row: SampleRow) -> list[Outgoing]:
    """The mail that asks what the customer thinks of the sample."""
    leading(work, asked.viewer, row)
    if row.sent_at is None:
        raise Refused(
            "{number} has not been sent yet: it is {state}.",
            number=samples.called(row),
            state=STATE_WORDS[SampleState(row.state)],
        )
    return question_mail(work, asked.me, row, ())


def question_mail(work: Work, author: ColleagueRow, row: SampleRow, hints: tuple[Line, ...]) -> list[Outgoing]:
    """As a draft in her chat; nothing leaves by itself."""
    return _mail(work, author, row, QUESTION, hints)


def author_of(work: Work, row: SampleRow) -> ColleagueRow | None:
    person = colleague(work.session, row.owner_id)
    return person if person is not None and person.dismissed_at is None else None


def notice(work: Work, author: ColleagueRow, row: SampleRow) -> list[Outgoing]:
    return _mail(work, author, row, NOTICE, ())


def _mail(work: Work, author: ColleagueRow, row: SampleRow, purpose: str, hints: tuple[Line, ...]) -> list[Outgoing]:
    matter = matter_of(work, row)
    if not matter.contact_address:
        words = line(
            "I have no mail address of this customer: tell him of {number} another way.", number=samples.called(row)
        )
        return told_owner(work, row, (*hints, words))
    language, form = language_of(work, matter), form_of(row)
    text = quote_letter(
        purpose,
        language,
        person=person_of(matter),
        product=form.product,
        courier=row.courier,
        kept=bool(row.label),
        tracking=row.tracking,
        sent_on=work.calendar.day_of(row.sent_at or work.now),
    )
    made: DraftRow
    made, set_aside = begun(work, author, matter, purpose, signed_by(work, text, author, language))
    more = (line("Your earlier draft is set aside."),) if set_aside else ()
    return shown_to(work, author, made, matter, (*hints, *more))


def _not_sent(row: SampleRow) -> Refused:
    state = STATE_WORDS[SampleState(row.state)]
    return Refused("{number} has not been sent yet: it is {state}.", number=samples.called(row), state=state)
