"""/inbox and /mine: what has nobody yet, and what is hers, the most urgent first, a page at a time (R36)."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.asked import Asked, Command
from handlers.asking import hers_by_deadline, in_rows, short, without_owner
from handlers.viewing import looked_at
from handlers.vocabulary import CHANNELS, KINDS, STATES, said
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import DISPATCHERS, SALES, Role, Sight, sight
from rules.refusal import Refused
from rules.words import Line, country, line, title, word
from storage.colleagues import name_of, with_role
from storage.conversations import conversation as conversation_of
from storage.conversations import open_counts
from storage.customers import customer
from storage.floods import letters_aside
from storage.letters import quarantined
from storage.promises import earliest_dues
from storage.tables.conversations import ConversationRow
from storage.work import Work

_PAGE = 5
_HERS = 8
_SHOWN_PEOPLE = 2
_COUNTED = 1000


def inbox(work: Work, asked: Asked) -> list[Outgoing]:
    """What has no owner yet: class, customer, possible owner, deadline; colleagues who only sell see the stub."""
    rows = without_owner(work)
    page, shown = _page(asked, rows, _PAGE)
    lines: list[Line] = [title("Without an owner: {count}", count=open_counts(work.session).get(None, 0))]
    looked_at(work, asked, shown)
    dues = earliest_dues(work.session, [each.id for each in shown])
    choices: list[tuple[Choice, ...]] = []
    for each in shown:
        lines += _entry(work, asked, each, dues.get(each.id))
        choices += _buttons(work, asked, each)
    if asked.viewer.has(DISPATCHERS | {Role.ADMINISTRATOR}):
        waiting = len(quarantined(work.session, _COUNTED))
        lines += [line("In quarantine: {count}. /quarantine shows them.", count=waiting)] if waiting else []
        aside = letters_aside(work.session) if asked.viewer.has(DISPATCHERS) else 0
        lines += [line("Put aside for being too many: {count}. /flood shows them.", count=aside)] if aside else []
    return [asked.say(lines, (*choices, *_turn(asked, page, len(rows), _PAGE)))]


def mine(work: Work, asked: Asked) -> list[Outgoing]:
    """Her open conversations and those of whom she stands in for, by deadline."""
    rows = hers_by_deadline(work, asked.viewer)
    page, shown = _page(asked, rows, _HERS)
    if not rows:
        return [asked.tell("You have nothing open. /inbox shows what has nobody.")]
    dues = earliest_dues(work.session, [each.id for each in shown])
    lines = [title("Yours and open: {count}", count=len(rows))]
    lines += [_mine_line(work, asked, each, dues.get(each.id)) for each in shown]
    buttons = in_rows([Choice(short(each), f"/show {each.id}") for each in shown])
    return [asked.say(lines, (*buttons, *_turn(asked, page, len(rows), _HERS)))]


def _page(asked: Asked, rows: Sequence[ConversationRow], size: int) -> tuple[int, Sequence[ConversationRow]]:
    if asked.rest and not (asked.rest.isdecimal() and len(asked.rest) < 6):
        raise Refused("Pages have numbers: {example}", example=f"{asked.command} 2")
    last = max(1, -(-len(rows) // size))
    page = min(max(int(asked.rest or 1), 1), last)
    return page, rows[(page - 1) * size : page * size]


def _turn(asked: Asked, page: int, count: int, size: int) -> Choices:
    """Buttons to the pages before and after."""
    around = []
    if page > 1:
        around.append(Choice(line("Back"), f"{asked.command} {page - 1}"))
    if page * size < count:
        around.append(Choice(line("More"), f"{asked.command} {page + 1}"))
    return (tuple(around),) if around else ()


def _entry(work: Work, asked: Asked, row: ConversationRow, due: object) -> list[Line]:
    lines = [title("{number} · {kind}", number=row.id, kind=said(KINDS, row.kind))]
    if sight(asked.viewer, None, work.policy) is Sight.FULL:
        lines.append(
            line("{who}", who=", ".join(filter(None, (row.contact_name, row.company))) or row.contact_address or "?")
        )
        lines += [line("Subject: {subject}", subject=row.subject)] if row.subject else []
        lines += _possible_owner(work, row)
    where = said(CHANNELS, row.channel)
    if row.country:
        lines.append(line("{country}, {channel}", country=country(row.country), channel=where))
    else:
        lines.append(line("{channel}", channel=where))
    return [*lines, *_until(work, due)]


def _until(work: Work, due: object) -> list[Line]:
    if due is None:
        return []
    return [line("Overdue since {due}", due=due) if _is_past(work, due) else line("To be answered by {due}", due=due)]


def _is_past(work: Work, due: object) -> bool:
    return due < work.now  # type: ignore[operator]


def _possible_owner(work: Work, row: ConversationRow) -> list[Line]:
    """Whose it could be: the customer's owner, or who has the conversation that it may belong to."""
    card = customer(work.session, row.customer_id)
    sibling = conversation_of(work.session, row.possibly)
    owner = (card.owner_id if card else None) or (sibling.owner_id if sibling else None)
    person = name_of(work.session, owner)
    return [line("Possibly {person}'s", person=person)] if person else []


def _buttons(work: Work, asked: Asked, row: ConversationRow) -> list[tuple[Choice, ...]]:
    number = row.id
    first = [Choice(line("Take {number}", number=number), f"/take {number}")]
    if not asked.viewer.has(DISPATCHERS):
        return [tuple(first)]
    people = [each for each in with_role(work.session, Role.SALESPERSON) if each.id != asked.me.id][:_SHOWN_PEOPLE]
    to = [
        Choice(line("{number} to {person}", number=number, person=each.name), f"/assign {number} {each.name}")
        for each in people
    ]
    return [(*first, *to), (Choice(line("Show {number}", number=number), f"/show {number}"),)]


def _mine_line(work: Work, asked: Asked, row: ConversationRow, due: object) -> Line:
    who = row.company or row.contact_name or row.contact_address or row.subject or "?"
    facts = {"number": row.id, "who": who, "state": said(STATES, row.state)}
    if row.owner_id != asked.me.id:
        person = name_of(work.session, row.owner_id)
        if due is None:
            return line("{number} · {who} · {state} · for {person}", person=person, **facts)
        return line("{number} · {who} · {state}, by {due} · for {person}", person=person, due=due, **facts)
    if due is None:
        return line("{number} · {who} · {state}", **facts)
    if _is_past(work, due):
        return line("{number} · {who} · overdue since {due}", number=row.id, who=who, due=due)
    return line("{number} · {who} · {state}, by {due}", due=due, **facts)


COMMANDS = (
    Command("/inbox", word("what has no owner yet"), inbox, roles=SALES | {Role.ADMINISTRATOR}, example="/inbox"),
    Command("/mine", word("what is yours, by deadline"), mine, roles=SALES, example="/mine"),
)
