"""One-time links: 128 bits of which only the hash is kept; used, confirmed and refused by one UPDATE each (T23)."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, func, select, update
from sqlalchemy.orm import Session

from rules.enrolment import hash_of
from rules.event import Heard
from storage.tables.colleagues import InviteRow
from storage.work import Work

TOKEN_BYTES = 16


def invite(session: Session, number: int) -> InviteRow | None:
    return session.get(InviteRow, number)


def invited(work: Work, colleague: int, by: int | None, expires_at: datetime) -> str:
    """A new link for that colleague; former unused ones end. Returns the token, which is written down nowhere."""
    withdrawn(work, colleague)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    work.session.add(
        InviteRow(
            token_hash=hash_of(token), colleague_id=colleague, made_by=by, made_at=work.now, expires_at=expires_at
        )
    )
    work.session.flush()
    return token


def used(work: Work, token: str, heard: Heard) -> InviteRow | None:
    """The link, used up by this speaker; None if there is none such, or it is used, expired or withdrawn."""
    changed = _changed(
        work,
        update(InviteRow)
        .where(InviteRow.token_hash == hash_of(token), InviteRow.state == "open", InviteRow.expires_at > work.now)
        .values(
            state="used",
            front=heard.place.front,
            account=heard.account,
            place=heard.place.address,
            speaker_name=heard.speaker_name[:80],
        ),
    )
    if not changed:
        return None
    chosen = select(InviteRow).where(InviteRow.token_hash == hash_of(token))
    return work.session.scalar(chosen.execution_options(populate_existing=True))


def settled(work: Work, number: int, to: str, by: int | None) -> bool:
    """Moves a used link to "confirmed" or "refused"; False if somebody was faster or it is not waiting."""
    return _changed(
        work,
        update(InviteRow).where(InviteRow.id == number, InviteRow.state == "used").values(state=to, confirmed_by=by),
    )


def withdrawn(work: Work, colleague: int) -> None:
    """Ends every link of that colleague that is open or waits for a word."""
    _changed(
        work,
        update(InviteRow)
        .where(InviteRow.colleague_id == colleague, InviteRow.state.in_(("open", "used")))
        .values(state="refused"),
    )


def counted_from(work: Work, expires_at: datetime) -> bool:
    """The first administrator's link counts from now on; False if there is none that waits."""
    return _changed(
        work,
        update(InviteRow)
        .where(InviteRow.made_by.is_(None), InviteRow.state == "open", InviteRow.expires_at > work.now)
        .values(expires_at=expires_at),
    )


def waiting(session: Session) -> list[InviteRow]:
    """Links that were used and wait for an administrator's word, oldest first."""
    return list(session.scalars(select(InviteRow).where(InviteRow.state == "used").order_by(InviteRow.id)))


def waiting_at_the_terminal(session: Session) -> InviteRow | None:
    """The first administrator's link, used and not confirmed yet."""
    return session.scalar(
        select(InviteRow)
        .where(InviteRow.state == "used", InviteRow.made_by.is_(None))
        .order_by(InviteRow.id.desc())
        .limit(1)
    )


def open_count(session: Session, now: datetime) -> int:
    chosen = select(func.count()).select_from(InviteRow)
    return session.scalar(chosen.where(InviteRow.state == "open", InviteRow.expires_at > now)) or 0


def _changed(work: Work, statement: Any) -> bool:
    work.session.flush()
    result: CursorResult[Any] = work.session.execute(  # type: ignore[assignment]
        statement.execution_options(synchronize_session=False)
    )
    return bool(result.rowcount)
