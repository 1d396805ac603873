"""The pictures that go with words: the week of the department, for a phone (product.md 7)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from unicodedata import east_asian_width

from babel.dates import format_date

from documents.fonts import UNKNOWN, without_glyph
from documents.render import drawn
from documents.speech import spoken
from rules.visible import on_one_line
from rules.week import DayFigures, Figures, PersonFigures, WeekFacts
from rules.words import Line, line

PEOPLE = 12
"""Lines of the table of people; the rest is added up in one more."""
NAME = 30
"""Columns of a name; what is longer ends in an ellipsis."""
_MANY = -1
"""Stands for those who have no line of their own."""
_DAY = {"en": "EEE d", "zh": "EEE d日"}


def week_picture(facts: WeekFacts, language: str, zone: str) -> bytes:
    """The week as a PNG of 1080 pixels width in that language; instants in that zone. Blocks; raises NotDrawn."""
    return drawn("charts/week", _drawable(week_values(facts, language, zone)))


def week_values(facts: WeekFacts, language: str, zone: str) -> dict[str, Any]:
    """What templates/charts/week.typ is given: every word in the listener's language, every number as it is shown."""

    def said(words: Line) -> str:
        return spoken(words, language, zone)

    series = {"new": line("New"), "in_time": line("In time"), "late": line("Late"), "broken": line("Broken")}
    total = facts.total
    return {
        "language": language if language in _DAY else "en",
        "title": said(line("The week of {day}", day=facts.first)),
        "subtitle": said(
            line("{first} to {last}, counted {at}", first=facts.first, last=facts.last, at=facts.counted_at)
        ),
        "tiles": [
            {"kind": kind, "words": said(words), "number": _grouped(getattr(total, kind))}
            for kind, words in series.items()
        ],
        "bars": said(line("By day")),
        "nothing": said(line("Nothing happened in this week.")) if total.nothing else "",
        "days": [_day(each, language) for each in facts.days],
        "open": said(line("Open at the end of the day")),
        "now": [
            said(line("Open now {count}", count=facts.open_now)),
            said(line("Without an owner {count}", count=facts.unowned_now)),
            said(line("Overdue {count}", count=facts.overdue_now)),
            *([said(line("Median answer {median}", median=facts.median))] if facts.median is not None else []),
        ],
        "people_title": said(line("By person")),
        "columns": [*(said(words) for words in series.values()), said(line("Open"))],
        "people": [
            [_shortened(each.name) or said(_nameless(each, facts)), *_cells(each)]
            for each in _shown_people(facts.people)
        ],
    }


def compact(number: int) -> str:
    """Short enough for the head of a bar: 999, 1.2k, 12k, 3.4M."""
    for size, unit in ((1_000_000, "M"), (1_000, "k")):
        if number >= size:
            tenths = number * 10 // size
            return f"{tenths // 10}{unit}" if tenths >= 100 or not tenths % 10 else f"{Decimal(tenths) / 10}{unit}"
    return str(number)


def _shown_people(people: tuple[PersonFigures, ...]) -> tuple[PersonFigures, ...]:
    """As many as the table holds; those that do not fit are added up in the last line."""
    if len(people) <= PEOPLE:
        return people
    rest = people[PEOPLE - 1 :]
    together = PersonFigures(
        _MANY, "", sum((each.figures for each in rest), Figures()), sum(each.open_now for each in rest)
    )
    return (*people[: PEOPLE - 1], together)


def _shortened(name: str) -> str:
    """A name in at most NAME columns; a Chinese character takes two."""
    columns = 0
    for index, each in enumerate(name):
        columns += 2 if east_asian_width(each) in "WF" else 1
        if columns > NAME:
            return f"{name[:index].rstrip()}…"
    return name


def _nameless(person: PersonFigures, facts: WeekFacts) -> Line:
    if person.colleague == _MANY:
        return line("{count} others", count=len(facts.people) - PEOPLE + 1)
    return line("without an owner")


def _cells(person: PersonFigures) -> list[str]:
    each = person.figures
    return [_grouped(number) for number in (each.new, each.in_time, each.late, each.broken, person.open_now)]


def _day(day: DayFigures, language: str) -> dict[str, Any]:
    figures = day.figures
    return {
        "name": format_date(day.day, _DAY.get(language, _DAY["en"]), locale=language if language in _DAY else "en"),
        "bars": [
            {"kind": kind, "number": number, "words": compact(number) if number else ""}
            for kind, number in _by_kind(figures)
        ],
        "open": day.open,
        "open_words": compact(day.open),
    }


def _by_kind(figures: Figures) -> tuple[tuple[str, int], ...]:
    return (("new", figures.new), ("in_time", figures.in_time), ("late", figures.late), ("broken", figures.broken))


def _grouped(number: int) -> str:
    return f"{number:,}"


def _drawable(value: Any) -> Any:
    """Texts on one line, and with a sign in the place of what no font of ours can draw, instead of an empty box."""
    match value:
        case str():
            text = on_one_line(value)
            strange = without_glyph(text)
            return "".join(UNKNOWN if each in strange else each for each in text)
        case dict():
            return {name: _drawable(each) for name, each in value.items()}
        case list():
            return [_drawable(each) for each in value]
    return value
