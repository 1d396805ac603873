"""Whether a quotation has arrived: what became of its covering mail, and what follows when it came back (R16, F13, F14)."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.quote_following import stopped
from rules.quote_moves import OUTSIDE
from rules.words import Line, line
from storage import quotes
from storage.drafts import draft
from storage.happenings import note, timeline
from storage.quote_steps import carried_over, mail_of_draft, version_of_draft
from storage.tables.conversations import DraftRow
from storage.tables.quotes import QuoteRow, QuoteVersionRow
from storage.work import Work

_FATES: Mapping[str, Line] = {
    "waiting": line("Its mail waits to be sent."),
    "sending": line("Its mail is being sent."),
    "unknown": line("Nobody knows whether its mail has arrived."),
    "dead": line("Its mail was refused: it has not arrived."),
    "cancelled": line("Its mail was stopped: it has not arrived."),
}


def not_arrived(work: Work, sent: DraftRow, again: DraftRow | None) -> tuple[Line, ...]:
    """A mail that did not arrive: what follows its quotation stops, and goes with the new draft, if there is one."""
    version = version_of_draft(work.session, sent.id)
    if again is not None:
        carried_over(work.session, sent.id, again.id)
    if version is None or version.state not in OUTSIDE:
        return ()
    row = work.session.get_one(QuoteRow, version.quote_id)
    stopped(work, version, "cancelled")
    words = line(
        "With it quotation {number} has not arrived. {example} sends it again.",
        number=quotes.called(row, version.version),
        example=f"/send {row.number or f'D{row.id}'} again",
    )
    note(
        work,
        "quote",
        words,
        conversation=row.conversation_id,
        customer=row.customer_id,
        after={"quote": row.id, "version": version.version, "arrived": False},
    )
    return (words,)


def mail_lines(work: Work, row: QuoteRow, version: QuoteVersionRow) -> tuple[Line, ...]:
    """What became of its covering mail, where that is not simply: it has gone. For the quotation's card."""
    mail = draft(work.session, version.draft_id)
    if mail is None or version.state not in OUTSIDE:
        return ()
    if mail.state == "open":
        return (line("Its mail has not arrived; it is a draft again."),)
    message = mail_of_draft(work.session, mail)
    if message is not None and message.state in _FATES:
        return (_FATES[message.state],)
    sent_at = version.sent_at or work.now
    if any(each.at > sent_at for each in timeline(work.session, row.conversation_id, ("bounced",))):
        return (line("A mail came back after it was sent: perhaps it has not arrived."),)
    return ()
