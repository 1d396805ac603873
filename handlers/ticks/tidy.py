"""Once a night: forgets the keys of old ticks and buttons that nobody can press any more. Nothing that arrived is deleted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from handlers.asked import Timer
from rules.event import Tick
from rules.outgoing import Outgoing
from rules.policy import Policy
from storage.buttons import forget_expired
from storage.handled import forget_ticks, is_handled
from storage.work import Work

AT = time(3, 30)
"""In the company's zone."""


def due(session: Session, now: datetime, policy: Policy) -> Iterable[str]:
    there = now.astimezone(ZoneInfo(policy.zone))
    key = f"tick:tidy:{there.date().isoformat()}"
    if there.time() >= AT and not is_handled(session, key):
        yield key


def tidied(work: Work, _: Tick) -> Iterable[Outgoing]:
    forget_ticks(work.session, work.now)
    forget_expired(work.session, work.now)
    return ()


TIMERS = (Timer("tidy", due, tidied),)
