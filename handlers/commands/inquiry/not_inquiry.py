"""/not_inquiry, /spam, /not_spam, /reopen, /urgent: what it really is, and back again; nothing is deleted (R25)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.asked import Asked, Command
from handlers.asking import divided, in_rows, kept_by_owner, meant, named_in, offered, open_one
from handlers.card import card_refreshed, is_suspected
from handlers.closing import closed_as, opened_again
from handlers.quote_ending import reopened
from handlers.quoting import found
from handlers.vocabulary import KINDS
from rules.letter import Kind
from rules.outgoing import Choice, Outgoing
from rules.permission import SALES
from rules.refusal import Refused
from rules.words import Line, line, verbatim, word
from storage import quotes
from storage.happenings import note
from storage.tables.conversations import ConversationRow
from storage.work import Work

EXAMPLE = "/not_inquiry 1042 supplier"
OTHER_FLOWS = (Kind.ORDER, Kind.COMPLAINT, Kind.PAYMENT, Kind.SAMPLE)
"""Not inquiries, but a customer waits for an answer all the same: the clock runs on."""
NO_ANSWER = (Kind.SUPPLIER, Kind.ADVERTISING, Kind.NEWSLETTER, Kind.INTERNAL, Kind.SPAM)
_LONGEST_REASON = 500


def not_inquiry(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`1042 supplier [reason]`: says what it is. Without a kind, the kinds are offered."""
    if not named_in(asked)[0] and not asked.rest:
        return offered(work, asked, line("Which one is not an inquiry?"), EXAMPLE)
    conversation, words = meant(work, asked, EXAMPLE)
    kept_by_owner(asked.viewer, open_one(conversation))
    kind, reason = _kind(words)
    if kind is None:
        return [_which_kind(asked, conversation, words)]
    if kind in OTHER_FLOWS:
        return _another_kind(work, asked, conversation, kind)
    return _closed(work, asked, conversation, kind, reason)


def spam(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`1042 [reason]`: nobody answers that. It stays in the log."""
    if not named_in(asked)[0] and not asked.rest:
        return offered(work, asked, line("Which one is spam?"), "/spam 1042")
    conversation, words = meant(work, asked, "/spam 1042")
    kept_by_owner(asked.viewer, open_one(conversation))
    return _closed(work, asked, conversation, Kind.SPAM, words)


def not_spam(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`1042`: the mark goes, and the night learns from it. What was closed as spam is opened again."""
    if not named_in(asked)[0] and not asked.rest:
        return offered(work, asked, line("Which one is no spam?"), "/not_spam 1042")
    conversation, _ = meant(work, asked, "/not_spam 1042")
    kept_by_owner(asked.viewer, conversation)
    if conversation.closed_at is not None and conversation.kind in NO_ANSWER:
        return reopen(work, asked)
    if not is_suspected(open_one(conversation)):
        raise Refused("{number} is not marked as spam.", number=conversation.id)
    conversation.not_spam_by = asked.me.id
    note(
        work,
        "cleared",
        line("No spam, says {person}", person=asked.me.name),
        actor=asked.me.id,
        conversation=conversation.id,
        before={"not_spam_by": None},
        after={"not_spam_by": asked.me.id},
    )
    told = line("{number} is no spam. I learn from it tonight.", number=conversation.id)
    return [*card_refreshed(work, conversation), asked.say((told,))]


def reopen(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`1042 [reason]`: it goes on; what was owed is owed again. `Q-2026-0031`: the quotation goes on."""
    if quotes.is_name(divided(asked.rest)[0]):
        return _quotation(work, asked)
    if not named_in(asked)[0]:
        raise Refused("Which one? Write its number: {example}", example="/reopen 1042")
    conversation, words = meant(work, asked, "/reopen 1042")
    kept_by_owner(asked.viewer, conversation)
    kind = Kind.INQUIRY if conversation.kind in NO_ANSWER else None
    outgoing = opened_again(work, conversation, by=asked.me.id, because=_reason(asked, words), kind=kind)
    return [*outgoing, asked.tell("{number} is open again.", number=conversation.id)]


def _quotation(work: Work, asked: Asked) -> list[Outgoing]:
    number, words = divided(asked.rest)
    row, version, about = found(work, asked.viewer, number)
    return reopened(work, asked, row, version, about, " ".join(words.split())[:_LONGEST_REASON])


def urgent(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`1042` marks it as urgent, `1042 off` takes the mark away."""
    if not named_in(asked)[0] and not asked.rest:
        return offered(work, asked, line("Which one is urgent?"), "/urgent 1042")
    conversation, words = meant(work, asked, "/urgent 1042")
    kept_by_owner(asked.viewer, open_one(conversation))
    wanted = words.strip().casefold() not in {"off", "no", "not", "否"}
    if conversation.urgent == wanted:
        told = (
            line("{number} is urgent already.", number=conversation.id)
            if wanted
            else line("{number} is not urgent.", number=conversation.id)
        )
        return [asked.say((told,))]
    conversation.urgent = wanted
    words_ = line("Marked as urgent") if wanted else line("Not urgent any more")
    note(
        work,
        "marked",
        words_,
        actor=asked.me.id,
        conversation=conversation.id,
        before={"urgent": not wanted},
        after={"urgent": wanted},
    )
    told = (
        line("{number} is urgent now.", number=conversation.id)
        if wanted
        else line("{number} is not urgent any more.", number=conversation.id)
    )
    return [*card_refreshed(work, conversation), asked.say((told,))]


def _closed(work: Work, asked: Asked, conversation: ConversationRow, kind: Kind, reason: str) -> list[Outgoing]:
    outgoing = closed_as(work, conversation, str(kind), by=asked.me.id, because=_reason(asked, reason))
    back = Choice(line("Take it back"), f"/undo {work.event}")
    words = line("{number} is closed: {kind}. Nothing is deleted.", number=conversation.id, kind=KINDS[kind])
    return [*outgoing, asked.say((words,), ((back,),), conversation=conversation.id)]


def _another_kind(work: Work, asked: Asked, conversation: ConversationRow, kind: Kind) -> list[Outgoing]:
    """An order, a complaint: its own way, the same clock (M1)."""
    if conversation.kind == kind:
        raise Refused("{number} is that already: {kind}.", number=conversation.id, kind=KINDS[kind])
    before, conversation.kind = conversation.kind, str(kind)
    note(
        work,
        "marked",
        line("Not an inquiry but {kind}: the clock runs on", kind=KINDS[kind]),
        actor=asked.me.id,
        conversation=conversation.id,
        before={"kind": before},
        after={"kind": str(kind)},
    )
    words = line("{number} goes on as {kind}; its clock runs on.", number=conversation.id, kind=KINDS[kind])
    return [*card_refreshed(work, conversation), asked.say((words,), conversation=conversation.id)]


def _kind(words: str) -> tuple[Kind | None, str]:
    first, rest = divided(words)
    known = {str(each): each for each in (*OTHER_FLOWS, *NO_ANSWER)}
    kind = known.get(first.casefold().strip(":,"))
    return (kind, rest) if kind else (None, words)


def _which_kind(asked: Asked, conversation: ConversationRow, words: str) -> Outgoing:
    reason = " ".join(words.split())[:_LONGEST_REASON]
    kinds = [each for each in (*OTHER_FLOWS, *NO_ANSWER) if each != conversation.kind]
    buttons = [Choice(KINDS[each], f"/not_inquiry {conversation.id} {each} {reason}".rstrip()) for each in kinds]
    question = line("What is {number} then?", number=conversation.id)
    return asked.say((question,), in_rows(buttons, 3), version=conversation.version)


def _reason(asked: Asked, words: str) -> Line:
    if len(words) > _LONGEST_REASON:
        raise Refused("A reason has at most {limit} characters.", limit=_LONGEST_REASON)
    return verbatim(" ".join(words.split())) if words.strip() else line("{person} says so", person=asked.me.name)


COMMANDS = (
    Command("/not_inquiry", word("say what it is instead"), not_inquiry, roles=SALES, example=EXAMPLE),
    Command("/spam", word("nobody answers that"), spam, roles=SALES, example="/spam 1042"),
    Command("/not_spam", word("it is no spam after all"), not_spam, roles=SALES, example="/not_spam 1042"),
    Command("/reopen", word("it goes on after all"), reopen, roles=SALES, example="/reopen 1042"),
    Command("/urgent", word("mark it as urgent, or not"), urgent, roles=SALES, example="/urgent 1042"),
)
