"""The service as a process, its servers around it, and the people who use it."""

from __future__ import annotations

import hashlib
import imaplib
import os
import pty
import re
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage, Message
from pathlib import Path

from sqlalchemy import func, select

from bench.servers import HOST, ROOT, ChatServer, chat_server, witness
from storage.blobs import Blobs
from storage.database import Database, opened
from storage.tables.conversations import ConversationRow, PromiseRow
from storage.tables.letters import LetterRow, SightingRow
from storage.tables.outbox import MessageRow
from tests.edges.dovecot import Dovecot, dovecot
from tests.faults import invariants
from tests.trial.account import Broken, comes, must
from tests.trial.witness import taken

DOOR, ANA_ADDRESS = "info@firm.example", "ana@firm.example"
MAX, ANA = 7001, 7002
_LINK = re.compile(r"/start (\S+)")


@dataclass
class Desk:
    """Everything of the trial. Entered, the servers run; the service is started and killed as often as the story wants."""

    folder: Path
    exits: ExitStack = field(default_factory=ExitStack)
    process: subprocess.Popen[bytes] | None = None
    kills: int = 0

    def __enter__(self) -> Desk:
        self.imap: Dovecot = self.exits.enter_context(dovecot())
        self.smtp_folder = self.folder / "smtp"
        self.smtp_port = self.exits.enter_context(witness(self.smtp_folder))
        self.chat: ChatServer = self.exits.enter_context(chat_server(self.folder))
        self.terminal, self._keyboard = pty.openpty()
        self.exits.callback(os.close, self.terminal)
        self.exits.callback(os.close, self._keyboard)
        return self

    def __exit__(self, *_: object) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.exits.close()

    # The service

    def founded(self) -> str:
        """`infodesk init` with everything given; returns the token of the first link."""
        (self.folder / "password").write_text(self.imap.password)
        (self.folder / "token").write_text(self.chat.token)
        for each in ("password", "token"):
            (self.folder / each).chmod(0o600)
        said = self.infodesk(
            "init", "--yes", "--address", DOOR, "--password-file", str(self.folder / "password"),
            "--imap", f"{HOST}:{self.imap.port}:plain", "--smtp", f"{HOST}:{self.smtp_port}:plain",
            "--telegram-token-file", str(self.folder / "token"), "--telegram-api", self.chat.url,
            "--company", "Firm Export", "--country", "none", "--zone", "UTC", "--hours", "00:00-24:00",
            "--administrator", "Max", "--administrator-address", "max@firm.example", "--config", str(self.settings),
        )  # fmt: skip
        found = _LINK.search(said)
        if not found:
            raise Broken(f"init has printed no link: {said}")
        return found[1]

    @property
    def settings(self) -> Path:
        return self.folder / "desk" / "infodesk.toml"

    def infodesk(self, *arguments: str, well: bool = True) -> str:
        """A command, to its end; returns what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "app.cli", *arguments], cwd=ROOT, capture_output=True, text=True, timeout=120
        )
        must(not well or done.returncode == 0, f"infodesk {arguments[0]} failed: {done.stdout}{done.stderr}")
        return done.stdout

    def starts(self) -> None:
        """Starts `infodesk run` and waits until it polls the chat."""
        before = self.polls()
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "app.cli", "run", "--config", str(self.settings)],
                cwd=ROOT, stdin=self._keyboard, stdout=log, stderr=log,
            )  # fmt: skip
        comes(lambda: self.polls() > before, "the service does not poll the chat: " + self.log()[-800:])

    def is_killed(self) -> None:
        """kill -9."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()
        self.kills += 1

    def ends(self) -> int:
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(20)

    def types(self, words: str) -> None:
        """Somebody types at the terminal in which the service runs."""
        os.write(self.terminal, words.encode() + b"\n")

    def log(self) -> str:
        file = self.folder / "log"
        return file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""

    def polls(self) -> int:
        return sum(1 for each in self.chat.order("requests") if each["method"] == "getUpdates")

    # People

    def says(self, person: int, words: str) -> None:
        self.chat.order("type", chat=person, user=person, text=words, name="Max" if person == MAX else "Ana")

    def presses(self, person: int, label: str) -> None:
        self.chat.order("press", chat=person, user=person, label=label, name="Max" if person == MAX else "Ana")

    def hears(self, person: int, words: str, seconds: float = 90.0) -> str:
        """Waits until the newest messages in the chat of that person hold these words; returns the message."""

        def found() -> str | None:
            return next((each for each in reversed(self.chat.order("texts", chat=person)) if words in each), None)

        try:
            return comes(found, f"nobody said {words!r}", seconds)
        except Broken as fault:
            raise Broken(f"{fault}; said was: {self.chat.order('texts', chat=person)[-3:]}") from None

    def link_in(self, words: str) -> str:
        found = _LINK.search(words)
        if not found:
            raise Broken(f"no link in {words!r}")
        return found[1]

    def customer_writes(self, mail: EmailMessage) -> None:
        """The provider's server lays the letter into the mailbox."""
        client = self._client()
        client.append("INBOX", "", "", mail.as_bytes())
        client.logout()

    # Witnesses

    def left(self, recipient: str) -> list[Message]:
        """What the SMTP server has taken for that address."""
        facts = [each for each in taken(self.smtp_folder) if recipient in each["recipients"]]
        mails = self.smtp_folder / "mails"
        return [message_from_bytes((mails / f"{each['number']}.eml").read_bytes()) for each in facts]

    def hold_answers(self, held: bool) -> None:
        """While held, the SMTP server takes a mail and keeps its answer back."""
        file = self.smtp_folder / "hold"
        file.touch() if held else file.unlink(missing_ok=True)

    def in_mailbox(self, folder: str) -> list[bytes]:
        """Every message in a folder of Dovecot, byte for byte."""
        client = self._client()
        client.select(folder, readonly=True)
        _, found = client.search(None, "ALL")
        raws = [bytes(client.fetch(number, "(BODY.PEEK[])")[1][0][1]) for number in found[0].split()]  # type: ignore[index]
        client.logout()
        return raws

    def conversation(self, subject: str) -> ConversationRow | None:
        with self._database() as database, database.reading() as session:
            return session.scalar(select(ConversationRow).where(ConversationRow.subject == subject))

    def promises(self, number: int) -> list[PromiseRow]:
        with self._database() as database, database.reading() as session:
            return list(session.scalars(select(PromiseRow).where(PromiseRow.conversation_id == number)))

    def has_listed(self, letters: int) -> bool:
        """Whether the ledger has seen so many letters in the mailbox."""
        with self._database() as database, database.reading() as session:
            return (session.scalar(select(func.count()).select_from(SightingRow)) or 0) >= letters

    def stands(self) -> dict[str, list[str]]:
        """What the books say of each letter seen, kept and sent, for when something is broken."""
        with self._database() as database, database.reading() as session:
            return {
                "seen": [
                    f"{row.folder} {row.uid} {row.state} {row.fault}" for row in session.scalars(select(SightingRow))
                ],
                "kept": [
                    f"{row.role} {row.state} old={row.old} {row.kind}" for row in session.scalars(select(LetterRow))
                ],
                "sent": [f"{row.kind} {row.state} {row.fault}" for row in session.scalars(select(MessageRow))],
            }

    def is_quiet(self) -> bool:
        """Nothing waits to be fetched, sorted or sent."""
        with self._database() as database, database.reading() as session:
            owed = session.scalar(select(func.count()).select_from(SightingRow).where(SightingRow.state == "to_fetch"))
            unsorted = session.scalar(select(func.count()).select_from(LetterRow).where(LetterRow.state == "kept"))
            moving = set(session.scalars(select(MessageRow.state)))
        return not owed and not unsorted and not moving & {"waiting", "sending", "unknown"}

    def is_whole(self) -> tuple[int, int]:
        """The invariants, and one row with the same hash for each message in the mailbox: (messages, rows)."""
        held = [raw for folder in ("INBOX", "Sent", "Junk") for raw in self.in_mailbox(folder)]
        accepted = [path.read_bytes() for path in sorted((self.smtp_folder / "mails").glob("*.eml"))]
        secrets = [self.imap.password, self.chat.token]
        with self._database() as database:
            blobs = Blobs(self.folder / "desk" / "store")
            invariants.hold(database, blobs, on_server=held, accepted=accepted, kills=self.kills, secrets=secrets)
            with database.reading() as session:
                names = list(session.scalars(select(LetterRow.sha256)))
        hashes = {hashlib.sha256(raw).hexdigest() for raw in held}
        return len(held), sum(1 for each in names if each in hashes)

    def _client(self) -> imaplib.IMAP4:
        client = imaplib.IMAP4(HOST, self.imap.port)
        client.login(DOOR, self.imap.password)
        return client

    def _database(self) -> _Opened:
        return _Opened(f"sqlite:///{self.folder / 'desk' / 'infodesk.db'}")


class _Opened:
    """The database, looked at from outside while the service runs."""

    def __init__(self, url: str) -> None:
        self.url = url

    def __enter__(self) -> Database:
        self.database = opened(self.url)
        return self.database

    def __exit__(self, *_: object) -> None:
        self.database.close()
