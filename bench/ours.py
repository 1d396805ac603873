"""Our intake: the real parts from the mailbox to the outbox; nothing is carried. `python -m bench.ours PORT USER ...`"""

from __future__ import annotations

import asyncio
import cProfile
import json
import os
import pstats
import sys
import time
from pathlib import Path

from sqlalchemy import func, select

from app import instant
from app.house import House, Outside, built
from bench.department import founded
from bench.servers import HOST
from bench.watching import cpu_seconds, family, memory_mb
from mail.imap import ImapMailbox
from mail.login import PLAIN, Login, MailAccount
from mail.smtp import Sender
from rules.letter import Ours
from storage.blobs import Blobs
from storage.database import Database, opened
from storage.tables.letters import LetterRow
from storage.tables.outbox import MessageRow

ACCOUNT = "info"


async def taken_in(
    database: Database, folder: Path, port: int, user: str, password: str, watch: cProfile.Profile | None = None
) -> dict[str, float]:
    """Takes a mailbox in; with `watch` the thread that decides is profiled."""
    login = Login(HOST, port, PLAIN, username=user, password=password)
    mailbox = ImapMailbox(MailAccount(ACCOUNT, login, watches=("inbox",)))
    (folder / "store").mkdir(exist_ok=True)
    outside = Outside(fronts={}, mailboxes={ACCOUNT: mailbox}, sender=Sender(Login(HOST, 1, PLAIN)))
    house = built(database, Blobs(folder / "store"), instant.now, outside)
    try:
        if watch is not None:
            await house.performer.in_thread(watch.enable)
        found = await _measured(house, database)
        if watch is not None:
            await house.performer.in_thread(watch.disable)
        return found
    finally:
        await house.stop()


async def _measured(house: House, database: Database) -> dict[str, float]:
    await _warmed(house)
    before = _counts(database)
    processes = family(os.getpid())
    began, cpu = time.perf_counter(), cpu_seconds(processes)
    sorting = asyncio.create_task(house.sorter.run())
    await house.watches[0].sweep()
    await house.sorter.sort_all()
    seconds, used = time.perf_counter() - began, cpu_seconds(processes) - cpu
    sorting.cancel()
    letters, messages = (now - was for now, was in zip(_counts(database), before, strict=True))
    peaks = [memory_mb(each, "VmHWM") for each in processes]
    return {
        "letters": letters,
        "messages": messages,
        "seconds": seconds,
        "cpu": used,
        "cpu_here": cpu_seconds([os.getpid()]),
        "peak_mb": peaks[0],
        "readers_mb": sum(peaks[1:]),
    }


async def _warmed(house: House) -> None:
    """Both reading children are started, as in a service that runs."""
    ours = Ours(frozenset(), frozenset(), frozenset(), frozenset(), frozenset())
    await asyncio.gather(*(house.reader.read(b"Subject: warm\r\n\r\nwarm\r\n", ours) for _ in range(4)))


def _counts(database: Database) -> tuple[int, int]:
    with database.reading() as session:
        sorted_ = (
            select(func.count()).select_from(LetterRow).where(LetterRow.state == "sorted", LetterRow.role == "inbox")
        )
        return session.scalar(sorted_) or 0, session.scalar(select(func.count()).select_from(MessageRow)) or 0


def main(port: int, user: str, password: str, folder: Path, profile: bool = False) -> dict[str, float]:
    """Takes the mailbox in, into the database of the folder, which is made if it is not there."""
    database = opened(f"sqlite:///{folder / 'infodesk.db'}")
    founded(database)
    try:
        watch = cProfile.Profile() if profile else None
        found = asyncio.run(taken_in(database, folder, port, user, password, watch))
        if watch is not None:
            pstats.Stats(watch, stream=sys.stderr).sort_stats("cumtime").print_stats(70)
        return found
    finally:
        database.close()


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), sys.argv[2], sys.argv[3], Path(sys.argv[4]), "--profile" in sys.argv)))
