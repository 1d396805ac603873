"""A reading child as a fork of the service instead of a new program, which takes half a second: for a thousand kills."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from typing import Any, BinaryIO

from mail import reader_child


class Fork:
    """What mail.reader asks of a child: two pipes, and to be waited for or killed."""

    def __init__(self, pid: int, stdin: BinaryIO, stdout: BinaryIO) -> None:
        self.pid, self.stdin, self.stdout = pid, stdin, stdout
        self.returncode: int | None = None

    def poll(self) -> int | None:
        return self._waited(os.WNOHANG)

    def wait(self, timeout: float | None = None) -> int:
        code = self._waited(0)
        assert code is not None
        return code

    def kill(self) -> None:
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    def _waited(self, how: int) -> int | None:
        if self.returncode is None:
            try:
                pid, status = os.waitpid(self.pid, how)
            except ChildProcessError:
                pid, status = self.pid, 0
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode


def forked() -> subprocess.Popen[bytes]:
    """Stands in for mail.reader._started: the same main in the same child, but everything is imported already."""
    ask, asked = os.pipe()
    told, tell = os.pipe()
    pid = os.fork()
    if pid == 0:
        _read_on(ask, tell)
    os.close(ask)
    os.close(tell)
    for each in (asked, told):
        os.set_blocking(each, False)
    child: Any = Fork(pid, os.fdopen(asked, "wb", buffering=0), os.fdopen(told, "rb", buffering=0))
    return child  # type: ignore[no-any-return]


def _read_on(ask: int, tell: int) -> None:
    """The child, to its end; it keeps none of the service's files and sockets."""
    try:
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(ask, 0)
        os.dup2(tell, 1)
        os.dup2(nothing, 2)
        os.closerange(3, 4096)
        reader_child.main()
    finally:
        os._exit(0)
