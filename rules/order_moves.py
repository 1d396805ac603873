"""The stages of an order, who moves them, and what must be there before (annex C, M5 and M13), as tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from rules.permission import Role
from rules.refusal import Refused
from rules.words import Line, word


class Stage(StrEnum):
    CONFIRMED = "confirmed"
    COST_RECHECKED = "cost_rechecked"
    COORDINATED = "coordinated"
    RELEASED = "released"
    MATERIAL = "material"
    IN_PRODUCTION = "in_production"
    REWORK = "rework"
    """A side state of production: a defect is corrected (R202)."""
    INSPECTED = "inspected"
    PACKED = "packed"
    SHIPPED = "shipped"
    ARRIVED = "arrived"
    FEEDBACK = "feedback"
    CLOSED = "closed"
    CANCELLED = "cancelled"


S = Stage

LINE = (
    S.CONFIRMED,
    S.COST_RECHECKED,
    S.COORDINATED,
    S.RELEASED,
    S.MATERIAL,
    S.IN_PRODUCTION,
    S.INSPECTED,
    S.PACKED,
    S.SHIPPED,
    S.ARRIVED,
    S.FEEDBACK,
    S.CLOSED,
)
"""The way of an order that is produced. Paid is a fact beside the stages: it may come before shipment or after arrival."""
_NOT_MADE = frozenset({S.IN_PRODUCTION})
_FROM_STOCK = frozenset({S.MATERIAL, S.IN_PRODUCTION})
SUPPLY_MODES = ("produce", "buy", "stock")
"""Made here; sourced by purchasing (M5: outsourced, the owner stays); taken from stock (R204)."""
ENDED = frozenset({S.CLOSED, S.CANCELLED})
BEFORE_SHIPMENT = frozenset(LINE[: LINE.index(S.SHIPPED)]) | {S.REWORK}
OPEN = frozenset(S) - ENDED


def line_of(supply_mode: str) -> tuple[Stage, ...]:
    """The stages that such an order goes through, in their order."""
    left_out = {"stock": _FROM_STOCK, "buy": _NOT_MADE}.get(supply_mode, frozenset())
    return tuple(each for each in LINE if each not in left_out)


def following(stage: str, supply_mode: str = "") -> Stage | None:
    """The stage that comes next; None behind the last one, or where the order has ended."""
    if stage == S.REWORK:
        return S.IN_PRODUCTION if supply_mode == "produce" or not supply_mode else S.MATERIAL
    way = line_of(supply_mode)
    if stage not in way or stage == way[-1]:
        return None
    return way[way.index(Stage(stage)) + 1]


def rank(stage: str) -> int:
    """Its place on the way; rework stands where production stands, a cancelled order behind all."""
    if stage == S.REWORK:
        return LINE.index(S.IN_PRODUCTION)
    return LINE.index(Stage(stage)) if stage in LINE else len(LINE)


class Need(StrEnum):
    """What must be there before a stage (M13)."""

    FIVE_ITEMS = "five_items"
    COST_CHECK = "cost_check"
    """The second cost analysis, released where the threshold asks for it (R121, R122)."""
    MEETING = "meeting"
    SIGNED = "signed"
    """A signed contract or proforma invoice (R179)."""
    PRODUCTION_FORM = "production_form"
    PURCHASE_ORDERS = "purchase_orders"
    """Signed back by every supplier (R191)."""
    SAMPLE = "sample"
    """The pre-production sample is confirmed or waived (R155)."""
    DEPOSIT = "deposit"
    PARTS_CHECK = "parts_check"
    FINAL_INSPECTION = "final_inspection"
    PACKING_LIST = "packing_list"
    BALANCE = "balance"
    """What the payment terms want before shipment (R235)."""
    BOOKING = "booking"
    """Forwarder, departure and arrival are told (R216, R218)."""
    ARRIVAL = "arrival"
    FEEDBACK = "feedback"
    PAID = "paid"
    """Every part of the payment is received and reconciled."""
    FILE = "file"
    """No document is missing (R173)."""
    HANDED_OVER = "handed_over"
    """The printed set is with the general manager (R174)."""
    NO_HOLD = "no_hold"


N = Need

GATES: Mapping[Stage, tuple[Need, ...]] = {
    S.COST_RECHECKED: (N.FIVE_ITEMS, N.COST_CHECK),
    S.COORDINATED: (N.MEETING,),
    S.RELEASED: (N.SIGNED, N.PRODUCTION_FORM, N.SAMPLE, N.DEPOSIT),
    S.MATERIAL: (N.PURCHASE_ORDERS, N.SAMPLE),
    S.IN_PRODUCTION: (N.PARTS_CHECK,),
    S.INSPECTED: (N.FINAL_INSPECTION,),
    S.PACKED: (N.PACKING_LIST,),
    S.SHIPPED: (N.FINAL_INSPECTION, N.BOOKING, N.BALANCE),
    S.ARRIVED: (N.ARRIVAL,),
    S.FEEDBACK: (N.FEEDBACK,),
    S.CLOSED: (N.PAID, N.FEEDBACK, N.FILE, N.HANDED_OVER),
}
"""What a stage asks for before it is reached. Every stage asks that the order is not on hold."""


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that is not there. A hard one keeps the stage shut; a soft one is said and may be gone past knowingly."""

    need: Need
    is_hard: bool


def lacking(
    to: Stage,
    there: Iterable[Need],
    *,
    meeting: str = "required",
    requires: Iterable[str] = ("contract", "sample"),
    deposit_named: bool = False,
    balance_named: bool = False,
) -> tuple[Lack, ...]:
    """What keeps the order from that stage, in the order of the gate.

    `meeting`: required or optional (C12). `requires`: what releases production, of contract, sample, deposit (C15).
    `deposit_named`, `balance_named`: whether the payment terms want that money before production, before shipment; where
    they do not, its absence only warns.
    """
    known, wanted = set(there), set(requires)
    hard = {
        N.MEETING: meeting == "required",
        N.SIGNED: "contract" in wanted,
        N.SAMPLE: "sample" in wanted or to is S.MATERIAL,
        N.DEPOSIT: "deposit" in wanted or deposit_named,
        N.BALANCE: balance_named,
        N.PARTS_CHECK: False,
    }
    needs = (N.NO_HOLD, *GATES.get(to, ()))
    return tuple(Lack(each, hard.get(each, True)) for each in needs if each not in known)


_SALES = frozenset({Role.SALESPERSON, Role.SUPERVISOR, Role.DISPATCHER, Role.MANAGER, Role.MERCHANDISER})
_WORKS = frozenset({Role.PRODUCTION, Role.PURCHASING, Role.MERCHANDISER})
_HEADS = frozenset({Role.SUPERVISOR, Role.MANAGER})

MOVERS: Mapping[Stage, frozenset[Role]] = {
    S.COST_RECHECKED: _SALES,
    S.COORDINATED: _SALES,
    S.RELEASED: _SALES,
    S.MATERIAL: _WORKS,
    S.IN_PRODUCTION: _WORKS,
    S.REWORK: _WORKS | _HEADS,
    S.INSPECTED: frozenset({Role.MERCHANDISER, Role.PRODUCTION, Role.PURCHASING}) | _HEADS,
    S.PACKED: _SALES,
    S.SHIPPED: _SALES,
    S.ARRIVED: _SALES,
    S.FEEDBACK: _SALES,
    S.CLOSED: _SALES,
}
"""Whose hand moves an order to a stage (C13: sales does not move what is production's); its tracker may besides."""


def advanced(stage: str, to: Stage, supply_mode: str = "") -> Stage:
    """Refuses, in a sentence, a stage that does not follow; production goes to rework and back."""
    if stage in ENDED:
        raise Refused("The order is {stage}; nothing of it moves any more.", stage=STAGE_WORDS[Stage(stage)])
    if stage == to:
        raise Refused("The order is {stage} already.", stage=STAGE_WORDS[to])
    if to is S.REWORK and stage in {S.IN_PRODUCTION, S.MATERIAL, S.INSPECTED}:
        return to
    expected = following(stage, supply_mode)
    if to is not expected:
        raise Refused(
            "The order is {stage}. What comes next is {next}, not {wanted}.",
            stage=STAGE_WORDS[Stage(stage)],
            next=STAGE_WORDS[expected] if expected else word("nothing"),
            wanted=STAGE_WORDS[to],
        )
    return to


STAGE_WORDS: Mapping[Stage, Line] = {
    S.CONFIRMED: word("confirmed"),
    S.COST_RECHECKED: word("cost rechecked"),
    S.COORDINATED: word("coordinated"),
    S.RELEASED: word("released to production"),
    S.MATERIAL: word("material ready"),
    S.IN_PRODUCTION: word("in production"),
    S.REWORK: word("in rework"),
    S.INSPECTED: word("inspected"),
    S.PACKED: word("packed"),
    S.SHIPPED: word("shipped"),
    S.ARRIVED: word("arrived"),
    S.FEEDBACK: word("feedback taken"),
    S.CLOSED: word("closed"),
    S.CANCELLED: word("cancelled"),
}
NEED_WORDS: Mapping[Need, Line] = {
    N.FIVE_ITEMS: word("the five items are not confirmed"),
    N.COST_CHECK: word("the second cost analysis is missing"),
    N.MEETING: word("there are no minutes of a coordination meeting"),
    N.SIGNED: word("no contract or proforma invoice is signed"),
    N.PRODUCTION_FORM: word("the production order is not approved"),
    N.PURCHASE_ORDERS: word("a purchase order is not signed back"),
    N.SAMPLE: word("the pre-production sample is not confirmed"),
    N.DEPOSIT: word("the deposit has not come"),
    N.PARTS_CHECK: word("the parts are not inspected"),
    N.FINAL_INSPECTION: word("the final inspection has not passed"),
    N.PACKING_LIST: word("the packing list has not gone to the customer"),
    N.BALANCE: word("the balance has not come"),
    N.BOOKING: word("forwarder, departure and arrival are not told"),
    N.ARRIVAL: word("the customer has not confirmed the arrival"),
    N.FEEDBACK: word("the customer has not been asked for feedback"),
    N.PAID: word("not everything is paid and reconciled"),
    N.FILE: word("documents are missing in the order's file"),
    N.HANDED_OVER: word("the printed set is not handed over"),
    N.NO_HOLD: word("the order is on hold"),
}
