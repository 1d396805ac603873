"""A reading child that dies of some letters, as a fault in a parser or the system's memory guard would let it die (F35).

A letter says by its header what happens: `X-Dies: segfault`, `X-Dies: killed` or `X-Dies: memory`.
"""

from __future__ import annotations

import ctypes
import os
import re
import signal
from collections.abc import Callable

from mail import reader_child
from mail.read import read_letter
from rules.letter import Letter, Ours

BEGIN = "import sys; sys.path.insert(0, sys.argv[1]); from tests.faults.deadly_reader import main; main()"
"""What a service begins its readers with, in place of `mail.reader._BEGIN`."""
_DEATH = re.compile(rb"^X-Dies: (\w+)", re.MULTILINE)
DEATHS: dict[bytes, Callable[[], object]] = {
    b"segfault": lambda: ctypes.string_at(0),
    b"killed": lambda: os.kill(os.getpid(), signal.SIGKILL),
    b"memory": lambda: bytearray(2 * reader_child.MEMORY),
}


def main() -> None:
    reader_child.read_letter = _read  # type: ignore[attr-defined]
    reader_child.main()


def _read(raw: bytes, ours: Ours) -> Letter:
    if death := _DEATH.search(raw):
        DEATHS[death[1]]()
    return read_letter(raw, ours)
