"""What can be exported: the columns of each table and its rows, read in batches so that memory stays small (R329)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.colleagues import addresses_of, name_of
from storage.customer_files import people
from storage.letters import reading_of
from storage.tables.approvals import ExportRow
from storage.tables.colleagues import ColleagueRow
from storage.tables.conversations import ConversationRow
from storage.tables.customers import CustomerRow
from storage.tables.letters import LetterRow
from storage.work import Work

_AT_ONCE = 500
CUSTOMER_FIELDS = (
    "name",
    "country",
    "language",
    "postal",
    "phone",
    "fax",
    "website",
    "business",
    "needs",
    "preferences",
    "credit",
    "nature",
    "grade",
    "source",
)


@dataclass(frozen=True, slots=True)
class Exported:
    """A kind of export: its columns, and its rows."""

    columns: tuple[str, ...]
    rows: Callable[[Session], Iterator[tuple[Any, ...]]]


def begun(work: Work, what: str, form: str, wanted_by: int | None, approval: int | None = None) -> ExportRow:
    """Gives the export its serial number."""
    row = ExportRow(what=what, form=form, wanted_by=wanted_by, approval_id=approval, wanted_at=work.now)
    work.session.add(row)
    work.session.flush()
    return row


def to_make(session: Session) -> list[ExportRow]:
    """Exports that are approved and not made yet."""
    return list(
        session.scalars(
            select(ExportRow)
            .where(ExportRow.made_at.is_(None), ExportRow.wanted_by.is_not(None))
            .order_by(ExportRow.id)
        )
    )


def export_of(session: Session, number: int) -> ExportRow | None:
    return session.get(ExportRow, number)


def finished(row: ExportRow, at: datetime, sha256: str, rows: int) -> None:
    row.made_at, row.sha256, row.rows = at, sha256, rows


def _each(session: Session, kind: Any, *conditions: Any) -> Iterator[Any]:
    """Every row in the order of its number, a batch at a time; each batch is forgotten before the next."""
    after = 0
    while True:
        chosen = select(kind).where(kind.id > after, *conditions).order_by(kind.id).limit(_AT_ONCE)
        rows = list(session.scalars(chosen))
        yield from rows
        if len(rows) < _AT_ONCE:
            return
        after = rows[-1].id
        session.expunge_all()


def _customers(session: Session) -> Iterator[tuple[Any, ...]]:
    for row in _each(session, CustomerRow, CustomerRow.merged_into.is_(None)):
        known = people(session, row.id)
        yield (
            row.id,
            *(getattr(row, each) for each in CUSTOMER_FIELDS),
            name_of(session, row.owner_id),
            "; ".join(dict.fromkeys(contact.name for contact, _ in known)),
            "; ".join(address for _, addresses in known for address in addresses),
            row.first_contact_at,
            row.entered_at,
        )


def _staff(session: Session) -> Iterator[tuple[Any, ...]]:
    for row in _each(session, ColleagueRow):
        yield (
            row.id,
            row.name,
            ", ".join(row.roles),
            row.language,
            row.zone,
            "; ".join(addresses_of(session, row.id)),
            row.joined_at,
            row.dismissed_at,
        )


def _letters(session: Session) -> Iterator[tuple[Any, ...]]:
    for row in _each(session, LetterRow):
        read = reading_of(session, row.id)
        yield (
            row.id,
            row.role,
            row.account,
            row.arrived_at,
            row.sender,
            row.sender_name,
            row.subject,
            row.kind,
            row.state,
            row.conversation_id,
            row.size,
            row.sha256,
            read.text if read is not None else "",
        )


def _inquiries(session: Session) -> Iterator[tuple[Any, ...]]:
    for row in _each(session, ConversationRow):
        yield (
            row.id,
            row.kind,
            row.state,
            row.channel,
            row.subject,
            row.customer_id,
            row.company,
            row.contact_name,
            row.contact_address,
            row.country,
            row.phone,
            name_of(session, row.owner_id),
            row.opened_at,
            row.first_answer_at,
            row.closed_at,
            "; ".join(f"{each[0]}: {each[1]}" for each in row.wants or ()),
            ", ".join(map(str, row.missing or ())),
        )


EXPORTS: Mapping[str, Exported] = {
    "customers": Exported(
        ("number", *CUSTOMER_FIELDS, "owner", "contacts", "email", "first contact", "entered"), _customers
    ),
    "staff": Exported(("number", "name", "roles", "language", "zone", "email", "joined", "dismissed"), _staff),
    "letters": Exported(
        (
            "number",
            "role",
            "account",
            "arrived",
            "sender",
            "sender name",
            "subject",
            "kind",
            "state",
            "inquiry",
            "size",
            "sha256",
            "text",
        ),
        _letters,
    ),
    "inquiries": Exported(
        (
            "number",
            "kind",
            "state",
            "channel",
            "subject",
            "customer",
            "company",
            "contact",
            "email",
            "country",
            "phone",
            "owner",
            "opened",
            "first answer",
            "closed",
            "wants",
            "missing",
        ),
        _inquiries,
    ),
}


def columns_of(what: str) -> Sequence[str]:
    return EXPORTS[what].columns
