"""The ledger against the server: what each UID of a folder became, and what is owed, moved or gone (I1, I2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from rules.event import Sighting
from storage.letters import in_folder, note_sightings
from storage.tables.letters import LetterRow, SightingRow

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
    """Number, SHA-256, size and the instant of keeping of every letter, in batches."""
    after = 0
    while True:
        rows = session.execute(
            select(LetterRow.id, LetterRow.sha256, LetterRow.size, LetterRow.kept_at)
            .where(LetterRow.id > after)
            .order_by(LetterRow.id)
            .limit(10 * _AT_ONCE)
        ).all()
        if not rows:
            return
        yield from ((number, sha256, size, kept_at) for number, sha256, size, kept_at in rows)
        after = rows[-1][0]


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
