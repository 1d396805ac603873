"""Imports: a table read line by line, what it would change shown before anything does, and the last one taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from sqlalchemy.orm import Session

from rules.refusal import Refused
from rules.words import Line, line, title, verbatim
from storage.happenings import note
from storage.imports import newest_import, noted_import
from storage.tables.products import ImportRow
from storage.work import Work

T = TypeVar("T")
Rows = Sequence[Sequence[str]]
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Source:
    """The file that is brought in. `today` is the company's day on which it is."""

    file: str
    sha256: str
    today: date


@dataclass(frozen=True, slots=True)
class Wrong:
    """A line of the file that cannot be taken, and why. `line` counts from 1, as spreadsheets do; `column` by its head."""

    line: int
    why: Line
    column: str = ""


@dataclass(frozen=True, slots=True)
class Planned(Generic[T]):
    """What an import would do. `changed` are (before, after); what is neither stays as it is."""

    added: tuple[T, ...]
    changed: tuple[tuple[T, T], ...]
    same: int
    wrong: tuple[Wrong, ...]
    notes: tuple[Line, ...] = ()
    """What the reader should know about the file as a whole."""

    @property
    def does_nothing(self) -> bool:
        return not self.added and not self.changed


@dataclass(frozen=True, slots=True)
class Importer(Generic[T]):
    """A kind of table that can be brought in.

    `forms` are the endings of files that it reads, `example` a table that can be filled in: heads, then one line.
    `stamp` changes whenever what is compared does.
    `new` and `difference` say in a line what would be added or changed. `carry_out` does it, given the import's row.
    `later` names what has changed since an import and stays; `take_back` undoes the rest.
    """

    what: str
    forms: tuple[str, ...]
    stamp: Callable[[Session], Any]
    planned: Callable[[Session, Rows, Source], Planned[T]]
    new: Callable[[Sequence[T]], list[Line]]
    difference: Callable[[T, T], Line]
    plain: Callable[[Planned[T]], tuple[dict[str, Any], dict[str, Any]]]
    """Before and after, by key, as JSON can hold them; what is new was None."""
    carry_out: Callable[[Work, Planned[T], ImportRow], None]
    later: Callable[[Session, ImportRow], list[str]]
    take_back: Callable[[Work, ImportRow, list[str]], None]
    example: Rows = ()


def shown(importer: Importer[T], plan: Planned[T]) -> list[Line]:
    """The plan in plain words: counts first, then each line that is wrong, then what changes."""
    lines = [
        title("{added} new, {changed} changed, {same} as they were, {wrong} lines that cannot be taken",
              added=len(plan.added), changed=len(plan.changed), same=plan.same, wrong=len(plan.wrong)),
        *plan.notes,
    ]  # fmt: skip
    lines += [_wrong(each) for each in plan.wrong[:_SHOWN]]
    if len(plan.wrong) > _SHOWN:
        lines.append(line("... and {count} lines more that cannot be taken", count=len(plan.wrong) - _SHOWN))
    lines += importer.new(plan.added[:_SHOWN])
    if len(plan.added) > _SHOWN:
        lines.append(line("... and {count} new ones more", count=len(plan.added) - _SHOWN))
    lines += [importer.difference(before, after) for before, after in plan.changed[:_SHOWN]]
    if len(plan.changed) > _SHOWN:
        lines.append(line("... and {count} changed ones more", count=len(plan.changed) - _SHOWN))
    return lines


def imported(importer: Importer[T], work: Work, plan: Planned[T], source: Source) -> ImportRow:
    """The plan is carried out and recorded, with what stood there before."""
    before, after = importer.plain(plan)
    row = noted_import(
        work, what=importer.what, file=source.file[:200], sha256=source.sha256, by=None, added=len(plan.added),
        changed=len(plan.changed), before=before, after=after,
    )  # fmt: skip
    importer.carry_out(work, plan, row)
    words = line(
        "Import {number}: {what}, {added} new, {changed} changed",
        number=row.id,
        what=importer.what,
        added=row.added,
        changed=row.changed,
    )
    note(work, "imported", words, after={"import": row.id, "file": row.file, "sha256": source.sha256})
    return row


def to_undo(importer: Importer[T], session: Session) -> tuple[ImportRow, list[str]]:
    """The import that would be taken back, and what was changed since and stays. Refuses where there is none."""
    row = newest_import(session, importer.what)
    if row is None:
        raise Refused("There is no import of {what} to take back.", what=importer.what)
    return row, importer.later(session, row)


def undone(importer: Importer[T], work: Work) -> ImportRow:
    """What the last import brought is as it was before; what somebody has changed since stays."""
    row, later = to_undo(importer, work.session)
    importer.take_back(work, row, later)
    row.undone_at = work.now
    words = line("Import {number} of {what} was taken back", number=row.id, what=row.what)
    note(work, "undone", words, after={"import": row.id, "left": later[:100]})
    return row


def _wrong(each: Wrong) -> Line:
    if each.column:
        return line("Line {number}, {column}: {why}", number=each.line, column=verbatim(each.column), why=each.why)
    return line("Line {number}: {why}", number=each.line, why=each.why)
