"""Named queries about the rooms of the team: asked for, confirmed, left (R15, R333)."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.event import Place
from storage.tables.colleagues import RoomRow
from storage.work import Work


def room(session: Session, number: int) -> RoomRow | None:
    return session.get(RoomRow, number)


def room_at(session: Session, place: Place) -> RoomRow | None:
    return session.scalar(select(RoomRow).where(RoomRow.front == place.front, RoomRow.address == place.address))


def rooms_known(session: Session) -> list[RoomRow]:
    return list(session.scalars(select(RoomRow).order_by(RoomRow.id)))


def asked_for(work: Work, place: Place, name: str, by: int) -> RoomRow:
    """The room as somebody asks for it, not confirmed; one that was left is asked for anew."""
    row = room_at(work.session, place)
    if row is None:
        row = RoomRow(front=place.front, address=place.address)
        work.session.add(row)
    row.name, row.asked_by, row.confirmed_at, row.left_at = name or row.name or "", by, None, None
    work.session.flush()
    return row
