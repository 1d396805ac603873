"""A paper printed: as PDF, as pictures of its pages, as workbook; with what could not be shown, so that nothing is lost silently.

Never inside a transaction: it takes a tenth of a second, and a child that may die of it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from documents.fonts import UNKNOWN, folders_for, without_glyph
from documents.paper import Paper, plain
from documents.pictures import NoPicture, kind_of, size_of
from documents.press import FONTS, PRESS, SECONDS, Drawing, NotDrawn
from documents.stationery import Stationery
from documents.workbook import workbook_of
from rules.words import Line, line

Load = Callable[[str], bytes]
"""The bytes of a picture in the store, by its SHA-256."""
SCREEN = 110.0
"""Pixels an inch of a page that is looked at."""
_THUMB = (
    "#set page(width: {width}pt, height: {height}pt, margin: 0pt, fill: white)\n"
    '#image("{name}", width: 100%, height: 100%, fit: "contain")'
)
_SMALL, _LARGE = (72, 57, 288.0), (240, 176, 216.0)
"""Width and height in points, pixels an inch: of a product's picture in a table, of a photo of an inspection."""


@dataclass(frozen=True, slots=True)
class Printed:
    """The files of one paper. `remarks` say what is not as it should be: for who asked, and for administrators."""

    files: tuple[bytes, ...]
    remarks: tuple[Line, ...] = ()
    broken: tuple[str, ...] = ()
    """The reasons why a template of the company's own was not used."""


def as_pdf(template: str, paper: Paper, stationery: Stationery, load: Load) -> Printed:
    """One PDF. Blocks; raises NotDrawn where not even the template that comes with infodesk can be drawn."""
    return _printed(template, paper, stationery, load, "pdf", 144.0)


def as_pictures(template: str, paper: Paper, stationery: Stationery, load: Load, ppi: float = SCREEN) -> Printed:
    """A PNG of each page."""
    return _printed(template, paper, stationery, load, "png", ppi)


def as_workbook(paper: Paper, stationery: Stationery, load: Load) -> Printed:
    """One xlsx; a logo as SVG, or one that is no picture, is left out of it."""
    logo = stationery.logo
    content = logo.read_bytes() if logo is not None and logo.suffix != ".svg" else b""
    return Printed((workbook_of(paper, content if min(size_of(content)) > 0 else b"", _thumbs(paper, load)),))


def fault_of(template: str, paper: Paper, stationery: Stationery) -> str:
    """Why the company's own template cannot be used, with file, line and column; empty where it can, or there is none."""
    if not stationery.is_own(template):
        return ""
    try:
        _drawn(template, paper, stationery, {}, "pdf", 72.0, built_in=False)
    except NotDrawn as fault:
        return _told(fault, template, stationery)
    return ""


def _printed(template: str, paper: Paper, stationery: Stationery, load: Load, form: str, ppi: float) -> Printed:
    """With the company's template; if that fails with ours; if that fails without its logo and stamp."""
    thumbs = _thumbs(paper, load)
    lost = [line("A picture cannot be shown: it is broken, or of no kind that is printed.")] * (
        len(thumbs) < len(paper.pictures)
    )
    paper, signs = _legible(paper, stationery)
    if signs:
        lost.append(
            line("No font here can print {signs}: they stand as {unknown}.", signs=" ".join(signs), unknown=UNKNOWN)
        )
    broken: list[str] = []
    if stationery.is_own(template):
        try:
            files = _drawn(template, paper, stationery, thumbs, form, ppi, built_in=False)
            return Printed(tuple(files), tuple(lost))
        except NotDrawn as fault:
            broken.append(_told(fault, template, stationery))
    try:
        files = _drawn(template, paper, stationery, thumbs, form, ppi, built_in=True)
    except NotDrawn as fault:
        if stationery.logo is None and stationery.stamp is None:
            raise
        files = _drawn(template, paper, Stationery(), thumbs, form, ppi, built_in=True)
        lost.append(line("The logo or the stamp cannot be printed: {reason}", reason=fault.reason))
    return Printed(tuple(files), tuple(lost), tuple(broken))


def _told(fault: NotDrawn, template: str, stationery: Stationery) -> str:
    if not fault.where:
        return fault.reason
    return f"{stationery.place(fault.where, template)}: {fault.reason.removeprefix(f'{fault.where}: ')}"


def _drawn(
    template: str,
    paper: Paper,
    stationery: Stationery,
    thumbs: dict[str, bytes],
    form: str,
    ppi: float,
    *,
    built_in: bool,
) -> list[bytes]:
    logo, stamp = stationery.logo, stationery.stamp if paper.is_stamped else None
    names = {sha256: f"{sha256[:32]}.png" for sha256 in thumbs}
    facts = plain(paper, names, f"logo{logo.suffix}" if logo else "", f"stamp{stamp.suffix}" if stamp else "")
    sources = stationery.sources(template, built_in=built_in)
    fonts = _fonts(paper, stationery)
    if logo is None and stamp is None and not thumbs:
        return PRESS.drawn(Drawing(sources, facts, form, ppi, fonts=fonts), SECONDS)
    with tempfile.TemporaryDirectory(prefix="infodesk-paper-") as folder:
        for sha256, name in names.items():
            (Path(folder) / name).write_bytes(thumbs[sha256])
        for file, name in ((logo, facts["logo"]), (stamp, facts["stamp"])):
            if file is not None:
                (Path(folder) / name).write_bytes(file.read_bytes())
        return PRESS.drawn(Drawing(sources, facts, form, ppi, folder, fonts), SECONDS)


def _fonts(paper: Paper, stationery: Stationery) -> tuple[str, ...]:
    return folders_for("".join(sorted(set("".join(_texts(paper))))), stationery.fonts)


def _legible(paper: Paper, stationery: Stationery) -> tuple[Paper, str]:
    """The paper with a sign in the place of each character that nothing can draw, and those characters."""
    signs = without_glyph("".join(set("".join(_texts(paper)))), stationery.fonts)
    if not signs:
        return paper, ""
    table = {ord(each): UNKNOWN for each in signs}
    replaced: Paper = _translated(paper, table)
    return replaced, signs


def _texts(value: Any) -> list[str]:
    """Every text in it."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for each in value for text in _texts(each)]
    if hasattr(value, "__dataclass_fields__"):
        return [text for name in value.__dataclass_fields__ for text in _texts(getattr(value, name))]
    return []


def _translated(value: Any, table: dict[int, str]) -> Any:
    if isinstance(value, str):
        return value.translate(table)
    if isinstance(value, tuple):
        return tuple(_translated(each, table) for each in value)
    if hasattr(value, "__dataclass_fields__"):
        return replace(value, **{name: _translated(getattr(value, name), table) for name in value.__dataclass_fields__})
    return value


def _thumbs(paper: Paper, load: Load) -> dict[str, bytes]:
    """The paper's pictures as small PNG files; without those that are not there, or no pictures."""
    found: dict[str, bytes] = {}
    for sha256 in paper.pictures:
        try:
            found[sha256] = _thumb(sha256, load, _LARGE if sha256 in paper.photos else _SMALL)
        except (NotDrawn, NoPicture, OSError, ValueError):
            continue
    return found


def _thumb(sha256: str, load: Load, size: tuple[int, int, float]) -> bytes:
    """Drawn by the press, too: a hostile picture costs its child the life and nothing else."""
    width, height, ppi = size
    if (sha256, width) not in _THUMBS:
        content = load(sha256)
        name = f"picture.{kind_of(content)}"
        source = _THUMB.format(name=name, width=width, height=height)
        with tempfile.TemporaryDirectory(prefix="infodesk-picture-") as folder:
            (Path(folder) / name).write_bytes(content)
            drawing = Drawing({"main.typ": source}, {}, "png", ppi, folder, (str(FONTS),))
            drawn = PRESS.drawn(drawing, SECONDS)
        if len(_THUMBS) >= 512:
            _THUMBS.clear()
        _THUMBS[sha256, width] = drawn[0]
    return _THUMBS[sha256, width]


_THUMBS: dict[tuple[str, int], bytes] = {}
