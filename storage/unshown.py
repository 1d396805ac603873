"""Cards that come too fast to be shown one by one: left out, and told of in a summary (F30)."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, func, or_, select
from sqlalchemy.orm import Session

from storage.swift import Swift, enter
from storage.tables.conversations import ConversationRow
from storage.tables.outbox import MessageRow, UnshownRow
from storage.work import Work

AT_ONCE = 12
"""New cards that a person gets within WITHIN; what comes above it is told in one sum a minute until it is quiet again."""
WITHIN = timedelta(seconds=90)
"""Longer than it takes from one summary to the next."""
OF_ONE = 2
"""So many of them may be about one customer."""
SUMMARY = "unshown:"
_LATELY = Swift(
    select(MessageRow.card)
    .where(
        MessageRow.listener == bindparam("listener"),
        MessageRow.decided_at > bindparam("since"),
        or_(MessageRow.card.like("inquiry:%"), MessageRow.card.like(f"{SUMMARY}%"), MessageRow.kind == "mail"),
        MessageRow.kind != "edit",
    )
    .limit(2 * AT_ONCE)
)


def is_shown(
    work: Work, listener: int, conversation: int, customer: int | None = None, by_letter: bool = False
) -> bool:
    """Whether she gets a card of it now. If not, it is noted, to be told with the others.

    One customer's new conversations ring OF_ONE times, however many letters open them (T32); and, `by_letter`, the letters
    of one conversation once.
    """
    lately = work.once(f"cards of {listener}", lambda: _lately(work, listener))
    crowded = len(lately) >= AT_ONCE or any(each.startswith(SUMMARY) for each in lately)
    if not crowded and not _rang_for(work, lately, conversation, customer, by_letter):
        lately.append(f"inquiry:{conversation}:{listener}")
        return True
    enter(work.session, UnshownRow, {"listener": listener, "conversation_id": conversation})
    return False


def listeners(session: Session) -> list[int]:
    """Who has something to be told."""
    return sorted(session.scalars(select(UnshownRow.listener).distinct()))


def told(session: Session, listener: int) -> tuple[int, int]:
    """How many conversations were not shown to her: hers, and nobody's. They are told now."""
    counts = session.execute(
        select(ConversationRow.owner_id, func.count(UnshownRow.conversation_id.distinct()))
        .join(ConversationRow, ConversationRow.id == UnshownRow.conversation_id)
        .where(UnshownRow.listener == listener)
        .group_by(ConversationRow.owner_id)
    )
    found: dict[int | None, int] = {owner: count for owner, count in counts}
    session.execute(delete(UnshownRow).where(UnshownRow.listener == listener))
    return found.get(listener, 0), found.get(None, 0)


def forget_those_of(session: Session, address: str) -> None:
    """What waits to be summed up of one sender need not be told any more: something else tells of him."""
    his = select(ConversationRow.id).where(ConversationRow.contact_address == address)
    session.execute(delete(UnshownRow).where(UnshownRow.conversation_id.in_(his)))


def _rang_for(work: Work, lately: list[str], conversation: int, customer: int | None, by_letter: bool) -> bool:
    """Whether enough of these cards are about the same customer; his other letters are told in the next sum."""
    numbers = {int(number) for each in lately if (number := each.partition(":")[2].partition(":")[0]).isdecimal()}
    if by_letter and conversation in numbers:
        return True
    others = numbers - {conversation}
    if customer is None or len(others) < OF_ONE:
        return False
    chosen = ConversationRow.id.in_(others), ConversationRow.customer_id == customer
    return (work.session.scalar(select(func.count()).select_from(ConversationRow).where(*chosen)) or 0) >= OF_ONE


def _lately(work: Work, listener: int) -> list[str]:
    asked: dict[str, int | datetime] = {"listener": listener, "since": work.now - WITHIN}
    return [card or "" for (card,) in _LATELY.rows(work.session, asked)]
