"""A process that has imported everything and forks one service after another: a start costs milliseconds, not seconds.

The tests' side: `hatched(Order(...))` gives a `Hatchling`, which is used like a `subprocess.Popen`. The product knows
nothing of it: what is forked calls `app.assembly.run`, as `infodesk run` does.
"""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import json
import os
import queue
import select
import signal
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[2]
MARK = "HATCHED_IN"
"""In the environment of whatever a service starts: the folder of the test, so that what is left behind is found."""
_DIES_WITH_PARENT = 1


@dataclass(frozen=True)
class Order:
    """One service to be started. Empty texts mean: without it."""

    config: str
    log: str
    point: str = ""
    occurrence: int = 1
    clock: str = ""
    """A file with eight octets: seconds (a double) by which the service's clock is ahead of the machine's."""
    connects: str = ""
    """A file into which every address is written to which a socket was connected."""
    quick_readers: bool = False
    """Letters are read in forks of the service rather than in new programs, which take half a second to start."""
    environment: dict[str, str] = field(default_factory=dict)
    constants: dict[str, object] = field(default_factory=dict)
    """Waits of the product that are shorter in this build: "app.intake.SWEEP_SECONDS"."""


class Hatchling:
    """A service that was started; its exit code is told by the nest."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._ended = threading.Event()

    def poll(self) -> int | None:
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code, negative for a signal. Raises subprocess.TimeoutExpired."""
        if not self._ended.wait(timeout):
            raise subprocess.TimeoutExpired(f"service {self.pid}", timeout or 0)
        assert self.returncode is not None
        return self.returncode

    def send_signal(self, number: int) -> None:
        if self.returncode is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def ended(self, code: int) -> None:
        self.returncode = code
        self._ended.set()


class Nest:
    """The tests' end of the pipes."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.nest"],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        self._born: queue.Queue[Hatchling | None] = queue.Queue()
        self._living: dict[int, Hatchling] = {}
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def hatch(self, order: Order) -> Hatchling:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(asdict(order)).encode() + b"\n")
        self._process.stdin.flush()
        born = self._born.get(timeout=120)
        assert born is not None, "the nest has died: see what it printed"
        return born

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(10)

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            pid, code = json.loads(line)
            if code is None:
                self._living[pid] = Hatchling(pid)
                self._born.put(self._living[pid])
            else:
                self._living.pop(pid).ended(code)
        for each in self._living.values():
            each.ended(-signal.SIGKILL)
        self._born.put(None)


_nests: list[Nest] = []
_hatching = threading.Lock()


def hatched(order: Order) -> Hatchling:
    """Starts a service; the first time in a run of tests, the nest is built, too."""
    with _hatching:
        if not _nests or not _nests[-1].is_alive:
            _nests.append(Nest())
            atexit.register(_nests[-1].close)
        return _nests[-1].hatch(order)


def children_of(pid: int) -> list[int]:
    """The processes that a process has started itself and that live."""
    found: list[int] = []
    for each in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += map(int, each.read_text().split())
    return found


def left_behind(folder: Path, pids: set[int], seconds: float = 5) -> list[str]:
    """Processes that services of this folder have started and that live on; they get a moment to notice its end."""
    end = time.monotonic() + seconds
    while (found := list(_alive(folder, pids))) and time.monotonic() < end:
        time.sleep(0.05)
    return found


def _alive(folder: Path, pids: set[int]) -> list[str]:
    mark = f"{MARK}={folder}".encode()
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                state, _, group = (entry / "stat").read_text().rpartition(") ")[2].split()[:3]
                ours = mark in (entry / "environ").read_bytes().split(b"\0") or int(group) in pids
                if ours and state != "Z":
                    found.append(f"{entry.name} {(entry / 'cmdline').read_bytes()[:200]!r}")
            except (OSError, ValueError):
                continue
    return found


def main() -> int:
    """The nest's side: forks for each order and tells [pid, null]; tells [pid, code] when one has ended."""
    from tests.faults import wrapped

    wrapped.warm()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    os.set_blocking(woken, False)
    signal.set_wakeup_fd(wake)
    pids: set[int] = set()
    orders = os.fdopen(0, "rb", closefd=False)
    while True:
        ready, _, _ = select.select([0, woken], [], [])
        if woken in ready:
            os.read(woken, 4096)
            _bury(pids)
        if 0 in ready:
            asked = orders.readline()
            if not asked:
                for each in pids:
                    os.kill(each, signal.SIGKILL)
                return 0
            order = Order(**json.loads(asked))
            pid = os.fork()
            if pid == 0:
                for each in (woken, wake):
                    os.close(each)
                _alone(order)
                return wrapped.main(order)
            pids.add(pid)
            _tell(sys.stdout.buffer, pid, None)


def _bury(pids: set[int]) -> None:
    for each in list(pids):
        pid, status = os.waitpid(each, os.WNOHANG)
        if pid:
            pids.discard(pid)
            _tell(sys.stdout.buffer, pid, os.waitstatus_to_exitcode(status))


def _tell(out: IO[bytes], pid: int, code: int | None) -> None:
    out.write(json.dumps([pid, code]).encode() + b"\n")
    out.flush()


def _alone(order: Order) -> None:
    """The child: no pipes of the nest, a log of its own, and it does not outlive the nest."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.setpgid(0, 0)
    ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, signal.SIGKILL)
    nothing, log = os.open(os.devnull, os.O_RDONLY), os.open(order.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(nothing, 0)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.close(nothing)
    os.close(log)
    os.environ.update(order.environment)
    os.environ[MARK] = str(Path(order.config).parent)
    time.tzset()


if __name__ == "__main__":
    sys.exit(main())
