"""Whether the letters' files are whole: each is there with its size, and each is hashed once a month (T34, I1)."""

from __future__ import annotations

import contextlib
import hashlib
import logging
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.perform import Performer
from storage import ledger

LOG = logging.getLogger("infodesk.whole")
SHARES = 31
"""The log is read whole in so many nights."""
FRESH = timedelta(days=2)
"""What was kept lately is read each time."""


async def not_whole(performer: Performer) -> dict[int, str]:
    """The letters whose file is missing, cut or changed, with their SHA-256. A damaged file is put aside, not deleted."""
    return await performer.look(lambda session, now: _found(performer, session, now))


def _found(performer: Performer, session: Session, now: datetime) -> dict[int, str]:
    found: dict[int, str] = {}
    today = now.toordinal() % SHARES
    for number, sha256, size, kept_at in ledger.files(session):
        hashes = number % SHARES == today or now - kept_at < FRESH
        if not _is_whole(performer, sha256, size, hashes):
            LOG.warning("a letter's file is not whole", extra={"letter": number})
            found[number] = sha256
    return found


def _is_whole(performer: Performer, sha256: str, size: int, hashes: bool) -> bool:
    path = performer.blobs.path(sha256)
    try:
        whole = path.stat().st_size == size
        if whole and hashes:
            with path.open("rb") as file:
                whole = hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except FileNotFoundError:
        return False
    if not whole:
        with contextlib.suppress(FileNotFoundError):
            path.replace(path.with_name(f".damaged-{sha256}"))
    return whole
