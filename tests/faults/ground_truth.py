"""What the monitor says against what is there, counted row by row without any of the product's queries (I10)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.health import felt
from documents.speech import spoken
from handlers.digest import department
from storage.database import Database
from storage.policy import policy_at
from storage.tables.conversations import ConversationRow, PromiseRow
from storage.tables.letters import LetterRow, SightingRow
from storage.tables.outbox import MessageRow
from storage.work import Work

DAY = timedelta(hours=30)
"""How far back the digest is asked to count."""
QUEUE = ("waiting", "sending", "unknown", "dead")


def counters_are_true(database: Database, now: datetime) -> None:
    """Asserts that /health and the digest count what is there."""
    facts = {each.name: each.says for each in felt(Path("no health file"), database, now)}
    with database.reading() as session:
        states = Counter(session.scalars(select(MessageRow.state)))
        assert facts["queue"].startswith(", ".join(f"{states[each]} {each}" for each in QUEUE)), (
            facts["queue"],
            states,
        )
        assert _first_number(facts["quarantine"]) == _apart(session), facts["quarantine"]
        assert _told(session, now) == _counted(session, now)


def _apart(session: Session) -> int:
    """Letters that nobody could read, and messages that nobody could fetch."""
    letters = sum(state == "quarantined" for state in session.scalars(select(LetterRow.state)))
    return letters + sum(state == "quarantined" for state in session.scalars(select(SightingRow.state)))


def _told(session: Session, now: datetime) -> dict[str, int]:
    """The sums of the department, out of the digest's own sentence."""
    work = Work(session, now, policy_at(session, now), "asked", b"")
    said = [spoken(each, "en", "UTC") for each in department(work, now - DAY)]
    found = next(filter(None, (re.match(_SENTENCE, each) for each in said)), None)
    assert found is not None, f"the digest has no sums: {said}"
    return {name: int(value) for name, value in found.groupdict().items()}


_SENTENCE = re.compile(
    r"New (?P<new>\d+), open (?P<open>\d+), without an owner (?P<unowned>\d+), overdue (?P<overdue>\d+), "
    r"answered in time (?P<in_time>\d+), broken (?P<broken>\d+)"
)


def _counted(session: Session, now: datetime) -> dict[str, int]:
    matters = list(session.scalars(select(ConversationRow)))
    promises = list(session.scalars(select(PromiseRow)))
    still = {each.id for each in matters if each.closed_at is None}
    return {
        "new": _sum(now - DAY <= each.opened_at <= now for each in matters),
        "open": len(still),
        "unowned": _sum(each.closed_at is None and each.owner_id is None for each in matters),
        "overdue": len({p.conversation_id for p in promises if p.ended_at is None and p.due_at < now} & still),
        "in_time": _sum(_is_in_time(each, now - DAY, now) for each in promises),
        "broken": _sum(p.breached_at is not None and now - DAY <= p.breached_at <= now for p in promises),
    }


def _is_in_time(promise: PromiseRow, since: datetime, until: datetime) -> bool:
    if promise.answered_at is None or promise.ended_at is None:
        return False
    return since <= promise.ended_at <= until and promise.answered_at <= promise.due_at


def _sum(found: Iterable[bool]) -> int:
    return sum(found)


def _first_number(text: str) -> int:
    found = re.search(r"\d+", text)
    assert found is not None, text
    return int(found[0])
