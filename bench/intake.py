"""Intake: 1,000 mixed letters from an IMAP server on loopback to the outbox, beside bare lines; with an empty and a full log."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from bench import ours
from bench.department import aged, founded
from bench.letters import mixed
from bench.servers import ROOT, USERS, MailServer
from storage.database import opened

LETTERS = 1000
ROUNDS = 2
LOGGED, INQUIRIES = 100_000, 20_000
Figures = dict[str, float]


def measured(server: MailServer, folder: Path, rounds: int = ROUNDS) -> dict[str, Figures]:
    """Rounds of: bare stdlib, bare cut, ours on an empty log, ours on a full one; of each line its better round."""
    user = USERS[0]
    server.fill(user, mixed(LETTERS))
    old = aged_log(folder)
    found: dict[str, list[Figures]] = {"stdlib": [], "cut": [], "empty": [], "full": []}
    for number in range(rounds):
        for way, rows in found.items():
            with tempfile.TemporaryDirectory(dir=folder, prefix=f"{way}-{number}-") as place:
                if way == "full":
                    shutil.copyfile(old / "infodesk.db", Path(place) / "infodesk.db")
                rows.append(_child(way, server, user, place))
    return {way: min(rows, key=lambda each: each["cpu"]) for way, rows in found.items()}


def aged_log(folder: Path) -> Path:
    """A folder with a database that holds 100,000 letters and 20,000 inquiries; made once."""
    old = folder / "aged"
    if not old.exists():
        old.mkdir()
        database = opened(f"sqlite:///{old / 'infodesk.db'}")
        founded(database)
        aged(database, LOGGED, INQUIRIES)
        with database.engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        database.close()
    return old


def profiled(server: MailServer, folder: Path) -> None:
    """Prints where the time of our intake goes in the deciding process (the readers are children of their own)."""
    with tempfile.TemporaryDirectory(dir=folder, prefix="profile-") as place:
        ours.main(server.port, USERS[0], server.password, Path(place), profile=True)


def _child(way: str, server: MailServer, user: str, place: str) -> Figures:
    module = ["bench.bare", way] if way in ("stdlib", "cut") else ["bench.ours"]
    command = [sys.executable, "-m", *module, str(server.port), user, server.password, place]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    if done.returncode:
        raise RuntimeError(f"{way} failed: {done.stderr[-2000:]}")
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    if figures["letters"] != LETTERS:
        raise RuntimeError(f"{way} took in {figures['letters']} of {LETTERS} letters: {done.stderr[-2000:]}")
    figures["per_second"] = figures["letters"] / figures["seconds"]
    figures["cpu_ms"] = 1000 * figures["cpu"] / figures["letters"]
    return figures


def table(found: Mapping[str, Figures]) -> list[tuple[str, ...]]:
    """Rows for people: line, letters a second, CPU ms a letter, peak memory."""
    names = {
        "stdlib": "bare line, stdlib parser (compat32)",
        "cut": "bare line, cut at the boundaries",
        "empty": "infodesk, empty log",
        "full": f"infodesk, {LOGGED:,} letters in the log",
    }
    rows: list[tuple[str, ...]] = [("line", "letters/s", "CPU ms/letter", "peak MB", "readers MB")]
    for way, name in names.items():
        each = found[way]
        readers = f"{each['readers_mb']:.0f}" if "readers_mb" in each else "-"
        rows.append((name, f"{each['per_second']:.0f}", f"{each['cpu_ms']:.2f}", f"{each['peak_mb']:.0f}", readers))
    return rows


def ratios(found: Mapping[str, Figures]) -> Figures:
    speed = {way: each["per_second"] for way, each in found.items()}
    cpu = {way: each["cpu_ms"] for way, each in found.items()}
    return {
        "of_stdlib": speed["empty"] / speed["stdlib"],
        "of_cut": speed["empty"] / speed["cut"],
        "cpu_full": cpu["full"] / cpu["empty"],
    }
