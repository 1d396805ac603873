"""/staff: who is here, as what, where reached, how busy; and the administrator's changes (R7, R282)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from handlers.asked import Asked, Command
from rules.enrolment import company_address, joining, role_words, roles_in, still_administered
from rules.outgoing import Outgoing
from rules.permission import ADMINISTRATORS, DISPATCHERS, OVERSEERS, Role
from rules.refusal import Refused
from rules.words import Line, line, title, verbatim, word
from storage import staff as changes
from storage.colleagues import absence_at, addresses_of, everybody, name_of, named, with_role
from storage.conversations import open_counts
from storage.happenings import note
from storage.tables.colleagues import ColleagueRow
from storage.work import Work

EXAMPLES = (
    "/staff Ana role salesperson,dispatcher",
    "/staff Ana address ana@firm.example",
    "/staff Ana zone Europe/Madrid",
    "/staff Ana urgent yes",
    "/staff add Bob salesperson bob@firm.example",
)


def staff(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """Without words the list; `add NAME ROLE ADDRESS`; else `NAME WHAT VALUE`. Changes are an administrator's."""
    words = asked.rest.split()
    if not words:
        return [asked.say(_list(work))]
    if not asked.viewer.has(ADMINISTRATORS):
        raise Refused("Only an administrator changes the staff. /staff lists it.")
    if words[0].casefold() == "add":
        return _added(work, asked, asked.rest.partition(" ")[2])
    person, what, value = _read(work, words)
    CHANGES[what](work, asked, person, value)
    return [asked.say([title("Changed."), _person(work, person, open_counts(work.session).get(person.id, 0))])]


def _read(work: Work, words: list[str]) -> tuple[ColleagueRow, str, str]:
    position = next((place for place, each in enumerate(words) if place and each.casefold() in CHANGES), None)
    person = named(work.session, " ".join(words[:position] if position else words))
    if person is None:
        known = tuple(verbatim(each.name) for each in everybody(work.session))
        raise Refused("I know nobody of that name. Here are: {people}.", people=known)
    if position is None or position + 1 >= len(words):
        raise Refused("What shall I change? Examples: {example}", example=", ".join(EXAMPLES))
    return person, words[position].casefold(), " ".join(words[position + 1 :])


def _added(work: Work, asked: Asked, text: str) -> Iterable[Outgoing]:
    wanted = joining(text)
    if not wanted.roles:
        raise Refused("As what? Write it like: {example}", example=EXAMPLES[-1])
    if changes.anybody_named(work.session, wanted.name) is not None:
        raise Refused("There is somebody called {name} already.", name=wanted.name)
    address = _free_address(work, wanted.address) if wanted.address else ""
    person = changes.joined(work, wanted.name, wanted.roles, asked.me.language)
    if address:
        changes.has_address(work, person.id, address)
    words = line("{name} was added as {roles}.", name=person.name, roles=role_words(person.roles))
    note(work, "staff", words, actor=asked.me.id, after={"roles": list(person.roles), "address": address})
    hint = line("Her letters go to her address. /invite {name} gives her the chat, too.", name=person.name)
    return [asked.say([words, hint])]


def _role(work: Work, asked: Asked, person: ColleagueRow, value: str) -> None:
    roles = [str(each) for each in roles_in(value)]
    if str(Role.ADMINISTRATOR) in person.roles and str(Role.ADMINISTRATOR) not in roles:
        still_administered([each.id for each in with_role(work.session, Role.ADMINISTRATOR)], person.id)
    before, person.roles = list(person.roles), roles
    words = line("{name} is {roles} now.", name=person.name, roles=role_words(roles))
    note(work, "role", words, actor=asked.me.id, before={"roles": before}, after={"roles": roles})


def _address(work: Work, asked: Asked, person: ColleagueRow, value: str) -> None:
    """`ana@firm.example` adds one, `-ana@firm.example` takes it away."""
    before = addresses_of(work.session, person.id)
    if value.startswith("-"):
        if not changes.lost_address(work, person.id, value[1:]):
            raise Refused("{address} is not {name}'s address.", address=value[1:], name=person.name)
    elif company_address(value, work.policy) not in before:
        changes.has_address(work, person.id, _free_address(work, value))
    after = addresses_of(work.session, person.id)
    words = line("{name}'s addresses were changed.", name=person.name)
    note(work, "staff", words, actor=asked.me.id, before={"addresses": before}, after={"addresses": after})


def _zone(work: Work, asked: Asked, person: ColleagueRow, value: str) -> None:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Refused("{zone} is no time zone. Write it like Europe/Madrid or Asia/Shanghai.", zone=value[:60])
    before, person.zone = person.zone, value
    words = line("{name}'s time zone is {zone} now.", name=person.name, zone=value)
    note(work, "staff", words, actor=asked.me.id, before={"zone": before}, after={"zone": value})


def _urgent(work: Work, asked: Asked, person: ColleagueRow, value: str) -> None:
    answers = {"yes": True, "no": False, "是": True, "否": False}
    if value.casefold() not in answers:
        raise Refused("Yes or no? Write it like: /staff Ana urgent yes")
    before, person.urgent_ok = person.urgent_ok, answers[value.casefold()]
    words = (
        line("{name} may be told urgent things at any hour.", name=person.name)
        if person.urgent_ok
        else line("{name} is told nothing outside working hours.", name=person.name)
    )
    note(work, "staff", words, actor=asked.me.id, before={"urgent": before}, after={"urgent": person.urgent_ok})


CHANGES: dict[str, Callable[[Work, Asked, ColleagueRow, str], None]] = {
    "role": _role,
    "roles": _role,
    "address": _address,
    "zone": _zone,
    "urgent": _urgent,
}


def _free_address(work: Work, text: str) -> str:
    address = company_address(text, work.policy)
    holder = changes.owner_of_address(work.session, address)
    if holder is not None:
        raise Refused("{address} is {name}'s already.", address=address, name=name_of(work.session, holder))
    return address


def _list(work: Work) -> list[Line]:
    counts = open_counts(work.session)
    people = everybody(work.session)
    return [
        title("Staff: {count}", count=len(people)),
        *(_person(work, each, counts.get(each.id, 0)) for each in people),
    ]


def _person(work: Work, person: ColleagueRow, load: int) -> Line:
    addresses = addresses_of(work.session, person.id)
    fronts = sorted({each.front for each in changes.accounts_of(work.session, person.id) if each.gone_at is None})
    away = absence_at(work.session, person.id, work.now)
    return line(
        "{name}: {roles} · {addresses} · {chat} · open: {load} · {presence}",
        name=person.name,
        roles=role_words(person.roles),
        addresses=verbatim(", ".join(addresses)) if addresses else word("no address"),
        chat=verbatim(", ".join(fronts)) if fronts else word("no chat"),
        load=load,
        presence=line("away until {until}", until=away.until) if away else word("here"),
    )


COMMANDS = (
    Command(
        "/staff",
        word("who is here, and the administrator's changes"),
        staff,
        roles=OVERSEERS | DISPATCHERS,
        example=EXAMPLES[0],
        family="desk",
    ),
)
