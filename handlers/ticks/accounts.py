"""Once a month, on the department's day: each salesperson and accounting get the list that they reconcile (R233)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from handlers.asked import Timer
from handlers.reconciling_accounts import monthly
from rules.event import Tick
from rules.outgoing import Outgoing
from rules.policy import Policy
from storage.calendar import calendar_for
from storage.handled import is_handled
from storage.work import Work


def due(session: Session, now: datetime, policy: Policy) -> Iterable[str]:
    """A key for this month from its day on, in working time, also after downtime (F28); none where the day is 0."""
    calendar = calendar_for(policy, (now.year - 1, now.year, now.year + 1))
    day = calendar.day_of(now)
    if not policy.reconcile_day or day.day < policy.reconcile_day or not calendar.is_open(now):
        return
    key = f"tick:accounts:{day:%Y-%m}"
    if not is_handled(session, key):
        yield key


def told(work: Work, _: Tick) -> list[Outgoing]:
    return monthly(work)


TIMERS = (Timer("accounts", due, told, every=timedelta(minutes=10)),)
