"""/answered and /note: what was said outside of the mail, with the customer's questions (R11, R55)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.answering import CHANNELS
from handlers.asked import Asked, Command
from handlers.asking import divided, in_rows, kept_by_owner, meant, named_in, offered, open_one
from handlers.drafts import checked, stored, written
from handlers.promise import HOW, kept
from rules.outgoing import Choice, Outgoing, StoredFile
from rules.permission import SALES
from rules.refusal import Refused
from rules.words import Line, line, verbatim, word
from storage.happenings import note
from storage.promises import open_promises
from storage.tables.conversations import ConversationRow
from storage.work import Work

EXAMPLE = "/answered 1042 by phone he wants CIF Valencia"
NOTE_EXAMPLE = "/note 1042 called: he asks whether 220 V is possible"
OFFERED = ("phone", "chat", "mail", "visit", "fair")


def answered(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`1042 by phone what was said`: the customer has his answer, and the clock stops."""
    if not named_in(asked)[0] and not asked.rest:
        return offered(work, asked, line("Which customer has his answer?"), EXAMPLE)
    conversation, words = meant(work, asked, EXAMPLE)
    kept_by_owner(asked.viewer, open_one(conversation))
    how, said = _channel(conversation, words)
    if not how:
        return [_how(asked, conversation, words)]
    owed = [each.id for each in open_promises(work.session, conversation.id)]
    if not owed and not said:
        raise Refused(
            "No answer is owed for {number}. To add something: {example}",
            number=conversation.id,
            example=f"/note {conversation.id} ...",
        )
    before = {"state": conversation.state, "first": conversation.first_answer_at is None}
    text = written(said) if said else ""
    outgoing = kept(work, conversation, at=work.now, by=asked.me.id, how=how, words=_words(asked, how, text))
    note(
        work,
        "claimed",
        line("{person} says that it is answered", person=asked.me.name),
        actor=asked.me.id,
        conversation=conversation.id,
        before=before,
        after={"promises": owed, "how": how, "state": str(conversation.state)},
    )
    lines = [line("{number} is answered. The clock stands.", number=conversation.id)]
    if not text:
        lines.append(line("What did he ask? {example}", example=f"/note {conversation.id} ..."))
    return [*outgoing, asked.say(lines, conversation=conversation.id)]


def noted(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`1042 words`: a call, a visit, a thought; files sent along are filed with it."""
    if not named_in(asked)[0] and not asked.rest:
        return offered(work, asked, line("Where does the note belong?"), NOTE_EXAMPLE)
    conversation, words = meant(work, asked, NOTE_EXAMPLE)
    kept_by_owner(asked.viewer, open_one(conversation))
    if not words and not asked.files:
        raise Refused("What shall I note? Write it like: {example}", example=NOTE_EXAMPLE)
    text = written(words) if words else ", ".join(each.name for each in asked.files)
    files = checked(work, stored(asked.files))
    conversation.touched_at = work.now
    note(
        work,
        "noted",
        line("Note by {person}: {text}", person=asked.me.name, text=verbatim(text)),
        actor=asked.me.id,
        conversation=conversation.id,
        customer=conversation.customer_id,
        after={"files": [_packed(each) for each in files]} if files else None,
    )
    return [asked.tell("Noted with {number}.", number=conversation.id)]


def _channel(conversation: ConversationRow, words: str) -> tuple[str, str]:
    """How it was answered, and what was said. Empty, where that was not said."""
    first, rest = divided(words)
    if first.casefold() in {"by", "at", "on", "in"}:
        first, rest = divided(rest)
    if first.casefold() == "a":
        first, rest = divided(rest)
    name = first.casefold().strip(":,")
    if name in CHANNELS:
        return CHANNELS[name], rest
    if name and name in {"platform", conversation.channel.casefold()}:
        return conversation.channel if conversation.contact_link else "website", rest
    return "", words


def _how(asked: Asked, conversation: ConversationRow, words: str) -> Outgoing:
    said = " ".join(words.split())
    buttons = [Choice(HOW[each], f"/answered {conversation.id} {each} {said}".rstrip()) for each in OFFERED]
    question = line("How was it answered? {example}", example=EXAMPLE)
    return asked.say((question,), in_rows(buttons), conversation=conversation.id, version=conversation.version)


def _words(asked: Asked, how: str, text: str) -> Line:
    channel = HOW.get(how) or verbatim(how)
    if text:
        return line("Answered by {person}, {how}: {text}", person=asked.me.name, how=channel, text=verbatim(text))
    return line("Answered by {person}, {how}", person=asked.me.name, how=channel)


def _packed(file: StoredFile) -> list[object]:
    return [file.name, file.content_type, file.size, file.sha256, file.letter_sha256, file.part]


COMMANDS = (
    Command(
        "/answered", word("the customer has his answer; by phone, chat, visit"), answered, roles=SALES, example=EXAMPLE
    ),
    Command("/note", word("file a call, a visit, the customer's questions"), noted, roles=SALES, example=NOTE_EXAMPLE),
)
