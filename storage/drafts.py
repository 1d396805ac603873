"""Named queries about drafts: mails to customers that somebody is writing and nobody has sent yet (F14, T25)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from rules.outgoing import StoredFile
from storage.tables.conversations import DraftRow
from storage.tables.customers import BuyerKeyRow, CustomerRow
from storage.work import Work

_ASKED_AT_ONCE = 500
"""Keys in one question to the database."""


def draft(session: Session, number: int | None) -> DraftRow | None:
    return None if number is None else session.get(DraftRow, number)


def open_draft(session: Session, conversation: int, author: int) -> DraftRow | None:
    """The draft that this author is writing in this conversation; there is one at most."""
    return session.scalar(
        select(DraftRow)
        .where(DraftRow.conversation_id == conversation, DraftRow.author_id == author, DraftRow.state == "open")
        .order_by(DraftRow.id.desc())
        .limit(1)
    )


def drafts_in(session: Session, conversation: int) -> list[DraftRow]:
    """What anybody is writing in this conversation, oldest first."""
    chosen = select(DraftRow).where(DraftRow.conversation_id == conversation, DraftRow.state == "open")
    return list(session.scalars(chosen.order_by(DraftRow.id)))


def open_drafts(session: Session, author: int, limit: int = 10) -> list[DraftRow]:
    """What this author has not sent yet, newest first."""
    chosen = select(DraftRow).where(DraftRow.author_id == author, DraftRow.state == "open")
    return list(session.scalars(chosen.order_by(DraftRow.id.desc()).limit(limit)))


def sent_drafts(session: Session, conversation: int) -> list[DraftRow]:
    """What left from here in this conversation, oldest first."""
    chosen = select(DraftRow).where(DraftRow.conversation_id == conversation, DraftRow.state == "sent")
    return list(session.scalars(chosen.order_by(DraftRow.ended_at, DraftRow.id)))


def draft_sent_at(session: Session, conversation: int, at: datetime) -> DraftRow | None:
    """The draft that became the mail decided at that instant."""
    return session.scalar(
        select(DraftRow)
        .where(DraftRow.conversation_id == conversation, DraftRow.state == "sent", DraftRow.ended_at == at)
        .limit(1)
    )


def new_draft(work: Work, *, files: Iterable[StoredFile] = (), **values: Any) -> DraftRow:
    """A draft with the next number."""
    row = DraftRow(state="open", made_at=work.now, files=_packed(files), **values)
    work.session.add(row)
    work.session.flush()
    return row


def rewrite(work: Work, row: DraftRow, text: str, files: Iterable[StoredFile]) -> None:
    """New words or files: a new version, made now."""
    row.text, row.files = text, _packed(files)
    row.version += 1
    row.made_at = work.now
    work.session.flush()


def readdress(work: Work, row: DraftRow, name: str, address: str) -> None:
    """The customer's address has changed since the draft was made."""
    row.to_name, row.to_address = name, address
    row.version += 1
    row.made_at = work.now
    work.session.flush()


def end(work: Work, row: DraftRow, state: str) -> bool:
    """Ends an open draft as sent or cancelled, by one UPDATE; False if somebody has ended or changed it meanwhile."""
    result: CursorResult[Any] = work.session.execute(  # type: ignore[assignment]
        update(DraftRow)
        .where(DraftRow.id == row.id, DraftRow.state == "open", DraftRow.version == row.version)
        .values(state=state, ended_at=work.now)
        .execution_options(synchronize_session=False)
    )
    work.session.refresh(row)
    return result.rowcount == 1


def files_of(row: DraftRow) -> tuple[StoredFile, ...]:
    """The files that go with the draft."""
    return tuple(StoredFile(*each) for each in (row.files or []))


def customers_with(session: Session, keys: Sequence[str]) -> list[tuple[str, CustomerRow]]:
    """Each of these buyer keys that a customer has left, with that customer; in no order (R327)."""
    found: list[tuple[str, CustomerRow]] = []
    for start in range(0, len(keys), _ASKED_AT_ONCE):
        rows = session.execute(
            select(BuyerKeyRow.key, CustomerRow)
            .join(CustomerRow, CustomerRow.id == BuyerKeyRow.customer_id)
            .where(BuyerKeyRow.key.in_(keys[start : start + _ASKED_AT_ONCE]))
        )
        found += [(key, row) for key, row in rows]
    return found


def _packed(files: Iterable[StoredFile]) -> list[list[Any]]:
    return [[f.name, f.content_type, f.size, f.sha256, f.letter_sha256, f.part] for f in files]
