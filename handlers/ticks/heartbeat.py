"""The heartbeat: every few minutes the desk looks at itself and tells administrators what has begun and what is over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from handlers.alarms import alarm, over
from handlers.asked import Timer
from rules.event import Tick
from rules.outgoing import Outgoing
from rules.policy import Policy
from rules.silence import WEEKS, is_unusual
from rules.waits import BACKUP_MAY_WAIT, QUEUE_MAY_WAIT, SWEEP_MAY_WAIT
from rules.words import Line, line
from storage import pulse
from storage.calendar import calendar_for
from storage.doubts import held_since, oldest_overdue
from storage.facts import fact_since
from storage.quarantine import lies_since
from storage.work import Work

QUARANTINE_MAY_WAIT = timedelta(hours=4)
"""Each letter is told when it is put aside; this is the reminder."""
SILENCE_SPAN = timedelta(hours=2)
"""The hours that are compared with those of the weeks before."""

Trouble = tuple[Line, Line]
"""What is wrong, and what to do about it."""


def due(session: Session, now: datetime, policy: Policy) -> Iterable[str]:
    """A key for this minute when something has begun or is over; nothing while all stays as it is."""
    known = {each.name for each in pulse.open_alarms(session)} & set(CHECKS)
    found = set(_troubles(session, now, policy))
    if known != found:
        yield f"tick:heartbeat:{now:%Y-%m-%dT%H:%M}"


def beaten(work: Work, _: Tick) -> list[Outgoing]:
    """Raises an alarm for what is wrong and ends those that are over."""
    troubles = _troubles(work.session, work.now, work.policy)
    said: list[Outgoing] = []
    for name in CHECKS:
        said += alarm(work, name, *troubles[name]) if name in troubles else over(work, name)
    return said


def _troubles(session: Session, now: datetime, policy: Policy) -> dict[str, Trouble]:
    found = {name: check(session, now, policy) for name, check in CHECKS.items()}
    return {name: trouble for name, trouble in found.items() if trouble is not None}


def _queue(session: Session, now: datetime, policy: Policy) -> Trouble | None:
    if held_since(session) is not None:
        return None
    row = oldest_overdue(session, now - QUEUE_MAY_WAIT)
    if row is None:
        return None
    return (
        line("Messages wait to be sent, the oldest since {since}.", since=row.decided_at),
        line("/health shows what waits. infodesk check tries the mail server and the chat."),
    )


def _sweep(session: Session, now: datetime, policy: Policy) -> Trouble | None:
    swept = pulse.last_sweep(session)
    started = fact_since(session, pulse.RUNNING)
    newest = max((each for each in (swept, started) if each is not None), default=None)
    if swept is None or newest is None or now - newest <= SWEEP_MAY_WAIT:
        return None
    return (
        line("The mailbox has not been looked through since {since}.", since=swept),
        line("Nothing is lost: letters stay on the server. infodesk check tries the login."),
    )


def _backup(session: Session, now: datetime, policy: Policy) -> Trouble | None:
    since = pulse.backup_counts_from(session)
    if since is None or now - since <= BACKUP_MAY_WAIT:
        return None
    return (
        line("There has been no backup since {since}.", since=since),
        line("Run infodesk backup FILE every night, for example by a timer of the system."),
    )


def _silence(session: Session, now: datetime, policy: Policy) -> Trouble | None:
    calendar = calendar_for(policy, (now.year - 1, now.year, now.year + 1))
    if calendar.opening_after(now) > now:
        return None
    arrived = pulse.arrived_between(session, now - SILENCE_SPAN, now)
    usual = pulse.usual_arrivals(session, now, SILENCE_SPAN, WEEKS)
    if not is_unusual(arrived, usual):
        return None
    return (
        line("It is unusually quiet: {count} letters in two hours.", count=arrived),
        line(
            "Usually {usual} come in these hours. Send a test mail to the shared mailbox.",
            usual=sorted(usual)[len(usual) // 2],
        ),
    )


def _quarantine(session: Session, now: datetime, policy: Policy) -> Trouble | None:
    if not lies_since(session, now - QUARANTINE_MAY_WAIT):
        return None
    return (
        line("Letters lie in quarantine for hours. They are kept whole, but nobody answers them."),
        line("/quarantine lists them; each can be tried again or set aside."),
    )


CHECKS = {
    "queue": _queue,
    "sweep": _sweep,
    "backup": _backup,
    "silence": _silence,
    "quarantine": _quarantine,
}

TIMERS = (Timer("heartbeat", due, beaten, every=timedelta(minutes=1)),)
