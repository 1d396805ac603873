"""Whether the service lives: what `infodesk run` writes into its health file, and what `infodesk health` answers."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.disk_watch import LEAST_FREE
from documents.speech import spoken
from handlers.reconciling import RESULT
from handlers.ticks.heartbeat import CLOCK_MAY_LAG
from rules.waits import BACKUP_MAY_WAIT, SWEEP_MAY_WAIT
from rules.words import from_plain
from storage import pulse
from storage.database import Database
from storage.doubts import held_since, oldest_overdue
from storage.facts import fact
from storage.outbox import counts
from storage.quarantine import counted
from storage.updates import failed

BEATS_EVERY = timedelta(seconds=15)
SILENT_AFTER = timedelta(seconds=90)
POLL_MAY_WAIT = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the answer."""

    name: str
    well: bool
    says: str


def beat(file: Path, now: datetime, **facts: Any) -> None:
    """Called by the running service every few seconds: writes that it lives, and facts like last_poll (an ISO instant)."""
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    file.parent.mkdir(parents=True, exist_ok=True)
    draft.write_text(json.dumps({"at": now.isoformat(), **facts}), encoding="utf-8")
    draft.replace(file)


def felt(file: Path, database: Database, now: datetime, folders: Sequence[Path] = ()) -> tuple[Fact, ...]:
    """All facts; the service is well when each of them is."""
    book = _beaten(file)
    with database.reading() as session:
        found = (
            _process(book, now),
            *_poll(book, now),
            _queue(session, now),
            *_sweeps(session, now),
            *_alarms(session, now),
            _backup(session, now),
            _quarantine(session),
            _mailbox(session, now),
            *_clock(session, now),
            *_failed(session),
            *_held(session, now),
        )
    return (*found, *(_disk(each) for each in folders))


def _beaten(file: Path) -> dict[str, Any]:
    try:
        book = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return book if isinstance(book, dict) else {}


def _process(book: dict[str, Any], now: datetime) -> Fact:
    at = _instant(book.get("at"))
    if at is None:
        return Fact("process", False, "no sign of life: infodesk run has not written its health file")
    return Fact("process", _age(at, now) < SILENT_AFTER, f"last sign of life {ago(at, now)}")


def _poll(book: dict[str, Any], now: datetime) -> tuple[Fact, ...]:
    at = _instant(book.get("last_poll"))
    return () if at is None else (Fact("chat", _age(at, now) < POLL_MAY_WAIT, f"last good poll {ago(at, now)}"),)


def _queue(session: Session, now: datetime) -> Fact:
    found = counts(session)
    late = oldest_overdue(session, now) if held_since(session) is None else None
    states = ("waiting", "sending", "unknown", "dead")
    says = ", ".join(f"{found.get(state, 0)} {state}" for state in states)
    return Fact("queue", late is None, says + (f"; the oldest waits since {late.due_at.isoformat()}" if late else ""))


def _sweeps(session: Session, now: datetime) -> tuple[Fact, ...]:
    facts = []
    for row in pulse.folders(session):
        at = row.swept_at
        well = at is not None and _age(at, now) < SWEEP_MAY_WAIT
        facts.append(Fact("sweep", well, f"{row.account} {row.folder} {ago(at, now) if at else 'never'}"))
    return tuple(facts)


def _alarms(session: Session, now: datetime) -> tuple[Fact, ...]:
    rows = pulse.open_alarms(session)
    if not rows:
        return (Fact("alarms", True, "none"),)
    return tuple(
        Fact("alarm", False, f"{row.name}, {ago(row.since, now)}: {spoken(from_plain(row.words)[0], 'en', 'UTC')}")
        for row in rows
    )


def _backup(session: Session, now: datetime) -> Fact:
    at, since = pulse.last_backup(session), pulse.backup_counts_from(session)
    well = since is None or _age(since, now) < BACKUP_MAY_WAIT
    if at is None:
        return Fact("backup", well, "none yet: infodesk backup FILE")
    return Fact("backup", well, f"last one {ago(at, now)}, {pulse.backup_size(session) / 1e6:.1f} MB, checked")


def _quarantine(session: Session) -> Fact:
    letters, messages = counted(session)
    return Fact("quarantine", True, f"{letters} letters not read, {messages} messages not fetched")


def _mailbox(session: Session, now: datetime) -> Fact:
    """The last count of mailbox against log."""
    counts = fact(session, RESULT)
    if not counts:
        return Fact("mailbox", True, "not counted against the log yet: /reconcile in chat")
    explained, at = counts.get("explained", 0), datetime.fromisoformat(counts["at"])
    well = counts["mailbox"] == counts["log"] + explained
    says = f"mailbox {counts['mailbox']}, log {counts['log']}" + (f", {explained} explained" if explained else "")
    return Fact("mailbox", well, f"{says}, counted {ago(at, now)}")


def _clock(session: Session, now: datetime) -> tuple[Fact, ...]:
    newest = pulse.last_recorded(session)
    if newest is None or newest - now <= CLOCK_MAY_LAG:
        return ()
    return (Fact("clock", False, f"{newest - now} behind what is recorded already: set it by a time server"),)


def _disk(folder: Path) -> Fact:
    try:
        free = shutil.disk_usage(folder).free
    except OSError as fault:
        return Fact("disk", False, f"{folder}: {fault.strerror}")
    return Fact("disk", free >= LEAST_FREE, f"{free // 1_000_000:,} MB free in {folder}")


def _failed(session: Session) -> tuple[Fact, ...]:
    count = failed(session)
    return (Fact("chat", True, f"{count} words or presses not understood; the log tells why"),) if count else ()


def _held(session: Session, now: datetime) -> tuple[Fact, ...]:
    since = held_since(session)
    if since is None:
        return ()
    return (Fact("held", False, f"nothing goes out since {ago(since, now)}, after a restore; say /resume in chat"),)


def _instant(text: Any) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return at if at.tzinfo else None


def _age(at: datetime, now: datetime) -> timedelta:
    """Never negative, also where the clock was set back (F26)."""
    return max(timedelta(), now - at)


def ago(at: datetime, now: datetime) -> str:
    """An age in words: 12 s ago, 5 min ago, 3 h ago, 2 d ago."""
    seconds = int(_age(at, now).total_seconds())
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds // size} {unit} ago"
    return f"{seconds} s ago"
