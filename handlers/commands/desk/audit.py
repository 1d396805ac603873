"""/audit: whether the record is whole, and who changed or saw what; for the manager (R336, T34)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handlers.asked import Asked, Command
from handlers.outside import outside_lines
from rules.outgoing import Outgoing
from rules.permission import MANAGERS
from rules.refusal import Refused
from rules.words import Line, from_plain, line, title, word
from storage.audit import Sealed, about_conversation, about_customer, by_colleague, sealed
from storage.colleagues import name_of
from storage.conversations import conversation, number_in
from storage.customers import customer
from storage.happenings import note
from storage.staff import anybody_named
from storage.tables.happenings import HappeningRow
from storage.work import Work

EXAMPLES = "/audit 1042, /audit customer 17, /audit Ana, /audit outside"
OUTSIDE = "outside"


def audit(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """Without words the seals are checked; `N` tells about a conversation, `customer N`, or a colleague by name.

    `outside` lists exports, and what was won and never became an order (R342).
    """
    text = asked.rest
    if not text:
        return [asked.say(_seals(work))]
    if text.casefold() == OUTSIDE:
        note(work, "viewed", line("{person} read the record.", person=asked.me.name), actor=asked.me.id)
        return [asked.say(outside_lines(work))]
    return [asked.say(_entries(work, *_found(work, asked, text)))]


def _seals(work: Work) -> list[Line]:
    found = sealed(work.session)
    if found.is_whole:
        return [
            title("The record is whole."),
            line("Entries: {count}, every seal fits the one before.", count=found.entries),
            *_blackened(found),
            *_newest(found),
            line("Examples: {example}", example=EXAMPLES),
        ]
    missing = (line("Entries missing at its end: {count}", count=found.cut),) if found.cut else ()
    return [
        title("The record has been tampered with."),
        line("Entries whose seal does not fit: {numbers}", numbers=", ".join(map(str, found.broken)) or "-"),
        *missing,
        line("Compare them with a backup from before, and find out who has access to the database."),
    ]


def _blackened(found: Sealed) -> tuple[Line, ...]:
    if not found.blackened:
        return ()
    return (line("Blacked out because a person asked to be forgotten: {count}", count=found.blackened),)


def _newest(found: Sealed) -> tuple[Line, ...]:
    """Where it stands now: whoever keeps these words can tell later whether its end was cut off."""
    if found.newest is None:
        return ()
    return (line("The newest is {number}, with the seal {seal}", number=found.newest.number, seal=found.newest.seal),)


def _found(work: Work, asked: Asked, text: str) -> tuple[Line, Sequence[HappeningRow]]:
    first, _, rest = text.partition(" ")
    if first.casefold() == "customer" and (number := number_in(rest)) is not None:
        row = customer(work.session, number)
        if row is not None:
            note(
                work,
                "viewed",
                line("{person} read the record.", person=asked.me.name),
                actor=asked.me.id,
                customer=row.id,
            )
            return title("Customer {number}, {name}", number=row.id, name=row.name), about_customer(
                work.session, row.id
            )
    elif (number := number_in(text)) is not None:
        about = conversation(work.session, number)
        if about is not None:
            note(
                work,
                "viewed",
                line("{person} read the record.", person=asked.me.name),
                actor=asked.me.id,
                conversation=number,
            )
            return title("{number}", number=number), about_conversation(work.session, number)
    elif (person := anybody_named(work.session, text)) is not None:
        note(
            work,
            "viewed",
            line("{person} read the record.", person=asked.me.name),
            actor=asked.me.id,
            after={"colleague": person.id},
        )
        return title("What {name} did last", name=person.name), by_colleague(work.session, person.id)
    raise Refused("I find nothing under that name or number. Examples: {example}", example=EXAMPLES)


def _entries(work: Work, head: Line, rows: Sequence[HappeningRow]) -> list[Line]:
    if not rows:
        return [head, line("Nothing is recorded.")]
    return [head, *(_entry(work, each) for each in rows)]


def _entry(work: Work, row: HappeningRow) -> Line:
    words = from_plain(row.words)
    who = name_of(work.session, row.actor)
    if who:
        return line("{at}, {person}: {words}", at=row.at, person=who, words=words)
    return line("{at}: {words}", at=row.at, words=words)


COMMANDS = (
    Command(
        "/audit",
        word("who changed and who saw what"),
        audit,
        roles=MANAGERS,
        example="/audit customer 17",
        family="desk",
    ),
)
