"""The stage of demo and tour: an embedded mail server, a database in a passing folder, the console, and the real house."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from sqlalchemy.orm import Session

from app.embedded import AUTHSERV_ID, EmbeddedMail
from app.house import House, Outside, built
from app.migrate import upgrade
from app.people import Person, hired
from bot.console import ROOM, ConsoleFront
from mail.imap import ImapMailbox
from mail.login import PLAIN, Login, MailAccount
from mail.smtp import Sender
from storage.blobs import Blobs
from storage.database import opened
from storage.facts import remember
from storage.policy import policy_at, set_value
from storage.tables.colleagues import RoomRow
from storage.work import Work

FRONT_DOOR = "info@firm.example"
PASSWORD = "only on loopback"
COMPANY = "Firm Export"
ZONE = "Asia/Shanghai"


class Stage:
    """Everything that demo and tour share. `clock` gives the instant; the house, its mail and its promises live by it."""

    def __init__(self, people: Sequence[Person], clock: Callable[[], datetime], front: ConsoleFront) -> None:
        self.people = {each.name: each for each in people}
        self.clock = clock
        self.front = front
        self._exits = contextlib.AsyncExitStack()
        self._letters = 0

    async def __aenter__(self) -> Stage:
        folder = Path(self._exits.enter_context(tempfile.TemporaryDirectory(prefix="infodesk-")))
        users = {FRONT_DOOR: PASSWORD} | {each.address: PASSWORD for each in self.people.values()}
        self.mail = await self._exits.enter_async_context(EmbeddedMail(users, self.clock))
        self.database = opened(f"sqlite:///{folder / 'infodesk.db'}")
        self._exits.callback(self.database.close)
        upgrade(self.database)
        self.blobs = Blobs(folder / "store")
        self.blobs.folder.mkdir()
        self.numbers = self._seed()
        self.outside = Sender(Login(self.mail.host, self.mail.outside_port, PLAIN))
        self._exits.push_async_callback(self.outside.close)
        self.house = self._house()
        self._exits.push_async_callback(self.house.stop)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._exits.aclose()

    async def customer_writes(
        self, sender: str, subject: str, text: str, files: Sequence[tuple[str, bytes]] = (), **headers: str
    ) -> EmailMessage:
        """A mail from outside to info@, through SMTP as the world delivers it."""
        mail = self.composed(sender, FRONT_DOOR, subject, text, files, **headers)
        await self.world_delivers(mail.as_bytes(), _address(sender))
        return mail

    async def world_delivers(self, raw: bytes, envelope_from: str) -> None:
        await self.outside.send(envelope_from, [FRONT_DOOR], raw)

    async def colleague_sends(self, name: str, mail: EmailMessage, recipients: Sequence[str]) -> None:
        """A mail from a colleague's own mail program: her own login, her own address."""
        address = self.people[name].address
        login = Login(self.mail.host, self.mail.smtp_port, PLAIN, username=address, password=PASSWORD)
        own = Sender(login)
        try:
            await own.send(address, recipients, mail.as_bytes())
        finally:
            await own.close()

    def composed(
        self, sender: str, to: str, subject: str, text: str, files: Sequence[tuple[str, bytes]] = (), **headers: str
    ) -> EmailMessage:
        self._letters += 1
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = sender, to, subject
        mail["Date"] = format_datetime(self.clock())
        mail["Message-ID"] = f"<{self._letters}.{int(self.clock().timestamp())}@{_address(sender).partition('@')[2]}>"
        for name, value in headers.items():
            mail[name.replace("_", "-")] = value
        mail.set_content(text)
        for name, content in files:
            mail.add_attachment(content, maintype="application", subtype="pdf", filename=name)
        return mail

    def set(self, key: str, value: str) -> None:
        with self.database.deciding() as session:
            work = _work(session, self.clock())
            set_value(work, key, value, None)
            session.commit()

    def _seed(self) -> dict[str, int]:
        now = self.clock()
        with self.database.deciding() as session:
            remember(session, "begin", {"mode": "everything"}, now)
            numbers = hired(session, list(self.people.values()), ZONE, now)
            session.add(RoomRow(front=self.front.name, address=ROOM, name="team", confirmed_at=now))
            session.commit()
        for key, value in (
            ("company.name", COMPANY),
            ("company.front_door", FRONT_DOOR),
            ("mail.subaddress", "yes"),
        ):
            self.set(key, value)
        return numbers

    def _house(self) -> House:
        login = Login(self.mail.host, self.mail.imap_port, PLAIN, username=FRONT_DOOR, password=PASSWORD)
        mailbox = ImapMailbox(MailAccount("info", login))
        sending = Login(self.mail.host, self.mail.smtp_port, PLAIN, username=FRONT_DOOR, password=PASSWORD)
        outside = Outside(
            fronts={self.front.name: self.front},
            mailboxes={"info": mailbox},
            sender=Sender(sending),
            sent_folder=("info", "Sent"),
            authserv_ids=frozenset({AUTHSERV_ID}),
            zone=ZONE,
        )
        return built(self.database, self.blobs, self.clock, outside)


async def no_lines() -> AsyncIterator[str]:
    """A console at which nobody types: the tour speaks by itself."""
    return
    yield ""


def _work(session: Session, now: datetime) -> Work:
    return Work(session, now, policy_at(session, now), "stage", b"")


def _address(mailbox: str) -> str:
    return mailbox.rpartition("<")[2].rstrip(">").strip()
