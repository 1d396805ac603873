"""Cards that may be one buyer's: which share a key, which pairs are told apart, what came since a merge (R43)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, aliased

from storage.customer_files import members
from storage.customers import customer
from storage.tables.conversations import ConversationRow
from storage.tables.customers import (
    BuyerKeyRow,
    ContactAddressRow,
    ContactRow,
    CustomerRow,
    DifferentBuyersRow,
)
from storage.work import Work

_LOOKED_AT = 500
"""Pairs of keys that are looked at in one question; the newest cards first."""
_STRONGEST_FIRST = ("address", "domain", "website", "phone", "name", "sound")


def alike(session: Session, number: int | None = None, limit: int = 10) -> list[tuple[CustomerRow, CustomerRow, str]]:
    """Pairs of standing cards with the strongest key that both have left, the newer card first; of one card, or of all.

    What was merged counts with what it is part of now. Pairs that somebody has called two buyers are left out.
    """
    one, other = aliased(BuyerKeyRow), aliased(BuyerKeyRow)
    chosen = (
        select(one.customer_id, other.customer_id, one.key)
        .join(other, other.key == one.key)
        .where(one.customer_id > other.customer_id)
        .order_by(one.customer_id.desc(), other.customer_id.desc(), one.key)
        .limit(_LOOKED_AT)
    )
    if number is not None:
        own = members(session, number)
        chosen = chosen.where(one.customer_id.in_(own) | other.customer_id.in_(own))
    told_apart = _told_apart(session)
    found: dict[tuple[int, int], tuple[CustomerRow, CustomerRow, str]] = {}
    for first, second, key in session.execute(chosen):
        newer, older = customer(session, first), customer(session, second)
        if newer is None or older is None or newer.id == older.id:
            continue
        pair = (max(newer.id, older.id), min(newer.id, older.id))
        known = found.get(pair)
        if (pair[1], pair[0]) not in told_apart and (known is None or _strength(key) < _strength(known[2])):
            found[pair] = (newer, older, key)
    return list(found.values())[:limit]


def _strength(key: str) -> int:
    kind = key.partition(":")[0]
    return _STRONGEST_FIRST.index(kind) if kind in _STRONGEST_FIRST else len(_STRONGEST_FIRST)


def tell_apart(work: Work, one: int, other: int, by: int) -> None:
    """They are two buyers, and are not proposed as one again."""
    pair = (min(one, other), max(one, other))
    if work.session.get(DifferentBuyersRow, pair) is None:
        work.session.add(DifferentBuyersRow(one_id=pair[0], other_id=pair[1], by=by, at=work.now))
        work.session.flush()


def are_told_apart(session: Session, one: int, other: int) -> bool:
    return session.get(DifferentBuyersRow, (min(one, other), max(one, other))) is not None


def opened_since(session: Session, cards: Iterable[int], since: datetime) -> list[ConversationRow]:
    """Conversations that were opened with one of these cards after an instant, oldest first."""
    chosen = select(ConversationRow).where(
        ConversationRow.customer_id.in_(list(cards)), ConversationRow.entered_at > since
    )
    return list(session.scalars(chosen.order_by(ConversationRow.id)))


def addresses_since(session: Session, cards: Iterable[int], since: datetime) -> list[ContactAddressRow]:
    """Addresses that these cards have learnt after an instant."""
    chosen = select(ContactAddressRow).where(
        ContactAddressRow.customer_id.in_(list(cards)), ContactAddressRow.since > since
    )
    return list(session.scalars(chosen.order_by(ContactAddressRow.address)))


def keys_left_by(session: Session, cards: Iterable[int]) -> frozenset[str]:
    return frozenset(session.scalars(select(BuyerKeyRow.key).where(BuyerKeyRow.customer_id.in_(list(cards)))))


def forget_keys(session: Session, cards: Iterable[int], keys: Iterable[str]) -> None:
    """These cards are not found by these keys any more."""
    session.execute(
        delete(BuyerKeyRow)
        .where(BuyerKeyRow.customer_id.in_(list(cards)), BuyerKeyRow.key.in_(sorted(keys)))
        .execution_options(synchronize_session="fetch")
    )


def address_goes_to(session: Session, row: ContactAddressRow, card: int) -> None:
    """The address, and the person if he has no other, belongs to that card."""
    held = select(ContactAddressRow.address).where(
        ContactAddressRow.contact_id == row.contact_id, ContactAddressRow.address != row.address
    )
    person = session.get_one(ContactRow, row.contact_id)
    if session.scalar(held.limit(1)) is None:
        person.customer_id = card
    else:
        copy = ContactRow(
            customer_id=card, name=person.name, phone=person.phone, position=person.position, since=row.since
        )
        session.add(copy)
        session.flush()
        row.contact_id = copy.id
    row.customer_id = card
    session.flush()


def conversations_go_to(session: Session, numbers: Sequence[int], card: int) -> None:
    session.execute(
        update(ConversationRow)
        .where(ConversationRow.id.in_(numbers))
        .values(customer_id=card)
        .execution_options(synchronize_session="fetch")
    )


def _told_apart(session: Session) -> frozenset[tuple[int, int]]:
    rows = session.execute(select(DifferentBuyersRow.one_id, DifferentBuyersRow.other_id))
    return frozenset((one, other) for one, other in rows)
