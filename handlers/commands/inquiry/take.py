"""/take, /pass, /keep, /assign: who has it; exactly one owner, and only dispatcher or manager moves it (R36, R38, R44)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from handlers.asked import Asked, Command
from handlers.asking import in_rows, is_hers, meant, named_in, offered, open_one, without_owner
from handlers.ownership import given, released
from handlers.telling import to_colleague, to_roles
from rules.inquiry import taken
from rules.outgoing import Choice, Outgoing
from rules.permission import DISPATCHERS, SALES, Role, Sight
from rules.refusal import Refused
from rules.words import Line, line, title, verbatim, word
from storage.colleagues import colleague, everybody, name_of, named, with_role
from storage.customers import customer
from storage.happenings import note, timeline
from storage.tables.colleagues import ColleagueRow
from storage.tables.conversations import ConversationRow
from storage.work import Work

REASONS: Mapping[str, Line] = {
    "time": word("no time before the deadline"),
    "market": word("not her market"),
    "product": word("not her product"),
    "language": word("another language is needed"),
    "wish": word("the customer wants somebody else"),
}
"""What a button says in one word; anything else is taken as it was typed."""
_LONGEST_REASON = 500
_SHOWN_PEOPLE = 6


def take(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`1042`: it becomes hers, if it has nobody and the customer is nobody else's."""
    if not named_in(asked)[0]:
        rows = without_owner(work)
        if not rows:
            return [asked.tell("Everything has an owner. /mine lists yours.")]
        return offered(work, asked, line("Which one do you take?"), "/take 1042", rows)
    conversation, _ = meant(work, asked, "/take 1042", Sight.STUB)
    if conversation.owner_id == asked.me.id:
        raise Refused("{number} is yours already.", number=conversation.id)
    if conversation.owner_id is not None:
        taken(asked.me.name, name_of(work.session, conversation.owner_id) or None)
    open_one(conversation)
    _is_nobody_elses(work, asked, conversation)
    because = line("{person} took it", person=asked.me.name)
    outgoing = given(work, conversation, asked.me, by=asked.me.id, because=because)
    if conversation.owner_id != asked.me.id:
        deputy = name_of(work.session, conversation.owner_id)
        return [
            *outgoing,
            asked.tell("You are away: {number} has gone to {person}.", number=conversation.id, person=deputy),
        ]
    return [*outgoing, asked.tell("{number} is yours, {person}.", number=conversation.id, person=asked.me.name)]


def pass_on(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`1042 reason`: asks the dispatcher to give it to somebody else. It stays hers until then."""
    if not named_in(asked)[0] and not asked.rest:
        return offered(work, asked, line("Which one do you want to pass on?"), "/pass 1042 no time")
    conversation, words = meant(work, asked, "/pass 1042 no time")
    open_one(conversation)
    if conversation.owner_id is None or not is_hers(asked.viewer, conversation):
        raise Refused("Only who has {number} can pass it on.", number=conversation.id)
    if not words:
        return [_why(asked, conversation, "/pass")]
    reason = _reason(words)
    if asked.viewer.has(DISPATCHERS):
        return [
            *released(work, conversation, by=asked.me.id, because=reason),
            asked.tell("{number} has no owner now.", number=conversation.id),
        ]
    if _is_asked_already(work, conversation):
        raise Refused("The dispatcher has been asked already. {number} stays yours until then.", number=conversation.id)
    outgoing = _dispatcher_asked(work, asked, conversation, words, reason)
    if not outgoing:
        raise Refused("Nobody is dispatcher or manager. Ask an administrator: /staff")
    note(
        work,
        "passed",
        line("{person} wants to pass it on: {because}", person=asked.me.name, because=reason),
        actor=asked.me.id,
        conversation=conversation.id,
    )
    told = asked.tell(
        "The dispatcher is asked. {number} stays yours until somebody else has it.", number=conversation.id
    )
    return [*outgoing, told]


def keep(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`1042`, a dispatcher's button: it stays with its owner."""
    conversation, _ = meant(work, asked, "/keep 1042")
    if conversation.owner_id is None or not _is_asked_already(work, conversation):
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
        return [_why(asked, conversation, "/assign", person.name)]
    because = _reason(reason) if reason else line("{person} decided so", person=asked.me.name)
    outgoing = given(work, conversation, person, by=asked.me.id, because=because)
    owner = name_of(work.session, conversation.owner_id)
    if not outgoing:
        raise Refused("It is already with {person}.", person=owner)
    return [*outgoing, asked.tell("{number} is with {person} now.", number=conversation.id, person=owner)]


def _is_nobody_elses(work: Work, asked: Asked, conversation: ConversationRow) -> None:
    """Nobody takes a colleague's customer by a new inquiry (R43, R44); dispatcher and manager decide."""
    card = customer(work.session, conversation.customer_id)
    owner = colleague(work.session, card.owner_id) if card else None
    if owner is None or owner.dismissed_at is not None or owner.id in {asked.me.id, *asked.viewer.stands_in_for}:
        return
    if not asked.viewer.has(DISPATCHERS):
        raise Refused(
            "The customer is {person}'s. The dispatcher decides who answers {number}.",
            person=owner.name,
            number=conversation.id,
        )


def _why(asked: Asked, conversation: ConversationRow, command: str, person: str = "") -> Outgoing:
    """Asks for the reason, with the usual ones as buttons."""
    start = f"{command} {conversation.id} {person}".rstrip()
    choices = in_rows([Choice(words, f"{start} {key}") for key, words in REASONS.items()])
    example = f"{start} she speaks Spanish"
    words = line("Why? Press a reason, or write it: {example}", example=example)
    return asked.say((words,), choices, version=conversation.version)


def _reason(words: str) -> Line:
    known = REASONS.get(words.strip().casefold())
    if known is not None:
        return known
    if len(words) > _LONGEST_REASON:
        raise Refused("A reason has at most {limit} characters.", limit=_LONGEST_REASON)
    return verbatim(" ".join(words.split()))


def _is_asked_already(work: Work, conversation: ConversationRow) -> bool:
    newest = timeline(work.session, conversation.id, ("passed", "kept", "assigned", "released"))
    return bool(newest) and newest[-1].verb == "passed"


def _dispatcher_asked(
    work: Work, asked: Asked, conversation: ConversationRow, words: str, reason: Line
) -> list[Outgoing]:
    number = conversation.id
    who = conversation.company or conversation.contact_name or conversation.contact_address or "?"
    lines = (
        title("{person} wants to pass {number} on", person=asked.me.name, number=number),
        line("{who}", who=who),
        line("Because: {because}", because=reason),
    )
    people = [each for each in with_role(work.session, Role.SALESPERSON) if each.id != conversation.owner_id]
    to = [
        Choice(line("To {person}", person=each.name), f"/assign {number} {each.name} {' '.join(words.split())}")
        for each in people[:_SHOWN_PEOPLE]
    ]
    keeps = Choice(line("{person} keeps it", person=name_of(work.session, conversation.owner_id)), f"/keep {number}")
    return to_roles(
        work,
        DISPATCHERS,
        lines,
        (*in_rows(to), (keeps,), (Choice(line("Show"), f"/show {number}"),)),
        conversation=number,
        version=conversation.version,
        urgent=conversation.urgent,
    )


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
    Command("/take", word("take what has nobody"), take, roles=SALES, example="/take 1042"),
    Command(
        "/pass",
        word("ask the dispatcher to give it to somebody else"),
        pass_on,
        roles=SALES,
        example="/pass 1042 no time",
    ),
    Command("/keep", word("it stays with its owner"), keep, roles=DISPATCHERS, example="/keep 1042", listed=False),
    Command(
        "/assign",
        word("give it to somebody, with a reason"),
        assign,
        roles=DISPATCHERS,
        example="/assign 1042 Ana Spain is hers",
    ),
)
