"""Messages of which nobody can be sure: mails that may have gone, and what waited when a backup was restored (F06, F36)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.orm import Session

from rules.waits import MAIL_MAY_FAIL, QUEUE_MAY_WAIT
from storage.tables.machine import FactRow
from storage.tables.outbox import MessageRow
from storage.work import Work

HELD = "held"
"""The fact that nothing may go out until somebody has said /resume."""


MAIL, CHAT = ("mail", "copy"), ("say", "edit")
"""What goes through the mail server, and what through a chat."""
_CHAT_FAILED = 8
"""Attempts of the chat's ladder that take some minutes (rules.retry)."""


def held_since(session: Session) -> datetime | None:
    """Since when nothing goes out; None while everything goes its way."""
    row = session.get(FactRow, HELD)
    return row.at if row is not None and row.value not in (None, False) else None


def unsure_mails(session: Session, limit: int = 20) -> list[MessageRow]:
    """Mails to customers that may have gone, the oldest first."""
    return list(
        session.scalars(
            select(MessageRow)
            .where(MessageRow.state == "unknown", MessageRow.audience == "customer")
            .order_by(MessageRow.id)
            .limit(limit)
        )
    )


def unsure_mail(session: Session, number: int) -> MessageRow | None:
    row = session.get(MessageRow, number)
    return row if row is not None and row.audience == "customer" else None


def decided(work: Work, row: MessageRow, state: str) -> bool:
    """A named person has decided on a mail that may have gone; False if somebody was faster.

    state: "waiting" sends it (again, with the same Message-ID), "sent" says that it arrived, "cancelled" drops it.
    """
    values = (
        {"due_at": work.now, "attempts": 0, "claimed_at": None, "claimed_by": "", "repeats": row.repeats + 1}
        if state == "waiting"
        else {"ended_at": work.now}
    ) | {"told_at": None}
    work.session.flush()
    result = work.session.execute(
        update(MessageRow)
        .where(MessageRow.id == row.id, MessageRow.state == "unknown")
        .values(state=state, **values)
        .execution_options(synchronize_session=False)
    )
    work.session.refresh(row)
    return bool(getattr(result, "rowcount", 0))


def waiting_before(session: Session, at: datetime) -> dict[str, int]:
    """How many messages of each kind waited or were under way at that instant: after a restore they may have gone since."""
    rows = session.execute(
        select(MessageRow.kind, func.count())
        .where(MessageRow.state.in_(("waiting", "sending", "unknown")), MessageRow.decided_at <= at)
        .group_by(MessageRow.kind)
    )
    return {kind: count for kind, count in rows}


def mails_waiting_before(session: Session, at: datetime, limit: int = 10) -> list[MessageRow]:
    """Mails to customers that were decided before the restore and may have gone since the backup was made."""
    return list(
        session.scalars(
            select(MessageRow)
            .where(
                MessageRow.kind == "mail",
                MessageRow.audience == "customer",
                MessageRow.state.in_(("waiting", "sending", "unknown")),
                MessageRow.decided_at <= at,
            )
            .order_by(MessageRow.id)
            .limit(limit)
        )
    )


def resumed(work: Work, held: datetime, drop: bool) -> None:
    """Ends the hold. Mails to customers from before it become unknown: a named person decides on each.

    What was for colleagues goes, or is dropped.
    """
    session = work.session
    old = (MessageRow.state.in_(("waiting", "sending")), MessageRow.decided_at <= held)
    session.execute(
        update(MessageRow)
        .where(*old, MessageRow.audience == "customer", MessageRow.kind == "mail")
        .values(state="unknown", fault="it may have gone before the backup was restored")
        .execution_options(synchronize_session=False)
    )
    if drop:
        session.execute(
            update(MessageRow)
            .where(*old)
            .values(state="cancelled", ended_at=work.now)
            .execution_options(synchronize_session=False)
        )
    row = session.get(FactRow, HELD)
    if row is not None:
        session.delete(row)
    session.flush()


def oldest_overdue(session: Session, now: datetime, kinds: tuple[str, ...] = (*MAIL, *CHAT)) -> MessageRow | None:
    """The oldest message that ought to have gone and waits for longer than it may (rules.waits).

    A failed attempt moves the time of the next one, so a message that failed several times counts from its decision.
    """
    before = now - QUEUE_MAY_WAIT
    failed = or_(
        and_(
            MessageRow.kind.in_(MAIL),
            MessageRow.attempts > 0,
            MessageRow.decided_at <= now - MAIL_MAY_FAIL,
        ),
        and_(MessageRow.kind.in_(CHAT), MessageRow.attempts >= _CHAT_FAILED, MessageRow.decided_at <= before),
    )
    return session.scalar(
        select(MessageRow)
        .where(
            MessageRow.state.in_(("waiting", "sending")),
            MessageRow.kind.in_(kinds),
            or_(MessageRow.due_at <= before, failed),
        )
        .order_by(MessageRow.decided_at)
        .limit(1)
    )
