"""Closing and opening again: no answer is owed, or it is owed after all; nothing is ever deleted (R25)."""

from __future__ import annotations

from handlers.card import card_refreshed
from handlers.ownership import queued
from handlers.promise import lifted
from handlers.telling import to_colleague
from handlers.vocabulary import KINDS, said
from rules.inquiry import State, moved
from rules.outgoing import Outgoing
from rules.refusal import Refused
from rules.words import Line, line
from storage.happenings import note
from storage.promises import open_promises, promises_of
from storage.tables.conversations import ConversationRow
from storage.undoing import run_again
from storage.work import Work


def closed_as(work: Work, conversation: ConversationRow, kind: str, *, by: int, because: Line) -> list[Outgoing]:
    """Not an inquiry: the promise is lifted, the letters stay; its owner hears it if somebody else did it."""
    before = _before(work, conversation)
    outgoing = lifted(work, conversation, because, by)
    conversation.state = moved(conversation.state, State.NOT_INQUIRY)
    conversation.kind, conversation.closed_at = kind, work.now
    note(
        work,
        "closed",
        line("Not an inquiry but {kind}: {because}", kind=said(KINDS, kind), because=because),
        actor=by,
        conversation=conversation.id,
        customer=conversation.customer_id,
        before=before,
        after={"state": str(conversation.state), "kind": kind},
    )
    if conversation.owner_id not in {None, by}:
        words = line(
            "{number} is closed: {kind}. {because}",
            number=conversation.id,
            kind=said(KINDS, kind),
            because=because,
        )
        outgoing += to_colleague(work, conversation.owner_id or 0, (words,), conversation=conversation.id)
    return [*outgoing, *card_refreshed(work, conversation)]


def opened_again(
    work: Work, conversation: ConversationRow, *, by: int, because: Line, kind: str | None = None
) -> list[Outgoing]:
    """It goes on: what was owed when it was closed is owed again, with its old deadline."""
    if conversation.closed_at is None:
        raise Refused("{number} is open.", number=conversation.id)
    if conversation.state == State.MERGED:
        raise Refused("{number} is part of {other}.", number=conversation.id, other=conversation.merged_into or 0)
    before = _before(work, conversation)
    owed = [
        each.id
        for each in promises_of(work.session, conversation.id)
        if each.answered_at is None and each.ended_at == conversation.closed_at
    ]
    run_again(work.session, owed)
    conversation.state = _state_again(conversation)
    conversation.closed_at = None
    conversation.kind = kind or conversation.kind
    note(
        work,
        "reopened",
        line("Opened again: {because}", because=because),
        actor=by,
        conversation=conversation.id,
        customer=conversation.customer_id,
        before=before,
        after={"state": conversation.state, "kind": conversation.kind, "promises": owed},
    )
    outgoing = card_refreshed(work, conversation)
    if conversation.owner_id is None:
        return [*outgoing, *queued(work, conversation, because)]
    if conversation.owner_id != by:
        words = line("{number} is open again: {because}", number=conversation.id, because=because)
        outgoing += to_colleague(work, conversation.owner_id, (words,), conversation=conversation.id)
    return outgoing


def _state_again(conversation: ConversationRow) -> State:
    state = State(conversation.state)
    if state is State.NOT_INQUIRY:
        state = moved(state, State.TRIAGED)
    if conversation.owner_id is None:
        return state
    return moved(state, State.ASSIGNED)


def _before(work: Work, conversation: ConversationRow) -> dict[str, object]:
    return {
        "state": conversation.state,
        "kind": conversation.kind,
        "promises": [each.id for each in open_promises(work.session, conversation.id)],
    }
