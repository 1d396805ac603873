"""The states of a complaint (annex C, M7), as a table: each step has its own clock (R246, R249)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from rules.refusal import Refused
from rules.words import Line, word


class ComplaintState(StrEnum):
    RECEIVED = "received"
    RECORDED = "recorded"
    INVESTIGATING = "investigating"
    CAUSE_CONFIRMED = "cause_confirmed"
    MEASURE_TAKEN = "measure_taken"
    RESULT_TOLD = "result_told"
    CLOSED = "closed"
    REOPENED = "reopened"


S = ComplaintState

OPEN = frozenset(S) - {S.CLOSED}


class ComplaintEvent(StrEnum):
    RECORDED = "recorded"
    NAMED = "named"
    """Somebody is responsible for it."""
    CAUSE = "cause"
    MEASURE = "measure"
    TOLD = "told"
    CLOSED = "closed"
    """Its prevention is entered (R245)."""
    REOPENED = "reopened"
    DISMISSED = "dismissed"
    """It was no complaint."""


E = ComplaintEvent

MOVES: Mapping[tuple[ComplaintState, ComplaintEvent], ComplaintState] = {
    (S.RECEIVED, E.RECORDED): S.RECORDED,
    (S.RECORDED, E.NAMED): S.INVESTIGATING,
    (S.INVESTIGATING, E.NAMED): S.INVESTIGATING,
    (S.INVESTIGATING, E.CAUSE): S.CAUSE_CONFIRMED,
    (S.CAUSE_CONFIRMED, E.CAUSE): S.CAUSE_CONFIRMED,
    (S.CAUSE_CONFIRMED, E.MEASURE): S.MEASURE_TAKEN,
    (S.MEASURE_TAKEN, E.MEASURE): S.MEASURE_TAKEN,
    (S.MEASURE_TAKEN, E.TOLD): S.RESULT_TOLD,
    (S.RESULT_TOLD, E.CLOSED): S.CLOSED,
    (S.CLOSED, E.REOPENED): S.REOPENED,
    (S.REOPENED, E.NAMED): S.INVESTIGATING,
    (S.RECORDED, E.DISMISSED): S.CLOSED,
    (S.INVESTIGATING, E.DISMISSED): S.CLOSED,
}
"""M7, extended by letters that only looked like a complaint."""


def after(state: str, event: ComplaintEvent) -> ComplaintState:
    """The state that follows. Refuses, in a sentence, what may not happen now."""
    found = MOVES.get((ComplaintState(state), event))
    if found is None:
        raise Refused("That cannot be done now: the complaint is {state}.", state=STATE_WORDS[ComplaintState(state)])
    return found


STATE_WORDS: Mapping[ComplaintState, Line] = {
    S.RECEIVED: word("received"),
    S.RECORDED: word("recorded"),
    S.INVESTIGATING: word("being investigated"),
    S.CAUSE_CONFIRMED: word("its cause is known"),
    S.MEASURE_TAKEN: word("a measure is taken"),
    S.RESULT_TOLD: word("the customer knows the result"),
    S.CLOSED: word("closed"),
    S.REOPENED: word("opened again"),
}
