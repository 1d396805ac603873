"""/rules: the manager's routing table, and the whole policy as a file (R47, C7)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from documents.countries import country_code
from documents.languages import language_code
from handlers.asked import Asked, Command
from rules.address import normalised
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import DISPATCHERS, MANAGERS, SALES
from rules.refusal import Refused
from rules.routing import FIELD_WORDS
from rules.words import Line, country, line, title, verbatim, word
from storage.colleagues import name_of, named
from storage.conversations import number_in
from storage.policy import ROUTING_FIELDS, add_route, end_route, exported, imported, routing_rows
from storage.tables.colleagues import ColleagueRow
from storage.tables.policy import RoutingRow
from storage.work import Work

EXAMPLE = "/rules add country ES Ana"

STEP_WORDS: dict[str, Line] = {
    "open_inquiry": word("who has the open inquiry"),
    "existing_owner": word("whose customer it is"),
    "talked_with": word("who talked with them at the fair"),
    "key_owner": word("the fixed owner of a key customer"),
    "table": word("this table"),
    "load": word("who has least to do"),
}


def rules(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """The table; `add FIELD VALUE NAME`, `remove NUMBER`, `export`, `import` with the file's text behind it."""
    first, _, rest = asked.rest.partition(" ")
    if "\n" in first:
        first, _, rest = asked.rest.partition("\n")
    if not first:
        return [asked.say(_table(work), _choices(work, asked))]
    action = ACTIONS.get(first.casefold())
    if action is None:
        raise Refused("I know {actions}, like {example}.", actions="add, remove, export, import", example=EXAMPLE)
    if not asked.viewer.has(MANAGERS):
        raise Refused("Only the manager changes the rules. /rules lists them.")
    return action(work, asked, rest.strip())


def _added(work: Work, asked: Asked, text: str) -> list[Outgoing]:
    words = text.split()
    if len(words) < 3:
        raise Refused("Say by what it goes, the value and the person, like {example}.", example=EXAMPLE)
    field = words[0].casefold()
    if field not in READERS:
        raise Refused("A rule goes by {fields}, like {example}.", fields=", ".join(ROUTING_FIELDS), example=EXAMPLE)
    value, person = _split(work, words[1:])
    if not set(person.roles) & set(SALES):
        raise Refused("{person} does not sell; a rule names who answers customers.", person=person.name)
    row = add_route(work, field, READERS[field](value), person.id, asked.me.id)
    return [asked.say([title("Added."), _row(work, row)], _remove_choice(row))]


def _split(work: Work, words: list[str]) -> tuple[str, ColleagueRow]:
    """The value and the person: the longest name at the end that is a colleague's."""
    for start in range(1, len(words)):
        person = named(work.session, " ".join(words[start:]))
        if person is not None:
            return " ".join(words[:start]), person
    raise Refused("I know no colleague {name}. /staff lists them.", name=words[-1])


def _removed(work: Work, asked: Asked, text: str) -> list[Outgoing]:
    number = number_in(text)
    if number is None:
        raise Refused("Which one? Write its number, like {example}. /rules lists them.", example="/rules remove 3")
    row = end_route(work, number, asked.me.id)
    return [asked.say([title("Removed."), _row(work, row)])]


def _exported(work: Work, asked: Asked, text: str) -> list[Outgoing]:
    head = title("The policy as a file. Keep it; /rules import and this text bring it back.")
    return [asked.say([head, verbatim(exported(work.session, work.now))])]


def _imported(work: Work, asked: Asked, text: str) -> list[Outgoing]:
    if not text:
        raise Refused(
            "Put the text of the file behind it: {example} and the lines of /rules export.", example="/rules import"
        )
    count = imported(work, text, asked.me.id)
    return [asked.tell("The policy is as the file says; {count} things changed.", count=count)]


ACTIONS: dict[str, Callable[[Work, Asked, str], list[Outgoing]]] = {
    "add": _added,
    "remove": _removed,
    "export": _exported,
    "import": _imported,
}


def _country(text: str) -> str:
    code = country_code(text)
    if not code:
        raise Refused("I know no country {text}. Write it like {example}.", text=text, example=EXAMPLE)
    return code


def _language(text: str) -> str:
    code = language_code(text)
    if not code:
        raise Refused(
            "I know no language {text}. Write it like {example}.", text=text, example="/rules add language Spanish Ana"
        )
    return code


def _alias(text: str) -> str:
    address = normalised(text)
    if not address:
        raise Refused(
            "{text} is no address. Write it like {example}.",
            text=text,
            example="/rules add alias sales@example.com Ana",
        )
    return address


READERS: dict[str, Callable[[str], str]] = {
    "country": _country,
    "product": str.strip,
    "language": _language,
    "alias": _alias,
    "source": str.casefold,
}
"""How the value of each field is written in the table."""


def _table(work: Work) -> list[Line]:
    order = tuple(STEP_WORDS[each] for each in work.policy.routing)
    rows = routing_rows(work.session)
    lines = [title("Who gets a letter"), line("In this order: {steps}; else the dispatcher decides.", steps=order)]
    if not rows:
        return [*lines, line("The table is empty. A row: {example}", example=EXAMPLE)]
    return [*lines, *(_row(work, each) for each in rows)]


def _row(work: Work, row: RoutingRow) -> Line:
    value = country(row.value) if row.field == "country" else verbatim(row.value)
    return line(
        "{number}. {field} {value} → {person}",
        number=row.id,
        field=FIELD_WORDS[row.field],
        value=value,
        person=name_of(work.session, row.owner_id),
    )


def _choices(work: Work, asked: Asked) -> Choices:
    if not asked.viewer.has(MANAGERS):
        return ()
    removals = [
        Choice(line("Remove {number}", number=each.id), f"/rules remove {each.id}")
        for each in routing_rows(work.session)[:6]
    ]
    rows = [tuple(removals[start : start + 3]) for start in range(0, len(removals), 3)]
    return (*rows, (Choice(line("Export the policy"), "/rules export"),))


def _remove_choice(row: RoutingRow) -> Choices:
    return ((Choice(line("Remove {number}", number=row.id), f"/rules remove {row.id}"),),)


COMMANDS = (
    Command(
        "/rules",
        word("the manager's routing table; the policy as a file"),
        rules,
        roles=SALES | DISPATCHERS,
        example=EXAMPLE,
        family="desk",
    ),
)
