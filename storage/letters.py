"""Named queries about letters: the log of what was kept, and what was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from rules.letter import Kind, Letter
from rules.letter_plain import from_plain, to_plain
from storage.swift import Swift, number_of_new
from storage.tables.base import bare
from storage.tables.letters import LetterRow, ReadingRow
from storage.work import Work

_JUST_READ = "just read"
_NUMBER_OF = Swift(select(LetterRow.id).where(LetterRow.sha256 == bindparam("sha256")))
_OF_CONVERSATION = (
    select(LetterRow)
    .where(LetterRow.conversation_id == bindparam("number"), LetterRow.role != "to_colleague")
    .order_by(LetterRow.arrived_at, LetterRow.id)
)
_NEWEST_FROM_CUSTOMER = (
    select(LetterRow)
    .where(
        LetterRow.conversation_id == bindparam("number"),
        LetterRow.written_by.is_(None),
        LetterRow.kind.not_in((Kind.AUTO_REPLY, Kind.BOUNCE)),
        LetterRow.role.in_(("inbox", "junk", "archive")),
    )
    .order_by(LetterRow.arrived_at.desc(), LetterRow.id.desc())
    .limit(1)
)
_OF_MESSAGES = select(LetterRow.message_id, LetterRow.conversation_id).where(
    LetterRow.message_id.in_(bindparam("ids", expanding=True)), LetterRow.conversation_id.is_not(None)
)
_BEARING = Swift(
    select(LetterRow.id)
    .where(
        LetterRow.message_id == bindparam("id"),
        LetterRow.id != bindparam("but"),
        LetterRow.fingerprint != bindparam("fingerprint"),
    )
    .limit(1)
)
_SAME_WORDS = Swift(
    select(LetterRow.id, LetterRow.conversation_id, LetterRow.message_id, LetterRow.arrived_at)
    .where(
        LetterRow.fingerprint == bindparam("fingerprint"),
        LetterRow.id != bindparam("but"),
        LetterRow.conversation_id.is_not(None),
        LetterRow.arrived_at > bindparam("since"),
    )
    .order_by(LetterRow.id.desc())
    .limit(1)
)


def letter(session: Session, number: int | None) -> LetterRow | None:
    return None if number is None else session.get(LetterRow, number)


def number_of(session: Session, sha256: str) -> int | None:
    """The number of the letter with these bytes."""
    number: int | None = _NUMBER_OF.scalar(session, {"sha256": sha256})
    return number


def load_letters(session: Session, numbers: Sequence[int]) -> list[LetterRow]:
    """Those letters in one look; while somebody holds them, `letter` finds them without one."""
    return list(session.scalars(select(LetterRow).where(LetterRow.id.in_(numbers))))


def reading_of(session: Session, number: int | None) -> Letter | None:
    """What was read from a letter; its HTML is not kept and can be read again from the bytes."""
    if number in session.info.get(_JUST_READ, {}):
        just_read: Letter = session.info[_JUST_READ][number]
        return just_read
    row = None if number is None else session.get(ReadingRow, number)
    return None if row is None else from_plain(row.reading)


def keep_reading(session: Session, number: int, read: Letter) -> None:
    """Stores what was read, over what was read before; this transaction has it at hand from now on."""
    told = replace(read, html="")
    session.info.setdefault(_JUST_READ, {})[number] = told
    _reading_into(session.get_bind().dialect.name).run(session, {"letter_id": number, "reading": to_plain(told)})


@lru_cache
def _reading_into(database: str) -> Swift:
    row = (postgresql if database == "postgresql" else sqlite).insert(bare(ReadingRow))
    row = row.values(letter_id=bindparam("letter_id"), reading=bindparam("reading"))
    return Swift(row.on_conflict_do_update(index_elements=["letter_id"], set_={"reading": row.excluded.reading}))


def letters_of(session: Session, conversation: int) -> list[LetterRow]:
    """The letters of a conversation in and out, oldest first."""
    return list(session.scalars(_OF_CONVERSATION, {"number": conversation}))


def newest_from_customer(session: Session, conversation: int) -> LetterRow | None:
    """The last letter that the customer wrote in it himself; what machines sent in between is none."""
    return session.scalar(_NEWEST_FROM_CUSTOMER, {"number": conversation})


@dataclass(frozen=True, slots=True)
class Twin:
    """Another letter with the same words, files and sender: its number, its conversation, its Message-ID, when it came."""

    letter: int
    conversation: int
    message_id: str
    arrived_at: datetime


def same_words(session: Session, row: LetterRow, since: datetime) -> Twin | None:
    """The newest other letter with that one's words, files and sender that came after `since` and has a conversation."""
    asked = {"fingerprint": row.fingerprint, "but": row.id, "since": since}
    found = _SAME_WORDS.rows(session, asked) if row.fingerprint else []
    return Twin(*found[0]) if found else None


def conversations_of_messages(session: Session, message_ids: Sequence[str]) -> list[int]:
    """The conversations of the stored letters that bear these Message-IDs, in the order given."""
    wanted = [each for each in message_ids if each][:50]
    if not wanted:
        return []
    rows = session.execute(_OF_MESSAGES, {"ids": wanted})
    found: dict[str, int] = {message_id: number for message_id, number in rows if number is not None}
    return list(dict.fromkeys(found[each] for each in wanted if each in found))


def bearing(session: Session, row: LetterRow) -> int | None:
    """The number of another letter with that Message-ID and other words. The same by two ways, or filed by us, is none."""
    if not row.message_id or row.role not in ("inbox", "junk"):
        return None
    asked = {"id": row.message_id, "but": row.id, "fingerprint": row.fingerprint}
    number: int | None = _BEARING.scalar(session, asked)
    return number


def to_sort(session: Session, limit: int = 50, after: int = 0) -> list[LetterRow]:
    """Letters that are kept and not sorted yet, of a number above `after`, in the order in which they came."""
    kept = select(LetterRow).where(LetterRow.state == "kept", LetterRow.id > after)
    return list(session.scalars(kept.order_by(LetterRow.id).limit(limit)))


def quarantined(session: Session, limit: int = 50) -> list[LetterRow]:
    return list(
        session.scalars(
            select(LetterRow).where(LetterRow.state == "quarantined").order_by(LetterRow.id.desc()).limit(limit)
        )
    )


def logged_only(session: Session, kinds: Sequence[str], limit: int) -> list[LetterRow]:
    """Sorted letters of these kinds that belong to no conversation, newest first."""
    return list(
        session.scalars(
            select(LetterRow)
            .where(
                LetterRow.state == "sorted",
                LetterRow.kind.in_(kinds),
                LetterRow.conversation_id.is_(None),
                LetterRow.old.is_(False),
            )
            .order_by(LetterRow.id.desc())
            .limit(limit)
        )
    )


def new_letter(work: Work, **values: Any) -> int:
    """Logs a letter as kept and gives it its number."""
    return number_of_new(work.session, LetterRow, {"kept_at": work.now, "state": "kept", **values})
