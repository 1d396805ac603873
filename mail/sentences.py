"""The sentences of a letter and the clauses in them: at most so many, each only so long (T22)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mail.words import objections

_MOST_SENTENCES = 120
_LONGEST_SENTENCE = 600
_FULL_LINE = 55
"""A line as long as this one goes on in the next."""
_ENDS = re.compile(r"[.!?]+(?=\s|$)|[。！？؟；;]+|\n\s*\n")
_BUT_WORDS = sorted((" ".join(each.split()) for each in objections.BUT.split("|")), key=len, reverse=True)
_BUTS = "|".join(each if each[0] >= "\u2e80" else rf"(?<![^\W\d_]){each}(?![^\W\d_])" for each in _BUT_WORDS)
_BUT = re.compile(_BUTS)
_CLAUSE_ENDS = re.compile(rf"(?<!\d)[,，、:：](?!\d)|(?<=\d),(?=\s)|\s[-–—]+\s|{_BUTS}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in one line, and its clauses."""

    text: str
    clauses: tuple[str, ...]
    """In lower case; one behind "but" begins with it."""


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences from the top. A short line is one by itself; a full one goes on in the next."""
    joined = "\n".join(text.split("\n")[:400])
    start, count = 0, 0
    stops = sorted({*(each.end() for each in _ENDS.finditer(joined)), *_short_lines(joined), len(joined)})
    for stop in stops:
        told = " ".join(joined[start:stop].split())[:_LONGEST_SENTENCE]
        start = stop
        if told:
            yield Sentence(told, tuple(_clauses(told.lower())))
            count += 1
        if count >= _MOST_SENTENCES:
            return


def _short_lines(text: str) -> Iterator[int]:
    at = 0
    for each in text.split("\n"):
        at += len(each) + 1
        if len(each) < _FULL_LINE:
            yield min(at, len(text))


def _clauses(sentence: str) -> Iterator[str]:
    start = 0
    for each in _CLAUSE_ENDS.finditer(sentence):
        if each.start() > start and (told := sentence[start : each.start()].strip()):
            yield told
        start = each.start() if each[0].strip() and each[0].strip()[0].isalpha() else each.end()
    if told := sentence[start:].strip():
        yield told


def begins_with_but(clause: str) -> bool:
    """Whether a clause says what the one before does not cover."""
    return bool(_BUT.match(clause))
