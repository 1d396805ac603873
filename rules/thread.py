"""Whether a letter belongs to a conversation: a proof of the thread and a sender who takes part in it (T04)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rules.address import normalised, same_company
from rules.letter import Letter
from rules.token import conversation_at, conversation_in, conversation_named, is_shaped_like_ours

_TRIED = 50
"""Tokens of one letter that are looked at: a letter is no dictionary (T31)."""


@dataclass(frozen=True, slots=True)
class Belonging:
    """The conversation that a letter certainly belongs to, or else the one that it possibly belongs to."""

    certainly: int | None = None
    possibly: int | None = None


def tokens_in(secret: bytes, letter: Letter, sender: str) -> Iterable[int]:
    """The conversations whose tokens the letter carries, made for that sender; from References, addresses and names."""
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


def guesses_in(secret: bytes, letter: Letter, sender: str) -> bool:
    """Whether it carries what is shaped like a token of ours, and none of them is one for that sender (T31)."""
    carried = (letter.in_reply_to, *letter.references, *letter.delivered_to, *(each.address for each in letter.to))
    shaped = any(is_shaped_like_ours(each) for each in carried)
    return shaped and next(iter(tokens_in(secret, letter, sender)), None) is None


def takes_part(sender: str, participants: Iterable[str]) -> bool:
    """The same person, or somebody of the same company; free mail proves no company."""
    known = frozenset(participants)
    return normalised(sender) in known or any(same_company(sender, each) for each in known)


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
