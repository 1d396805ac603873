"""The states of a quotation's version and what moves it from one to the next (annex C, M2), as a table."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from rules.refusal import Refused
from rules.words import Line, word


class QuoteState(StrEnum):
    DRAFT = "draft"
    COSTED = "costed"
    """Every field of R118 is there, and a cost sheet (R120)."""
    PENDING_SUPERVISOR = "pending_supervisor"
    PENDING_MANAGER = "pending_manager"
    APPROVED = "approved"
    SENT = "sent"
    RECEIPT_CONFIRMED = "receipt_confirmed"
    NEGOTIATING = "negotiating"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    """A newer version has taken its place."""
    DROPPED = "dropped"
    """Its author gave it up before anybody outside saw it."""


S = QuoteState

PENDING = frozenset({S.PENDING_SUPERVISOR, S.PENDING_MANAGER})
INSIDE = frozenset({S.DRAFT, S.COSTED, *PENDING, S.APPROVED})
"""The customer has not seen it."""
OUTSIDE = frozenset({S.SENT, S.RECEIPT_CONFIRMED, S.NEGOTIATING})
"""The customer has it, and has not decided."""
ENDED = frozenset({S.ACCEPTED, S.DECLINED, S.EXPIRED, S.SUPERSEDED, S.DROPPED})


class QuoteEvent(StrEnum):
    CHANGED = "changed"
    """Any change of its content: whatever was released is void."""
    COSTED = "costed"
    TO_SUPERVISOR = "to_supervisor"
    TO_MANAGER = "to_manager"
    APPROVED = "approved"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    VOIDED = "voided"
    """What was released does not hold any more without a change: a rate has expired (R142), the approval has."""
    SENT = "sent"
    RECEIVED = "received"
    OBJECTED = "objected"
    REVISED = "revised"
    """A new version is drafted."""
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    REOPENED = "reopened"
    DROPPED = "dropped"


E = QuoteEvent

MOVES: Mapping[tuple[QuoteState, QuoteEvent], QuoteState] = {
    (S.DRAFT, E.CHANGED): S.DRAFT,
    (S.COSTED, E.CHANGED): S.DRAFT,
    (S.PENDING_SUPERVISOR, E.CHANGED): S.DRAFT,
    (S.PENDING_MANAGER, E.CHANGED): S.DRAFT,
    (S.APPROVED, E.CHANGED): S.DRAFT,
    (S.DRAFT, E.COSTED): S.COSTED,
    (S.COSTED, E.TO_SUPERVISOR): S.PENDING_SUPERVISOR,
    (S.COSTED, E.TO_MANAGER): S.PENDING_MANAGER,
    (S.COSTED, E.APPROVED): S.APPROVED,
    (S.PENDING_SUPERVISOR, E.TO_MANAGER): S.PENDING_MANAGER,
    (S.PENDING_SUPERVISOR, E.APPROVED): S.APPROVED,
    (S.PENDING_MANAGER, E.TO_SUPERVISOR): S.PENDING_SUPERVISOR,
    (S.PENDING_MANAGER, E.APPROVED): S.APPROVED,
    (S.PENDING_SUPERVISOR, E.RETURNED): S.DRAFT,
    (S.PENDING_MANAGER, E.RETURNED): S.DRAFT,
    (S.PENDING_SUPERVISOR, E.WITHDRAWN): S.DRAFT,
    (S.PENDING_MANAGER, E.WITHDRAWN): S.DRAFT,
    (S.PENDING_SUPERVISOR, E.VOIDED): S.DRAFT,
    (S.PENDING_MANAGER, E.VOIDED): S.DRAFT,
    (S.APPROVED, E.VOIDED): S.DRAFT,
    (S.APPROVED, E.SENT): S.SENT,
    (S.SENT, E.RECEIVED): S.RECEIPT_CONFIRMED,
    (S.SENT, E.OBJECTED): S.NEGOTIATING,
    (S.RECEIPT_CONFIRMED, E.OBJECTED): S.NEGOTIATING,
    (S.NEGOTIATING, E.OBJECTED): S.NEGOTIATING,
    (S.SENT, E.REVISED): S.SUPERSEDED,
    (S.RECEIPT_CONFIRMED, E.REVISED): S.SUPERSEDED,
    (S.NEGOTIATING, E.REVISED): S.SUPERSEDED,
    (S.EXPIRED, E.REVISED): S.SUPERSEDED,
    (S.DECLINED, E.REVISED): S.SUPERSEDED,
    (S.SENT, E.ACCEPTED): S.ACCEPTED,
    (S.RECEIPT_CONFIRMED, E.ACCEPTED): S.ACCEPTED,
    (S.NEGOTIATING, E.ACCEPTED): S.ACCEPTED,
    (S.SENT, E.DECLINED): S.DECLINED,
    (S.RECEIPT_CONFIRMED, E.DECLINED): S.DECLINED,
    (S.NEGOTIATING, E.DECLINED): S.DECLINED,
    (S.EXPIRED, E.DECLINED): S.DECLINED,
    (S.SENT, E.EXPIRED): S.EXPIRED,
    (S.RECEIPT_CONFIRMED, E.EXPIRED): S.EXPIRED,
    (S.NEGOTIATING, E.EXPIRED): S.EXPIRED,
    (S.DECLINED, E.REOPENED): S.NEGOTIATING,
    (S.EXPIRED, E.REOPENED): S.NEGOTIATING,
    (S.ACCEPTED, E.REOPENED): S.NEGOTIATING,
    (S.SUPERSEDED, E.REOPENED): S.NEGOTIATING,
    (S.DRAFT, E.DROPPED): S.DROPPED,
    (S.COSTED, E.DROPPED): S.DROPPED,
    (S.PENDING_SUPERVISOR, E.DROPPED): S.DROPPED,
    (S.PENDING_MANAGER, E.DROPPED): S.DROPPED,
    (S.APPROVED, E.DROPPED): S.DROPPED,
}
"""M2, extended by approval that nobody needs (by_margin), by change after approval, by withdrawing, dropping, reopening (also of
what a version replaced that was given up), and by expiry out of negotiation."""


_ALREADY = {(S.ACCEPTED, E.ACCEPTED), (S.DECLINED, E.DECLINED), (S.DROPPED, E.DROPPED), (S.SENT, E.SENT)}


def after(state: str, event: QuoteEvent) -> QuoteState:
    """The state that follows. Refuses what may not happen now."""
    found = MOVES.get((QuoteState(state), event))
    if found is None and (state, event) in _ALREADY:
        raise Refused("The quotation is {state} already.", state=STATE_WORDS[QuoteState(state)])
    if found is None:
        raise Refused(
            "That cannot be done now: the quotation is {state}, and {event} does not follow.",
            state=STATE_WORDS[QuoteState(state)],
            event=EVENT_WORDS[event],
        )
    return found


STATE_WORDS: Mapping[QuoteState, Line] = {
    S.DRAFT: word("a draft"),
    S.COSTED: word("costed"),
    S.PENDING_SUPERVISOR: word("waiting for the supervisor"),
    S.PENDING_MANAGER: word("waiting for the manager"),
    S.APPROVED: word("approved, not sent yet"),
    S.SENT: word("sent"),
    S.RECEIPT_CONFIRMED: word("received by the customer"),
    S.NEGOTIATING: word("being negotiated"),
    S.ACCEPTED: word("won"),
    S.DECLINED: word("lost"),
    S.EXPIRED: word("expired"),
    S.SUPERSEDED: word("replaced by a newer version"),
    S.DROPPED: word("given up"),
}
EVENT_WORDS: Mapping[QuoteEvent, Line] = {
    E.CHANGED: word("changing it"),
    E.COSTED: word("costing it"),
    E.TO_SUPERVISOR: word("asking the supervisor"),
    E.TO_MANAGER: word("asking the manager"),
    E.APPROVED: word("approving it"),
    E.RETURNED: word("returning it"),
    E.WITHDRAWN: word("taking it back"),
    E.VOIDED: word("voiding the approval"),
    E.SENT: word("sending it"),
    E.RECEIVED: word("confirming its receipt"),
    E.OBJECTED: word("an objection"),
    E.REVISED: word("a new version"),
    E.ACCEPTED: word("accepting it"),
    E.DECLINED: word("losing it"),
    E.EXPIRED: word("its expiry"),
    E.REOPENED: word("opening it again"),
    E.DROPPED: word("giving it up"),
}
