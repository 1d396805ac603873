"""Named queries for lists and digests of orders: set-based, without reading what each order says (R199, R218)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeVarTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Date,
    Integer,
    Select,
    UnaryExpression,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session, defer, load_only

from rules.order_moves import BEFORE_SHIPMENT, ENDED, Stage
from rules.payment import UNPAID
from rules.same_buyer import folded
from rules.trade_paper import SIGNED, Kind
from rules.trade_paper_moves import PaperState
from storage.orders import key_of, number_in
from storage.tables.conversations import ConversationRow
from storage.tables.customers import CustomerRow
from storage.tables.orders import OrderRecordRow, OrderRow, OrderStageRow
from storage.tables.payments import PaymentPartRow
from storage.tables.trade_papers import TradePaperRow

Ts = TypeVarTuple("Ts")
Day = date | BindParameter[date]
_LONGEST_SEARCH = 60
_NOT_SHIPPED = sorted(BEFORE_SHIPMENT)
_UNDERWAY = (Stage.RELEASED, Stage.MATERIAL, Stage.IN_PRODUCTION, Stage.REWORK, Stage.INSPECTED, Stage.PACKED)


BRIEFLY = load_only(
    OrderRow.id, OrderRow.customer_number, OrderRow.owner_id, OrderRow.tracker_id, OrderRow.stage, OrderRow.currency,
    OrderRow.total, OrderRow.delay_since, OrderRow.delay_reason, OrderRow.hold_since, OrderRow.hold_reason,
    OrderRow.contract_on, OrderRow.latest_on, OrderRow.expected_on, OrderRow.shipped_on, OrderRow.arrived_on, OrderRow.etd,
    OrderRow.eta, OrderRow.closed_at,
)  # fmt: skip
"""What lists and digests say of an order; the rest is read when it is asked for."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which orders. `people`: owner or tracker, None for everybody's. `today` is the day by which something is late."""

    today: date
    people: frozenset[int] | None = None
    owner: int | None = None
    """Owner or tracker, besides."""
    stages: frozenset[Stage] | None = None
    text: str = ""
    by_name: bool = True
    """Whether `text` may be the customer's name: not for whom it is hidden."""
    late: bool = False
    in_danger: bool = False
    on_hold: bool = False
    unpaid: bool = False
    uninspected: bool = False
    ended: bool | None = False
    """None: open and ended ones."""
    since: date | None = None
    until: date | None = None
    """Days between which it is to be shipped, or was."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An order on a list: its row without what it says, and what its customer is called."""

    row: OrderRow
    who: str


def listed(session: Session, wanted: Wanted, limit: int, offset: int = 0) -> list[Entry]:
    """Overdue ones first, then those in danger, then by the day of shipment."""
    chosen = _joined(select(OrderRow, _CALLED)).where(*_where(wanted)).options(BRIEFLY)
    chosen = chosen.order_by(*_overdue_first(wanted.today)).limit(limit).offset(offset)
    return [Entry(row, who) for row, who in session.execute(chosen)]


def sums(session: Session, wanted: Wanted) -> list[tuple[int, Stage, str, int, Decimal]]:
    """Owner, stage, currency, how many, how much together."""
    columns = select(OrderRow.owner_id, OrderRow.stage, OrderRow.currency, OrderRow.total)
    chosen = _joined(columns) if wanted.text else columns
    found: dict[tuple[int, Stage, str], tuple[int, Decimal]] = {}
    for owner, stage, currency, total in session.execute(chosen.where(*_where(wanted))):
        key = (owner, Stage(stage), currency)
        count, amount = found.get(key, (0, Decimal()))
        found[key] = (count + 1, amount + Decimal(total or "0"))
    return [(*key, *value) for key, value in sorted(found.items())]


def of_people(session: Session, people: Sequence[int] | None, today: date, limit: int) -> list[OrderRow]:
    """Their open orders, the overdue ones first."""
    wanted = Wanted(today, people=None if people is None else frozenset(people))
    return [each.row for each in listed(session, wanted, limit)]


def of_conversation(session: Session, number: int, limit: int) -> list[OrderRow]:
    """The orders that came out of a conversation, the newest first."""
    chosen = select(OrderRow).where(OrderRow.conversation_id == number)
    return list(session.scalars(chosen.options(defer(OrderRow.content)).order_by(OrderRow.id.desc()).limit(limit)))


def of_customer(session: Session, number: int, limit: int) -> list[OrderRow]:
    """A customer's orders, the newest first."""
    chosen = select(OrderRow).where(OrderRow.customer_id == number).options(defer(OrderRow.content))
    return list(session.scalars(chosen.order_by(OrderRow.id.desc()).limit(limit)))


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
    for number, theirs, stage, on in session.execute(_STAGES_DUE, {"people": sorted(people), "today": until}):
        if number not in found:
            found[number] = Due(f"{number} ({theirs})" if theirs else f"{number}", Stage(stage), on)
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
        .where(OrderRow.closed_at.is_(None), OrderRow.stage.in_(_UNDERWAY))
        .options(defer(OrderRow.content))
    )
    if supply is not None:
        chosen = chosen.where(OrderRow.supply_mode.in_(sorted(supply)))
    return [(row, on) for row, on in session.execute(chosen.order_by(day.is_(None), day, OrderRow.id).limit(500))]


def stage_counts(session: Session) -> dict[Stage, int]:
    """How many open orders there are in each stage."""
    chosen = select(OrderRow.stage, func.count()).where(OrderRow.closed_at.is_(None)).group_by(OrderRow.stage)
    return {Stage(stage): count for stage, count in session.execute(chosen)}


def counted(session: Session, wanted: Wanted) -> int:
    return session.scalar(select(func.count()).select_from(OrderRow).where(*_where(wanted))) or 0


def opened_between(session: Session, column: str, since: object, until: object) -> int:
    """How many orders have that instant (opened_at, closed_at) in this span."""
    at = getattr(OrderRow, column)
    return session.scalar(select(func.count()).select_from(OrderRow).where(at >= since, at <= until)) or 0


def _joined(chosen: Select[*Ts]) -> Select[*Ts]:
    chosen = chosen.outerjoin(CustomerRow, CustomerRow.id == OrderRow.customer_id)
    return chosen.join(ConversationRow, ConversationRow.id == OrderRow.conversation_id)


def _of(people: Collection[int] | BindParameter[Any]) -> ColumnElement[bool]:
    chosen = people if isinstance(people, BindParameter) else sorted(people)
    return or_(OrderRow.owner_id.in_(chosen), OrderRow.tracker_id.in_(chosen))


def _where(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.ended is not None:
        found.append(OrderRow.closed_at.is_not(None) if wanted.ended else OrderRow.closed_at.is_(None))
    if wanted.people is not None:
        found.append(_of(wanted.people))
    if wanted.owner is not None:
        found.append(_of([wanted.owner]))
    if wanted.stages is not None:
        found.append(OrderRow.stage.in_(sorted(wanted.stages)))
    if wanted.late:
        found.append(_is_late(wanted.today))
    if wanted.in_danger:
        found.append(or_(_is_late(wanted.today), OrderRow.delay_since.is_not(None), OrderRow.hold_since.is_not(None)))
    if wanted.on_hold:
        found.append(OrderRow.hold_since.is_not(None))
    if wanted.unpaid:
        found.append(_is_unpaid(wanted.today))
    if wanted.uninspected:
        found += [OrderRow.stage.in_(_UNDERWAY), ~_is_inspected()]
    if wanted.since is not None and wanted.until is not None:
        day = func.coalesce(OrderRow.shipped_on, OrderRow.expected_on, OrderRow.contract_on)
        found += [day >= wanted.since, day <= wanted.until]
    if wanted.text:
        found.append(_named(wanted.text, by_name=wanted.by_name))
    return found


def _is_late(today: date) -> ColumnElement[bool]:
    """Behind what was promised, or a stage was not reached on its day."""
    unreached = exists().where(
        OrderStageRow.order_id == OrderRow.id, OrderStageRow.reached_at.is_(None), OrderStageRow.planned_on < today
    )
    return and_(OrderRow.stage.not_in(sorted(ENDED)), or_(_is_behind(today), unreached))


def _is_behind(today: Day) -> ColumnElement[bool]:
    """Not shipped, and later than the contract's or the letter of credit's day, now or as it is expected."""
    late = or_(
        OrderRow.contract_on < today,
        OrderRow.latest_on < today,
        OrderRow.expected_on > OrderRow.contract_on,
        OrderRow.expected_on > OrderRow.latest_on,
    )
    return and_(OrderRow.stage.in_(_NOT_SHIPPED), late)


def _is_unpaid(today: date) -> ColumnElement[bool]:
    return exists().where(
        PaymentPartRow.order_id == OrderRow.id,
        PaymentPartRow.closed_at.is_(None),
        PaymentPartRow.state.in_(sorted(UNPAID)),
        PaymentPartRow.due_on < today,
    )


def _is_inspected() -> ColumnElement[bool]:
    return exists().where(OrderRecordRow.order_id == OrderRow.id, OrderRecordRow.kind == "inspection")


def _named(text: str, *, by_name: bool) -> ColumnElement[bool]:
    words = text[:_LONGEST_SEARCH].casefold()
    key = key_of(words)
    found: list[ColumnElement[bool]] = []
    if key:
        found.append(OrderRow.customer_key.startswith(key, autoescape=True))
    if (number := number_in(text)) is not None:
        found.append(OrderRow.id == number)
    if by_name:
        columns = (ConversationRow.company, ConversationRow.contact_name)
        found += [func.lower(each).contains(words, autoescape=True) for each in columns]
        found += [CustomerRow.folded.contains(folded(words), autoescape=True)] if folded(words) else []
    return or_(*found) if found else OrderRow.id < 0


def _overdue_first(today: Day) -> list[ColumnElement[Any] | UnaryExpression[Any]]:
    """Not shipped though it was promised, then in danger, then the others; each by the day of shipment."""
    not_shipped = OrderRow.stage.in_(_NOT_SHIPPED)
    rank = case(
        (and_(not_shipped, or_(OrderRow.contract_on < today, OrderRow.latest_on < today)), 0),
        (or_(OrderRow.delay_since.is_not(None), OrderRow.hold_since.is_not(None)), 1),
        (and_(not_shipped, OrderRow.expected_on > OrderRow.contract_on), 1),
        else_=2,
    )
    by_day = (OrderRow.contract_on.is_(None), OrderRow.contract_on.asc(), OrderRow.id.asc())
    return [OrderRow.closed_at.is_not(None), rank, *by_day]


_PEOPLE: BindParameter[Any] = bindparam("people", expanding=True)
_TODAY, _FIRST, _LAST = (bindparam(each, type_=Date()) for each in ("today", "first", "last"))
_HERS = and_(OrderRow.closed_at.is_(None), _of(_PEOPLE))
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
_CALLED = func.coalesce(CustomerRow.name, ConversationRow.company, ConversationRow.contact_name, "")
_IN_DANGER = (
    _joined(select(OrderRow, _CALLED, func.count().over()))
    .where(_HERS, or_(_is_behind(_TODAY), OrderRow.delay_since.is_not(None), OrderRow.hold_since.is_not(None)))
    .options(BRIEFLY)
    .order_by(*_overdue_first(_TODAY))
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
