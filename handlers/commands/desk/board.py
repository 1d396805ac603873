"""/board: open conversations by state, with their running clocks: what the whole team may know (R42)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from handlers.asked import Asked, Command
from handlers.digest import who
from handlers.vocabulary import STATES, said
from rules.inquiry import ENDED, State
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import SALES
from rules.refusal import Refused
from rules.words import Line, country, line, title, verbatim, word
from storage.colleagues import name_of
from storage.owed import counts_by_state, in_state
from storage.promises import earliest_dues
from storage.tables.conversations import ConversationRow
from storage.work import Work

_SHOWN = 6
_ONE_STATE = 30


def board(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """All states with their first rows; `/board assigned` one state whole; `/board mine` only hers."""
    wanted = asked.rest.casefold()
    owners = {asked.me.id, *asked.viewer.stands_in_for} if wanted == "mine" else None
    counts = counts_by_state(work.session)
    if wanted in counts:
        return [asked.say(_column(work, wanted, counts[wanted], None, _ONE_STATE), _choices(counts))]
    if wanted not in {"", "mine"}:
        raise Refused(
            "Write {example} for all, or {commands}.", example="/board", commands="/board mine, /board assigned"
        )
    lines: list[Line] = [title("The board")]
    for state in State:
        if state in counts and state not in ENDED:
            lines += _column(work, state, counts[state], owners, _SHOWN)
    if len(lines) == 1:
        lines.append(line("Nothing is open."))
    return [asked.say(lines, _choices(counts))]


def _column(work: Work, state: str, count: int, owners: set[int] | None, limit: int) -> list[Line]:
    rows = in_state(work.session, state, owners, limit + 1)
    if not rows:
        return []
    dues = earliest_dues(work.session, [each.id for each in rows])
    shown = sorted(
        rows[:limit], key=lambda each: (dues.get(each.id) or datetime.max.replace(tzinfo=work.now.tzinfo), each.id)
    )
    head = said(STATES, state)
    lines = [title("{state}: {count}", state=head, count=count) if owners is None else title("{state}", state=head)]
    lines += [_row(work, each, dues.get(each.id)) for each in shown]
    return [*lines, line("and more")] if len(rows) > limit else lines


def _row(work: Work, conversation: ConversationRow, due: datetime | None) -> Line:
    where = country(conversation.country) if conversation.country else verbatim("-")
    owner = name_of(work.session, conversation.owner_id)
    facts = {
        "number": conversation.id,
        "who": who(conversation),
        "country": where,
        "owner": verbatim(owner) if owner else word("without an owner"),
    }
    if due is None:
        return line("{number} {who}, {country}, {owner}", **facts)
    if due < work.now:
        late = timedelta(minutes=work.calendar.minutes_between(due, work.now))
        return line("{number} {who}, {country}, {owner}: {late} late", late=late, **facts)
    left = timedelta(minutes=work.calendar.minutes_between(work.now, due))
    return line("{number} {who}, {country}, {owner}: {left} left", left=left, **facts)


def _choices(counts: dict[str, int]) -> Choices:
    buttons = [Choice(said(STATES, state), f"/board {state}") for state in counts if state not in ENDED][:6]
    rows = [tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2)]
    return (*rows, (Choice(line("Only mine"), "/board mine"),))


COMMANDS = (
    Command(
        "/board",
        word("all open conversations by state, with their clocks"),
        board,
        roles=SALES,
        example="/board",
        family="desk",
    ),
)
