"""Named queries about orders: finding them, beginning and changing them, their stages and days, their forms and files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from rules.approval import content_hash
from rules.order import Order, from_plain, to_plain
from rules.order_moves import ENDED, Stage, advanced
from rules.quote import total
from rules.same_buyer import folded
from rules.words import Line
from rules.words import to_plain as words_to_plain
from storage.tables.conversations import ConversationRow
from storage.tables.customers import CustomerRow
from storage.tables.orders import (
    OrderDateRow,
    OrderFileRow,
    OrderRecordRow,
    OrderRevisionRow,
    OrderRow,
    OrderStageRow,
)
from storage.work import Work

_NUMBER = re.compile(r"(?:order\s*|o-?|订单\s*)?#?(\d{1,9})", re.IGNORECASE)
_SIGNS = re.compile(r"[\W_]+")
_WRITTEN = (ConversationRow.company, ConversationRow.contact_name)
LONGEST = 200
"""Orders of one list."""


def order(session: Session, number: int | None) -> OrderRow | None:
    return None if number is None else session.get(OrderRow, number)


def key_of(customer_number: str) -> str:
    """By what a customer's own order number is found: without signs and case."""
    return _SIGNS.sub("", customer_number).casefold()


def number_in(text: str) -> int | None:
    """The order's number in 88, #88, O88, order 88, 订单88; None for other words."""
    found = _NUMBER.fullmatch(text.strip())
    return int(found[1]) if found else None


def meant(session: Session, text: str, limit: int = 10) -> list[OrderRow]:
    """The orders that somebody means: by number, by the customer's own number, by the customer's name; the newest first.

    An open one comes before those that have ended.
    """
    number, key = number_in(text), key_of(text)
    if number is not None and (row := order(session, number)) is not None:
        return [row]
    if not key:
        return []
    newest = (OrderRow.closed_at.is_not(None), OrderRow.id.desc())
    by_key = select(OrderRow).where(OrderRow.customer_key == key).order_by(*newest).limit(limit)
    if found := list(session.scalars(by_key)):
        return found
    chosen = select(OrderRow).order_by(*newest).limit(limit)
    customers = _customers_named(session, text)
    if customers and (found := list(session.scalars(chosen.where(OrderRow.customer_id.in_(customers))))):
        return found
    alike = [OrderRow.customer_key.startswith(key)]
    if len(key) > 2:
        alike.append(OrderRow.customer_key.endswith(key))
    if found := list(session.scalars(chosen.where(or_(*alike)))):
        return found
    words = text.strip().casefold()
    company = [func.lower(each).contains(words, autoescape=True) for each in _WRITTEN]
    matters = chosen.join(ConversationRow, ConversationRow.id == OrderRow.conversation_id)
    return list(session.scalars(matters.where(OrderRow.customer_id.is_(None), or_(*company))))


def _customers_named(session: Session, text: str, limit: int = 100) -> list[int]:
    """The customers whose name holds these words, whatever their case and accents."""
    words = folded(text)
    if not words:
        return []
    chosen = select(CustomerRow.id).where(CustomerRow.folded.contains(words, autoescape=True))
    return list(session.scalars(chosen.order_by(CustomerRow.id.desc()).limit(limit)))


def called(row: OrderRow) -> str:
    """What people call it: 88, and behind it the customer's own number where there is one."""
    return f"{row.id} ({row.customer_number})" if row.customer_number else f"{row.id}"


def content(row: OrderRow) -> Order:
    return from_plain(row.content)


def in_conversation(session: Session, number: int) -> list[OrderRow]:
    """The orders that came out of a conversation, the newest first."""
    chosen = select(OrderRow).where(OrderRow.conversation_id == number)
    return list(session.scalars(chosen.order_by(OrderRow.id.desc())))


def of_customer(session: Session, number: int, limit: int = 20) -> list[OrderRow]:
    chosen = select(OrderRow).where(OrderRow.customer_id == number)
    return list(session.scalars(chosen.order_by(OrderRow.id.desc()).limit(limit)))


def of_quote(session: Session, number: int) -> OrderRow | None:
    """The newest order out of a quotation that was not cancelled."""
    chosen = select(OrderRow).where(OrderRow.quote_id == number, OrderRow.stage != Stage.CANCELLED)
    return session.scalar(chosen.order_by(OrderRow.id.desc()).limit(1))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which orders are listed. `people`: owner or tracker; None: everybody's."""

    people: Sequence[int] | None = None
    stages: Iterable[Stage] | None = None
    ended: bool = False
    in_danger: bool = False
    """On hold, or with a delay."""
    customer: int | None = None


def listed(session: Session, wanted: Wanted, limit: int = LONGEST, after: int | None = None) -> list[OrderRow]:
    """Orders, the soonest shipment first."""
    chosen = select(OrderRow).where(*_where(wanted))
    if after is not None:
        chosen = chosen.where(OrderRow.id > after)
    return list(
        session.scalars(chosen.order_by(OrderRow.contract_on.is_(None), OrderRow.contract_on, OrderRow.id).limit(limit))
    )


def counted(session: Session, wanted: Wanted) -> dict[Stage, int]:
    """How many there are in each stage."""
    chosen = select(OrderRow.stage, func.count()).where(*_where(wanted)).group_by(OrderRow.stage)
    return {Stage(stage): count for stage, count in session.execute(chosen)}


def _where(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        OrderRow.closed_at.is_not(None) if wanted.ended else OrderRow.closed_at.is_(None)
    ]
    if wanted.people is not None:
        people = list(wanted.people)
        found.append(or_(OrderRow.owner_id.in_(people), OrderRow.tracker_id.in_(people)))
    if wanted.stages is not None:
        found.append(OrderRow.stage.in_(sorted(wanted.stages)))
    if wanted.customer is not None:
        found.append(OrderRow.customer_id == wanted.customer)
    if wanted.in_danger:
        found.append(or_(OrderRow.delay_since.is_not(None), OrderRow.hold_since.is_not(None)))
    return found


def begun(
    work: Work,
    told: Order,
    *,
    conversation: int,
    customer: int | None,
    owner: int,
    by: int,
    words: Iterable[Line],
    **values: Any,
) -> OrderRow:
    """A new order in its first stage; `values` are further columns."""
    row = OrderRow(
        conversation_id=conversation, customer_id=customer, owner_id=owner, opened_by=by, opened_at=work.now,
        stage=Stage.CONFIRMED, stage_since=work.now, revision=1, **_columns(told), **values,
    )  # fmt: skip
    work.session.add(row)
    work.session.flush()
    _kept_revision(work, row, by, words)
    stage_row(work, row, Stage.CONFIRMED).reached_at = work.now
    stage_row(work, row, Stage.CONFIRMED).reached_by = by
    work.session.flush()
    return row


def rewritten(work: Work, row: OrderRow, told: Order, by: int, words: Iterable[Line]) -> bool:
    """Other content as a new revision; False where it is the same. The former ones stay (R172)."""
    columns = _columns(told)
    if columns["content_hash"] == row.content_hash:
        return False
    for name, value in columns.items():
        setattr(row, name, value)
    row.revision += 1
    _kept_revision(work, row, by, words)
    return True


def revisions(session: Session, number: int) -> list[OrderRevisionRow]:
    chosen = select(OrderRevisionRow).where(OrderRevisionRow.order_id == number)
    return list(session.scalars(chosen.order_by(OrderRevisionRow.revision)))


def opened_as(session: Session, number: int) -> Order:
    """What it said when it was opened."""
    return from_plain(session.get_one(OrderRevisionRow, (number, 1)).content)


def moved(work: Work, row: OrderRow, to: Stage, by: int | None, past: Iterable[str] = ()) -> Stage:
    """The order reaches that stage (M5); `past` names what was lacking and knowingly gone past. Refuses what does not follow."""
    before = Stage(row.stage)
    if to is not Stage.CANCELLED:
        advanced(row.stage, to, row.supply_mode)
    row.stage, row.stage_since = to, work.now
    row.closed_at = work.now if to in ENDED else None
    reached = stage_row(work, row, to)
    reached.reached_at, reached.reached_by, reached.past = work.now, by, ",".join(past)
    work.session.flush()
    return before


def stage_row(work: Work, row: OrderRow, stage: Stage) -> OrderStageRow:
    """The row of that stage, made if it is not there."""
    found = work.session.get(OrderStageRow, (row.id, str(stage)))
    if found is None:
        found = OrderStageRow(order_id=row.id, stage=stage, past="")
        work.session.add(found)
        work.session.flush()
    return found


def stages(session: Session, number: int) -> dict[Stage, OrderStageRow]:
    chosen = select(OrderStageRow).where(OrderStageRow.order_id == number)
    return {Stage(each.stage): each for each in session.scalars(chosen)}


def dated(
    work: Work,
    row: OrderRow,
    what: str,
    before: date | None,
    after: date | None,
    by: int | None,
    reason: str = "",
    *,
    customer_agreed: bool = False,
) -> None:
    """Keeps that a day was changed (R185, R193); the change itself is the caller's."""
    work.session.add(
        OrderDateRow(
            order_id=row.id, what=what, before=before, after=after, reason=reason, customer_agreed=customer_agreed,
            by=by, at=work.now,
        )
    )  # fmt: skip
    work.session.flush()


def date_changes(session: Session, number: int) -> list[OrderDateRow]:
    """Every change of a day, the first one first."""
    chosen = select(OrderDateRow).where(OrderDateRow.order_id == number)
    return list(session.scalars(chosen.order_by(OrderDateRow.id)))


Filed = Sequence[tuple[str, str, int, str]]
"""(name, media type, octets, sha256) of each file."""


def recorded(
    work: Work,
    row: OrderRow,
    kind: str,
    told: Mapping[str, Any],
    by: int,
    *,
    sort: str = "",
    result: str = "",
    files: Filed = (),
) -> OrderRecordRow:
    """A form that was filled in for it."""
    made = OrderRecordRow(
        order_id=row.id, kind=kind, sort=sort, content=dict(told), result=result, by=by, at=work.now,
        files=[list(each) for each in files] or None,
    )  # fmt: skip
    work.session.add(made)
    work.session.flush()
    return made


def records(session: Session, number: int, kind: str | None = None, sort: str | None = None) -> list[OrderRecordRow]:
    """The forms of an order, the newest first."""
    chosen = select(OrderRecordRow).where(OrderRecordRow.order_id == number)
    if kind is not None:
        chosen = chosen.where(OrderRecordRow.kind == kind)
    if sort is not None:
        chosen = chosen.where(OrderRecordRow.sort == sort)
    return list(session.scalars(chosen.order_by(OrderRecordRow.id.desc())))


def record(session: Session, number: int) -> OrderRecordRow | None:
    return session.get(OrderRecordRow, number)


def filed(work: Work, row: OrderRow, kind: str, **values: Any) -> OrderFileRow:
    """A file, or only a document's number and date, that belongs to the order from now on."""
    made = OrderFileRow(order_id=row.id, kind=kind, at=work.now, **values)
    work.session.add(made)
    work.session.flush()
    return made


def files(session: Session, number: int, kind: str | None = None) -> list[OrderFileRow]:
    """Its files that were not drawn here, the oldest first."""
    chosen = select(OrderFileRow).where(OrderFileRow.order_id == number)
    if kind is not None:
        chosen = chosen.where(OrderFileRow.kind == kind)
    return list(session.scalars(chosen.order_by(OrderFileRow.id)))


def _columns(told: Order) -> dict[str, Any]:
    plain = to_plain(told)
    currency = told.goods.currency
    return {
        "content": plain,
        "content_hash": content_hash(plain),
        "currency": currency,
        "total": f"{total(told.goods):f}" if currency else "",
    }


def _kept_revision(work: Work, row: OrderRow, by: int, words: Iterable[Line]) -> None:
    work.session.add(
        OrderRevisionRow(
            order_id=row.id, revision=row.revision, content=row.content, words=words_to_plain(words), by=by, at=work.now
        )
    )
    work.session.flush()
