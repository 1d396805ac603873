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
    Select,
    UnaryExpression,
    and_,
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
from storage.orders import key_of, number_in
from storage.tables.conversations import ConversationRow
from storage.tables.customers import CustomerRow
from storage.tables.orders import OrderRecordRow, OrderRow, OrderStageRow
from storage.tables.payments import PaymentPartRow

Ts = TypeVarTuple("Ts")
Day = date | BindParameter[date]
_LONGEST_SEARCH = 60
_NOT_SHIPPED = sorted(BEFORE_SHIPMENT)
UNDERWAY = (Stage.RELEASED, Stage.MATERIAL, Stage.IN_PRODUCTION, Stage.REWORK, Stage.INSPECTED, Stage.PACKED)


BRIEFLY = load_only(
    OrderRow.id, OrderRow.customer_number, OrderRow.owner_id, OrderRow.tracker_id, OrderRow.stage, OrderRow.currency,
    OrderRow.total, OrderRow.delay_since, OrderRow.delay_reason, OrderRow.hold_since, OrderRow.hold_reason,
    OrderRow.contract_on, OrderRow.latest_on, OrderRow.expected_on, OrderRow.shipped_on, OrderRow.arrived_on, OrderRow.etd,
    OrderRow.eta, OrderRow.closed_at,
)  # fmt: skip
"""What lists and digests say of an order; the rest is read when it is asked for."""


CALLED = func.coalesce(CustomerRow.name, ConversationRow.company, ConversationRow.contact_name, "")
"""What the customer of an order is called."""


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
    chosen = with_names(select(OrderRow, CALLED)).where(*_where(wanted)).options(BRIEFLY)
    chosen = chosen.order_by(*overdue_first(wanted.today)).limit(limit).offset(offset)
    return [Entry(row, who) for row, who in session.execute(chosen)]


def sums(session: Session, wanted: Wanted) -> list[tuple[int, Stage, str, int, Decimal]]:
    """Owner, stage, currency, how many, how much together."""
    columns = select(OrderRow.owner_id, OrderRow.stage, OrderRow.currency, OrderRow.total)
    chosen = with_names(columns) if wanted.text else columns
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


def counted(session: Session, wanted: Wanted) -> int:
    return session.scalar(select(func.count()).select_from(OrderRow).where(*_where(wanted))) or 0


def with_names(chosen: Select[*Ts]) -> Select[*Ts]:
    chosen = chosen.outerjoin(CustomerRow, CustomerRow.id == OrderRow.customer_id)
    return chosen.join(ConversationRow, ConversationRow.id == OrderRow.conversation_id)


def theirs(people: Collection[int] | BindParameter[Any]) -> ColumnElement[bool]:
    chosen = people if isinstance(people, BindParameter) else sorted(people)
    return or_(OrderRow.owner_id.in_(chosen), OrderRow.tracker_id.in_(chosen))


def _where(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.ended is not None:
        found.append(OrderRow.closed_at.is_not(None) if wanted.ended else OrderRow.closed_at.is_(None))
    if wanted.people is not None:
        found.append(theirs(wanted.people))
    if wanted.owner is not None:
        found.append(theirs([wanted.owner]))
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
        found += [OrderRow.stage.in_(UNDERWAY), ~_is_inspected()]
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
    return and_(OrderRow.stage.not_in(sorted(ENDED)), or_(is_behind(today), unreached))


def is_behind(today: Day) -> ColumnElement[bool]:
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


def overdue_first(today: Day) -> list[ColumnElement[Any] | UnaryExpression[Any]]:
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
