"""Seeding a department: colleagues, their addresses and chats, for the demo, the tour and `infodesk init`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from storage.tables.colleagues import ChatAccountRow, ColleagueAddressRow, ColleagueRow


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the department. `chat` names the front in which she is reached by her own name."""

    name: str
    roles: tuple[str, ...]
    address: str
    language: str = "en"
    chat: str = "console"


def hired(session: Session, people: Sequence[Person], zone: str, now: datetime) -> dict[str, int]:
    """Enters them and returns their numbers by name."""
    numbers: dict[str, int] = {}
    for person in people:
        row = ColleagueRow(
            name=person.name, roles=list(person.roles), language=person.language, zone=zone, joined_at=now
        )
        session.add(row)
        session.flush()
        numbers[person.name] = row.id
        session.add(ColleagueAddressRow(address=person.address, colleague_id=row.id, since=now))
        account = person.name.lower()
        session.add(ChatAccountRow(front=person.chat, account=account, place=account, colleague_id=row.id, since=now))
    return numbers
