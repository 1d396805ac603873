"""/ask: the polite request for just what is missing, in the customer's language, as a draft to be looked at (R21)."""

from __future__ import annotations

from collections.abc import Iterable

from documents.letters import request_for_missing, signature
from handlers.asked import Asked, Command
from handlers.asking import meant, named_in, offered, open_one
from handlers.drafts import drafted
from handlers.vocabulary import FACTS
from rules.letter import IN_TRADITIONAL, WANTED
from rules.outgoing import Choice, Outgoing
from rules.permission import SALES
from rules.refusal import Refused
from rules.words import line, word
from storage.letters import newest_from_customer, reading_of
from storage.tables.conversations import ConversationRow
from storage.work import Work

EXAMPLE = "/ask 1042"
_LONGEST_PRODUCT = 60


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
    language = _language(work, conversation)
    text = request_for_missing(
        language,
        person=_person(conversation),
        product=_product(conversation),
        missing=missing,
        letter=conversation.channel not in {"phone", "fair", "visit", "chat"},
    )
    under = signature(text, work.policy.sign_off, asked.me.name, work.policy.company, language)
    return drafted(work, asked, conversation, "ask", f"{text}\n\n{under}")


def _wanted(words: str) -> list[str]:
    """The facts that she names. Refuses what is none."""
    named = [each.strip(" ,;").casefold().replace("-", "_") for each in words.replace(",", " ").split()]
    strange = [each for each in named if each not in WANTED]
    if strange:
        known = tuple(FACTS[each] for each in WANTED)
        raise Refused("I cannot ask for {word}. I ask for: {facts}.", word=strange[0][:40], facts=known)
    return [each for each in WANTED if each in named]


def _person(conversation: ConversationRow) -> str:
    """How he is addressed: by his name; nobody is called by an address or a firm's name."""
    name = " ".join(conversation.contact_name.split())
    return "" if "@" in name or name.casefold() == conversation.company.casefold() else name


def _language(work: Work, conversation: ConversationRow) -> str:
    """The customer's; zh-TW where his last letter was in the traditional script."""
    spoken = conversation.language or "en"
    if spoken != "zh":
        return spoken
    row = newest_from_customer(work.session, conversation.id)
    letter = reading_of(work.session, row.id) if row else None
    return "zh-TW" if letter is not None and IN_TRADITIONAL in letter.notes else spoken


def _product(conversation: ConversationRow) -> str:
    """What he wants, as he called it; empty where that is no short name."""
    for name, value, *_ in conversation.wants or []:
        short = " ".join(str(value).split())
        if name == "product" and len(short) <= _LONGEST_PRODUCT and not short.endswith("…"):
            return short
    return ""


COMMANDS = (Command("/ask", word("ask the customer for just what is missing"), ask, roles=SALES, example=EXAMPLE),)
