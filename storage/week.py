"""Named queries of the week: what came, was answered, broke and stayed open, by day and by person (R294)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from rules.calendar import Calendar
from rules.response import Answer, speed_of
from rules.week import DayFigures, Figures, PersonFigures, WeekFacts
from storage.colleagues import name_of
from storage.conversations import open_counts
from storage.owed import answered_between, overdue_counts
from storage.tables.conversations import ConversationRow, PromiseRow

Counted = tuple[date, int | None, Figures]
"""On which day, for whom, and what."""
_MOMENT = timedelta(microseconds=1)


def week_facts(session: Session, calendar: Calendar, first: date, now: datetime) -> WeekFacts:
    """The figures of the seven days from that Monday on, by the company's calendar.

    New and broken ones are counted for the owner, answers for who gave them. Four queries and one a day, whatever was open.
    """
    since, until = _start(first, calendar), _start(first + timedelta(days=7), calendar) - _MOMENT
    answered = _answered(session, calendar, since, until)
    counted = [
        *_opened(session, calendar, since, until),
        *_broken(session, calendar, since, until),
        *((day, who, Figures(in_time=1) if answer.kept else Figures(late=1)) for day, who, answer in answered),
    ]
    answers: dict[int | None, list[Answer]] = defaultdict(list)
    for _, who, answer in answered:
        answers[who].append(answer)
    owned = open_counts(session)
    return WeekFacts(
        first=first,
        counted_at=now,
        days=tuple(_days(session, calendar, first, counted)),
        people=_people(session, counted, answers, owned),
        open_now=sum(owned.values()),
        unowned_now=owned.get(None, 0),
        overdue_now=sum(overdue_counts(session, now).values()),
        median=speed_of("", (answer for _, _, answer in answered)).median,
    )


def open_at(session: Session, at: datetime) -> int:
    """How many conversations were open at that instant; one that was reopened since counts as open all the time."""
    counted = select(func.count()).where(
        ConversationRow.opened_at < at, or_(ConversationRow.closed_at.is_(None), ConversationRow.closed_at >= at)
    )
    return session.scalar(counted) or 0


def _opened(session: Session, calendar: Calendar, since: datetime, until: datetime) -> Iterator[Counted]:
    rows = session.execute(
        select(ConversationRow.opened_at, ConversationRow.owner_id).where(
            ConversationRow.opened_at >= since, ConversationRow.opened_at <= until
        )
    )
    return ((calendar.day_of(at), owner, Figures(new=1)) for at, owner in rows)


def _broken(session: Session, calendar: Calendar, since: datetime, until: datetime) -> Iterator[Counted]:
    rows = session.execute(
        select(PromiseRow.breached_at, ConversationRow.owner_id)
        .join(ConversationRow, ConversationRow.id == PromiseRow.conversation_id)
        .where(PromiseRow.breached_at >= since, PromiseRow.breached_at <= until)
    )
    return ((calendar.day_of(at), owner, Figures(broken=1)) for at, owner in rows if at is not None)


def _answered(
    session: Session, calendar: Calendar, since: datetime, until: datetime
) -> list[tuple[date, int | None, Answer]]:
    """Each answer with its day and who gave it."""
    found = []
    for promise, conversation in answered_between(session, since, until):
        at = promise.answered_at or until
        minutes = calendar.minutes_between(promise.received_at, at)
        day = calendar.day_of(promise.ended_at or at)
        found.append((day, promise.answered_by or conversation.owner_id, Answer("", minutes, at <= promise.due_at)))
    return found


def _days(session: Session, calendar: Calendar, first: date, counted: Iterable[Counted]) -> Iterator[DayFigures]:
    by_day: dict[date, Figures] = defaultdict(Figures)
    for day, _, figures in counted:
        by_day[day] += figures
    for day in (first + timedelta(days=each) for each in range(7)):
        if calendar.is_working_day(day) or not by_day[day].nothing:
            yield DayFigures(day, by_day[day], open_at(session, _start(day + timedelta(days=1), calendar)))


def _people(
    session: Session,
    counted: Iterable[Counted],
    answers: dict[int | None, list[Answer]],
    owned: dict[int | None, int],
) -> tuple[PersonFigures, ...]:
    """Everybody for whom something was counted or is open, by name; what is nobody's stands last."""
    sums: dict[int | None, Figures] = defaultdict(Figures)
    for _, who, figures in counted:
        sums[who] += figures
    people = [
        PersonFigures(
            who, name_of(session, who), sums[who], owned.get(who, 0), speed_of("", answers.get(who, ())).median
        )
        for who in {*sums, *owned}
    ]
    return tuple(sorted(people, key=lambda each: (each.colleague is None, each.name.casefold(), each.colleague or 0)))


def _start(day: date, calendar: Calendar) -> datetime:
    return datetime.combine(day, time(0), ZoneInfo(calendar.zone))
