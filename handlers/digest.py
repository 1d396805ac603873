"""What a digest says: a person's day, what of today is unanswered, and the department in numbers (R56, R294, R295)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers import aftersales_digest, money_digest, order_digest
from handlers.approving import waiting_for
from handlers.quote_digest import closing_parts, department_lines, morning_parts
from handlers.reconciling import result_line
from handlers.sample_digest import sample_parts
from rules.outgoing import Choice, Choices
from rules.permission import DISPATCHERS, MANAGERS, Viewer
from rules.words import Line, from_plain, line, title
from storage.colleagues import everybody, name_of, viewer
from storage.conversations import open_counts, unowned
from storage.floods import letters_aside
from storage.owed import (
    Owing,
    answered_between,
    broken_between,
    opened_between,
    overdue_counts,
    owing,
    silent,
    silent_count,
    waiting,
)
from storage.promises import personal_of
from storage.tables.colleagues import ColleagueRow
from storage.tables.conversations import ConversationRow
from storage.work import Work

_SHOWN = 10
"""Lines of one part; the rest is counted."""

TO_DUE: Choices = ((Choice(line("All that is due"), "/due"), Choice(line("My conversations"), "/mine")),)


def morning(work: Work, person: ColleagueRow) -> tuple[Line, ...]:
    """Her day: without an owner, overdue, due today, waiting, silent; for the manager the department, too."""
    looking = viewer(work.session, person, work.now)
    owners = {person.id, *looking.stands_in_for}
    owed = owing(work.session, owners)
    today = work.calendar.day_of(work.now)
    parts = [
        *_unowned(work, looking),
        *_orders(order_digest.morning_parts(work, owners)),
        *_part(title("Overdue"), [_owed(work, each, person) for each in owed if each[1] < work.now]),
        *_part(
            title("Due today"),
            [
                _owed(work, each, person)
                for each in owed
                if each[1] >= work.now and work.calendar.day_of(each[1]) <= today
            ],
        ),
        *_part(title("Waiting for the customer"), [_since(each) for each in waiting(work.session, owners)]),
        *(each for head, lines in morning_parts(work, owners) for each in _part(head, lines, "/quotes")),
        *_samples(work, owners),
        *_after_the_sale(work, owners),
        *_part(title("Money due"), money_digest.due_lines(work, owners), "/receivables"),
        *_silent(work, owners),
        *_personal(work, person),
        *_approvals(work, person),
    ]
    if looking.has(MANAGERS):
        parts += department(work, _start_of(work, _working_day_before(work, today)))
    return _headed(title("Good morning, {person}", person=person.name), parts, line("Nothing is due today."), work)


def closing(work: Work, person: ColleagueRow) -> tuple[Line, ...]:
    """Before closing: what of today is unanswered (R56); for the manager the department's day (R295)."""
    looking = viewer(work.session, person, work.now)
    today = work.calendar.day_of(work.now)
    until = work.calendar.closing_of(today) or work.now
    owed = [
        each
        for each in owing(work.session, {person.id, *looking.stands_in_for})
        if each[1] <= until or work.calendar.day_of(each[2]) == today
    ]
    owners = {person.id, *looking.stands_in_for}
    parts = [
        *_unowned(work, looking),
        *_part(title("Not answered yet"), [_owed(work, each, person) for each in owed]),
        *(each for head, lines in closing_parts(work, owners) for each in _part(head, lines, "/quotes")),
        *_orders(order_digest.closing_parts(work, owners)),
    ]
    if looking.has(MANAGERS):
        parts += department(work, _start_of(work, today))
    return _headed(title("Before closing"), parts, line("Everything of today is answered."), work)


def department(work: Work, since: datetime) -> list[Line]:
    """The department in numbers since then: the sums, each person, silent customers, and mailbox against log."""
    new = opened_between(work.session, since, work.now)
    answered = answered_between(work.session, since, work.now)
    in_time = Counter(matter.owner_id for promise, matter in answered if _in_time(promise.answered_at, promise.due_at))
    broken = broken_between(work.session, since, work.now)
    overdue = overdue_counts(work.session, work.now)
    open_ones = open_counts(work.session)
    lines = [
        title("The department since {since}", since=since),
        line(
            "New {new}, open {open}, without an owner {unowned}, overdue {overdue}, answered in time {in_time}, broken {broken}",
            new=sum(new.values()),
            open=sum(open_ones.values()),
            unowned=open_ones.get(None, 0),
            overdue=sum(overdue.values()),
            in_time=in_time.total(),
            broken=sum(broken.values()),
        ),
    ]
    for person in everybody(work.session):
        if person.id in open_ones or person.id in in_time or person.id in broken:
            lines.append(
                line(
                    "{person}: open {open}, overdue {overdue}, answered in time {in_time}, broken {broken}",
                    person=person.name,
                    open=open_ones.get(person.id, 0),
                    overdue=overdue.get(person.id, 0),
                    in_time=in_time[person.id],
                    broken=broken.get(person.id, 0),
                )
            )
    before = work.now - timedelta(days=work.policy.silent_days)
    lines.append(line("Silent customers: {count}", count=silent_count(work.session, before)))
    lines += department_lines(work, since)
    lines += order_digest.department_lines(work, since)
    lines += aftersales_digest.department_lines(work)
    lines += money_digest.department_lines(work)
    return [*lines, result_line(work.session)]


def for_rooms(work: Work) -> tuple[Line, ...]:
    """Counts only: what the whole team may read (R15, R41)."""
    since = _start_of(work, work.calendar.day_of(work.now))
    open_ones = open_counts(work.session)
    overdue = sum(overdue_counts(work.session, work.now).values())
    answered = answered_between(work.session, since, work.now)
    return (
        title("Today in numbers"),
        line(
            "New {new}, open {open}, without an owner {unowned}, overdue {overdue}, answered in time {in_time}",
            new=sum(opened_between(work.session, since, work.now).values()),
            open=sum(open_ones.values()),
            unowned=open_ones.get(None, 0),
            overdue=overdue,
            in_time=sum(1 for promise, _ in answered if _in_time(promise.answered_at, promise.due_at)),
        ),
    )


BY_KIND: dict[str, Callable[[Work, ColleagueRow], tuple[Line, ...]]] = {"morning": morning, "closing": closing}


def who(conversation: ConversationRow) -> str:
    """What a conversation is called beside its number."""
    return (
        conversation.company or conversation.contact_name or conversation.contact_address or conversation.subject or "?"
    )


def _headed(head: Line, parts: Sequence[Line], empty: Line, work: Work) -> tuple[Line, ...]:
    if parts:
        return (head, *parts)
    return (head, empty) if work.policy.empty_digests == "line" else ()


def _part(head: Line, lines: Sequence[Line], all_of_them: str = "/due") -> list[Line]:
    """`all_of_them` is the command that shows what does not fit."""
    if not lines:
        return []
    left = len(lines) - _SHOWN
    more = [line("and {count} more: {example}", count=left, example=all_of_them)] if left > 0 else []
    return [head, *lines[:_SHOWN], *more]


def _unowned(work: Work, looking: Viewer) -> list[Line]:
    """What has nobody stands at the top, for who hands out (R36)."""
    if not looking.has(DISPATCHERS):
        return []
    rows = unowned(work.session)
    aside = letters_aside(work.session)
    return [
        *_part(
            title("Without an owner"),
            [
                line("{number} {who}, since {since}", number=each.id, who=who(each), since=each.opened_at)
                for each in rows
            ],
        ),
        *([line("Put aside for being too many: {count}. /flood shows them.", count=aside)] if aside else []),
    ]


def _owed(work: Work, owed: Owing, reader: ColleagueRow) -> Line:
    conversation, due, _ = owed
    facts = {"number": conversation.id, "who": who(conversation), "due": due}
    if conversation.owner_id not in {None, reader.id}:
        return line(
            "{number} {who}: due {due}, for {person}", person=name_of(work.session, conversation.owner_id), **facts
        )
    return line("{number} {who}: due {due}", **facts)


def _since(conversation: ConversationRow) -> Line:
    return line(
        "{number} {who}, since {since}", number=conversation.id, who=who(conversation), since=conversation.touched_at
    )


def _samples(work: Work, owners: set[int]) -> list[Line]:
    return [each for head, lines in sample_parts(work, owners) for each in _part(head, lines, "/sample")]


def _silent(work: Work, owners: set[int]) -> list[Line]:
    before = work.now - timedelta(days=work.policy.silent_days)
    return _part(title("Silent customers"), [_since(each) for each in silent(work.session, before, owners)])


def _orders(parts: Sequence[order_digest.Part]) -> list[Line]:
    told: list[Line] = []
    for head, lines, count in parts:
        told += [head, *lines] if lines else []
        if count > len(lines):
            told.append(line("and {count} more: {example}", count=count - len(lines), example="/orders danger"))
    return told


def _after_the_sale(work: Work, owners: set[int]) -> list[Line]:
    parts = aftersales_digest.morning_parts(work, owners)
    commands = ("/complaint", "/revisit")
    return [
        each for (head, lines), command in zip(parts, commands, strict=True) for each in _part(head, lines, command)
    ]


def _personal(work: Work, person: ColleagueRow) -> list[Line]:
    """What she asked to be reminded of today."""
    tomorrow = _midnight(work.now, person.zone, 1)
    rows = [each for each in personal_of(work.session, person.id) if each.due_at < tomorrow]
    return _part(
        title("You wanted to be reminded"), [line("{at}: {words}", at=each.due_at, words=each.words) for each in rows]
    )


def _approvals(work: Work, person: ColleagueRow) -> list[Line]:
    """What waits for her decision (R271)."""
    rows = waiting_for(work, person.id)
    return _part(
        title("Approvals waiting"),
        [
            line(
                "{number}: {what}, since {since}", number=each.id, what=from_plain(each.words)[:2], since=each.asked_at
            )
            for each in rows
        ],
    )


def _in_time(answered_at: datetime | None, due_at: datetime) -> bool:
    return answered_at is not None and answered_at <= due_at


def _working_day_before(work: Work, day: date) -> date:
    for _ in range(60):
        day -= timedelta(days=1)
        if work.calendar.is_working_day(day):
            break
    return day


def _start_of(work: Work, day: date) -> datetime:
    return datetime.combine(day, time(0), ZoneInfo(work.policy.zone))


def _midnight(now: datetime, zone: str, days: int) -> datetime:
    there = now.astimezone(ZoneInfo(zone))
    return datetime.combine(there.date() + timedelta(days=days), time(0), ZoneInfo(zone))
