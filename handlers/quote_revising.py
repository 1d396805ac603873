"""A new version of a quotation that the customer has: from the last one, with the reason of the change (R134, R135)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from handlers.asked import Asked
from handlers.quote_acting import acting, matter_of
from handlers.quote_approval import major_told, name
from handlers.quote_asking import next_missing
from handlers.quote_changing import applied
from handlers.quote_drafting import shown_to
from handlers.quote_figures import renewed, today
from handlers.quote_following import drafts_let_go, stopped
from handlers.quote_products import repriced
from handlers.quote_spoken import unread_lines
from rules.outgoing import Outgoing
from rules.quote import Quote
from rules.quote_difference import differences
from rules.quote_moves import INSIDE, STATE_WORDS, QuoteEvent, QuoteState, after
from rules.quote_typed import read
from rules.refusal import Refused
from rules.words import Line, line, verbatim
from storage import quotes
from storage.happenings import note
from storage.tables.conversations import ConversationRow
from storage.tables.quotes import QuoteRow, QuoteVersionRow
from storage.work import Work

_BECAUSE = re.compile(r"(?:^|[\s,，;；])(?:because|reason:|since|因为|原因[:：]?)\s*(.+)\Z", re.IGNORECASE | re.DOTALL)
_SHORTEST_VALIDITY = 7
"""Days: a new version never holds for less than the old one did, nor for less than this."""


def revised(
    work: Work, asked: Asked, row: QuoteRow, version: QuoteVersionRow, about: ConversationRow, words: str
) -> list[Outgoing]:
    """The new version as a draft with these changes; the one before is replaced. Its number stays (R135)."""
    acting(work, asked.viewer, row, about)
    _may_be_revised(row, version)
    text, because = _apart(words)
    before = quotes.content(version)
    begun = _holds_again(work, version, renewed(work, before))
    field, number = next_missing(begun)
    draft = applied(work, begun, read(text, today(work), len(begun.lines), field, number), asked.me.language)
    told = repriced(work, replace(draft.quote, reason=because or draft.quote.reason))
    changes = differences(before, told)
    stopped(work, version, "cancelled", also_expiry=True)
    said = drafts_let_go(work, row.conversation_id, line("There is a new version. This mail is not needed any more."))
    fresh = quotes.revised(work, row, told, asked.me.id, changes)
    fresh.reason = ""
    matter = matter_of(work, row)
    matter.closed_at = None
    number_now = quotes.called(row)
    head = line("{person} drafts a new version: {number}", person=asked.me.name, number=number_now)
    why = (line("Why: {reason}", reason=verbatim(because)),) if because else ()
    note(
        work,
        "quote",
        (head, *why, *changes),
        actor=asked.me.id,
        conversation=row.conversation_id,
        customer=row.customer_id,
        before={"version": version.version, "state": str(QuoteState.SUPERSEDED)},
        after={"quote": row.id, "version": fresh.version, "reason": because},
    )
    hints = (*unread_lines(draft.unread), *draft.hints, *_hints(row, changes, because))
    return [*said, *major_told(work, row, fresh, head), *shown_to(work, asked, row, fresh, about, hints)]


def _hints(row: QuoteRow, changes: tuple[Line, ...], because: str) -> list[Line]:
    number = quotes.called(row)
    if not changes:
        example = f"/quote {name(row)} line 1 price 3.10"
        return [line("{number} is a new draft. Say what shall change: {example}", number=number, example=example)]
    why = [] if because else [line("Why? {example}", example=f"/quote {name(row)} reason ...")]
    return [line("{number} is a new draft; what has changed:", number=number), *changes, *why]


def _may_be_revised(row: QuoteRow, version: QuoteVersionRow) -> None:
    if QuoteState(version.state) in INSIDE:
        raise Refused(
            "The customer has not seen {number} yet: just change it. {example}",
            number=quotes.called(row),
            example=f"/quote {name(row)} line 1 price 3.10",
        )
    if QuoteState(version.state) is QuoteState.ACCEPTED:
        raise Refused(
            "{number} is {state}. Open it again first: {example}",
            number=quotes.called(row),
            state=STATE_WORDS[QuoteState.ACCEPTED],
            example=f"/reopen {name(row)}",
        )
    after(version.state, QuoteEvent.REVISED)


def _apart(words: str) -> tuple[str, str]:
    """The changes, and the reason that is written behind "because"."""
    found = _BECAUSE.search(words)
    if found is None:
        return words, ""
    return words[: found.start()].strip(" ,，;；"), " ".join(found[1].split())[:500]


def _holds_again(work: Work, version: QuoteVersionRow, quote: Quote) -> Quote:
    """A validity that is over, or nearly, begins anew and lasts as long as it did."""
    day, sent = quote.valid_until, version.sent_at
    if day is None or (day - today(work)).days >= _SHORTEST_VALIDITY or sent is None:
        return quote
    lasted = (day - work.calendar.day_of(sent)).days
    return replace(quote, valid_until=today(work) + timedelta(days=max(lasted, _SHORTEST_VALIDITY)))


def compared(work: Work, row: QuoteRow, one: QuoteVersionRow, other: QuoteVersionRow) -> tuple[Line, ...]:
    """What differs between two versions, the older one first."""
    old, new = sorted((one, other), key=lambda each: each.version)
    found = differences(quotes.content(old), quotes.content(new))
    return found or (line("They are the same."),)
