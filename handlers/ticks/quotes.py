"""Quotations that wait for the customer: what is due is put to who follows it up, and what is over expires (R131-R133, F28)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from handlers.asked import Timer
from handlers.quote_approval import major_told
from handlers.quote_ending import expired
from handlers.quote_following import follower
from handlers.quote_reminding import Thing, told
from rules.event import Tick
from rules.outgoing import Outgoing
from rules.policy import Policy
from rules.quote_following import EXPIRY, rank, step_word
from rules.quote_moves import OUTSIDE
from rules.words import line
from storage import quotes
from storage.calendar import calendar_for
from storage.happenings import note
from storage.quote_steps import Due, due, has_due
from storage.tables.colleagues import ColleagueRow
from storage.work import Work


def are_due(session: Session, now: datetime, policy: Policy) -> Iterable[str]:
    """A key for this minute when a validity is over, or in working time when anything is due."""
    if not has_due(session, now, expiry_only=False):
        return
    if has_due(session, now, expiry_only=not _is_open(now, policy)):
        yield f"tick:quotes:{now:%Y-%m-%dT%H:%M}"


def followed(work: Work, _: Tick) -> list[Outgoing]:
    """Of each quotation the highest step, told once; everything of one person in one message, also after downtime."""
    said: list[Outgoing] = []
    by_version: dict[int, list[Due]] = defaultdict(list)
    for each in due(work.session, work.now, expiry_only=not _is_open(work.now, work.policy)):
        by_version[each[1].id].append(each)
    things: dict[int, list[Thing]] = defaultdict(list)
    people: dict[int, ColleagueRow | None] = {}
    for steps in by_version.values():
        thing = _settled(work, steps)
        if thing is None:
            continue
        if thing.step.step == EXPIRY:
            expired(work, thing.row, thing.version)
            words = line("Quotation {number} has expired.", number=quotes.called(thing.row))
            said += major_told(work, thing.row, thing.version, words)
        person = follower(work, thing.row)
        number = person.id if person else 0
        people[number] = person
        things[number].append(thing)
        _noted(work, thing, person)
    for number, theirs in things.items():
        said += told(work, people[number], theirs)
    return said


def _settled(work: Work, steps: list[Due]) -> Thing | None:
    """The highest of them, which is told; the others are coalesced into it. None where the quotation has ended."""
    highest = max(steps, key=lambda each: rank(each[0].step))
    step, version, row = highest
    lives = version.state in OUTSIDE
    for each, _, _ in steps:
        each.done_at, each.outcome = work.now, ("told" if each is step else "coalesced") if lives else "cancelled"
    work.session.flush()
    return Thing(row, version, step) if lives else None


def _noted(work: Work, thing: Thing, person: ColleagueRow | None) -> None:
    if thing.step.step == EXPIRY:
        return
    note(
        work,
        "reminded",
        line(
            "{person} is reminded of quotation {number}: {what}",
            person=person.name if person else "-",
            number=quotes.called(thing.row, thing.version.version),
            what=step_word(thing.step.step),
        ),
        conversation=thing.row.conversation_id,
        customer=thing.row.customer_id,
        after={"quote": thing.row.id, "version": thing.version.version, "step": thing.step.step},
    )


def _is_open(now: datetime, policy: Policy) -> bool:
    calendar = calendar_for(policy, (now.year - 1, now.year, now.year + 1))
    return policy.outside_hours == "all" or calendar.is_open(now)


TIMERS = (Timer("quotes", are_due, followed, every=timedelta(minutes=1)),)
