"""A customer's letter in a conversation that stands: the clock runs again, its owner gets it; a copy changes nothing (R55)."""

from __future__ import annotations

from datetime import timedelta

from handlers.card import card_refreshed, card_shown
from handlers.letters.landing import landed
from handlers.ownership import letter_forwarded, queued
from handlers.promise import begun
from rules.address import is_envelope, normalised
from rules.inquiry import after_letter
from rules.letter import Kind, Letter
from rules.letter_plain import wants_to_plain
from rules.new_need import Thread, new_need
from rules.outgoing import Outgoing
from rules.words import Line, line
from storage.colleagues import colleague
from storage.conversations import conversation, join, standing
from storage.happenings import note
from storage.letters import Twin, same_words
from storage.promises import open_promises
from storage.tables.conversations import ConversationRow
from storage.tables.letters import LetterRow
from storage.work import Work

SAME_WORDS_WITHIN = timedelta(days=14)
"""So long the same words of the same sender count as one letter sent twice."""
A_COPY_COMES_WITHIN = timedelta(hours=12)
SENT_AGAIN_WITHIN = timedelta(hours=1)
"""So long the same words in a thread are one letter sent again; later they are a reminder, and the owner shall see it."""
_UNWANTED = frozenset(
    map(str, (Kind.SUPPLIER, Kind.ADVERTISING, Kind.NEWSLETTER, Kind.SPAM, Kind.INTERNAL, Kind.CALENDAR))
)


def joined(
    work: Work, row: LetterRow, letter: Letter, matter: ConversationRow, sender: str, by_number: int
) -> list[Outgoing]:
    """The customer has written again. `by_number` is the conversation that the proof names: it may be part of this one.

    A closed matter opens. What looks like a new need stays here, and the card offers to make an inquiry of it.
    """
    row.conversation_id = matter.id
    owed = bool(open_promises(work.session, matter.id))
    needs = new_need(letter, _stood(matter, row))
    before = _before(matter)
    join(work, matter.id, [sender])
    _opens(matter, row, letter)
    if not (owed and matter.perhaps_new is not None):  # a postscript to what nobody has answered takes no hint away
        matter.perhaps_new = row.id if needs is not None else None
    if needs is None:
        take_over_facts(matter, letter)
    _note_joined(work, matter, row, letter, sender, needs, {"before": before, "via": by_number})
    _writes_now(work, matter, letter, sender)
    said: list[Outgoing] = []
    if not letter.automatic:
        said += begun(work, matter, row.arrived_at, row.id)
    answered = landed(work, row, letter, matter, proved=True)
    owner = colleague(work.session, matter.owner_id)
    if owner is None or owner.dismissed_at is not None:
        return [*said, *queued(work, matter, line("the customer has written again, and nobody has it")), *answered]
    said += letter_forwarded(work, matter, row, owner)
    said += card_refreshed(work, matter, but=owner.id)  # first: the new card's buttons carry the new version
    new = card_shown(work, matter, owner, by_letter=owed)
    return [*said, *(new or card_refreshed(work, matter)), *answered]


def sent_twice(work: Work, row: LetterRow, certainly: int | None) -> ConversationRow | None:
    """The open conversation that has the same words of the same sender already (I2).

    In a thread it must be the same thread, and the same mail by another way, or sent again before anybody answered.
    """
    found = same_words(work.session, row, since=row.arrived_at - SAME_WORDS_WITHIN)
    matter = conversation(work.session, found.conversation) if found else None
    if matter is None or found is None:
        return None
    matter = standing(work.session, matter)
    if matter.closed_at is not None:
        return None
    waits = bool(open_promises(work.session, matter.id))
    if certainly is None:
        return matter if waits or _has_just_come(matter, row) else None
    return matter if matter.id == certainly and _is_copy(found, row, waits) else None


def twice(work: Work, row: LetterRow, matter: ConversationRow) -> list[Outgoing]:
    """Kept, and nothing else."""
    row.conversation_id = matter.id
    note(
        work,
        "joined",
        line("The same letter came a second time; it is kept and changes nothing"),
        conversation=matter.id,
        letter=row.id,
    )
    return []


def who(letter: Letter, address: str) -> str:
    """The customer as a line of the timeline names him."""
    name = letter.customer.name if letter.customer else (letter.sender.name if letter.sender else "")
    return name or address or "?"


def take_over_facts(matter: ConversationRow, letter: Letter) -> None:
    """What the customer supplied fills the gaps (R21)."""
    known = {each[0] for each in (matter.wants or [])}
    new = [each for each in wants_to_plain(letter.wants) if each[0] not in known]
    if new:
        matter.wants = [*(matter.wants or []), *new]
        found = {each[0] for each in matter.wants}
        matter.missing = [each for each in (matter.missing or []) if each not in found]


def _is_copy(found: Twin, row: LetterRow, waits: bool) -> bool:
    apart = abs(row.arrived_at - found.arrived_at)
    if found.message_id and found.message_id == row.message_id:
        return apart <= A_COPY_COMES_WITHIN
    return waits and apart <= SENT_AGAIN_WITHIN


def _has_just_come(matter: ConversationRow, row: LetterRow) -> bool:
    """A second copy, not somebody who asks the same again because the answer did not help."""
    last = matter.customer_wrote_at or matter.opened_at
    return row.arrived_at - last <= A_COPY_COMES_WITHIN


def _stood(matter: ConversationRow, row: LetterRow) -> Thread:
    last = max(matter.touched_at, matter.customer_wrote_at or matter.touched_at)
    products = tuple(str(each[1]) for each in (matter.wants or []) if each[0] == "product")
    return Thread(matter.closed_at is not None, row.arrived_at - last, matter.subject, products)


def _before(matter: ConversationRow) -> dict[str, object]:
    """How the matter stood; what is split off again leaves it like that."""
    return {
        "state": matter.state,
        "kind": matter.kind,
        "closed": matter.closed_at.isoformat() if matter.closed_at else None,
        "wrote": matter.customer_wrote_at.isoformat() if matter.customer_wrote_at else None,
        "contact": [matter.contact_name, matter.contact_address],
        "wants": matter.wants,
        "missing": matter.missing,
    }


def _opens(matter: ConversationRow, row: LetterRow, letter: Letter) -> None:
    matter.touched_at, matter.customer_wrote_at = row.sorted_at or row.arrived_at, row.arrived_at
    if matter.closed_at is not None and matter.kind in _UNWANTED:
        matter.kind = str(Kind.INQUIRY if letter.kind is Kind.OTHER else letter.kind)
    matter.closed_at = None
    matter.state = after_letter(matter.state, owned=matter.owner_id is not None)


def _note_joined(
    work: Work,
    matter: ConversationRow,
    row: LetterRow,
    letter: Letter,
    sender: str,
    needs: Line | None,
    facts: dict[str, object],
) -> None:
    words = line("{person} wrote again", person=who(letter, sender))
    if needs is not None:
        words = line(
            "{person} wrote again; perhaps a new inquiry: {because}", person=who(letter, sender), because=needs
        )
    note(
        work,
        "joined",
        words,
        conversation=matter.id,
        customer=matter.customer_id,
        letter=row.id,
        before=facts["before"],
        after={"via": facts["via"]},
    )


def _writes_now(work: Work, matter: ConversationRow, letter: Letter, sender: str) -> None:
    """Who wrote last is answered: a colleague of the customer who has taken over, or the same person from a telephone."""
    buyer = letter.customer
    through_platform = buyer is not None and bool(buyer.platform)
    if letter.automatic or through_platform or sender == normalised(matter.contact_address) or not is_envelope(sender):
        return
    name = (buyer.name if buyer else "") or (letter.sender.name if letter.sender else "")
    if matter.contact_address:
        words = line("{address} writes now, and is answered; before it was {former}", address=sender,
                     former=matter.contact_address)  # fmt: skip
        note(work, "noted", words, conversation=matter.id, customer=matter.customer_id)
    matter.contact_name, matter.contact_address = name, sender
