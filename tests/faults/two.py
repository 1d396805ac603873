"""Several processes of the service on one PostgreSQL database, started, killed, frozen and thawed as you like."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from app.sharing import FRONT_DOOR
from storage import leases
from storage.tables.machine import LeaseRow
from storage.tables.outbox import MessageRow
from tests.faults.service import Service

ROOT = Path(__file__).resolve().parents[2]
_DIES_WITH_PARENT = 1


def _dies_with_parent() -> None:
    ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, signal.SIGKILL)


class Pair(Service):
    """Like `Service`, but of as many processes as are started; the servers see all of them."""

    def __init__(self, folder: Path, url: str) -> None:
        super().__init__(folder, url)
        self.running: dict[int, subprocess.Popen[bytes]] = {}

    def __exit__(self, fault: type[BaseException] | None, *more: object) -> None:
        for each in self.running.values():
            each.kill()
            each.wait()
        super().__exit__(fault, *more)

    def __enter__(self) -> Pair:
        return self

    def adds(self) -> int:
        """Starts one more process; returns its number (pid)."""
        log = (self.folder / "log").open("ab")
        command = [sys.executable, "-m", "app.cli", "run", "--config", str(self.folder / "infodesk.toml")]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=log, stderr=log, env=environment, preexec_fn=_dies_with_parent
        )
        log.close()
        self.running[process.pid] = process
        return process.pid

    def serving(self) -> int | None:
        """The process that holds the mailbox and the chat."""
        with self.database() as database, database.reading() as session:
            holder = leases.holder_of(session, FRONT_DOOR, datetime.now(UTC))
        return int(holder.split(":")[1]) if holder else None

    def lives(self, pid: int) -> bool:
        """Whether the process has said that it lives."""
        with self.database() as database, database.reading() as session:
            names = session.scalars(select(LeaseRow.name)).all()
        return any(name.startswith("process:") and f":{pid}:" in name for name in names)

    def strikes(self, pid: int) -> None:
        """kill -9."""
        self.running[pid].kill()
        self.running.pop(pid).wait()
        self.kills += 1

    def freezes(self, pid: int) -> None:
        self.running[pid].send_signal(signal.SIGSTOP)

    def thaws(self, pid: int) -> None:
        self.running[pid].send_signal(signal.SIGCONT)

    def stops(self, pid: int, seconds: float = 30) -> int:
        """SIGTERM; its exit code."""
        process = self.running.pop(pid)
        process.terminate()
        return process.wait(seconds)

    def senders(self) -> set[int]:
        """The processes that have sent messages."""
        with self.database() as database, database.reading() as session:
            holders = set(session.scalars(select(MessageRow.claimed_by).where(MessageRow.state == "sent")))
        return {int(each.split(":")[1]) for each in holders if each}

    def copies(self) -> list[str]:
        """What people got more than once: the words in chat, the Message-IDs of mails."""
        said = [each.text for chat in self.chats() for each in self.chat.said(chat)]
        sent = [each.raw.partition(b"\r\n\r\n")[0].decode() for each in self.mail.accepted() if each.login]
        ids = [line for head in sent for line in head.splitlines() if line.casefold().startswith("message-id:")]
        return [each for each in {*said, *ids} if said.count(each) + ids.count(each) > 1]

    def chats(self) -> set[int]:
        return {int(each.given["chat_id"]) for each in self.chat.asked("sendMessage")}
