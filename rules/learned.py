"""What the department has taught about spam, as a small table of words: how a letter is weighed with it, and why (R25).

The table is made elsewhere (app/learning.py); weighing needs nothing but it. What it says is a mark for people and no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rules.address import domain_of, is_free_mail
from rules.letter import Letter

ENOUGH = 50
"""Letters of each side that must have been judged by people before anything is learnt from them."""
RIGHT, FOUND = 98, 30
"""Of a hundred letters that it would mark, so many must be spam, and so many of all spam it must find, in a trial by halves."""
_LONGEST, _MOST, _SHOWN = 4_000, 400, 4
_WORD = re.compile(r"[^\W\d_]{2,24}")
_EAST = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LINK = re.compile(r"https?://([a-z0-9.-]{3,100})")


@dataclass(frozen=True, slots=True)
class Learned:
    """Words and what each adds for (above 0) or against spam; `least` is the sum from which a letter is marked."""

    bias: float
    least: float
    weights: Mapping[str, float]


def marks_of(letter: Letter) -> frozenset[str]:
    """What a letter is weighed by: words, pairs of characters where a script has no blanks, links, its sender's domain."""
    text = f"{letter.subject}\n{letter.fresh_text or letter.text}"[:_LONGEST].lower()
    marks: dict[str, None] = {}
    for word in _WORD.findall(text):
        pieces = (word[at : at + 2] for at in range(len(word) - 1)) if _EAST.search(word) else (word,)
        marks.update(dict.fromkeys(pieces))
        if len(marks) >= _MOST:
            break
    for link in _LINK.findall(text)[:10]:
        marks[f"link:{link}"] = None
    address = letter.sender.address if letter.sender else ""
    if address and not is_free_mail(domain_of(address)):
        marks[f"from:{domain_of(address)}"] = None
    return frozenset(marks)


def like_spam(learned: Learned, marks: Iterable[str]) -> tuple[str, ...]:
    """The words that speak most for spam, at most four, where the letter looks like what people called spam; else none."""
    known = {each: learned.weights[each] for each in marks if each in learned.weights}
    if learned.bias + sum(known.values()) < learned.least:
        return ()
    speaking = sorted((each for each, weight in known.items() if weight > 0), key=lambda each: (-known[each], each))
    return tuple(each.removeprefix("link:").removeprefix("from:") for each in speaking[:_SHOWN])
