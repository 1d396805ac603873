"""The whole service as a process of its own, between servers that outlive it and are the witnesses of what was lost."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import ssl
import struct
import subprocess
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, text

from app.embedded import EmbeddedMail
from app.migrate import upgrade
from mail.login import PLAIN, Login
from mail.smtp import Sender
from storage.blobs import Blobs
from storage.database import Database, file_of, opened, sqlite_library
from storage.facts import remember
from storage.policy import policy_at, set_value
from storage.tables.colleagues import ChatAccountRow, ColleagueAddressRow, ColleagueRow
from storage.tables.happenings import HappeningRow
from storage.work import Work
from tests.faults import invariants
from tests.faults.nest import Hatchling, Order, children_of, hatched, left_behind
from tests.standins.chat_api import TOKEN, ChatApi
from tests.standins.trouble import Trouble

DOOR, PASSWORD, CANARY = "info@firm.example", "canary-password-5f2a", "canary-password-5f2a"
ANA, OTTO = 11, 12
AHEAD = struct.Struct("d")
FOUNDED = timedelta(days=12 * 365)
"""So long ago the department was set up: also a clock that stands ten years back knows its settings."""
ALONE = {"bot.telegram_polling._NEWCOMER": 0.0}
"""Nobody else polls this bot: a service that is killed and started again need not look for three seconds (F20)."""
_KEPT_AND_UNDONE = """
    SELECT (SELECT count(*) FROM letters WHERE role = 'inbox'),
        (SELECT count(*) FROM letters WHERE state = 'kept') + (SELECT count(*) FROM sightings WHERE state = 'to_fetch')
        + (SELECT count(*) FROM updates WHERE state = 'stored')
        + (SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending'))
"""


class Service:
    """`start` and `kill` it as often as you like; mail server, chat and witnesses stay.

    It talks to them over lines that can be troubled (tests/standins/trouble.py): `imap_line`, `smtp_line`, `chat_line`;
    with `plain`, straight. `imap` and `smtp` are lines more of its settings; `constants` of the product may be shorter here.
    """

    def __init__(
        self,
        folder: Path,
        url: str | None = None,
        *,
        plain: bool = False,
        imap: str = 'host = "127.0.0.1"\nsecurity = "plain"',
        smtp: str = 'host = "127.0.0.1"\nsecurity = "plain"',
        tls: ssl.SSLContext | None = None,
        constants: Mapping[str, object] | None = None,
    ) -> None:
        self.folder = folder
        self.kills = 0
        self.letters = 0
        self.ahead = 0.0
        self.url = url or f"sqlite:///{folder / 'infodesk.db'}"
        self.mail = EmbeddedMail(
            {DOOR: PASSWORD, "ana@firm.example": PASSWORD, "otto@firm.example": PASSWORD}, self.now
        ).start()
        self.chat = ChatApi()
        self.plain, self.imap, self.smtp, self.constants = plain, imap, smtp, {**ALONE, **(constants or {})}
        self.imap_line = Trouble(self.mail.imap_port, "imap", tls=tls)
        self.smtp_line = Trouble(self.mail.smtp_port, "smtp", tls=tls)
        self.chat_line = Trouble(self.chat.port, "chat")
        self.blobs = Blobs(folder / "store")
        self.process: Hatchling | None = None
        self._clock = folder / "clock"
        self._pids: set[int] = set()
        self.clock_is_ahead(0)
        self._prepare()

    def __enter__(self) -> Service:
        return self

    def __exit__(self, fault: type[BaseException] | None, *_: object) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        behind = left_behind(self.folder, self._pids)
        for line in (self.imap_line, self.smtp_line, self.chat_line):
            line.end()
        self.chat.close()
        self.mail.stop()
        assert fault or not behind, f"processes of a dead service live on: {behind}"

    def start(self, point: str = "", occurrence: int = 1, *, quick_readers: bool = False, **environment: str) -> None:
        """Starts the service; with a point, it kills itself there. More names are set in its environment."""
        self._polls = len(self.chat.asked("getUpdates"))
        self.process = hatched(
            Order(
                config=str(self.folder / "infodesk.toml"),
                log=str(self.folder / "log"),
                point=point,
                occurrence=occurrence,
                clock=str(self._clock),
                connects=str(self.folder / "connects"),
                quick_readers=quick_readers,
                constants=self.constants,
                environment=environment,
            )
        )
        self._pids.add(self.process.pid)

    def now(self) -> datetime:
        """The instant by the right clock, as the mail server knows it."""
        return datetime.now(UTC) + timedelta(seconds=self.ahead)

    def clock_is_ahead(self, seconds: float) -> None:
        """Time has passed: the service and the world around it are so many seconds ahead of the machine's clock."""
        self.ahead = seconds
        self.clock_is_wrong(0)

    def clock_is_wrong(self, seconds: float) -> None:
        """Sets the service's clock alone, also while it runs: so many seconds ahead of the world's."""
        with self._clock.open("r+b" if self._clock.exists() else "w+b") as file:
            file.write(AHEAD.pack(self.ahead + seconds))

    def ready(self, seconds: float = 30) -> bool:
        """Waits until the process that was started polls the chat."""
        return self.until(lambda: len(self.chat.asked("getUpdates")) > self._polls, seconds)

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()
        self.kills += 1

    def leaves(self) -> None:
        """Gone between two experiments, with nothing under way: no kill that an invariant would count."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def readers_die(self) -> None:
        """What the system does to the children that read letters when memory runs out."""
        assert self.process is not None
        for each in children_of(self.process.pid):
            os.kill(each, signal.SIGKILL)

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

    def joins(self, name: str, account: int | None, *roles: str) -> None:
        """One colleague more, who has a chat (or none) and an address; Otto (OTTO) is the administrator of many tests."""
        with self.database() as database, database.deciding() as session:
            now = self.now()
            person = ColleagueRow(name=name, roles=list(roles), language="en", zone="UTC", joined_at=now)
            session.add(person)
            session.flush()
            address = f"{name.lower()}@firm.example"
            session.add(ColleagueAddressRow(address=address, colleague_id=person.id, since=now))
            if account is not None:
                chat = str(account)
                session.add(
                    ChatAccountRow(front="telegram", account=chat, place=chat, colleague_id=person.id, since=now)
                )
            session.commit()

    def told(self, account: int, words: str) -> int:
        """How many messages with these words stand in somebody's chat."""
        return sum(words in each for each in self.chat.texts(account))

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
                database,
                self.blobs,
                on_server=held,
                accepted=accepted,
                kills=self.kills,
                secrets=[CANARY, TOKEN],
                connects=self.folder / "connects",
                hosts=self._hosts(),
                now=self.now(),
            )
        assert CANARY not in self.log()
        assert TOKEN.partition(":")[2] not in self.log()

    def _hosts(self) -> set[str]:
        """Addresses that stand in the settings, as sockets name them."""
        ports = [self.mail.imap_port, self.mail.smtp_port, int(self.chat.url.rpartition(":")[2])]
        if not self.plain:
            ports = [self.imap_line.port, self.smtp_line.port, self.chat_line.port]
        return {f"{host} {port}" for host in ("127.0.0.1", "::1") for port in ports}

    def database(self) -> _Opened:
        return _Opened(self.url)

    def _is_settled(self) -> bool:
        """The servers are asked first: what they have given away by then stands in the database, or has been done."""
        if self.chat.unconfirmed():
            return False
        in_box = len(self.mail.held(DOOR))
        ((kept, undone),) = self.ask(_KEPT_AND_UNDONE)
        return not undone and kept >= in_box

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a question to the database, asked beside the service; cheap enough to be asked all the time."""
        file = file_of(self.url)
        if file is None:
            with self.database() as database, database.reading() as session:
                return [tuple(row) for row in session.execute(text(sql))]
        with contextlib.closing(sqlite_library().connect(f"file:{file}?mode=ro", uri=True, timeout=30)) as connection:
            return list(connection.execute(sql))

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
            now = datetime.now(UTC) - FOUNDED
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
        self.write_settings()

    def write_settings(self, password: str = PASSWORD, token: str = TOKEN) -> None:
        """Writes infodesk.toml; the service reads it when it starts."""
        imap, smtp, chat = (self.mail.imap_port, self.mail.smtp_port, self.chat.url)
        if not self.plain:
            imap, smtp, chat = (self.imap_line.port, self.smtp_line.port, self.chat_line.url)
        path = self.folder / "infodesk.toml"
        path.write_text(
            f"""
[mailbox]
{self.imap}
port = {imap}
username = "{DOOR}"
password = "{password}"
[smtp]
{self.smtp}
port = {smtp}
[telegram]
token = "{token}"
api_base = "{chat}"
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
