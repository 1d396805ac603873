"""The week: told once to each person in the first working hours of the next one, late after downtime, with its picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from handlers.alarms import alarm, over
from handlers.asked import Timer
from handlers.telling import to_colleague
from handlers.ticks.digests import digest_day
from handlers.week import is_empty, picture_name, sees_department, spoken_in, week
from rules.calendar import Calendar
from rules.event import Tick
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import SALES
from rules.policy import Policy
from rules.week import WeekFacts, week_name, week_named, week_of, week_to_tell
from rules.words import line
from storage.calendar import calendar_for
from storage.colleagues import absence_at, colleague, everybody
from storage.facts import fact, remember
from storage.owed import digests_sent, owners_among
from storage.tables.colleagues import ColleagueRow
from storage.week import week_facts
from storage.work import Work

TROUBLE = "picture of the week"
"""The name of the alarm."""
Wanted = tuple[date, str]
"""The Monday of a week and the language in which its picture is wanted."""
_CHOICES: Choices = ((Choice(line("By person"), "/report person"), Choice(line("By source"), "/report source")),)


def due(session: Session, now: datetime, policy: Policy) -> Iterable[str]:
    """A key for everybody whose time has come, once the picture is there that goes with it, or is known to fail."""
    for person, first in _pending(session, now, policy):
        if not sees_department(person) or fact(session, picture_name(first, person.language)) is not None:
            yield f"tick:week:{person.id}:{week_name(first)}"


def undrawn(session: Session, now: datetime, policy: Policy) -> list[Wanted]:
    """The pictures that somebody waits for. They are drawn outside any transaction, and `drawn` or `failed` tells of it."""
    wanted = {
        (first, spoken_in(person.language))
        for person, first in _pending(session, now, policy)
        if sees_department(person)
    }
    return sorted(each for each in wanted if fact(session, picture_name(*each)) is None)


def to_draw(session: Session, now: datetime, policy: Policy, first: date) -> WeekFacts:
    """What the picture of that week shows."""
    return week_facts(session, _calendar(policy, now), first, now)


def drawn(work: Work, wanted: Wanted, sha256: str, size: int) -> list[Outgoing]:
    """The picture is in the store under that name: those who wait for it can be told."""
    remember(work.session, picture_name(*wanted), {"sha256": sha256, "size": size}, work.now)
    return over(work, TROUBLE)


def failed(work: Work, wanted: Wanted, reason: str) -> list[Outgoing]:
    """There will be no picture of that week: it is told in words, and administrators hear why."""
    remember(work.session, picture_name(*wanted), {"failed": reason}, work.now)
    return alarm(
        work,
        TROUBLE,
        line("The picture of the week cannot be drawn: {reason}", reason=reason),
        line("The week is told in words until it can."),
    )


def told(work: Work, tick: Tick) -> list[Outgoing]:
    """Tells the week that the key names, and remembers it."""
    _, _, number, name = tick.key.split(":")
    first = week_named(name)
    remember(work.session, _fact(int(number)), name, work.now)
    person = colleague(work.session, int(number))
    if person is None or person.dismissed_at is not None:
        return []
    facts = week_facts(work.session, work.calendar, first, work.now)
    if work.policy.empty_digests == "none" and is_empty(facts, person):
        return []
    lines, files = week(work, person, first)
    return to_colleague(
        work,
        person.id,
        lines,
        _CHOICES,
        files=files,
        at_once=True,
        subject=line("The week of {day}", day=first),
    )


def _pending(session: Session, now: datetime, policy: Policy) -> Iterator[tuple[ColleagueRow, date]]:
    """Who is to be told now, and of which week: not who joined since, not who is away, not who answers nobody."""
    calendar = _calendar(policy, now)
    told_already = digests_sent(session)
    pending = []
    for person in everybody(session):
        day = digest_day(now, person.zone, policy.digest_at, policy, calendar)
        if day is None or calendar.day_of(person.joined_at) >= week_of(day):
            continue
        first = week_to_tell(calendar, day)
        if told_already.get(_fact(person.id)) != week_name(first):
            pending.append((person, first))
    owning = owners_among(session, {person.id for person, _ in pending if not set(person.roles) & SALES})
    for person, first in pending:
        if (set(person.roles) & SALES or person.id in owning) and absence_at(session, person.id, now) is None:
            yield person, first


def _calendar(policy: Policy, now: datetime) -> Calendar:
    return calendar_for(policy, (now.year - 1, now.year, now.year + 1))


def _fact(number: int) -> str:
    return f"digest:week:{number}"


TIMERS = (Timer("week", due, told, every=timedelta(minutes=1)),)
