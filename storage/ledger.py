"""The ledger against the server: what each UID of a folder became, and what is owed, moved or gone (I1, I2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, select, update
from sqlalchemy.orm import Session

from rules.event import Sighting
from storage.swift import Swift, enter
from storage.tables.base import bare
from storage.tables.letters import FolderRow, LetterRow, SightingRow

EDITION = 1 << 32
"""A UIDVALIDITY has 32 bits; the ledger counts above them how often a server has dealt the same numbers anew (F08)."""
ATTEMPTS = 5
"""Times that a letter is fetched in vain before it is quarantined by its UID (F09)."""
KEPT, LATER, QUARANTINED = "kept", "later", "quarantined"
MOVED, GONE = "moved", "gone"
"""What a person did to a letter that the log has: it lies in another folder now, or in none that is read."""
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """What the ledger knows of one UID."""

    state: str
    letter: int | None
    sha256: str | None
    fault: str


def folder(session: Session, account: str, name: str) -> FolderRow | None:
    return session.get(FolderRow, (account, name))


def listed_up_to(session: Session, account: str, name: str, uidvalidity: int) -> int:
    """The highest UID of the folder that the ledger knows; 0 for none."""
    return session.scalar(select(func.max(SightingRow.uid)).where(*in_folder(account, name, uidvalidity))) or 0


def in_folder(account: str, name: str, uidvalidity: int) -> tuple[ColumnElement[bool], ...]:
    """The condition that a sighting is of this folder, as its numbers were dealt then."""
    return SightingRow.account == account, SightingRow.folder == name, SightingRow.uidvalidity == uidvalidity


def note_sightings(session: Session, sightings: Iterable[Sighting], now: datetime, state: str = "to_fetch") -> int:
    """Enters what a server lists into the ledger; what is known already stays. Returns how many are new.

    `state` is to_fetch, or later for what was there before we began.
    """
    wanted = list(sightings)
    new = 0
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        first = part[0]
        known = set(
            session.scalars(
                select(SightingRow.uid).where(
                    *in_folder(first.account, first.folder, first.uidvalidity),
                    SightingRow.uid.in_([each.uid for each in part]),
                )
            )
        )
        rows = [_sighting(each, now, state) for each in part if each.uid not in known]
        if rows:
            enter(session, SightingRow, *rows)
        new += len(rows)
    return new


def to_fetch(session: Session, account: str, name: str, uidvalidity: int, limit: int = 500) -> list[int]:
    """UIDs still to be fetched, oldest first; those that failed before only when all others are kept (F11)."""
    owed = select(SightingRow.uid).where(
        *in_folder(account, name, uidvalidity),
        SightingRow.state == "to_fetch",
    )
    ordered = owed.order_by(SightingRow.attempts, SightingRow.uid).limit(limit)
    return list(session.scalars(ordered.where(SightingRow.attempts == 0))) or list(session.scalars(ordered))


def to_fetch_later(session: Session, account: str, name: str, uidvalidity: int, limit: int = 200) -> list[int]:
    """UIDs that were there before we began and are still to be fetched, the newest first."""
    return list(
        session.scalars(
            select(SightingRow.uid)
            .where(
                *in_folder(account, name, uidvalidity),
                SightingRow.state == "later",
            )
            .order_by(SightingRow.uid.desc())
            .limit(limit)
        )
    )


def is_owed(session: Session, account: str, name: str, uidvalidity: int) -> bool:
    """Whether anything that the ledger lists in a folder has not been fetched yet."""
    found = select(SightingRow.id).where(
        *in_folder(account, name, uidvalidity),
        SightingRow.state.in_(("to_fetch", "later")),
    )
    return session.scalar(found.limit(1)) is not None


def latest_edition(session: Session, account: str, name: str, uidvalidity: int) -> int:
    """Under which UIDVALIDITY the ledger has a folder of this one: above its 32 bits stands how often numbers came again."""
    known = session.scalar(
        select(func.max(SightingRow.uidvalidity)).where(
            SightingRow.account == account, SightingRow.folder == name, SightingRow.uidvalidity % EDITION == uidvalidity
        )
    )
    return known or uidvalidity


def leave_behind(session: Session, account: str, name: str, uidvalidity: int) -> None:
    """The server has dealt new numbers: what was to be fetched by the old ones is fetched by the new."""
    session.execute(
        update(SightingRow)
        .where(
            *in_folder(account, name, uidvalidity),
            SightingRow.state.in_(("to_fetch", "later")),
        )
        .values(state="vanished")
    )


def fetch_again(session: Session, account: str, name: str, uidvalidity: int, uids: Sequence[int]) -> None:
    """What the server lists is there: if it was given up or taken for gone, it is tried once more."""
    for start in range(0, len(uids), 500):
        session.execute(
            update(SightingRow)
            .where(
                *in_folder(account, name, uidvalidity),
                SightingRow.uid.in_(uids[start : start + 500]),
                SightingRow.state.in_(("vanished", "quarantined")),
            )
            .values(state="to_fetch")
        )


def sighting(session: Session, seen: Sighting) -> SightingRow | None:
    return session.scalar(
        select(SightingRow).where(
            *in_folder(seen.account, seen.folder, seen.uidvalidity),
            SightingRow.uid == seen.uid,
        )
    )


def settle_sighting(session: Session, seen: Sighting, now: datetime, **values: Any) -> None:
    """Writes what became of a sighting; enters it if the ledger does not have it."""
    settled = _settled(tuple(sorted(values)))
    said = {"at": seen.account, "in": seen.folder, "validity": seen.uidvalidity, "of_uid": seen.uid, **values}
    if settled.run(session, said) == 0:
        note_sightings(session, [seen], now)
        settled.run(session, said)


@lru_cache
def _settled(names: tuple[str, ...]) -> Swift:
    known = bare(SightingRow).c
    return Swift(
        update(bare(SightingRow))
        .where(
            known.account == bindparam("at"),
            known.folder == bindparam("in"),
            known.uidvalidity == bindparam("validity"),
            known.uid == bindparam("of_uid"),
        )
        .values({name: bindparam(name) for name in names})
    )


def entries(session: Session, account: str, folder: str, edition: int) -> dict[int, Entry]:
    """Every UID that the ledger has of a folder."""
    rows = session.execute(
        select(SightingRow.uid, SightingRow.state, SightingRow.letter_id, LetterRow.sha256, SightingRow.fault)
        .outerjoin(LetterRow, LetterRow.id == SightingRow.letter_id)
        .where(*in_folder(account, folder, edition))
    )
    return {uid: Entry(state, letter, sha256, fault) for uid, state, letter, sha256, fault in rows}


def owe(session: Session, account: str, folder: str, edition: int, uids: Sequence[int], now: datetime) -> None:
    """The server holds what the log does not, or not whole: it is fetched, whatever became of it before."""
    note_sightings(session, [Sighting(account, folder, edition, uid) for uid in uids], now)
    _set(session, account, folder, edition, uids, state="to_fetch", attempts=0, fault="")


def mark(session: Session, account: str, folder: str, edition: int, gone: Mapping[int, tuple[str, str]]) -> None:
    """Writes what became of letters that are not on the server any more: state and explanation for each UID."""
    for state, fault in sorted(set(gone.values())):
        uids = [uid for uid, became in gone.items() if became == (state, fault)]
        _set(session, account, folder, edition, uids, state=state, fault=fault)


def still_owed(session: Session, sightings: Iterable[Sighting]) -> set[Sighting]:
    """Those of these that are still to be fetched."""
    wanted = list(sightings)
    if not wanted:
        return set()
    first = wanted[0]
    owed = set(
        session.scalars(
            select(SightingRow.uid).where(
                *in_folder(first.account, first.folder, first.uidvalidity),
                SightingRow.uid.in_([each.uid for each in wanted]),
                SightingRow.state.in_(("to_fetch", LATER)),
            )
        )
    )
    return {each for each in wanted if each.uid in owed}


def files(session: Session) -> Iterator[tuple[int, str, int, datetime]]:
    """Number, SHA-256, size and the instant of keeping of every letter whose bytes must be there, in batches."""
    after = 0
    while True:
        rows = session.execute(
            select(LetterRow.id, LetterRow.sha256, LetterRow.size, LetterRow.kept_at)
            .where(LetterRow.id > after, LetterRow.forgotten_at.is_(None))
            .order_by(LetterRow.id)
            .limit(10 * _AT_ONCE)
        ).all()
        if not rows:
            return
        yield from ((number, sha256, size, kept_at) for number, sha256, size, kept_at in rows)
        after = rows[-1][0]


def held_in(session: Session, letters: Sequence[int]) -> list[tuple[str, str, int]]:
    """Where mail servers still hold these letters: account, folder, how many."""
    rows = session.execute(
        select(SightingRow.account, SightingRow.folder, func.count(func.distinct(SightingRow.letter_id)))
        .where(SightingRow.letter_id.in_(letters), SightingRow.state == KEPT)
        .group_by(SightingRow.account, SightingRow.folder)
        .order_by(SightingRow.account, SightingRow.folder)
    )
    return [(account, folder, count) for account, folder, count in rows]


def _sighting(seen: Sighting, now: datetime, state: str) -> dict[str, Any]:
    return {
        "account": seen.account,
        "folder": seen.folder,
        "uidvalidity": seen.uidvalidity,
        "uid": seen.uid,
        "state": state,
        "seen_at": now,
    }


def _set(session: Session, account: str, folder: str, edition: int, uids: Sequence[int], **values: object) -> None:
    for start in range(0, len(uids), _AT_ONCE):
        session.execute(
            update(SightingRow)
            .where(
                *in_folder(account, folder, edition),
                SightingRow.uid.in_(uids[start : start + _AT_ONCE]),
            )
            .values(**values)
            .execution_options(synchronize_session=False)
        )
