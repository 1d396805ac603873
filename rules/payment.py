"""Parts of an order's payment: their triggers, their states (annex C, M6), and what a payment term means (R171, R224, R235)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from rules.refusal import Refused
from rules.words import Line, word


class Trigger(StrEnum):
    """What makes a part due."""

    SIGNING = "signing"
    BEFORE_PRODUCTION = "before_production"
    BEFORE_SHIPMENT = "before_shipment"
    DOCUMENTS = "documents"
    """Against a copy of the bill of lading, documents, a letter of credit at sight (D/P, L/C)."""
    SHIPMENT = "shipment"
    """So many days after the date of the bill of lading."""
    ARRIVAL = "arrival"
    """So many days after the goods have arrived."""
    DATE = "date"


METHODS = ("T/T", "L/C", "D/P", "D/A", "O/A", "Western Union", "PayPal", "cash")


class PartState(StrEnum):
    EXPECTED = "expected"
    DUE = "due"
    OVERDUE = "overdue"
    LETTER = "letter"
    CALL = "call"
    VISIT = "visit"
    WARNING = "warning"
    BAD_DEBT = "bad_debt"
    RECEIVED = "received"
    INVOICED = "invoiced"
    RECONCILED = "reconciled"
    VOID = "void"
    """The order was cancelled before anything was paid for it."""


S = PartState

UNPAID = frozenset({S.EXPECTED, S.DUE, S.OVERDUE, S.LETTER, S.CALL, S.VISIT, S.WARNING})
LATE = frozenset({S.OVERDUE, S.LETTER, S.CALL, S.VISIT, S.WARNING})
PAID = frozenset({S.RECEIVED, S.INVOICED, S.RECONCILED})


class PartEvent(StrEnum):
    TRIGGERED = "triggered"
    PASSED = "passed"
    """Its date is over."""
    WRITTEN = "written"
    CALLED = "called"
    VISITED = "visited"
    WARNED = "warned"
    GIVEN_UP = "given_up"
    RECEIVED = "received"
    INVOICED = "invoiced"
    RECONCILED = "reconciled"
    REVERSED = "reversed"
    """A receipt that was confirmed was none, or was paid back."""
    VOIDED = "voided"


E = PartEvent

MOVES: Mapping[tuple[PartState, PartEvent], PartState] = {
    (S.EXPECTED, E.TRIGGERED): S.DUE,
    (S.DUE, E.PASSED): S.OVERDUE,
    (S.OVERDUE, E.WRITTEN): S.LETTER,
    (S.LETTER, E.CALLED): S.CALL,
    (S.CALL, E.VISITED): S.VISIT,
    (S.VISIT, E.WARNED): S.WARNING,
    (S.WARNING, E.GIVEN_UP): S.BAD_DEBT,
    **{(each, E.RECEIVED): S.RECEIVED for each in (*sorted(UNPAID), S.BAD_DEBT)},
    **{(each, E.VOIDED): S.VOID for each in sorted(UNPAID)},
    (S.RECEIVED, E.INVOICED): S.INVOICED,
    (S.INVOICED, E.RECONCILED): S.RECONCILED,
    **{(each, E.REVERSED): S.DUE for each in (S.RECEIVED, S.INVOICED, S.RECONCILED)},
}
"""M6; a receipt that proves to be none makes its part due again."""


def after(state: str, event: PartEvent) -> PartState:
    """The state that follows. Refuses, in a sentence, what may not happen now."""
    found = MOVES.get((PartState(state), event))
    if found is None:
        raise Refused("That cannot be done now: this payment is {state}.", state=STATE_WORDS[PartState(state)])
    return found


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a payment term: `percent` of the total, by `method`, due `days` after its trigger (0: at once)."""

    name: str
    """deposit, balance, part, or whole where there is one only."""
    percent: Decimal
    method: str
    trigger: Trigger
    days: int = 0


STATE_WORDS: Mapping[PartState, Line] = {
    S.EXPECTED: word("expected"),
    S.DUE: word("due"),
    S.OVERDUE: word("overdue"),
    S.LETTER: word("reminded by letter"),
    S.CALL: word("reminded by telephone"),
    S.VISIT: word("reminded by a visit"),
    S.WARNING: word("a bad-debt warning"),
    S.BAD_DEBT: word("a bad debt"),
    S.RECEIVED: word("received"),
    S.INVOICED: word("received and invoiced"),
    S.RECONCILED: word("reconciled"),
    S.VOID: word("void"),
}
TRIGGER_WORDS: Mapping[Trigger, Line] = {
    Trigger.SIGNING: word("at signing"),
    Trigger.BEFORE_PRODUCTION: word("before production"),
    Trigger.BEFORE_SHIPMENT: word("before shipment"),
    Trigger.DOCUMENTS: word("against documents"),
    Trigger.SHIPMENT: word("after shipment"),
    Trigger.ARRIVAL: word("after arrival"),
    Trigger.DATE: word("on a fixed day"),
}
NAME_WORDS: Mapping[str, Line] = {
    "deposit": word("deposit"),
    "balance": word("balance"),
    "part": word("part payment"),
    "whole": word("whole amount"),
}
