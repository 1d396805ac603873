"""How a quotation stands after its approval, for its card: what became of it, what is next, what can be done (M2)."""

from __future__ import annotations

from handlers.quote_answers import version_lines
from handlers.quote_arrival import mail_lines
from handlers.quote_following import next_lines
from rules.outgoing import Choice
from rules.quote_following import reason_word
from rules.quote_moves import INSIDE, OUTSIDE, QuoteState
from rules.words import Line, line, verbatim
from storage.colleagues import name_of
from storage.tables.quotes import QuoteRow, QuoteVersionRow
from storage.work import Work


def standing_lines(work: Work, row: QuoteRow, version: QuoteVersionRow) -> list[Line]:
    """When it left, whether it arrived, why it ended, what comes next; nothing of a draft."""
    if version.state in INSIDE or version.sent_at is None:
        return []
    lines = [line("Sent {at} by {person}", at=version.sent_at, person=name_of(work.session, version.sent_by) or "?")]
    lines += mail_lines(work, row, version)
    if version.state == QuoteState.DECLINED and version.reason:
        lines.append(line("Why: {reason}", reason=reason_word(version.reason)))
    elif version.state == QuoteState.ACCEPTED and version.reason:
        lines.append(verbatim(version.reason))
    elif version.received_at is not None:
        lines.append(line("Arrived {at}", at=version.received_at))
    lines += version_lines(work, row, version)
    return [*lines, *(next_lines(work, version) if version.state in OUTSIDE else ())]


def standing_rows(row: QuoteRow, version: QuoteVersionRow) -> list[tuple[Choice, ...]]:
    """The next step first; buttons of a draft are not among them."""
    number = row.number or f"D{row.id}"
    anew = Choice(line("New version"), f"/revise {number}")
    again = Choice(line("Open again"), f"/reopen {number}")
    versions = (Choice(line("Versions"), f"/quotes {number}"),) if row.version > 1 else ()
    rows: list[tuple[Choice, ...]] = []
    if version.state == QuoteState.APPROVED:
        rows.append((Choice(line("Send"), f"/send {number}"),))
    elif version.state in OUTSIDE:
        won, lost = Choice(line("Won"), f"/won {number}"), Choice(line("Lost"), f"/lost {number}")
        rows += [(Choice(line("Ask the customer"), f"/followup {number}"), won, lost), (anew, *versions)]
        return rows
    elif version.state in {QuoteState.EXPIRED, QuoteState.DECLINED}:
        return [(anew, again, *versions)]
    elif version.state == QuoteState.ACCEPTED:
        return [(again, *versions)]
    return [*rows, versions] if versions else rows
