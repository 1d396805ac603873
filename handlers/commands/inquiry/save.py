"""/save: a customer's chat, forwarded or pasted, goes into the timeline of his conversation (R335)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from handlers.asked import Asked, Command
from handlers.asking import kept_by_owner, meant, named_in, offered, open_one
from handlers.drafts import written
from handlers.saving import as_line
from rules.outgoing import Outgoing
from rules.permission import SALES
from rules.refusal import Refused
from rules.words import line, word
from storage.happenings import note
from storage.saved import SAVED, is_saved, seen_by, seen_in
from storage.tables.conversations import ConversationRow
from storage.work import Work

EXAMPLE = "/save 1042"


def save(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`1042 [key or words]`: files the forwarded message, the one answered to, or the words typed."""
    if not named_in(asked)[0] and not asked.rest and asked.heard.replies_to is None:
        question = line("Forward me the customer's message, or paste it: {example}", example=f"{EXAMPLE} he wrote: ...")
        return offered(work, asked, question, EXAMPLE)
    conversation, words = meant(work, asked, EXAMPLE)
    kept_by_owner(asked.viewer, open_one(conversation))
    kept = _what(work, asked, words)
    if is_saved(work.session, conversation.id, kept["key"]):
        raise Refused("It is filed with {number} already.", number=conversation.id)
    _filed(work, asked, conversation, kept)
    return [asked.tell("Filed with {number}.", number=conversation.id)]


def _what(work: Work, asked: Asked, words: str) -> Any:
    """What is to be filed: by its key, by the message that is answered, or typed here."""
    known = seen_by(work.session, asked.me.id, words) if words else None
    if known is None and asked.heard.replies_to is not None:
        known = seen_in(work.session, asked.me.id, asked.place, asked.heard.replies_to)
    if known is not None:
        return known
    if not words and not asked.files:
        raise Refused(
            "I have nothing to file. Forward me the customer's message, or paste it: {example}",
            example=f"{EXAMPLE} he wrote: ...",
        )
    files = [[f.name, f.content_type, f.size, f.sha256, None, None] for f in asked.files]
    return {"key": asked.heard.key, "from": "", "text": written(words) if words else "", "files": files}


def _filed(work: Work, asked: Asked, conversation: ConversationRow, kept: Any) -> None:
    conversation.touched_at = work.now
    note(
        work,
        SAVED,
        as_line(kept),
        actor=asked.me.id,
        conversation=conversation.id,
        customer=conversation.customer_id,
        after=kept,
    )


COMMANDS = (Command("/save", word("file a customer's chat with his conversation"), save, roles=SALES, example=EXAMPLE),)
