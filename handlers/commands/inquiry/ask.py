"""/ask: the polite request for just what is missing, in the customer's language, as a draft to be looked at (R21)."""

from __future__ import annotations

from collections.abc import Iterable

from documents.letters import request_for_missing
from handlers.asked import Asked, Command
from handlers.asking import meant, named_in, offered, open_one
from handlers.drafts import drafted
from handlers.salutation import language_of, person_of, product_of, signed_by
from handlers.vocabulary import FACTS
from rules.letter import WANTED
from rules.outgoing import Choice, Outgoing
from rules.permission import SALES
from rules.refusal import Refused
from rules.words import line, word
from storage.work import Work

EXAMPLE = "/ask 1042"


def ask(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`1042`: asks for what is missing. `1042 quantity packaging`: asks for these."""
    if not named_in(asked)[0] and not asked.rest:
        return offered(work, asked, line("Whom shall we ask for what is missing?"), EXAMPLE)
    conversation, words = meant(work, asked, EXAMPLE)
    open_one(conversation)
    if conversation.owner_id is None:
        take = Choice(line("Take"), f"/take {conversation.id}")
        told = line("Nobody has {number} yet. Take it, then ask.", number=conversation.id)
        return [asked.say((told,), ((take,),), conversation=conversation.id, version=conversation.version)]
    missing = _wanted(words) or [each for each in WANTED if each in (conversation.missing or [])]
    if not missing:
        raise Refused(
            "Nothing is missing in {number}. Write freely: /reply {number} and your words.", number=conversation.id
        )
    language = language_of(work, conversation)
    text = request_for_missing(
        language,
        person=person_of(conversation),
        product=product_of(conversation),
        missing=missing,
        letter=conversation.channel not in {"phone", "fair", "visit", "chat"},
    )
    return drafted(work, asked, conversation, "ask", signed_by(work, text, asked.me, language))


def _wanted(words: str) -> list[str]:
    """The facts that she names. Refuses what is none."""
    named = [each.strip(" ,;").casefold().replace("-", "_") for each in words.replace(",", " ").split()]
    strange = [each for each in named if each not in WANTED]
    if strange:
        known = tuple(FACTS[each] for each in WANTED)
        raise Refused("I cannot ask for {word}. I ask for: {facts}.", word=strange[0][:40], facts=known)
    return [each for each in WANTED if each in named]


COMMANDS = (Command("/ask", word("ask the customer for just what is missing"), ask, roles=SALES, example=EXAMPLE),)
