"""A customer's whole file, whatever it was called before: merged cards, people, conversations, letters (R71, R75)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from rules.same_buyer import keys_of
from storage.customers import add_keys, customer
from storage.tables.conversations import ConversationRow
from storage.tables.customers import ContactAddressRow, ContactRow, CustomerRow
from storage.tables.letters import LetterRow
from storage.work import Work


def exactly(session: Session, number: int) -> CustomerRow | None:
    """The card of that very number, also if it was merged into another."""
    return session.get(CustomerRow, number)


def members(session: Session, number: int) -> list[int]:
    """The card's number and those of all cards that were merged into it."""
    found, fresh = {number}, [number]
    while fresh:
        rows = session.scalars(select(CustomerRow.id).where(CustomerRow.merged_into.in_(fresh)))
        fresh = [each for each in rows if each not in found]
        found.update(fresh)
    return sorted(found)


def people(session: Session, number: int) -> list[tuple[ContactRow, list[str]]]:
    """The people of a customer and of the cards merged into it, each with all addresses (R71)."""
    wanted = members(session, number)
    contacts = list(
        session.scalars(select(ContactRow).where(ContactRow.customer_id.in_(wanted)).order_by(ContactRow.id))
    )
    addresses: dict[int, list[str]] = {}
    rows = session.execute(
        select(ContactAddressRow.contact_id, ContactAddressRow.address)
        .where(ContactAddressRow.customer_id.in_(wanted))
        .order_by(ContactAddressRow.since, ContactAddressRow.address)
    )
    for contact, address in rows:
        addresses.setdefault(contact, []).append(address)
    return [(each, addresses.get(each.id, [])) for each in contacts]


def contact_named(session: Session, number: int, name: str) -> ContactRow | None:
    wanted = " ".join(name.split()).casefold()
    return next((each for each, _ in people(session, number) if each.name.casefold() == wanted), None)


def holder_of(session: Session, address: str) -> tuple[ContactAddressRow, CustomerRow] | None:
    """Whose address that is: an address belongs to one person of one customer."""
    row = session.get(ContactAddressRow, address)
    holder = customer(session, row.customer_id) if row else None
    return (row, holder) if row is not None and holder is not None else None


def contact_added(work: Work, row: CustomerRow, name: str, *, phone: str = "", position: str = "") -> ContactRow:
    """The contact of that name, made where there is none; what is said anew is written over what was there."""
    contact = contact_named(work.session, row.id, name)
    if contact is None:
        contact = ContactRow(customer_id=row.id, name=name, since=work.now, phone="", position="")
        work.session.add(contact)
    contact.phone, contact.position = phone or contact.phone, position or contact.position
    work.session.flush()
    return contact


def address_added(work: Work, contact: ContactRow, address: str) -> None:
    """The address is that contact's from now on, and who writes from it is known by it (R43).

    One that the same customer has already moves to this person.
    """
    card = work.session.get_one(CustomerRow, contact.customer_id)
    add_keys(work, card, keys_of([address]))
    row = work.session.get(ContactAddressRow, address)
    if row is None:
        row = ContactAddressRow(address=address, contact_id=contact.id, customer_id=contact.customer_id, since=work.now)
        work.session.add(row)
    else:
        row.contact_id, row.customer_id = contact.id, contact.customer_id
    work.session.flush()


def conversations(session: Session, number: int, limit: int = 30) -> list[ConversationRow]:
    """The conversations with a customer under whatever card, the newest first."""
    return list(
        session.scalars(
            select(ConversationRow)
            .where(ConversationRow.customer_id.in_(members(session, number)))
            .order_by(ConversationRow.id.desc())
            .limit(limit)
        )
    )


def letter_counts(session: Session, matters: Sequence[int]) -> dict[int, tuple[int, int]]:
    """For each conversation the letters that came in and those that went out."""
    rows = session.execute(
        select(LetterRow.conversation_id, LetterRow.written_by, LetterRow.role, func.count())
        .where(LetterRow.conversation_id.in_(matters), LetterRow.role != "to_colleague")
        .group_by(LetterRow.conversation_id, LetterRow.written_by, LetterRow.role)
    )
    counts: dict[int, tuple[int, int]] = {}
    for matter, writer, role, count in rows:
        if matter is None:
            continue
        came, went = counts.get(matter, (0, 0))
        ours = writer is not None or role in ("out", "sent")
        counts[matter] = (came, went + count) if ours else (came + count, went)
    return counts


def owned_by(session: Session, owner: int, limit: int = 500) -> list[CustomerRow]:
    """The customers of that owner, those whose card was opened last first."""
    return list(
        session.scalars(
            select(CustomerRow)
            .where(CustomerRow.owner_id == owner, CustomerRow.merged_into.is_(None))
            .order_by(CustomerRow.id.desc())
            .limit(limit)
        )
    )
