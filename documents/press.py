"""The press: draws papers and pictures in a child that is kept warm, and that a hostile paper may kill (F35, T20).

Like the readers of letters it is bounded in memory and in time for each question, and replaced when it dies, hangs, or has
drawn its share: what it lays out stays in its memory.
"""

from __future__ import annotations

import json
import os
import queue
import select
import struct
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
FONTS = TEMPLATES / "fonts"
SECONDS = 20.0
"""How long drawing may take; a quotation of a page takes about a tenth of a second."""
BORN = 1_700_000_000
"""The instant that is written into what is drawn, always the same, so that equal facts make equal bytes."""
SHARE = 200
"""Papers after which a child makes room for a fresh one."""
_STARTING = 30.0
"""Seconds a child may take until it is ready; a busy machine starts programs slowly."""
_LENGTH = struct.Struct(">I")
_BEGIN = "import sys; sys.path.insert(0, sys.argv[1]); from documents.press_child import main; main(sys.argv[2])"
_PIECE = 1 << 20
_REASON = 300


class NotDrawn(Exception):
    """Drawing failed, or took more time or memory than it gets; the reason is for administrators.

    `where` is file:line:column of the template, empty where no template is to blame.
    """

    def __init__(self, reason: str, where: str = "") -> None:
        super().__init__(f"{where}: {reason}" if where else reason)
        self.reason = str(self)
        self.where = where


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is to be drawn: `sources` by name, main.typ first of all, `facts` as JSON can hold them, files below `root`."""

    sources: Mapping[str, str]
    facts: Any
    form: str = "pdf"
    """pdf or png."""
    ppi: float = 144.0
    root: str = os.fspath(FONTS)
    """The folder whose pictures the template may show; there are none in ours of the fonts."""
    fonts: Sequence[str] = field(default_factory=lambda: [os.fspath(FONTS)])


class Press:
    """A pool of drawing children, one unless told otherwise, started when first needed and again after a death."""

    def __init__(self, children: int = 1, share: int = SHARE) -> None:
        self._idle: queue.LifoQueue[_Child] = queue.LifoQueue()
        for _ in range(children):
            self._idle.put(_Child(share))

    def drawn(self, drawing: Drawing, seconds: float = SECONDS) -> list[bytes]:
        """The paper as one file, or the pictures of its pages. From any thread; blocks; raises NotDrawn.

        `seconds` count from when a child begins with it, not while it waits for one.
        """
        child = self._idle.get()
        try:
            return child.drawn(drawing, seconds)
        finally:
            self._idle.put(child)

    def close(self) -> None:
        """Ends the children that wait for work. The press can be used again: then it starts others."""
        waiting: list[_Child] = []
        while True:
            try:
                waiting.append(self._idle.get_nowait())
            except queue.Empty:
                break
        for each in waiting:
            each.end()
            self._idle.put(each)

    def pids(self) -> tuple[int, ...]:
        """The process ids of the children that wait for work."""
        return tuple(each.pid for each in list(self._idle.queue) if each.pid)


class _Child:
    """One drawing process and the pipes to it. Used by one thread at a time."""

    def __init__(self, share: int) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._share = share
        self._drew = 0

    @property
    def pid(self) -> int:
        return self._process.pid if self._process else 0

    def drawn(self, drawing: Drawing, seconds: float) -> list[bytes]:
        question = _question(drawing, seconds)
        used = self._drew
        try:
            return self._asked(question, drawing, seconds)
        except _Died as fault:
            if not used:
                raise NotDrawn(fault.words) from None
        try:  # it may have ended of its age or of what it drew before: a fresh one is asked once
            return self._asked(question, drawing, seconds)
        except _Died as fault:
            raise NotDrawn(fault.words) from None

    def _asked(self, question: bytes, drawing: Drawing, seconds: float) -> list[bytes]:
        process = self._alive()
        deadline = time.monotonic() + seconds
        try:
            _write(process, question, deadline)
            told, files = _answer(process, deadline)
        except TimeoutError:
            self.end()
            raise NotDrawn(f"drawing it took longer than {seconds:g} s") from None
        except (OSError, EOFError):
            raise _Died(self._last_words()) from None
        except BaseException:
            self.end()
            raise
        self._drew += 1
        if self._drew >= self._share:
            self.end()
        if "fault" in told:
            raise _fault(told)
        return files

    def end(self) -> None:
        """Kills the child and waits for it."""
        process, self._process, self._drew = self._process, None, 0
        if process is None:
            return
        process.kill()
        process.wait()
        for each in (process.stdin, process.stdout):
            if each:
                each.close()

    def _alive(self) -> subprocess.Popen[bytes]:
        """A child that is ready; one that ended while nothing was asked of it is replaced."""
        if self._process is not None and self._process.poll() is not None:
            self.end()
        if self._process is None:
            try:
                self._process = _started()
                _answer(self._process, time.monotonic() + _STARTING)
            except (OSError, EOFError, TimeoutError) as fault:
                self.end()
                raise NotDrawn(f"no child could be started: {type(fault).__name__}") from None
        return self._process

    def _last_words(self) -> str:
        process, code = self._process, None
        try:
            code = process.wait(1.0) if process else None
        except subprocess.TimeoutExpired:
            pass
        self.end()
        if code is None:
            return "its child closed its pipe"
        return f"drawing it ended with signal {-code}" if code < 0 else f"drawing it ended with exit code {code}"


class _Died(Exception):
    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def _fault(told: dict[str, Any]) -> NotDrawn:
    """What typst says, and where: its own words begin with the file, the line and the column."""
    where = ""
    for line in str(told.get("diagnostic", "")).splitlines():
        if "┌─" in line:
            where = Path(line.partition("┌─")[2].strip()).name
            break
    return NotDrawn(" ".join(str(told["fault"]).split())[:_REASON], where)


def _question(drawing: Drawing, seconds: float) -> bytes:
    question = json.dumps(
        {
            "sources": dict(drawing.sources),
            "facts": drawing.facts,
            "form": drawing.form,
            "ppi": drawing.ppi,
            "root": drawing.root,
            "fonts": list(drawing.fonts),
            "born": BORN,
            "seconds": seconds,
        }
    ).encode("utf-8", "replace")
    return _LENGTH.pack(len(question)) + question


def _started() -> subprocess.Popen[bytes]:
    """A new child: isolated from the environment's Python settings, without any of our sockets and files."""
    process = subprocess.Popen(
        [sys.executable, "-I", "-c", _BEGIN, os.fspath(TEMPLATES.parent), os.fspath(FONTS)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        close_fds=True,
        bufsize=0,
        cwd="/",
        start_new_session=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    os.set_blocking(process.stdin.fileno(), False)
    os.set_blocking(process.stdout.fileno(), False)
    return process


def _write(process: subprocess.Popen[bytes], content: bytes, deadline: float) -> None:
    assert process.stdin is not None
    fd, rest = process.stdin.fileno(), memoryview(content)
    while rest:
        try:
            rest = rest[os.write(fd, rest[:_PIECE]) :]
        except BlockingIOError:
            _wait(fd, select.POLLOUT, deadline)


def _answer(process: subprocess.Popen[bytes], deadline: float) -> tuple[dict[str, Any], list[bytes]]:
    (length,) = _LENGTH.unpack(_read(process, _LENGTH.size, deadline))
    told: dict[str, Any] = json.loads(_read(process, length, deadline))
    return told, [_read(process, size, deadline) for size in told["sizes"]]


def _read(process: subprocess.Popen[bytes], length: int, deadline: float) -> bytes:
    assert process.stdout is not None
    fd = process.stdout.fileno()
    pieces: list[bytes] = []
    while length:
        try:
            piece = os.read(fd, min(length, _PIECE))
        except BlockingIOError:
            _wait(fd, select.POLLIN, deadline)
            continue
        if not piece:
            raise EOFError
        pieces.append(piece)
        length -= len(piece)
    return b"".join(pieces)


def _wait(fd: int, what: int, deadline: float) -> None:
    poll = select.poll()
    poll.register(fd, what)
    if not poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
        raise TimeoutError


PRESS = Press()
"""The one that a process uses; it has no child until something is drawn, and is ended with the service."""
