"""Quotations in chat: which one is meant, who may see and change it, and what a change does to what was released."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.asked import Asked
from handlers.quote_approval import unapproved
from handlers.quote_card import refreshed
from handlers.quote_figures import figured
from handlers.quote_sight import may_see
from rules.outgoing import Outgoing
from rules.permission import Viewer
from rules.quote import Quote
from rules.refusal import Refused
from rules.words import Line, line
from storage import quotes
from storage.conversations import conversation, number_in, seen
from storage.happenings import note
from storage.tables.conversations import ConversationRow
from storage.tables.quotes import QuoteRow, QuoteVersionRow
from storage.work import Work

EXAMPLE = "/quote 1042"


def found(work: Work, viewer: Viewer, text: str) -> tuple[QuoteRow, QuoteVersionRow, ConversationRow]:
    """The quotation that she names (D7, Q-2026-0031, q31, or its inquiry's number) with its newest version, if she may see it.

    Refuses alike for an unknown one and for somebody else's (T26).
    """
    row = quotes.meant(work.session, text)
    if row is None and number_in(text) is not None:
        about = seen(work, viewer, text)
        row = quotes.open_in(work.session, about.id) or next(iter(quotes.in_conversation(work.session, about.id)), None)
    about_it = conversation(work.session, row.conversation_id) if row is not None else None
    if row is None or about_it is None or not may_see(work, viewer, row, about_it):
        raise Refused("I know no quotation {number} of yours. /quotes lists them.", number=text[:20] or "?")
    return row, quotes.current(work.session, row), about_it


def still_ours(row: QuoteRow, version: QuoteVersionRow) -> None:
    """Refuses what the customer has already: it is not changed, a new version of it is made (R134)."""
    if not quotes.is_inside(version):
        raise Refused(
            "The customer has {number} already. A new version of it: /revise {number}", number=quotes.called(row)
        )


def changed(
    work: Work,
    asked: Asked,
    row: QuoteRow,
    version: QuoteVersionRow,
    told: Quote,
    words: Iterable[Line],
    but: int | None = None,
) -> list[Outgoing]:
    """The draft has this content now. What was asked for or released is void, and those concerned hear why (R119).

    Whoever holds its card sees it as it stands; `but` is shown it otherwise.
    """
    still_ours(row, version)
    lines = tuple(words)
    said = unapproved(work, row, version, asked.me.id, line("the quotation has changed"))
    before = version.revision
    if not quotes.rewritten(work, version, figured(work, told), asked.me.id, lines):
        return said
    note(
        work,
        "quote",
        (line("{person} changes quotation {number}", person=asked.me.name, number=quotes.called(row)), *lines),
        actor=asked.me.id,
        conversation=row.conversation_id,
        customer=row.customer_id,
        before={"revision": before},
        after={"quote": row.id, "version": version.version, "revision": version.revision},
    )
    return [*said, *refreshed(work, row, version, but)]
