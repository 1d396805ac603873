"""Asking back: which conversation is meant, and what makes sense as buttons where a command says too little."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from handlers.asked import Asked
from rules.inquiry import ENDED, State
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import DISPATCHERS, Sight, Viewer
from rules.refusal import Refused
from rules.words import Line, line
from storage.conversations import number_in, owned, seen, unowned
from storage.happenings import timeline
from storage.promises import earliest_dues
from storage.tables.conversations import ConversationRow
from storage.work import Work

_OFFERED = 8
"""Conversations that are offered as buttons at once."""
_SHOWN_NAME = 24


def named_in(asked: Asked) -> tuple[str, str]:
    """The number that somebody said and the words behind it; the card that is answered stands for a number left out."""
    first, rest = divided(asked.rest)
    if number_in(first) is not None:
        return first, rest
    if asked.about is not None:
        return str(asked.about), asked.rest
    return "", asked.rest


_AFTER_A_NUMBER = re.compile(r"\A(\s*[#＃]?\d{1,9})[：:，,。]")
"""A Chinese keyboard puts a colon or comma straight behind the number."""


def divided(text: str) -> tuple[str, str]:
    """The first word and what follows it, with its lines as they were."""
    words = _AFTER_A_NUMBER.sub(r"\1 ", text, count=1).split(None, 1)
    return (words[0] if words else ""), (words[1] if len(words) > 1 else "")


def meant(work: Work, asked: Asked, example: str, at_least: Sight = Sight.FULL) -> tuple[ConversationRow, str]:
    """The conversation that is meant, if she sees that much of it, and the words behind its number."""
    number, rest = named_in(asked)
    if not number:
        raise Refused("Say which one by its number: {example}", example=example)
    return seen(work, asked.viewer, number, at_least), rest


_QUESTION = "words:"
_SUPPLY = "supply:"
_QUOTE = "quote:"


def question_card(command: str) -> str:
    """The name of a message that asks for words: who answers it says the command with her words behind it."""
    return f"{_QUESTION}{command}"


def supply_card(number: int, person: int) -> str:
    """The card by which production or purchasing is asked; words that answer it are the answer."""
    return f"{_SUPPLY}{number}:{person}"


def completed_by(card: str) -> str:
    """The command that words complete which answer the message of that name; empty where they complete none."""
    if card.startswith(_SUPPLY):
        return f"/supplied {card.split(':')[1]}"
    if card.startswith(_QUOTE):
        return f"/quote D{card.split(':')[1]}"
    return card.removeprefix(_QUESTION) if card.startswith(_QUESTION) else ""


def open_one(conversation: ConversationRow) -> ConversationRow:
    """The conversation, if it is not closed. Who has ordered is written to all the same."""
    if conversation.state == State.WON or (conversation.state == State.LOST and conversation.closed_at is None):
        return conversation
    if conversation.closed_at is not None or conversation.state in ENDED:
        raise Refused("{number} is closed. /reopen {number} opens it again.", number=conversation.id)
    return conversation


def is_hers(looking: Viewer, conversation: ConversationRow) -> bool:
    """Whether she has it, stands in for who has it, or decides for all."""
    mine = conversation.owner_id in {looking.id, *looking.stands_in_for}
    return mine or looking.has(DISPATCHERS)


def kept_by_owner(looking: Viewer, conversation: ConversationRow) -> ConversationRow:
    """The conversation, if she may change it: its owner, who stands in, dispatcher and manager (R36, R44)."""
    if not is_hers(looking, conversation):
        raise Refused("Only the owner of {number} or a dispatcher does that.", number=conversation.id)
    return conversation


def is_asked_already(work: Work, conversation: ConversationRow) -> bool:
    """Whether its owner has asked to pass it on and nobody has decided yet."""
    newest = timeline(work.session, conversation.id, ("passed", "kept", "assigned", "released"))
    return bool(newest) and newest[-1].verb == "passed"


def hers_by_deadline(work: Work, looking: Viewer, limit: int = 200) -> list[ConversationRow]:
    """Her open conversations and those of whom she stands in for; what is due first comes first."""
    rows = [row for owner in (looking.id, *sorted(looking.stands_in_for)) for row in owned(work.session, owner, limit)]
    return by_deadline(work, rows)


def by_deadline(work: Work, rows: Sequence[ConversationRow]) -> list[ConversationRow]:
    dues = earliest_dues(work.session, [each.id for each in rows])
    return sorted(rows, key=lambda each: (each.id not in dues, dues.get(each.id, each.opened_at), each.id))


def offered(
    work: Work, asked: Asked, question: Line, example: str, rows: Iterable[ConversationRow] | None = None
) -> list[Outgoing]:
    """A question with her open conversations as buttons; with an example where there are none."""
    chosen = list(hers_by_deadline(work, asked.viewer) if rows is None else rows)[:_OFFERED]
    if not chosen:
        return [asked.say((question, line("You have nothing open. Example: {example}", example=example)))]
    return [asked.say((question,), tuple((Choice(short(each), f"{asked.command} {each.id}"),) for each in chosen))]


def without_owner(work: Work) -> list[ConversationRow]:
    return by_deadline(work, unowned(work.session))


def short(conversation: ConversationRow) -> Line:
    """A conversation as a button says it."""
    who = conversation.company or conversation.contact_name or conversation.contact_address or conversation.subject
    return line("{number} · {who}", number=conversation.id, who=who[:_SHOWN_NAME] or "?")


def in_rows(choices: Sequence[Choice], wide: int = 2) -> Choices:
    """Buttons side by side."""
    return tuple(tuple(choices[start : start + wide]) for start in range(0, len(choices), wide))
