"""Warnings above a preview: another customer's name in the mail (R327), a price that nobody has confirmed (R24)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handlers.price_watch import price_warnings
from rules.address import company_domain, normalised
from rules.outgoing import SendMail
from rules.same_buyer import folded
from rules.words import Line, line
from storage.customers import customer
from storage.drafts import customers_with
from storage.tables.conversations import ConversationRow
from storage.work import Work

_LONGEST_NAME = 5
"""Words that a company's name may have to be found in a text."""
_SHORTEST_NAME = 5
"""Characters below which a single word is no proof of a company."""
_READ = 20_000
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_HAN = re.compile(r"[\u3400-\u9fff]{3,200}")
_SITE = re.compile(r"\b(?:[\w-]{1,63}\.){1,4}[a-z]{2,16}\b", re.IGNORECASE)


def warnings(work: Work, conversation: ConversationRow, mail: SendMail) -> list[Line]:
    """What to look at once more before it leaves; nothing of it stops the mail."""
    text = "\n".join([mail.subject, mail.text[:_READ], *(each.name for each in mail.files)])
    lines = [
        line("Careful: {name} is in it, and that is another customer.", name=name)
        for name in _others_named(work, conversation, text)
    ]
    return [*lines, *price_warnings(work, conversation, mail.text[:_READ])]


def _others_named(work: Work, conversation: ConversationRow, text: str) -> list[str]:
    own = customer(work.session, conversation.customer_id)
    own_names = {folded(each) for each in (own.name if own else "", conversation.company, work.policy.company) if each}
    names: dict[int, str] = {}
    for key, row in customers_with(work.session, _keys_in(text)):
        other = customer(work.session, row.id)
        if other is None or (own is not None and other.id == own.id) or key.removeprefix("name:") in own_names:
            continue
        names[other.id] = other.name
    return sorted(names.values())[:5]


def _keys_in(text: str) -> list[str]:
    """Every key of a buyer that the text could hold: addresses, domains, and runs of words that may be a name."""
    addresses = [each for each in map(normalised, _ADDRESS.findall(text)) if each]
    domains = [company_domain(each) for each in (*addresses, *_SITE.findall(text))]
    keys = [*(f"address:{each}" for each in addresses), *(f"domain:{each}" for each in domains if each)]
    for sentence in re.split(r"[\n,;:()。，；：、]+", text):
        words = folded(sentence)
        keys += [f"name:{each}" for each in (*_runs(words.split()), *_han_runs(words))]
    return list(dict.fromkeys(keys))


def _runs(words: list[str]) -> Iterator[str]:
    for start in range(len(words)):
        for end in range(start + 1, min(start + _LONGEST_NAME, len(words)) + 1):
            name = " ".join(words[start:end])
            if len(name) >= _SHORTEST_NAME or not name.isascii():
                yield name


def _han_runs(words: str) -> Iterator[str]:
    """Chinese has no blanks between words: every run of 3 to 10 characters may be a name."""
    for found in _HAN.findall(words):
        for start in range(len(found) - 2):
            for end in range(start + 3, min(start + 10, len(found)) + 1):
                yield found[start:end]
