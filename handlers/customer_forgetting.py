"""Forgetting a person at a customer on request: asked for, approved, done and recorded; what the law keeps is locked (R337)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.approving import wanted
from handlers.asked import Asked
from handlers.telling import to_colleague
from rules.forgetting import REMOVED, Person, familiar, is_business, kept_until, must_be_kept, person, without
from rules.outgoing import Choice, Outgoing, StoredFile
from rules.permission import MANAGERS
from rules.refusal import Refused
from rules.same_buyer import folded, keys_of
from rules.words import Line, line, title, to_plain, verbatim
from storage import forgetting as store
from storage.colleagues import everybody, name_of
from storage.conversations import conversation, number_in
from storage.customer_files import conversations, exactly, members, people
from storage.customers import customer
from storage.happenings import FORGOTTEN, blacken, note
from storage.ledger import held_in
from storage.tables.approvals import ApprovalRow
from storage.tables.conversations import ConversationRow
from storage.tables.customers import ContactRow, CustomerRow
from storage.tables.letters import LetterRow
from storage.work import Work

FORGET = "customer.forget"
EXAMPLE = "/customer {number} forget eva@kunde.example because she asked"
_OWN_WORDS = ("noted", "seen", "complaint", "revisit", "survey", "feedback")
"""Entries that hold somebody's own words about the person; what was saved of a chat may be a commercial letter."""
_ABOUT_A_CARD = ("phone", "fax", "postal", "website", "business", "needs", "preferences", "credit")
_MOST_LOCKED = 20
_SHORTEST_FACT = 4
"""Characters of what stands on a person's own card that are looked for elsewhere."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done: the person, the conversations, the letters that go, and those that the law keeps."""

    who: Person
    near: Person
    """The same, for what was said in the person's own conversations: there a first name is enough."""
    customers: tuple[int, ...]
    matters: tuple[ConversationRow, ...]
    beside: tuple[int, ...]
    gone: tuple[LetterRow, ...]
    locked: tuple[LetterRow, ...]
    business: frozenset[int]
    until: date | None
    """The last day of the duty; None where nothing is kept, or a matter is still open."""


def forgotten(work: Work, asked: Asked, row: CustomerRow, value: str) -> Iterable[Outgoing]:
    """`forget eva@kunde.example because she asked`: waits for its release, and is done then."""
    who, because = _divided(value)
    contact, addresses = _meant(work, row, who)
    if not because:
        raise Refused("Why? Write it like: {example}", example=EXAMPLE.format(number=row.id))
    plan = planned(work, row, contact, addresses)
    reason = str(without(because, plan.who))[:300]
    content = {"customer": row.id, "contact": contact.id, "because": reason}
    words = (
        line("{number} · {name}", number=row.id, name=row.name),
        line("Forget {person}, because {reason}", person=contact.name, reason=reason),
        *plan_lines(plan),
    )
    held = wanted(work, asked.me, FORGET, f"contact:{contact.id}", content, words, facts={}, customer=row.id)
    if held is not None:
        waiting, said = held
        return [asked.tell("It waits for approval {number}. Until then everything stays.", number=waiting.id), *said]
    done = forget(work, row, contact, addresses, reason, asked.me.id, None)
    return [asked.say(done)]


def carry_forget(work: Work, row: ApprovalRow) -> list[Outgoing] | None:
    """Forgets as approved; None if the person is somebody else's by now, or forgotten already."""
    card = customer(work.session, row.content["customer"])
    found = [] if card is None else people(work.session, card.id)
    chosen = [(contact, known) for contact, known in found if contact.id == row.content["contact"]]
    if card is None or not chosen or chosen[0][0].forgotten_at is not None:
        return None
    contact, addresses = chosen[0]
    done = forget(work, card, contact, addresses, row.content["because"], row.asked_by, row)
    return to_colleague(work, row.asked_by, done)


def planned(work: Work, row: CustomerRow, contact: ContactRow, addresses: Sequence[str]) -> Plan:
    """What there is of the person, and what of it has to stay for how long."""
    customers = tuple(members(work.session, row.id))
    who = _person(work, customers, contact, [each.casefold() for each in addresses])
    matters = tuple(store.matters_with(work.session, customers, who))
    beside = tuple({*store.matters_beside(work.session, customers, who), *(each.id for each in matters)})
    letters = store.letters_with(work.session, [each.id for each in matters], beside, who)
    numbers = {each.conversation_id for each in letters} - {None}
    offered = store.quoted(work.session, [each for each in numbers if each is not None])
    kept: dict[int, date | None] = {}
    for number in sorted(each for each in numbers if each is not None):
        matter, years = conversation(work.session, number), work.policy.retention_years
        is_kept = matter is not None and is_business(matter.kind, matter.state, number in offered)
        if matter is not None and is_kept and must_be_kept(matter.closed_at, years, work.now):
            kept[number] = kept_until(matter.closed_at, years)
    until = [each for each in kept.values() if each is not None]
    return Plan(
        who,
        familiar(who, _not_theirs(work)),
        customers,
        matters,
        beside,
        tuple(each for each in letters if each.conversation_id not in kept),
        tuple(each for each in letters if each.conversation_id in kept),
        frozenset(kept),
        max(until) if until and len(until) == len(kept) else None,
    )


def plan_lines(plan: Plan) -> tuple[Line, ...]:
    """What the approver has to know."""
    lines = [line("Letters that go for ever: {count}", count=len(plan.gone))]
    count = len(plan.locked)
    if plan.locked and plan.until is not None:
        lines.append(line("Letters that the law keeps, locked until {until}: {count}", until=plan.until, count=count))
    elif plan.locked:
        lines.append(line("Letters that the law keeps, locked: {count}; the matter is still open", count=count))
    return tuple(lines)


def forget(
    work: Work,
    row: CustomerRow,
    contact: ContactRow,
    addresses: Sequence[str],
    because: str,
    by: int,
    approval: ApprovalRow | None,
) -> tuple[Line, ...]:
    """Does it, in one transaction; returns what is told to who asked. The files go after the commit (app/discarding.py)."""
    plan = planned(work, row, contact, addresses)
    store.leaves_no_trace_on_disk(work.session)
    servers = held_in(work.session, [each.id for each in (*plan.gone, *plan.locked)])
    for letter in plan.gone:
        store.letter_gone(work, letter, plan.who)
    for letter in plan.locked:
        store.letter_locked(work, letter, plan.who)
    store.lists_gone(work)
    _nameless(work, plan, row, contact)
    work.session.flush()
    entries = _entries_blackened(work, plan)
    matters = [each.id for each in plan.matters]
    store.mails_gone(work, plan.gone, matters, plan.who)
    store.said_no_more(work.session, matters, plan.customers, plan.who)
    store.heard_no_more(work.session, matters, plan.near)
    work.session.flush()
    store.blacked_out_everywhere(work.session, plan.beside, plan.customers, plan.who)
    number = approval.id if approval is not None else None
    done = store.entered(
        work,
        customer_id=row.id,
        contact_id=contact.id,
        asked_by=by,
        approval_id=number,
        because=because,
        removed=len(plan.gone),
        locked=len(plan.locked),
        entries=len(entries),
    )
    words = (
        line("{person} of customer {number} was forgotten, because {reason}.", person=plan.who.stand_in, number=row.id,
             reason=because),
        line("Letters removed: {removed}; kept by law and locked: {locked}; entries of the record blacked out: {entries}.",
             removed=done.removed, locked=done.locked, entries=done.entries),
    )  # fmt: skip
    sealed = {str(each): digest for each, digest in entries.items()}
    after = {
        "contact": contact.id,
        "approval": number,
        "removed": done.removed,
        "locked": done.locked,
        "entries": sealed,
    }
    note(work, FORGOTTEN, words, actor=by, customer=row.id, after=after)
    return (*words, *_on_servers(servers), *_where_else())


def _on_servers(servers: Sequence[tuple[str, str, int]]) -> tuple[Line, ...]:
    """I never delete anything in a mailbox: a person does that."""
    found = tuple(
        line("{folder} of {account}: {count}", folder=folder, account=account, count=count)
        for account, folder, count in servers
    )
    return (
        (line("The mailbox still holds their letters; delete them there by hand: {places}", places=found),)
        if found
        else ()
    )


def _where_else() -> tuple[Line, ...]:
    return (
        line("Backups of before and what was said in chats still hold it; the handbook says what to do with them."),
    )


def _nameless(work: Work, plan: Plan, row: CustomerRow, contact: ContactRow) -> None:
    """The cards, the conversations, the drafts and the keys, without the person."""
    who, told = plan.who, [contact.phone] if contact.phone else []
    for number in plan.customers:
        card = exactly(work.session, number)
        if card is not None and _is_card_of(card, who):
            told.append(card.phone)
            card.name, card.folded = who.stand_in, folded(who.stand_in)
            for name in _ABOUT_A_CARD:
                setattr(card, name, "")
            card.version += 1
        elif card is not None:
            card.phone, card.fax = (_unless_theirs(each, who) for each in (card.phone, card.fax))
    keys = [key for phone in told for key in keys_of((), "", phone)]
    keys += [key for name in who.names for key in keys_of((), name)]
    keys += [f"address:{each}" for each in who.addresses]
    store.keys_gone(work.session, plan.customers, who.addresses, keys)
    contact.name, contact.phone, contact.position, contact.forgotten_at = who.stand_in, "", "", work.now
    for matter in plan.matters:
        matter.contact_name, matter.contact_address, matter.contact_link, matter.phone = who.stand_in, "", "", ""
        matter.wants = [[each[0], without(each[1], plan.near), "", *each[3:]] for each in matter.wants or ()] or None
        matter.version += 1
    for draft in store.drafts_in(work.session, [each.id for each in plan.matters]):
        store.draft_emptied(work, draft, who)
    row.version += 1


def _unless_theirs(phone: str, who: Person) -> str:
    return "" if without(phone, who) != phone else phone


def _entries_blackened(work: Work, plan: Plan) -> dict[int, str]:
    """Every entry in which the person is named, with the seal of what stands there now."""
    mine = {each.id for each in plan.matters}
    letters = [each.id for each in (*plan.gone, *plan.locked)]
    found: dict[int, str] = {}
    for entry in store.entries_about(work.session, plan.customers, plan.beside, letters, plan.who):
        stood = (entry.words, entry.before, entry.after)
        is_gone = entry.verb in _OWN_WORDS or (entry.verb == "saved" and entry.conversation_id not in plan.business)
        if is_gone and entry.conversation_id in mine:
            new = (to_plain([verbatim(REMOVED)]), None, None)
        else:
            who = plan.near if entry.conversation_id in mine else plan.who
            new = (without(stood[0], who, lines=True), *(without(each, who) for each in stood[1:]))
        if new != stood:
            found[entry.id] = blacken(work, entry, *new)
    for pending in work.happenings:
        pending["words"] = without(pending["words"], plan.who, lines=True)
        pending |= {name: without(pending[name], plan.who) for name in ("before", "after")}
    return found


def _person(work: Work, customers: Sequence[int], contact: ContactRow, addresses: list[str]) -> Person:
    """All names, addresses and telephones of the person. What is the company's, or a colleague's name, is not theirs."""
    known = {contact.name, *store.names_of(work.session, customers, addresses)}
    phones = {contact.phone, *store.phones_of(work.session, customers, addresses)}
    stand_in = f"Person {contact.id}"
    not_theirs = set(_not_theirs(work))
    for number in customers:
        card = exactly(work.session, number)
        if card is not None and _is_card_of(card, Person(stand_in, (contact.name,), tuple(addresses))):
            known |= {value for name in _ABOUT_A_CARD if len(value := getattr(card, name)) >= _SHORTEST_FACT}
        elif card is not None:
            not_theirs.add(card.name.casefold())
    companies = {each.company.casefold() for number in customers for each in conversations(work.session, number, 1000)}
    names = [each for each in known if each.casefold() not in not_theirs | (companies - {contact.name.casefold()})]
    return person(stand_in, names, addresses, phones)


def _not_theirs(work: Work) -> list[str]:
    """Colleagues' names, in small letters: who did what stays in the record, also where a customer is called alike."""
    return [part.casefold() for each in everybody(work.session) for part in (each.name, *each.name.split())]


def _is_card_of(card: CustomerRow, who: Person) -> bool:
    """Whether the card is the person's own: no company is known."""
    return card.name.casefold() in {*(each.casefold() for each in who.names), *who.addresses}


def _meant(work: Work, row: CustomerRow, text: str) -> tuple[ContactRow, list[str]]:
    """The person of that address or name. Refuses with those that there are."""
    found = [each for each in people(work.session, row.id) if each[0].forgotten_at is None]
    wanted = " ".join(text.split()).casefold()
    chosen = [(contact, known) for contact, known in found if wanted in {contact.name.casefold(), *known}]
    if len(chosen) == 1:
        return chosen[0]
    if not wanted:
        raise Refused("Whom? Write it like: {example}", example=EXAMPLE.format(number=row.id))
    if len(chosen) > 1:
        raise Refused("There are several of that name. Say the address; /customer {number} shows it.", number=row.id)
    raise Refused(
        "Customer {number} has nobody called {name}. /customer {number} shows who there is.",
        number=row.id,
        name=text[:60],
    )


def _divided(text: str) -> tuple[str, str]:
    """Who, and why: "eva@kunde.example because she asked"."""
    for mark in (" because ", "因为", ":", "："):
        who, found, reason = text.partition(mark)
        if found:
            return who.strip(), reason.strip()
    return text.strip(), ""


def locked(work: Work, asked: Asked, row: CustomerRow, value: str) -> Iterable[Outgoing]:
    """`locked`: who was forgotten, and what the law has kept; `locked 57`: that letter as it came. For the manager."""
    if not asked.viewer.has(MANAGERS):
        raise Refused("What the law keeps of somebody who was forgotten is for the manager's eyes only.")
    customers = members(work.session, row.id)
    letters = store.locked_of(work.session, [each.id for each in conversations(work.session, row.id, 1000)])
    if value:
        return [_original(work, asked, row, letters, value)]
    done = store.forgotten_at(work.session, customers)
    if not done:
        raise Refused("Nobody at customer {number} was forgotten.", number=row.id)
    lines = [title("Forgotten at customer {number}: {count}", number=row.id, count=len(done))]
    lines += [
        line("{at}: Person {contact}, asked by {person}, because {reason}", at=each.at, contact=each.contact_id,
             person=name_of(work.session, each.asked_by), reason=each.because)
        for each in done
    ]  # fmt: skip
    lines.append(line("Letters that the law keeps: {count}", count=len(letters)))
    note(
        work,
        "viewed",
        line("{person} looked at what is locked.", person=asked.me.name),
        actor=asked.me.id,
        customer=row.id,
    )
    buttons = tuple(
        (Choice(_label(work, each), f"/customer {row.id} locked {each.id}"),) for each in letters[:_MOST_LOCKED]
    )
    return [asked.say(lines, buttons)]


def _label(work: Work, letter: LetterRow) -> Line:
    matter = conversation(work.session, letter.conversation_id)
    until = kept_until(matter.closed_at, work.policy.retention_years) if matter is not None else None
    if until is None:
        return line("Letter {number}, {at}", number=letter.id, at=letter.arrived_at)
    return line("Letter {number}, until {until}", number=letter.id, until=until)


def _original(work: Work, asked: Asked, row: CustomerRow, letters: Sequence[LetterRow], text: str) -> Outgoing:
    number = number_in(text)
    found = next((each for each in letters if each.id == number), None)
    if found is None:
        raise Refused("There is no such letter under lock. /customer {number} locked lists them.", number=row.id)
    words = line("{person} took the locked letter {number}.", person=asked.me.name, number=found.id)
    note(work, "viewed", words, actor=asked.me.id, letter=found.id, customer=row.id)
    file = StoredFile(f"letter-{found.id}.eml", "message/rfc822", found.size, found.sha256)
    return asked.say((title("Letter {number} as it came", number=found.id),), files=(file,))
