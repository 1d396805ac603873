"""/merge and /split: two numbers become one matter, or letters of one become a matter of their own (R43)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handlers.asked import Asked, Command
from handlers.asking import by_deadline, divided, is_hers, kept_by_owner, meant, named_in, offered, open_one, short
from handlers.card import card_refreshed
from handlers.merging import merged
from handlers.splitting import split_off
from rules.inquiry import State
from rules.letter import Kind
from rules.outgoing import Choice, Outgoing
from rules.permission import SALES, Sight, sight
from rules.refusal import Refused
from rules.words import Line, line, word
from storage.conversations import conversation as conversation_of
from storage.conversations import number_in, open_with_customer, seen, standing
from storage.happenings import note
from storage.letters import letters_of, reading_of
from storage.tables.conversations import ConversationRow
from storage.tables.letters import LetterRow
from storage.work import Work

EXAMPLE = "/merge 1042 1040"
_OFFERED = 8
"""Letters that are offered as buttons at once, the newest."""
_NO_WISHES = frozenset({str(Kind.BOUNCE), str(Kind.AUTO_REPLY)})
"""What machines sent begins no matter: anybody can write a returned mail (T07)."""
_NO = frozenset({"no", "not", "否", "不是"})


def merge(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`1042 1040`: 1042 becomes part of 1040, with its letters and what it owes; `1042 no`: they are two matters."""
    if not named_in(asked)[0] and not asked.rest:
        return offered(work, asked, line("Which one is part of another?"), EXAMPLE)
    source, words = meant(work, asked, EXAMPLE)
    kept_by_owner(asked.viewer, open_one(source))
    into = divided(words.removeprefix("into ").strip())[0]
    if not into:
        return [_into_which(work, asked, source)]
    if into.casefold() in _NO:
        return _stays_alone(work, asked, source)
    if number_in(into) is None:
        raise Refused("Both by their numbers: {example}", example=EXAMPLE)
    target = seen(work, asked.viewer, into)
    kept_by_owner(asked.viewer, target)
    outgoing = merged(work, source, target, by=asked.me.id)
    words_ = line("{number} is part of {other} now.", number=source.id, other=target.id)
    return [*outgoing, asked.say((words_,), ((_back(work),),), conversation=target.id)]


def split(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`1042`: the newest letter becomes a conversation of its own; `1042 57`: that letter, and asked, with the later ones."""
    if not named_in(asked)[0] and not asked.rest:
        return offered(work, asked, line("Whose newest letter is another matter?"), "/split 1042")
    conversation, words = meant(work, asked, "/split 1042")
    kept_by_owner(asked.viewer, open_one(conversation))
    which, how = divided(words)
    if which.casefold() in _NO:
        return _belongs_here(work, asked, conversation)
    letters = _from_customer(work, conversation)
    if len(letters) < 2:
        raise Refused(
            "{number} has only one letter of the customer; there is nothing to split.", number=conversation.id
        )
    if not which and len(letters) > 2:
        return [_which_letter(asked, conversation, letters)]
    chosen = _chosen(conversation, letters, which)
    later = letters[letters.index(chosen) + 1 :]
    if later and how.casefold() not in {"only", "later"}:
        return [_with_later(asked, conversation, chosen, len(later))]
    rows = [chosen] if how.casefold() != "later" else _from_there(work, conversation, chosen)
    return _split_off(work, asked, conversation, letters, rows)


def _split_off(
    work: Work, asked: Asked, conversation: ConversationRow, letters: Sequence[LetterRow], rows: Sequence[LetterRow]
) -> list[Outgoing]:
    letter = reading_of(work.session, rows[0].id)
    if letter is None or {each.id for each in letters} <= {each.id for each in rows}:
        raise Refused("Then nothing would be left of {number}. Choose a later letter.", number=conversation.id)
    fresh, outgoing = split_off(work, conversation, rows, letter, by=asked.me.id)
    words = line("The letter of {at} is {number} now.", at=rows[0].arrived_at, number=fresh.id)
    if rows[0].id == letters[-1].id:
        words = line("The newest letter is {number} now.", number=fresh.id)
    return [*outgoing, asked.say((words,), ((_back(work),),), conversation=fresh.id)]


def _back(work: Work) -> Choice:
    """Takes back just this, whatever else is done until it is pressed."""
    return Choice(line("Take it back"), f"/undo {work.event}")


def _stays_alone(work: Work, asked: Asked, source: ConversationRow) -> list[Outgoing]:
    if source.possibly is None:
        raise Refused("{number} stands alone already.", number=source.id)
    words = line("{number} is no part of {other}", number=source.id, other=source.possibly)
    note(work, "noted", words, actor=asked.me.id, conversation=source.id, before={"possibly": source.possibly})
    source.possibly = None
    return [*card_refreshed(work, source), asked.tell("{number} stays a matter of its own.", number=source.id)]


def _belongs_here(work: Work, asked: Asked, conversation: ConversationRow) -> list[Outgoing]:
    if conversation.perhaps_new is not None:
        words = line("{person} says that the last letter is no new inquiry", person=asked.me.name)
        before = {"perhaps_new": conversation.perhaps_new}
        note(work, "noted", words, actor=asked.me.id, conversation=conversation.id, before=before)
        conversation.perhaps_new = None
    return [*card_refreshed(work, conversation), asked.tell("It stays in {number}.", number=conversation.id)]


def _which_letter(asked: Asked, conversation: ConversationRow, letters: Sequence[LetterRow]) -> Outgoing:
    buttons = tuple(
        (Choice(_named(each), f"/split {conversation.id} {each.id}"),) for each in reversed(letters[-_OFFERED:])
    )
    question = line("Which letter of {number} begins another matter?", number=conversation.id)
    return asked.say((question,), buttons, conversation=conversation.id, version=conversation.version)


def _with_later(asked: Asked, conversation: ConversationRow, chosen: LetterRow, later: int) -> Outgoing:
    here = f"/split {conversation.id} {chosen.id}"
    buttons = (
        (Choice(line("Only this letter"), f"{here} only"),),
        (Choice(line("With all that came later"), f"{here} later"),),
    )
    question = line("After it came {count} more. Do they go along, with our answers to them?", count=later)
    return asked.say((_named(chosen), question), buttons, conversation=conversation.id, version=conversation.version)


def _named(row: LetterRow) -> Line:
    return line("{at} · {subject}", at=row.arrived_at, subject=row.subject[:40] or "-")


def _chosen(conversation: ConversationRow, letters: Sequence[LetterRow], which: str) -> LetterRow:
    if not which:
        return letters[-1]
    number = number_in(which)
    found = next((each for each in letters if each.id == number), None)
    if found is None:
        raise Refused(
            "{number} has no such letter of the customer. /split {number} lists them.", number=conversation.id
        )
    return found


def _from_there(work: Work, conversation: ConversationRow, chosen: LetterRow) -> list[LetterRow]:
    rows = letters_of(work.session, conversation.id)
    place = next(place for place, each in enumerate(rows) if each.id == chosen.id)
    return rows[place:]


def _into_which(work: Work, asked: Asked, source: ConversationRow) -> Outgoing:
    """Open conversations with the same customer that she sees, and the one that it possibly belongs to."""
    rows = open_with_customer(work.session, source.customer_id) if source.customer_id else []
    hinted = conversation_of(work.session, source.possibly)
    if hinted is not None:
        rows = [standing(work.session, hinted), *rows]
    chosen = [
        each
        for each in {each.id: each for each in rows}.values()
        if each.id != source.id
        and sight(asked.viewer, each.owner_id, work.policy) is Sight.FULL
        and is_hers(asked.viewer, each)
        and each.state != State.MERGED
    ]
    if not chosen:
        raise Refused("Into which one? Write both numbers: {example}", example=f"/merge {source.id} 1040")
    buttons = tuple((Choice(short(each), f"/merge {source.id} {each.id}"),) for each in by_deadline(work, chosen))
    words = line("Into which one does {number} belong?", number=source.id)
    return asked.say((words,), buttons, version=source.version)


def _from_customer(work: Work, conversation: ConversationRow) -> list[LetterRow]:
    rows = letters_of(work.session, conversation.id)
    theirs = (each for each in rows if each.written_by is None and each.role in {"inbox", "junk", "archive"})
    return [each for each in theirs if each.kind not in _NO_WISHES]


COMMANDS = (
    Command("/merge", word("two numbers are one matter"), merge, roles=SALES, example=EXAMPLE),
    Command("/split", word("the newest letter is another matter"), split, roles=SALES, example="/split 1042"),
)
