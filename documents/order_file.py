"""The file of an order as zip archives with an index: every document under a safe name, the same bytes for the same documents."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from documents.sheets import write_table
from documents.wrapping import legible

LARGEST = 45_000_000
"""Octets of documents in one archive: what a chat carries."""
_DATED = (1980, 1, 1, 0, 0, 0)
_BORN = datetime(2020, 1, 1, tzinfo=UTC)
_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_LONGEST = 90


@dataclass(frozen=True, slots=True)
class Document:
    """One document. `sha256` is empty where only number and date are known; `folder` is one of ours, `name` may be anybody's."""

    folder: str
    kind: str
    """What it is, in words."""
    number: str
    on: date | None
    name: str = ""
    sha256: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class OrderFile:
    """What goes into the archives. `above` stands over the index, `columns` are its heads, `missing` what the file lacks."""

    name: str
    documents: tuple[Document, ...]
    above: tuple[str, ...]
    columns: tuple[str, ...]
    missing_head: str = ""
    missing: tuple[str, ...] = ()
    not_there: str = "-"
    """What stands in the place of a file that is not there."""


@dataclass(slots=True)
class _Placed:
    document: Document
    path: str
    part: int = 0
    lost: bool = field(default=False)


def archived(told: OrderFile, load: Callable[[str], bytes], folder: Path, largest: int = LARGEST) -> list[Path]:
    """Writes the archives, as few as hold everything with at most so many octets each; the index is in the first one.

    A file that is not in the store stands in the index as such and keeps no other from being there.
    """
    placed = list(_placed(told.documents))
    parts = _parted(placed, largest)
    paths = []
    for number in range(1, parts + 1):
        path = folder / (f"{told.name}.zip" if parts == 1 else f"{told.name}-{number}-of-{parts}.zip")
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for each in placed:
                if each.part == number:
                    _put(archive, each, load)
        paths.append(path)
    with zipfile.ZipFile(paths[0], "a", zipfile.ZIP_DEFLATED) as archive:
        _write(archive, "index.txt", _index_text(told, placed).encode())
        _write(archive, "index.xlsx", _index_sheet(told, placed, folder))
    return paths


def safe_name(name: str, otherwise: str) -> str:
    """A file's name that is one on every system: no path, no sign that cannot be seen, not too long, its ending kept."""
    seen = unicodedata.normalize("NFC", legible(" ".join(name.split()), 400))
    told = _UNSAFE.sub("_", seen).strip(" .")
    if _RESERVED.match(told):
        told = f"_{told}"
    stem, dot, ending = told.rpartition(".")
    if dot and 0 < len(ending) <= 8 and stem:
        return f"{_cut(stem, _LONGEST)}.{ending}"
    return _cut(told, _LONGEST) or otherwise


def _cut(text: str, longest: int) -> str:
    """At most so many characters and, for file systems, twice as many octets."""
    while len(text) > longest or len(text.encode()) > 2 * longest:
        text = text[:-1]
    return text.rstrip(" .")


def _placed(documents: Iterable[Document]) -> Iterator[_Placed]:
    """Each document with its path; the second one of a name gets a number."""
    taken: set[str] = set()
    for number, each in enumerate(documents, start=1):
        if not each.sha256:
            yield _Placed(each, "")
            continue
        name = safe_name(each.name, f"document-{number}")
        stem, dot, ending = name.rpartition(".")
        path, again = f"{each.folder}/{name}", 2
        while path.casefold() in taken:
            path = f"{each.folder}/{stem}-{again}.{ending}" if dot else f"{each.folder}/{name}-{again}"
            again += 1
        taken.add(path.casefold())
        yield _Placed(each, path)


def _parted(placed: Sequence[_Placed], largest: int) -> int:
    """Puts each document into a part, in their order; returns how many parts there are."""
    part, filled = 1, 0
    for each in placed:
        if not each.path:
            continue
        if filled and filled + each.document.size > largest:
            part, filled = part + 1, 0
        each.part, filled = part, filled + each.document.size
    return part


def _put(archive: zipfile.ZipFile, each: _Placed, load: Callable[[str], bytes]) -> None:
    try:
        content = load(each.document.sha256)
    except (OSError, ValueError):
        each.lost = True
        return
    _write(archive, each.path, content)


def _write(archive: zipfile.ZipFile, path: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(path, _DATED)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content)


def _rows(told: OrderFile, placed: Iterable[_Placed]) -> list[tuple[str, ...]]:
    return [
        (
            f"{number}",
            each.document.kind,
            legible(" ".join(each.document.number.split()), 80),
            each.document.on.isoformat() if each.document.on else "",
            each.path if each.path and not each.lost else told.not_there,
        )
        for number, each in enumerate(placed, start=1)
    ]


def _index_text(told: OrderFile, placed: Sequence[_Placed]) -> str:
    lines = [*told.above, "", "  ".join(told.columns)]
    lines += ["  ".join(each or "-" for each in row) for row in _rows(told, placed)]
    if told.missing:
        lines += ["", told.missing_head, *(f"- {each}" for each in told.missing)]
    return "\r\n".join(lines) + "\r\n"


def _index_sheet(told: OrderFile, placed: Sequence[_Placed], folder: Path) -> bytes:
    file = folder / "index.xlsx"
    marks = [*told.above, *([f"{told.missing_head} {', '.join(told.missing)}"] if told.missing else [])]
    write_table(file, "xlsx", marks, told.columns, _rows(told, placed), "UTC", _BORN)
    return file.read_bytes()
