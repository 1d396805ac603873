"""/due: what must be answered, the most urgent first; for dispatcher and manager also everybody's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from handlers.asked import Asked, Command
from handlers.digest import who
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import DISPATCHERS, SALES
from rules.refusal import Refused
from rules.words import Line, line, title, word
from storage.colleagues import name_of
from storage.owed import Owing, owing
from storage.work import Work

_SHOWN = 20
_BUTTONS = 6


def due(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """Her own and those she stands in for; `/due all` for who hands out."""
    wanted = asked.rest.casefold()
    if wanted not in {"", "all", "全部"}:
        raise Refused("Write {example} for yours, or {command} for everybody's.", example="/due", command="/due all")
    everybody = bool(wanted)
    if everybody and not asked.viewer.has(DISPATCHERS):
        raise Refused("Only dispatcher and manager see everybody's. /due shows yours.")
    owners = None if everybody else {asked.me.id, *asked.viewer.stands_in_for}
    owed = owing(work.session, owners)
    if not owed:
        return [asked.say([line("Nothing waits for an answer.")], _all_choice(asked, everybody))]
    return [asked.say(_lines(work, asked, owed), (*_choices(owed), *_all_choice(asked, everybody)))]


def _lines(work: Work, asked: Asked, owed: list[Owing]) -> list[Line]:
    late = [each for each in owed if each[1] < work.now]
    rest = [each for each in owed if each[1] >= work.now]
    lines: list[Line] = []
    if late:
        lines += [title("Overdue"), *(_line(work, asked, each) for each in late[:_SHOWN])]
    if rest:
        lines += [title("To be answered"), *(_line(work, asked, each) for each in rest[:_SHOWN])]
    hidden = max(0, len(late) - _SHOWN) + max(0, len(rest) - _SHOWN)
    return [*lines, line("and {count} more", count=hidden)] if hidden else lines


def _line(work: Work, asked: Asked, owed: Owing) -> Line:
    conversation, due_at, _ = owed
    facts = {"number": conversation.id, "who": who(conversation), "due": due_at}
    owner = name_of(work.session, conversation.owner_id)
    person = owner if conversation.owner_id != asked.me.id else ""
    if due_at < work.now:
        late = timedelta(minutes=work.calendar.minutes_between(due_at, work.now))
        if conversation.owner_id is None:
            return line("{number} {who}: due {due}, {late} late, without an owner", late=late, **facts)
        if person:
            return line("{number} {who}: due {due}, {late} late, with {person}", late=late, person=person, **facts)
        return line("{number} {who}: due {due}, {late} late", late=late, **facts)
    left = timedelta(minutes=work.calendar.minutes_between(work.now, due_at))
    if conversation.owner_id is None:
        return line("{number} {who}: due {due}, {left} left, without an owner", left=left, **facts)
    if person:
        return line("{number} {who}: due {due}, {left} left, with {person}", left=left, person=person, **facts)
    return line("{number} {who}: due {due}, {left} left", left=left, **facts)


def _choices(owed: list[Owing]) -> Choices:
    buttons = [
        Choice(line("Show {number}", number=conversation.id), f"/show {conversation.id}")
        for conversation, _, _ in owed[:_BUTTONS]
    ]
    return tuple(tuple(buttons[start : start + 3]) for start in range(0, len(buttons), 3))


def _all_choice(asked: Asked, everybody: bool) -> Choices:
    if everybody or not asked.viewer.has(DISPATCHERS):
        return ()
    return ((Choice(line("Everybody's"), "/due all"),),)


COMMANDS = (
    Command("/due", word("what must be answered, and until when"), due, roles=SALES, example="/due", family="inquiry"),
)
