"""How long the file of an order takes: 40 documents, drawn papers and scans of a megabyte, as one zip with its index (R174)."""

from __future__ import annotations

import random
import time
from datetime import date
from pathlib import Path

from documents.catalogue import BY_NAME
from documents.order_file import Document, OrderFile, archived
from documents.press import PRESS
from documents.printing import as_pdf, as_workbook
from documents.stationery import Stationery
from documents.trade_samples import trade_sheet
from rules.trade_paper import Kind
from storage.blobs import Blobs

SCANS, OCTETS = 20, 1_000_000


def measured(folder: Path) -> dict[str, float]:
    """Seconds of making the archive out of stored files, and with the drawing of its twenty papers before."""
    blobs = Blobs(folder / "store")
    blobs.folder.mkdir(parents=True, exist_ok=True)
    began = time.perf_counter()
    documents = [*_papers(blobs)]
    drawn = time.perf_counter() - began
    PRESS.close()
    documents += _scans(blobs)
    told = OrderFile("order-88", tuple(documents), ("File of order 88",), ("No.", "document", "number", "date", "file"))
    began = time.perf_counter()
    (archive,) = archived(told, blobs.load, folder)
    _, octets = blobs.keep_file(archive)
    seconds = time.perf_counter() - began
    return {"documents": len(documents), "seconds": seconds, "whole": seconds + drawn, "octets": octets}


def _papers(blobs: Blobs) -> list[Document]:
    found = []
    for kind in Kind:
        document, sheet = BY_NAME[str(kind)], trade_sheet(kind, "en+zh")
        paper = document.paper(sheet)
        files = {
            "pdf": as_pdf(document.template, paper, Stationery(), _none).files[0],
            "xlsx": as_workbook(paper, Stationery(), _none).files[0],
        }
        for form, content in files.items():
            name = f"{document.file_name(sheet)}.{form}"
            found.append(Document("5-shipment", kind, sheet.number, sheet.on, name, blobs.keep(content), len(content)))
    return found


def _scans(blobs: Blobs) -> list[Document]:
    """Photographs do not get smaller in an archive: random octets stand for them."""
    chance = random.Random(88)
    contents = [chance.randbytes(OCTETS) for _ in range(SCANS)]
    return [
        Document("8-other", "scan", f"{number}", date(2026, 5, 6), f"scan {number}.jpg", blobs.keep(content), OCTETS)
        for number, content in enumerate(contents, start=1)
    ]


def _none(sha256: str) -> bytes:
    raise FileNotFoundError(sha256)
