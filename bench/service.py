"""`infodesk run` as a process between its servers, for the measurements of reaction, commands and memory."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.department import founded
from bench.servers import HOST, ROOT, ChatServer, MailServer, chat_server, waited, witness
from storage.database import opened

FILE = """
[mailbox]
host = "{host}"
port = {imap}
security = "plain"
username = "{user}"
password = "{password}"
watches = ["inbox"]

[smtp]
host = "{host}"
port = {smtp}
security = "plain"

[telegram]
token = "{token}"
api_base = "{api}"

[backup]
nightly = false

[run]
log_level = "WARNING"
"""


@dataclass(frozen=True)
class Service:
    process: subprocess.Popen[bytes]
    chat: ChatServer
    folder: Path
    ready_after: float
    """Seconds from the start of the process to its first question to the chat."""

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder / 'infodesk.db'}"


@contextmanager
def running(server: MailServer, user: str, folder: Path) -> Iterator[Service]:
    """The service on that mailbox, with the database in the folder (a new department where there is none)."""
    folder.mkdir(exist_ok=True)
    database = opened(f"sqlite:///{folder / 'infodesk.db'}")
    founded(database)
    database.close()
    with witness(folder / "smtp") as smtp, chat_server(folder) as chat:
        file = folder / "infodesk.toml"
        file.write_text(
            FILE.format(
                host=HOST,
                imap=server.port,
                user=user,
                password=server.password,
                smtp=smtp,
                token=chat.token,
                api=chat.url,
            )
        )
        file.chmod(0o600)
        command = [sys.executable, "-m", "app.cli", "run", "--config", str(file)]
        with (folder / "log").open("wb") as log:
            began = time.monotonic()
            process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            waited(
                lambda: asked(chat, "getUpdates") or process.poll() is not None, 60, "the service does not poll", 0.05
            )
            if process.poll() is not None:
                raise RuntimeError(f"the service has ended: {(folder / 'log').read_text()[-2000:]}")
            first = min(each["at"] for each in asked(chat, "getUpdates"))
            yield Service(process, chat, folder, first - began)
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def asked(chat: ChatServer, method: str) -> list[dict[str, Any]]:
    """What the service has asked of the chat's API so far; `at` is the monotonic second of it."""
    return [each for each in chat.order("requests") if each["method"] == method]
