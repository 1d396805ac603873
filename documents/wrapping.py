"""Strangers' texts made fit for paper: signs that cannot be seen are taken out, words too long for their place can be broken."""

from __future__ import annotations

import re
import unicodedata

from rules.visible import visible

BREAK = "\u200b"
"""A place where a line may end, without a width of its own."""
_JOINERS = re.compile("(?<=[\u0600-\u0dff\u1780-\u17ff])([\u200c\u200d])(?=[\u0600-\u0dff\u1780-\u17ff])")
_KEPT = {"\u200c": "\ue000", "\u200d": "\ue001"}
_BACK = {ord(sign): joiner for joiner, sign in _KEPT.items()}
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_WORD = re.compile(r"[^\s\u200b]+")
_NARROW = frozenset("iIjl.,:;'|!()[]/\\ftr- ")
_WIDE = frozenset("MW@%mw")


def legible(text: str, longest: int = 4000) -> str:
    """What can be seen of it, in at most so many characters, the last an ellipsis then.

    Joiners within a word of Persian, Arabic or an Indian script belong to its spelling and stay.
    """
    kept = _JOINERS.sub(lambda found: _KEPT[found[1]], _PRIVATE.sub("\ufffd", text[: longest * 4]))
    seen = unicodedata.normalize("NFC", visible(kept)).translate(_BACK)
    return seen if len(seen) <= longest else f"{seen[: longest - 1].rstrip()}…"


def breakable(text: str, room: float) -> str:
    """The text with places to break in every word that is wider than `room` (widths of an em), so that nothing overlaps."""
    return _WORD.sub(lambda found: _broken(found[0], room), text)


def width_of(text: str) -> float:
    """Not less than the text takes in a line of our fonts, in ems."""
    return sum(map(_width, text))


def _broken(word: str, room: float) -> str:
    if len(word) <= room / 1.05 or width_of(word) <= room:
        return word
    pieces: list[str] = []
    for each in word:
        if (
            pieces
            and not unicodedata.combining(each)
            and each not in "\u200c\u200d"
            and pieces[-1] not in "\u200c\u200d"
        ):
            pieces.append(BREAK)
        pieces.append(each)
    return "".join(pieces)


def _width(sign: str) -> float:
    if sign.isdecimal() and sign.isascii():
        return 0.58
    if sign in _NARROW:
        return 0.42
    if sign in _WIDE:
        return 0.98
    if sign < "\u0530":
        return 0.76 if sign.isupper() else 0.64
    return 0.0 if unicodedata.combining(sign) else 1.05
