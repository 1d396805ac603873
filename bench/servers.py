"""The servers beside us, each in a process of its own: Dovecot (else the embedded one), an SMTP witness, the chat's API."""

from __future__ import annotations

import imaplib
import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from tests.edges.dovecot import dovecot, missing

HOST = "127.0.0.1"
ROOT = Path(__file__).resolve().parent.parent
USERS = ("intake@firm.example", "many@firm.example", "react@firm.example", "command@firm.example")
T = TypeVar("T")


@dataclass(frozen=True)
class MailServer:
    """An IMAP server that takes any of USERS with one password."""

    name: str
    port: int
    password: str

    def fill(self, user: str, letters: Iterable[bytes], folder: str = "INBOX") -> int:
        """Lays letters into a folder; returns how many."""
        count = 0
        client = imaplib.IMAP4(HOST, self.port)
        client.login(user, self.password)
        for raw in letters:
            state, said = client.append(folder, "", "", raw)
            if state != "OK":
                raise RuntimeError(f"the server took no letter: {said!r}")
            count += 1
        client.logout()
        return count


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Dovecot where it is installed, else the embedded server in a process of its own."""
    if missing() is None:
        with dovecot() as found:
            yield MailServer("Dovecot", found.port, found.password)
        return
    with process("bench.embedded_mail", *USERS) as child:
        assert child.stdout is not None
        yield MailServer("the embedded server (no Dovecot here)", int(child.stdout.readline()), "bench")


@contextmanager
def process(module: str, *arguments: str, quiet: bool = True) -> Iterator[subprocess.Popen[str]]:
    """A Python module as a process that ends with the block."""
    child = subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL if quiet else None,
    )
    try:
        yield child
    finally:
        child.terminate()
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        if child.stdout:
            child.stdout.close()


@contextmanager
def witness(folder: Path) -> Iterator[int]:
    """The SMTP witness; gives its port. See tests/trial/witness.py."""
    folder.mkdir(parents=True, exist_ok=True)
    with process("tests.trial.witness", str(folder)):
        yield int(appeared(folder / "port"))


@dataclass(frozen=True)
class ChatServer:
    url: str
    token: str

    def order(self, order: str, /, **given: Any) -> Any:
        """An order to the stand-in: type, press, said, requests (see tests/standins/chat_api.py)."""
        request = urllib.request.Request(
            f"{self.url}/control/{order}", json.dumps(given).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read())["result"]


@contextmanager
def chat_server(folder: Path) -> Iterator[ChatServer]:
    folder.mkdir(parents=True, exist_ok=True)
    with process("tests.standins.chat_api", "0", str(folder / "chat.json")):
        yield ChatServer(**json.loads(appeared(folder / "chat.json")))


def appeared(file: Path, seconds: float = 30.0) -> str:
    """The content of a file that another process writes."""
    waited(lambda: file.exists() and file.stat().st_size > 0, seconds, f"{file.name} has not appeared")
    return file.read_text(encoding="utf-8")


def waited(true: Callable[[], T], seconds: float, what: str, pause: float = 0.02) -> T:
    """Waits until that is true and returns it. Raises TimeoutError with `what`."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = true()
        if found:
            return found
        time.sleep(pause)
    raise TimeoutError(what)
