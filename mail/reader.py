"""Reads letters in children that may be killed: a hostile letter costs its own reading and nothing else (F32, F35)."""

from __future__ import annotations

import asyncio
import json
import os
import queue
import select
import struct
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from rules.letter import Letter, Ours
from rules.letter_plain import from_plain

SECONDS = 5.0
_STARTING = 30.0
"""Seconds a child may take until it is ready; a busy machine starts programs slowly."""
_LENGTH = struct.Struct(">I")
_HEAD = struct.Struct(">I?")
"""Length of an answer, and whether the child ends with it."""
_BEGIN = "import sys; sys.path.insert(0, sys.argv[1]); from mail.reader_child import main; main()"
_PIECE = 1 << 20


class Unreadable(Exception):
    """A letter cost its reader the life, or more time or memory than it gets; the reason is for people."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Reader:
    """A pool of reading children, two at most, started when first needed and again after a death."""

    def __init__(self, children: int = 2) -> None:
        self._threads = ThreadPoolExecutor(children, thread_name_prefix="reader")
        self._idle: queue.LifoQueue[_Child] = queue.LifoQueue()
        for _ in range(children):
            self._idle.put(_Child())

    async def read(self, raw: bytes | Path, ours: Ours, seconds: float = SECONDS) -> Letter:
        """The letter in these bytes, or in the file of that path. Raises Unreadable; other letters are not disturbed.

        `seconds` count from when a child begins with it, not while it waits for one.
        """
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self.read_now, raw, ours, seconds)

    def read_now(self, raw: bytes | Path, ours: Ours, seconds: float = SECONDS) -> Letter:
        """As `read`, from any thread, blocking."""
        child = self._idle.get()
        try:
            return child.read(raw, ours, seconds)
        finally:
            self._idle.put(child)

    async def close(self) -> None:
        """Ends the children. What is being read is finished first."""
        await asyncio.to_thread(self.close_now)

    def close_now(self) -> None:
        self._threads.shutdown(wait=True, cancel_futures=True)
        while not self._idle.empty():
            self._idle.get().end()

    def pids(self) -> tuple[int, ...]:
        """The process ids of the children that wait for work."""
        return tuple(each.pid for each in list(self._idle.queue) if each.pid)


class _Child:
    """One reading process and the pipes to it. Used by one thread at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._knows: Ours | None = None

    @property
    def pid(self) -> int:
        return self._process.pid if self._process else 0

    def read(self, raw: bytes | Path, ours: Ours, seconds: float) -> Letter:
        process = self._alive()
        question = self._question(raw, ours, seconds)
        deadline = time.monotonic() + seconds
        try:
            _write(process, question, deadline)
            _write(process, raw if isinstance(raw, bytes) else b"", deadline)
            answer, last = _answer(process, deadline)
        except TimeoutError:
            self.end()
            raise Unreadable(f"reading it took longer than {seconds:g} s") from None
        except (OSError, EOFError):
            raise Unreadable(f"its reader died of it ({self._died()})") from None
        except BaseException:
            self.end()
            raise
        self._knows = ours
        if last:
            self.end()
        told = json.loads(answer)
        if "unreadable" in told:
            raise Unreadable(told["unreadable"])
        return from_plain(told)

    def end(self) -> None:
        """Kills the child and waits for it."""
        process, self._process, self._knows = self._process, None, None
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
            self._process = _started()
            try:
                _answer(self._process, time.monotonic() + _STARTING)
            except (OSError, EOFError, TimeoutError):
                self.end()
                raise Unreadable("no reader could be started") from None
        return self._process

    def _question(self, raw: bytes | Path, ours: Ours, seconds: float) -> bytes:
        facts: dict[str, object] = {"seconds": seconds, "size": len(raw) if isinstance(raw, bytes) else -1}
        if isinstance(raw, Path):
            facts["path"] = os.fspath(raw.absolute())
        if ours != self._knows:
            facts["ours"] = {name: sorted(getattr(ours, name)) for name in Ours.__slots__}
        question = json.dumps(facts).encode()
        return _LENGTH.pack(len(question)) + question

    def _died(self) -> str:
        process = self._process
        code = process.wait() if process and process.poll() is not None else None
        try:
            code = process.wait(1.0) if process and code is None else code
        except subprocess.TimeoutExpired:
            code = None
        self.end()
        return "it closed its pipe" if code is None else f"signal {-code}" if code < 0 else f"exit {code}"


def _started() -> subprocess.Popen[bytes]:
    """A new child: isolated from the environment's Python settings, without any of our sockets and files."""
    root = os.fspath(Path(__file__).resolve().parent.parent)
    process = subprocess.Popen(
        [sys.executable, "-I", "-c", _BEGIN, root],
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


def _answer(process: subprocess.Popen[bytes], deadline: float) -> tuple[bytes, bool]:
    length, last = _HEAD.unpack(_read(process, _HEAD.size, deadline))
    return _read(process, length, deadline), last


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
