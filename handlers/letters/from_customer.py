"""A customer's letter: it joins its conversation or opens a new one, gets its number, its clock and its person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from handlers.card import card_refreshed, card_shown
from handlers.letters.routing import routed
from handlers.ownership import given, letter_forwarded, queued
from handlers.promise import begun
from rules.address import PLATFORMS, domain_of, normalised, registrable
from rules.guessing import MAIL
from rules.inquiry import STARTS_A_CLOCK, State, after_letter
from rules.letter import Buyer, Kind, Letter
from rules.outgoing import Outgoing
from rules.same_buyer import is_certain, keys_of
from rules.thread import Belonging, belonging, guesses_in, takes_part
from rules.words import line, verbatim
from storage.colleagues import all_addresses, colleague
from storage.conversations import conversation, join, open_with_customer, opened, participants, standing
from storage.customers import by_keys, learn
from storage.customers import opened as card_opened
from storage.guesses import wrong
from storage.happenings import note
from storage.letters import conversations_of_messages, same_words
from storage.promises import open_promises
from storage.tables.conversations import ConversationRow
from storage.tables.customers import CustomerRow
from storage.tables.letters import LetterRow
from storage.work import Work

SAME_WORDS_WITHIN = timedelta(days=14)
"""So long the same words of the same sender count as one letter sent twice."""


A_COPY_COMES_WITHIN = timedelta(hours=12)


def note_customer(work: Work, row: LetterRow, letter: Letter) -> Iterable[Outgoing]:
    """Joins by proof of thread, is recognised as sent twice, or opens a conversation (R3, R8, R14, T04)."""
    sender = sender_address(letter)
    with work.session.no_autoflush:  # asked is for other letters: what this one says is written once, further down
        place = _belongs(work, letter, sender)
        twin = _sent_twice(work, row) if place.certainly is None else None
    if place.certainly is not None:
        return _joined(work, row, letter, _open_one(work, place.certainly), sender)
    if twin is not None:
        return _twice(work, row, twin)
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
    if guesses_in(work.secret, letter, sender):
        wrong(work, MAIL, normalised(letter.sender.address) if letter.sender else sender)
    if not sender:
        return Belonging()
    referred = conversations_of_messages(work.session, (letter.in_reply_to, *reversed(letter.references)))
    found = belonging(work.secret, letter, sender, referred, lambda number: _side(work, number))
    if found.certainly is not None and not _may_speak_for(work, letter, sender, found.certainly):
        return Belonging(possibly=found.certainly)
    return found


def _may_speak_for(work: Work, letter: Letter, sender: str, number: int) -> bool:
    """Whether the letter comes from the customer's side itself, or through what carries customers' words to us.

    Anybody can write a form that names another's address; with a thread's leaked token that proves nothing (T04).
    """
    carrier = normalised(letter.sender.address) if letter.sender else ""
    if carrier == sender or takes_part(carrier, _side(work, number)) or registrable(carrier) in PLATFORMS:
        return True
    policy = work.policy
    ours = {policy.front_door, *policy.aliases, *policy.form_senders} | work.once(
        "addresses", lambda: all_addresses(work.session)
    )
    domains = {policy.front_door.rpartition("@")[2], *policy.domains} - {""}
    return carrier in ours or domain_of(carrier) in domains or registrable(carrier) in domains


def _side(work: Work, number: int) -> Iterable[str]:
    row = conversation(work.session, number)
    return participants(work.session, standing(work.session, row).id) if row else ()


def _open_one(work: Work, number: int) -> ConversationRow:
    return standing(work.session, work.session.get_one(ConversationRow, number))


def _joined(work: Work, row: LetterRow, letter: Letter, matter: ConversationRow, sender: str) -> list[Outgoing]:
    """The customer has written again: the clock runs again, the owner gets the letter, a closed matter opens (R55)."""
    row.conversation_id = matter.id
    owed = bool(open_promises(work.session, matter.id))
    join(work, matter.id, [sender])
    matter.touched_at, matter.customer_wrote_at = work.now, row.arrived_at
    matter.closed_at = None
    matter.state = after_letter(matter.state, owned=matter.owner_id is not None)
    _take_over_facts(matter, letter)
    note(
        work,
        "joined",
        line("{person} wrote again", person=_who(letter, sender)),
        conversation=matter.id,
        customer=matter.customer_id,
        letter=row.id,
    )
    said: list[Outgoing] = []
    if not letter.automatic:
        said += begun(work, matter, row.arrived_at, row.id)
    owner = colleague(work.session, matter.owner_id)
    if owner is None or owner.dismissed_at is not None:
        return [*said, *queued(work, matter, line("the customer has written again, and nobody has it"))]
    said += letter_forwarded(work, matter, row, owner)
    said += card_refreshed(work, matter, but=owner.id)  # first: the new card's buttons carry the new version
    new = card_shown(work, matter, owner, by_letter=owed)
    return [*said, *(new or card_refreshed(work, matter))]


def _sent_twice(work: Work, row: LetterRow) -> ConversationRow | None:
    """The open conversation that has the same words of the same sender already (I2)."""
    if not row.fingerprint:
        return None
    number = same_words(work.session, row, since=row.arrived_at - SAME_WORDS_WITHIN)
    matter = conversation(work.session, number)
    if matter is None:
        return None
    matter = standing(work.session, matter)
    waits = bool(open_promises(work.session, matter.id))
    return matter if matter.closed_at is None and (waits or _has_just_come(matter, row)) else None


def _has_just_come(matter: ConversationRow, row: LetterRow) -> bool:
    """A second copy, not somebody who asks the same again because the answer did not help."""
    last = matter.customer_wrote_at or matter.opened_at
    return row.arrived_at - last <= A_COPY_COMES_WITHIN


def _twice(work: Work, row: LetterRow, matter: ConversationRow) -> list[Outgoing]:
    row.conversation_id = matter.id
    note(
        work,
        "joined",
        line("The same letter came a second time; it is kept and changes nothing"),
        conversation=matter.id,
        letter=row.id,
    )
    return []


def _opened(work: Work, row: LetterRow, letter: Letter, sender: str, place: Belonging) -> list[Outgoing]:
    """A new number. Analysed and registered before anybody gets it (R3); the same-buyer guard comes first (R43)."""
    buyer = _buyer(letter, sender)
    alike = by_keys(work.session, keys_of([buyer.address], buyer.company, buyer.phone))
    known = next((card for key, card in alike if is_certain(key)), None)
    likely = next((card for key, card in alike if not is_certain(key)), None) if known is None else None
    card = known or card_opened(work, buyer, first_contact_at=row.arrived_at, source=_channel(buyer))
    if known is not None:
        learn(work, known, buyer)
    siblings = open_with_customer(work.session, card.id) if known is not None else []
    matter = _conversation(work, row, letter, buyer, card, place.possibly or (siblings[0].id if siblings else None))
    row.conversation_id = matter.id
    join(work, matter.id, [sender], among=frozenset())
    _note_received(work, matter, row, letter, likely)
    if letter.kind in STARTS_A_CLOCK and not letter.automatic:
        begun(work, matter, row.arrived_at, row.id)
    decision = routed(work, matter, letter, card, siblings, likely)
    matter.routed_by = decision.step
    owner = colleague(work.session, decision.owner)
    note(work, "routed", decision.because, conversation=matter.id, customer=card.id, after={"step": decision.step})
    if owner is None:
        work.session.flush()
        return queued(work, matter, decision.because)
    return given(work, matter, owner, by=None, because=decision.because, opened_by=row)


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
        wants=[[name, want.value, want.words] for name, want in letter.wants],
        missing=list(letter.missing),
        possibly=possibly,
        first_letter_id=row.id,
    )


def _note_received(
    work: Work, matter: ConversationRow, row: LetterRow, letter: Letter, likely: CustomerRow | None
) -> None:
    note(
        work,
        "received",
        line(
            "{kind} from {person}, because {reasons}",
            kind=verbatim(str(matter.kind)),
            person=_who(letter, matter.contact_address),
            reasons=", ".join(letter.reasons[:3]) or "-",
        ),
        conversation=matter.id,
        customer=matter.customer_id,
        letter=row.id,
    )
    if likely is not None:
        note(
            work,
            "received",
            line("Looks like {customer}, customer {number}: please compare", customer=likely.name, number=likely.id),
            conversation=matter.id,
            customer=likely.id,
        )


def _take_over_facts(matter: ConversationRow, letter: Letter) -> None:
    """What the customer supplied fills the gaps (R21)."""
    known = {name for name, _, _ in (matter.wants or [])}
    new = [[name, want.value, want.words] for name, want in letter.wants if name not in known]
    if new:
        matter.wants = [*(matter.wants or []), *new]
        found = {name for name, _, _ in matter.wants}
        matter.missing = [each for each in (matter.missing or []) if each not in found]


def _buyer(letter: Letter, sender: str) -> Buyer:
    if letter.customer is not None:
        return letter.customer
    name = letter.sender.name if letter.sender else ""
    return Buyer(name=name, address=sender)


def _channel(buyer: Buyer) -> str:
    return buyer.platform or "mail"


def _who(letter: Letter, address: str) -> str:
    name = letter.customer.name if letter.customer else (letter.sender.name if letter.sender else "")
    return name or address or "?"
