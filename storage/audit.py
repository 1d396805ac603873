"""The audit read back: whether the seals hold, who changed and who saw what (R12, R336, T34)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from storage.happenings import looked_through
from storage.tables.happenings import HappeningRow


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where the record once stood: the number of its last entry and the seal of it, kept outside of the database."""

    number: int
    seal: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """How many entries the audit has, the first ones whose seal is broken, and how many are missing at its end.

    `newest` is the last entry: its number and its seal, for who wants to note it down elsewhere.
    """

    entries: int
    broken: tuple[int, ...]
    cut: int = 0
    newest: Anchor | None = field(default=None, compare=False)
    blackened: int = field(default=0, compare=False)
    """Entries in which something was blacked out because a person asked to be forgotten (R337)."""

    @property
    def is_whole(self) -> bool:
        return not self.broken and not self.cut


def sealed(session: Session, anchors: Iterable[Anchor] = (), shown: int = 10) -> Sealed:
    """Checks every seal from the first entry on, and the end against the anchors: some 50,000 entries a second.

    A chain of seals does not tell that its end was cut off: SQLite's own count of entries does, and every anchor.
    """
    entries = session.scalar(select(func.count()).select_from(HappeningRow)) or 0
    broken, blackened = looked_through(session)
    last = session.scalar(select(func.max(HappeningRow.id))) or 0
    known = tuple(anchors)
    given = _ever_counted(session)
    end = max([given, *(each.number for each in known)])
    changed = [each.number for each in known if each.number <= last and not holds(session, each)]
    changed += [last] if 0 < given < last else []
    first = tuple(sorted({*broken, *changed}))[:shown]
    return Sealed(entries, first, max(0, end - last), newest(session), len(blackened))


def newest(session: Session) -> Anchor | None:
    """The last entry of the record; None while there is none, or none that can be read."""
    last = select(HappeningRow.id, HappeningRow.seal).order_by(HappeningRow.id.desc()).limit(1)
    try:
        row = session.execute(last).first()
    except SQLAlchemyError:
        return None
    return None if row is None else Anchor(row.id, row.seal)


def holds(session: Session, anchor: Anchor) -> bool:
    """Whether the entry of that number is there, with that seal."""
    try:
        return session.scalar(select(HappeningRow.seal).where(HappeningRow.id == anchor.number)) == anchor.seal
    except SQLAlchemyError:
        return False


def _ever_counted(session: Session) -> int:
    """The highest number that SQLite ever gave; 0 for a database that burns numbers."""
    if session.get_bind().dialect.name != "sqlite":
        return 0
    return session.scalar(text("SELECT seq FROM sqlite_sequence WHERE name = 'happenings'")) or 0


def about_customer(session: Session, number: int, limit: int = 30) -> list[HappeningRow]:
    """The newest entries about a customer, the oldest of them first."""
    return _newest(session, limit, HappeningRow.customer_id == number)


def about_conversation(session: Session, number: int, limit: int = 30) -> list[HappeningRow]:
    return _newest(session, limit, HappeningRow.conversation_id == number)


def by_colleague(session: Session, number: int, limit: int = 30) -> list[HappeningRow]:
    """What that colleague did last."""
    return _newest(session, limit, HappeningRow.actor == number)


def _newest(session: Session, limit: int, *conditions: object) -> list[HappeningRow]:
    chosen = select(HappeningRow).order_by(HappeningRow.id.desc()).limit(limit)
    for condition in conditions:
        chosen = chosen.where(condition)  # type: ignore[arg-type]
    return list(session.scalars(chosen))[::-1]
