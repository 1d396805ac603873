"""How we say no: the one exception that is written for a person to read."""

from __future__ import annotations

from typing import Any

from rules.words import Line, line


class Refused(Exception):
    """What was wrong and what to do about it, in one or two sentences: Refused("I know no inquiry {number}.", number=7)."""

    def __init__(self, sentence: str, /, **facts: Any) -> None:
        self.words: Line = line(sentence, **facts)
        super().__init__(sentence.format_map(dict(facts)) if facts else sentence)
