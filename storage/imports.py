"""Named queries about imports: the tables that were brought in, so that the last of a kind can be taken back."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.tables.products import ImportRow
from storage.work import Work


def newest_import(session: Session, what: str) -> ImportRow | None:
    """The last import of that kind that was not taken back."""
    return session.scalar(
        select(ImportRow)
        .where(ImportRow.what == what, ImportRow.undone_at.is_(None))
        .order_by(ImportRow.id.desc())
        .limit(1)
    )


def noted_import(work: Work, **values: Any) -> ImportRow:
    row = ImportRow(at=work.now, undone_at=None, **values)
    work.session.add(row)
    work.session.flush()
    return row
