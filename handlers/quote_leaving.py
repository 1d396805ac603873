"""A quotation has left: its version is sent, its conversation quoted, what follows is planned; also one seen leaving (M1, M2)."""

from __future__ import annotations

from datetime import datetime

from handlers.card import card_refreshed
from handlers.paper_files import papers_of
from handlers.quote_approval import major_told
from handlers.quote_card import refreshed
from handlers.quote_following import follows
from handlers.quote_reviewing import ready
from handlers.telling import to_colleague
from rules.inquiry import after_quote
from rules.letter import Letter
from rules.outgoing import Outgoing
from rules.quote_moves import QuoteEvent, QuoteState
from rules.words import Line, line
from storage import quotes
from storage.colleagues import name_of
from storage.happenings import note
from storage.tables.conversations import ConversationRow
from storage.tables.quotes import QuoteRow, QuoteVersionRow
from storage.work import Work


def left(
    work: Work,
    by: int | None,
    row: QuoteRow,
    version: QuoteVersionRow,
    matter: ConversationRow,
    words: Line,
    at: datetime | None = None,
) -> list[Outgoing]:
    """It was sent by that person at that instant, now unless said otherwise; a version that the customer had got again, too."""
    before = {"state": version.state, "conversation": matter.state}
    version.sent_at, version.sent_by = at or work.now, by
    if version.state == QuoteState.APPROVED:
        quotes.moved(work, version, QuoteEvent.SENT)
    matter.state = str(after_quote(matter.state))
    follows(work, version)
    note(
        work,
        "quote_sent",
        words,
        actor=by,
        conversation=row.conversation_id,
        customer=row.customer_id,
        before=before,
        after={"quote": row.id, "version": version.version, "hash": version.content_hash, "state": version.state},
    )
    return [*major_told(work, row, version, words), *refreshed(work, row, version)]


def seen_leaving(work: Work, matter: ConversationRow, letter: Letter, at: datetime, by: int | None) -> list[Outgoing]:
    """A colleague's own mail carried the very paper that was approved: it counts as sent then, and is followed up."""
    hashes = {each.sha256 for each in letter.attachments}
    said: list[Outgoing] = []
    for row, version in quotes.standing(work.session, {QuoteState.APPROVED}, conversation=matter.id):
        if not hashes & {each.sha256 for each in papers_of(version)}:
            continue
        lacking = ready(work, row, version)
        words = line(
            "Quotation {number} was seen leaving from {person}'s own mailbox",
            number=quotes.called(row, version.version),
            person=name_of(work.session, by) or "?",
        )
        said += left(work, by, row, version, matter, words, at)
        told = (words, *((line("It left before everything was confirmed:"), *lacking) if lacking else ()))
        said += to_colleague(work, row.owner_id, told, conversation=matter.id)
    return [*said, *card_refreshed(work, matter)] if said else []
