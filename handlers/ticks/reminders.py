"""What people asked to be reminded of with /remind, when its time has come; in working hours."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from handlers.asked import Timer
from handlers.telling import to_colleague
from rules.event import Tick
from rules.outgoing import Choice, Choices, Outgoing
from rules.policy import Policy
from rules.words import Line, line, verbatim
from storage.calendar import calendar_for
from storage.conversations import conversation
from storage.promises import has_personal_due, personal_due
from storage.tables.conversations import PersonalReminderRow
from storage.work import Work

GRACE = timedelta(minutes=15)


def due(session: Session, now: datetime, policy: Policy) -> Iterable[str]:
    """A key for this minute when something is due and may be said."""
    if has_personal_due(session, now) and _may_be_said(now, policy):
        yield f"tick:remind:{now:%Y-%m-%dT%H:%M}"


def reminded(work: Work, _: Tick) -> list[Outgoing]:
    """Says each once, to who asked for it."""
    said: list[Outgoing] = []
    for row in personal_due(work.session, work.now):
        row.done_at = work.now
        said += to_colleague(
            work,
            row.colleague_id,
            (_words(work, row),),
            _choices(row),
            conversation=row.conversation_id,
            at_once=True,
            subject=line("Reminder"),
        )
    return said


def _may_be_said(now: datetime, policy: Policy) -> bool:
    """Working time, and a little after closing for what falls on it."""
    if policy.outside_hours == "all":
        return True
    calendar = calendar_for(policy, (now.year - 1, now.year, now.year + 1))
    return calendar.is_open(now) or calendar.is_open(now - GRACE)


def _words(work: Work, row: PersonalReminderRow) -> Line:
    about = conversation(work.session, row.conversation_id)
    words = verbatim(row.words)
    if about is None:
        return line("You wanted to be reminded: {words}", words=words)
    who = about.company or about.contact_name or about.contact_address or "?"
    return line("You wanted to be reminded of {number} {who}: {words}", number=about.id, who=who, words=words)


def _choices(row: PersonalReminderRow) -> Choices:
    if row.conversation_id is None:
        return ()
    number = row.conversation_id
    return ((Choice(line("Show"), f"/show {number}"), Choice(line("Reply"), f"/reply {number}")),)


TIMERS = (Timer("reminders", due, reminded),)
