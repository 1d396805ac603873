"""The child that draws: it has little memory and time, writes no file, asks no network, and ends with its parent."""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import struct
from functools import lru_cache
from typing import Any, BinaryIO

import typst

MEMORY = 2_000_000_000
"""Bytes of address space; a paper that wants more is not drawn."""
IDLE = 900.0
"""Seconds without a question after which it ends by itself and gives its memory back."""
NOWHERE = "/nonexistent"
_LENGTH = struct.Struct(">I")


def main(fonts: str) -> None:
    """Draws what is asked on standard input until it is closed: that is how the child learns of its parent's end."""
    _bounded()
    ask, tell = os.fdopen(os.dup(0), "rb", buffering=0), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDWR), 1)
    _fonts((fonts,))
    _tell(tell, {}, [])
    while question := _question(ask):
        _timed(question["seconds"])
        _tell(tell, *_answer(question))
        signal.setitimer(signal.ITIMER_REAL, 0)


def _answer(question: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
    """What is told of it, and the paper: one file, or a picture of each page."""
    try:
        drawn = typst.compile(
            {name: text.encode() for name, text in question["sources"].items()},
            root=question["root"],
            font_paths=_fonts(tuple(question["fonts"])),
            format=question["form"],
            ppi=question["ppi"],
            sys_inputs={"facts": _json(question["facts"])},
            timestamp=question["born"],
            package_path=NOWHERE,
            package_cache_path=NOWHERE,
        )
    except MemoryError:
        return {"fault": "it takes more memory than it gets"}, []
    except typst.TypstError as fault:
        return {"fault": fault.message, "diagnostic": fault.diagnostic}, []
    except (RuntimeError, OSError, ValueError) as fault:
        return {"fault": str(fault)}, []
    return {}, [drawn] if isinstance(drawn, bytes) else list(drawn or [])


def _json(facts: Any) -> str:
    """As typst reads it: half a character is none."""
    return json.dumps(facts, ensure_ascii=False).encode("utf-8", "replace").decode()


@lru_cache(maxsize=4)
def _fonts(folders: tuple[str, ...]) -> Any:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders))


def _bounded() -> None:
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard),) * 2)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)


def _timed(seconds: float) -> None:
    """So much of the processor and of the clock; unanswered, a signal ends us: the parent may be gone."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    most = int(used.ru_utime + used.ru_stime + seconds * 2) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    signal.setitimer(signal.ITIMER_REAL, seconds + 2)


def _question(ask: BinaryIO) -> dict[str, Any] | None:
    if not select.select([ask], [], [], IDLE)[0]:
        return None
    length = _exactly(ask, _LENGTH.size)
    if len(length) < _LENGTH.size:
        return None
    question: dict[str, Any] = json.loads(_exactly(ask, _LENGTH.unpack(length)[0]))
    return question


def _exactly(ask: BinaryIO, octets: int) -> bytes:
    pieces: list[bytes] = []
    while octets and (piece := ask.read(octets)):
        pieces.append(piece)
        octets -= len(piece)
    return b"".join(pieces)


def _tell(tell: BinaryIO, words: dict[str, Any], files: list[bytes]) -> None:
    head = json.dumps(words | {"sizes": [len(each) for each in files]}).encode()
    tell.write(_LENGTH.pack(len(head)) + head)
    for each in files:
        tell.write(each)
    tell.flush()
