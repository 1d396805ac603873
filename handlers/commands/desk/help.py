"""/help: what this person may do, made from the table of contents; nobody writes the list by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from handlers.asked import Asked, Command
from rules.enrolment import role_words
from rules.outgoing import Outgoing
from rules.permission import EVERYBODY
from rules.refusal import Refused
from rules.words import Line, line, title, word
from storage.work import Work

FAMILIES: Mapping[str, Line] = {
    "inquiry": word("Inquiries"),
    "customer": word("Customers and people"),
    "quote": word("Quotes"),
    "order": word("Orders"),
    "service": word("After the sale"),
    "desk": word("The desk"),
}


def helped(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """Everything that she may do, by family; or one command with an example."""
    mine = [each for each in _all_commands() if asked.viewer.has(each.roles)]
    wanted = asked.rest.split()[0].lstrip("/").casefold() if asked.rest.split() else ""
    if wanted:
        found = next((each for each in mine if each.name == f"/{wanted}"), None)
        if found is None:
            raise Refused("I know no command /{command} for you. /help lists yours.", command=wanted[:40])
        return [asked.say(_one(found))]
    return [asked.say(_list(mine))]


def _all_commands() -> tuple[Command, ...]:
    from handlers.contents import COMMANDS as known  # the table names this file, too

    return tuple(known)


def _list(mine: list[Command]) -> list[Line]:
    shown = [each for each in mine if each.listed]
    lines: list[Line] = []
    for family, words in FAMILIES.items():
        rows = [each for each in shown if each.family == family]
        if rows:
            lines.append(title("{family}", family=words))
            lines += [line("{command}  {words}", command=each.name, words=each.words) for each in rows]
    return [*lines, line("/help take tells more about /take. A reply to a card answers the customer.")]


def _one(command: Command) -> list[Line]:
    lines = [title("{command}", command=command.name), command.words]
    if command.example:
        lines.append(line("Example: {example}", example=command.example))
    if command.roles != EVERYBODY:
        lines.append(line("For: {roles}", roles=role_words(sorted(command.roles))))
    lines.append(line("May be said in a room.") if command.in_rooms else line("In private only."))
    return lines


COMMANDS = (
    Command(
        "/help",
        word("what you may do, or more about one command"),
        helped,
        roles=EVERYBODY,
        example="/help take",
        family="desk",
        in_rooms=True,
    ),
)
