"""`infodesk import`: reads a table, shows what would change, and changes it when it is told to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from app.perform import Performer
from documents.sheets import FORMS, decoded, read_table, write_table
from documents.speech import spoken
from handlers.import_kinds import IMPORTS
from handlers.importing import Importer, Planned, Source, imported, shown, to_undo, undone
from rules.event import Tick
from rules.outgoing import Outgoing
from rules.refusal import Refused
from rules.words import Line, line
from storage.blobs import Blobs
from storage.database import Database
from storage.policy import policy_at
from storage.work import Work

_LARGEST = 64 * 1024 * 1024
"""Octets of a file that is read."""
_MANY = 2_000
"""Lines after each of which it says how far it is; a smaller table is read before anybody waits."""
Rows = list[tuple[str, ...]]


def import_of(
    database: Database, store: Path, what: str, file: Path | None, now: datetime, *, yes: bool, undo: bool
) -> Iterator[str]:
    """What it says, line by line; with `yes` it is done as well. Refuses what it cannot read or does not know."""
    importer = importer_of(what)
    performer = Performer(database, Blobs(store), lambda: now)
    try:
        if undo:
            yield from _taken_back(performer, importer, yes)
        elif file is None:
            raise Refused("Say which file: {example}", example=f"infodesk import {what} {what}.{importer.forms[0]}")
        else:
            yield from _brought_in(performer, importer, file, now, yes)
    finally:
        performer.close()


def example_of(what: str, file: Path, now: datetime) -> str:
    """Writes an empty table with its heads and one line, to be filled in; says so. Refuses to write over a file."""
    importer = importer_of(what)
    if not importer.example:
        raise Refused("There is no example of {what}: it is a file that others make.", what=what)
    form = _form_of(file, FORMS)
    if file.exists():
        raise Refused("{file} is there already; I write over nothing.", file=str(file))
    heads, *rows = importer.example
    write_table(file, form, (), heads, rows, "UTC", now)
    words = line("Written. Fill it in, then: {example}", example=f"infodesk import {importer.what} {file}")
    return _said(words)


def importer_of(what: str) -> Importer[Any]:
    importer = IMPORTS.get(what)
    if importer is None:
        raise Refused(
            "I import {things}, like {example}.",
            things=", ".join(IMPORTS),
            example="infodesk import products products.xlsx",
        )
    return importer


def _brought_in(performer: Performer, importer: Importer[Any], file: Path, now: datetime, yes: bool) -> Iterator[str]:
    rows: Rows = []
    for each in _read(file, importer):
        rows.append(each)
        if len(rows) % _MANY == 0:
            yield _said(line("Read: {count} lines", count=len(rows)))
    if len(rows) > _MANY:
        yield _said(line("Comparing {count} lines with what stands there ...", count=len(rows)))
    with performer.database.reading() as session:
        today = now.astimezone(ZoneInfo(policy_at(session, now).zone)).date()
        source = Source(file.name, hashlib.sha256(file.read_bytes()).hexdigest(), today)
        before = importer.stamp(session)
        plan = importer.planned(session, rows, source)
    yield from map(_said, shown(importer, plan))
    if plan.does_nothing:
        yield _said(line("Nothing is to be changed."))
    elif not yes:
        yield _said(line("Nothing is changed yet. Say it again with --yes to do it."))
    else:
        if len(rows) > _MANY:
            yield _said(line("Writing {count} ...", count=len(plan.added) + len(plan.changed)))
        done: list[int] = []
        tick = Tick("import", f"import:{importer.what}:{source.sha256}:{now.isoformat()}")
        performer.decide(tick, lambda work, _: _carried_out(work, importer, plan, before, source, done))
        if not done:
            raise Refused("This file was brought in at this very instant already.")
        example = f"infodesk import {importer.what} --undo --yes"
        yield _said(line("Done: import {number}. {example} takes it back.", number=done[-1], example=example))


def _carried_out(
    work: Work, importer: Importer[Any], plan: Planned[Any], before: Any, source: Source, done: list[int]
) -> list[Outgoing]:
    """As it was shown. Refuses where the table has changed meanwhile."""
    if importer.stamp(work.session) != before:
        raise Refused("Meanwhile somebody has changed the table; look at the import again.")
    done.append(imported(importer, work, plan, source).id)
    return []


def _taken_back(performer: Performer, importer: Importer[Any], yes: bool) -> Iterator[str]:
    with performer.database.reading() as session:
        row, later = to_undo(importer, session)
        number = row.id
        yield _said(
            line("Import {number} of {at}, {file}: {added} new, {changed} changed",
                 number=number, at=row.at, file=row.file, added=row.added, changed=row.changed)
        )  # fmt: skip
    if later:
        yield _said(line("Changed since, and left as they are: {numbers}", numbers=", ".join(later[:20])))
    if not yes:
        yield _said(line("Nothing is changed yet. Say it again with --yes to do it."))
        return
    tick = Tick("import", f"import:undo:{number}")
    performer.decide(tick, lambda work, _: _undone(work, importer))
    yield _said(line("Import {number} is taken back.", number=number))


def _undone(work: Work, importer: Importer[Any]) -> list[Outgoing]:
    undone(importer, work)
    return []


def _read(file: Path, importer: Importer[Any]) -> Iterator[tuple[str, ...]]:
    """The rows; of XML the whole text as one cell."""
    form = _form_of(file, importer.forms)
    if not file.is_file():
        raise Refused("There is no file {file}.", file=str(file))
    if file.stat().st_size > _LARGEST:
        raise Refused("{file} is too large: at most {limit} octets are read.", file=str(file), limit=_LARGEST)
    try:
        if form == "xml":
            yield (decoded(file.read_bytes()),)
        else:
            yield from read_table(file, form)
    except ValueError as fault:
        raise Refused(
            "{file} cannot be read as {form}: {fault}", file=str(file), form=form, fault=str(fault)[:200]
        ) from fault


def _form_of(file: Path, forms: tuple[str, ...]) -> str:
    form = file.suffix.lstrip(".").casefold()
    if form not in forms:
        raise Refused("The file's name ends in {forms}.", forms=" or ".join(f".{each}" for each in forms))
    return form


def _said(words: Line) -> str:
    return spoken(words, "en", "UTC")
