"""Why something goes back to who asked for it: the usual reasons as buttons, any other as it was typed (R119)."""

from __future__ import annotations

from collections.abc import Mapping

from rules.outgoing import Choice, Choices
from rules.words import Line, verbatim, word

REASONS: Mapping[str, Line] = {
    "price": word("price not right"),
    "margin": word("margin too low"),
    "costs": word("costs unclear"),
    "delivery": word("delivery not possible"),
    "payment": word("payment too risky"),
    "missing": word("something is missing"),
}
"""What a button says in one word. Kept is the sentence, so that it is read in each language."""
_BY_SENTENCE = {each.sentence: each for each in REASONS.values()}


def reason_kept(words: str) -> str:
    """The reason as it is kept: the sentence of a button's word, or the words themselves."""
    known = REASONS.get(words.strip().casefold())
    return known.sentence if known is not None else " ".join(words.split())


def reason_of(kept: str) -> Line:
    """The reason as people read it."""
    return _BY_SENTENCE.get(kept) or verbatim(kept)


def reason_choices(number: int) -> Choices:
    """The usual reasons to return that approval."""
    buttons = [Choice(words, f"/return {number} {key}") for key, words in REASONS.items()]
    return tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))
