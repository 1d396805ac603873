"""A customer's letter: it joins its conversation or opens a new one, gets its number, its clock and its person."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.grounds import grounds
from handlers.letters.joining import joined, sent_twice, twice, who
from handlers.letters.landing import landed
from handlers.letters.routing import routed
from handlers.letters.suspecting import suspected
from handlers.ownership import given, queued
from handlers.promise import begun
from handlers.same_buyer import Recognised, recognised
from handlers.vocabulary import KINDS, said
from rules.address import PLATFORMS, domain_of, normalised, registrable
from rules.guessing import MAIL
from rules.inquiry import STARTS_A_CLOCK, State
from rules.letter import Buyer, Kind, Letter
from rules.letter_plain import wants_to_plain
from rules.outgoing import Outgoing
from rules.subject import base_subject
from rules.thread import Belonging, Sibling, belonging, guesses_in, likeliest, takes_part
from rules.words import line
from storage.colleagues import all_addresses, colleague
from storage.conversations import conversation, join, open_with_customer, opened, participants, standing
from storage.customers import learn
from storage.customers import opened as card_opened
from storage.guesses import wrong
from storage.happenings import note
from storage.letters import conversations_of_messages
from storage.tables.conversations import ConversationRow
from storage.tables.customers import CustomerRow
from storage.tables.letters import LetterRow
from storage.work import Work


def note_customer(work: Work, row: LetterRow, letter: Letter) -> Iterable[Outgoing]:
    """Joins by proof of thread, is recognised as sent twice, or opens a conversation (R3, R8, R14, T04)."""
    sender = sender_address(letter)
    with work.session.no_autoflush:  # asked is for other letters: what this one says is written once, further down
        place = _belongs(work, letter, sender)
        known = None if place.certainly is None else _open_one(work, place.certainly)
        twin = sent_twice(work, row, known.id if known else None)
    if twin is not None:
        return twice(work, row, twin)
    if known is not None:
        return joined(work, row, letter, known, sender, place.certainly or known.id)
    with work.session.no_autoflush:  # the rows of letter and conversation are written once, with the owner
        return _opened(work, row, letter, sender, place)


def sender_address(letter: Letter) -> str:
    """The true customer's address; the sender's own where nothing better was read; empty where there is none."""
    if letter.customer is not None and letter.customer.address:
        return normalised(letter.customer.address)
    if letter.customer is not None and letter.customer.platform:
        return ""
    return normalised(letter.sender.address) if letter.sender else ""


def _belongs(work: Work, letter: Letter, sender: str) -> Belonging:
    referred = conversations_of_messages(work.session, (letter.in_reply_to, *reversed(letter.references)))
    if not referred and guesses_in(work.secret, letter, sender):  # an answer to what a colleague was sent is no guess
        wrong(work, MAIL, normalised(letter.sender.address) if letter.sender else sender)
    if not sender:
        return Belonging()
    found = belonging(work.secret, letter, sender, referred, lambda number: _side(work, number))
    if found.certainly is not None and not _may_speak_for(work, letter, sender, found.certainly):
        return Belonging(possibly=found.certainly)
    return found


def _may_speak_for(work: Work, letter: Letter, sender: str, number: int) -> bool:
    """Whether the letter comes from the customer's side itself, or through what carries customers' words to us.

    Anybody can write a form that names another's address; with a thread's leaked token that proves nothing (T04).
    """
    carrier = normalised(letter.sender.address) if letter.sender else ""
    if carrier == sender or takes_part(carrier, _side(work, number)) or _is_a_platforms(carrier, letter):
        return True
    policy = work.policy
    ours = {policy.front_door, *policy.aliases, *policy.form_senders} | work.once(
        "addresses", lambda: all_addresses(work.session)
    )
    domains = {policy.front_door.rpartition("@")[2], *policy.domains} - {""}
    return carrier in ours or domain_of(carrier) in domains or registrable(carrier) in domains


def _is_a_platforms(carrier: str, letter: Letter) -> bool:
    """A market place's own notice: one that our provider calls forged names no platform (T11)."""
    return registrable(carrier) in PLATFORMS and letter.customer is not None and bool(letter.customer.platform)


def _side(work: Work, number: int) -> Iterable[str]:
    row = conversation(work.session, number)
    return participants(work.session, standing(work.session, row).id) if row else ()


def _open_one(work: Work, number: int) -> ConversationRow:
    return standing(work.session, work.session.get_one(ConversationRow, number))


def _opened(work: Work, row: LetterRow, letter: Letter, sender: str, place: Belonging) -> list[Outgoing]:
    """A new number. Analysed and registered before anybody gets it (R3); the same-buyer guard comes first (R43)."""
    buyer = _buyer(letter, sender)
    found = recognised(work, buyer)
    known, likely = found.known, found.likely
    card = known or card_opened(work, buyer, first_contact_at=row.arrived_at, source=_channel(buyer))
    if known is not None:
        learn(work, known, buyer)
    siblings = open_with_customer(work.session, card.id) if known is not None else []
    possibly = place.possibly or _likeliest(work, letter, sender, siblings, likely)
    matter = _conversation(work, row, letter, buyer, card, possibly)
    row.conversation_id = matter.id
    join(work, matter.id, [sender], among=frozenset())
    _note_received(work, matter, row, letter, found)
    if letter.kind in STARTS_A_CLOCK and not letter.automatic:
        begun(work, matter, row.arrived_at, row.id)
    if known is None:
        suspected(work, matter, letter)
    decision = routed(work, matter, letter, card, siblings, likely)
    matter.routed_by = decision.step
    owner = colleague(work.session, decision.owner)
    note(work, "routed", decision.because, conversation=matter.id, customer=card.id, after={"step": decision.step})
    answered = landed(work, row, letter, matter, proved=False)
    if owner is None:
        work.session.flush()
        return [*queued(work, matter, decision.because), *answered]
    return [*given(work, matter, owner, by=None, because=decision.because, opened_by=row), *answered]


def _likeliest(
    work: Work, letter: Letter, sender: str, siblings: list[ConversationRow], likely: CustomerRow | None
) -> int | None:
    """The open conversation that a letter without proof may belong to: a hint, never more (T04).

    Of who is only alike (the same name from a private address), the same subject must say so.
    """
    if not siblings and likely is not None:
        about = base_subject(letter.subject)
        alike = open_with_customer(work.session, likely.id) if about else []
        siblings = [each for each in alike if base_subject(each.subject) == about]
    if len(siblings) < 2:
        return siblings[0].id if siblings else None
    told = [Sibling(each.id, each.subject, participants(work.session, each.id)) for each in siblings]
    return likeliest(letter, sender, told)


def _conversation(
    work: Work, row: LetterRow, letter: Letter, buyer: Buyer, card: CustomerRow, possibly: int | None
) -> ConversationRow:
    kind = Kind.INQUIRY if letter.kind == Kind.OTHER and letter.wants else letter.kind
    return opened(
        work,
        kind=str(kind),
        state=str(State.TRIAGED),
        channel=_channel(buyer),
        subject=letter.subject[:500],
        customer_id=card.id,
        contact_name=buyer.name,
        contact_address=buyer.address,
        contact_link=buyer.link,
        company=buyer.company or (card.name if card.name != buyer.name else ""),
        country=buyer.country or card.country,
        phone=buyer.phone,
        language=letter.language,
        opened_at=row.arrived_at,
        customer_wrote_at=row.arrived_at,
        wants=wants_to_plain(letter.wants),
        missing=list(letter.missing),
        possibly=possibly,
        first_letter_id=row.id,
    )


def _note_received(work: Work, matter: ConversationRow, row: LetterRow, letter: Letter, found: Recognised) -> None:
    note(
        work,
        "received",
        line(
            "{kind} from {person}, because {reasons}",
            kind=said(KINDS, matter.kind),
            person=who(letter, matter.contact_address),
            reasons=grounds(letter.reasons[:3]) or "-",
        ),
        conversation=matter.id,
        customer=matter.customer_id,
        letter=row.id,
    )
    for each in found.alike if found.known is None else ():
        note(
            work,
            "received",
            line(
                "Looks like {customer}, customer {number} ({reasons}): please compare",
                customer=each.card.name,
                number=each.card.id,
                reasons=each.because,
            ),
            conversation=matter.id,
            customer=each.card.id,
        )


def _buyer(letter: Letter, sender: str) -> Buyer:
    if letter.customer is not None:
        return letter.customer
    name = letter.sender.name if letter.sender else ""
    return Buyer(name=name, address=sender)


def _channel(buyer: Buyer) -> str:
    return buyer.platform or "mail"
