"""What is said to people: an English sentence and the facts that go into it.

The listener's language and time zone are applied when the words are carried, so what is stored is the sentence and
its facts, never a finished text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

Fact = "str | int | Decimal | datetime | date | timedelta | Line | tuple[Line, ...]"


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence in English with {placeholders}, and a fact for each of them. A datetime fact is aware (UTC)."""

    sentence: str
    facts: tuple[tuple[str, Any], ...] = ()
    bold: bool = False


def line(sentence: str, /, **facts: Any) -> Line:
    return Line(sentence, tuple(facts.items()))


def title(sentence: str, /, **facts: Any) -> Line:
    return Line(sentence, tuple(facts.items()), bold=True)


def word(sentence: str, /) -> Line:
    """A word of the department's vocabulary, translated like a sentence and used as a fact of another."""
    return Line(sentence)


def verbatim(text: str, /) -> Line:
    """Somebody's own words, shown as they are in every language."""
    return Line("{verbatim}", (("verbatim", text),))


def country(code: str, /) -> Line:
    """A country by its ISO 3166 alpha-2 code, named in the listener's language."""
    return Line("{territory}", (("territory", code),))


def to_plain(lines: Iterable[Line]) -> list[list[Any]]:
    """The lines as JSON can hold them; `from_plain` is the way back."""
    return [[each.sentence, [[name, _fact_to_plain(fact)] for name, fact in each.facts], each.bold] for each in lines]


def from_plain(plain: Iterable[list[Any]]) -> tuple[Line, ...]:
    return tuple(
        Line(sentence, tuple((name, _fact_from_plain(fact)) for name, fact in facts), bold)
        for sentence, facts, bold in plain
    )


def _fact_to_plain(fact: Any) -> Any:
    match fact:
        case bool() | None:
            raise TypeError(f"{fact!r} is no fact for a sentence")
        case str() | int():
            return fact
        case Line():
            return {"lines": to_plain([fact])}
        case tuple():
            return {"lines": to_plain(fact), "many": True}
        case Decimal():
            return {"decimal": str(fact)}
        case datetime():
            if fact.tzinfo is None:
                raise TypeError("an instant without a zone is no fact")
            return {"instant": fact.isoformat()}
        case date():
            return {"date": fact.isoformat()}
        case timedelta():
            return {"minutes": int(fact.total_seconds() // 60)}
    raise TypeError(f"{type(fact).__name__} is no fact for a sentence")


def _fact_from_plain(plain: Any) -> Any:
    match plain:
        case {"lines": lines, "many": True}:
            return from_plain(lines)
        case {"lines": lines}:
            return from_plain(lines)[0]
        case {"decimal": text}:
            return Decimal(text)
        case {"instant": text}:
            return datetime.fromisoformat(text)
        case {"date": text}:
            return date.fromisoformat(text)
        case {"minutes": minutes}:
            return timedelta(minutes=minutes)
    return plain
