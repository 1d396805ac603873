"""The states of a conversation (annex C, M1) and who may move it."""

from __future__ import annotations

from enum import StrEnum

from rules.letter import Kind
from rules.refusal import Refused


class State(StrEnum):
    RECEIVED = "received"
    LOGGED = "logged"
    TRIAGED = "triaged"
    """Read, checked for completeness, without an owner yet: the dispatcher's queue."""
    ASSIGNED = "assigned"
    WAITING = "waiting_customer"
    """Missing facts were asked for (R21)."""
    IN_REVIEW = "in_review"
    ANSWERED = "answered"
    QUOTED = "quoted"
    WON = "won"
    LOST = "lost"
    DORMANT = "dormant"
    MERGED = "merged"
    DECLINED = "declined"
    NOT_INQUIRY = "not_inquiry"


ENDED = frozenset({State.WON, State.LOST, State.MERGED, State.DECLINED, State.NOT_INQUIRY})

MOVES: frozenset[tuple[State, State]] = frozenset(
    {
        (State.RECEIVED, State.LOGGED),
        (State.LOGGED, State.MERGED),
        (State.LOGGED, State.NOT_INQUIRY),
        (State.LOGGED, State.TRIAGED),
        (State.TRIAGED, State.ASSIGNED),
        (State.ASSIGNED, State.TRIAGED),
        (State.ASSIGNED, State.WAITING),
        (State.WAITING, State.ASSIGNED),
        (State.WAITING, State.ANSWERED),
        (State.ASSIGNED, State.IN_REVIEW),
        (State.ASSIGNED, State.ANSWERED),
        (State.ANSWERED, State.ASSIGNED),
        (State.ANSWERED, State.WAITING),
        (State.ANSWERED, State.IN_REVIEW),
        (State.IN_REVIEW, State.QUOTED),
        (State.IN_REVIEW, State.ANSWERED),
        (State.QUOTED, State.WON),
        (State.QUOTED, State.LOST),
        (State.QUOTED, State.DORMANT),
        (State.QUOTED, State.ASSIGNED),
        (State.DORMANT, State.ASSIGNED),
        (State.NOT_INQUIRY, State.TRIAGED),
        (State.DECLINED, State.ASSIGNED),
        (State.LOST, State.ASSIGNED),
        (State.WON, State.ASSIGNED),
    }
    | {
        (state, end)
        for state in State
        if state not in ENDED
        for end in (State.DECLINED, State.MERGED, State.NOT_INQUIRY)
    }
)
"""Every move that there is; `any` of annex C is written out. A customer who writes again reopens (DORMANT, LOST, WON)."""

STARTS_A_CLOCK = frozenset({Kind.INQUIRY, Kind.ORDER, Kind.SAMPLE, Kind.PAYMENT, Kind.COMPLAINT, Kind.OTHER})
"""Kinds of letters from customers that need an answer: the promise belongs to the conversation, of whatever kind."""

OPENS_NOTHING = frozenset({Kind.NEWSLETTER, Kind.ADVERTISING, Kind.SUPPLIER, Kind.SPAM, Kind.CALENDAR})
"""Logged, listed, never chased; a person can make an inquiry of one."""


def moved(state: str, to: State) -> State:
    """The new state. Refuses a move that annex C does not know; staying is always allowed."""
    if state == to:
        return to
    if (State(state), to) not in MOVES:
        raise Refused("It is {state} and cannot become {to}.", state=state, to=str(to))
    return to


def after_answer(state: str) -> State:
    """A person has answered the customer: the response timer stops (R55)."""
    known = State(state)
    return State.ANSWERED if (known, State.ANSWERED) in MOVES else known


def after_quote(state: str) -> State:
    """An approved quotation has left (M1): its three matters were reviewed on the way (R24), wherever the conversation stood."""
    known = State(state)
    return known if known in ENDED - {State.LOST, State.WON} else State.QUOTED


def after_decision(state: str, to: State) -> State:
    """The customer has decided on a quotation, or it is over: WON, LOST or DORMANT, by the way of QUOTED."""
    known = after_quote(state)
    return moved(known, to) if known is State.QUOTED else known


def after_letter(state: str, owned: bool) -> State:
    """The customer has written (again): what was closed opens. A merged one is left; its letters go where it went."""
    known = State(state)
    if known is State.MERGED:
        return known
    if not owned:
        return State.TRIAGED if known in ENDED | {State.TRIAGED, State.LOGGED, State.DORMANT} else known
    return State.ASSIGNED if known is State.NOT_INQUIRY or (known, State.ASSIGNED) in MOVES else known


def taken(by: str, holder: str | None) -> str:
    """The name of the new owner. Only what has no owner can be taken (R44)."""
    if holder == by:
        raise Refused("It is yours already.")
    if holder is not None:
        raise Refused("It is already with {holder}.", holder=holder)
    return by
