"""One matter out of two, two out of one, and back: numbers stay, letters and promises move (R43)."""

from __future__ import annotations

from typing import Any

from handlers.card import card_refreshed, card_shown
from handlers.ownership import given
from handlers.promise import begun, lifted
from handlers.telling import to_colleague
from rules.inquiry import State, after_letter, moved
from rules.letter import Letter
from rules.outgoing import Outgoing
from rules.refusal import Refused
from rules.words import Line, line
from storage.colleagues import colleague
from storage.conversations import conversation, join, opened, participants
from storage.happenings import note
from storage.letters import letters_of
from storage.promises import lift_reminders, open_promises
from storage.tables.conversations import ConversationRow, PromiseRow
from storage.tables.letters import LetterRow
from storage.undoing import move_letters, part, run_again
from storage.work import Work


def merged(work: Work, source: ConversationRow, target: ConversationRow, *, by: int) -> list[Outgoing]:
    """The source becomes part of the target. What it owes is owed there, with the same deadline."""
    if source.id == target.id:
        raise Refused("That is one and the same already.")
    owed = open_promises(work.session, source.id)
    taken = _moved_over(work, source, target)
    before = {"state": source.state, "promises": [each.id for each in owed], "target_state": target.state}
    because = line("merged into {number}", number=target.id)
    outgoing = lifted(work, source, because, by)
    for each in owed:
        outgoing += begun(work, target, each.received_at, each.letter_id)
    source.state, source.merged_into, source.closed_at = moved(source.state, State.MERGED), target.id, work.now
    if owed:
        target.state = after_letter(target.state, owned=target.owner_id is not None)
    target.touched_at = work.now
    note(
        work,
        "merged",
        line("{number} is part of {other} now", number=source.id, other=target.id),
        actor=by,
        conversation=target.id,
        after={"source": source.id},
    )
    note(
        work,
        "merged",
        line("{number} is part of {other} now", number=source.id, other=target.id),
        actor=by,
        conversation=source.id,
        before=before,
        after={"target": target.id, **taken},
    )
    return [*outgoing, *_told_of_merge(work, source, target, by)]


def separated(work: Work, source: ConversationRow, before: Any, after: Any, *, by: int) -> list[Outgoing]:
    """The merge is taken back: letters, addresses and promises go home."""
    target = conversation(work.session, after["target"])
    if target is None or source.merged_into != target.id:
        raise Refused("{number} stands alone already.", number=source.id)
    move_letters(work.session, after["letters"], source.id)
    part(work.session, target.id, after["addresses"])
    _ended_there(
        work, target, [each for each in open_promises(work.session, target.id) if each.letter_id in after["letters"]]
    )
    source.state, source.merged_into, source.closed_at = before["state"], None, None
    if not open_promises(work.session, target.id):
        target.state = before["target_state"]
    run_again(work.session, before["promises"])
    words = line("{number} stands alone again", number=source.id)
    for each in (source, target):
        note(work, "split", words, actor=by, conversation=each.id)
    outgoing = [*card_refreshed(work, source), *card_refreshed(work, target)]
    for person in {source.owner_id, target.owner_id} - {None, by}:
        outgoing += to_colleague(work, person or 0, (words,), conversation=source.id)
    return outgoing


def split_off(
    work: Work, source: ConversationRow, row: LetterRow, letter: Letter, *, by: int
) -> tuple[ConversationRow, list[Outgoing]]:
    """The letter becomes a conversation of its own, with the same customer and owner, and its own clock."""
    fresh = _opened_from(work, source, row, letter)
    owed = [each for each in open_promises(work.session, source.id) if each.letter_id == row.id]
    move_letters(work.session, [row.id], fresh.id)
    join(work, fresh.id, sorted(participants(work.session, source.id)))
    _ended_there(work, source, owed)
    outgoing: list[Outgoing] = []
    for each in owed:
        outgoing += begun(work, fresh, each.received_at, row.id)
    words = line(
        "The letter of {at} is {number} now, split from {other}", at=row.arrived_at, number=fresh.id, other=source.id
    )
    owner = colleague(work.session, source.owner_id)
    if owner is not None:
        outgoing += given(
            work, fresh, owner, by=by, because=line("split from {number}", number=source.id), forward=False
        )
    note(work, "split", words, actor=by, conversation=source.id, letter=row.id, after={"fresh": fresh.id})
    note(work, "split", words, actor=by, conversation=fresh.id, letter=row.id, after={"source": source.id})
    return fresh, [*outgoing, *card_refreshed(work, source)]


def _moved_over(work: Work, source: ConversationRow, target: ConversationRow) -> dict[str, Any]:
    letters = [each.id for each in letters_of(work.session, source.id)]
    addresses = sorted(participants(work.session, source.id) - participants(work.session, target.id))
    move_letters(work.session, letters, target.id)
    join(work, target.id, addresses)
    known = {name for name, _, _ in (target.wants or [])}
    new = [each for each in (source.wants or []) if each[0] not in known]
    if new:
        target.wants = [*(target.wants or []), *new]
        found = {each[0] for each in new}
        target.missing = [each for each in (target.missing or []) if each not in found]
    return {"letters": letters, "addresses": addresses}


def _told_of_merge(work: Work, source: ConversationRow, target: ConversationRow, by: int) -> list[Outgoing]:
    outgoing: list[Outgoing] = [*card_refreshed(work, source), *card_refreshed(work, target)]
    words = line("{number} is part of {other} now", number=source.id, other=target.id)
    if source.owner_id not in {None, by, target.owner_id}:
        outgoing += _told(work, source.owner_id, words, source)
    owner = colleague(work.session, target.owner_id)
    if owner is not None and owner.id != by:
        outgoing += card_shown(work, target, owner, words)
    return outgoing


def _told(work: Work, person: int | None, words: Line, about: ConversationRow) -> list[Outgoing]:
    return to_colleague(work, person or 0, (words,), conversation=about.id)


def _ended_there(work: Work, where: ConversationRow, promises: list[PromiseRow]) -> None:
    """They are owed elsewhere now."""
    for each in promises:
        each.ended_at = work.now
    lift_reminders(work.session, [each.id for each in promises], work.now)
    work.session.flush()


def _opened_from(work: Work, source: ConversationRow, row: LetterRow, letter: Letter) -> ConversationRow:
    kind = row.kind or letter.kind
    return opened(
        work,
        kind=str(kind),
        state=str(State.TRIAGED),
        channel=source.channel,
        subject=letter.subject[:500] or source.subject,
        customer_id=source.customer_id,
        contact_name=source.contact_name,
        contact_address=source.contact_address,
        contact_link=source.contact_link,
        company=source.company,
        country=source.country,
        phone=source.phone,
        language=letter.language or source.language,
        opened_at=row.arrived_at,
        customer_wrote_at=row.arrived_at,
        wants=[[name, want.value, want.words] for name, want in letter.wants],
        missing=list(letter.missing),
        first_letter_id=row.id,
        urgent=source.urgent,
    )
