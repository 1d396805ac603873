"""What stands in a chat: where a card is, and which conversation a reply is about."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.event import Place
from storage.tables.outbox import MessageRow, SpokenRow


def remember_spoken(
    session: Session,
    place: Place,
    message: str,
    *,
    outbox: int,
    card: str | None,
    listener: int | None,
    conversation: int | None,
    now: datetime,
) -> None:
    session.add(
        SpokenRow(
            outbox_id=outbox,
            front=place.front,
            place=place.address,
            message=message,
            card=card,
            listener=listener,
            conversation_id=conversation,
            at=now,
        )
    )


def message_of_card(session: Session, card: str, place: Place) -> str | None:
    """The front's id of the newest message that shows the card in that place."""
    return session.scalar(
        select(SpokenRow.message)
        .where(SpokenRow.card == card, SpokenRow.front == place.front, SpokenRow.place == place.address)
        .order_by(SpokenRow.id.desc())
        .limit(1)
    )


def spoken_message(session: Session, place: Place, message: str) -> SpokenRow | None:
    """What we said with that message of that place: the thing that a reply is about."""
    return session.scalar(
        select(SpokenRow)
        .where(SpokenRow.front == place.front, SpokenRow.place == place.address, SpokenRow.message == message)
        .order_by(SpokenRow.id.desc())
        .limit(1)
    )


def cards_standing(session: Session, names: Collection[str]) -> list[str]:
    """Those of the cards that stand somewhere, or soon will.

    Asked by their whole names: which names begin alike is another question under each collation of PostgreSQL.
    """
    stood = session.scalars(select(SpokenRow.card).where(SpokenRow.card.in_(names)).distinct())
    coming = session.scalars(
        select(MessageRow.card).where(
            MessageRow.card.in_(names),
            MessageRow.kind == "say",
            MessageRow.state.in_(("waiting", "sending", "unknown")),
        )
    )
    return sorted({each for each in (*stood, *coming) if each})
