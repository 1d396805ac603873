"""Exports are made outside any decision: read in one reading transaction, written row by row, kept by their hash (R329)."""

from __future__ import annotations

import asyncio
import logging
import tempfile
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.perform import Performer
from app.steadfast import again
from documents.sheets import FORMS, write_table
from documents.speech import spoken
from handlers.exporting import made, marks, not_made, recorded
from rules.event import Tick
from rules.outgoing import Outgoing
from rules.refusal import Refused
from storage.blobs import Blobs
from storage.colleagues import colleague
from storage.database import Database
from storage.exports import EXPORTS, begun, export_of, finished, to_make
from storage.policy import policy_at
from storage.tables.approvals import ExportRow
from storage.work import Work

LOG = logging.getLogger("infodesk.exporting")
_LOOKS_EVERY = 5.0


class Exporter:
    """Makes what was approved; who asked gets it in private."""

    def __init__(self, performer: Performer) -> None:
        self.performer = performer

    async def run(self) -> None:
        await again(self.once, _LOOKS_EVERY)

    async def once(self) -> int:
        """Makes every export that waits; returns how many were tried."""
        wanted = await self.performer.look(lambda session, now: [each.id for each in to_make(session)])
        for number in wanted:
            await self._made(number)
        return len(wanted)

    async def _made(self, number: int) -> None:
        tick = Tick("export", f"told:export:{number}")
        try:
            sha256, size, rows = await asyncio.to_thread(self._kept, number)
        except OperationalError:
            raise  # the database is away; the export is made when it is back
        except Exception:  # whatever went wrong with one file must be told to who waits for it, and stop no other
            LOG.exception("export not made", extra={"export": number})
            await self.performer.perform(tick, lambda work, _: not_made(work, number))
            return
        await self.performer.perform(tick, lambda work, _: made(work, number, sha256, size, rows))

    def _kept(self, number: int) -> tuple[str, int, int]:
        performer = self.performer
        with tempfile.TemporaryDirectory(dir=performer.blobs.folder, prefix=".export-") as folder:
            file = Path(folder) / "table"
            with performer.database.reading() as session:
                rows = _written(session, number, file, performer.clock())
            content = file.read_bytes()
        return performer.blobs.keep(content), len(content), rows


def exported_to(database: Database, store: Path, what: str, file: Path, now: datetime) -> tuple[int, int]:
    """`infodesk export`: writes the file at the machine; returns its serial number and rows. Refuses what it cannot do."""
    form = file.suffix.lstrip(".").casefold()
    if what not in EXPORTS:
        raise Refused(
            "I export {things}, like {example}.",
            things=", ".join(EXPORTS),
            example="infodesk export customers customers.xlsx",
        )
    if form not in FORMS:
        raise Refused("The file's name ends in {forms}.", forms=" or ".join(f".{each}" for each in FORMS))
    if file.exists():
        raise Refused("{file} is there already; I write over nothing.", file=str(file))
    if not file.parent.is_dir():
        raise Refused("There is no folder {folder}.", folder=str(file.parent))
    performer = Performer(database, Blobs(store), lambda: now)
    try:
        number = performer.changed(lambda session, _: _serial(session, now, what, form))
        with database.reading() as session:
            rows = _written(session, number, file, now)
        performer.decide(Tick("export", f"export:{number}"), lambda work, _: _recorded(work, number, rows))
    finally:
        performer.close()
    return number, rows


def _serial(session: Session, now: datetime, what: str, form: str) -> int:
    return begun(_work(session, now), what, form, None).id


def _recorded(work: Work, number: int, rows: int) -> list[Outgoing]:
    row = export_of(work.session, number)
    if row is not None:
        finished(row, work.now, "", rows)
        recorded(work, row)
    return []


def _written(session: Session, number: int, file: Path, now: datetime) -> int:
    row = session.get_one(ExportRow, number)
    work, person = _work(session, now), colleague(session, row.wanted_by)
    language, zone = (person.language, person.zone) if person else ("en", work.policy.zone)
    above = [spoken(each, language, zone) for each in marks(work, row)]
    what, form, table = row.what, row.form, EXPORTS[row.what]
    LOG.info("exporting", extra={"export": number, "what": what})
    return write_table(file, form, above, table.columns, table.rows(session), zone, now)


def _work(session: Session, now: datetime) -> Work:
    return Work(session, now, policy_at(session, now), "export", b"")
