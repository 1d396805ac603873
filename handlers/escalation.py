"""Who is told of a step of a promise, and in which words: owner, deputy, manager (R62; M1b)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from rules.deadline import BREACH, DAILY, DUE
from rules.outgoing import Choice, Choices
from rules.permission import DISPATCHERS, Role, Sight, Viewer, sight
from rules.words import Line, line, title
from storage.colleagues import everybody, name_of
from storage.deputies import named_deputies, standing_in
from storage.tables.colleagues import ColleagueRow
from storage.tables.conversations import ConversationRow
from storage.work import Work

_BUTTONS = 4
"""How many conversations get buttons of their own in one message."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A conversation that somebody is reminded of: the highest step that is due, and when it was to be answered."""

    conversation: ConversationRow
    step: str
    due: datetime


def rank(step: str) -> int:
    """How high a step stands: of several that are due at once only the highest is told."""
    order = {"half": 50, "eighty": 80, DUE: 100, BREACH: 101, DAILY: 102}
    return order.get(step) or int(step.removeprefix("at_"))


@dataclass(frozen=True, slots=True)
class Staff:
    """The department at one instant: who is there, who stands in for whom, and which deputies were named."""

    people: Mapping[int, ColleagueRow]
    standing_in: Mapping[int, ColleagueRow]
    deputies: Mapping[int, ColleagueRow]

    def having(self, *roles: Role) -> list[ColleagueRow]:
        return [each for each in self.people.values() if set(roles) & set(each.roles)]


def staff_of(work: Work) -> Staff:
    people = {each.id: each for each in everybody(work.session)}
    return Staff(
        people,
        standing_in(work),
        {number: people[deputy] for number, deputy in named_deputies(work.session).items() if deputy in people},
    )


def people_of(staff: Staff, conversation: ConversationRow, steps: Iterable[str]) -> list[ColleagueRow]:
    """Everybody who is to be told of these steps, each once; who is away is told, and the deputy with her."""
    people: dict[int, ColleagueRow] = {}
    for step in steps:
        for person in AUDIENCES.get(step, _owner)(staff, conversation) or staff.having(Role.ADMINISTRATOR):
            people[person.id] = person
            if person.id in staff.standing_in:
                deputy = staff.standing_in[person.id]
                people[deputy.id] = deputy
    return list(people.values())


def words_for(work: Work, owed: list[Owed], reader: Viewer) -> tuple[Line, ...]:
    """The reminder: one line for each conversation, the most urgent first, and what to do."""
    lines = [_line(work, each, reader.id) for each in owed]
    if len(owed) == 1:
        return (*lines, _advice(work, owed[0].conversation, reader))
    head = title("{count} conversations wait for an answer.", count=len(owed))
    return (head, *lines, line("Answer, or note an answer by phone: /answered NUMBER phone. /due lists all."))


def _advice(work: Work, conversation: ConversationRow, reader: Viewer) -> Line:
    """What this person can do about it (R68)."""
    owner = name_of(work.session, conversation.owner_id)
    if not owner:
        return line("Take it, or give it to somebody: /assign {number} NAME", number=conversation.id)
    if conversation.owner_id == reader.id or conversation.owner_id in reader.stands_in_for:
        return line("Answer, or note the answer you gave by phone: /answered {number} phone", number=conversation.id)
    if reader.has(DISPATCHERS):
        return line(
            "Talk to {owner}, or give it to somebody else: /assign {number} NAME", owner=owner, number=conversation.id
        )
    return line("Help {owner} to answer in time.", owner=owner)


def choices_for(work: Work, owed: list[Owed], reader: Viewer) -> Choices:
    """Buttons for the most urgent ones: what this person may do."""
    if len(owed) == 1:
        return _for_one(work, owed[0], reader)
    rows = [row for each in owed[:_BUTTONS] for row in _for_one(work, each, reader, short=True)]
    return (*rows, (Choice(line("All that is due"), "/due"),))


def _for_one(work: Work, owed: Owed, reader: Viewer, short: bool = False) -> Choices:
    conversation = owed.conversation
    number = conversation.id
    if sight(reader, conversation.owner_id, work.policy) is not Sight.FULL:
        return ((Choice(line("Show {number}", number=number), f"/show {number}"),),)
    if conversation.owner_id is None:
        take = Choice(line("Take {number}", number=number), f"/take {number}")
        give = Choice(line("Give {number} to…", number=number), f"/assign {number}")
        return ((take, give) if reader.has(DISPATCHERS) else (take,),)
    row = (
        Choice(line("Reply to {number}", number=number), f"/reply {number}"),
        Choice(line("Answered by phone"), f"/answered {number} phone"),
    )
    if short:
        return (row,)
    if reader.has(DISPATCHERS) and conversation.owner_id != reader.id:
        return (row, (Choice(line("Give {number} to…", number=number), f"/assign {number}"),))
    return (row, (Choice(line("Pass on"), f"/pass {number}"), Choice(line("Show"), f"/show {number}")))


def _line(work: Work, owed: Owed, reader: int) -> Line:
    conversation = owed.conversation
    facts = {"number": conversation.id, "who": _who(conversation), "due": owed.due}
    owner = name_of(work.session, conversation.owner_id)
    if owed.step == DAILY:
        late = timedelta(minutes=work.calendar.minutes_between(owed.due, work.now))
        if owner and conversation.owner_id != reader:
            return line(
                "{number} {who}: still unanswered by {owner}, {late} of working time late.",
                owner=owner,
                late=late,
                **facts,
            )
        return line("{number} {who}: still unanswered, {late} of working time late.", late=late, **facts)
    if owed.step == BREACH:
        if owner and conversation.owner_id != reader:
            return line("{number} {who}: the promise is broken. {owner} was to answer by {due}.", owner=owner, **facts)
        if not owner:
            return line("{number} {who}: the promise is broken, and nobody has it. It was due {due}.", **facts)
        return line("{number} {who}: the promise is broken. It was due {due}.", **facts)
    return _before_the_deadline(owed, owner if conversation.owner_id != reader else "", facts)


def _before_the_deadline(owed: Owed, owner: str, facts: dict[str, object]) -> Line:
    if owed.step == DUE:
        if owner:
            return line("{number} {who}: it is due now, {due}. It is with {owner}.", owner=owner, **facts)
        return line("{number} {who}: it is due now, {due}.", **facts)
    percent = rank(owed.step)
    if owner:
        return line(
            "{number} {who}: {percent} % of the time is over, due {due}. It is with {owner}.",
            percent=percent,
            owner=owner,
            **facts,
        )
    return line("{number} {who}: {percent} % of the time is over, due {due}.", percent=percent, **facts)


def _who(conversation: ConversationRow) -> str:
    return conversation.company or conversation.contact_name or conversation.contact_address or "?"


def _owner(staff: Staff, conversation: ConversationRow) -> list[ColleagueRow]:
    """The owner; for what has none, who hands out."""
    owner = staff.people.get(conversation.owner_id or 0)
    return [owner] if owner else staff.having(Role.DISPATCHER) or staff.having(Role.MANAGER)


def _owner_and_deputy(staff: Staff, conversation: ConversationRow) -> list[ColleagueRow]:
    number = conversation.owner_id or 0
    deputy = staff.standing_in.get(number) or staff.deputies.get(number)
    return [*_owner(staff, conversation), *([deputy] if deputy else [])]


def _managers(staff: Staff, conversation: ConversationRow) -> list[ColleagueRow]:
    """The manager; the dispatcher as well, when nobody has it."""
    dispatchers = staff.having(Role.DISPATCHER) if conversation.owner_id is None else []
    return [*staff.having(Role.MANAGER), *dispatchers]


def _owner_and_managers(staff: Staff, conversation: ConversationRow) -> list[ColleagueRow]:
    return [*_owner(staff, conversation), *_managers(staff, conversation)]


AUDIENCES: dict[str, Callable[[Staff, ConversationRow], list[ColleagueRow]]] = {
    DUE: _owner_and_deputy,
    BREACH: _managers,
    DAILY: _owner_and_managers,
}
"""Who is told of which step; of every other the owner."""
