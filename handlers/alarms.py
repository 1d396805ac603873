"""Alarms: something is wrong with the desk itself; administrators hear it once, and once more when it is over (R17)."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.telling import by_mail, to_colleague
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import Role
from rules.words import Line, from_plain, line, title
from storage.alarms import alarm_over, close_older, raise_alarm
from storage.colleagues import with_role
from storage.tables.colleagues import ColleagueRow
from storage.tables.machine import AlarmRow
from storage.work import Work

BY_MAIL = ("chat", "front:")
"""Troubles of the chat itself: who hears of them only there hears nothing."""
EVENTS = ("jump:",)
"""What has happened once and has no end: it is closed after a day, so that the next one is told again."""
EVENTS_LAST = timedelta(days=1)
HEALTH: Choices = ((Choice(line("How is the desk?"), "/health"),),)


def alarm(work: Work, name: str, words: Line, *advice: Line, choices: Choices = HEALTH) -> list[Outgoing]:
    """Tells the administrators what is wrong and what to do, unless they know. `name` is the trouble's own ("login:info").

    At once, also outside working hours: nobody else watches the desk. By mail to who has no chat, and to all when the
    chat is what is wrong. Where nobody administers, the managers hear it.
    """
    if not raise_alarm(work, name, (words, *advice)):
        return []
    lines = (title("Something is wrong."), words, *advice)
    said: list[Outgoing] = []
    for person in _administrators(work):
        mailed = by_mail(work, person.id, lines, words) if name.startswith(BY_MAIL) else []
        said += mailed or to_colleague(work, person.id, lines, choices, urgent=True, at_once=True)
    return said


def over(work: Work, name: str) -> list[Outgoing]:
    """Tells the administrators that it is over, if they were told that it had begun."""
    row = work.session.get(AlarmRow, name)
    if row is None or not alarm_over(work, name):
        return []
    begun = from_plain(row.words)[:1]
    words = (title("It is over."), *begun, line("It began {since}.", since=row.since))
    return [
        each
        for person in _administrators(work)
        for each in to_colleague(work, person.id, words, urgent=True, at_once=True)
    ]


def is_past(row: AlarmRow, now: datetime) -> bool:
    """Whether it is an event of which a day has passed, or that lies days ahead of a clock that was set right since."""
    return row.name.startswith(EVENTS) and abs(now - row.since) >= EVENTS_LAST


def close_events(work: Work) -> None:
    """Forgets events of which a day has passed."""
    close_older(work, EVENTS, work.now - EVENTS_LAST)


def _administrators(work: Work) -> list[ColleagueRow]:
    return with_role(work.session, Role.ADMINISTRATOR) or with_role(work.session, Role.MANAGER)
