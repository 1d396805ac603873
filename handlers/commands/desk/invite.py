"""/invite: a one-time link for a colleague, and the administrator's word about who has used it (T23, R334)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.asked import Asked, Command
from handlers.enrolment import asked_again, confirmed, link_lines, refused
from rules.enrolment import LINK_LIVES, Joining, company_address, joining, named, role_words
from rules.outgoing import Outgoing
from rules.permission import ADMINISTRATORS
from rules.refusal import Refused
from rules.words import line, title, word
from storage import invites, staff
from storage.colleagues import name_of
from storage.happenings import note
from storage.tables.colleagues import ColleagueRow
from storage.work import Work

EXAMPLE = "/invite Ana salesperson ana@firm.example"


def invite(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`NAME ROLE ADDRESS` makes a link; `confirm N` and `refuse N` are the buttons; without words: who waits."""
    first, _, rest = asked.rest.partition(" ")
    if not asked.rest:
        return _waiting(work, asked)
    if first in ("confirm", "refuse") and rest.strip().isdecimal() and len(rest) < 10:
        return _settled(work, asked, first, int(rest))
    return _invited(work, asked, joining(asked.rest))


def _invited(work: Work, asked: Asked, wanted: Joining) -> Iterable[Outgoing]:
    person = _person(work, asked, wanted)
    token = invites.invited(work, person.id, asked.me.id, work.now + LINK_LIVES)
    roles = role_words(person.roles)
    note(
        work,
        "invited",
        line("{by} invited {name} as {roles}.", by=asked.me.name, name=person.name, roles=roles),
        actor=asked.me.id,
        after={"colleague": person.id, "roles": list(person.roles), "address": wanted.address},
    )
    return [
        asked.say(
            [
                title("A link for {name}, {roles}", name=person.name, roles=roles),
                *link_lines(work.session, token),
                line(
                    "Give it to her alone. It works once, until {until}; then you confirm that it is she.",
                    until=work.now + LINK_LIVES,
                ),
            ]
        )
    ]


def _person(work: Work, asked: Asked, wanted: Joining) -> ColleagueRow:
    """The colleague who is meant: a new one, or one that there is; her address is added."""
    address = company_address(wanted.address, work.policy) if wanted.address else ""
    person = staff.anybody_named(work.session, wanted.name)
    holder = staff.owner_of_address(work.session, address) if address else None
    if holder is not None and (person is None or holder != person.id):
        raise Refused("{address} is {name}'s already.", address=address, name=name_of(work.session, holder))
    if person is None:
        if not wanted.roles:
            raise Refused("As what? Write it like: {example}", example=EXAMPLE)
        person = staff.joined(work, named(wanted.name), wanted.roles, asked.me.language)
    elif wanted.roles and set(wanted.roles) != set(person.roles):
        _change_roles(work, person, wanted)
    if address and holder is None:
        staff.has_address(work, person.id, address)
    return person


def _change_roles(work: Work, person: ColleagueRow, wanted: Joining) -> None:
    """Who comes back may come back as something else; who is here keeps her roles until /staff changes them."""
    if person.dismissed_at is None:
        raise Refused(
            "{name} is here already, as {roles}. /staff {name} role changes that; /invite {name} makes a new link.",
            name=person.name,
            roles=role_words(person.roles),
        )
    person.roles = [str(each) for each in wanted.roles]


def _settled(work: Work, asked: Asked, word_said: str, number: int) -> Iterable[Outgoing]:
    waiting = invites.invite(work.session, number)
    name = name_of(work.session, waiting.colleague_id) if waiting else ""
    if word_said == "confirm":
        said = confirmed(work, number, asked.me)
        return [asked.tell("{name} is enrolled and has been welcomed.", name=name), *said]
    said = refused(work, number, asked.me)
    return [asked.tell("Refused. That account stays a stranger; {name}'s link is used up.", name=name), *said]


def _waiting(work: Work, asked: Asked) -> Iterable[Outgoing]:
    waiting = [each for each in invites.waiting(work.session) if each.made_by is not None]
    said: list[Outgoing] = []
    for each in waiting:
        words, buttons = asked_again(work, each)
        said.append(asked.say([words], buttons))
    if said:
        return said
    count = invites.open_count(work.session, work.now)
    return [
        asked.say(
            [
                line("Nobody waits for your word. Links that may still be used: {count}.", count=count),
                line("Example: {example}", example=EXAMPLE),
            ]
        )
    ]


COMMANDS = (
    Command(
        "/invite",
        word("a one-time link for a new colleague"),
        invite,
        roles=ADMINISTRATORS,
        example=EXAMPLE,
        family="desk",
    ),
)
