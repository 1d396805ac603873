"""Sentences as a listener hears them: in her language, with facts in her zone and her way of writing them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.messages.pofile import read_po

from rules.visible import on_one_line, visible, without_commands
from rules.words import Line

LOCALE = Path(__file__).resolve().parent.parent / "templates" / "locale"
"""A folder for each language but English, which stands in the code."""

_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{(\w+)\}")
_OURS = frozenset({"command", "commands", "example"})
"""Facts of these names are our own words: a command in them may be tapped."""

_INSTANT = {"en": "EEE d MMM HH:mm", "zh": "M月d日EEE HH:mm"}
_DATE = {"en": "d MMM y", "zh": "y年M月d日"}
_COMMA = {"en": ", ", "zh": "、"}
_BETWEEN = {"en": " ", "zh": ""}
_HOURS = {"en": "{} h", "zh": "{}小时"}
_MINUTES = {"en": "{} min", "zh": "{}分"}
_ONLY_MINUTES = {"en": "{} min", "zh": "{}分钟"}


def spoken_all(lines: Iterable[Line], language: str, zone: str) -> tuple[tuple[str, bool], ...]:
    """Each line as the listener hears it, and whether it is bold."""
    return tuple((spoken(each, language, zone), each.bold) for each in lines)


def spoken(line: Line, language: str, zone: str) -> str:
    """The line in the listener's language and IANA zone; English where the language has no such sentence.

    Facts go in literally: what strangers wrote is stripped of unseen characters, kept on one line unless it is the
    whole line, and holds no command that could be tapped (T14, T28). Raises ValueError for a fact that is missing or
    of no kind that a sentence can hold.
    """
    return _filled(line, _Ear(language, zone), alone=True)


@lru_cache(maxsize=8)
def sentences_of(language: str) -> Mapping[str, str]:
    """The catalogue of a language: English sentence to its translation; empty for English and unknown languages."""
    file = LOCALE / language / "infodesk.po"
    if language == "en" or not re.fullmatch(r"[A-Za-z_]+", language) or not file.is_file():
        return {}
    with file.open("rb") as opened:
        entries = read_po(opened, locale=language)
    return {str(each.id): str(each.string) for each in entries if each.id and each.string and not each.fuzzy}


def languages() -> tuple[str, ...]:
    """The languages that people can choose: English, and those with a catalogue."""
    return ("en", *sorted(each.parent.name for each in LOCALE.glob("*/infodesk.po")))


class _Ear:
    """A listener's language and zone; what is unknown is English and UTC."""

    def __init__(self, language: str, zone: str) -> None:
        self.language = language if language in _INSTANT else "en"
        self.zone = _zone(zone)
        self.sentences = sentences_of(language)


@lru_cache(maxsize=512)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")


def _filled(line: Line, ear: _Ear, *, alone: bool) -> str:
    facts = dict(line.facts)
    if line.sentence == "{verbatim}":
        return _own_words(facts, alone)
    if line.sentence == "{territory}":
        return _territory(on_one_line(str(facts.get("territory", ""))), ear.language)
    sentence = ear.sentences.get(line.sentence, line.sentence)

    def replaced(found: re.Match[str]) -> str:
        name = found[1]
        if name is None:
            return found[0][0]
        if name not in facts:
            raise ValueError(f"The sentence {line.sentence!r} has no fact {name!r}; it has {sorted(facts)}.")
        return _fact(name, facts[name], ear)

    return _PLACEHOLDER.sub(replaced, sentence)


def _own_words(facts: dict[str, Any], alone: bool) -> str:
    text = str(facts.get("verbatim", ""))
    return without_commands(visible(text) if alone else on_one_line(text))


def _fact(name: str, fact: Any, ear: _Ear) -> str:
    if isinstance(fact, str):
        return on_one_line(fact) if name in _OURS else without_commands(on_one_line(fact))
    if isinstance(fact, Line):
        return _filled(fact, ear, alone=False)
    if isinstance(fact, tuple):
        return _COMMA[ear.language].join(_fact(name, each, ear) for each in fact)
    for kind, said in _KINDS:
        if isinstance(fact, kind) and not isinstance(fact, bool):
            return said(fact, ear)
    raise ValueError(f"The fact {name!r} is a {type(fact).__name__}, which no sentence can hold.")


def _instant(instant: datetime, ear: _Ear) -> str:
    if instant.tzinfo is None:
        raise ValueError("An instant without a zone is no fact.")
    there = instant.astimezone(UTC)
    return format_datetime(there, _INSTANT[ear.language], tzinfo=ear.zone, locale=ear.language)


def _date(day: date, ear: _Ear) -> str:
    return format_date(day, _DATE[ear.language], locale=ear.language)


def _duration(duration: timedelta, ear: _Ear) -> str:
    """Hours and minutes, as working time is counted; what lies before zero is zero (F26)."""
    hours, minutes = divmod(max(0, int(duration.total_seconds() // 60)), 60)
    if not hours:
        return _ONLY_MINUTES[ear.language].format(minutes)
    if not minutes:
        return _HOURS[ear.language].format(hours)
    return _BETWEEN[ear.language].join(
        (_HOURS[ear.language].format(hours), _MINUTES[ear.language].format(f"{minutes:02}"))
    )


def _decimal(number: Decimal, ear: _Ear) -> str:
    return f"{number:,f}"


def _whole(number: int, ear: _Ear) -> str:
    return str(number)


def _territory(code: str, language: str) -> str:
    return str(_territories(language).get(code.upper(), code))


@lru_cache(maxsize=8)
def _territories(language: str) -> Mapping[str, str]:
    return dict(Locale.parse(language).territories)


_KINDS: tuple[tuple[type, Callable[[Any, _Ear], str]], ...] = (
    (datetime, _instant),
    (date, _date),
    (timedelta, _duration),
    (Decimal, _decimal),
    (int, _whole),
)
"""How each kind of fact is said; a datetime is a date, too, and stands before it."""
