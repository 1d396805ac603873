"""The child that reads letters: it has little memory and time, writes no file, and ends with its parent."""

from __future__ import annotations

import json
import os
import resource
import signal
import struct
from pathlib import Path
from typing import Any, BinaryIO

from mail.read import read_letter
from rules.letter import Letter, Ours
from rules.letter_plain import to_plain

MEMORY = 1_500_000_000
"""Bytes of address space; a letter that wants more is unreadable."""
_LARGE = 20_000_000
"""Bytes of a letter after which a child makes room for a fresh one: it does not give all memory back."""
_LENGTH = struct.Struct(">I")
_HEAD = struct.Struct(">I?")
_WARMING = (
    b"From: Eva <eva@kunde.example>\nSubject: Price\n\n"
    b"Please quote 5 pcs.\n\nRegards\nEva\nTel +34 600 000 000\nSpain\n"
)


def main() -> None:
    """Reads letters from standard input until it is closed: that is how the child learns of its parent's end."""
    _bounded()
    ask, tell = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDWR), 1)
    read_letter(_WARMING, Ours())
    _tell(tell, b"ready", False)
    ours = Ours()
    while question := _question(ask):
        if "ours" in question:
            ours = Ours(**{name: frozenset(values) for name, values in question["ours"].items()})
        raw = ask.read(question["size"]) if question["size"] >= 0 else None  # None: it is in a file
        signal.setitimer(
            signal.ITIMER_REAL, question["seconds"] + 2
        )  # unanswered, SIGALRM ends us: the parent may be gone
        answer, last = _answer(raw, question.get("path", ""), ours)
        _tell(tell, answer, last)
        signal.setitimer(signal.ITIMER_REAL, 0)
        if last:
            return


def _answer(raw: bytes | None, path: str, ours: Ours) -> tuple[bytes, bool]:
    """The answer, and whether this child had better end with it."""
    try:
        letter: Letter = read_letter(raw if raw is not None else Path(path).read_bytes(), ours)
        return json.dumps(to_plain(letter)).encode(), letter.size > _LARGE
    except MemoryError:
        return b'{"unreadable": "reading it takes more memory than a reader has"}', True
    except OSError as fault:
        return json.dumps({"unreadable": f"its file cannot be read: {fault.strerror}"}).encode(), False


def _bounded() -> None:
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard),) * 2)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)


def _question(ask: BinaryIO) -> dict[str, Any] | None:
    length = ask.read(_LENGTH.size)
    if len(length) < _LENGTH.size:
        return None
    question: dict[str, Any] = json.loads(ask.read(_LENGTH.unpack(length)[0]))
    return question


def _tell(tell: BinaryIO, answer: bytes, last: bool) -> None:
    tell.write(_HEAD.pack(len(answer), last))
    tell.write(answer)
    tell.flush()
