"""Named queries about what follows the sending of a quotation: planned, due, ended, and the mails of it (F28)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.quote_following import EXPIRY, Planned
from rules.quote_moves import OUTSIDE
from storage.tables.conversations import DraftRow
from storage.tables.outbox import MessageRow
from storage.tables.quotes import QuoteRow, QuoteStepRow, QuoteVersionRow
from storage.work import Work

Due = tuple[QuoteStepRow, QuoteVersionRow, QuoteRow]

_TOGETHER = (
    select(QuoteStepRow, QuoteVersionRow, QuoteRow)
    .join(QuoteVersionRow, QuoteVersionRow.id == QuoteStepRow.version_id)
    .join(QuoteRow, QuoteRow.id == QuoteVersionRow.quote_id)
)


def plan(work: Work, version: QuoteVersionRow, steps: Iterable[Planned]) -> None:
    """These steps are to come; one of that name that there was begins anew."""
    known = {each.step: each for each in steps_of(work.session, version.id)}
    for each in steps:
        row = known.get(each.step)
        if row is None:
            work.session.add(QuoteStepRow(version_id=version.id, step=each.step, due_at=each.due_at, outcome=""))
        else:
            row.due_at, row.done_at, row.outcome, row.draft_id = each.due_at, None, "", None
    work.session.flush()


def steps_of(session: Session, version: int) -> list[QuoteStepRow]:
    chosen = select(QuoteStepRow).where(QuoteStepRow.version_id == version)
    return list(session.scalars(chosen.order_by(QuoteStepRow.due_at, QuoteStepRow.id)))


def next_step(session: Session, version: int) -> QuoteStepRow | None:
    """What comes next of it."""
    return next((each for each in steps_of(session, version) if each.done_at is None), None)


def has_due(session: Session, now: datetime, *, expiry_only: bool) -> bool:
    chosen = select(QuoteStepRow.id).where(QuoteStepRow.done_at.is_(None), QuoteStepRow.due_at <= now)
    if expiry_only:
        chosen = chosen.where(QuoteStepRow.step == EXPIRY)
    return session.scalar(chosen.limit(1)) is not None


def due(session: Session, now: datetime, *, expiry_only: bool, limit: int = 500) -> list[Due]:
    """Steps whose time has come, the oldest first."""
    chosen = _TOGETHER.where(QuoteStepRow.done_at.is_(None), QuoteStepRow.due_at <= now)
    if expiry_only:
        chosen = chosen.where(QuoteStepRow.step == EXPIRY)
    rows = session.execute(chosen.order_by(QuoteStepRow.due_at, QuoteStepRow.id).limit(limit))
    return [(step, version, row) for step, version, row in rows]


def open_between(session: Session, owners: Collection[int] | None, until: datetime, limit: int = 200) -> list[Due]:
    """Steps of standing quotations that are due before that instant, and told ones whose mail has not left yet."""
    chosen = (
        _TOGETHER.outerjoin(DraftRow, DraftRow.id == QuoteStepRow.draft_id)
        .where(QuoteVersionRow.state.in_(sorted(OUTSIDE)), QuoteStepRow.step != EXPIRY)
        .where(
            (QuoteStepRow.done_at.is_(None) & (QuoteStepRow.due_at < until))
            | ((QuoteStepRow.outcome == "told") & (DraftRow.state == "open"))
        )
    )
    if owners is not None:
        chosen = chosen.where(QuoteRow.owner_id.in_(sorted(owners)))
    rows = session.execute(chosen.order_by(QuoteStepRow.due_at, QuoteStepRow.id).limit(limit))
    return [(step, version, row) for step, version, row in rows]


def step_of_draft(session: Session, draft: int) -> QuoteStepRow | None:
    """The step whose mail that draft is."""
    return session.scalar(select(QuoteStepRow).where(QuoteStepRow.draft_id == draft).order_by(QuoteStepRow.id.desc()))


def version_of_draft(session: Session, draft: int) -> QuoteVersionRow | None:
    """The version whose covering mail that draft is."""
    chosen = select(QuoteVersionRow).where(QuoteVersionRow.draft_id == draft)
    return session.scalar(chosen.order_by(QuoteVersionRow.id.desc()))


def carried_over(session: Session, old: int, new: int) -> QuoteVersionRow | None:
    """The mail of that draft has not arrived and is the draft `new` now; the version whose covering mail it is, if any."""
    step = step_of_draft(session, old)
    if step is not None:
        step.draft_id = new
    version = version_of_draft(session, old)
    if version is not None:
        version.draft_id = new
    session.flush()
    return version


def mail_of_draft(session: Session, draft: DraftRow) -> MessageRow | None:
    """What became of a draft in the outbox; None where it has not been sent."""
    if draft.state != "sent" or draft.ended_at is None:
        return None
    return session.scalar(
        select(MessageRow)
        .where(
            MessageRow.conversation_id == draft.conversation_id,
            MessageRow.kind == "mail",
            MessageRow.audience == "customer",
            MessageRow.decided_at == draft.ended_at,
        )
        .order_by(MessageRow.id.desc())
        .limit(1)
    )


def drafts_of_purpose(session: Session, conversation: int, purposes: Sequence[str]) -> list[DraftRow]:
    """Open drafts of a conversation for one of these purposes."""
    chosen = select(DraftRow).where(
        DraftRow.conversation_id == conversation, DraftRow.state == "open", DraftRow.purpose.in_(purposes)
    )
    return list(session.scalars(chosen.order_by(DraftRow.id)))
