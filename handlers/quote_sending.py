"""A quotation goes to the customer: its covering mail is drafted, looked at and released, or it went another way (R24, R129)."""

from __future__ import annotations

from documents.letters import quote_letter, quote_subject
from handlers.asked import Asked
from handlers.asking import open_one
from handlers.card import card_refreshed
from handlers.drafts import begun, shown, shown_to
from handlers.mails import reply_subject
from handlers.paper_files import papers_of
from handlers.promise import HOW, kept
from handlers.quote_acting import acting, matter_of, writing
from handlers.quote_approval import name, unsendable
from handlers.quote_arrival import mail_lines
from handlers.quote_figures import today
from handlers.quote_following import next_lines
from handlers.quote_leaving import left
from handlers.quote_reviewing import matter_choices, ready
from handlers.salutation import language_of, person_of, product_of, signed_by
from handlers.telling import to_colleague
from rules.outgoing import Choice, Outgoing, Say, StoredFile
from rules.quote_moves import INSIDE, OUTSIDE, STATE_WORDS, QuoteState
from rules.refusal import Refused
from rules.words import line, title, verbatim
from storage import quotes
from storage.colleagues import colleague
from storage.drafts import draft, files_of
from storage.facts import fact, remember
from storage.quote_steps import version_of_draft
from storage.tables.colleagues import ColleagueRow
from storage.tables.conversations import ConversationRow, DraftRow
from storage.tables.quotes import QuoteRow, QuoteVersionRow
from storage.work import Work

PURPOSE = "quote"
"""Of the draft that is a covering mail."""
_LONGEST_SUBJECT = 120
"""Characters of the customer's own subject that are kept."""


def covered(
    work: Work, asked: Asked, row: QuoteRow, version: QuoteVersionRow, about: ConversationRow, again: bool = False
) -> list[Outgoing]:
    """The covering mail with the papers, shown as it will leave. Says what is missing where it may not leave yet."""
    acting(work, asked.viewer, row, about)
    writing(work, asked.viewer, row)
    no = _not_now(work, asked, row, version, again)
    if no:
        return no
    files = papers_of(version)
    if not files:
        remember(work.session, _waits(version), asked.me.id, work.now)
        words = line(
            "The papers of {number} are being drawn. I show you the mail as soon as they are there.",
            number=quotes.called(row),
        )
        return [asked.say((words,), conversation=about.id)]
    matter = open_one(matter_of(work, row))
    known = draft(work.session, version.draft_id)
    if known is not None and known.state == "open" and known.author_id == asked.me.id and files_of(known) == files:
        return [shown(work, asked, known, matter)]
    made, set_aside = _begun(work, asked.me, row, version, matter, files)
    hints = (line("Your earlier draft is set aside."),) if set_aside else ()
    return [shown(work, asked, made, matter, hints)]


def papers_drawn(work: Work, version: QuoteVersionRow) -> list[Outgoing]:
    """The papers of a version are there now: who wanted to send it sees the mail."""
    person = colleague(work.session, fact(work.session, _waits(version)))
    files = papers_of(version)
    if person is None or not files or version.state != QuoteState.APPROVED or version.draft_id is not None:
        return []
    remember(work.session, _waits(version), 0, work.now)
    row = work.session.get_one(QuoteRow, version.quote_id)
    matter = matter_of(work, row)
    if matter.closed_at is not None or not matter.contact_address:
        return []
    made, set_aside = _begun(work, person, row, version, matter, files)
    hints = (line("Your earlier draft is set aside."),) if set_aside else ()
    return shown_to(work, person, made, matter, hints)


def _begun(
    work: Work,
    author: ColleagueRow,
    row: QuoteRow,
    version: QuoteVersionRow,
    matter: ConversationRow,
    files: tuple[StoredFile, ...],
) -> tuple[DraftRow, bool]:
    language = language_of(work, matter)
    number = quotes.called(row, version.version)
    text = quote_letter(
        "quote_cover",
        language,
        person=person_of(matter),
        product=product_of(matter),
        letter=matter.channel not in {"phone", "fair", "visit", "chat"},
        number=number,
        valid_until=version.valid_until,
        revised=version.version > 1,
    )
    subject = _subject(matter, quote_subject(language, number, version.valid_until or today(work)))
    made, set_aside = begun(work, author, matter, PURPOSE, signed_by(work, text, author, language), files, subject)
    version.draft_id = made.id
    work.session.flush()
    return made, set_aside


def _subject(matter: ConversationRow, told: str) -> str:
    """The customer's subject, so that the mail stays in his thread, with number and validity behind it (R129)."""
    return f"{reply_subject(matter)[:_LONGEST_SUBJECT].rstrip()} - {told}" if matter.subject.strip() else told


def _not_now(work: Work, asked: Asked, row: QuoteRow, version: QuoteVersionRow, again: bool) -> list[Outgoing]:
    """The answer that says why it may not leave now; empty if it may."""
    number = quotes.called(row)
    if version.state in OUTSIDE:
        if not again:
            words = line("{number} has gone already, {at}.", number=number, at=version.sent_at or work.now)
            lines = (words, *mail_lines(work, row, version))
            choices = (
                (Choice(line("Send again"), f"/send {name(row)} again"), Choice(line("Show"), f"/quote {name(row)}")),
            )
            return [asked.say(lines, choices, conversation=row.conversation_id)]
        if version.valid_until is not None and version.valid_until < today(work):
            raise Refused(
                "{number} is valid until {day} only, which is over. A new version: {example}",
                number=number,
                day=version.valid_until,
                example=f"/revise {name(row)}",
            )
        return []
    if version.state not in INSIDE:
        raise Refused(
            "{number} cannot be sent: it is {state}.", number=number, state=STATE_WORDS[QuoteState(version.state)]
        )
    if no := unsendable(work, asked, row, version):
        return no
    if lacking := ready(work, row, version):
        lines = (title("{number} does not leave yet", number=number), *lacking)
        return [asked.say(lines, matter_choices(work, asked.viewer, row, version), conversation=row.conversation_id)]
    return []


def may_leave(work: Work, asked: Asked, matter: ConversationRow, row: DraftRow) -> list[Outgoing]:
    """Asked in the very transaction in which a covering mail is released: the answer that keeps it here, or nothing (T27)."""
    version = version_of_draft(work.session, row.id)
    if version is None:
        raise Refused("This mail belongs to no quotation any more. Begin it anew: {example}", example="/send D7")
    quote = work.session.get_one(QuoteRow, version.quote_id)
    about = work.session.get_one(ConversationRow, quote.conversation_id)
    acting(work, asked.viewer, quote, about)
    if version.version != quote.version:
        raise Refused(
            "There is a newer version of {number}. Send that one: {example}",
            number=quotes.called(quote, version.version),
            example=f"/send {name(quote)}",
        )
    no = _not_now(work, asked, quote, version, again=True)
    if no:
        return no
    wanted = {each.sha256 for each in papers_of(version) if each.name.endswith(".pdf")}
    if not wanted or not wanted <= {each.sha256 for each in files_of(row)}:
        raise Refused(
            "The papers of {number} as they were approved are not with it. Begin it anew: {example}",
            number=quotes.called(quote),
            example=f"/send {name(quote)}",
        )
    return []


def has_left(work: Work, asked: Asked, matter: ConversationRow, row: DraftRow) -> list[Outgoing]:
    """The covering mail was released: the version is sent, the conversation is quoted, what follows is planned (M1, M2)."""
    version = version_of_draft(work.session, row.id)
    if version is None:
        return []
    quote = work.session.get_one(QuoteRow, version.quote_id)
    words = line(
        "{person} sends quotation {number} to {address}",
        person=asked.me.name,
        number=quotes.called(quote, version.version),
        address=row.to_address,
    )
    said = left(work, asked.me.id, quote, version, matter, words)
    if quote.owner_id != asked.me.id:
        said += to_colleague(work, quote.owner_id, (words,), conversation=quote.conversation_id)
    return said


def sent_elsewhere(
    work: Work, asked: Asked, row: QuoteRow, version: QuoteVersionRow, about: ConversationRow, how: str
) -> list[Outgoing]:
    """It went by chat, at a fair, from her own mailbox: it counts as sent, on the same conditions, and is followed up."""
    acting(work, asked.viewer, row, about)
    if version.state in OUTSIDE:
        raise Refused("{number} has gone already, {at}.", number=quotes.called(row), at=version.sent_at)
    no = _not_now(work, asked, row, version, again=False)
    if no:
        return no
    matter = open_one(matter_of(work, row))
    words = line(
        "{person} has sent quotation {number} another way, {how}",
        person=asked.me.name,
        number=quotes.called(row, version.version),
        how=HOW.get(how) or verbatim(how),
    )
    said = kept(work, matter, at=work.now, by=asked.me.id, how=how, words=words)
    more = left(work, asked.me.id, row, version, matter, words)
    told = line("{number} counts as sent, {how}.", number=quotes.called(row), how=HOW.get(how) or verbatim(how))
    return [
        *(each for each in said if isinstance(each, Say)),
        *more,
        *card_refreshed(work, matter),
        asked.say((told, *next_lines(work, version))),
    ]


def _waits(version: QuoteVersionRow) -> str:
    return f"quote_send:{version.id}"
