"""Which characters can be printed: the fonts that come with infodesk, those of the company, and Noto's of the machine.

A character that no font has is never an empty box: it is printed as UNKNOWN, and whoever asked for the paper hears of it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from documents.press import FONTS

UNKNOWN = "?"
"""Stands for a character that no font can draw."""
SYSTEM = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
"""Where a machine keeps its fonts; of them only Noto's are used, and only for what ours do not have."""
_NOTO = re.compile(r"Noto(Sans|Serif|Kufi|Naskh|Emoji|Music).*-(Regular|VF)\.(ttf|otf|ttc)|NotoEmoji-Regular\.ttf")
_KINDS = frozenset({".otf", ".ttf", ".ttc"})
_UNPRINTED = re.compile("[\u200b-\u200d\u2060]")
SCRIPTS: tuple[tuple[str, str], ...] = (
    ("Latin", "Añ"),
    ("Vietnamese", "ệ"),
    ("Greek", "Ω"),
    ("Cyrillic", "Ж"),
    ("Chinese", "报貨"),
    ("Japanese", "あカ"),
    ("Korean", "한뷁"),
    ("Arabic", "عپ"),
    ("Hebrew", "ש"),
    ("Thai", "ไ"),
    ("Devanagari", "ह"),
    ("Bengali", "ব"),
    ("Tamil", "த"),
    ("Telugu", "త"),
    ("Gujarati", "ગ"),
    ("Gurmukhi", "ਪ"),
    ("Kannada", "ಕ"),
    ("Malayalam", "മ"),
    ("Sinhala", "ස"),
    ("Lao", "ລ"),
    ("Khmer", "ក"),
    ("Burmese", "မ"),
    ("Georgian", "ქ"),
    ("Armenian", "Հ"),
    ("Ethiopic", "አ"),
)
"""Scripts in which a customer may write his name, each with letters that a font for it has."""


def folders_for(text: str, own: Path | None = None) -> tuple[str, ...]:
    """The folders of fonts that the text needs: ours, the company's, and the machine's only for what those have not."""
    known = [FONTS, *([own] if own is not None and own.is_dir() else [])]
    rest = _lacking(text, known)
    return tuple(os.fspath(each) for each in (*known, *(_of_the_machine(rest) if rest else ())))


def without_glyph(text: str, own: Path | None = None) -> str:
    """The characters of the text that nothing here can draw, each once, in order: they would be boxes."""
    known = [FONTS, *([own] if own is not None and own.is_dir() else [])]
    rest = _lacking(text, known)
    if not rest:
        return ""
    found = {point for file in noto_files() if (points := _points_of(file, _stamp(file))) for point in points}
    return "".join(sorted(each for each in rest if ord(each) not in found))


def printable(text: str, unprinted: str) -> str:
    """The text with UNKNOWN in the place of each of those characters."""
    return "".join(UNKNOWN if each in unprinted else each for each in text) if unprinted else text


def missing_scripts(own: Path | None = None) -> tuple[str, ...]:
    """The scripts of SCRIPTS that cannot be printed on this machine."""
    return tuple(name for name, letters in SCRIPTS if without_glyph(letters, own))


def covered() -> frozenset[int]:
    """The code points that our own fonts can draw."""
    return _covered_in(os.fspath(FONTS), _stamp(FONTS))


def font_files(folder: Path = FONTS) -> tuple[Path, ...]:
    return tuple(sorted(each for each in folder.rglob("*") if each.suffix.lower() in _KINDS and each.is_file()))


def noto_files() -> tuple[Path, ...]:
    """Noto's regular fonts on this machine, if there are any (Debian: fonts-noto)."""
    return _noto_files(tuple((os.fspath(each), _stamp(each)) for each in SYSTEM))


@lru_cache(maxsize=2)
def _noto_files(folders: tuple[tuple[str, int], ...]) -> tuple[Path, ...]:
    found = (file for folder, there in folders if there for file in font_files(Path(folder)))
    return tuple(file for file in found if _NOTO.fullmatch(file.name))


def _lacking(text: str, folders: Iterable[Path]) -> set[str]:
    signs = {each for each in _UNPRINTED.sub("", text) if not each.isspace()}
    for folder in folders:
        known = _covered_in(os.fspath(folder), _stamp(folder))
        signs = {each for each in signs if ord(each) not in known}
    return signs


def _of_the_machine(signs: set[str]) -> Sequence[Path]:
    """The folders of the machine's fonts that have some of these characters."""
    found = {file.parent for file in noto_files() if any(ord(each) in _points_of(file, _stamp(file)) for each in signs)}
    return sorted(found)


@lru_cache(maxsize=8)
def _covered_in(folder: str, stamp: int) -> frozenset[int]:
    return frozenset(point for file in font_files(Path(folder)) for point in _points_of(file, _stamp(file)))


@lru_cache(maxsize=1024)
def _points_of(file: Path, stamp: int) -> frozenset[int]:
    """None of a file that is no font."""
    try:
        return code_points(file.read_bytes())
    except (OSError, ValueError, IndexError):
        return frozenset()


def _stamp(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def code_points(font: bytes) -> frozenset[int]:
    """The code points in an OpenType font's own table of characters (cmap, formats 4 and 12); of a collection, the first's."""
    begin = _number(font, 12, 4) if font[:4] == b"ttcf" else 0
    start = _table(font, begin, b"cmap")
    points: set[int] = set()
    for index in range(_number(font, start + 2, 2)):
        subtable = start + _number(font, start + 4 + 8 * index + 4, 4)
        match _number(font, subtable, 2):
            case 4:
                points |= _segments(font, subtable)
            case 12:
                points |= _groups(font, subtable)
    return frozenset(points)


def _table(font: bytes, begin: int, tag: bytes) -> int:
    for index in range(_number(font, begin + 4, 2)):
        record = begin + 12 + 16 * index
        if font[record : record + 4] == tag:
            return _number(font, record + 8, 4)
    raise ValueError(f"the font has no table {tag!r}")


def _segments(font: bytes, at: int) -> set[int]:
    double = _number(font, at + 6, 2)
    ends, starts = at + 14, at + 16 + double
    pairs = [(_number(font, starts + each, 2), _number(font, ends + each, 2)) for each in range(0, double, 2)]
    return {point for first, last in pairs for point in range(first, last + 1)} - {0xFFFF}


def _groups(font: bytes, at: int) -> set[int]:
    found: set[int] = set()
    for index in range(_number(font, at + 12, 4)):
        group = at + 16 + 12 * index
        found.update(range(_number(font, group, 4), _number(font, group + 4, 4) + 1))
    return found


def _number(font: bytes, at: int, size: int) -> int:
    return int.from_bytes(font[at : at + size], "big")
