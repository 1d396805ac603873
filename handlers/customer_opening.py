"""A customer typed into the chat: a new card, unless the same buyer has one already (R43, R70, R73)."""

from __future__ import annotations

from documents.countries import country_code
from handlers.customer_card import stub_line
from handlers.customer_fields import telephone
from handlers.customer_owner import given
from handlers.same_buyer import Alike, candidates
from rules.address import is_free_mail, normalised, registrable, without_subaddress
from rules.business_card import Typed, taken_apart
from rules.letter import Buyer
from rules.refusal import Refused
from rules.words import line
from storage.colleagues import by_address, named
from storage.customer_files import address_added, contact_added, holder_of
from storage.customers import opened
from storage.happenings import note
from storage.tables.colleagues import ColleagueRow
from storage.tables.customers import CustomerRow
from storage.work import Work


def typed(work: Work, text: str) -> Typed:
    """What somebody typed about a customer. Refuses an address that is the company's own."""
    found = taken_apart(text, country_code)
    for address in found.addresses:
        must_be_a_customers(work, address)
    return found


def must_be_a_customers(work: Work, address: str) -> None:
    """Refuses the addresses of colleagues and of the shared mailbox: they are no customer's."""
    ours = {normalised(each) for each in (work.policy.front_door, *work.policy.aliases) if each}
    domains = {
        registrable(each) for each in (work.policy.front_door, *work.policy.domains) if each and not is_free_mail(each)
    }
    if (
        without_subaddress(address) in ours
        or by_address(work.session, address)
        or registrable(address) in domains - {""}
    ):
        raise Refused("{address} is one of our own addresses, not a customer's.", address=address)


def same_buyers(work: Work, company: str, found: Typed) -> list[Alike]:
    """Customers who certainly or possibly are the same buyer, each with the reasons (R43)."""
    buyer = Buyer(company=company, phone=found.phone, website=found.website, country=found.country)
    return candidates(work, buyer, list(found.addresses))


def card_opened(
    work: Work, by: ColleagueRow, found: Typed, *, company: str, person: str, source: str, owner: ColleagueRow | None
) -> CustomerRow:
    """The new card with its first person, all addresses and, if one is named, its owner."""
    phone = telephone(found.phone, found.country) if found.phone else ""
    first = found.addresses[0] if found.addresses else ""
    buyer = Buyer(
        name=person, address=first, company=company, country=found.country, phone=phone, website=found.website
    )
    row = opened(work, buyer, source=source)
    words = line("{person} entered customer {name}.", person=by.name, name=row.name)
    note(work, "customer", words, actor=by.id, customer=row.id, after={"name": row.name, "country": row.country})
    people_added(work, row, person, found)
    if owner is not None:
        given(work, row, owner, by=by.id, because=line("entered by hand"), tell_former=False)
    return row


def people_added(work: Work, row: CustomerRow, person: str, found: Typed, position: str = "") -> None:
    """The person and every address typed, none left out (R71). Refuses an address that is another customer's."""
    for address in found.addresses:
        held = holder_of(work.session, address)
        if held is not None and held[1].id != row.id:
            raise Refused("{address} belongs to {customer}.", address=address, customer=stub_line(work, held[1]))
    name = person or (found.addresses[0] if found.addresses else "")
    if not name:
        return
    contact = contact_added(work, row, name, position=position)
    for address in found.addresses:
        address_added(work, contact, address)


def talker(work: Work, found: Typed, default: ColleagueRow) -> ColleagueRow:
    """Who talked with them at the fair (R37): whoever is named, else who enters the card."""
    if not found.talked_with:
        return default
    person = named(work.session, found.talked_with)
    if person is None:
        raise Refused("I know nobody called {name}. /staff lists everybody.", name=found.talked_with[:40])
    return person
