"""Commands: from an update to its answer at the chat's API, with 100,000 letters and 20,000 inquiries in the log."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from bench.department import OPEN_EACH, SELLERS, chat_of
from bench.intake import INQUIRIES, aged_log
from bench.servers import USERS, MailServer, waited
from bench.service import asked, running
from bench.watching import at_share

COMMANDS = 400
EVERY = 0.07
"""Seconds between two commands; each comes from the next of twenty people."""


def measured(server: MailServer, folder: Path, commands: int = COMMANDS) -> dict[str, float]:
    """Milliseconds from the word to its answer: median, 99th percentile, longest."""
    place = folder / "command"
    place.mkdir()
    shutil.copyfile(aged_log(folder) / "infodesk.db", place / "infodesk.db")
    server.fill(USERS[3], [])
    typed: dict[int, list[float]] = {number: [] for number in range(SELLERS)}
    with running(server, USERS[3], place) as service:
        time.sleep(3)
        before = len(asked(service.chat, "sendMessage"))
        for number in range(commands):
            began = time.monotonic()
            seller = number % SELLERS
            typed[seller].append(began)
            service.chat.order("type", chat=chat_of(seller), user=chat_of(seller), text=_command(number, seller))
            time.sleep(max(0.0, began + EVERY - time.monotonic()))
        waited(
            lambda: len(asked(service.chat, "sendMessage")) >= before + commands,
            60,
            "not every command was answered",
            0.5,
        )
        answered = asked(service.chat, "sendMessage")[before:]
        ready = service.ready_after
    took = []
    for seller, words in typed.items():
        answers = [float(each["at"]) for each in answered if str(each["given"]["chat_id"]) == str(chat_of(seller))]
        took += [1000 * (answer - word) for word, answer in zip(words, answers, strict=False)]
    return {
        "median": at_share(took, 0.5), "p99": at_share(took, 0.99), "longest": max(took), "commands": float(len(took)),
        "ready": ready,
    }  # fmt: skip


def _command(number: int, seller: int) -> str:
    """In turn everything that people ask all day, each about what is hers."""
    hers = INQUIRIES - (INQUIRIES - seller) % SELLERS - SELLERS * ((number // SELLERS) % OPEN_EACH)
    kinds = (
        f"/show {hers}",
        "/mine",
        "/due",
        f"/why {hers}",
        "/find matter 19",
        f"/who old{hers}.example",
        "/digest",
        "/board",
    )
    return kinds[(number // SELLERS) % len(kinds)]
