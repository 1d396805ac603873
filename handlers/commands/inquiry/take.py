"""/take and /pass: what has nobody becomes hers; what is hers she may ask to be given to somebody else (R36, R44)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.asked import Asked, Command
from handlers.asking import in_rows, is_asked_already, is_hers, meant, named_in, offered, open_one, without_owner
from handlers.ownership import given, released
from handlers.reasons import reason_asked, reason_in
from handlers.telling import to_roles
from rules.inquiry import taken
from rules.outgoing import Choice, Outgoing
from rules.permission import DISPATCHERS, SALES, Role, Sight
from rules.refusal import Refused
from rules.words import Line, line, title, word
from storage.colleagues import colleague, name_of, with_role
from storage.customers import customer
from storage.happenings import note, timeline
from storage.tables.conversations import ConversationRow
from storage.work import Work

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
        return [reason_asked(asked, conversation, "/pass")]
    reason = reason_in(words)
    if asked.viewer.has(DISPATCHERS):
        return [
            *released(work, conversation, by=asked.me.id, because=reason),
            asked.tell("{number} has no owner now.", number=conversation.id),
        ]
    if is_asked_already(work, conversation):
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


def _is_nobody_elses(work: Work, asked: Asked, conversation: ConversationRow) -> None:
    """Nobody takes a colleague's customer by a new inquiry (R43, R44); dispatcher and manager decide."""
    card = customer(work.session, conversation.customer_id)
    owner = colleague(work.session, card.owner_id) if card else None
    if owner is None or owner.dismissed_at is not None or owner.id in {asked.me.id, *asked.viewer.stands_in_for}:
        return
    if not asked.viewer.has(DISPATCHERS) and not _was_given_back(work, conversation):
        raise Refused(
            "The customer is {person}'s. The dispatcher decides who answers {number}.",
            person=owner.name,
            number=conversation.id,
        )


def _was_given_back(work: Work, conversation: ConversationRow) -> bool:
    """A dispatcher has put it back for anybody to take."""
    moves = timeline(work.session, conversation.id, ("assigned", "released"))
    return bool(moves) and moves[-1].verb == "released"


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


COMMANDS = (
    Command("/take", word("take what has nobody"), take, roles=SALES, example="/take 1042"),
    Command(
        "/pass",
        word("ask the dispatcher to give it to somebody else"),
        pass_on,
        roles=SALES,
        example="/pass 1042 no time",
    ),
)
