"""Two cards of one customer become one, and two again: keys are never rewritten, so it can be undone (R43)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from handlers.customer_card import seen
from handlers.telling import to_colleague
from rules.address import normalised
from rules.outgoing import Outgoing
from rules.permission import DISPATCHERS, Viewer
from rules.refusal import Refused
from rules.same_buyer import is_certain, keys_of
from rules.words import line, to_plain
from storage.audit import about_customer
from storage.conversations import number_in
from storage.customer_files import exactly, members
from storage.customers import CARD, add_keys, customer, note_ownership
from storage.happenings import note
from storage.same_buyers import (
    address_goes_to,
    addresses_since,
    conversations_go_to,
    forget_keys,
    keys_left_by,
    opened_since,
)
from storage.tables.conversations import ConversationRow
from storage.tables.customers import CustomerRow
from storage.tables.happenings import HappeningRow
from storage.work import Work

FILLED = (*CARD[1:], "fax", "language", "grade", "source")
"""What the standing card takes over where it has nothing of its own."""


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
    """The other card becomes part of this one, which takes over what it lacks; the other's owner hears it."""
    filled = {name: getattr(other, name) for name in FILLED if getattr(other, name) and not getattr(row, name)}
    for name, value in filled.items():
        setattr(row, name, value)
    words = line("Card {other} ({name}) is part of {number} now.", other=other.id, name=other.name, number=row.id)
    owner = _owner_taken_over(work, row, other, by)
    keys = [sorted(keys_left_by(work.session, members(work.session, each.id))) for each in (other, row)]
    other.merged_into = row.id
    _changed(row, other)
    work.session.flush()
    after = {"merged": [other.id, row.id], "filled": filled, "owner": owner, "keys": keys}
    for each in (row, other):
        note(work, "customer", words, actor=by, customer=each.id, before={"merged": None}, after=after)
    if other.owner_id is None or other.owner_id in (row.owner_id, by):
        return []
    return to_colleague(work, other.owner_id, (words,))


def separated(work: Work, looking: Viewer, number: int) -> tuple[CustomerRow, list[ConversationRow]]:
    """A card that was merged stands alone again, as it was; what came since goes to whom its address belongs.

    Returned are also the conversations since the merge of which no address tells whose they are: they stay where they are.
    """
    row = exactly(work.session, number)
    if row is None or row.merged_into is None:
        raise Refused("Card {number} is no part of another.", number=number)
    whole = customer(work.session, number)
    seen(work, looking, whole.id if whole else number)
    former = exactly(work.session, row.merged_into)
    merge = _merge_of(work, row)
    together = members(work.session, whole.id) if whole else [number]
    before, row.merged_into = row.merged_into, None
    work.session.flush()
    if former is not None and merge is not None:
        _given_back(work, former, merge.after, looking.id)
    unclear = _placed(work, row, sorted(set(together) - set(members(work.session, row.id))), merge)
    _changed(row, *([former] if former else []))
    work.session.flush()
    words = line("Card {number} ({name}) stands alone again.", number=row.id, name=row.name)
    for each in (row.id, before):
        told = {"merged": [row.id, before]}
        note(work, "customer", words, actor=looking.id, customer=each, before=told, after={"merged": None})
    return row, unclear


def taken_over(work: Work, looking: Viewer, row: CustomerRow, matter: ConversationRow) -> None:
    """A conversation is this customer's: after cards were separated, somebody says whose it is."""
    former = matter.customer_id
    if former == row.id:
        raise Refused("{number} is with that customer already.", number=matter.id)
    matter.customer_id = row.id
    matter.version += 1
    words = line("{number} belongs to customer {customer}, {name}.", number=matter.id, customer=row.id, name=row.name)
    note(
        work,
        "customer",
        words,
        actor=looking.id,
        conversation=matter.id,
        customer=row.id,
        before={"customer": former},
        after={"customer": row.id},
    )


def _owner_taken_over(work: Work, row: CustomerRow, other: CustomerRow, by: int) -> int | None:
    """A customer whom nobody had is with who had the other card: no buyer is left without an owner by a merge (R36)."""
    if row.owner_id is not None or other.owner_id is None:
        return None
    row.owner_id = other.owner_id
    reason = to_plain([line("card {number} had that owner", number=other.id)])
    note_ownership(work, "customer", row.id, former=None, owner=other.owner_id, by=by, reason=reason)
    return other.owner_id


def _merge_of(work: Work, row: CustomerRow) -> HappeningRow | None:
    """The happening by which this card became part of the one that it is part of."""
    wanted = [row.id, row.merged_into]
    told = [each for each in about_customer(work.session, row.id, 500) if isinstance(each.after, dict)]
    return next((each for each in reversed(told) if dict(each.after or {}).get("merged") == wanted), None)


def _given_back(work: Work, former: CustomerRow, after: Any, by: int) -> None:
    """What it had taken over and nobody has changed since is the other card's alone again."""
    for name, value in after.get("filled", {}).items():
        if getattr(former, name) == value:
            setattr(former, name, "")
    owner = after.get("owner")
    if owner is not None and former.owner_id == owner:
        former.owner_id = None
        reason = to_plain([line("the cards stand alone again")])
        note_ownership(work, "customer", former.id, former=owner, owner=None, by=by, reason=reason)


def _placed(work: Work, row: CustomerRow, rest: list[int], merge: HappeningRow | None) -> list[ConversationRow]:
    """What the others have got since the merge and is surely this card's goes to it; returned is what nobody can know."""
    if merge is None or not rest:
        return []
    own, others = (frozenset(each) for each in (merge.after or {})["keys"])
    since, mine = merge.at, _certain(own - others)
    forget_keys(work.session, rest, own - others)
    theirs = _certain(others)
    for each in addresses_since(work.session, rest, since):
        if mine & set(keys_of([each.address])):
            address_goes_to(work.session, each, row.id)
            forget_keys(work.session, rest, [f"address:{each.address}"])
            add_keys(work, row, [f"address:{each.address}"])
    unclear: list[ConversationRow] = []
    going: list[int] = []
    for matter in opened_since(work.session, rest, since):
        keys = {each for each in keys_of([normalised(matter.contact_address)]) if is_certain(each)}
        if keys & mine:
            going.append(matter.id)
        elif not keys & theirs:
            unclear.append(matter)
    conversations_go_to(work.session, going, row.id)
    return unclear


def _certain(keys: Iterable[str]) -> frozenset[str]:
    return frozenset(each for each in keys if is_certain(each))


def _changed(*rows: CustomerRow) -> None:
    for each in rows:
        each.version += 1
