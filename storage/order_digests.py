"""Named queries for the digests of orders: due, in danger, on the way, to be signed; by stage for all (R195, R199, R218)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Date, Integer, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session, defer

from rules.order_moves import Stage
from rules.trade_paper import SIGNED, Kind
from rules.trade_paper_moves import PaperState
from storage.order_lists import BRIEFLY, CALLED, UNDERWAY, Entry, is_behind, overdue_first, theirs, with_names
from storage.tables.orders import OrderRow, OrderStageRow
from storage.tables.trade_papers import TradePaperRow


@dataclass(frozen=True, slots=True)
class Due:
    """A stage that had to be reached `on` that day and is not."""

    number: str
    """As people call the order."""
    stage: Stage
    on: date


def stages_due(session: Session, people: Collection[int], until: date) -> list[Due]:
    """The earliest stage of each of their open orders that had to be reached by that day and is not."""
    found: dict[int, Due] = {}
    for number, known_as, stage, on in session.execute(_STAGES_DUE, {"people": sorted(people), "today": until}):
        if number not in found:
            found[number] = Due(f"{number} ({known_as})" if known_as else f"{number}", Stage(stage), on)
    return list(found.values())


def voyages(session: Session, people: Collection[int], first: date, last: date) -> list[OrderRow]:
    """Their open orders that leave or arrive within these days, both included (R218)."""
    return list(session.scalars(_VOYAGES, {"people": sorted(people), "first": first, "last": last}))


def in_danger(session: Session, people: Collection[int], today: date, limit: int) -> tuple[list[Entry], int]:
    """Their open orders that are later than promised, delayed or on hold, the worst first; and how many there are."""
    rows = session.execute(_IN_DANGER, {"people": sorted(people), "today": today, "limit": limit}).all()
    return [Entry(row, who) for row, who, _ in rows], rows[0][2] if rows else 0


def unsigned(session: Session, people: Collection[int]) -> list[tuple[TradePaperRow, OrderRow]]:
    """Papers of their open orders that are with the other side to be signed, the longest first."""
    return [(paper, row) for paper, row in session.execute(_UNSIGNED, {"people": sorted(people)})]


def in_the_works(session: Session, supply: Collection[str] | None = None) -> list[tuple[OrderRow, date | None]]:
    """Orders that are released and not shipped yet, with the day by which the goods have to be inspected (R195)."""
    inspected = and_(OrderStageRow.order_id == OrderRow.id, OrderStageRow.stage == Stage.INSPECTED)
    day = func.coalesce(OrderStageRow.expected_on, OrderStageRow.planned_on, OrderRow.contract_on)
    chosen = (
        select(OrderRow, day)
        .outerjoin(OrderStageRow, inspected)
        .where(OrderRow.closed_at.is_(None), OrderRow.stage.in_(UNDERWAY))
        .options(defer(OrderRow.content))
    )
    if supply is not None:
        chosen = chosen.where(OrderRow.supply_mode.in_(sorted(supply)))
    return [(row, on) for row, on in session.execute(chosen.order_by(day.is_(None), day, OrderRow.id).limit(500))]


def stage_counts(session: Session) -> dict[Stage, int]:
    """How many open orders there are in each stage."""
    chosen = select(OrderRow.stage, func.count()).where(OrderRow.closed_at.is_(None)).group_by(OrderRow.stage)
    return {Stage(stage): count for stage, count in session.execute(chosen)}


def opened_between(session: Session, column: str, since: object, until: object) -> int:
    """How many orders have that instant (opened_at, closed_at) in this span."""
    at = getattr(OrderRow, column)
    return session.scalar(select(func.count()).select_from(OrderRow).where(at >= since, at <= until)) or 0


_PEOPLE: BindParameter[Any] = bindparam("people", expanding=True)
_TODAY, _FIRST, _LAST = (bindparam(each, type_=Date()) for each in ("today", "first", "last"))
_HERS = and_(OrderRow.closed_at.is_(None), theirs(_PEOPLE))
_DAY = func.coalesce(OrderStageRow.planned_on, OrderStageRow.expected_on)
_STAGES_DUE = (
    select(OrderRow.id, OrderRow.customer_number, OrderStageRow.stage, _DAY)
    .join(OrderStageRow, OrderStageRow.order_id == OrderRow.id)
    .where(_HERS, OrderStageRow.reached_at.is_(None), _DAY <= _TODAY)
    .order_by(_DAY, OrderRow.id)
)
_VOYAGES = (
    select(OrderRow)
    .where(
        _HERS,
        or_(
            and_(OrderRow.etd.between(_FIRST, _LAST), OrderRow.shipped_on.is_(None)),
            and_(OrderRow.eta.between(_FIRST, _LAST), OrderRow.arrived_on.is_(None)),
        ),
    )
    .options(BRIEFLY)
    .order_by(OrderRow.etd, OrderRow.id)
)
_IN_DANGER = (
    with_names(select(OrderRow, CALLED, func.count().over()))
    .where(_HERS, or_(is_behind(_TODAY), OrderRow.delay_since.is_not(None), OrderRow.hold_since.is_not(None)))
    .options(BRIEFLY)
    .order_by(*overdue_first(_TODAY))
    .limit(bindparam("limit", type_=Integer()))
)
_TO_BE_SIGNED = (*sorted(SIGNED), Kind.PURCHASE)
_UNSIGNED = (
    select(TradePaperRow, OrderRow)
    .join(OrderRow, OrderRow.id == TradePaperRow.order_id)
    .where(_HERS, TradePaperRow.state == PaperState.SENT, TradePaperRow.kind.in_(_TO_BE_SIGNED))
    .options(BRIEFLY, defer(TradePaperRow.content))
    .order_by(TradePaperRow.sent_at, TradePaperRow.id)
)
"""What every digest asks, put together once: two hundred of them are made in the same minute."""
