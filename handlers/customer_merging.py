"""Two cards of one customer become one, and two again: keys are never rewritten, so it can be undone (R43)."""

from __future__ import annotations

from handlers.customer_card import seen
from handlers.telling import to_colleague
from rules.outgoing import Outgoing
from rules.permission import DISPATCHERS, Viewer
from rules.refusal import Refused
from rules.words import line
from storage.conversations import number_in
from storage.customer_files import exactly
from storage.customers import customer
from storage.happenings import note
from storage.tables.customers import CustomerRow
from storage.work import Work


def to_merge(work: Work, looking: Viewer, row: CustomerRow, text: str) -> CustomerRow:
    """The card that is to become part of this one. Both must be hers, or she dispatches."""
    number = number_in(text)
    if number is None:
        raise Refused("Which card shall become part of it? Write it like: /customer {number} merge 18", number=row.id)
    other = seen(work, looking, number)
    if other.id == row.id:
        raise Refused("That is one card already.")
    if other.owner_id != row.owner_id and not looking.has(DISPATCHERS):
        raise Refused("Two owners: only a dispatcher or the manager merges these cards.")
    return other


def merged(work: Work, row: CustomerRow, other: CustomerRow, by: int) -> list[Outgoing]:
    """The other card becomes part of this one; the other's owner hears it."""
    other.merged_into = row.id
    _changed(row, other)
    work.session.flush()
    words = line("Card {other} ({name}) is part of {number} now.", other=other.id, name=other.name, number=row.id)
    for each in (row, other):
        note(
            work,
            "customer",
            words,
            actor=by,
            customer=each.id,
            before={"merged": None},
            after={"merged": [other.id, row.id]},
        )
    if other.owner_id is None or other.owner_id in (row.owner_id, by):
        return []
    return to_colleague(work, other.owner_id, (words,))


def separated(work: Work, looking: Viewer, number: int) -> CustomerRow:
    """A card that was merged stands alone again, with everything that was its own."""
    row = exactly(work.session, number)
    if row is None or row.merged_into is None:
        raise Refused("Card {number} is no part of another.", number=number)
    whole = customer(work.session, number)
    seen(work, looking, whole.id if whole else number)
    former = exactly(work.session, row.merged_into)
    before, row.merged_into = row.merged_into, None
    _changed(row, *([former] if former else []))
    work.session.flush()
    words = line("Card {number} ({name}) stands alone again.", number=row.id, name=row.name)
    for each in (row.id, before):
        note(
            work,
            "customer",
            words,
            actor=looking.id,
            customer=each,
            before={"merged": [row.id, before]},
            after={"merged": None},
        )
    return row


def _changed(*rows: CustomerRow) -> None:
    for each in rows:
        each.version += 1
