"""Phrases looked up in a text whatever its accents, its script of Chinese, its capitals and the signs between its words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from mail.words.chinese import SIMPLIFIED, TRADITIONAL

_JOINING = re.compile("['’/&-]+")
_JOINTS = frozenset("'’/&-")
_SCRIPTS = (
    ("cyrillic", re.compile("[\u0400-\u04ff]")),
    ("arabic", re.compile("[\u0590-\u06ff]")),
    ("east", re.compile("[\u0e00-\u0e7f\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af]")),
)
_ARABIC = {"أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ى": "ي", "ـ": ""}


def _folding() -> dict[int, str]:
    """What each letter is looked up as: without accents and vowel signs, Chinese in its simplified script."""
    table = {ord(old): new for old, new in zip(TRADITIONAL, SIMPLIFIED, strict=True)}
    for code in (*range(0xC0, 0x250), *range(0x370, 0x400), *range(0x1E00, 0x2000)):
        bare = "".join(each for each in unicodedata.normalize("NFKD", chr(code)) if not unicodedata.combining(each))
        if bare != chr(code):
            table[code] = bare.lower()
    table |= dict.fromkeys((*range(768, 880), *range(1611, 1632)), "")
    table |= {ord("ß"): "ss", ord("ı"): "i", ord("đ"): "d", ord("ł"): "l", ord("ø"): "o", ord("æ"): "ae", ord("ё"): "е"}
    return table | {ord(old): new for old, new in _ARABIC.items()}


_FOLDING = _folding()


def folded(text: str) -> str:
    """A lower-case text as phrases are looked up in it."""
    return text if text.isascii() else text.translate(_FOLDING)


def spaced(text: str) -> str:
    """The words of a text with one blank between and around them, so that a phrase is found by a plain search.

    One of ' ’ / & - within a word belongs to it. Blanks are put for whole kinds of signs: a pattern would take thrice as long.
    """
    signs = set(text)
    for each in signs - _JOINTS:
        if not each.isalnum():
            text = text.replace(each, " ")
    if not signs.isdisjoint(_JOINTS):
        text = _JOINING.sub(_joint, text).replace("’", "'")
    return f" {' '.join(text.split())} "


def _joint(found: re.Match[str]) -> str:
    """The sign itself between two letters or digits, a blank anywhere else."""
    start, end, text = found.start(), found.end(), found.string
    within = end - start == 1 and text[start - 1 : start].isalnum() and text[end : end + 1].isalnum()
    return found[0] if within else " "


@dataclass(frozen=True, slots=True)
class Said:
    """A text in which phrases are looked up."""

    spaced: str = "  "
    words: frozenset[str] = frozenset()
    scripts: frozenset[str] = field(default_factory=frozenset)

    def without(self, phrases: Iterable[str]) -> Said:
        """The text with these phrases cut out of it."""
        text = self.spaced
        for each in phrases:
            text = text.replace(each, " | ")
        return self if text == self.spaced else Said(text, self.words, self.scripts)


def said_of(*texts: str) -> Said:
    """Lower-case texts as phrases are looked up in them; a phrase never reaches from one of them into the next."""
    text = "|".join(spaced(folded(each)) for each in texts)
    scripts = frozenset() if text.isascii() else frozenset(name for name, letters in _SCRIPTS if letters.search(text))
    return Said(text, frozenset(text.split()), scripts)


class Phrases:
    """Phrases in their order, as they are written and as they are looked up.

    Whole Western words are looked up by their longest word: far cheaper than a search for each. A star at the end leaves
    the ending of the last word open, as inflected languages need it. Arabic, Hebrew and the
    scripts without blanks stand anywhere.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self.written: list[str] = []
        self.forms: list[str] = []
        self._by_word: dict[str, list[int]] = {}
        self._open: dict[str, list[int]] = {}
        for each in dict.fromkeys(phrases):
            self._take(each)
        self._words = frozenset(self._by_word)

    def _take(self, phrase: str) -> None:
        place, stem = len(self.written), phrase.rstrip("*")
        form = folded(stem.lower())
        script = next((name for name, letters in _SCRIPTS if letters.search(form)), "latin")
        if script in ("latin", "cyrillic"):
            form = spaced(form) if stem == phrase else spaced(form)[:-1]
        self.written.append(stem)
        self.forms.append(form)
        if stem == phrase and script in ("latin", "cyrillic"):
            self._by_word.setdefault(max(form.split(), key=len), []).append(place)
        else:
            self._open.setdefault(script, []).append(place)

    def places_in(self, said: Said) -> list[int]:
        """The places of all phrases that stand in a text, in their order."""
        places = [place for word in self._words & said.words for place in self._by_word[word]]
        for script, more in self._open.items():
            if script == "latin" or script in said.scripts:
                places += more
        return [place for place in sorted(places) if self.forms[place] in said.spaced]

    def first_in(self, said: Said) -> str:
        """The first phrase that stands in a text, as it is written here; empty for none."""
        places = self.places_in(said)
        return self.written[places[0]] if places else ""


def phrases(*texts: str) -> Phrases:
    """The phrases between the bars of these texts."""
    return Phrases(told for text in texts for each in text.split("|") if (told := " ".join(each.split())))
