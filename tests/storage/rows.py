"""Rows as the tests of the storage need them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from rules.policy import DEFAULT
from storage.tables.conversations import ConversationRow
from storage.work import Work

AT = datetime(2026, 3, 6, 9, 0, tzinfo=UTC)


def a_conversation(**facts: Any) -> ConversationRow:
    given = {"kind": "inquiry", "state": "new", "channel": "mail", "opened_at": AT, "entered_at": AT, "touched_at": AT}
    return ConversationRow(**{**given, **facts})


def work_of(session: Session, event: str = "test:1", now: datetime = AT) -> Work:
    return Work(session, now, DEFAULT, event, b"secret")
