"""The list of what is in the works, once a week to production, purchasing and merchandiser: each what is theirs (R195)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from handlers.asked import Timer
from handlers.stage_movers import WORKS, goods_lines
from handlers.telling import to_colleague
from handlers.ticks.digests import digest_day
from rules.event import Tick
from rules.order_moves import STAGE_WORDS, Stage
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import Role
from rules.policy import Policy
from rules.words import Line, line, title
from storage.calendar import calendar_for
from storage.colleagues import absence_at, colleague, with_role
from storage.handled import is_handled
from storage.order_digests import in_the_works
from storage.tables.colleagues import ColleagueRow
from storage.tables.orders import OrderRow
from storage.work import Work

_SHOWN = 15
_CHOICES: Choices = ((Choice(line("All orders"), "/orders"),),)


def due(session: Session, now: datetime, policy: Policy) -> Iterable[str]:
    """A key for each of the works, once a week: on its first working day, at her digest's time, or as soon as we run again."""
    calendar = calendar_for(policy, (now.year - 1, now.year, now.year + 1))
    for person in with_role(session, *sorted(WORKS)):
        day = digest_day(now, person.zone, policy.digest_at, policy, calendar)
        if day is None or absence_at(session, person.id, now) is not None:
            continue
        key = f"tick:production-list:{person.id}:{day - timedelta(days=day.weekday())}"
        if not is_handled(session, key):
            yield key


def told(work: Work, tick: Tick) -> list[Outgoing]:
    """What is in the works, the earliest day first; nothing where there is nothing."""
    person = colleague(work.session, int(tick.key.split(":")[2]))
    if person is None or person.dismissed_at is not None:
        return []
    found = in_the_works(work.session, _supply(person))
    if not found:
        return []
    lines = [title("In the works this week: {count}", count=len(found))]
    for row, day in found[:_SHOWN]:
        lines += _entry(work, row, day)
    if len(found) > _SHOWN:
        lines.append(line("and {count} more: {example}", count=len(found) - _SHOWN, example="/orders"))
    return to_colleague(work, person.id, lines, _CHOICES, at_once=True, subject=line("In the works this week"))


def _entry(work: Work, row: OrderRow, day: date | None) -> list[Line]:
    """Number, stage, the day by which it has to be inspected; what is made. Nothing of the customer (C8)."""
    facts = {"number": row.id, "stage": STAGE_WORDS[Stage(row.stage)]}
    today = work.calendar.day_of(work.now)
    if day is None:
        head = title("{number} · {stage}", **facts)
    elif day < today:
        head = title(
            "▲ {number} · {stage}, ready by {day}: {days} days late", **facts, day=day, days=(today - day).days
        )
    else:
        head = title("{number} · {stage}, ready by {day}", **facts, day=day)
    return [head, *goods_lines(row, 3)]


def _supply(person: ColleagueRow) -> tuple[str, ...] | None:
    """Who only buys sees what is sourced, who only produces what is made here or not decided; others everything."""
    roles = set(person.roles) & {str(each) for each in WORKS}
    if roles == {str(Role.PURCHASING)}:
        return ("buy",)
    if roles == {str(Role.PRODUCTION)}:
        return ("produce", "stock", "")
    return None


TIMERS = (Timer("production_list", due, told, every=timedelta(minutes=1)),)
