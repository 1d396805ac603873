"""A customer's card and file as people read them: in full for who may, a stub for colleagues, nothing for others (R41-R42)."""

from __future__ import annotations

from handlers.order_mention import of_customer_lines
from handlers.vocabulary import CHANNELS, FACTS, KINDS, STATES, said, said_all
from rules.outgoing import Choice, Choices
from rules.permission import DISPATCHERS, Role, Sight, Viewer, sight
from rules.refusal import Refused
from rules.words import Line, country, line, title, verbatim, word
from storage.colleagues import name_of, with_role
from storage.customer_files import conversations, letter_counts, people
from storage.customers import completeness, customer, found, missing_fields, ownerships
from storage.tables.conversations import ConversationRow
from storage.tables.customers import CustomerRow
from storage.work import Work

SHOWN = ("phone", "fax", "website", "postal", "business", "needs", "preferences", "credit", "nature")
_SHOWN_CONVERSATIONS = 5


def seen(work: Work, looking: Viewer, number: int) -> CustomerRow:
    """The customer of that number, if she sees all of it. Refuses alike for unknown and not hers (T26)."""
    row = customer(work.session, number)
    if row is not None and sight(looking, row.owner_id, work.policy) is Sight.FULL:
        return row
    raise Refused("I know no customer {number} of yours. /customer mine lists them.", number=number)


def looked_up(work: Work, looking: Viewer, text: str) -> list[CustomerRow]:
    """Customers by number, address, domain or name of which she may see at least the stub."""
    rows = found(work.session, text)
    return [each for each in rows if sight(looking, each.owner_id, work.policy) is not Sight.NONE]


def card_lines(work: Work, row: CustomerRow, looking: Viewer) -> list[Line]:
    """The full card (R72), with what is missing and how late it was entered (R14); the stub for who may see no more."""
    if sight(looking, row.owner_id, work.policy) is not Sight.FULL:
        return [stub_line(work, row)]
    missing = missing_fields(work.session, row)
    lines = [title("{number} · {name}", number=row.id, name=row.name)]
    if row.country:
        lines.append(country(row.country))
    lines += [
        line("{fact}: {value}", fact=said(FACTS, each), value=getattr(row, each))
        for each in SHOWN
        if getattr(row, each)
    ]
    lines += _marks(work, row)
    lines += _people(work, row)
    lines += [_owner(work, row), _entered(row)]
    lines.append(line("Complete: {percent} %", percent=completeness(work.session, row)))
    if missing:
        lines.append(line("Missing: {facts}", facts=said_all(FACTS, missing)))
        lines.append(line("For example: /customer {number} {field} …", number=row.id, field=missing[0]))
    return [*lines, *_open_matters(work, row, looking), *of_customer_lines(work, row.id, looking)]


def stub_line(work: Work, row: CustomerRow) -> Line:
    """Name, country, owner: what colleagues may know, so that no two of them answer one buyer (R42)."""
    owner = name_of(work.session, row.owner_id)
    where = country(row.country) if row.country else word("country unknown")
    if owner:
        return line(
            "{number} · {name}, {country}, with {person}", number=row.id, name=row.name, country=where, person=owner
        )
    return line("{number} · {name}, {country}, nobody's yet", number=row.id, name=row.name, country=where)


def card_choices(work: Work, row: CustomerRow, looking: Viewer) -> Choices:
    if sight(looking, row.owner_id, work.policy) is not Sight.FULL:
        return ()
    rows: list[tuple[Choice, ...]] = [(Choice(line("The whole file"), f"/customer {row.id} file"),)]
    if looking.has(DISPATCHERS) and row.owner_id is None:
        rows += given_choices(work, row)
    return tuple(rows)


def given_choices(work: Work, row: CustomerRow) -> list[tuple[Choice, ...]]:
    """Buttons that give an unowned customer to somebody; first to who talked with them at the fair (R37, R38)."""
    sellers = with_role(work.session, Role.SALESPERSON)
    sellers.sort(key=lambda each: (each.id != row.talked_with, each.name))
    return [
        (
            Choice(
                line("To {person}", person=each.name), f"/customer {row.id} owner {each.name} because first assignment"
            ),
        )
        for each in sellers[:4]
    ]


def file_lines(work: Work, row: CustomerRow, looking: Viewer) -> list[Line]:
    """The file, put together from what is stored anyway (R75): every conversation, its letters, its owners."""
    matters = conversations(work.session, row.id)
    counts = letter_counts(work.session, [each.id for each in matters])
    lines = [title("File of {number} · {name}", number=row.id, name=row.name)]
    lines += [_matter(work, each, looking, counts.get(each.id, (0, 0))) for each in matters]
    lines += of_customer_lines(work, row.id, looking)
    if not matters:
        lines.append(line("No letter and no call is recorded yet."))
    for each in ownerships(work.session, "customer", row.id)[-5:]:
        lines.append(_ownership(work, each.former, each.owner, each.at))
    return lines


def _marks(work: Work, row: CustomerRow) -> list[Line]:
    lines = []
    if row.grade:
        lines.append(line("Grade: {grade}", grade=row.grade))
    if row.source:
        lines.append(line("Source: {source}", source=said(CHANNELS, row.source)))
    if row.language:
        lines.append(line("Language: {language}", language=row.language))
    if talked := name_of(work.session, row.talked_with):
        lines.append(line("Talked with {person} at the fair", person=talked))
    return lines


def _people(work: Work, row: CustomerRow) -> list[Line]:
    lines = []
    for contact, addresses in people(work.session, row.id):
        about = ", ".join(each for each in (contact.position, contact.phone) if each)
        who = f"{contact.name} ({about})" if about else contact.name
        reached = ", ".join(each for each in addresses if each != contact.name)
        lines.append(verbatim(f"{who}: {reached}" if reached else who))
    return lines


def _owner(work: Work, row: CustomerRow) -> Line:
    owner = name_of(work.session, row.owner_id)
    if not owner:
        return line("Nobody has this customer yet.")
    return line("With {person}, fixed", person=owner) if row.owner_fixed else line("With {person}", person=owner)


def _entered(row: CustomerRow) -> Line:
    delay = row.entered_at - row.first_contact_at
    if delay.total_seconds() < 60:
        return line("First contact {at}, entered at once", at=row.first_contact_at)
    return line("First contact {at}, entered {delay} later", at=row.first_contact_at, delay=delay)


def _open_matters(work: Work, row: CustomerRow, looking: Viewer) -> list[Line]:
    matters = [each for each in conversations(work.session, row.id) if each.closed_at is None][:_SHOWN_CONVERSATIONS]
    return [_matter(work, each, looking, None) for each in matters]


def _matter(work: Work, matter: ConversationRow, looking: Viewer, letters: tuple[int, int] | None) -> Line:
    state, kind = said(STATES, matter.state), said(KINDS, matter.kind)
    if sight(looking, matter.owner_id, work.policy) is not Sight.FULL:
        owner = name_of(work.session, matter.owner_id) or "-"
        return line("{number}: {kind}, {state}, with {person}", number=matter.id, kind=kind, state=state, person=owner)
    facts = {
        "number": matter.id,
        "kind": kind,
        "state": state,
        "subject": matter.subject or "-",
        "at": matter.opened_at,
    }
    if letters is None:
        return line("{number}: {kind}, {state}, {at}: {subject}", **facts)
    came, went = letters
    return line(
        "{number}: {kind}, {state}, {at}: {subject}; letters in {came}, out {went}", **facts, came=came, went=went
    )


def _ownership(work: Work, former: int | None, owner: int | None, at: object) -> Line:
    before, after = name_of(work.session, former), name_of(work.session, owner)
    if before:
        return line("{at}: from {former} to {owner}", at=at, former=before, owner=after or "-")
    return line("{at}: to {owner}", at=at, owner=after or "-")
