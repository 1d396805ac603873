"""Warnings of payment fraud: raised by a letter, told loudly, cleared only by two people who have made sure (issue 6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from handlers.asked import Asked
from handlers.telling import to_colleague, to_roles
from handlers.viewing import shown_all
from rules.address import company_domain, registrable
from rules.company_settings import BANKS
from rules.letter import Letter
from rules.outgoing import Choice, Outgoing
from rules.payment_fraud import BANK_CHANGED, LOOK_ALIKE, Sign, bank_details, is_about_money, says_changed, signs
from rules.permission import Role, Sight, Viewer, sight
from rules.refusal import Refused
from rules.words import Line, from_plain, line, title, to_plain
from storage import payments
from storage.colleagues import name_of
from storage.conversations import conversation
from storage.customers import customer
from storage.happenings import note
from storage.letters import letters_of, reading_of
from storage.tables.conversations import ConversationRow
from storage.tables.customers import ContactAddressRow
from storage.tables.letters import LetterRow
from storage.tables.orders import OrderRow
from storage.tables.payments import PaymentWarningRow
from storage.work import Work

_TOLD = frozenset({Role.ACCOUNTING, Role.MANAGER})
_SEES = frozenset({Role.ACCOUNTING, Role.MANAGER, Role.SUPERVISOR, Role.DISPATCHER})
_EARLIER = 30
"""Letters of a conversation in which an account may be known from."""
_SHOWN = 8
EXAMPLE = "/fraud 3 clear called Mrs. Lopez at the known number"


@dataclass(frozen=True, slots=True)
class Victim:
    """Whose money is in danger: the customer with orders, and who has to know."""

    customer: int | None
    people: frozenset[int]


def warned_of(work: Work, row: LetterRow, letter: Letter, matter: ConversationRow, proved: bool) -> list[Outgoing]:
    """A look at each letter of a customer: one that may be a fraud raises a warning, once as long as that one is open."""
    text = f"{letter.subject}\n{letter.fresh_text or letter.text}"
    if row.old or letter.automatic or not (is_about_money(text) or says_changed(text) or bank_details(text)):
        return []
    senders = [each.address for each in (letter.sender, *letter.reply_to) if each is not None]
    known = _known_domains(work)
    found = signs(text, senders, known, _known_details(work, row, matter))
    likes = {each.like for each in found if each.like}
    victim = _victim(work, matter, likes)
    if not found or victim is None:
        return []
    kinds = ",".join(sorted({each.kind for each in found}))
    for each in payments.open_warnings(work.session, (matter.id,)):
        if each.kinds == kinds:
            words = line("A further letter like that of fraud warning {number}", number=each.id)
            note(work, "fraud", words, conversation=matter.id, customer=victim.customer, letter=row.id)
            return []
    return _raised(work, row, matter, victim, kinds, found, senders)


def shown_all_open(work: Work, asked: Asked) -> list[Outgoing]:
    """Every open warning that she may see."""
    rows = [each for each in payments.open_warnings(work.session) if _may_see(work, asked.viewer, each)]
    if not rows:
        return [asked.say((line("No fraud warning is open."),))]
    lines = [title("Open fraud warnings: {count}", count=len(rows))]
    lines += [_short(work, each) for each in rows[:_SHOWN]]
    buttons = tuple((Choice(line("Warning {number}", number=each.id), f"/fraud {each.id}"),) for each in rows[:_SHOWN])
    return [asked.say(lines, buttons)]


def shown_one(work: Work, asked: Asked, row: PaymentWarningRow) -> list[Outgoing]:
    """What was seen, who has cleared it so far."""
    matter = conversation(work.session, row.conversation_id)
    if matter is not None:
        shown_all(work, asked, matter)
    return [asked.say(_lines(work, row), _buttons(row), conversation=row.conversation_id)]


def cleared(work: Work, asked: Asked, row: PaymentWarningRow, reason: str) -> list[Outgoing]:
    """One of the two who have made sure says how; with the second one the customer's money matters go on."""
    if row.cleared_at is not None:
        raise Refused("Warning {number} is cleared already, {at}.", number=row.id, at=row.cleared_at)
    if sum(each.isalnum() for each in reason) < 4:
        raise Refused(
            "How was it made sure? By a call to the number that is known: {example}",
            example=EXAMPLE.replace("3", str(row.id), 1),
        )
    if row.first_by == asked.me.id:
        raise Refused(
            "You have cleared warning {number} already. A second person has to make sure, too.", number=row.id
        )
    told = f"{asked.me.name}: {reason.strip()[:300]}"
    if row.first_by is None:
        row.first_by, row.first_at, row.reason = asked.me.id, work.now, told
        words = line(
            "{person} has made sure of warning {number}. One more person is needed.",
            person=asked.me.name,
            number=row.id,
        )
    else:
        row.second_by, row.second_at, row.cleared_at = asked.me.id, work.now, work.now
        row.reason = f"{row.reason}; {told}"
        words = line("Fraud warning {number} is cleared by two people.", number=row.id)
    work.session.flush()
    note(work, "fraud", words, actor=asked.me.id, conversation=row.conversation_id, customer=row.customer_id,
         after={"warning": row.id, "reason": told, "cleared": row.cleared_at is not None})  # fmt: skip
    lines = (words, line("How: {reason}", reason=told))
    buttons = _buttons(row) if row.cleared_at is None else ()
    said: list[Outgoing] = [asked.say(lines, buttons, conversation=row.conversation_id)]
    return [*said, *_to_people(work, row, lines, buttons, but={asked.me.id})]


def found(work: Work, viewer: Viewer, text: str) -> PaymentWarningRow:
    """The warning of that number. Refuses alike for an unknown one and for one that is not hers to see (T26)."""
    number = text.strip().lstrip("#")
    row = work.session.get(PaymentWarningRow, int(number)) if number.isdecimal() and len(number) < 10 else None
    if row is None or not _may_see(work, viewer, row):
        raise Refused("I know no fraud warning {number} of yours. /fraud lists them.", number=text[:12] or "?")
    return row


def _raised(
    work: Work,
    row: LetterRow,
    matter: ConversationRow,
    victim: Victim,
    kinds: str,
    seen: Iterable[Sign],
    senders: list[str],
) -> list[Outgoing]:
    words = [each.words for each in seen]
    domains = {registrable(each) for each in senders} - {""}
    if len(domains) > 1:
        words.append(
            line("The answer would go elsewhere than to the sender: {domains}", domains=", ".join(sorted(domains)))
        )
    made = PaymentWarningRow(
        conversation_id=matter.id, customer_id=victim.customer, letter_id=row.id, kinds=kinds, words=to_plain(words),
        raised_at=work.now, reason="",
    )  # fmt: skip
    work.session.add(made)
    work.session.flush()
    note(
        work,
        "fraud",
        (line("Fraud warning {number}", number=made.id), *words),
        conversation=matter.id,
        customer=victim.customer,
        letter=row.id,
        after={"warning": made.id, "kinds": kinds},
    )
    return _to_people(work, made, _lines(work, made), _buttons(made), more=victim.people)


def _lines(work: Work, row: PaymentWarningRow) -> tuple[Line, ...]:
    found_customer = customer(work.session, row.customer_id)
    who = found_customer.name if found_customer is not None else "?"
    head = title("⚠ FRAUD WARNING {number}: {customer}", number=row.id, customer=who)
    lines = [head, *from_plain(row.words)]
    if row.cleared_at is not None:
        return (*lines, line("Cleared {at}: {reason}", at=row.cleared_at, reason=row.reason))
    lines.append(
        line("Pay nothing and change nothing. Call the customer at the number that is known, not at one in the letter.")
    )
    lines.append(line("Invoices, reminders and refunds of this customer are locked until two people have cleared it."))
    if row.first_by is not None:
        lines.append(
            line("{person} has made sure; one more person is needed.", person=name_of(work.session, row.first_by))
        )
    lines.append(line("Made sure? {example}", example=EXAMPLE.replace("3", str(row.id), 1)))
    return tuple(lines)


def _short(work: Work, row: PaymentWarningRow) -> Line:
    found_customer = customer(work.session, row.customer_id)
    who = found_customer.name if found_customer is not None else "?"
    sentences = {
        BANK_CHANGED: line("{number}: {who}, other bank details", number=row.id, who=who),
        LOOK_ALIKE: line("{number}: {who}, a sender that looks like a known one", number=row.id, who=who),
    }
    return sentences.get(row.kinds.split(",")[0], sentences[BANK_CHANGED])


def _buttons(row: PaymentWarningRow) -> tuple[tuple[Choice, ...], ...]:
    letter = Choice(line("The letter"), f"/show {row.conversation_id}")
    if row.cleared_at is not None:
        return ((letter,),)
    return ((letter, Choice(line("Made sure"), f"/fraud {row.id} clear")),)


def _to_people(
    work: Work,
    row: PaymentWarningRow,
    lines: tuple[Line, ...],
    buttons: tuple[tuple[Choice, ...], ...],
    more: Iterable[int] = (),
    but: Iterable[int] = (),
) -> list[Outgoing]:
    """Owners, accounting, manager: each once and at once."""
    matter = conversation(work.session, row.conversation_id)
    owners = {matter.owner_id} if matter is not None and matter.owner_id is not None else set()
    people = sorted((owners | _owners(work, row.customer_id) | set(more)) - set(but))
    said = [
        each
        for person in people
        for each in to_colleague(
            work, person, lines, buttons, conversation=row.conversation_id, urgent=True, at_once=True
        )
    ]
    also = to_roles(
        work, _TOLD, lines, buttons, conversation=row.conversation_id, urgent=True, at_once=True, but={*people, *but}
    )
    return [*said, *also]


def _may_see(work: Work, viewer: Viewer, row: PaymentWarningRow) -> bool:
    matter = conversation(work.session, row.conversation_id)
    mine = {viewer.id, *viewer.stands_in_for}
    if viewer.has(_SEES) or mine & _owners(work, row.customer_id):
        return True
    return matter is not None and sight(viewer, matter.owner_id, work.policy) is Sight.FULL


def _owners(work: Work, customer_id: int | None) -> set[int]:
    """Who has open orders of a customer."""
    if customer_id is None:
        return set()
    chosen = select(OrderRow.owner_id).where(OrderRow.customer_id == customer_id, OrderRow.closed_at.is_(None))
    return set(work.session.scalars(chosen))


def _known_domains(work: Work) -> list[str]:
    """Ours, and those of customers with orders."""
    policy = work.policy
    ours = [policy.front_door, *policy.domains]
    return [each for each in (*ours, *_domains_of_customers(work)) if each]


def _domains_of_customers(work: Work) -> dict[str, Victim]:
    """The company domains of customers with orders: of their cards, and of the letters with which the matters began."""
    return work.once("domains of customers with orders", lambda: _looked_up(work))


def _looked_up(work: Work) -> dict[str, Victim]:
    cards = (
        select(ContactAddressRow.address, OrderRow.customer_id, OrderRow.owner_id)
        .join(OrderRow, OrderRow.customer_id == ContactAddressRow.customer_id)
        .distinct()
    )
    letters = (
        select(LetterRow.sender, OrderRow.customer_id, OrderRow.owner_id)
        .join(ConversationRow, ConversationRow.first_letter_id == LetterRow.id)
        .join(OrderRow, OrderRow.conversation_id == ConversationRow.id)
        .distinct()
    )
    found: dict[str, Victim] = {}
    for chosen in (letters, cards):
        for address, number, owner in work.session.execute(chosen):
            if domain := company_domain(address or ""):
                known = found.get(domain)
                found[domain] = Victim(number, frozenset({owner, *(known.people if known else ())}))
    return found


def _known_details(work: Work, row: LetterRow, matter: ConversationRow) -> list[str]:
    """Our own accounts as our papers show them, and those that earlier letters named, unless a warning is open about them."""
    policy = work.policy
    ours = [str(getattr(policy, f"bank_{each.casefold()}")) for each in BANKS] + [policy.bank]
    doubted = {each.letter_id for each in payments.open_warnings(work.session, (matter.id,))}
    earlier = [each for each in letters_of(work.session, matter.id) if each.id != row.id and each.id not in doubted]
    told = [reading_of(work.session, each.id) for each in earlier[-_EARLIER:]]
    texts = [each.fresh_text or each.text for each in told if each is not None]
    numbers = [number for text in (*ours, *texts) for number in bank_details(text)]
    return [
        *numbers,
        *(part for text in ours for part in text.replace(";", ":").split(":") if any(map(str.isdigit, part))),
    ]


def _victim(work: Work, matter: ConversationRow, likes: set[str]) -> Victim | None:
    """The customer whose domain is imitated, else the conversation's; None where nobody with an order is concerned."""
    for domain, victim in _domains_of_customers(work).items():
        if domain in likes:
            return victim
    has_order = work.session.scalar(
        select(OrderRow.id)
        .where((OrderRow.conversation_id == matter.id) | (OrderRow.customer_id == (matter.customer_id or -1)))
        .limit(1)
    )
    if has_order is None and not likes:
        return None
    return Victim(matter.customer_id, frozenset())
