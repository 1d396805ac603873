"""Files of letters that were forgotten on request leave the store, whatever brings them back (R337)."""

from __future__ import annotations

import asyncio
import contextlib
import logging

from app.perform import Performer
from app.steadfast import again
from storage.blobs import Blobs, sync_folder
from storage.forgetting import to_discard

LOG = logging.getLogger("infodesk.discarding")
EVERY = 60.0
"""Seconds between two looks: after a crash, and after a mailbox has brought a letter again, it is gone as soon."""


class Discarder:
    """Takes away what the database says must not be there. It is decided elsewhere; here it is only carried out."""

    def __init__(self, performer: Performer) -> None:
        self.performer = performer

    async def run(self) -> None:
        await again(self.once, EVERY)

    async def once(self) -> int:
        """How many files were taken away."""
        names = await self.performer.look(lambda session, now: list(to_discard(session)))
        gone = await asyncio.to_thread(taken_away, self.performer.blobs, names) if names else 0
        if gone:
            LOG.info("files of forgotten letters removed", extra={"files": gone})
        return gone


def taken_away(blobs: Blobs, names: list[str]) -> int:
    """Removes those that are there, through to the disk."""
    there = [path for name in names if (path := blobs.path(name)).exists()]
    for path in there:
        with contextlib.suppress(FileNotFoundError):
            path.unlink()
    for folder in {each.parent for each in there}:
        sync_folder(folder)
    return len(there)
