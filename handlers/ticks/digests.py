"""Digests: each once per person, kind and local date, by the person's own clock, late after downtime, never a day late."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from handlers.asked import Timer
from handlers.digest import BY_KIND, TO_DUE, for_rooms
from handlers.telling import to_colleague, to_rooms
from rules.calendar import MIDNIGHT, Calendar
from rules.event import Tick
from rules.outgoing import Outgoing
from rules.permission import SALES
from rules.policy import Policy
from rules.words import line
from storage.calendar import calendar_for
from storage.colleagues import absences_between, colleague, everybody, rooms
from storage.facts import remember
from storage.handled import is_handled
from storage.owed import digests_sent, owners_among
from storage.work import Work

ROOMS = "rooms"
_MOMENT = timedelta(microseconds=1)


def due(session: Session, now: datetime, policy: Policy) -> Iterable[str]:
    """A key for every digest whose time has come on its day and that was not sent yet."""
    sent = digests_sent(session)
    pending = [each for each in _wanted(session, now, policy) if sent.get(_fact(each)) != each[2].isoformat()]
    if not pending:
        return
    away = {each.colleague_id for each in absences_between(session, now, now + _MOMENT)}
    concerned = {0, *_concerned(session, {number for _, number, _ in pending})} - away
    for kind, number, day in pending:
        key = f"tick:digest:{kind}:{number}:{day.isoformat()}"
        if number in concerned and not is_handled(session, key):
            yield key


def told(work: Work, tick: Tick) -> list[Outgoing]:
    """Says the digest that the key names, and remembers its day."""
    _, _, kind, number, day = tick.key.split(":")
    remember(work.session, f"digest:{kind}:{number}", day, work.now)
    if kind == ROOMS:
        return to_rooms(work, for_rooms(work))
    person = colleague(work.session, int(number))
    if person is None or person.dismissed_at is not None:
        return []
    lines = BY_KIND[kind](work, person)
    if not lines:
        return []
    return to_colleague(
        work, person.id, lines, TO_DUE, at_once=True, subject=line("Digest of {day}", day=date.fromisoformat(day))
    )


def digest_day(now: datetime, zone: str, at: time, policy: Policy, calendar: Calendar) -> date | None:
    """The local date whose digest of that time of day may go now: from then until closing, on the company's working days."""
    there = now.astimezone(ZoneInfo(zone))
    closing = policy.hours[-1][1]
    ends = closing != MIDNIGHT and at < closing and policy.outside_hours != "all"
    if there.time() < at or (ends and there.time() > closing) or not calendar.is_working_day(there.date()):
        return None
    return there.date()


def _concerned(session: Session, numbers: set[int]) -> set[int]:
    """Of these people those who sell, and those who own something; others have nothing to answer."""
    selling = {each.id for each in everybody(session) if set(each.roles) & set(SALES)}
    return (selling & numbers) | owners_among(session, numbers - selling)


def _wanted(session: Session, now: datetime, policy: Policy) -> Iterator[tuple[str, int, date]]:
    calendar = calendar_for(policy, (now.year - 1, now.year, now.year + 1))
    times = {"morning": policy.digest_at, "closing": policy.closing_digest_at}
    for person in everybody(session):
        for kind, at in times.items():
            day = digest_day(now, person.zone, at, policy, calendar)
            if day is not None:
                yield kind, person.id, day
    day = digest_day(now, policy.zone, policy.closing_digest_at, policy, calendar)
    if day is not None and rooms(session):
        yield ROOMS, 0, day


def _fact(wanted: tuple[str, int, date]) -> str:
    kind, number, _ = wanted
    return f"digest:{kind}:{number}"


TIMERS = (Timer("digests", due, told),)
