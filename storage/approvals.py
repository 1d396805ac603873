"""Named queries about approvals: what waits, for whom, who has released it, whom to remind (R271)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from rules.approval import ApprovalState, Approver, Given, Request, Step, content_hash, followed
from rules.approval_table import Table
from rules.words import Line, to_plain
from storage.colleagues import absences_between, everybody
from storage.deputies import named_deputies, standing_in
from storage.tables.approvals import ApprovalRow, ReleaseRow
from storage.work import Work

_NOW = timedelta(microseconds=1)


def approval(session: Session, number: int | None) -> ApprovalRow | None:
    return None if number is None else session.get(ApprovalRow, number)


def pending(session: Session, thing: str, subject: str) -> ApprovalRow | None:
    """What waits for this thing of this subject; there is one at most."""
    return session.scalar(
        select(ApprovalRow).where(
            ApprovalRow.thing == thing, ApprovalRow.subject == subject, ApprovalRow.state == ApprovalState.ASKED
        )
    )


def all_pending(session: Session, limit: int = 500) -> list[ApprovalRow]:
    """Everything that waits for somebody, the oldest first."""
    chosen = select(ApprovalRow).where(ApprovalRow.state == ApprovalState.ASKED)
    return list(session.scalars(chosen.order_by(ApprovalRow.id).limit(limit)))


def newest(session: Session, thing: str, subject: str) -> ApprovalRow | None:
    """The last approval that was asked for this, however it ended."""
    chosen = select(ApprovalRow).where(ApprovalRow.thing == thing, ApprovalRow.subject == subject)
    return session.scalar(chosen.order_by(ApprovalRow.id.desc()).limit(1))


def asked(
    work: Work,
    thing: str,
    subject: str,
    content: Any,
    words: Iterable[Line],
    rows: Table,
    *,
    by: int,
    created_by: int | None = None,
    customer: int | None = None,
    conversation: int | None = None,
    details: Iterable[Line] = (),
    authors: Iterable[int] = (),
) -> ApprovalRow:
    """A new row. Its times are counted on the company calendar, in working minutes."""
    row = ApprovalRow(
        thing=thing,
        subject=subject,
        content=content,
        content_hash=content_hash(content),
        words=to_plain(words),
        details=to_plain(details) or None,
        authors=sorted(set(authors)) or None,
        steps=[[list(each.roles), each.count, list(each.otherwise)] for each in rows],
        needs=sum(each.count for each in rows),
        state=ApprovalState.ASKED,
        asked_by=by,
        created_by=created_by or by,
        edited_by=by,
        asked_at=work.now,
        remind_at=work.calendar.plus(work.now, work.policy.approval_remind_minutes),
        deputy_at=work.calendar.plus(work.now, work.policy.approval_deputy_minutes),
        expires_at=work.now + timedelta(days=work.policy.approval_expires_days),
        customer_id=customer,
        conversation_id=conversation,
    )
    work.session.add(row)
    work.session.flush()
    return row


def request_of(session: Session, row: ApprovalRow) -> Request:
    """The row and its releases as the rule sees them."""
    return Request(
        steps=tuple(Step(tuple(roles), count, tuple(otherwise)) for roles, count, otherwise in row.steps),
        asked_by=row.asked_by,
        created_by=row.created_by,
        edited_by=row.edited_by,
        state=row.state,
        deputy_at=row.deputy_at,
        expires_at=row.expires_at,
        given=tuple(Given(each.given_by, each.seat, each.step) for each in releases(session, row.id)),
        authors=frozenset(row.authors or ()),
    )


def releases(session: Session, number: int) -> list[ReleaseRow]:
    chosen = select(ReleaseRow).where(ReleaseRow.approval_id == number)
    return list(session.scalars(chosen.order_by(ReleaseRow.given_at, ReleaseRow.given_by)))


def give(work: Work, row: ApprovalRow, given: Given) -> None:
    """Writes a release, bound to the content's hash."""
    work.session.add(
        ReleaseRow(
            approval_id=row.id,
            given_by=given.by,
            seat=given.seat,
            step=given.step,
            asked_by=row.asked_by,
            created_by=row.created_by,
            edited_by=row.edited_by,
            content_hash=row.content_hash,
            given_at=work.now,
        )
    )
    work.session.flush()


def end(work: Work, row: ApprovalRow, state: ApprovalState, *, by: int | None = None, reason: str = "") -> None:
    """Moves the row to a state that may follow; refuses any other. An approved one that is voided keeps who approved it."""
    row.state = followed(row.state, state)
    if state is not ApprovalState.VOID or row.decided_by is None:
        row.decided_by = by
    row.decided_at, row.reason = work.now, reason[:500]
    work.session.flush()


def staff(work: Work) -> tuple[Approver, ...]:
    """Everybody who is here, as the rule sees them: roles, leave, for whom they stand in."""
    away = {each.colleague_id for each in absences_between(work.session, work.now, work.now + _NOW)}
    covers: dict[int, set[int]] = {}
    for absent, deputy in standing_in(work).items():
        covers.setdefault(deputy.id, set()).add(absent)
    named: dict[int, set[int]] = {}
    for person, number in named_deputies(work.session).items():
        named.setdefault(number, set()).add(person)
    return tuple(
        Approver(
            each.id,
            frozenset(each.roles),
            each.id in away,
            frozenset(covers.get(each.id, ())),
            frozenset(named.get(each.id, ())),
        )
        for each in everybody(work.session)
    )


def to_chase(session: Session, now: datetime) -> list[ApprovalRow]:
    """What has waited so long that somebody is to be reminded, or that it expires."""
    late = or_(
        ApprovalRow.expires_at <= now,
        and_(ApprovalRow.remind_at <= now, ApprovalRow.reminded_at.is_(None)),
        and_(ApprovalRow.deputy_at <= now, ApprovalRow.deputy_told_at.is_(None)),
    )
    chosen = select(ApprovalRow).where(ApprovalRow.state == ApprovalState.ASKED, late)
    return list(session.scalars(chosen.order_by(ApprovalRow.id)))


def asked_by(session: Session, number: int, limit: int = 10) -> Sequence[ApprovalRow]:
    """What she has asked for and nobody has decided yet."""
    chosen = select(ApprovalRow).where(ApprovalRow.state == ApprovalState.ASKED, ApprovalRow.asked_by == number)
    return session.scalars(chosen.order_by(ApprovalRow.id).limit(limit)).all()
