"""Once a night: forgets the keys of old ticks and buttons that nobody can press any more. Nothing that arrived is deleted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from handlers.asked import Timer
from rules.event import Tick
from rules.outgoing import Outgoing
from rules.policy import Policy
from storage.alarms import end_old_refusals
from storage.buttons import forget_expired
from storage.facts import fact, fact_since, remember
from storage.guesses import forget_guesses
from storage.handled import forget_ticks, is_handled
from storage.strangers import forget as forget_strangers
from storage.work import Work

AT = time(3, 30)
"""In the company's zone."""
TIDIED = "tidied"
"""The fact since when night has followed on night; noted each night."""
STRANGERS_KEPT = timedelta(days=30)
A_GAP = timedelta(days=2)
CERTAIN_AFTER = timedelta(days=7)


def due(session: Session, now: datetime, policy: Policy) -> Iterable[str]:
    there = now.astimezone(ZoneInfo(policy.zone))
    key = f"tick:tidy:{there.date().isoformat()}"
    if there.time() >= AT and not is_handled(session, key):
        yield key


def tidied(work: Work, _: Tick) -> Iterable[Outgoing]:
    """Forgets; but no keys and buttons in the week after a gap: the clock may stand years ahead, and be set right again (F26)."""
    forget_guesses(work.session, work.now - timedelta(days=1))
    forget_strangers(work.session, work.now - STRANGERS_KEPT)
    if work.now - _regular_since(work) < CERTAIN_AFTER:
        return ()
    forget_ticks(work.session, work.now)
    forget_expired(work.session, work.now)
    end_old_refusals(work)
    return ()


def _regular_since(work: Work) -> datetime:
    last, since = fact_since(work.session, TIDIED), fact(work.session, TIDIED)
    follows = last is not None and timedelta() < work.now - last < A_GAP
    regular = datetime.fromisoformat(since) if since and follows else work.now
    remember(work.session, TIDIED, regular.isoformat(), work.now)
    return regular


TIMERS = (Timer("tidy", due, tidied),)
