"""Named queries about customers: finding the same buyer, opening the card, what is missing on it (R42-R43, R70-R77)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import String, bindparam, func, or_, select
from sqlalchemy.orm import Session

from rules.address import normalised, registrable
from rules.letter import Buyer
from rules.same_buyer import folded, keys_of
from storage.swift import Swift, enter, entered, number_of_new
from storage.tables.customers import BuyerKeyRow, ContactAddressRow, ContactRow, CustomerRow, OwnershipRow
from storage.work import Work

CARD = ("name", "country", "phone", "website", "postal", "business", "needs", "preferences", "credit", "nature")
"""The fields that make a card complete (R72); a contact's address is counted, too."""
_KEYS_AT_ONCE = 8
_WITH_KEYS = Swift(
    select(BuyerKeyRow.key, BuyerKeyRow.customer_id).where(
        BuyerKeyRow.key.in_([bindparam(f"key{place}", type_=String()) for place in range(_KEYS_AT_ONCE)])
    )
)
_KEYS_OF = Swift(select(BuyerKeyRow.key).where(BuyerKeyRow.customer_id == bindparam("number")))
_ADDRESS = Swift(select(ContactAddressRow.address).where(ContactAddressRow.address == bindparam("address")))
_CONTACT = Swift(
    select(ContactRow.id).where(ContactRow.customer_id == bindparam("number"), ContactRow.name == bindparam("name"))
)


def customer(session: Session, number: int | None) -> CustomerRow | None:
    """The customer, or the one that it was merged into."""
    row = None if number is None else session.get(CustomerRow, number)
    while row is not None and row.merged_into is not None:
        row = session.get(CustomerRow, row.merged_into)
    return row


def customers_of(session: Session, numbers: Collection[int]) -> dict[int, CustomerRow]:
    """The customers of these numbers at once, each as `customer` would find it."""
    held = {each.id: each for each in session.scalars(select(CustomerRow).where(CustomerRow.id.in_(sorted(numbers))))}
    found = {number: customer(session, number) for number in held}
    return {number: row for number, row in found.items() if row is not None}


def by_keys(session: Session, keys: Sequence[str]) -> list[tuple[str, CustomerRow]]:
    """Customers that left one of these keys, each with the strongest key that it shares; strongest first."""
    return [(shared[0], row) for shared, row in sharing(session, keys)]


def sharing(session: Session, keys: Sequence[str]) -> list[tuple[tuple[str, ...], CustomerRow]]:
    """Customers that left some of these keys, each with all that it shares, strongest first; strongest customer first."""
    rows: list[tuple[str, int]] = []
    for start in range(0, len(keys), _KEYS_AT_ONCE):
        some = [*keys[start : start + _KEYS_AT_ONCE], *[""] * _KEYS_AT_ONCE]
        rows += _WITH_KEYS.rows(session, {f"key{place}": some[place] for place in range(_KEYS_AT_ONCE)})
    place = {key: position for position, key in enumerate(keys)}
    shared: dict[int, list[str]] = {}
    cards: dict[int, CustomerRow] = {}
    for key, number in sorted(rows, key=lambda each: place[each[0]]):
        row = customer(session, number)
        if row is not None:
            cards[row.id] = row
            told = shared.setdefault(row.id, [])
            if key not in told:
                told.append(key)
    return [(tuple(told), cards[number]) for number, told in shared.items()]


def opened(work: Work, buyer: Buyer, **values: Any) -> CustomerRow:
    """A new card from what the first letter says (R73)."""
    name = buyer.company or buyer.name or buyer.address
    row = CustomerRow(
        name=name,
        folded=folded(name),
        country=buyer.country,
        phone=buyer.phone,
        website=buyer.website,
        entered_at=work.now,
        **{"first_contact_at": work.now, **values},
    )
    row = entered(work.session, row)
    learn(work, row, buyer, new=True)
    return row


def learn(work: Work, row: CustomerRow, buyer: Buyer, *, new: bool = False) -> tuple[str, ...]:
    """Fills gaps of the card from a letter and adds person, address and keys; returns the names of the filled fields."""
    filled = []
    for field in ("country", "phone", "website"):
        if not getattr(row, field) and (said := getattr(buyer, field)):
            setattr(row, field, said)
            filled.append(field)
    if address := normalised(buyer.address):
        add_address(work, row, address, buyer.name, new=new)
    add_keys(
        work, row, keys_of([buyer.address], buyer.company or row.name, buyer.phone, website=buyer.website), new=new
    )
    return tuple(filled)


def add_address(work: Work, row: CustomerRow, address: str, person: str = "", *, new: bool = False) -> None:
    """The address becomes a contact's of this customer, unless somebody has it already. A `new` customer has no contact."""
    if _ADDRESS.scalar(work.session, {"address": address}) is not None:
        return
    contact = None if new else _contact_named(work.session, row.id, person or address)
    if contact is None:
        told = {"customer_id": row.id, "name": person or address, "since": work.now}
        contact = number_of_new(work.session, ContactRow, told)
    belongs = {"address": address, "contact_id": contact, "customer_id": row.id, "since": work.now}
    enter(work.session, ContactAddressRow, belongs)


def _contact_named(session: Session, customer: int, name: str) -> int | None:
    number: int | None = _CONTACT.scalar(session, {"number": customer, "name": name})
    return number


def add_keys(work: Work, row: CustomerRow, keys: Iterable[str], *, new: bool = False) -> None:
    known: set[str] = set()
    if not new:
        known = {key for (key,) in _KEYS_OF.rows(work.session, {"number": row.id})}
    told = [each for each in dict.fromkeys(keys) if each not in known]
    if told:
        enter(work.session, BuyerKeyRow, *({"key": each, "customer_id": row.id} for each in told))


def contacts(session: Session, number: int) -> list[tuple[ContactRow, list[str]]]:
    """The people of a customer, each with all addresses (R71)."""
    people = session.scalars(select(ContactRow).where(ContactRow.customer_id == number).order_by(ContactRow.id))
    return [
        (
            each,
            list(session.scalars(select(ContactAddressRow.address).where(ContactAddressRow.contact_id == each.id))),
        )
        for each in people
    ]


def found(session: Session, text: str, limit: int = 10) -> list[CustomerRow]:
    """Customers by number, address, domain or part of the name (R77)."""
    wanted = text.strip()
    if wanted.lstrip("#").isdecimal():
        row = customer(session, int(wanted.lstrip("#"))) if len(wanted) < 10 else None
        return [row] if row else []
    keys = [f"address:{normalised(wanted)}"] if "@" in wanted else [f"domain:{registrable(wanted)}"]
    certain = [row for _, row in by_keys(session, keys)]
    if certain:
        return certain[:limit]
    name = folded(wanted).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    if not name:
        return []
    chosen = (
        select(CustomerRow)
        .where(
            or_(CustomerRow.folded.like(f"{name}%", escape="\\"), CustomerRow.folded.like(f"% {name}%", escape="\\")),
            CustomerRow.merged_into.is_(None),
        )
        .order_by(CustomerRow.id.desc())
        .limit(limit)
    )
    return list(session.scalars(chosen))


def missing_fields(session: Session, row: CustomerRow) -> tuple[str, ...]:
    """Fields of the card that nobody has filled yet."""
    missing = [field for field in CARD if not getattr(row, field)]
    has_address = session.scalar(
        select(ContactAddressRow.address).where(ContactAddressRow.customer_id == row.id).limit(1)
    )
    return tuple(missing if has_address else [*missing, "email"])


def completeness(session: Session, row: CustomerRow) -> int:
    """How complete the card is, in per cent (R72)."""
    return round(100 * (1 - len(missing_fields(session, row)) / (len(CARD) + 1)))


def counts_by(session: Session, column: str) -> list[tuple[Any, int]]:
    """How many customers there are by country, grade, source or owner_id (R77), the most first."""
    by = getattr(CustomerRow, column)
    rows = session.execute(
        select(by, func.count()).where(CustomerRow.merged_into.is_(None)).group_by(by).order_by(func.count().desc())
    )
    return [(value, count) for value, count in rows]


def note_ownership(
    work: Work, thing: str, number: int, *, former: int | None, owner: int | None, by: int | None, reason: Any
) -> None:
    """Writes a change of owner with its reason (R38, R44). thing: customer or conversation; reason: plain lines."""
    change = {"thing": thing, "thing_id": number, "former": former, "owner": owner, "by": by, "reason": reason}
    enter(work.session, OwnershipRow, {**change, "at": work.now})


def ownerships(session: Session, thing: str, number: int) -> list[OwnershipRow]:
    return list(
        session.scalars(
            select(OwnershipRow)
            .where(OwnershipRow.thing == thing, OwnershipRow.thing_id == number)
            .order_by(OwnershipRow.id)
        )
    )
