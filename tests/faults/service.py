"""The whole service as a process of its own, between servers that outlive it and are the witnesses of what was lost."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

from sqlalchemy import func, select

from app.embedded import EmbeddedMail
from app.migrate import upgrade
from mail.login import PLAIN, Login
from mail.smtp import Sender
from storage.blobs import Blobs
from storage.database import Database, opened
from storage.facts import remember
from storage.policy import policy_at, set_value
from storage.tables.colleagues import ChatAccountRow, ColleagueAddressRow, ColleagueRow
from storage.tables.happenings import HappeningRow
from storage.tables.letters import LetterRow, SightingRow
from storage.tables.outbox import MessageRow
from storage.tables.updates import UpdateRow
from storage.work import Work
from tests.faults import invariants
from tests.standins.chat_api import TOKEN, ChatApi

DOOR, PASSWORD, CANARY = "info@firm.example", "canary-password-5f2a", "canary-password-5f2a"
ANA = 11
ROOT = Path(__file__).resolve().parents[2]


class Service:
    """`start` and `kill` it as often as you like; mail server, chat and witnesses stay."""

    def __init__(self, folder: Path, url: str | None = None) -> None:
        self.folder = folder
        self.kills = 0
        self.letters = 0
        self.url = url or f"sqlite:///{folder / 'infodesk.db'}"
        self.mail = EmbeddedMail({DOOR: PASSWORD, "ana@firm.example": PASSWORD}, lambda: datetime.now(UTC)).start()
        self.chat = ChatApi()
        self.blobs = Blobs(folder / "store")
        self.process: subprocess.Popen[bytes] | None = None
        self._prepare()

    def __enter__(self) -> Service:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.chat.close()
        self.mail.stop()

    def start(self, point: str = "", occurrence: int = 1) -> None:
        """Starts the service; with a point, it kills itself there."""
        self._polls = len(self.chat.asked("getUpdates"))
        log = (self.folder / "log").open("ab")
        command = [sys.executable, "-m", "tests.faults.wrapped", str(self.folder / "infodesk.toml"), point]
        self.process = subprocess.Popen(
            [*command, str(occurrence)], cwd=ROOT, stdout=log, stderr=log, env={**os.environ, "PYTHONPATH": str(ROOT)}
        )
        log.close()

    def ready(self, seconds: float = 30) -> bool:
        """Waits until the process that was started polls the chat."""
        return self.until(lambda: len(self.chat.asked("getUpdates")) > self._polls, seconds)

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()
        self.kills += 1

    def dies(self, seconds: float = 30) -> bool:
        """Waits for the process to kill itself at its point; False if it never came there."""
        assert self.process is not None
        try:
            died = self.process.wait(seconds) == -9
        except subprocess.TimeoutExpired:
            return False
        self.kills += died
        return died

    def ends(self, seconds: float = 15) -> int:
        """Asks it to end (SIGTERM) and returns its exit code."""
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(seconds)

    def customer_writes(self, text: str = "We need 40 pumps, CIF Valencia.") -> None:
        self.letters += 1
        mail = EmailMessage()
        mail["From"], mail["To"] = f"Eva <eva{self.letters}@kunde{self.letters}.example>", DOOR
        mail["Subject"] = f"Inquiry {self.letters}"
        mail["Message-ID"] = f"<{self.letters}@kunde.example>"
        mail.set_content(f"{text} Number {self.letters}.")
        asyncio.run(self._delivered(mail.as_bytes(), f"eva{self.letters}@kunde{self.letters}.example"))

    def settled(self, seconds: float = 60) -> bool:
        """Waits until everything that came has been sorted and everything decided has gone."""
        return self.until(self._is_settled, seconds)

    def until(self, true: Callable[[], bool], seconds: float = 30) -> bool:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if true():
                return True
            time.sleep(0.05)
        return False

    def happened(self, verb: str) -> int:
        with self.database() as database, database.reading() as session:
            chosen = select(func.count()).select_from(HappeningRow).where(HappeningRow.verb == verb)
            return session.scalar(chosen) or 0

    def log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")

    def invariants_hold(self) -> None:
        held = [raw for name in ("INBOX", "Sent", "Junk") for raw in self.mail.held(DOOR, name)]
        accepted = [each.raw for each in self.mail.accepted() if each.login == DOOR]
        with self.database() as database:
            invariants.hold(
                database, self.blobs, on_server=held, accepted=accepted, kills=self.kills, secrets=[CANARY, TOKEN]
            )
        assert CANARY not in self.log()
        assert TOKEN.partition(":")[2] not in self.log()

    def database(self) -> _Opened:
        return _Opened(self.url)

    def _is_settled(self) -> bool:
        with self.database() as database, database.reading() as session:
            kept = session.scalar(select(func.count()).select_from(LetterRow).where(LetterRow.role == "inbox")) or 0
            unsorted = session.scalar(select(func.count()).select_from(LetterRow).where(LetterRow.state == "kept"))
            owed = session.scalar(select(func.count()).select_from(SightingRow).where(SightingRow.state == "to_fetch"))
            unheard = session.scalar(select(func.count()).select_from(UpdateRow).where(UpdateRow.state == "stored"))
            moving = set(session.scalars(select(MessageRow.state)))
        in_box = len(self.mail.held(DOOR))
        quiet = not (moving & {"waiting", "sending"}) and not (unsorted or owed or unheard)
        return quiet and kept >= in_box and not self.chat.unconfirmed()

    async def _delivered(self, raw: bytes, sender: str) -> None:
        outside = Sender(Login(self.mail.host, self.mail.outside_port, PLAIN))
        try:
            await outside.send(sender, [DOOR], raw)
        finally:
            await outside.close()

    def _prepare(self) -> None:
        self.blobs.folder.mkdir(exist_ok=True)
        with self.database() as database:
            upgrade(database)
            now = datetime.now(UTC)
            with database.deciding() as session:
                remember(session, "begin", {"mode": "everything"}, now)
                ana = ColleagueRow(
                    name="Ana", roles=["salesperson", "manager"], language="en", zone="UTC", joined_at=now
                )
                session.add(ana)
                session.flush()
                session.add(ColleagueAddressRow(address="ana@firm.example", colleague_id=ana.id, since=now))
                session.add(
                    ChatAccountRow(front="telegram", account=str(ANA), place=str(ANA), colleague_id=ana.id, since=now)
                )
                work = Work(session, now, policy_at(session, now), "test", b"")
                for key, value in (
                    ("company.front_door", DOOR),
                    ("company.name", "Firm"),
                    ("reminders.outside_hours", "all"),
                ):
                    set_value(work, key, value, None)
                session.commit()
        self._write_settings()

    def _write_settings(self) -> None:
        path = self.folder / "infodesk.toml"
        path.write_text(
            f"""
[mailbox]
host = "{self.mail.host}"
port = {self.mail.imap_port}
security = "plain"
username = "{DOOR}"
password = "{PASSWORD}"
[smtp]
host = "{self.mail.host}"
port = {self.mail.smtp_port}
security = "plain"
[telegram]
token = "{TOKEN}"
api_base = "{self.chat.url}"
poll_seconds = 2
[database]
url = "{self.url}"
[store]
folder = "{self.folder / "store"}"
""",
            encoding="utf-8",
        )
        path.chmod(0o600)


class _Opened:
    def __init__(self, url: str) -> None:
        self._url = url

    def __enter__(self) -> Database:
        self._database = opened(self._url)
        return self._database

    def __exit__(self, *_: object) -> None:
        self._database.close()
