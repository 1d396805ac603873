"""Named queries about what comes after the sale: revisits and whose is due, surveys and their averages (R240, R250)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from rules.complaint_typed import SUBJECTS, Revisit
from rules.order_moves import Stage
from storage.customers import customers_of
from storage.tables.aftersales import RevisitRow, SurveyRow
from storage.tables.customers import CustomerRow
from storage.tables.orders import OrderRow
from storage.work import Work


def visited(work: Work, customer: int, told: Revisit, by: int, on: date, order: int | None = None) -> RevisitRow:
    """A revisit that has taken place."""
    row = RevisitRow(
        customer_id=customer, order_id=order, on=on, kind=told.kind, satisfaction=told.satisfaction,
        product_use=told.product_use, new_needs=told.new_needs, problems=told.problems, next_step=told.next_step,
        by=by, at=work.now,
    )  # fmt: skip
    work.session.add(row)
    work.session.flush()
    return row


def revisits(session: Session, customer: int, limit: int = 5) -> list[RevisitRow]:
    """The newest first."""
    chosen = select(RevisitRow).where(RevisitRow.customer_id == customer)
    return list(session.scalars(chosen.order_by(RevisitRow.id.desc()).limit(limit)))


@dataclass(frozen=True, slots=True)
class ToRevisit:
    """A customer whose revisit is due: since when nobody has asked, and by how many days it is over."""

    customer: CustomerRow
    last: date
    over: int


def to_revisit(
    session: Session, today: date, days_of: Mapping[str, int], owners: Collection[int] | None = None, limit: int = 200
) -> list[ToRevisit]:
    """Customers who have ordered and whose last revisit, or else last order, lies longer back than their grade allows (R240).

    `days_of` by grade; a customer without a grade counts as C; 0 days: never. The longest over first. `owners` None: all.
    """
    asked = select(func.max(RevisitRow.on)).where(RevisitRow.customer_id == CustomerRow.id).scalar_subquery()
    bought = (
        select(func.max(OrderRow.opened_at))
        .where(OrderRow.customer_id == CustomerRow.id, OrderRow.stage != Stage.CANCELLED)
        .scalar_subquery()
    )
    chosen = select(CustomerRow.id, CustomerRow.grade, bought, asked).where(CustomerRow.merged_into.is_(None))
    if owners is not None:
        chosen = chosen.where(CustomerRow.owner_id.in_(list(owners)))
    late: list[tuple[int, int, date]] = []
    for number, grade, ordered, last in session.execute(chosen):
        if ordered is None:
            continue
        since = max(each for each in (ordered.date(), last) if each is not None)
        days = days_of.get(_grade(grade), 0)
        over = (today - since - timedelta(days=days)).days
        if days and over >= 0:
            late.append((-over, number, since))
    late = sorted(late)[:limit]
    rows = customers_of(session, [number for _, number, _ in late])
    return [ToRevisit(rows[number], since, -over) for over, number, since in late]


def _grade(text: str) -> str:
    return {"A": "A", "B": "B", "1": "A", "2": "B"}.get(text.strip().upper()[:1], "C")


def period_of(day: date, every: str) -> str:
    """The period of surveys that a day lies in: 2026-Q4, 2026-H2, 2026."""
    part = {"quarter": f"-Q{(day.month - 1) // 3 + 1}", "half_year": f"-H{(day.month - 1) // 6 + 1}"}.get(every, "")
    return f"{day.year}{part}"


def survey(session: Session, customer: int, period: str) -> SurveyRow | None:
    """The newest survey of a customer in a period."""
    chosen = select(SurveyRow).where(SurveyRow.customer_id == customer, SurveyRow.period == period)
    return session.scalar(chosen.order_by(SurveyRow.id.desc()).limit(1))


def survey_of_draft(session: Session, draft: int) -> SurveyRow | None:
    return session.scalar(select(SurveyRow).where(SurveyRow.draft_id == draft).limit(1))


def surveyed(work: Work, customer: int, owner: int, period: str, by: int, **values: Any) -> SurveyRow:
    """A survey that is asked or was answered."""
    row = SurveyRow(customer_id=customer, owner_id=owner, period=period, by=by, asked_at=work.now, **values)
    work.session.add(row)
    work.session.flush()
    return row


def averages(session: Session, period: str, by_owner: bool = False) -> list[tuple[int | None, int, dict[str, Decimal]]]:
    """(owner or None for all, answers, average by subject) of a period, with one decimal place (R250, R252)."""
    columns = [func.sum(getattr(SurveyRow, each)) for each in SUBJECTS]
    chosen = select(SurveyRow.owner_id, func.count(), *columns) if by_owner else select(func.count(), *columns)
    chosen = chosen.where(SurveyRow.period == period, SurveyRow.answered_at.is_not(None))
    rows = session.execute(chosen.group_by(SurveyRow.owner_id) if by_owner else chosen).all()
    found: list[tuple[int | None, int, dict[str, Decimal]]] = []
    for row in rows:
        owner, count, *sums = row if by_owner else (None, *row)
        if count:
            means = {name: round(Decimal(int(each)) / count, 1) for name, each in zip(SUBJECTS, sums, strict=True)}
            found.append((owner, count, means))
    return found
