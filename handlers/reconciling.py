"""Counting mailbox and log against each other: asked for here, counted by the roof, told here (I2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from handlers.alarms import alarm, over
from handlers.telling import to_colleague
from rules.outgoing import Outgoing
from rules.words import Line, line, title
from storage import facts
from storage.happenings import note
from storage.tables.machine import FactRow
from storage.work import Work

WANTED = "reconcile_wanted"
"""The fact that asks the roof to count: who asked (0: the night), and in which event."""
RESULT = "reconciled"
"""The fact that holds the last count; the manager's digest tells it."""
ALARM = "reconcile"
NIGHT = 0


@dataclass(frozen=True, slots=True)
class FolderCount:
    """One folder: letters on the server, those of them in the log, and the UIDs that the log does not have."""

    account: str
    folder: str
    mailbox: int
    log: int
    missing: tuple[int, ...] = ()


def want(work: Work, by: int = NIGHT) -> None:
    """Asks the roof to count at its next round."""
    facts.remember(work.session, WANTED, {"by": by, "event": work.event}, work.now)


def is_wanted(session: Session) -> bool:
    return facts.fact(session, WANTED) is not None


def wanted_by(session: Session) -> str:
    """The key of the event that asked, for the event that answers it; empty when nobody has asked."""
    wanted = facts.fact(session, WANTED)
    return str(wanted["event"]) if wanted else ""


def told(work: Work, result: Iterable[FolderCount]) -> list[Outgoing]:
    """The roof has counted: whoever asked is told; a difference is an alarm, and its end is told, too."""
    counts = tuple(result)
    wanted = facts.fact(work.session, WANTED)
    asker = wanted["by"] if wanted else NIGHT
    if (row := work.session.get(FactRow, WANTED)) is not None:
        work.session.delete(row)
    differing = [each for each in counts if each.missing or each.mailbox != each.log]
    facts.remember(work.session, RESULT, _plain(counts, work.now), work.now)
    note(
        work,
        "reconciled",
        _sum(counts),
        after={"missing": {each.folder: list(each.missing[:100]) for each in differing}},
    )
    said = to_colleague(work, asker, _lines(counts), at_once=True) if asker else []
    if not differing:
        return [*said, *over(work, ALARM)]
    advice = line("What is missing is fetched again now. /reconcile counts once more.")
    return [*said, *alarm(work, ALARM, _sum(counts), *(_folder(each) for each in differing), advice)]


def _plain(counts: tuple[FolderCount, ...], now: datetime) -> dict[str, Any]:
    """As the digest reads it."""
    return {
        "mailbox": sum(each.mailbox for each in counts),
        "log": sum(each.log for each in counts),
        "at": now.isoformat(),
        "folders": [[each.account, each.folder, each.mailbox, each.log] for each in counts],
    }


def _lines(counts: tuple[FolderCount, ...]) -> tuple[Line, ...]:
    return (title("Mailbox and log, counted."), *(_folder(each) for each in counts), _sum(counts))


def _folder(each: FolderCount) -> Line:
    if not each.missing:
        return line("{account} {folder}: mailbox {mailbox}, log {log}.", **_facts(each))
    uids = ", ".join(map(str, each.missing[:10]))
    return line(
        "{account} {folder}: mailbox {mailbox}, log {log}. Not in the log: UID {uids}.", **_facts(each), uids=uids
    )


def _facts(each: FolderCount) -> dict[str, str | int]:
    return {"account": each.account, "folder": each.folder, "mailbox": each.mailbox, "log": each.log}


def _sum(counts: tuple[FolderCount, ...]) -> Line:
    return line("mailbox {mailbox}, log {log}", mailbox=sum(c.mailbox for c in counts), log=sum(c.log for c in counts))
