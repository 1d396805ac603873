"""The promise to a conversation: begun by the customer's letter, kept by the first human answer, lifted when none is owed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from handlers.card import card_refreshed
from handlers.vocabulary import CHANNELS
from rules.deadline import promised
from rules.inquiry import after_answer, after_letter
from rules.outgoing import Outgoing
from rules.words import Line, line, verbatim, word
from storage.calendar import calendar_for
from storage.colleagues import name_of
from storage.conversations import standing
from storage.happenings import note, timeline
from storage.letters import letter
from storage.promises import answered_through_us, cancel_nudges, has_promise, lift_reminders, new_promise, open_promises
from storage.tables.conversations import ConversationRow, PromiseRow
from storage.undoing import run_again
from storage.work import Work

HOW: dict[str, Line] = {
    **CHANNELS,
    "sent folder": word("by mail, seen in Sent"),
    "infodesk": word("through infodesk"),
    "copy": word("by mail, with a copy to the front door"),
    "meeting": word("in a meeting"),
}


def begun(
    work: Work, conversation: ConversationRow, received_at: datetime, letter_id: int | None = None
) -> list[Outgoing]:
    """Starts the clock for an unanswered letter (R55), by the policy of now. Nothing for an old letter, or for one twice.

    A promise that was lifted without an answer does not count: the letter turned out to need one after all.
    """
    row = letter(work.session, letter_id)
    if row is not None and (row.old or has_promise(work.session, conversation.id, row.id)):
        return []
    years = tuple(range(received_at.year - 1, received_at.year + 2))
    promise = promised(received_at, work.policy, calendar_for(work.policy, years))
    new_promise(work, conversation.id, letter_id, promise)
    note(
        work,
        "promised",
        (line("To be answered by {due}", due=promise.due), *promise.because),
        conversation=conversation.id,
        customer=conversation.customer_id,
        letter=letter_id,
        after={"due": promise.due.isoformat(), "received": received_at.isoformat()},
    )
    return []


def kept(
    work: Work, conversation: ConversationRow, *, at: datetime, by: int | None, how: str, words: Line | None = None
) -> list[Outgoing]:
    """The first human answer (M1b): ends every open promise for what had come by then; a breach stays recorded.

    `at` is when it was answered. `how` is a key of HOW or a platform's name. What the customer wrote after `at` stays owed.
    """
    ended = [each for each in open_promises(work.session, conversation.id) if each.received_at <= at]
    for promise in ended:
        _answered(promise, at, by, how)
    _end(work, conversation, ended)
    before = conversation.state
    if conversation.first_answer_at is None:
        conversation.first_answer_at = at
    conversation.touched_at = max(conversation.touched_at, at)
    if len(open_promises(work.session, conversation.id)) == 0:
        conversation.state = after_answer(conversation.state)
    note(
        work,
        "answered",
        words or _answer(work, by, how),
        actor=by,
        conversation=conversation.id,
        customer=conversation.customer_id,
        before={"state": before},
        after={"state": str(conversation.state), "at": at.isoformat(), "late_minutes": _late_minutes(work, ended, at)},
    )
    return card_refreshed(work, conversation)


def owed_again(work: Work, decided_in: int | None, answered_at: datetime) -> list[ConversationRow]:
    """The answer decided at that instant has never left: what it ended is owed again, with the same deadlines.

    Returned are the conversations that owe it: the one in which it was decided, and what was split from it since, or what
    these have become part of. None that is closed, or in which the customer has been answered since.
    """
    owing: dict[int, ConversationRow] = {}
    for number in _with_split_off(work, decided_in):
        ended = answered_through_us(work.session, number, answered_at)
        matter = standing(work.session, work.session.get_one(ConversationRow, number)) if ended else None
        if matter is not None and _runs_again(work, matter, ended, answered_at):
            owing[matter.id] = matter
    return list(owing.values())


def _with_split_off(work: Work, number: int | None) -> list[int]:
    """The conversation and those that were split from it, and from these."""
    found = [] if number is None else [number]
    for each in found:
        told = [split.after for split in timeline(work.session, each, ("split",)) if isinstance(split.after, dict)]
        found += [after["fresh"] for after in told if after.get("fresh", each) not in found]
    return found


def _runs_again(work: Work, conversation: ConversationRow, ended: Sequence[PromiseRow], answered_at: datetime) -> bool:
    answers = timeline(work.session, conversation.id, ("answered",))
    if conversation.closed_at is not None or any(each.at > answered_at for each in answers):
        return False
    run_again(work.session, [each.id for each in ended])
    for promise in ended:
        promise.conversation_id = conversation.id
    conversation.state = after_letter(conversation.state, owned=conversation.owner_id is not None)
    if conversation.first_answer_at == answered_at:
        conversation.first_answer_at = None
    note(
        work,
        "noted",
        line("The answer has not left, so it is owed again, with the same deadline"),
        conversation=conversation.id,
        customer=conversation.customer_id,
    )
    return True


def lifted(work: Work, conversation: ConversationRow, because: Line, by: int | None = None) -> list[Outgoing]:
    """No answer is owed any more: not an inquiry, merged, spam. What was broken stays recorded."""
    ended = open_promises(work.session, conversation.id)
    if not ended:
        return []
    for promise in ended:
        promise.ended_at = work.now
    _end(work, conversation, ended)
    note(
        work,
        "lifted",
        line("No answer is owed any more: {because}", because=because),
        actor=by,
        conversation=conversation.id,
        before={"open": len(ended)},
        after={"open": 0},
    )
    return []


def _answered(promise: PromiseRow, at: datetime, by: int | None, how: str) -> None:
    promise.ended_at = promise.answered_at = at
    promise.answered_by = by
    promise.answered_how = how
    if promise.breached_at is None and at > promise.due_at:
        promise.breached_at = promise.due_at
    elif promise.breached_at is not None and at <= promise.due_at:
        promise.breached_at = None


def _end(work: Work, conversation: ConversationRow, ended: Iterable[PromiseRow]) -> None:
    lift_reminders(work.session, [each.id for each in ended], work.now)
    cancel_nudges(work.session, conversation.id, work.now)
    work.session.flush()


def _late_minutes(work: Work, ended: Iterable[PromiseRow], at: datetime) -> int:
    """Working minutes past the earliest deadline; 0 when it was in time (MET_LATE stores them)."""
    due = min((each.due_at for each in ended), default=at)
    return work.calendar.minutes_between(due, at)


def _answer(work: Work, by: int | None, how: str) -> Line:
    person = name_of(work.session, by)
    channel = HOW.get(how) or verbatim(how)
    if person:
        return line("Answered by {person}, {how}", person=person, how=channel)
    return line("Answered, {how}", how=channel)
