"""The language of a text: the script decides first, then the small words."""

from __future__ import annotations

import re
from collections import Counter

from mail.words.chinese import ONLY_SIMPLIFIED, ONLY_TRADITIONAL
from mail.words.languages import LETTERS, SMALL

_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]"), 0.08),
    ("ko", re.compile("[\uac00-\ud7af]"), 0.2),
    ("zh", re.compile("[\u4e00-\u9fff]"), 0.15),
    ("ru", re.compile("[\u0400-\u04ff]"), 0.4),
    ("ar", re.compile("[\u0600-\u06ff]"), 0.4),
    ("he", re.compile("[\u0590-\u05ff]"), 0.4),
    ("el", re.compile("[\u0370-\u03ff]"), 0.4),
    ("th", re.compile("[\u0e00-\u0e7f]"), 0.4),
    ("hi", re.compile("[\u0900-\u097f]"), 0.4),
)
_LANGUAGES_OF: dict[str, list[str]] = {}
for _language, _words in SMALL.items():
    for _each in dict.fromkeys(_words.split()):
        _LANGUAGES_OF.setdefault(_each, []).append(_language)
_LANGUAGES_WITH: dict[str, list[str]] = {}
for _language, _letters in LETTERS.items():
    for _each in _letters:
        _LANGUAGES_WITH.setdefault(_each, []).append(_language)
_A_LETTER, _MOST_OF_ONE = 1.5, 4
_FOREIGN = re.compile("[\u0370-\uffff]")
_LONGEST, _ENOUGH = 1_500, 0.5
_UKRAINIAN = re.compile("[іїєґ]", re.IGNORECASE)
_PERSIAN = re.compile("[پچژگ]")


def language_of(text: str) -> str:
    """ISO 639-1, "zh" for Chinese of either script; empty where there are too few words to tell."""
    text = text[:_LONGEST].lower().replace("i\u0307", "i")
    words = _runs(text)
    letters = sum(map(len, words))
    if not letters:
        return ""
    if not text.isascii() and _FOREIGN.search(text):
        for language, script, share in _SCRIPTS:
            if len(script.findall(text)) >= share * letters:
                return _within(language, text)
    counts: dict[str, float] = dict.fromkeys(SMALL, 0.0)
    spoken = Counter(words)
    for word in spoken.keys() & _LANGUAGES_OF.keys():
        for each in _LANGUAGES_OF[word]:
            counts[each] += spoken[word] / len(_LANGUAGES_OF[word])
    if not text.isascii():
        for letter in _LANGUAGES_WITH.keys() & set(text):
            weight = _A_LETTER * min(text.count(letter), _MOST_OF_ONE) / len(_LANGUAGES_WITH[letter])
            for each in _LANGUAGES_WITH[letter]:
                counts[each] += weight
    best = max(counts, key=lambda each: counts[each])
    return best if counts[best] >= _ENOUGH else ""


def chinese_script(text: str) -> str:
    """Hans or Hant (ISO 15924) of a Chinese text, by the characters that only one of the scripts has; empty without any."""
    characters = Counter(text[:_LONGEST])
    simplified = sum(count for each, count in characters.items() if each in ONLY_SIMPLIFIED)
    traditional = sum(count for each, count in characters.items() if each in ONLY_TRADITIONAL)
    if simplified == traditional:
        return ""
    return "Hans" if simplified > traditional else "Hant"


def _runs(text: str) -> list[str]:
    """The runs of letters in a text. Blanks are put for whole kinds of signs: a pattern would take thrice as long."""
    for each in set(text):
        if not each.isalnum() or each.isdecimal():
            text = text.replace(each, " ")
    return text.split()


def _within(language: str, text: str) -> str:
    if language == "ru" and _UKRAINIAN.search(text):
        return "uk"
    return "fa" if language == "ar" and _PERSIAN.search(text) else language
