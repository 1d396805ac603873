"""Taking back: the last act of a colleague that can be reversed, promises that run again, letters that move back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from storage.tables.conversations import ParticipantRow, PromiseRow, ReminderRow
from storage.tables.happenings import HappeningRow
from storage.tables.letters import LetterRow

_LOOKED_BACK = 300
_NO_ACTS = ("undone", "handover")
"""Events with one of these are not taken back here: what took back, and a handover, which has its own way back."""


def last_act(
    session: Session, actor: int, verbs: Sequence[str], since: datetime, event: str = ""
) -> HappeningRow | None:
    """The newest of her acts of these verbs that was not taken back yet and that /undo may take back.

    With `event` only that very act: a button takes back what it stood under, whatever was done since (T25).
    """
    rows = list(
        session.scalars(
            select(HappeningRow)
            .where(HappeningRow.actor == actor, HappeningRow.at >= since, HappeningRow.verb.in_((*verbs, *_NO_ACTS)))
            .order_by(HappeningRow.id.desc())
            .limit(_LOOKED_BACK)
        )
    )
    apart = {each.event for each in rows if each.verb in _NO_ACTS}
    apart |= {each.after["undoes"] for each in rows if each.verb == "undone" and each.after}
    return next((each for each in rows if each.event not in apart and event in ("", each.event)), None)


def run_again(session: Session, promises: Iterable[int]) -> int:
    """Promises that were ended run on, with the steps that were lifted; returns how many do."""
    wanted = list(promises)
    if not wanted:
        return 0
    rows = session.scalars(select(PromiseRow).where(PromiseRow.id.in_(wanted), PromiseRow.ended_at.is_not(None))).all()
    for row in rows:
        row.ended_at = row.answered_at = row.answered_by = None
        row.answered_how = ""
    session.flush()
    session.execute(
        update(ReminderRow)
        .where(ReminderRow.promise_id.in_([each.id for each in rows]), ReminderRow.outcome == "lifted")
        .values(done_at=None, outcome="")
        .execution_options(synchronize_session="fetch")
    )
    return len(rows)


def move_letters(session: Session, letters: Sequence[int], conversation: int) -> None:
    """These letters belong to that conversation from now on."""
    for start in range(0, len(letters), 500):
        session.execute(
            update(LetterRow)
            .where(LetterRow.id.in_(letters[start : start + 500]))
            .values(conversation_id=conversation)
            .execution_options(synchronize_session="fetch")
        )


def promises_numbered(session: Session, numbers: Iterable[int]) -> list[PromiseRow]:
    """These promises, running or ended."""
    wanted = list(numbers)
    return list(session.scalars(select(PromiseRow).where(PromiseRow.id.in_(wanted)))) if wanted else []


def promises_for(session: Session, conversation: int, letters: Sequence[int]) -> list[PromiseRow]:
    """The promises of a conversation for these letters, but for those that were lifted without an answer."""
    chosen = select(PromiseRow).where(
        PromiseRow.conversation_id == conversation,
        or_(PromiseRow.ended_at.is_(None), PromiseRow.answered_at.is_not(None)),
    )
    return [each for each in session.scalars(chosen.order_by(PromiseRow.id)) if each.letter_id in set(letters)]


def part(session: Session, conversation: int, addresses: Sequence[str]) -> None:
    """These addresses do not belong to the customer's side any more."""
    session.execute(
        delete(ParticipantRow)
        .where(ParticipantRow.conversation_id == conversation, ParticipantRow.address.in_(addresses))
        .execution_options(synchronize_session="fetch")
    )
