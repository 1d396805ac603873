"""Letters that could not be sorted, and messages that could not be fetched: listed, tried again, set aside (F05, F09)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from rules.words import line
from storage.happenings import note
from storage.tables.letters import LetterRow, SightingRow
from storage.work import Work

RETRIED = "retried"


def quarantined_letters(session: Session, limit: int = 20) -> list[LetterRow]:
    """The oldest first: they have waited longest."""
    return list(
        session.scalars(select(LetterRow).where(LetterRow.state == "quarantined").order_by(LetterRow.id).limit(limit))
    )


def quarantined_letter(session: Session, number: int) -> LetterRow | None:
    row = session.get(LetterRow, number)
    return row if row is not None and row.state == "quarantined" else None


def unfetched(session: Session, limit: int = 20) -> list[SightingRow]:
    """Messages on the server that could not be fetched, however often."""
    return list(
        session.scalars(
            select(SightingRow).where(SightingRow.state == "quarantined").order_by(SightingRow.id).limit(limit)
        )
    )


def unfetched_message(session: Session, number: int) -> SightingRow | None:
    row = session.get(SightingRow, number)
    return row if row is not None and row.state == "quarantined" else None


def counted(session: Session) -> tuple[int, int]:
    """How many letters and how many messages lie in quarantine."""
    letters = session.scalar(select(func.count()).select_from(LetterRow).where(LetterRow.state == "quarantined"))
    messages = session.scalar(select(func.count()).select_from(SightingRow).where(SightingRow.state == "quarantined"))
    return letters or 0, messages or 0


def lies_since(session: Session, before: datetime) -> bool:
    """Whether something that came before that instant lies in quarantine still."""
    letter = select(LetterRow.id).where(LetterRow.state == "quarantined", LetterRow.kept_at <= before).limit(1)
    message = select(SightingRow.id).where(SightingRow.state == "quarantined", SightingRow.seen_at <= before).limit(1)
    return session.scalar(letter) is not None or session.scalar(message) is not None


def retried(work: Work, row: LetterRow, by: int) -> None:
    """The letter is kept and waits to be sorted again. One more attempt gives the event of sorting it a new key."""
    before = {"state": row.state, "reason": row.reason}
    row.state, row.attempts, row.reason = "kept", row.attempts + 1, ""
    note(
        work,
        RETRIED,
        line("Letter {number} goes through again.", number=row.id),
        actor=by,
        letter=row.id,
        conversation=row.conversation_id,
        before=before,
        after={"state": row.state},
    )


def fetched_again(work: Work, row: SightingRow, by: int) -> None:
    """The message is fetched again at the next sweep."""
    before = {"state": row.state, "fault": row.fault}
    row.state, row.attempts, row.fault = "to_fetch", 0, ""
    words = line("Message {uid} of {folder} is fetched again.", uid=row.uid, folder=row.folder)
    note(work, RETRIED, words, actor=by, before=before, after={"state": row.state, "sighting": row.id})


def set_aside(work: Work, row: LetterRow, by: int, reason: str) -> None:
    """The letter is not sorted and stays in the log for ever, with the reason."""
    before = {"state": row.state, "reason": row.reason}
    row.state, row.reason, row.sorted_at = "dismissed", reason, work.now
    note(
        work,
        "set_aside",
        line("Letter {number} was set aside: {reason}", number=row.id, reason=reason),
        actor=by,
        letter=row.id,
        before=before,
        after={"state": row.state, "reason": reason},
    )


def all_retried(work: Work, by: int) -> int:
    """Sends everything that lies in quarantine through anew; returns how many."""
    letters, messages = quarantined_letters(work.session, 1000), unfetched(work.session, 1000)
    for letter in letters:
        retried(work, letter, by)
    for message in messages:
        fetched_again(work, message, by)
    work.session.flush()
    return len(letters) + len(messages)
