"""Alarms: something is wrong with the desk itself; administrators hear it once, and once more when it is over (R17)."""

from __future__ import annotations

from handlers.telling import to_roles
from rules.outgoing import Outgoing
from rules.permission import Role
from rules.words import Line, from_plain, line, title
from storage.alarms import alarm_over, raise_alarm
from storage.tables.machine import AlarmRow
from storage.work import Work


def alarm(work: Work, name: str, words: Line, *advice: Line) -> list[Outgoing]:
    """Tells the administrators what is wrong and what to do, unless they know. `name` is the trouble's own ("login:info")."""
    if not raise_alarm(work, name, (words, *advice)):
        return []
    return to_roles(work, [Role.ADMINISTRATOR], (title("Something is wrong."), words, *advice), urgent=True)


def over(work: Work, name: str) -> list[Outgoing]:
    """Tells the administrators that it is over, if they were told that it had begun."""
    row = work.session.get(AlarmRow, name)
    if row is None or not alarm_over(work, name):
        return []
    begun = from_plain(row.words)[:1]
    words = (title("It is over."), *begun, line("It began {since}.", since=row.since))
    return to_roles(work, [Role.ADMINISTRATOR], words, urgent=True)
