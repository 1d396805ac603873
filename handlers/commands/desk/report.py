"""/report: how fast customers were answered, by person, source, country or month (R60, R294)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.asked import Asked, Command
from handlers.vocabulary import CHANNELS, said
from handlers.week import week
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import DISPATCHERS, SALES, Role
from rules.refusal import Refused
from rules.response import Answer, Speed, speed_of, speeds
from rules.words import Line, country, line, title, verbatim, word
from storage.colleagues import name_of
from storage.promises import received_between
from storage.tables.conversations import ConversationRow, PromiseRow
from storage.work import Work

EXAMPLE = "/report country 2026-03"
DAYS = 30
WEEK = "week"
_SHOWN = 15
_MONTH = re.compile(r"(\d{4})-(\d{2})\Z")
SEES_ALL = DISPATCHERS | frozenset({Role.SUPERVISOR})


def report(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`/report [person|source|country|month] [YYYY-MM]`; without a month the last 30 days (by month: the last year).

    `/report week` is the last week as it was told, with its picture.
    """
    if asked.rest.strip().casefold() == WEEK:
        return [_last_week(work, asked)]
    by, since, until = _read(work, asked.rest.casefold().split())
    answers = _answers(work, asked, by, since, until)
    lines = [
        title("Answered, {since} to {until}", since=_day(work, since), until=_day(work, until - timedelta(seconds=1)))
    ]
    if not answers:
        return [asked.say([*lines, line("Nothing was to be answered.")], _choices())]
    groups = speeds(answers)
    lines.append(_line(line("All"), speed_of("", answers)))
    lines += [_line(BY[by][1](work, each.group), each) for each in (_in_order(by, groups))[:_SHOWN]]
    if not asked.viewer.has(SEES_ALL):
        lines.append(line("These are your own figures."))
    return [asked.say(lines, _choices())]


def _last_week(work: Work, asked: Asked) -> Outgoing:
    lines, files = week(work, asked.me)
    return asked.say(lines, _choices(), files=files)


def _read(work: Work, words: list[str]) -> tuple[str, datetime, datetime]:
    by, since, until = "person", None, work.now
    for each in words:
        if each in BY:
            by = each
        elif found := _MONTH.match(each):
            since, until = _month(work, int(found.group(1)), int(found.group(2)))
        else:
            raise Refused("I can report by {ways}, like {example}.", ways=", ".join((*BY, WEEK)), example=EXAMPLE)
    if since is None:
        since = work.now - timedelta(days=365 if by == "month" else DAYS)
    return by, since, until


def _month(work: Work, year: int, month: int) -> tuple[datetime, datetime]:
    try:
        first = date(year, month, 1)
        after = date(year + month // 12, month % 12 + 1, 1)
    except ValueError:
        raise Refused(
            "There is no month {month}. Write it like {example}.", month=f"{year}-{month:02}", example=EXAMPLE
        )
    zone = ZoneInfo(work.policy.zone)
    return datetime.combine(first, time(0), zone), datetime.combine(after, time(0), zone)


def _answers(work: Work, asked: Asked, by: str, since: datetime, until: datetime) -> list[Answer]:
    """What came in that time and is decided: answered, lifted without an answer left out, or overdue."""
    found = []
    for promise, conversation in received_between(work.session, since, until):
        if not asked.viewer.has(SEES_ALL) and asked.me.id not in {promise.answered_by, conversation.owner_id}:
            continue
        if promise.answered_at is not None:
            minutes = work.calendar.minutes_between(promise.received_at, promise.answered_at)
            found.append(Answer(BY[by][0](work, promise, conversation), minutes, promise.answered_at <= promise.due_at))
        elif promise.ended_at is None and promise.due_at < work.now:
            found.append(Answer(BY[by][0](work, promise, conversation), None, False))
    return found


def _line(group: Line, speed: Speed) -> Line:
    if speed.median is None or speed.ninety is None:
        return line("{group}: {count} letters, none answered yet", group=group, count=speed.count)
    return line(
        "{group}: {count} letters, median {median}, 90 % within {ninety}, promise kept {kept} % ({in_time} of {count})",
        group=group,
        count=speed.count,
        median=speed.median,
        ninety=speed.ninety,
        kept=speed.per_cent,
        in_time=speed.kept,
    )


def _in_order(by: str, groups: list[Speed]) -> list[Speed]:
    return sorted(groups, key=lambda each: each.group) if by == "month" else groups


def _person(work: Work, promise: PromiseRow, conversation: ConversationRow) -> str:
    return str(promise.answered_by or conversation.owner_id or 0)


def _person_name(work: Work, group: str) -> Line:
    name = name_of(work.session, int(group))
    return verbatim(name) if name else word("without an owner")


def _month_of(work: Work, promise: PromiseRow, conversation: ConversationRow) -> str:
    return f"{_day(work, promise.received_at):%Y-%m}"


BY: dict[str, tuple[Callable[[Work, PromiseRow, ConversationRow], str], Callable[[Work, str], Line]]] = {
    "person": (_person, _person_name),
    "source": (lambda work, promise, matter: matter.channel, lambda work, group: said(CHANNELS, group)),
    "country": (
        lambda work, promise, matter: matter.country,
        lambda work, group: country(group) if group else word("unknown"),
    ),
    "month": (_month_of, lambda work, group: verbatim(group)),
}
"""By what the figures are grouped: the key of a promise, and how the key is said."""


def _choices() -> Choices:
    labels = {
        "person": line("By person"),
        "source": line("By source"),
        "country": line("By country"),
        "month": line("By month"),
    }
    buttons = [Choice(labels[by], f"/report {by}") for by in BY]
    return (tuple(buttons[:2]), tuple(buttons[2:]))


def _day(work: Work, at: datetime) -> date:
    return at.astimezone(ZoneInfo(work.policy.zone)).date()


COMMANDS = (
    Command("/report", word("how fast customers were answered"), report, roles=SALES, example=EXAMPLE, family="desk"),
)
