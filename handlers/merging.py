"""Two inquiries become one, and two again: numbers stay; letters, promises, drafts move and come back (R43)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from handlers.card import card_refreshed, card_shown
from handlers.moving import drafts_back, drafts_moved, owed_there, parted, restored, standing_of
from handlers.telling import to_colleague
from rules.address import normalised
from rules.inquiry import State, after_answer, after_letter, moved
from rules.outgoing import Outgoing
from rules.refusal import Refused
from rules.words import Line, line
from storage.colleagues import colleague
from storage.conversations import join, participants, standing
from storage.drafts import draft_sent_at
from storage.happenings import note, timeline
from storage.letters import letters_of, reading_of
from storage.promises import open_promises
from storage.tables.conversations import ConversationRow
from storage.undoing import move_letters, promises_for, promises_numbered, run_again
from storage.work import Work

_ITS_OWN = ("state", "closed", "possibly", "perhaps_new")
"""What a merge changes in the one that vanishes."""
_LONGEST_CHAIN = 100


def merged(work: Work, source: ConversationRow, target: ConversationRow, *, by: int) -> list[Outgoing]:
    """The source becomes part of the target. What it owes is owed there with the same deadline, so the earlier one rules.

    A closed target opens: somebody has said that the customer's new letter belongs to it.
    """
    if source.id == target.id:
        raise Refused("That is one and the same already.")
    before = {"source": standing_of(source), "target": standing_of(target)}
    taken, outgoing = _moved_over(work, source, target)
    _opens(target, bool(taken["promises"]))
    source.state, source.merged_into, source.closed_at = moved(source.state, State.MERGED), target.id, work.now
    source.possibly = source.perhaps_new = None
    _wrote_last(source, target)
    target.touched_at = work.now
    work.session.flush()
    words = line("{number} is part of {other} now", number=source.id, other=target.id)
    note(work, "merged", words, actor=by, conversation=target.id, after={"source": source.id})
    after = {"target": target.id, **taken, "target_now": standing_of(target)}
    note(work, "merged", words, actor=by, conversation=source.id, before=before, after=after)
    return [*outgoing, *_told_of_merge(work, source, target, by)]


def separated(work: Work, source: ConversationRow, before: Any, after: Any, *, by: int) -> list[Outgoing]:
    """The merge is taken back: letters, addresses, promises and drafts go home, wherever they have been carried since.

    So do the letters that came after it in answer to the source's own mails.
    """
    where = standing(work.session, source)
    if where.id == source.id or source.merged_into != after["target"]:
        raise Refused("{number} stands alone already.", number=source.id)
    letters = _going_home(work, source, where, after)
    move_letters(work.session, letters, source.id)
    owed = {each.id: each for each in promises_numbered(work.session, after["promises"])}
    owed |= {each.id: each for each in promises_for(work.session, where.id, letters)}
    owed_there(work, [each for each in owed.values() if each.conversation_id == where.id], where.id, source.id)
    for each in _on_the_way(work, source):
        parted(work, each.id, after["addresses"])
    drafts_back(work, after["drafts"], where.id, source.id)
    target = _direct(work, source)
    source.merged_into = None
    restored(source, {each: before["source"][each] for each in _ITS_OWN}, standing_of(source))
    _owed_or_answered(work, source, where, after["promises"])
    if open_promises(work.session, source.id):
        source.state, source.closed_at = after_letter(source.state, owned=source.owner_id is not None), None
    restored(target, before["target"], after["target_now"])
    if target.merged_into is None and open_promises(work.session, target.id):
        target.state, target.closed_at = after_letter(target.state, owned=target.owner_id is not None), None
    words = line("{number} stands alone again", number=source.id)
    for each in (source, where):
        note(work, "split", words, actor=by, conversation=each.id)
    outgoing = [*card_refreshed(work, source), *card_refreshed(work, where)]
    for person in {source.owner_id, where.owner_id} - {None, by}:
        outgoing += _told(work, person, words, source)
    return outgoing


def _owed_or_answered(work: Work, source: ConversationRow, where: ConversationRow, promises: Sequence[int]) -> None:
    """What the source owed and the other has answered since: it counts if its own side was written to, else it is owed."""
    since = [each for each in promises_numbered(work.session, promises) if each.answered_at is not None]
    if not since:
        return
    side = participants(work.session, source.id)
    mails = [draft_sent_at(work.session, where.id, each.answered_at) for each in since if each.answered_at is not None]
    if any(mail is not None and normalised(mail.to_address) in side for mail in mails):
        source.state = after_answer(source.state)
    else:
        run_again(work.session, [each.id for each in since])


def _direct(work: Work, source: ConversationRow) -> ConversationRow:
    return work.session.get_one(ConversationRow, source.merged_into)


def _on_the_way(work: Work, source: ConversationRow) -> list[ConversationRow]:
    """What the source has become part of, and what that is part of, up to the one that stands."""
    chain = [_direct(work, source)]
    while chain[-1].merged_into is not None and len(chain) < _LONGEST_CHAIN:
        chain.append(_direct(work, chain[-1]))
    return chain


def _moved_over(work: Work, source: ConversationRow, target: ConversationRow) -> tuple[dict[str, Any], list[Outgoing]]:
    letters = [each.id for each in letters_of(work.session, source.id)]
    addresses = sorted(participants(work.session, source.id) - participants(work.session, target.id))
    move_letters(work.session, letters, target.id)
    join(work, target.id, addresses)
    promises = owed_there(work, open_promises(work.session, source.id), source.id, target.id)
    drafts, said = drafts_moved(work, source.id, target.id)
    known = {each[0] for each in (target.wants or [])}
    new = [each for each in (source.wants or []) if each[0] not in known]
    if new:
        target.wants = [*(target.wants or []), *new]
        found = {each[0] for each in new}
        target.missing = [each for each in (target.missing or []) if each not in found]
    return {"letters": letters, "addresses": addresses, "promises": promises, "drafts": drafts}, said


def _opens(target: ConversationRow, owes: bool) -> None:
    if owes or target.closed_at is not None:
        target.state = after_letter(target.state, owned=target.owner_id is not None)
    target.closed_at = None


def _wrote_last(source: ConversationRow, target: ConversationRow) -> None:
    known = [each for each in (source.customer_wrote_at, target.customer_wrote_at) if each is not None]
    target.customer_wrote_at = max(known, default=None)


def _going_home(work: Work, source: ConversationRow, where: ConversationRow, after: Any) -> list[int]:
    """The letters that came with the source and those that have answered its own since, as far as they are still here."""
    rows = letters_of(work.session, where.id)
    own = {each.message_id for each in rows if each.id in set(after["letters"]) and each.message_id}
    by_proof = {
        each.letter_id
        for each in timeline(work.session, where.id, ("joined",))
        if isinstance(each.after, dict) and each.after.get("via") == source.id
    }
    return [
        each.id
        for each in rows
        if each.id in {*after["letters"], *by_proof} or (each.role != "out" and _answers(work, each.id) in own)
    ]


def _answers(work: Work, letter: int) -> str:
    """The Message-ID that the letter answers; empty where it tells none."""
    read = reading_of(work.session, letter)
    return "" if read is None else read.in_reply_to or next(reversed(read.references), "")


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
