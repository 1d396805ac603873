"""Named queries for forgetting a person: what is theirs, and every row in which they are named (R337)."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, String, Text, cast, delete, func, or_, select, text, type_coerce
from sqlalchemy.orm import Session

from rules.forgetting import REMOVED, Person, without
from rules.words import to_plain, verbatim
from storage.happenings import FORGOTTEN
from storage.tables.aftersales import RevisitRow, SurveyRow
from storage.tables.approvals import ApprovalRow, ExportRow
from storage.tables.base import Base, Plain
from storage.tables.conversations import ConversationRow, DraftRow, ParticipantRow
from storage.tables.customers import BuyerKeyRow, ContactAddressRow, OwnershipRow
from storage.tables.forgetting import DiscardedRow, ForgottenRow
from storage.tables.happenings import HappeningRow
from storage.tables.letters import LetterRow, ReadingRow
from storage.tables.machine import GuessRow
from storage.tables.outbox import MessageRow
from storage.tables.quotes import QuoteRow
from storage.tables.updates import UpdateRow
from storage.work import Work

_STAYS = (
    "happenings", "quote", "colleague", "chat_accounts", "alembic", "products", "imports", "forgotten", "order", "trade_paper",
    "payment", "receipts", "reconciliations", "sample",
)  # fmt: skip
"""Tables that the sweep leaves: the record is blacked out by its own rule, contracts stay, the rest is nobody's."""
_OF_A_CARD = (ApprovalRow, RevisitRow, SurveyRow)
"""Rows that belong to a customer's card rather than to a conversation."""
_TECHNICAL = frozenset(
    "account audience breadth card claimed_by content content_hash front key kind lane message message_id place purpose"
    " remote role routed_by sha256 state subject_of thing way".split()
)
"""Columns that the program reads and no person; the content of an approval is what the database lets nobody change."""


def matters_with(session: Session, customers: Collection[int], who: Person) -> list[ConversationRow]:
    """The conversations in which this person is the one who writes."""
    named = {each.casefold() for each in who.names}
    theirs = func.lower(ConversationRow.contact_address).in_(who.addresses)
    rows = session.scalars(
        select(ConversationRow)
        .where(or_(theirs, ConversationRow.customer_id.in_(customers)))
        .order_by(ConversationRow.id)
    )
    return [
        each
        for each in rows
        if each.contact_address.casefold() in who.addresses
        or (not each.contact_address and each.contact_name.casefold() in named)
    ]


def matters_beside(session: Session, customers: Collection[int], who: Person) -> list[int]:
    """Conversations in which the person may be named: those of the customer, and those in which the person takes part."""
    taking_part = select(ParticipantRow.conversation_id).where(func.lower(ParticipantRow.address).in_(who.addresses))
    wanted = or_(ConversationRow.customer_id.in_(customers), ConversationRow.id.in_(taking_part))
    return list(session.scalars(select(ConversationRow.id).where(wanted)))


def letters_with(session: Session, matters: Collection[int], beside: Collection[int], who: Person) -> list[LetterRow]:
    """Every letter in which the person writes or is written to: all of their conversations, elsewhere what they wrote.

    Where others write as well, what was sent on of theirs and what was sent to them counts, too.
    """
    theirs = or_(LetterRow.conversation_id.in_(matters), func.lower(LetterRow.sender).in_(who.addresses))
    rows = list(session.scalars(select(LetterRow).where(theirs, LetterRow.forgotten_at.is_(None))))
    known = {each.sha256 for each in rows}
    sent = [
        each.sha256
        for each in session.scalars(
            select(MessageRow).where(MessageRow.kind == "mail", MessageRow.conversation_id.in_(beside))
        )
        if each.body.get("original") in known or _is_to(each.body, who)
    ]
    rows += session.scalars(
        select(LetterRow).where(
            LetterRow.sha256.in_([each for each in sent if each and each not in known]),
            LetterRow.forgotten_at.is_(None),
        )
    )
    return rows


def _is_to(body: Any, who: Person) -> bool:
    return any(each.casefold() in who.addresses for each in body.get("recipients", ()))


def quoted(session: Session, matters: Collection[int]) -> frozenset[int]:
    """Those conversations in which an offer was made."""
    return frozenset(session.scalars(select(QuoteRow.conversation_id).where(QuoteRow.conversation_id.in_(matters))))


def names_of(session: Session, customers: Collection[int], addresses: Collection[str]) -> set[str]:
    """How somebody with these addresses is called: in conversations, and by their own letters."""
    in_matters = select(ConversationRow.contact_name).where(
        func.lower(ConversationRow.contact_address).in_(addresses), ConversationRow.contact_name != ""
    )
    in_letters = select(LetterRow.sender_name).where(
        func.lower(LetterRow.sender).in_(addresses), LetterRow.sender_name != ""
    )
    return {*session.scalars(in_matters.distinct()), *session.scalars(in_letters.distinct())}


def phones_of(session: Session, customers: Collection[int], addresses: Collection[str]) -> set[str]:
    """Telephones that were told in the conversations of these addresses, and in nobody else's of the same customer."""
    hers = func.lower(ConversationRow.contact_address).in_(addresses)
    told = select(ConversationRow.phone).where(ConversationRow.phone != "").distinct()
    others = session.scalars(told.where(ConversationRow.customer_id.in_(customers), ~hers))
    return set(session.scalars(told.where(hers))) - set(others)


def letter_gone(work: Work, row: LetterRow, who: Person) -> None:
    """The bytes may not lie in the store any more; the row stays, for its number and so that it is known if it comes again."""
    row.forgotten_at = work.now
    row.fingerprint = row.message_id = row.counted_as = ""
    _discarded(work, row.sha256)
    _nameless(work, row, who)


def letter_locked(work: Work, row: LetterRow, who: Person) -> None:
    """The bytes stay, and only the manager sees them."""
    row.locked_at = work.now
    _nameless(work, row, who)


def _nameless(work: Work, row: LetterRow, who: Person) -> None:
    row.subject, row.reason = without(row.subject, who), without(row.reason, who)
    if row.sender.casefold() in who.addresses:
        row.sender, row.sender_name, row.counted_as = "", who.stand_in, ""
    work.session.execute(delete(ReadingRow).where(ReadingRow.letter_id == row.id))


def draft_emptied(work: Work, row: DraftRow, who: Person) -> None:
    """Nothing of what was written to the person stays but that it was written."""
    row.to_name, row.to_address, row.text, row.files = who.stand_in, "", REMOVED, None
    row.subject = without(row.subject, who)
    if row.state == "open":
        row.state, row.ended_at = "cancelled", work.now


def drafts_in(session: Session, matters: Collection[int]) -> list[DraftRow]:
    return list(session.scalars(select(DraftRow).where(DraftRow.conversation_id.in_(matters))))


def keys_gone(session: Session, customers: Collection[int], addresses: Collection[str], keys: Collection[str]) -> None:
    """The addresses and keys by which the person was recognised."""
    session.execute(delete(ContactAddressRow).where(ContactAddressRow.address.in_(addresses)))
    session.execute(delete(ParticipantRow).where(func.lower(ParticipantRow.address).in_(addresses)))
    session.execute(delete(GuessRow).where(func.lower(GuessRow.account).in_(addresses)))
    session.execute(
        delete(BuyerKeyRow).where(
            BuyerKeyRow.key.in_(keys), or_(BuyerKeyRow.customer_id.in_(customers), BuyerKeyRow.key.like("address:%"))
        )
    )


def mails_gone(work: Work, letters: Iterable[LetterRow], matters: Collection[int], who: Person) -> None:
    """Mails to the person that still wait are cancelled; the outbox names no file that is gone."""
    gone = {each.sha256 for each in letters if each.forgotten_at is not None}
    rows = work.session.scalars(select(MessageRow).where(MessageRow.kind.in_(("mail", "copy"))))
    for row in rows:
        to_them = row.audience == "customer" and (row.conversation_id in matters or _is_to(row.body, who))
        if row.state in ("waiting", "unknown") and (to_them or row.sha256 in gone):
            row.state, row.ended_at = "cancelled", work.now
        ended = row.state in ("sent", "dead", "cancelled")
        if (
            row.sha256
            and ended
            and (row.sha256 in gone or (row.conversation_id in matters and row.audience == "customer"))
        ):
            if row.sha256 not in gone and _letter_with(work.session, row.sha256) is None:
                _discarded(work, row.sha256)
            row.sha256 = None if row.sha256 in gone or _letter_with(work.session, row.sha256) is None else row.sha256


def _letter_with(session: Session, sha256: str) -> int | None:
    return session.scalar(
        select(LetterRow.id).where(LetterRow.sha256 == sha256, LetterRow.forgotten_at.is_(None)).limit(1)
    )


def lists_gone(work: Work) -> None:
    """Lists that were exported and handed over lie in the store no longer than anybody in them is known (R329)."""
    for sha256 in work.session.scalars(select(ExportRow.sha256).where(ExportRow.sha256 != "")):
        _discarded(work, sha256)


def entries_about(
    session: Session, customers: Collection[int], matters: Collection[int], letters: Collection[int], who: Person
) -> list[HappeningRow]:
    """Entries of the record in which the person may be named."""
    in_scope = [
        HappeningRow.customer_id.in_(customers),
        HappeningRow.conversation_id.in_(matters),
        HappeningRow.letter_id.in_(letters),
    ]
    columns = [type_coerce(HappeningRow.__table__.c[each], Text) for each in ("words", "before", "after")]
    named = [_contains(column, address) for column in columns for address in who.addresses]
    chosen = select(HappeningRow).where(or_(*in_scope, *named), HappeningRow.verb != FORGOTTEN)
    return list(session.scalars(chosen.order_by(HappeningRow.id)))


def said_no_more(session: Session, matters: Collection[int], customers: Collection[int], who: Person) -> None:
    """What was said in chat of the person's own conversations is emptied; what was said of the approval is blacked out."""
    drafts = select(DraftRow.id).where(DraftRow.conversation_id.in_(matters))
    on_cards = [MessageRow.card.like(f"{kind}:{each}:%") for each in matters for kind in ("inquiry", "nudge")]
    previews = MessageRow.card.in_([f"draft:{each}" for each in session.scalars(drafts)])
    theirs = or_(MessageRow.conversation_id.in_(matters), previews, *on_cards)
    for row in session.scalars(select(MessageRow).where(MessageRow.kind.not_in(("mail", "copy")), theirs)):
        row.body = {**row.body, "lines": to_plain([verbatim(REMOVED)]), "files": []}
    for number in session.scalars(select(ApprovalRow.id).where(ApprovalRow.customer_id.in_(customers))):
        for row in session.scalars(select(MessageRow).where(MessageRow.card.like(f"approval:{number}:%"))):
            _blacked_out(row, [MessageRow.__table__.c.body], who)
    for row in session.scalars(
        select(MessageRow).where(or_(*(_contains(MessageRow.lane, each) for each in who.addresses)))
    ):
        row.lane = without(row.lane, who)


def blacked_out_everywhere(session: Session, scope: Collection[int], customers: Collection[int], who: Person) -> None:
    """Every row but those of the record in which an address of the person stands; and what was said of the conversations."""
    for mapper in Base.registry.mappers:
        kind: Any = mapper.class_
        if kind.__tablename__.startswith(_STAYS) or kind is UpdateRow:
            continue
        columns = [each for each in kind.__table__.columns if _is_text(kind.__tablename__, each)]
        if columns:
            found = [_contains(type_coerce(each, Text), one) for each in columns for one in who.addresses]
            for row in session.scalars(select(kind).where(or_(*found, *_in_scope(kind, scope, customers)))):
                _blacked_out(row, columns, who)


def _in_scope(kind: Any, scope: Collection[int], customers: Collection[int]) -> list[ColumnElement[bool]]:
    """Rows of the conversations and cards in which the person is known by name."""
    if kind is ConversationRow:
        return [kind.id.in_(scope)]
    if kind is OwnershipRow:
        of_matters = (kind.thing == "conversation") & kind.thing_id.in_(scope)
        return [of_matters, (kind.thing == "customer") & kind.thing_id.in_(customers)]
    if kind is ReadingRow:
        return [kind.letter_id.in_(select(LetterRow.id).where(LetterRow.conversation_id.in_(scope)))]
    found = [kind.conversation_id.in_(scope)] if hasattr(kind, "conversation_id") else []
    return [*found, kind.customer_id.in_(customers)] if kind in _OF_A_CARD else found


def _is_text(table: str, column: Any) -> bool:
    bound = column.name in _TECHNICAL or (table, column.name) == ("approvals", "subject")
    return isinstance(column.type, String | Text | Plain) and not column.primary_key and not bound


def _blacked_out(row: Any, columns: Iterable[Any], who: Person) -> None:
    for each in columns:
        value = getattr(row, each.name)
        new = without(value, who, lines=row.__tablename__ != "readings")
        if isinstance(row, MessageRow) and "place" in (value or {}):
            new |= {"place": value["place"]}
        if new != value:
            setattr(row, each.name, new)


def heard_no_more(session: Session, matters: Collection[int], who: Person) -> None:
    """What was typed in chat about the person or their conversations is kept as the front gave it, as JSON text."""
    numbers = re.compile("|".join(rf"(?<!\d){each}(?!\d)" for each in matters) or r"(?!)")
    named = [_contains(UpdateRow.body, each) for each in (*who.addresses, *map(str, matters))]
    for row in session.scalars(select(UpdateRow).where(or_(*named))):
        if numbers.search(row.body) is None and not any(each in row.body.casefold() for each in who.addresses):
            continue
        try:
            row.body = json.dumps(without(json.loads(row.body), who), ensure_ascii=False)
        except ValueError:
            row.body = without(row.body, who)


def _contains(column: Any, address: str) -> ColumnElement[bool]:
    return func.lower(cast(column, Text)).contains(address.casefold(), autoescape=True)


def leaves_no_trace_on_disk(session: Session) -> None:
    """SQLite writes zeros over what it frees, from now on in this connection."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("PRAGMA secure_delete=ON"))


def _discarded(work: Work, sha256: str) -> None:
    if work.session.get(DiscardedRow, sha256) is None:
        work.session.add(DiscardedRow(sha256=sha256, at=work.now))


def to_discard(session: Session) -> Iterator[str]:
    """Files that may not lie in the store; not those that somebody else's letter has as well."""
    in_use = select(LetterRow.sha256).where(LetterRow.forgotten_at.is_(None))
    sent = select(MessageRow.sha256).where(MessageRow.sha256.is_not(None))
    yield from session.scalars(
        select(DiscardedRow.sha256).where(DiscardedRow.sha256.not_in(in_use), DiscardedRow.sha256.not_in(sent))
    )


def locked_of(session: Session, matters: Sequence[int]) -> list[LetterRow]:
    """Letters that only the manager sees, of these conversations, the oldest first."""
    return list(
        session.scalars(
            select(LetterRow)
            .where(
                LetterRow.conversation_id.in_(matters),
                LetterRow.locked_at.is_not(None),
                LetterRow.forgotten_at.is_(None),
            )
            .order_by(LetterRow.arrived_at, LetterRow.id)
        )
    )


def forgotten_at(session: Session, customers: Collection[int]) -> list[ForgottenRow]:
    """Who was forgotten at a customer, the first one first."""
    return list(
        session.scalars(select(ForgottenRow).where(ForgottenRow.customer_id.in_(customers)).order_by(ForgottenRow.id))
    )


def entered(work: Work, **values: Any) -> ForgottenRow:
    row = ForgottenRow(at=work.now, **values)
    work.session.add(row)
    work.session.flush()
    return row
