"""The states of a trade paper (annex C, M4 for contract and proforma invoice, M10 for purchase orders), as a table."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from rules.refusal import Refused
from rules.words import Line, word


class PaperState(StrEnum):
    DRAFT = "draft"
    LEGAL_REVIEW = "legal_review"
    PENDING = "pending"
    """Waits for the supervisor (M4: PENDING_SUPERVISOR)."""
    APPROVED = "approved"
    """Released; production and warehouse see it, or it may leave."""
    SENT = "sent"
    """Sent for signature, or to the supplier, or to the customer."""
    SIGNED = "signed"
    """By the customer, or signed back by the supplier."""
    RECHECKED = "rechecked"
    COMPANY_SIGNED = "company_signed"
    COPY_DELIVERED = "copy_delivered"
    ARCHIVED = "archived"
    AMENDING = "amending"
    """A new version of it is being written; what is signed holds until that one is."""
    SUPERSEDED = "superseded"
    CANCELLED = "cancelled"
    DROPPED = "dropped"


S = PaperState

CHANGEABLE = frozenset({S.DRAFT, S.LEGAL_REVIEW})
UNSIGNED = frozenset({S.DRAFT, S.LEGAL_REVIEW, S.PENDING, S.APPROVED, S.SENT})
HOLDS = frozenset({S.SIGNED, S.RECHECKED, S.COMPANY_SIGNED, S.COPY_DELIVERED, S.ARCHIVED, S.AMENDING})
"""Signed by the other side: it binds."""
RELEASED = frozenset({S.APPROVED, S.SENT, *HOLDS})
ENDED = frozenset({S.SUPERSEDED, S.CANCELLED, S.DROPPED})


class PaperEvent(StrEnum):
    CHANGED = "changed"
    TO_LAWYER = "to_lawyer"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    RETURNED = "returned"
    VOIDED = "voided"
    SENT = "sent"
    SIGNED = "signed"
    UNSIGNED = "unsigned"
    """The signature is not in order, or it was the wrong file: another one is waited for."""
    RECHECKED = "rechecked"
    COMPANY_SIGNED = "company_signed"
    COPY_DELIVERED = "copy_delivered"
    ARCHIVED = "archived"
    AMENDED = "amended"
    AMENDMENT_DROPPED = "amendment_dropped"
    REPLACED = "replaced"
    CANCELLED = "cancelled"
    DROPPED = "dropped"


E = PaperEvent

MOVES: Mapping[tuple[PaperState, PaperEvent], PaperState] = {
    (S.DRAFT, E.CHANGED): S.DRAFT,
    (S.LEGAL_REVIEW, E.CHANGED): S.DRAFT,
    (S.PENDING, E.CHANGED): S.DRAFT,
    (S.APPROVED, E.CHANGED): S.DRAFT,
    (S.DRAFT, E.TO_LAWYER): S.LEGAL_REVIEW,
    (S.DRAFT, E.SUBMITTED): S.PENDING,
    (S.LEGAL_REVIEW, E.SUBMITTED): S.PENDING,
    (S.DRAFT, E.APPROVED): S.APPROVED,
    (S.PENDING, E.APPROVED): S.APPROVED,
    (S.PENDING, E.RETURNED): S.DRAFT,
    (S.PENDING, E.VOIDED): S.DRAFT,
    (S.APPROVED, E.VOIDED): S.DRAFT,
    (S.APPROVED, E.SENT): S.SENT,
    (S.SENT, E.SIGNED): S.SIGNED,
    (S.SIGNED, E.UNSIGNED): S.SENT,
    (S.ARCHIVED, E.UNSIGNED): S.SENT,
    (S.SIGNED, E.RECHECKED): S.RECHECKED,
    (S.SIGNED, E.COMPANY_SIGNED): S.COMPANY_SIGNED,
    (S.SIGNED, E.COPY_DELIVERED): S.COPY_DELIVERED,
    (S.SIGNED, E.ARCHIVED): S.ARCHIVED,
    (S.RECHECKED, E.COMPANY_SIGNED): S.COMPANY_SIGNED,
    (S.COMPANY_SIGNED, E.COPY_DELIVERED): S.COPY_DELIVERED,
    (S.COPY_DELIVERED, E.ARCHIVED): S.ARCHIVED,
    (S.SENT, E.AMENDED): S.AMENDING,
    (S.SIGNED, E.AMENDED): S.AMENDING,
    (S.RECHECKED, E.AMENDED): S.AMENDING,
    (S.COMPANY_SIGNED, E.AMENDED): S.AMENDING,
    (S.COPY_DELIVERED, E.AMENDED): S.AMENDING,
    (S.ARCHIVED, E.AMENDED): S.AMENDING,
    (S.AMENDING, E.SENT): S.SENT,
    (S.AMENDING, E.SIGNED): S.SIGNED,
    (S.AMENDING, E.RECHECKED): S.RECHECKED,
    (S.AMENDING, E.COMPANY_SIGNED): S.COMPANY_SIGNED,
    (S.AMENDING, E.COPY_DELIVERED): S.COPY_DELIVERED,
    (S.AMENDING, E.ARCHIVED): S.ARCHIVED,
    (S.AMENDING, E.AMENDMENT_DROPPED): S.ARCHIVED,
    (S.AMENDING, E.REPLACED): S.SUPERSEDED,
    (S.APPROVED, E.CANCELLED): S.CANCELLED,
    (S.SENT, E.CANCELLED): S.CANCELLED,
    (S.SIGNED, E.CANCELLED): S.CANCELLED,
    (S.RECHECKED, E.CANCELLED): S.CANCELLED,
    (S.COMPANY_SIGNED, E.CANCELLED): S.CANCELLED,
    (S.COPY_DELIVERED, E.CANCELLED): S.CANCELLED,
    (S.ARCHIVED, E.CANCELLED): S.CANCELLED,
    (S.AMENDING, E.CANCELLED): S.CANCELLED,
    (S.DRAFT, E.DROPPED): S.DROPPED,
    (S.LEGAL_REVIEW, E.DROPPED): S.DROPPED,
    (S.PENDING, E.DROPPED): S.DROPPED,
    (S.APPROVED, E.DROPPED): S.DROPPED,
}
"""M4 and M10. A proforma invoice may skip recheck and company signature by setting; the handlers ask that (R166)."""


def after(state: str, event: PaperEvent) -> PaperState:
    """The state that follows. Refuses, in a sentence, what may not happen now."""
    found = MOVES.get((PaperState(state), event))
    if found is None:
        raise Refused(
            "That cannot be done now: the paper is {state}, and {event} does not follow.",
            state=STATE_WORDS[PaperState(state)],
            event=EVENT_WORDS[event],
        )
    return found


STATE_WORDS: Mapping[PaperState, Line] = {
    S.DRAFT: word("a draft"),
    S.LEGAL_REVIEW: word("with the lawyer"),
    S.PENDING: word("waiting for the supervisor"),
    S.APPROVED: word("approved, not sent yet"),
    S.SENT: word("sent"),
    S.SIGNED: word("signed by the other side"),
    S.RECHECKED: word("rechecked"),
    S.COMPANY_SIGNED: word("signed by both sides"),
    S.COPY_DELIVERED: word("signed, and the copy is delivered"),
    S.ARCHIVED: word("archived"),
    S.AMENDING: word("being amended"),
    S.SUPERSEDED: word("replaced by a newer version"),
    S.CANCELLED: word("cancelled"),
    S.DROPPED: word("given up"),
}
EVENT_WORDS: Mapping[PaperEvent, Line] = {
    E.CHANGED: word("changing it"),
    E.TO_LAWYER: word("asking the lawyer"),
    E.SUBMITTED: word("asking the supervisor"),
    E.APPROVED: word("approving it"),
    E.RETURNED: word("returning it"),
    E.VOIDED: word("voiding the approval"),
    E.SENT: word("sending it"),
    E.SIGNED: word("the other side's signature"),
    E.UNSIGNED: word("refusing the signature"),
    E.RECHECKED: word("checking the signature"),
    E.COMPANY_SIGNED: word("our signature"),
    E.COPY_DELIVERED: word("delivering the copy"),
    E.ARCHIVED: word("archiving it"),
    E.AMENDED: word("amending it"),
    E.AMENDMENT_DROPPED: word("dropping the amendment"),
    E.REPLACED: word("replacing it"),
    E.CANCELLED: word("cancelling it"),
    E.DROPPED: word("giving it up"),
}
