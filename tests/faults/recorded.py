"""The service with its writes written down: python -m tests.faults.recorded CONFIG JOURNAL, under the preloaded recorder.c.

The product knows nothing of it. `Recorder` is the tests' side: it compiles, starts, and reads what was written down.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SOURCE = Path(__file__).with_name("recorder.c")
WRITE, TRUNCATE, SYNC, CREATE, RENAME, UNLINK, SYNC_FOLDER, SENT, MARK = range(1, 10)
_HEAD = struct.Struct("<BQQI")


@dataclass(frozen=True, slots=True)
class Record:
    """One thing that the service did: a write, a sync, a name that changed, something sent, a commit that returned."""

    what: int
    file: int
    at: int
    text: bytes


def missing() -> str:
    """Why it cannot be recorded here; empty where it can."""
    if sys.platform != "linux":
        return "the recorder is preloaded as Linux does it"
    return "" if shutil.which("gcc") else "gcc is missing: the recorder cannot be built"


def preloaded(folder: Path) -> dict[str, str]:
    """Builds the recorder; the environment in which a program has it."""
    library = folder / "recorder.so"
    if not library.exists():
        subprocess.run(
            ["gcc", "-shared", "-fPIC", "-O2", "-o", str(library), str(SOURCE), "-ldl", "-lpthread"], check=True
        )
    return {**os.environ, "PYTHONPATH": str(ROOT), "LD_PRELOAD": str(library)}


def started(config: Path, environment: dict[str, str], log: Path, journal: str = "WAL") -> subprocess.Popen[bytes]:
    with log.open("ab") as out:
        command = [sys.executable, "-m", "tests.faults.recorded", str(config), journal]
        return subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out, env=environment)


def records(file: Path) -> Iterator[Record]:
    """What was written down, in its order; a last one that is cut off is left out."""
    raw, place = file.read_bytes(), 0
    while place + _HEAD.size <= len(raw):
        what, inode, at, octets = _HEAD.unpack_from(raw, place)
        place += _HEAD.size
        if place + octets > len(raw):
            return
        yield Record(what, inode, at, raw[place : place + octets])
        place += octets


def main(config: Path, library: str) -> int:
    """Marks each decision at the moment at which its commit has returned; writes back into the database file often."""
    from sqlalchemy import Engine, event

    from app.assembly import run
    from app.perform import Performer
    from app.settings import read

    if library == "TRUNCATE":
        sys.modules["pysqlite3"] = None  # type: ignore[assignment]  # the standard library's, which wants that journal
    recorder = ctypes.CDLL(None)
    decided = Performer._decided

    def marked(self: Performer, events: Any, *more: Any) -> int:
        count = decided(self, events, *more)
        if count:
            text = json.dumps([each.key for each in events]).encode()
            recorder.recorded_mark(text, len(text))
        return count

    @event.listens_for(Engine, "connect")
    def on_connect(raw: Any, _record: Any) -> None:
        raw.execute("PRAGMA wal_autocheckpoint=50")

    Performer._decided = marked  # type: ignore[method-assign, assignment]
    return run(read(config))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
