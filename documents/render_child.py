"""The child that draws: it has little memory and time, writes no file, asks no network, and ends with its picture."""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from pathlib import Path

import typst

MEMORY = 2_000_000_000
"""Bytes of address space; a picture that wants more is not drawn."""
PIXELS_PER_INCH = 144
"""Two pixels a point: a page of 540 points is 1080 pixels wide."""
_BORN = 1_700_000_000
"""The instant that is written into what is drawn, always the same, so that equal facts make equal bytes."""
_TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


def main() -> None:
    """Reads the question from standard input and writes the picture to standard output; a fault's words to standard error."""
    question = json.loads(sys.stdin.buffer.read())
    _bounded(question["seconds"])
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[os.fspath(_TEMPLATES / "fonts")]
    )
    try:
        picture = typst.compile(
            os.fspath(_TEMPLATES / f"{question['template']}.typ"),
            root=os.fspath(_TEMPLATES),
            font_paths=fonts,
            format="png",
            ppi=PIXELS_PER_INCH,
            sys_inputs={"facts": json.dumps(question["facts"])},
            timestamp=_BORN,
        )
    except (typst.TypstError, RuntimeError, OSError) as fault:
        sys.exit(f"typst: {fault}")
    if not isinstance(picture, bytes):
        sys.exit("typst: it is not one page")
    sys.stdout.buffer.write(picture)


def _bounded(seconds: float) -> None:
    """Little memory and processor time, no file, no core; unanswered, SIGALRM ends it: the parent may be gone."""
    processor = int(seconds) + 2
    limits = (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, processor),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    )
    for what, most in limits:
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard),) * 2)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.setitimer(signal.ITIMER_REAL, seconds + 2)
