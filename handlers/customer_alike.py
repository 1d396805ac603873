"""Two cards that may be one buyer: shown with the reason, merged or told apart by one press, never by itself (R42-R44)."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.customer_card import seen, stub_line
from rules.outgoing import Choice, Choices
from rules.permission import DISPATCHERS, Sight, Viewer, sight
from rules.refusal import Refused
from rules.words import Line, line, title
from storage.colleagues import name_of
from storage.conversations import number_in
from storage.customer_files import conversations
from storage.happenings import note
from storage.same_buyers import alike, are_told_apart, tell_apart
from storage.tables.customers import CustomerRow
from storage.work import Work

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair as it is shown: both cards, why they look alike, what may be done."""

    lines: tuple[Line, ...]
    choices: Choices


def alike_pairs(work: Work, looking: Viewer, number: int | None = None) -> list[Pair]:
    """Pairs of which she sees both cards in full; of one card, or of all."""
    found = alike(work.session, number, limit=500)  # hers may stand behind many of others
    hers = [each for each in found if _sees(work, looking, each[0]) and _sees(work, looking, each[1])]
    return [_pair(work, looking, newer, older, key) for newer, older, key in hers[:_SHOWN]]


def told_apart(work: Work, looking: Viewer, row: CustomerRow, text: str) -> CustomerRow:
    """Notes that both are buyers of their own. Refuses a card that is not hers, and the same one."""
    number = number_in(text)
    if number is None:
        raise Refused("Which other card? Write it like: /customer {number} not 18", number=row.id)
    other = seen(work, looking, number)
    if other.id == row.id:
        raise Refused("That is one card already.")
    if not are_told_apart(work.session, row.id, other.id):
        tell_apart(work, row.id, other.id, looking.id)
        words = line("{one} and {other} are two customers", one=row.id, other=other.id)
        for each in (row, other):
            note(work, "customer", words, actor=looking.id, customer=each.id, after={"apart": [row.id, other.id]})
    return other


def left_with_others(work: Work, row: CustomerRow) -> list[Line]:
    """Open matters of the merged customer that are with somebody else than the card's owner: said, and not moved (R44)."""
    return [
        line("{number} stays with {person}.", number=each.id, person=name_of(work.session, each.owner_id))
        for each in conversations(work.session, row.id)
        if each.closed_at is None and each.owner_id not in {None, row.owner_id}
    ]


def _pair(work: Work, looking: Viewer, newer: CustomerRow, older: CustomerRow, key: str) -> Pair:
    lines = (
        title("Is this one buyer?"),
        stub_line(work, older),
        stub_line(work, newer),
        _because(key),
    )
    apart = Choice(line("Two customers"), f"/customer {older.id} not {newer.id}")
    if older.owner_id != newer.owner_id and not looking.has(DISPATCHERS):
        return Pair((*lines, line("Two owners: a dispatcher or the manager decides.")), ((apart,),))
    merge = Choice(line("One: {number} is part of {other}", number=newer.id, other=older.id),
                   f"/customer {older.id} merge {newer.id}")  # fmt: skip
    return Pair(lines, ((merge,), (apart,)))


def _because(key: str) -> Line:
    kind, _, value = key.partition(":")
    words = {
        "address": line("Both use the address {value}", value=value),
        "domain": line("Both write from {value}", value=value),
        "website": line("Both name the website {value}", value=value),
        "phone": line("Both have the telephone number …{value}", value=value),
    }
    return words.get(kind) or line("Both are called “{value}”", value=value)


def _sees(work: Work, looking: Viewer, row: CustomerRow) -> bool:
    return sight(looking, row.owner_id, work.policy) is Sight.FULL
