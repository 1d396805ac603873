"""Pictures and papers drawn by typst from templates/, each in a child with little memory and time; same facts, same bytes.

What people wrote reaches a template as a value only and is printed as it is (T20). Never inside a transaction.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

from rules.visible import visible

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
FONTS = TEMPLATES / "fonts"
SECONDS = 20.0
"""How long drawing may take; a week's picture takes about half a second, starting the child included."""
_BEGIN = "import sys; sys.path.insert(0, sys.argv[1]); from documents.render_child import main; main()"
_REASON = 300
_PNG = b"\x89PNG\r\n\x1a\n"


class NotDrawn(Exception):
    """Drawing failed, or took more time or memory than it gets; the reason is for administrators."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def drawn(template: str, facts: dict[str, Any], seconds: float = SECONDS) -> bytes:
    """The PNG (1080 pixels wide) that the template of that name draws of these facts. Blocks; raises NotDrawn."""
    question = json.dumps({"template": template, "facts": harmless(facts), "seconds": seconds}).encode()
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", _BEGIN, os.fspath(TEMPLATES.parent)],
            input=question,
            capture_output=True,
            timeout=seconds,
            cwd="/",
            start_new_session=True,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NotDrawn(f"drawing it took longer than {seconds:g} s") from None
    except OSError as fault:
        raise NotDrawn(f"no child could be started: {fault.strerror}") from None
    if done.returncode or not done.stdout.startswith(_PNG):
        raise NotDrawn(_last_words(done))
    return done.stdout


def harmless(facts: Any) -> Any:
    """The facts without characters that cannot be seen or that turn the reading order, on any depth (T14)."""
    match facts:
        case str():
            return visible(facts)
        case dict():
            return {name: harmless(each) for name, each in facts.items()}
        case list() | tuple():
            return [harmless(each) for each in facts]
    return facts


def without_glyph(text: str) -> str:
    """The characters of the text that no font of ours can draw, each once: they would be boxes."""
    known = covered()
    return "".join(sorted({each for each in text if not each.isspace() and ord(each) not in known}))


@lru_cache(maxsize=1)
def covered() -> frozenset[int]:
    """The code points that our fonts can draw."""
    return frozenset(point for file in font_files() for point in code_points(file.read_bytes()))


def font_files() -> tuple[Path, ...]:
    return tuple(sorted(each for each in FONTS.iterdir() if each.suffix in {".otf", ".ttf"}))


def code_points(font: bytes) -> frozenset[int]:
    """The code points in an OpenType font's own table of characters (cmap, formats 4 and 12)."""
    start = _table(font, b"cmap")
    points: set[int] = set()
    for index in range(_number(font, start + 2, 2)):
        subtable = start + _number(font, start + 4 + 8 * index + 4, 4)
        match _number(font, subtable, 2):
            case 4:
                points |= _segments(font, subtable)
            case 12:
                points |= _groups(font, subtable)
    return frozenset(points)


def _table(font: bytes, tag: bytes) -> int:
    for index in range(_number(font, 4, 2)):
        record = 12 + 16 * index
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


def _last_words(done: subprocess.CompletedProcess[bytes]) -> str:
    if done.returncode < 0:
        return f"drawing it ended with signal {-done.returncode}"
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:_REASON] if lines else f"drawing it ended with exit code {done.returncode}"
