"""/merge and /split: two numbers become one matter, or the newest letter becomes a matter of its own (R43)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.asked import Asked, Command
from handlers.asking import by_deadline, divided, kept_by_owner, meant, named_in, offered, open_one, short
from handlers.merging import merged, split_off
from rules.outgoing import Choice, Outgoing
from rules.permission import SALES, Sight, sight
from rules.refusal import Refused
from rules.words import line, word
from storage.conversations import number_in, open_with_customer, seen
from storage.letters import letters_of, reading_of
from storage.tables.conversations import ConversationRow
from storage.tables.letters import LetterRow
from storage.work import Work

EXAMPLE = "/merge 1042 1040"


def merge(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`1042 1040`: 1042 becomes part of 1040, with its letters and what it owes. /undo takes it back."""
    if not named_in(asked)[0] and not asked.rest:
        return offered(work, asked, line("Which one is part of another?"), EXAMPLE)
    source, words = meant(work, asked, EXAMPLE)
    kept_by_owner(asked.viewer, open_one(source))
    into = divided(words.removeprefix("into ").strip())[0]
    if not into:
        return [_into_which(work, asked, source)]
    if number_in(into) is None:
        raise Refused("Both by their numbers: {example}", example=EXAMPLE)
    target = open_one(seen(work, asked.viewer, into))
    kept_by_owner(asked.viewer, target)
    outgoing = merged(work, source, target, by=asked.me.id)
    choice = Choice(line("Take it back"), "/undo")
    words_ = line("{number} is part of {other} now.", number=source.id, other=target.id)
    return [*outgoing, asked.say((words_,), ((choice,),), conversation=target.id)]


def split(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`1042`: the customer's newest letter becomes a conversation of its own."""
    if not named_in(asked)[0] and not asked.rest:
        return offered(work, asked, line("Whose newest letter is another matter?"), "/split 1042")
    conversation, _ = meant(work, asked, "/split 1042")
    kept_by_owner(asked.viewer, open_one(conversation))
    letters = _from_customer(work, conversation)
    letter = reading_of(work.session, letters[-1].id) if letters else None
    if len(letters) < 2 or letter is None:
        raise Refused(
            "{number} has only one letter of the customer; there is nothing to split.", number=conversation.id
        )
    fresh, outgoing = split_off(work, conversation, letters[-1], letter, by=asked.me.id)
    words = line("The newest letter is {number} now.", number=fresh.id)
    return [*outgoing, asked.say((words,), ((Choice(line("Take it back"), "/undo"),),), conversation=fresh.id)]


def _into_which(work: Work, asked: Asked, source: ConversationRow) -> Outgoing:
    """Open conversations with the same customer that she sees, and the one that it possibly belongs to."""
    rows = open_with_customer(work.session, source.customer_id) if source.customer_id else []
    numbers = {each.id for each in rows}
    if source.possibly and source.possibly not in numbers:
        rows = [*rows, seen(work, asked.viewer, str(source.possibly))] if _sees(work, asked, source.possibly) else rows
    chosen = [
        each for each in rows if each.id != source.id and sight(asked.viewer, each.owner_id, work.policy) is Sight.FULL
    ]
    if not chosen:
        raise Refused("Into which one? Write both numbers: {example}", example=f"/merge {source.id} 1040")
    buttons = tuple((Choice(short(each), f"/merge {source.id} {each.id}"),) for each in by_deadline(work, chosen))
    words = line("Into which one does {number} belong?", number=source.id)
    return asked.say((words,), buttons, version=source.version)


def _sees(work: Work, asked: Asked, number: int) -> bool:
    try:
        return seen(work, asked.viewer, str(number)).closed_at is None
    except Refused:
        return False


def _from_customer(work: Work, conversation: ConversationRow) -> list[LetterRow]:
    rows = letters_of(work.session, conversation.id)
    return [each for each in rows if each.written_by is None and each.role in {"inbox", "junk", "archive"}]


COMMANDS = (
    Command("/merge", word("two numbers are one matter"), merge, roles=SALES, example=EXAMPLE),
    Command("/split", word("the newest letter is another matter"), split, roles=SALES, example="/split 1042"),
)
