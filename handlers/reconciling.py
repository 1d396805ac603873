"""Counting mailbox and log against each other: asked for here, counted and mended by the roof, told here (I1, I2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from handlers.alarms import alarm, over
from handlers.telling import to_colleague
from rules.outgoing import Outgoing
from rules.words import Line, line, title, verbatim
from storage import facts
from storage.happenings import note
from storage.tables.machine import FactRow
from storage.work import Work

WANTED = "reconcile_wanted"
"""The fact that asks the roof to count: who asked (0: the night), and in which event."""
RESULT = "reconciled"
"""The fact that holds the last count; the manager's digest tells it."""
ALARM = "reconcile"
LOST = "letters lost"
NIGHT = 0
SHOWN = 8
"""Differences that are told one by one; all of them are recorded."""


@dataclass(frozen=True, slots=True)
class FolderCount:
    """One folder. `mailbox` letters lie on the server; `log` of them are in the log, whole.

    The others are `missing` (they could not be fetched even now), or explained: in quarantine, or older ones whose turn comes
    `later`. `fetched` were missing and are there now. `moved` and `gone` are in the log and not on the server any more.
    """

    account: str
    folder: str
    mailbox: int
    log: int
    missing: tuple[int, ...] = ()
    fetched: tuple[int, ...] = ()
    quarantined: tuple[int, ...] = ()
    later: int = 0
    moved: tuple[tuple[int, str], ...] = ()
    gone: tuple[int, ...] = ()

    @property
    def explained(self) -> int:
        return len(self.quarantined) + self.later

    @property
    def differs(self) -> bool:
        return bool(self.missing) or self.mailbox != self.log + self.explained


def want(work: Work, by: int = NIGHT) -> None:
    """Asks the roof to count at its next round."""
    facts.remember(work.session, WANTED, {"by": by, "event": work.event}, work.now)


def is_wanted(session: Session) -> bool:
    return facts.fact(session, WANTED) is not None


def wanted_by(session: Session) -> tuple[str, int]:
    """The key of the event that asked, for the event that answers it, and who asked; ("", 0) when nobody has."""
    wanted = facts.fact(session, WANTED)
    return (str(wanted["event"]), int(wanted["by"])) if wanted else ("", NIGHT)


def not_yet(work: Work, by: int, account: str) -> list[Outgoing]:
    """The mailbox cannot be reached: whoever asked hears that it is counted as soon as it can be."""
    words = line("The mailbox {account} cannot be reached now. I count as soon as it can be.", account=account)
    return to_colleague(work, by, (words,), at_once=True) if by else []


def told(work: Work, result: Iterable[FolderCount], lost: Iterable[int] = ()) -> list[Outgoing]:
    """The roof has counted: whoever asked is told; a difference is an alarm, and its end is told, too.

    `lost` are letters of the log whose file is missing or damaged, and which no server holds any more.
    """
    counts, broken = tuple(result), tuple(lost)
    wanted = facts.fact(work.session, WANTED)
    asker = wanted["by"] if wanted else NIGHT
    if (row := work.session.get(FactRow, WANTED)) is not None:
        work.session.delete(row)
    facts.remember(work.session, RESULT, _plain(counts, work.now), work.now)
    note(work, "reconciled", (_sum(counts), *_explanations(counts, 200)), after=_recorded(counts, broken))
    said = to_colleague(work, asker, _lines(counts), at_once=True) if asker else []
    return [*said, *_alarmed(work, counts), *_lost(work, broken)]


def result_line(session: Session) -> Line:
    """The last count, as the manager's digest and /health tell it."""
    counts = facts.fact(session, RESULT)
    if not counts:
        return line("Mailbox and log have not been counted yet. /reconcile counts them.")
    told_facts = {"mailbox": counts["mailbox"], "log": counts["log"], "at": datetime.fromisoformat(counts["at"])}
    explained = counts.get("explained", 0)
    if counts["mailbox"] != counts["log"] + explained:
        return line("Mailbox {mailbox}, log {log}, counted {at}: they differ! /reconcile counts again.", **told_facts)
    if explained:
        return line("Mailbox {mailbox}, log {log}, {count} explained, counted {at}.", count=explained, **told_facts)
    return line("Mailbox {mailbox}, log {log}, counted {at}: nothing is missing.", **told_facts)


def _alarmed(work: Work, counts: tuple[FolderCount, ...]) -> list[Outgoing]:
    differing = [each for each in counts if each.differs]
    if not differing:
        return over(work, ALARM)
    advice = line("What is missing is fetched again now. /reconcile counts once more.")
    return alarm(work, ALARM, _sum(counts), *(_folder(each) for each in differing), advice)


def _lost(work: Work, lost: tuple[int, ...]) -> list[Outgoing]:
    if not lost:
        return over(work, LOST)
    words = line(
        "Files of letters are missing or damaged, and the mail server does not have them: {numbers}",
        numbers=", ".join(map(str, lost[:20])) + (" …" if len(lost) > 20 else ""),
    )
    return alarm(work, LOST, words, line("Bring them back from a backup: infodesk restore, into another place."))


def _recorded(counts: tuple[FolderCount, ...], lost: tuple[int, ...]) -> dict[str, Any]:
    return {
        "missing": {each.folder: list(each.missing[:100]) for each in counts if each.missing},
        "fetched": {each.folder: list(each.fetched[:100]) for each in counts if each.fetched},
        "moved": {each.folder: [list(one) for one in each.moved[:100]] for each in counts if each.moved},
        "gone": {each.folder: list(each.gone[:100]) for each in counts if each.gone},
        "lost": list(lost[:100]),
    }


def _plain(counts: tuple[FolderCount, ...], now: datetime) -> dict[str, Any]:
    """As the digest reads it."""
    return {
        "mailbox": sum(each.mailbox for each in counts),
        "log": sum(each.log for each in counts),
        "explained": sum(each.explained for each in counts),
        "at": now.isoformat(),
        "folders": [[each.account, each.folder, each.mailbox, each.log] for each in counts],
    }


def _lines(counts: tuple[FolderCount, ...]) -> tuple[Line, ...]:
    folders = (_folder(each) for each in counts)
    return (title("Mailbox and log, counted."), *folders, *_explanations(counts, SHOWN), _sum(counts))


def _folder(each: FolderCount) -> Line:
    if not each.missing:
        return line("{account} {folder}: mailbox {mailbox}, log {log}.", **_facts(each))
    uids = ", ".join(map(str, each.missing[:10]))
    return line(
        "{account} {folder}: mailbox {mailbox}, log {log}. Not in the log: UID {uids}.", **_facts(each), uids=uids
    )


def _explanations(counts: tuple[FolderCount, ...], most: int) -> list[Line]:
    """Each difference with its reason; beyond `most` they are counted."""
    lines = [line("{folder}: {count} older letters are still to come.", folder=each.folder, count=each.later)
             for each in counts if each.later]  # fmt: skip
    for each in counts:
        where = f"{each.account} {each.folder}"
        lines += [
            line("{folder}, UID {uid}: was missing and is fetched now.", folder=where, uid=uid) for uid in each.fetched
        ]
        lines += [
            line("{folder}, UID {uid}: in quarantine, /quarantine.", folder=where, uid=uid) for uid in each.quarantined
        ]
        lines += [
            line(
                "{folder}, UID {uid}: in the log; somebody has moved it to {other}.", folder=where, uid=uid, other=other
            )
            for uid, other in each.moved
        ]
        lines += [
            line(
                "{folder}, UID {uid}: in the log; somebody has deleted it in the mailbox, or moved it away.",
                folder=where,
                uid=uid,
            )
            for uid in each.gone
        ]
    if len(lines) <= most:
        return lines
    return [*lines[:most], line("and {count} more; the record has them.", count=len(lines) - most)]


def _facts(each: FolderCount) -> dict[str, Any]:
    return {
        "account": verbatim(each.account),
        "folder": verbatim(each.folder),
        "mailbox": each.mailbox,
        "log": each.log,
    }


def _sum(counts: tuple[FolderCount, ...]) -> Line:
    return line(
        "Mailbox {mailbox}, log {log}",
        mailbox=sum(each.mailbox for each in counts),
        log=sum(each.log for each in counts),
    )
