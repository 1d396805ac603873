"""A flood of letters that has stopped: its card says so, without a sound (T32)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from handlers.asked import Timer
from handlers.letters.flood import flood_refreshed
from rules.event import Tick
from rules.flood import WITHIN
from rules.outgoing import Outgoing
from rules.policy import Policy
from storage import floods
from storage.work import Work


def due(session: Session, now: datetime, policy: Policy) -> Iterable[str]:
    for each in floods.over(session, now - WITHIN):
        yield f"tick:flood:{each.id}:{each.aside}"


def stopped(work: Work, tick: Tick) -> Iterable[Outgoing]:
    said: list[Outgoing] = []
    for each in floods.over(work.session, work.now - WITHIN):
        each.ended_at = work.now
        said += flood_refreshed(work, each)
    return said


TIMERS = (Timer("flood", due, stopped, every=timedelta(minutes=1)),)
