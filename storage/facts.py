"""Named facts that the program remembers about itself."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from storage.tables.machine import FactRow

SECRET = "secret"


def fact(session: Session, name: str) -> Any:
    """The value of that name, or None."""
    row = session.get(FactRow, name)
    return None if row is None else row.value


def fact_since(session: Session, name: str) -> datetime | None:
    row = session.get(FactRow, name)
    return None if row is None else row.at


def remember(session: Session, name: str, value: Any, now: datetime) -> None:
    session.merge(FactRow(name=name, value=value, at=now))


def department_secret(session: Session, now: datetime) -> bytes:
    """The secret from which tokens are made; born with the database."""
    known = fact(session, SECRET)
    if known is None:
        known = secrets.token_hex(32)
        remember(session, SECRET, known, now)
        session.flush()
    return bytes.fromhex(known)
