"""Named queries about conversations, within what the asker may see (T26): not found and not yours sound the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import Session

from rules.inquiry import State
from rules.permission import DISPATCHERS, SALES, Sight, Viewer, sight
from rules.refusal import Refused
from storage.swift import Swift, enter, entered
from storage.tables.colleagues import ColleagueRow
from storage.tables.conversations import ConversationRow, ParticipantRow
from storage.work import Work

_NUMBER = re.compile(r"#?(\d{1,9})\Z")
_OPEN_WITH_CUSTOMER = (
    select(ConversationRow)
    .where(ConversationRow.customer_id == bindparam("customer"), ConversationRow.closed_at.is_(None))
    .order_by(ConversationRow.id.desc())
    .limit(20)
)
_PARTICIPANTS = Swift(select(ParticipantRow.address).where(ParticipantRow.conversation_id == bindparam("number")))
_OPEN_COUNTS = (
    select(ConversationRow.owner_id, func.count())
    .where(ConversationRow.closed_at.is_(None))
    .group_by(ConversationRow.owner_id)
)


def _gone() -> Select[int]:
    """Who has left: what is still theirs has nobody who could answer it."""
    return select(ColleagueRow.id).where(ColleagueRow.dismissed_at.is_not(None))


def number_in(text: str) -> int | None:
    """The number that somebody said: "1042", "#1042"; None where there is none, or one larger than PostgreSQL counts."""
    found = _NUMBER.match(unicodedata.normalize("NFKC", text).strip().rstrip(":,.;。、"))
    return int(found.group(1)) if found else None


def conversation(session: Session, number: int | None) -> ConversationRow | None:
    return None if number is None else session.get(ConversationRow, number)


def standing(session: Session, row: ConversationRow) -> ConversationRow:
    """The conversation itself, or the one that it was merged into."""
    seen = {row.id}
    while row.merged_into is not None and row.merged_into not in seen:
        seen.add(row.merged_into)
        row = session.get_one(ConversationRow, row.merged_into)
    return row


def parts_of(session: Session, number: int) -> list[int]:
    """The conversations that were merged into that one, directly or by way of others."""
    found: list[int] = []
    fresh = [number]
    while fresh:
        rows = session.scalars(select(ConversationRow.id).where(ConversationRow.merged_into.in_(fresh)))
        fresh = [each for each in rows if each != number and each not in found]
        found += fresh
    return found


def seen(work: Work, viewer: Viewer, text: str, at_least: Sight = Sight.FULL) -> ConversationRow:
    """The conversation of that number, if the viewer sees that much of it. Refuses alike for unknown and not hers."""
    number = number_in(text)
    if number is None:
        raise Refused("Say which one by its number, like 1042. /mine lists yours.")
    row = conversation(work.session, number)
    if row is not None:
        row = standing(work.session, row)
        found = sight(viewer, row.owner_id, work.policy)
        if found is Sight.FULL or (found is Sight.STUB and at_least is Sight.STUB):
            return row
    raise Refused("I know no {number} that you may see. /mine lists yours.", number=number)


def scoped(viewer: Viewer, everything: bool) -> Select[ConversationRow]:
    """All conversations of which the viewer sees everything: the one place where rows are chosen by person."""
    chosen = select(ConversationRow)
    if everything or viewer.has(DISPATCHERS):
        return chosen
    return chosen.where(ConversationRow.owner_id.in_({viewer.id, *viewer.stands_in_for}))


def sees_all(work: Work, viewer: Viewer) -> bool:
    """Whether the policy opens every customer to this viewer (C8)."""
    return work.policy.visibility == "company" or (work.policy.visibility == "department" and viewer.has(SALES))


def owned(session: Session, owner: int, limit: int = 100) -> list[ConversationRow]:
    """Open conversations of that owner, the oldest first."""
    return list(
        session.scalars(
            select(ConversationRow)
            .where(ConversationRow.owner_id == owner, ConversationRow.closed_at.is_(None))
            .order_by(ConversationRow.id)
            .limit(limit)
        )
    )


def unowned(session: Session, limit: int = 100) -> list[ConversationRow]:
    """Open conversations that have nobody: they head the digest (R36)."""
    return list(
        session.scalars(
            select(ConversationRow)
            .where(
                or_(ConversationRow.owner_id.is_(None), ConversationRow.owner_id.in_(_gone())),
                ConversationRow.closed_at.is_(None),
            )
            .order_by(ConversationRow.id)
            .limit(limit)
        )
    )


def open_with_customer(session: Session, customer: int) -> list[ConversationRow]:
    """Open conversations with a customer, newest first."""
    return list(session.scalars(_OPEN_WITH_CUSTOMER, {"customer": customer}))


def with_customer(session: Session, customer: int, limit: int = 20) -> list[ConversationRow]:
    return list(
        session.scalars(
            select(ConversationRow)
            .where(ConversationRow.customer_id == customer)
            .order_by(ConversationRow.id.desc())
            .limit(limit)
        )
    )


def opened(work: Work, **values: Any) -> ConversationRow:
    """A new conversation with the next number."""
    return entered(work.session, ConversationRow(entered_at=work.now, touched_at=work.now, **values))


def participants(session: Session, number: int) -> frozenset[str]:
    """The addresses of the customer's side (T04)."""
    return frozenset(address for (address,) in _PARTICIPANTS.rows(session, {"number": number}))


def newest_open_with(session: Session, addresses: Sequence[str]) -> ConversationRow | None:
    """The newest open conversation in which one of these addresses takes part."""
    wanted = [each for each in addresses if each][:50]
    if not wanted:
        return None
    return session.scalar(
        select(ConversationRow)
        .join(ParticipantRow, ParticipantRow.conversation_id == ConversationRow.id)
        .where(ParticipantRow.address.in_(wanted), ConversationRow.closed_at.is_(None))
        .order_by(ConversationRow.id.desc())
        .limit(1)
    )


def is_answered(session: Session, address: str) -> bool:
    """Whether somebody of this address takes part in a conversation that a person has answered, and that is one."""
    found = (
        select(ParticipantRow.conversation_id)
        .join(ConversationRow, ConversationRow.id == ParticipantRow.conversation_id)
        .where(
            ParticipantRow.address == address,
            ConversationRow.first_answer_at.is_not(None),
            ConversationRow.state != State.NOT_INQUIRY,
        )
    )
    return bool(address) and session.scalar(found.limit(1)) is not None


def join(work: Work, number: int, addresses: Sequence[str], *, among: frozenset[str] | None = None) -> None:
    """Makes the addresses part of the customer's side; `among` are those that are, where the caller knows them."""
    known = participants(work.session, number) if among is None else among
    new = sorted({each for each in addresses if each} - known)
    if new:
        rows = ({"conversation_id": number, "address": each, "since": work.now} for each in new)
        enter(work.session, ParticipantRow, *rows)


def open_counts(session: Session) -> dict[int | None, int]:
    """How many open conversations each owner has (None: nobody's)."""
    return {owner: count for owner, count in session.execute(_OPEN_COUNTS)}


def found(work: Work, viewer: Viewer, text: str, limit: int = 10) -> list[ConversationRow]:
    """Conversations whose subject, company, contact or address holds the text, newest first; only what she may see."""
    pattern = "%" + text.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    columns = (
        ConversationRow.subject,
        ConversationRow.company,
        ConversationRow.contact_name,
        ConversationRow.contact_address,
    )
    chosen = scoped(viewer, sees_all(work, viewer)).where(or_(*(each.ilike(pattern, escape="\\") for each in columns)))
    return list(work.session.scalars(chosen.order_by(ConversationRow.id.desc()).limit(limit)))
