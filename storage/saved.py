"""Named queries about foreign messages that passed by in a chat and may be filed with a customer (R335)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.event import Place
from storage.tables.happenings import HappeningRow

SEEN = "seen"
SAVED = "saved"
_LOOKED_BACK = 200


def seen_by(session: Session, person: int, key: str) -> Any | None:
    """What passed by under that key; only what this person herself showed."""
    row = session.scalar(
        select(HappeningRow)
        .where(HappeningRow.verb == SEEN, HappeningRow.actor == person, HappeningRow.event == key)
        .limit(1)
    )
    return None if row is None else row.after


def seen_in(session: Session, person: int, place: Place, message: str) -> Any | None:
    """What passed by with that message of that place."""
    rows = session.scalars(
        select(HappeningRow)
        .where(HappeningRow.verb == SEEN, HappeningRow.actor == person)
        .order_by(HappeningRow.id.desc())
        .limit(_LOOKED_BACK)
    )
    where = (place.front, place.address, message)
    kept = (each.after for each in rows if each.after)
    return next((each for each in kept if (each["front"], each["place"], each["message"]) == where), None)


def is_saved(session: Session, conversation: int, key: str) -> bool:
    """Whether it is filed with that conversation already."""
    rows = session.scalars(
        select(HappeningRow).where(HappeningRow.conversation_id == conversation, HappeningRow.verb == SAVED)
    )
    return any(each.after and each.after.get("key") == key for each in rows)
