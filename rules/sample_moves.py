"""The states of a sample and of a pre-production sample (annex C, M3 and M3b), as tables."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from rules.refusal import Refused
from rules.words import Line, word


class SampleState(StrEnum):
    REQUESTED = "requested"
    PENDING = "pending"
    """Its form waits for the supervisor."""
    FORM_CONFIRMED = "form_confirmed"
    IN_MAKING = "in_making"
    REVIEWED = "reviewed"
    RETAINED = "retained"
    """The extra piece is stored and labelled (R147, R150)."""
    SENT = "sent"
    DELIVERED = "delivered"
    FEEDBACK = "feedback"
    APPROVED = "approved"
    REJECTED = "rejected"
    FROM_SUPPLIER = "from_supplier"
    """A pre-production sample is asked for (M3b)."""
    RECEIVED = "received"
    CONFIRMED = "confirmed"
    BULK_RELEASED = "bulk_released"
    WAIVED = "waived"
    DROPPED = "dropped"


S = SampleState

ENDED = frozenset({S.APPROVED, S.REJECTED, S.BULK_RELEASED, S.WAIVED, S.DROPPED})
GOOD = frozenset({S.APPROVED, S.CONFIRMED, S.BULK_RELEASED, S.WAIVED})
"""Production may go by it (R155)."""


class SampleEvent(StrEnum):
    SUBMITTED = "submitted"
    CONFIRMED = "confirmed"
    RETURNED = "returned"
    BEGUN = "begun"
    REVIEWED = "reviewed"
    RETAINED = "retained"
    SENT = "sent"
    DELIVERED = "delivered"
    ANSWERED = "answered"
    APPROVED = "approved"
    CHANGE = "change"
    REJECTED = "rejected"
    ARRIVED = "arrived"
    CHECKED = "checked"
    NOT_RIGHT = "not_right"
    RELEASED = "released"
    WAIVED = "waived"
    DROPPED = "dropped"


E = SampleEvent

MOVES: Mapping[tuple[SampleState, SampleEvent], SampleState] = {
    (S.REQUESTED, E.SUBMITTED): S.PENDING,
    (S.REQUESTED, E.CONFIRMED): S.FORM_CONFIRMED,
    (S.PENDING, E.CONFIRMED): S.FORM_CONFIRMED,
    (S.PENDING, E.RETURNED): S.REQUESTED,
    (S.FORM_CONFIRMED, E.BEGUN): S.IN_MAKING,
    (S.IN_MAKING, E.REVIEWED): S.REVIEWED,
    (S.IN_MAKING, E.RETURNED): S.FORM_CONFIRMED,
    (S.REVIEWED, E.RETAINED): S.RETAINED,
    (S.RETAINED, E.SENT): S.SENT,
    (S.SENT, E.DELIVERED): S.DELIVERED,
    (S.SENT, E.ANSWERED): S.FEEDBACK,
    (S.DELIVERED, E.ANSWERED): S.FEEDBACK,
    (S.FEEDBACK, E.APPROVED): S.APPROVED,
    (S.FEEDBACK, E.CHANGE): S.REQUESTED,
    (S.FEEDBACK, E.REJECTED): S.REJECTED,
    (S.FROM_SUPPLIER, E.ARRIVED): S.RECEIVED,
    (S.FROM_SUPPLIER, E.WAIVED): S.WAIVED,
    (S.RECEIVED, E.WAIVED): S.WAIVED,
    (S.RECEIVED, E.CHECKED): S.CONFIRMED,
    (S.RECEIVED, E.NOT_RIGHT): S.FROM_SUPPLIER,
    (S.CONFIRMED, E.RELEASED): S.BULK_RELEASED,
    **{(each, E.DROPPED): S.DROPPED for each in (S.REQUESTED, S.PENDING, S.FORM_CONFIRMED, S.IN_MAKING, S.REVIEWED,
                                                 S.RETAINED, S.FROM_SUPPLIER, S.RECEIVED)},
}  # fmt: skip
"""M3 and M3b; a change goes back to a new version of the form, which is confirmed anew."""


def after(state: str, event: SampleEvent) -> SampleState:
    """The state that follows. Refuses, in a sentence, what may not happen now."""
    found = MOVES.get((SampleState(state), event))
    if found is None:
        raise Refused("That cannot be done now: the sample is {state}.", state=STATE_WORDS[SampleState(state)])
    return found


STATE_WORDS: Mapping[SampleState, Line] = {
    S.REQUESTED: word("requested"),
    S.PENDING: word("waiting for the supervisor"),
    S.FORM_CONFIRMED: word("confirmed on its form"),
    S.IN_MAKING: word("being made"),
    S.REVIEWED: word("reviewed"),
    S.RETAINED: word("reviewed, and one piece is kept"),
    S.SENT: word("sent"),
    S.DELIVERED: word("delivered"),
    S.FEEDBACK: word("answered by the customer"),
    S.APPROVED: word("approved by the customer"),
    S.REJECTED: word("rejected by the customer"),
    S.FROM_SUPPLIER: word("asked for from the supplier"),
    S.RECEIVED: word("in house"),
    S.CONFIRMED: word("checked without fault"),
    S.BULK_RELEASED: word("released for bulk production"),
    S.WAIVED: word("waived"),
    S.DROPPED: word("given up"),
}
