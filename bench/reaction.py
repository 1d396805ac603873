"""Reaction: from the server's notice of a new letter to its card at the chat's API and its forward at the SMTP server."""

from __future__ import annotations

import re
import threading
import time
from pathlib import Path

from imapclient import IMAPClient

from bench.letters import inquiry
from bench.servers import HOST, USERS, ChatServer, MailServer, waited
from bench.service import asked, running
from bench.watching import at_share
from tests.trial.witness import taken

LETTERS = 200
EVERY = 0.6
"""Seconds between two letters; Dovecot itself tells an IDLE client half a second late."""
_NUMBER = re.compile(r"Inquiry (\d+):")


class BareClient(threading.Thread):
    """An IDLE client that does nothing but note when the server tells of the next letter."""

    def __init__(self, server: MailServer, user: str) -> None:
        super().__init__(daemon=True)
        self.told: dict[int, float] = {}
        self.ended = threading.Event()
        self.client = IMAPClient(HOST, server.port, ssl=False)
        self.client.login(user, server.password)
        self.client.select_folder("INBOX", readonly=True)

    def run(self) -> None:
        self.client.idle()
        while not self.ended.is_set():
            for news in self.client.idle_check(timeout=0.2):
                at = time.monotonic()
                if len(news) == 2 and news[1] == b"EXISTS":
                    for count in range(max(self.told, default=0) + 1, int(news[0]) + 1):
                        self.told[count] = at
        self.client.idle_done()
        self.client.logout()


def measured(server: MailServer, folder: Path, letters: int = LETTERS) -> dict[str, float]:
    """Milliseconds more than the bare client needs: median and 99th percentile of card and forward."""
    user = USERS[2]
    server.fill(user, [])
    with running(server, user, folder / "reaction") as service:
        bare = BareClient(server, user)
        bare.start()
        time.sleep(2)
        for number in range(1, letters + 1):
            began = time.monotonic()
            server.fill(user, [inquiry(number)])
            time.sleep(max(0.0, began + EVERY - time.monotonic()))
        smtp = service.folder / "smtp"
        waited(lambda: len(_forwards(smtp)) >= letters, 60, "not every letter was forwarded")
        waited(lambda: len(_cards(service.chat)) >= letters, 60, "not every card was shown", 0.5)
        cards, forwards = _cards(service.chat), _forwards(smtp)
        bare.ended.set()
        bare.join()
        ready = service.ready_after
    more = {
        "card": [1000 * (cards[number] - bare.told[number]) for number in cards if number in bare.told],
        "forward": [1000 * (forwards[number] - bare.told[number]) for number in forwards if number in bare.told],
    }
    found = {}
    for what, rows in more.items():
        found[f"{what}_median"], found[f"{what}_p99"] = at_share(rows, 0.5), at_share(rows, 0.99)
    return {**found, "letters": float(len(more["card"])), "ready": ready}


def _cards(chat: ChatServer) -> dict[int, float]:
    """When the first message about each letter reached the chat's API."""
    found: dict[int, float] = {}
    for each in asked(chat, "sendMessage"):
        number = _NUMBER.search(str(each["given"]))
        if number:
            found.setdefault(int(number[1]), float(each["at"]))
    return found


def _forwards(smtp: Path) -> dict[int, float]:
    found: dict[int, float] = {}
    for each in taken(smtp):
        number = _NUMBER.search(each["subject"])
        if number:
            found.setdefault(int(number[1]), float(each["at"]))
    return found
