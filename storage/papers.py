"""Named queries about papers: which versions wait for theirs, and who wants to look at one."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.quote_moves import QuoteState
from storage.tables.papers import PaperWishRow
from storage.tables.quotes import QuoteVersionRow
from storage.work import Work

Filed = Sequence[tuple[str, str, str, int, str]]
"""(form, language, sha256, size, name) of each file."""


def without_papers(session: Session, limit: int = 20) -> list[QuoteVersionRow]:
    """Versions that are released and have no papers yet, the oldest release first."""
    chosen = select(QuoteVersionRow).where(
        QuoteVersionRow.state == QuoteState.APPROVED, QuoteVersionRow.papers.is_(None)
    )
    return list(session.scalars(chosen.order_by(QuoteVersionRow.approved_at, QuoteVersionRow.id).limit(limit)))


def wished(work: Work, version: QuoteVersionRow, person: int, language: str) -> PaperWishRow:
    """She wants to see it; asking twice before it is there is asking once."""
    chosen = select(PaperWishRow).where(
        PaperWishRow.version_id == version.id,
        PaperWishRow.asked_by == person,
        PaperWishRow.language == language,
        PaperWishRow.done_at.is_(None),
    )
    row = work.session.scalar(chosen.limit(1))
    if row is None:
        row = PaperWishRow(version_id=version.id, language=language, asked_by=person, asked_at=work.now)
        work.session.add(row)
        work.session.flush()
    return row


def open_wishes(session: Session, limit: int = 20) -> list[PaperWishRow]:
    """What is still to be drawn, the oldest wish first."""
    chosen = select(PaperWishRow).where(PaperWishRow.done_at.is_(None)).order_by(PaperWishRow.id).limit(limit)
    return list(session.scalars(chosen))


def wish(session: Session, number: int) -> PaperWishRow | None:
    return session.get(PaperWishRow, number)


def fulfilled(work: Work, row: PaperWishRow, papers: Filed) -> None:
    """It was drawn, or it was tried."""
    row.done_at, row.papers = work.now, [list(each) for each in papers]
    work.session.flush()
