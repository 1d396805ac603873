"""Reasons for moving something to somebody else: the usual ones as buttons, any other as it was typed (R38)."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.asked import Asked
from handlers.asking import in_rows
from rules.outgoing import Choice, Outgoing
from rules.refusal import Refused
from rules.words import Line, line, verbatim, word
from storage.tables.conversations import ConversationRow

LONGEST = 500
REASONS: Mapping[str, Line] = {
    "time": word("no time before the deadline"),
    "market": word("not her market"),
    "product": word("not her product"),
    "language": word("another language is needed"),
    "wish": word("the customer wants somebody else"),
}
"""What a button says in one word; anything else is taken as it was typed."""


def reason_asked(asked: Asked, conversation: ConversationRow, command: str, person: str = "") -> Outgoing:
    """Asks for the reason, with the usual ones as buttons."""
    start = f"{command} {conversation.id} {person}".rstrip()
    choices = in_rows([Choice(words, f"{start} {key}") for key, words in REASONS.items()])
    example = f"{start} she speaks Spanish"
    words = line("Why? Press a reason, or write it: {example}", example=example)
    return asked.say((words,), choices, version=conversation.version)


def reason_in(words: str) -> Line:
    """The reason that a word of a button stands for, or the words themselves. Refuses a whole letter."""
    known = REASONS.get(words.strip().casefold())
    if known is not None:
        return known
    if len(words) > LONGEST:
        raise Refused("A reason has at most {limit} characters.", limit=LONGEST)
    return verbatim(" ".join(words.split()))
