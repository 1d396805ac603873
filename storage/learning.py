"""What people have said of letters, as lessons, and what was learnt from them. A judgement taken back is no lesson any more."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, update
from sqlalchemy.orm import Session

from rules.inquiry import State
from rules.learned import Learned
from rules.letter import Kind
from storage.tables.conversations import ConversationRow
from storage.tables.learning import LearnedRow
from storage.tables.letters import LetterRow

UNWANTED = (Kind.SPAM, Kind.ADVERTISING, Kind.NEWSLETTER, Kind.SUPPLIER)
"""What /spam and /not_inquiry call a letter that nobody answers."""


def _spam() -> ColumnElement[bool]:
    return and_(ConversationRow.state == State.NOT_INQUIRY, ConversationRow.kind.in_(UNWANTED))


def _wanted() -> ColumnElement[bool]:
    answered = and_(ConversationRow.first_answer_at.is_not(None), ConversationRow.kind.not_in(UNWANTED))
    spoken_for = or_(answered, ConversationRow.not_spam_by.is_not(None))
    return and_(spoken_for, ConversationRow.state.not_in((State.NOT_INQUIRY, State.MERGED)))


def lessons(session: Session, spam: bool, limit: int) -> list[int]:
    """The numbers of the letters that people have judged so, the newest first: the one that opened each conversation."""
    return list(session.scalars(_judged(spam).order_by(LetterRow.id.desc()).limit(limit)))


def lessons_counted(session: Session) -> tuple[int, int]:
    """How many letters people have called spam, and how many not."""
    spam, wanted = (
        session.scalar(select(func.count()).select_from(_judged(each).subquery())) or 0 for each in (True, False)
    )
    return spam, wanted


def _judged(spam: bool) -> Select[int]:
    return (
        select(LetterRow.id)
        .join(ConversationRow, ConversationRow.first_letter_id == LetterRow.id)
        .where(LetterRow.written_by.is_(None), _spam() if spam else _wanted())
    )


def keep_learned(session: Session, at: datetime, spam: int, wanted: int, *, right: int, found: int, model: Any) -> None:
    """The night's lesson. Of older ones only the figures stay: their tables of words are not used any more."""
    session.execute(update(LearnedRow).where(LearnedRow.model.is_not(None)).values(model=None))
    session.add(LearnedRow(at=at, spam=spam, wanted=wanted, right=right, found=found, model=model))


def newest_lesson(session: Session) -> LearnedRow | None:
    """What was learnt last, whether it is good enough or not."""
    return session.scalar(select(LearnedRow).order_by(LearnedRow.id.desc()).limit(1))


def learned_now(session: Session) -> Learned | None:
    """The table of words by which letters are weighed now; None while too little is learnt."""
    row = newest_lesson(session)
    if row is None or row.model is None:
        return None
    return Learned(row.model["bias"], row.model["least"], row.model["weights"])
