"""Floods of letters: how many came lately from where, the floods that stand, the letters that were put aside (T32)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Integer, ScalarSelect, bindparam, func, select
from sqlalchemy.orm import Session

from rules.flood import JUDGED_FOR, WITHIN, Flood, Source, Tally
from storage.swift import Swift
from storage.tables.conversations import ParticipantRow
from storage.tables.floods import FloodRow
from storage.tables.letters import LetterRow
from storage.work import Work

_CAME_IN = ("inbox", "junk", "archive")


def _many(*conditions: ColumnElement[bool]) -> ScalarSelect[int]:
    """How many, counted no further than `most`: a sender of a hundred thousand letters costs no more than one of twenty."""
    found = select(LetterRow.id).where(*conditions).limit(bindparam("most", type_=Integer())).subquery()
    return select(func.count()).select_from(found).scalar_subquery()


_IN_THE_HOUR = (
    LetterRow.arrived_at > bindparam("since"),
    LetterRow.arrived_at <= bindparam("until"),
    LetterRow.id != bindparam("this"),
)
_LATELY = Swift(
    select(
        _many(LetterRow.counted_as == bindparam("sender"), LetterRow.counted_as != "", *_IN_THE_HOUR),
        _many(LetterRow.counted_domain == bindparam("domain"), LetterRow.counted_domain != "", *_IN_THE_HOUR),
    )
)
_BEFORE = Swift(
    select(LetterRow.arrived_at).where(LetterRow.id <= bindparam("number")).order_by(LetterRow.id.desc()).limit(1)
)
_EVERYBODY = select(
    _many(LetterRow.arrived_at > bindparam("since"), LetterRow.id < bindparam("this"), LetterRow.role.in_(_CAME_IN))
)
_NEWEST = (
    select(FloodRow)
    .where(FloodRow.breadth == bindparam("breadth"), FloodRow.whose == bindparam("whose"))
    .order_by(FloodRow.id.desc())
    .limit(1)
)


def tallied(work: Work, row: LetterRow, source: Source) -> Tally:
    """How many letters came in the hour before this one, itself counted, each number only as far as its limit goes."""
    policy = work.policy
    hour = {"since": row.arrived_at - WITHIN, "until": row.arrived_at, "this": row.id}
    most = max(policy.letters_of_sender, policy.letters_of_domain) + 1
    facts = {**hour, "sender": source.address, "domain": source.domain, "most": most}
    ((of_sender, of_domain),) = _LATELY.rows(work.session, facts)
    everybody = 1 + _everybody_before(work, row)
    is_known = everybody > policy.letters_of_everybody and _takes_part(work.session, source.address)
    return Tally(1 + of_sender, 1 + of_domain, everybody, is_known)


def standing(session: Session, flood: Flood, at: datetime) -> FloodRow | None:
    """The flood of that source, if it or what a person said of it is not older than a day."""
    row = session.scalar(_NEWEST, {"breadth": str(flood.breadth), "whose": flood.whose})
    lives = row is not None and max(row.last_at, row.decided_at or row.last_at) >= at - JUDGED_FOR
    return row if lives else None


def begun(work: Work, flood: Flood, at: datetime) -> FloodRow:
    row = FloodRow(breadth=str(flood.breadth), whose=flood.whose, most=flood.limit, since=at, last_at=at, aside=0,
                   verdict="")  # fmt: skip
    work.session.add(row)
    work.session.flush()
    return row


def flood(session: Session, number: int | None) -> FloodRow | None:
    return None if number is None else session.get(FloodRow, number)


def unjudged(session: Session) -> list[FloodRow]:
    """The floods of which nobody has said what they are, oldest first."""
    return list(session.scalars(select(FloodRow).where(FloodRow.verdict == "").order_by(FloodRow.id).limit(50)))


def over(session: Session, before: datetime) -> list[FloodRow]:
    """The floods of which nothing has come since that instant, and nobody was told so."""
    chosen = select(FloodRow).where(FloodRow.ended_at.is_(None), FloodRow.last_at < before)
    return list(session.scalars(chosen.order_by(FloodRow.id).limit(50)))


def newest_letters(session: Session, number: int, limit: int) -> list[LetterRow]:
    """Letters of a flood that still lie aside, newest first."""
    chosen = select(LetterRow).where(LetterRow.flood_id == number, LetterRow.conversation_id.is_(None))
    return list(session.scalars(chosen.order_by(LetterRow.id.desc()).limit(limit)))


def all_letters(session: Session, number: int) -> Sequence[LetterRow]:
    """Every letter of a flood that still lies aside, oldest first."""
    chosen = select(LetterRow).where(
        LetterRow.flood_id == number, LetterRow.conversation_id.is_(None), LetterRow.state == "sorted"
    )
    return session.scalars(chosen.order_by(LetterRow.id)).all()


def letters_aside(session: Session) -> int:
    """Letters that lie aside in floods nobody has judged."""
    chosen = select(func.coalesce(func.sum(FloodRow.aside), 0)).where(FloodRow.verdict == "")
    return session.scalar(chosen) or 0


def _everybody_before(work: Work, row: LetterRow) -> int:
    """Counted only in a flood: else the letter as many numbers before this one as the limit allows came long ago."""
    most = work.policy.letters_of_everybody
    since = row.arrived_at - WITHIN
    earlier = _BEFORE.scalar(work.session, {"number": row.id - most}) if most and row.id > most else None
    if earlier is None or earlier <= since:
        return 0
    return work.session.scalar(_EVERYBODY, {"since": since, "this": row.id, "most": most + 1}) or 0


def _takes_part(session: Session, address: str) -> bool:
    found = select(ParticipantRow.conversation_id).where(ParticipantRow.address == address).limit(1)
    return bool(address) and session.scalar(found) is not None
