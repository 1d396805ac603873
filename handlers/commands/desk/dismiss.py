"""/dismiss: somebody leaves and is cut off at once; what she leaves behind is listed for /handover (R272-R273, T24)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.asked import Asked, Command
from handlers.telling import to_roles
from rules.enrolment import still_administered
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import OVERSEERS, Role
from rules.refusal import Refused
from rules.words import Line, line, title, word
from storage import invites
from storage.colleagues import addresses_of, everybody, named, with_role
from storage.happenings import note
from storage.staff import anybody_named, cut_off, left_behind
from storage.tables.colleagues import ColleagueRow
from storage.work import Work

EXAMPLE = "/dismiss Ana Bob"


def dismiss(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`NAME [SUCCESSOR]`, her name in full. From this moment nothing reaches her and nothing comes in from her."""
    person, successor = _read(work, asked.rest)
    _may_go(work, asked, person)
    addresses = addresses_of(work.session, person.id)
    before = {"roles": list(person.roles), "addresses": addresses}
    person.dismissed_at = work.now
    person.successor_id = successor.id if successor else None
    cut_off(work, person.id)
    invites.withdrawn(work, person.id)
    note(
        work,
        "dismissed",
        line("{name} has left and is cut off.", name=person.name),
        actor=asked.me.id,
        before=before,
        after={"successor": person.successor_id},
    )
    lines, choices = _left(work, person, successor)
    if addresses:
        mailbox = line(
            "Ask your mail administrator to close or redirect {address} today.", address=", ".join(addresses)
        )
        lines.append(mailbox)
    told = to_roles(work, [Role.DISPATCHER, Role.MANAGER], lines, choices, but=[asked.me.id])
    return [asked.say(lines, choices), *told]


def _read(work: Work, text: str) -> tuple[ColleagueRow, ColleagueRow | None]:
    """The longest beginning of the text that is somebody's whole name; what follows names the successor."""
    words = text.split()
    for length in range(len(words), 0, -1):
        person = anybody_named(work.session, " ".join(words[:length]))
        if person is None or person.dismissed_at is not None:
            continue
        rest = " ".join(words[length:])
        successor = named(work.session, rest) if rest else None
        if rest and (successor is None or successor.id == person.id):
            raise Refused("I know no {name} who could take over. /staff lists everybody.", name=rest[:40])
        return person, successor
    if not words:
        raise Refused("Who leaves, and who takes over? Write it like: {example}", example=EXAMPLE)
    raise Refused("I know nobody called exactly {name}. /staff lists everybody.", name=text[:40])


def _may_go(work: Work, asked: Asked, person: ColleagueRow) -> None:
    if person.id == asked.me.id:
        raise Refused("Nobody dismisses herself. Another administrator or manager has to do it.")
    if str(Role.ADMINISTRATOR) in person.roles:
        still_administered([each.id for each in with_role(work.session, Role.ADMINISTRATOR)], person.id)


def _left(work: Work, person: ColleagueRow, successor: ColleagueRow | None) -> tuple[list[Line], Choices]:
    conversations, customers, routes = left_behind(work.session, person.id)
    lines = [
        title("{name} has left and is cut off.", name=person.name),
        line(
            "She leaves open conversations: {conversations}, customers: {customers}.",
            conversations=conversations,
            customers=customers,
        ),
    ]
    if routes:
        lines.append(line("The routing table names her in {count} rows: /rules", count=routes))
    if not conversations and not customers:
        return lines, ()
    lines.append(line("Until they are handed over nobody has them: /handover {name} Bob", name=person.name))
    heirs = (
        [successor] if successor else [each for each in everybody(work.session) if Role.SALESPERSON in each.roles][:4]
    )
    row = tuple(
        Choice(line("All to {person}", person=each.name), f"/handover {person.name} {each.name}") for each in heirs
    )
    return lines, (row,) if row else ()


COMMANDS = (
    Command(
        "/dismiss",
        word("somebody leaves: cut off at once"),
        dismiss,
        roles=OVERSEERS,
        example=EXAMPLE,
        family="desk",
    ),
)
