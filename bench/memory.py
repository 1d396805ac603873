"""Memory: what the service holds after thousands of letters; and how long it takes from start to ready."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import func, select

from bench.letters import mixed
from bench.servers import USERS, MailServer, waited
from bench.service import Service, running
from bench.watching import cpu_seconds, family, memory_mb
from storage.database import opened
from storage.tables.letters import LetterRow

LETTERS, MANY = 2_000, 10_000
SEED = 99


def measured(server: MailServer, folder: Path, letters: int = LETTERS) -> dict[str, float]:
    """MB of the service and of its readers, at rest at the start and after the letters; seconds to ready."""
    user = USERS[1]
    server.fill(user, [])
    with running(server, user, folder / "memory") as service:
        pid = service.process.pid
        at_start = memory_mb(pid)
        server.fill(user, mixed(letters, SEED, files=False))
        waited(
            lambda: _sorted(service) >= letters, 1800, f"only {_sorted(service)} of {letters} letters were sorted", 2
        )
        processes = family(pid)
        return {
            "letters": float(_sorted(service)),
            "ready": service.ready_after,
            "start_mb": at_start,
            "after_mb": memory_mb(pid),
            "peak_mb": memory_mb(pid, "VmHWM"),
            "readers_mb": sum(memory_mb(each) for each in processes[1:]),
            "cpu_ms": 1000 * cpu_seconds(processes) / letters,
        }


def _sorted(service: Service) -> int:
    database = opened(service.url)
    try:
        with database.reading() as session:
            chosen = select(func.count()).select_from(LetterRow)
            return session.scalar(chosen.where(LetterRow.state == "sorted", LetterRow.role == "inbox")) or 0
    finally:
        database.close()
