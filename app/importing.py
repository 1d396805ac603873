"""`infodesk import`: reads a table, shows what would change, and changes it when it is told to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from app.perform import Performer
from documents.sheets import FORMS, read_table
from documents.speech import spoken
from handlers.importing import IMPORTS, Importer, Planned
from rules.event import Tick
from rules.outgoing import Outgoing
from rules.refusal import Refused
from rules.words import Line, line
from storage.blobs import Blobs
from storage.database import Database
from storage.work import Work

_LARGEST = 64 * 1024 * 1024
"""Octets of a file that is read."""


def import_of(
    database: Database, store: Path, what: str, file: Path | None, now: datetime, *, yes: bool, undo: bool
) -> Iterator[str]:
    """What it says, line by line; with `yes` it is done as well. Refuses what it cannot read or does not know."""
    importer = IMPORTS.get(what)
    if importer is None:
        raise Refused(
            "I import {things}, like {example}.",
            things=", ".join(IMPORTS),
            example="infodesk import products products.xlsx",
        )
    performer = Performer(database, Blobs(store), lambda: now)
    try:
        if undo:
            yield from _taken_back(performer, importer, yes)
        elif file is None:
            raise Refused("Say which file: {example}", example=f"infodesk import {what} {what}.xlsx")
        else:
            yield from _brought_in(performer, importer, what, file, now, yes)
    finally:
        performer.close()


def _brought_in(
    performer: Performer, importer: Importer, what: str, file: Path, now: datetime, yes: bool
) -> Iterator[str]:
    rows, sha256 = _read(file)
    with performer.database.reading() as session:
        plan = importer.planned(session, rows)
    yield from map(_said, importer.shown(plan))
    if plan.does_nothing:
        yield _said(line("Nothing is to be changed."))
    elif not yes:
        yield _said(line("Nothing is changed yet. Say it again with --yes to do it."))
    else:
        done: list[int] = []
        tick = Tick("import", f"import:{what}:{sha256}:{now.isoformat()}")
        performer.decide(tick, lambda work, _: _carried_out(work, importer, rows, plan, file, sha256, done))
        yield _said(
            line(
                "Done: import {number}. infodesk import {what} --undo --yes takes it back.", number=done[-1], what=what
            )
        )


def _carried_out(
    work: Work,
    importer: Importer,
    rows: list[tuple[str, ...]],
    shown: Planned,
    file: Path,
    sha256: str,
    done: list[int],
) -> list[Outgoing]:
    """As it was shown. Refuses where the table has changed meanwhile."""
    plan = importer.planned(work.session, rows)
    if plan != shown:
        raise Refused("Meanwhile somebody has changed the table; look at the import again.")
    done.append(importer.imported(work, plan, file.name, sha256).id)
    return []


def _taken_back(performer: Performer, importer: Importer, yes: bool) -> Iterator[str]:
    with performer.database.reading() as session:
        row, later = importer.to_undo(session)
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


def _undone(work: Work, importer: Importer) -> list[Outgoing]:
    importer.undone(work)
    return []


def _read(file: Path) -> tuple[list[tuple[str, ...]], str]:
    form = file.suffix.lstrip(".").casefold()
    if form not in FORMS:
        raise Refused("The file's name ends in {forms}.", forms=" or ".join(f".{each}" for each in FORMS))
    if not file.is_file():
        raise Refused("There is no file {file}.", file=str(file))
    if file.stat().st_size > _LARGEST:
        raise Refused("{file} is too large: at most {limit} octets are read.", file=str(file), limit=_LARGEST)
    try:
        return list(read_table(file, form)), hashlib.sha256(file.read_bytes()).hexdigest()
    except ValueError as fault:
        raise Refused(
            "{file} cannot be read as {form}: {fault}", file=str(file), form=form, fault=str(fault)[:200]
        ) from fault


def _said(words: Line) -> str:
    return spoken(words, "en", "UTC")
