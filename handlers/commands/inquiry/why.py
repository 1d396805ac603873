"""/why, /find, /who: why it is as it is, where something is, and whose a customer is (R12, R38, R42)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.asked import Asked, Command
from handlers.asking import in_rows, meant, named_in, offered, short
from handlers.customer_card import stub_line
from handlers.order_why import named_order, order_why
from handlers.viewing import looked_at
from handlers.vocabulary import STATES, said
from rules.outgoing import Choice, Outgoing
from rules.permission import SALES, Role
from rules.refusal import Refused
from rules.words import Line, from_plain, line, title, word
from storage.colleagues import name_of
from storage.conversations import found, seen
from storage.customers import found as customers_found
from storage.happenings import timeline
from storage.tables.conversations import ConversationRow
from storage.tables.happenings import HappeningRow
from storage.work import Work

DECISIONS = (
    "received",
    "opened",
    "joined",
    "routed",
    "assigned",
    "released",
    "passed",
    "kept",
    "promised",
    "answered",
    "lifted",
    "breached",
    "merged",
    "split",
    "closed",
    "reopened",
    "marked",
    "undone",
)
"""Verbs that decide something; the rest is in /show."""
_SHORTEST, _LONGEST = 2, 100
_MOST = 60


def why(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`1042`: every decision with its reason, a line each; `order 88`: the same of an order."""
    if named := named_order(asked.rest):
        return order_why(work, asked, named)
    if not named_in(asked)[0]:
        return offered(work, asked, line("Which one do you wonder about?"), "/why 1042")
    conversation, _ = meant(work, asked, "/why 1042")
    decided = _without_repeats(timeline(work.session, conversation.id, DECISIONS))[-_MOST:]
    if not decided:
        return [asked.tell("Nothing has been decided about {number} yet.", number=conversation.id)]
    looked_at(work, asked, [conversation])
    lines = [title("Why {number} is as it is", number=conversation.id), *(_entry(work, each) for each in decided)]
    return [asked.say(lines, conversation=conversation.id)]


def find(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`text`: conversations that hold it in subject, company, person or address; only what she may see."""
    wanted = " ".join(asked.rest.split())
    if not wanted:
        raise Refused("What shall I look for? Write it like: {example}", example="/find pumps")
    if not _SHORTEST <= len(wanted) <= _LONGEST:
        raise Refused("Two characters at least, a hundred at most: {example}", example="/find pumps")
    rows = _by_number(work, asked, wanted) or found(work, asked.viewer, wanted)
    if not rows:
        return [asked.tell("I find nothing of yours with {text}.", text=wanted)]
    looked_at(work, asked, rows)
    lines = [title("Found: {count}", count=len(rows)), *(_found(work, each) for each in rows)]
    return [asked.say(lines, in_rows([Choice(short(each), f"/show {each.id}") for each in rows]))]


def who(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`name or domain`: name, country and owner of a customer, and no more, so that no two answer one buyer (R42)."""
    wanted = " ".join(asked.rest.split())
    if not wanted:
        raise Refused("Whom do you mean? Write a name, a domain or an address: {example}", example="/who kunde.example")
    if not _SHORTEST <= len(wanted) <= _LONGEST:
        raise Refused("Two characters at least, a hundred at most: {example}", example="/who kunde.example")
    rows = customers_found(work.session, wanted)
    if not rows:
        return [asked.tell("We know nobody called {text}.", text=wanted)]
    return [asked.say([stub_line(work, each) for each in rows])]


def _without_repeats(rows: list[HappeningRow]) -> list[HappeningRow]:
    """The assignment that only carries out what routing has decided says nothing new."""
    return [
        each
        for before, each in zip([None, *rows], rows, strict=False)
        if before is None or (each.event, each.words) != (before.event, before.words)
    ]


def _entry(work: Work, happening: HappeningRow) -> Line:
    """The decision and its reason in one line, however many sentences they are."""
    first, *more = from_plain(happening.words)
    words = first
    for each in more:
        words = line("{one} {more}", one=words, more=each)
    person = name_of(work.session, happening.actor)
    if person:
        return line("{at}  {what} ({person})", at=happening.at, what=words, person=person)
    return line("{at}  {what}", at=happening.at, what=words)


def _found(work: Work, row: ConversationRow) -> Line:
    owner = name_of(work.session, row.owner_id) or word("nobody yet")
    company = row.company or row.contact_name or row.contact_address or "?"
    return line(
        "{number} · {who} · {subject} · {state}, {person}",
        number=row.id,
        who=company,
        subject=row.subject or "-",
        state=said(STATES, row.state),
        person=owner,
    )


def _by_number(work: Work, asked: Asked, wanted: str) -> list[ConversationRow]:
    if not wanted.lstrip("#").isdecimal():
        return []
    try:
        return [seen(work, asked.viewer, wanted)]
    except Refused:
        return []


COMMANDS = (
    Command("/why", word("every decision about it, with its reason"), why, roles=SALES, example="/why 1042"),
    Command("/find", word("find a conversation"), find, roles=SALES, example="/find pumps"),
    Command(
        "/who", word("whose customer is that"), who, roles=SALES | {Role.MERCHANDISER}, example="/who kunde.example"
    ),
)
