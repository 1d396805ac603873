"""Anchors: where the record stood is noted in a file outside of the database, so that a cut end is found out (T34).

A chain of seals shows every change but one: whoever takes away its last entries, or makes it anew from some entry on,
leaves a chain that fits. The file has to be out of reach of who may write the database, best append-only.
"""

from __future__ import annotations

import asyncio
import os
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from app.perform import Performer
from app.steadfast import again
from app.troubles import Troubles
from rules.words import line
from storage.audit import Anchor, holds, newest

EVERY = 600.0
"""Seconds between two anchors."""
ALARM = "record"
_TAIL = 4096
"""Octets at the end of the file in which the newest anchor is looked for first: some thirty lines."""


def place_of(store: Path) -> Path:
    """The file of anchors that belongs to this store."""
    return store.with_name(f"{store.name}.seals")


def noted(file: Path) -> list[Anchor]:
    """Every anchor, the oldest first; a line that was torn in a crash counts for nothing."""
    try:
        return _anchors(file.read_bytes())
    except FileNotFoundError:
        return []


def last_noted(file: Path) -> Anchor | None:
    """The newest anchor, from the end of the file: it grows by 14,000 bytes a day and is never shortened."""
    try:
        with file.open("rb") as stream:
            size = stream.seek(0, os.SEEK_END)
            for piece in (_TAIL, size):
                stream.seek(max(0, size - piece))
                found = _anchors(stream.read())
                if found:
                    return found[-1]
    except FileNotFoundError:
        pass
    return None


def _anchors(content: bytes) -> list[Anchor]:
    rows = [each.split() for each in content.decode("ascii", "replace").splitlines()]
    return [Anchor(int(row[1]), row[2]) for row in rows if len(row) == 3 and row[1].isdecimal() and len(row[2]) == 64]


def note_down(file: Path, anchor: Anchor, now: datetime) -> None:
    """Adds a line, through to the disk."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "a", encoding="ascii") as out:
        out.write(f"{now.isoformat()} {anchor.number} {anchor.seal}\n")
        out.flush()
        os.fsync(out.fileno())


def set_aside(file: Path, now: datetime) -> None:
    """After a restore the record stands where the backup stood: the old anchors are kept under another name."""
    if file.exists():
        file.rename(file.with_name(f"{file.name}.until-{now:%Y%m%dT%H%M%S}"))


class Anchors:
    """Notes every ten minutes where the record stands, and tells the administrators when it is not what it was."""

    def __init__(self, performer: Performer, troubles: Troubles, file: Path) -> None:
        self.performer = performer
        self.troubles = troubles
        self.file = file

    async def run(self) -> None:
        await again(self.once, EVERY)

    async def once(self) -> bool:
        """False when the last anchor does not hold any more; then nothing is noted over it."""
        last = await asyncio.to_thread(last_noted, self.file)
        now_newest, is_whole = await self.performer.look(lambda session, now: _compared(session, last))
        if not is_whole:
            words = line(
                "The record of who did what was changed or cut outside of the program. infodesk audit verify tells more."
            )
            await self.troubles.raised(ALARM, words)
            return False
        await self.troubles.ended(ALARM)
        if now_newest is not None and now_newest != last:
            await asyncio.to_thread(note_down, self.file, now_newest, self.performer.clock())
        return True


def _compared(session: Session, last: Anchor | None) -> tuple[Anchor | None, bool]:
    return newest(session), last is None or holds(session, last)
