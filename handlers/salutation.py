"""How a customer is written to: in which language, by which name, about what; and who signs (R21, R129)."""

from __future__ import annotations

from documents.letters import signature
from rules.letter import IN_TRADITIONAL
from storage.letters import newest_from_customer, reading_of
from storage.tables.colleagues import ColleagueRow
from storage.tables.conversations import ConversationRow
from storage.work import Work

_LONGEST_PRODUCT = 60


def person_of(conversation: ConversationRow) -> str:
    """How he is addressed: by his name; nobody is called by an address or a firm's name."""
    name = " ".join(conversation.contact_name.split())
    return "" if "@" in name or name.casefold() == conversation.company.casefold() else name


def language_of(work: Work, conversation: ConversationRow) -> str:
    """The customer's; zh-TW where his last letter was in the traditional script."""
    spoken = conversation.language or "en"
    if spoken != "zh":
        return spoken
    row = newest_from_customer(work.session, conversation.id)
    letter = reading_of(work.session, row.id) if row else None
    return "zh-TW" if letter is not None and IN_TRADITIONAL in letter.notes else spoken


def product_of(conversation: ConversationRow) -> str:
    """What he wants, as he called it; empty where that is no short name."""
    for name, value, *_ in conversation.wants or []:
        short = " ".join(str(value).split())
        if name == "product" and len(short) <= _LONGEST_PRODUCT and not short.endswith("…"):
            return short
    return ""


def signed_by(work: Work, text: str, author: ColleagueRow, language: str) -> str:
    """The text with the closing words of its language, her name and the company under it."""
    return f"{text}\n\n{signature(text, work.policy.sign_off, author.name, work.policy.company, language)}"
