"""Papers are drawn before anybody decides to send them: in the press, outside any transaction, kept by their hash."""

from __future__ import annotations

import asyncio
import logging
import tempfile
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.perform import Performer
from app.steadfast import again
from app.troubles import Troubles
from documents.catalogue import BY_NAME, DOCUMENTS, Document, template_fault
from documents.press import PRESS, NotDrawn
from documents.printing import as_pdf, as_pictures, as_workbook
from documents.stationery import Stationery
from handlers import paper_carrying, quote_papers, wish_making
from handlers.drawing import Drawing
from handlers.making import Bench, MadeFile, Making
from handlers.paper_files import PICTURE
from rules.event import Tick
from rules.outgoing import StoredFile
from rules.words import Line, line
from storage.papers import Filed
from storage.policy import policy_at

LOG = logging.getLogger("infodesk.papers")
DRAWERS = (quote_papers.drawings, paper_carrying.drawings)
"""Who has papers to draw; what was released comes before what somebody wants to look at."""
_LOOKS_EVERY = 1.0
_TRIES_AGAIN = 60.0
"""Seconds after which a paper that could not be drawn is tried anew."""


class Papers:
    """Draws what was released, and what somebody wants to look at; looks after the company's own templates."""

    def __init__(self, performer: Performer, troubles: Troubles, stationery: Stationery) -> None:
        self.performer = performer
        self.troubles = troubles
        self.stationery = stationery
        self._failed: dict[str, float] = {}
        self._tried: dict[str, tuple[tuple[str, int], ...]] = {}

    async def run(self) -> None:
        await again(self.once, _LOOKS_EVERY)

    async def once(self) -> int:
        """Draws everything that waits; returns how much was tried."""
        for document in DOCUMENTS:
            await self._looked_at(document)
        waiting = await self.performer.look(_to_draw)
        now = time.monotonic()
        waiting = [each for each in waiting if self._failed.get(each.key, now) <= now]
        for each in waiting:
            await self._drawn(each)
        wishes = await self.performer.look(_to_make)
        for wish in wishes:
            await self._made(wish)
        return len(waiting) + len(wishes)

    async def close(self) -> None:
        await asyncio.to_thread(PRESS.close)

    async def _drawn(self, paper: Drawing) -> None:
        document = BY_NAME[paper.document]
        try:
            papers, remarks, broken = await asyncio.to_thread(self._kept, document, paper)
        except OperationalError:
            raise  # the database is away; it is drawn when that is back
        except Exception as fault:  # whatever went wrong with one paper is told to who waits for it, and stops no other
            LOG.exception("paper not drawn", extra={"paper": paper.key})
            reason = fault.reason if isinstance(fault, NotDrawn) else type(fault).__name__
            await self._not_drawn(paper, reason)
            return
        self._failed.pop(paper.key, None)
        await self.performer.perform(Tick("paper", paper.key), lambda work, _: paper.drawn(work, papers, remarks))
        await self.troubles.ended("papers")
        if broken:
            await self._template_failed(document, broken[0])

    async def _not_drawn(self, paper: Drawing, reason: str) -> None:
        """Told at the first time; what was released is tried again and again."""
        if paper.key not in self._failed:
            key = paper.key if paper.is_wish else f"{paper.key}:failed"
            await self.performer.perform(Tick("paper", key), lambda work, _: paper.not_drawn(work, reason))
            await self.troubles.raised("papers", line("Papers cannot be drawn: {reason}", reason=reason))
        if not paper.is_wish:
            self._failed[paper.key] = time.monotonic() + _TRIES_AGAIN

    async def _made(self, wish: Making) -> None:
        """A file that is no paper: tried once, and who waits is told what came of it."""
        tick = Tick("making", wish.key)
        try:
            files = await asyncio.to_thread(self._kept_files, wish)
        except OperationalError:
            raise  # the database is away; it is made when that is back
        except Exception as fault:  # whatever went wrong with one file is told to who waits for it, and stops no other
            LOG.exception("file not made", extra={"paper": wish.key})
            reason = fault.reason if isinstance(fault, NotDrawn) else type(fault).__name__
            await self.performer.perform(tick, lambda work, _: wish.not_made(work, reason))
            return
        await self.performer.perform(tick, lambda work, _: wish.made(work, files))

    def _kept_files(self, wish: Making) -> tuple[StoredFile, ...]:
        blobs = self.performer.blobs
        blobs.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=blobs.folder, prefix=".making-") as folder:
            return tuple(self._stored(each) for each in wish.make(Bench(blobs.load, Path(folder))))

    def _stored(self, file: MadeFile) -> StoredFile:
        blobs, content = self.performer.blobs, file.content
        if isinstance(content, Path):
            sha256, size = blobs.keep_file(content)
        else:
            sha256, size = blobs.keep(content), len(content)
        return StoredFile(file.name, file.content_type, size, sha256, is_picture=file.is_picture)

    def _kept(self, document: Document, paper: Drawing) -> tuple[Filed, tuple[Line, ...], tuple[str, ...]]:
        """The files in the store, what is to be said of them, and why the company's template was not used."""
        load = self.performer.blobs.load
        words, name = document.paper(paper.value), document.file_name(paper.value)
        pdf = as_pdf(document.template, words, self.stationery, load)
        files = [("pdf", pdf.files[0]), ("xlsx", as_workbook(words, self.stationery, load).files[0])]
        if paper.is_wish:
            first = as_pictures(document.template, words, self.stationery, load).files[0]
            files.insert(0, (PICTURE, first))
        stored = self.performer.blobs.keep_all([content for _, content in files])
        told = [
            (form, paper.language, sha256, len(content), f"{name}.{form}")
            for (form, content), sha256 in zip(files, stored, strict=True)
        ]
        return told, (*pdf.remarks, *paper.gaps), pdf.broken

    async def _looked_at(self, document: Document) -> None:
        """A template of the company's own is tried when it is new: a broken one is not used, and told of (where, why)."""
        stamps = self.stationery.stamps()
        if self._tried.get(document.name) == stamps:
            return
        self._tried[document.name] = stamps
        fault = await asyncio.to_thread(template_fault, document, self.stationery)
        if fault:
            await self._template_failed(document, fault)
        else:
            await self.troubles.ended(_trouble(document))

    async def _template_failed(self, document: Document, fault: str) -> None:
        LOG.warning("template not used", extra={"template": document.name, "reason": fault})
        fault = fault.removeprefix(f"{self.stationery.folder}/")
        words = line("The company's template of {document} is broken: {reason}", document=document.name, reason=fault)
        advice = line(
            "Papers are drawn with ours until it is mended. Try it: {example}",
            example=f"infodesk documents preview {document.name}",
        )
        await self.troubles.raised(_trouble(document), words, advice)


def _trouble(document: Document) -> str:
    return f"template:{document.name}"


def _to_make(session: Session, now: datetime) -> Sequence[Making]:
    return wish_making.makings(session, policy_at(session, now))


def _to_draw(session: Session, now: datetime) -> list[Drawing]:
    policy = policy_at(session, now)
    found = [each for drawer in DRAWERS for each in drawer(session, policy)]
    return sorted(found, key=lambda each: each.is_wish)
