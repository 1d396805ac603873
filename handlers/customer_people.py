"""The people on a customer's card: added, completed, corrected; the record has before and after of each (R71, R337)."""

from __future__ import annotations

from typing import Any

from handlers.asked import Asked
from handlers.customer_fields import telephone
from handlers.customer_opening import must_be_a_customers, people_added, typed
from rules.address import envelope, normalised
from rules.business_card import Typed
from rules.refusal import Refused
from rules.words import line
from storage.customer_files import contact_named, people
from storage.happenings import note
from storage.tables.customers import ContactRow, CustomerRow
from storage.work import Work

LONGEST = 120
RENAME = "/customer {number} rename Eva Lopes to Eva Lopez"


def completed(work: Work, asked: Asked, row: CustomerRow, value: str) -> None:
    """`contact Eva Lopez, buyer, +34 612 345 678, eva@kunde.example` adds a person or completes one."""
    found = typed(work, value)
    if not found.words:
        raise Refused(
            "Who? Write it like: /customer {number} contact Eva Lopez, buyer, eva@kunde.example", number=row.id
        )
    name, position = found.words[0], found.words[1] if len(found.words) > 1 else ""
    before = _known(work, row, name)
    people_added(work, row, name, found, position)
    contact = contact_named(work.session, row.id, name)
    if contact is not None and found.phone:
        contact.phone = telephone(found.phone, row.country)
    _noted(work, asked, row, name, before)


def addressed(work: Work, asked: Asked, row: CustomerRow, value: str) -> None:
    """`email eva2@kunde.example Eva Lopez` adds an address to a person (R71)."""
    address, _, person = value.partition(" ")
    if not address:
        raise Refused("Which one? Write it like: /customer {number} email eva@kunde.example Eva Lopez", number=row.id)
    address = normalised(envelope(address))
    must_be_a_customers(work, address)
    name = person.strip(" ,") or address
    before = _known(work, row, name)
    people_added(work, row, person.strip(" ,"), Typed(addresses=(address,)))
    _noted(work, asked, row, name, before)


def renamed(work: Work, asked: Asked, row: CustomerRow, value: str) -> None:
    """`rename Eva Lopes to Eva Lopez`: the name was wrong; the address may stand for the old one."""
    old, found, new = _divided(value)
    if not found or not new or len(new) > LONGEST:
        raise Refused("From what to what? Write it like: {example}", example=RENAME.format(number=row.id))
    contact = _of(work, row, old)
    if contact is None:
        raise Refused(
            "Customer {number} has nobody called {name}. /customer {number} shows who there is.",
            number=row.id,
            name=old[:60],
        )
    other = contact_named(work.session, row.id, new)
    if other is not None and other.id != contact.id:
        raise Refused("{name} is there already.", name=other.name)
    before, contact.name = _known(work, row, contact.name), new
    work.session.flush()
    _noted(work, asked, row, new, before)


def _divided(text: str) -> tuple[str, str, str]:
    for mark in (" to ", "→", " 改为 ", "改为"):
        old, found, new = text.partition(mark)
        if found:
            return " ".join(old.split()), found, " ".join(new.split())
    return text, "", ""


def _of(work: Work, row: CustomerRow, text: str) -> ContactRow | None:
    wanted = text.casefold()
    found = [
        contact
        for contact, addresses in people(work.session, row.id)
        if contact.forgotten_at is None and wanted in {contact.name.casefold(), *addresses}
    ]
    return found[0] if len(found) == 1 else None


def _known(work: Work, row: CustomerRow, name: str) -> Any:
    """How the person stands there; None for nobody."""
    work.session.flush()
    contact = contact_named(work.session, row.id, name)
    if contact is None:
        return None
    addresses = next(known for each, known in people(work.session, row.id) if each.id == contact.id)
    return {"person": contact.name, "position": contact.position, "phone": contact.phone, "addresses": addresses}


def _noted(work: Work, asked: Asked, row: CustomerRow, name: str, before: Any) -> None:
    row.version += 1
    words = line("Customer {number}: {person} was added.", number=row.id, person=name)
    if before is not None:
        words = line("Customer {number}: {person} was changed.", number=row.id, person=name)
    after = _known(work, row, name)
    note(work, "customer", words, actor=asked.me.id, customer=row.id, before=before, after=after)
