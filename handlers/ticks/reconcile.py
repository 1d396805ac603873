"""Every night mailbox and log are counted against each other; the roof counts, this asks it to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from handlers.asked import Timer
from handlers.reconciling import want
from rules.event import Tick
from rules.outgoing import Outgoing
from rules.policy import Policy
from storage.handled import is_handled
from storage.work import Work

AT = time(2, 30)
"""In the company's zone, when hardly anybody writes."""


def due(session: Session, now: datetime, policy: Policy) -> Iterable[str]:
    """One key for each date, from half past two on; after downtime at the next start."""
    here = now.astimezone(ZoneInfo(policy.zone))
    key = f"tick:reconcile:{here.date().isoformat()}"
    if here.time() >= AT and not is_handled(session, key):
        yield key


def counted_tonight(work: Work, _: Tick) -> list[Outgoing]:
    want(work)
    return []


TIMERS = (Timer("reconcile", due, counted_tonight),)
