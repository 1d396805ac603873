"""Approvals that wait: who is to decide is reminded in working time, then the deputies; what nobody decides expires (R271)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from handlers.approved import FOLLOW
from handlers.approving import approvals_shown, approvers, expired, put_to
from handlers.asked import Timer
from rules.event import Tick
from rules.outgoing import Outgoing
from rules.policy import Policy
from rules.words import line
from storage.approvals import to_chase
from storage.calendar import calendar_for
from storage.tables.approvals import ApprovalRow
from storage.work import Work


def due(session: Session, now: datetime, policy: Policy) -> Iterable[str]:
    """A key for this minute when somebody is to be reminded and may be spoken to, or something expires."""
    rows = to_chase(session, now)
    if not rows:
        return
    calendar = calendar_for(policy, (now.year - 1, now.year, now.year + 1))
    if calendar.is_open(now) or policy.outside_hours == "all" or any(each.expires_at <= now for each in rows):
        yield f"tick:approvals:{now:%Y-%m-%dT%H:%M}"


def chased(work: Work, _: Tick) -> list[Outgoing]:
    """Each step once: the reminder, then the word to the deputies, then the end."""
    said: list[Outgoing] = []
    for row in to_chase(work.session, work.now):
        said += expired(work, row, FOLLOW) if row.expires_at <= work.now else _reminded(work, row)
    return said


def _reminded(work: Work, row: ApprovalRow) -> list[Outgoing]:
    known = set(approvals_shown(work, row))
    people = approvers(work, row)
    late = row.deputy_at <= work.now
    head = line("It still waits for a decision since {at}.", at=row.asked_at)
    said = [each for number in people if number in known for each in put_to(work, row, number, head)]
    row.reminded_at = row.reminded_at or work.now
    if late:
        row.deputy_told_at = work.now
    fresh = line("Nobody has decided since {at}. You may decide in place of who was asked.", at=row.asked_at)
    return [*said, *(each for number in people if number not in known for each in put_to(work, row, number, fresh))]


TIMERS = (Timer("approvals", due, chased, every=timedelta(minutes=1)),)
