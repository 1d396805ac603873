"""The week as it is told: the department's with a picture to who hands out, each one's own to who sells (R294)."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from documents.speech import languages
from rules.outgoing import StoredFile
from rules.permission import DISPATCHERS
from rules.week import Figures, PersonFigures, WeekFacts, week_name, week_to_tell
from rules.words import Line, line, title
from storage.facts import fact
from storage.tables.colleagues import ColleagueRow
from storage.week import week_facts
from storage.work import Work

_SHOWN = 20
"""People by name; the picture and /report have the others."""


def week(
    work: Work, person: ColleagueRow, first: date | None = None
) -> tuple[tuple[Line, ...], tuple[StoredFile, ...]]:
    """The words and the picture of a week, the last one unless told otherwise, for that colleague.

    No words, if there is nothing to say and empty digests are left out; no picture, if none was drawn.
    """
    first = first or week_to_tell(work.calendar, work.calendar.day_of(work.now))
    facts = week_facts(work.session, work.calendar, first, work.now)
    if not sees_department(person):
        return own(facts, person.id), ()
    return department(facts), picture_of(work.session, first, person.language)


def sees_department(person: ColleagueRow) -> bool:
    return bool(set(person.roles) & DISPATCHERS)


def department(facts: WeekFacts) -> tuple[Line, ...]:
    """The sums, what is open, and each person."""
    lines = [title("The week of {day}", day=facts.first), _sums(facts.total), _open_ones(facts)]
    if facts.median is not None:
        lines.append(line("Median answer {median}", median=facts.median))
    lines += [_of(each) for each in facts.people if each.colleague is not None][:_SHOWN]
    return tuple(lines)


def own(facts: WeekFacts, colleague: int) -> tuple[Line, ...]:
    """One person's own numbers."""
    mine = facts.of(colleague)
    lines = [
        title("Your week of {day}", day=facts.first),
        _sums(mine.figures),
        line("Open now {count}", count=mine.open_now),
    ]
    if mine.median is not None:
        lines.append(line("Median answer {median}", median=mine.median))
    return tuple(lines)


def is_empty(facts: WeekFacts, person: ColleagueRow) -> bool:
    """Whether nothing was counted that concerns her, and nothing is open."""
    if sees_department(person):
        return facts.is_empty
    mine = facts.of(person.id)
    return mine.figures.nothing and not mine.open_now


def picture_name(first: date, language: str) -> str:
    """The name of the fact that says where the week's picture in that language is."""
    return f"week:{week_name(first)}:{spoken_in(language)}"


def spoken_in(language: str) -> str:
    """The language in which her picture is drawn."""
    return language if language in languages() else "en"


def picture_of(session: Session, first: date, language: str) -> tuple[StoredFile, ...]:
    """The week's picture, if it was drawn."""
    known: dict[str, Any] = fact(session, picture_name(first, language)) or {}
    if "sha256" not in known:
        return ()
    name = f"{week_name(first).replace('-W', '-')}.png"
    return (StoredFile(f"week-{name}", "image/png", known["size"], known["sha256"], is_picture=True),)


def _sums(figures: Figures) -> Line:
    return line(
        "New {new}, answered in time {in_time}, late {late}, broken {broken}",
        new=figures.new,
        in_time=figures.in_time,
        late=figures.late,
        broken=figures.broken,
    )


def _open_ones(facts: WeekFacts) -> Line:
    return line(
        "Open now {open}, without an owner {unowned}, overdue {overdue}",
        open=facts.open_now,
        unowned=facts.unowned_now,
        overdue=facts.overdue_now,
    )


def _of(person: PersonFigures) -> Line:
    figures = person.figures
    return line(
        "{person}: new {new}, in time {in_time}, late {late}, broken {broken}, open {open}",
        person=person.name,
        new=figures.new,
        in_time=figures.in_time,
        late=figures.late,
        broken=figures.broken,
        open=person.open_now,
    )
