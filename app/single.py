"""One process per SQLite file: a lock that the system takes back by itself when the process ends (F29)."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import IO

from rules.refusal import Refused

EXIT_TAKEN = 75
"""EX_TEMPFAIL: a supervisor may try again later."""


class Single:
    """Holds the lock beside the file for the time of the block. Refuses at once when another process has it."""

    def __init__(self, file: Path) -> None:
        self.path = file.with_name(file.name + ".lock")
        self._open: IO[str] | None = None

    def __enter__(self) -> Single:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle = self.path.open("a+", encoding="ascii")
        except OSError as fault:
            raise Refused(
                "I may not write beside the database {file}: {reason}. Give its folder to the user that runs infodesk.",
                file=str(self.path.with_suffix("")),
                reason=fault.strerror or str(fault),
            ) from fault
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.seek(0)
            process = handle.read().strip()
            handle.close()
            raise Refused(
                "Another infodesk works with {file} already (process {process}). Two on one SQLite file are one too many;"
                " PostgreSQL carries several.",
                file=str(self.path.with_suffix("")),
                process=process or "unknown",
            ) from None
        handle.truncate(0)
        handle.write(str(os.getpid()))
        handle.flush()
        self._open = handle
        return self

    def __exit__(self, *_: object) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None
