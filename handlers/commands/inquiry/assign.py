"""/assign and /keep: dispatcher or manager says who has it, with a reason; who had it hears it (R38, R44)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.asked import Asked, Command
from handlers.asking import in_rows, is_asked_already, meant, named_in, offered, open_one, without_owner
from handlers.ownership import given
from handlers.reasons import reason_asked, reason_in
from handlers.telling import to_colleague
from rules.outgoing import Choice, Outgoing
from rules.permission import DISPATCHERS, SALES, Role
from rules.refusal import Refused
from rules.words import line, word
from storage.colleagues import everybody, name_of, named, with_role
from storage.happenings import note
from storage.tables.colleagues import ColleagueRow
from storage.tables.conversations import ConversationRow
from storage.work import Work


def assign(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`1042 Ana reason`: gives it to Ana; who had it gets word with the reason (R38, R44)."""
    if not named_in(asked)[0]:
        return offered(
            work,
            asked,
            line("Which one do you give to somebody?"),
            "/assign 1042 Ana Spain is hers",
            without_owner(work),
        )
    conversation, words = meant(work, asked, "/assign 1042 Ana Spain is hers")
    open_one(conversation)
    if not words:
        return [_whom(work, asked, conversation)]
    person, reason = _person_and_reason(work, words)
    if person.id == conversation.owner_id:
        raise Refused("It is already with {person}.", person=person.name)
    if conversation.owner_id is not None and not reason:
        return [reason_asked(asked, conversation, "/assign", person.name)]
    because = reason_in(reason) if reason else line("{person} decided so", person=asked.me.name)
    outgoing = given(work, conversation, person, by=asked.me.id, because=because)
    owner = name_of(work.session, conversation.owner_id)
    if not outgoing:
        raise Refused("It is already with {person}.", person=owner)
    return [*outgoing, asked.tell("{number} is with {person} now.", number=conversation.id, person=owner)]


def keep(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`1042`, a dispatcher's button: it stays with its owner."""
    conversation, _ = meant(work, asked, "/keep 1042")
    if conversation.owner_id is None or not is_asked_already(work, conversation):
        raise Refused("Nobody wants to pass {number} on.", number=conversation.id)
    words = line("{number} stays with you, says {person}.", number=conversation.id, person=asked.me.name)
    note(
        work,
        "kept",
        line("It stays where it is, says {person}", person=asked.me.name),
        actor=asked.me.id,
        conversation=conversation.id,
    )
    told = to_colleague(work, conversation.owner_id, (words,), conversation=conversation.id)
    return [*told, asked.tell("{person} is told.", person=name_of(work.session, conversation.owner_id))]


def _whom(work: Work, asked: Asked, conversation: ConversationRow) -> Outgoing:
    people = [each for each in with_role(work.session, Role.SALESPERSON) if each.id != conversation.owner_id]
    choices = in_rows(
        [Choice(line("To {person}", person=each.name), f"/assign {conversation.id} {each.name}") for each in people]
    )
    words = line("Who gets {number}?", number=conversation.id)
    return asked.say((words,), choices, version=conversation.version)


def _person_and_reason(work: Work, words: str) -> tuple[ColleagueRow, str]:
    """The longest beginning that names somebody who sells, and what follows as the reason."""
    pieces = words.split()
    exact = {each.name.casefold(): each for each in everybody(work.session)}
    for length in range(len(pieces), 0, -1):
        person = exact.get(" ".join(pieces[:length]).lstrip("@").casefold().rstrip(":,"))
        if person is not None:
            return _who_sells(person), " ".join(pieces[length:])
    person = named(work.session, pieces[0].rstrip(":,"))
    if person is None:
        raise Refused("I know nobody called {name}. Write it like: /assign 1042 Ana Spain is hers", name=pieces[0][:40])
    return _who_sells(person), " ".join(pieces[1:])


def _who_sells(person: ColleagueRow) -> ColleagueRow:
    if not set(person.roles) & SALES:
        raise Refused("{person} does not answer customers.", person=person.name)
    return person


COMMANDS = (
    Command(
        "/assign",
        word("give it to somebody, with a reason"),
        assign,
        roles=DISPATCHERS,
        example="/assign 1042 Ana Spain is hers",
    ),
    Command("/keep", word("it stays with its owner"), keep, roles=DISPATCHERS, example="/keep 1042", listed=False),
)
