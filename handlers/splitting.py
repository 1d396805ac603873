"""A letter becomes an inquiry of its own, with the clock that began when it came; and it goes back again (R43, R55)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from handlers.card import card_refreshed
from handlers.moving import drafts_moved, owed_no_more, owed_there, restored, standing_of
from handlers.ownership import given
from handlers.promise import begun
from rules.inquiry import STARTS_A_CLOCK, State, after_answer, moved
from rules.letter import Kind, Letter
from rules.letter_plain import wants_to_plain
from rules.outgoing import Outgoing
from rules.refusal import Refused
from rules.thread import takes_part
from rules.words import line
from storage.colleagues import colleague
from storage.conversations import conversation, join, opened, participants, standing
from storage.happenings import note, timeline
from storage.letters import letters_of, newest_from_customer
from storage.promises import open_promises, promises_of
from storage.tables.conversations import ConversationRow
from storage.tables.letters import LetterRow
from storage.undoing import move_letters, promises_for
from storage.work import Work


def split_off(
    work: Work, source: ConversationRow, rows: Sequence[LetterRow], letter: Letter, *, by: int
) -> tuple[ConversationRow, list[Outgoing]]:
    """The rows, of which the first is `letter`, become a conversation with the same customer and owner.

    Their promises go along. A letter that was answered in the old matter is owed an answer in the new one, from when it
    came; what the old matter was before the letter opened it, it is again.
    """
    first = rows[0]
    before = standing_of(source)
    fresh = _opened_from(work, source, first, letter)
    numbers = [each.id for each in rows]
    move_letters(work.session, numbers, fresh.id)
    join(work, fresh.id, sorted(participants(work.session, source.id)))
    moving = [each for each in promises_for(work.session, source.id, numbers) if each.ended_at is None or len(rows) > 1]
    taken = owed_there(work, moving, source.id, fresh.id)
    begins = not taken and letter.kind in STARTS_A_CLOCK and not letter.automatic
    outgoing = begun(work, fresh, first.arrived_at, first.id) if begins else []
    own = [each.id for each in promises_of(work.session, fresh.id) if each.id not in taken]
    _left_behind(work, source, first)
    after = {"source": source.id, "promises": taken, "begun": own, "source_now": standing_of(source)}
    owner = colleague(work.session, source.owner_id)
    because = line("split from {number}", number=source.id)
    outgoing += given(work, fresh, owner, by=by, because=because) if owner is not None else []
    if taken and not open_promises(work.session, fresh.id):
        fresh.state = after_answer(fresh.state)
    words = line(
        "The letter of {at} is {number} now, split from {other}", at=first.arrived_at, number=fresh.id, other=source.id
    )
    note(work, "split", words, actor=by, conversation=source.id, letter=first.id, after={"fresh": fresh.id})
    told = {"source": before}
    note(work, "split", words, actor=by, conversation=fresh.id, letter=first.id, before=told, after=after)
    return fresh, [*outgoing, *card_refreshed(work, source)]


def rejoined(work: Work, fresh: ConversationRow, before: Any, after: Any, *, by: int) -> list[Outgoing]:
    """The split is taken back: the letters, and what came after them, go where they were, with the old deadlines."""
    source = conversation(work.session, after["source"])
    where = standing(work.session, source) if source is not None else None
    if where is None or where.id == fresh.id or fresh.merged_into is not None or fresh.closed_at is not None:
        raise Refused("Meanwhile {number} is closed.", number=fresh.id)
    move_letters(work.session, [each.id for each in letters_of(work.session, fresh.id)], where.id)
    owed_no_more(work, after["begun"])
    back = [each for each in promises_of(work.session, fresh.id) if each.id not in after["begun"]]
    owed_there(work, back, fresh.id, where.id)
    join(work, where.id, sorted(participants(work.session, fresh.id)))
    _, outgoing = drafts_moved(work, fresh.id, where.id)
    fresh.state, fresh.merged_into, fresh.closed_at = moved(fresh.state, State.MERGED), where.id, work.now
    if where.id == after["source"]:
        restored(where, before["source"], after["source_now"])
    words = line("{number} is part of {other} now", number=fresh.id, other=where.id)
    for each in (where, fresh):
        note(work, "merged", words, actor=by, conversation=each.id)
    return [*outgoing, *card_refreshed(work, fresh), *card_refreshed(work, where)]


def _left_behind(work: Work, source: ConversationRow, first: LetterRow) -> None:
    """The old matter without the letter: closed or answered again if it was so when the letter came, and owes nothing."""
    source.perhaps_new = None
    newest = newest_from_customer(work.session, source.id)
    came = next((each for each in timeline(work.session, source.id, ("joined",)) if each.letter_id == first.id), None)
    if newest is not None and source.customer_wrote_at is not None and newest.arrived_at < source.customer_wrote_at:
        source.customer_wrote_at = newest.arrived_at
    stood = came.before if came is not None and isinstance(came.before, dict) else None
    later = newest is not None and newest.arrived_at > first.arrived_at
    if stood is None or later or open_promises(work.session, source.id):
        return
    if source.state in {State.ASSIGNED, State.TRIAGED}:
        restored(source, {each: stood[each] for each in ("state", "closed")}, standing_of(source))
    if (source.contact_name, source.contact_address) != tuple(stood["contact"]):
        source.contact_name, source.contact_address = stood["contact"]


def _opened_from(work: Work, source: ConversationRow, row: LetterRow, letter: Letter) -> ConversationRow:
    kind = row.kind or letter.kind
    hers = bool(row.sender) and takes_part(row.sender, participants(work.session, source.id))
    return opened(
        work,
        kind=str(Kind.INQUIRY if kind == Kind.OTHER and letter.wants else kind),
        state=str(State.TRIAGED),
        channel=source.channel,
        subject=letter.subject[:500] or source.subject,
        customer_id=source.customer_id,
        contact_name=row.sender_name if hers else source.contact_name,
        contact_address=row.sender if hers else source.contact_address,
        contact_link=source.contact_link,
        company=source.company,
        country=source.country,
        phone=source.phone,
        language=letter.language or source.language,
        opened_at=row.arrived_at,
        customer_wrote_at=row.arrived_at,
        wants=wants_to_plain(letter.wants),
        missing=list(letter.missing),
        first_letter_id=row.id,
        urgent=source.urgent,
    )
