"""A quotation's release: asked for, given, and void as soon as anything in it changes (R119, R122, T27)."""

from __future__ import annotations

from handlers.approving import voided
from rules.approval import ApprovalState
from rules.outgoing import Outgoing
from rules.quote_moves import PENDING, QuoteState
from rules.words import Line
from storage import approvals
from storage.tables.quotes import QuoteRow, QuoteVersionRow
from storage.work import Work

THING = "quote"


def subject_of(version: QuoteVersionRow) -> str:
    """How the table of approvals names this version."""
    return f"quote-version:{version.id}"


def unapproved(work: Work, row: QuoteRow, version: QuoteVersionRow, by: int | None, because: Line) -> list[Outgoing]:
    """Whatever was asked for or released of this version is void, for that reason; who asked hears it unless she did it."""
    if version.state not in {*PENDING, QuoteState.APPROVED}:
        return []
    found = approvals.newest(work.session, THING, subject_of(version))
    if found is None or found.state not in {ApprovalState.ASKED, ApprovalState.APPROVED}:
        return []
    return voided(work, found, by, because)
