"""The nudge: all steps of promises that are due, in one message to each person; nothing twice, nothing dropped (F28, R62)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from handlers.asked import Timer
from handlers.card import card_refreshed
from handlers.escalation import Owed, Staff, choices_for, people_of, rank, staff_of, words_for
from handlers.telling import to_colleague
from rules.calendar import Calendar
from rules.deadline import BREACH, DAILY, daily_after
from rules.event import Tick
from rules.outgoing import Outgoing
from rules.policy import Policy
from rules.words import line
from storage.calendar import calendar_for
from storage.colleagues import viewer
from storage.happenings import note
from storage.promises import due_reminders, has_due_reminders, remind, settle_reminders
from storage.tables.colleagues import ColleagueRow
from storage.tables.conversations import ConversationRow, PromiseRow, ReminderRow
from storage.work import Work

GRACE = timedelta(minutes=15)
"""A step that fell into working time may still be told so long after closing: the clock turns once a minute at best."""

Step = tuple[ReminderRow, PromiseRow, ConversationRow]


@dataclass(frozen=True, slots=True)
class Case:
    """A conversation with the steps of it that may be told now, the highest of them, and to whom."""

    conversation: ConversationRow
    steps: tuple[Step, ...]
    people: tuple[ColleagueRow, ...]
    at_once: bool

    @property
    def owed(self) -> Owed:
        reminder, promise, _ = max(self.steps, key=lambda each: (rank(each[0].step), -each[1].id))
        return Owed(self.conversation, reminder.step, promise.due_at)


def due(session: Session, now: datetime, policy: Policy) -> Iterable[str]:
    """A key for this minute when something is to be said and may be said now; one indexed look when there is nothing."""
    if not has_due_reminders(session, now):
        return
    calendar = calendar_for(policy, (now.year - 1, now.year, now.year + 1))
    if calendar.is_open(now) or policy.outside_hours == "all" or _has_exception(session, now, policy, calendar):
        yield f"nudge:{now:%Y-%m-%dT%H:%M}"


def nudged(work: Work, _: Tick) -> list[Outgoing]:
    """Tells everybody what is due, in one message each, and marks each step as told, coalesced or lifted."""
    cases = [*_cases(work)]
    _settle(work, cases)
    said: list[Outgoing] = []
    by_person: dict[int, list[Case]] = defaultdict(list)
    people: dict[int, ColleagueRow] = {}
    for case in cases:
        said += _recorded(work, case)
        for person in case.people:
            by_person[person.id].append(case)
            people[person.id] = person
    for number, theirs in by_person.items():
        said += _told(work, people[number], theirs)
    return said


def _cases(work: Work) -> Iterator[Case]:
    by_conversation: dict[int, list[Step]] = defaultdict(list)
    staff = staff_of(work)
    for step in due_reminders(work.session, work.now):
        if _is_over(step):
            settle_reminders(work.session, [step[0].id], work.now, "lifted")
        else:
            by_conversation[step[2].id].append(step)
    for steps in by_conversation.values():
        case = _case(work, staff, steps)
        if case is not None:
            yield case


def _case(work: Work, staff: Staff, steps: list[Step]) -> Case | None:
    """What of these steps may be told now, if anything: in working time, or because it may break in (R58)."""
    conversation = steps[0][2]
    open_now = [step for step in steps if _is_in_time(work.calendar, step[0].due_at, work.now)]
    everything = work.policy.outside_hours == "all"
    chosen = steps if everything or _may_break_in(work.policy, conversation) else open_now
    people = people_of(staff, conversation, {reminder.step for reminder, _, _ in chosen})
    if open_now or everything or any(person.urgent_ok for person in people):
        return Case(conversation, tuple(chosen), tuple(people), at_once=bool(open_now) or everything)
    return None


def _is_over(step: Step) -> bool:
    _, promise, conversation = step
    return promise.ended_at is not None or conversation.closed_at is not None


def _settle(work: Work, cases: list[Case]) -> None:
    """Writes what becomes of the steps: the highest is told, the others were coalesced into it; then once a day."""
    told: list[int] = []
    coalesced: list[int] = []
    again: set[int] = set()
    for case in cases:
        highest = case.owed.step
        for reminder, promise, _ in case.steps:
            (told if reminder.step == highest else coalesced).append(reminder.id)
            if rank(reminder.step) >= rank(BREACH):
                again.add(promise.id)
            if reminder.step == BREACH:
                promise.breached_at = promise.breached_at or reminder.due_at
    work.session.flush()
    settle_reminders(work.session, told, work.now, "told")
    settle_reminders(work.session, coalesced, work.now, "coalesced")
    tomorrow = daily_after(work.now, work.calendar)
    remind(work.session, [(promise, DAILY, tomorrow) for promise in sorted(again)])


def _recorded(work: Work, case: Case) -> list[Outgoing]:
    """The line in the timeline; at a breach the cards show it."""
    _note(work, case, case.owed.step)
    broken = any(reminder.step == BREACH for reminder, _, _ in case.steps)
    return card_refreshed(work, case.conversation) if broken else []


def _told(work: Work, person: ColleagueRow, cases: list[Case]) -> list[Outgoing]:
    """One message: with its own buttons when it is about one conversation only."""
    owed = sorted((case.owed for case in cases), key=lambda each: (each.due, each.conversation.id))
    looking = viewer(work.session, person, work.now)
    only = owed[0].conversation if len(owed) == 1 else None
    return to_colleague(
        work,
        person.id,
        words_for(work, owed, looking),
        choices_for(work, owed, looking),
        card=f"nudge:{only.id}:{person.id}" if only else None,
        conversation=only.id if only else None,
        version=only.version if only else 0,
        urgent=any(case.conversation.urgent for case in cases),
        at_once=any(case.at_once for case in cases),
        subject=line("Reminder: {count} to answer", count=len(owed)),
    )


def _note(work: Work, case: Case, step: str) -> None:
    names = ", ".join(person.name for person in case.people) or "-"
    verb = "breached" if step == BREACH else "reminded"
    words = {
        BREACH: line("The promise is broken; told to {people}", people=names),
        DAILY: line("Still unanswered; told to {people}", people=names),
    }.get(step, line("Reminded of the deadline: {people}", people=names))
    note(work, verb, words, conversation=case.conversation.id, after={"step": step, "to": [p.id for p in case.people]})


def _is_in_time(calendar: Calendar, due_at: datetime, now: datetime) -> bool:
    """Whether a step may be told now without breaking into anybody's evening."""
    return calendar.is_open(now) or (now - due_at <= GRACE and calendar.is_open(due_at))


def _may_break_in(policy: Policy, conversation: ConversationRow) -> bool:
    return policy.outside_hours == "urgent" and conversation.urgent


def _has_exception(session: Session, now: datetime, policy: Policy, calendar: Calendar) -> bool:
    """Whether, outside hours, something just fell on closing time, or is urgent and may wake somebody."""
    if any(calendar.is_open(reminder.due_at) for reminder, _, _ in due_reminders(session, now, 50, since=now - GRACE)):
        return True
    return policy.outside_hours == "urgent" and bool(due_reminders(session, now, 1, urgent_only=True))


TIMERS = (Timer("nudge", due, nudged),)
