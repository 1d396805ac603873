"""Whether a letter belongs to a conversation: a proof of the thread and a sender who takes part in it (T04)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rules.address import is_free_mail, normalised, same_company, without_subaddress
from rules.letter import Letter
from rules.subject import base_subject
from rules.token import (
    conversation_at,
    conversation_in,
    conversation_named,
    conversations_in_text,
    is_shaped_like_ours,
)

_TRIED = 50
"""Tokens of one letter that are looked at: a letter is no dictionary (T31)."""
_GOOGLE = frozenset({"gmail.com", "googlemail.com"})
_PLUS = _GOOGLE | {
    "outlook.com",
    "hotmail.com",
    "live.com",
    "icloud.com",
    "fastmail.com",
    "proton.me",
    "protonmail.com",
}
"""Where a plus begins what its owner may choose, so that it is one mailbox with and without."""
_NUMBERS = re.compile(r"(?<!\d)\d{1,9}(?!\d)")


@dataclass(frozen=True, slots=True)
class Belonging:
    """The conversation that a letter certainly belongs to, or else the one that it possibly belongs to."""

    certainly: int | None = None
    possibly: int | None = None


def tokens_in(secret: bytes, letter: Letter, sender: str) -> Iterable[int]:
    """The conversations whose tokens the letter carries, made for that sender; from References, addresses, names, text."""
    for message_id in (letter.in_reply_to, *reversed(letter.references[-_TRIED:])):
        if (number := conversation_in(secret, message_id, sender)) is not None:
            yield number
    for each in (*letter.to, *letter.cc)[:_TRIED]:
        for number in (conversation_at(secret, each.address), conversation_named(secret, each.name)):
            if number is not None:
                yield number
    for address in letter.delivered_to[:_TRIED]:
        if (number := conversation_at(secret, address)) is not None:
            yield number
    yield from conversations_in_text(secret, letter.text, sender, _TRIED)


def guesses_in(secret: bytes, letter: Letter, sender: str) -> bool:
    """Whether it carries what is shaped like a token of ours, and none of them is one for that sender (T31)."""
    carried = (letter.in_reply_to, *letter.references, *letter.delivered_to, *(each.address for each in letter.to))
    shaped = any(is_shaped_like_ours(each) for each in carried)
    return shaped and next(iter(tokens_in(secret, letter, sender)), None) is None


def takes_part(sender: str, participants: Iterable[str]) -> bool:
    """The same person, or somebody of the same company; free mail proves no company."""
    known = frozenset(participants)
    return (
        normalised(sender) in known
        or any(same_company(sender, each) for each in known)
        or (is_free_mail(sender) and _mailbox(sender) in {_mailbox(each) for each in known if is_free_mail(each)})
    )


def _mailbox(address: str) -> str:
    """The mailbox of a free mail address: Google leaves out dots, and what follows a plus is the owner's own choice."""
    plain = normalised(address)
    local, at, domain = plain.rpartition("@")
    if domain in _GOOGLE:
        return f"{local.partition('+')[0].replace('.', '')}{at}gmail.com"
    return without_subaddress(plain) if domain in _PLUS else plain


@dataclass(frozen=True, slots=True)
class Sibling:
    """An open conversation with the same customer: its number, its subject, who takes part."""

    number: int
    subject: str
    addresses: frozenset[str] = frozenset()


def likeliest(letter: Letter, sender: str, siblings: Sequence[Sibling]) -> int | None:
    """Which of the customer's open conversations a letter without proof may belong to; the newest where nothing tells.

    `siblings` are the newest first. It is a hint for a person and never joins anything: numbers and subjects can be written
    by anybody (T04).
    """
    told = set(_NUMBERS.findall(f"{letter.subject[:500]} {letter.text[:20_000]}"))
    subject = base_subject(letter.subject)

    def likeness(one: Sibling) -> int:
        same_subject = bool(subject) and subject == base_subject(one.subject)
        return 4 * (str(one.number) in told) + 2 * same_subject + (normalised(sender) in one.addresses)

    return max(siblings, key=likeness).number if siblings else None


def belonging(
    secret: bytes,
    letter: Letter,
    sender: str,
    referred: Iterable[int],
    participants: Callable[[int], Iterable[str]],
) -> Belonging:
    """Where a customer's letter belongs. `referred` are conversations of stored letters that it refers to.

    A token or a stored reference counts only when the sender takes part; a leaked one becomes a hint.
    """
    possibly: int | None = None
    for number in (*tokens_in(secret, letter, sender), *referred):
        if takes_part(sender, participants(number)):
            return Belonging(certainly=number)
        possibly = possibly or number
    return Belonging(possibly=possibly)
