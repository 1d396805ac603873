"""The audit read back: whether the seals hold, who changed and who saw what (R12, R336, T34)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.happenings import broken_seals
from storage.tables.happenings import HappeningRow


@dataclass(frozen=True, slots=True)
class Sealed:
    """How many entries the audit has and the first ones whose seal is broken."""

    entries: int
    broken: tuple[int, ...]


def sealed(session: Session, shown: int = 10) -> Sealed:
    """Checks every seal from the first entry on: some 100,000 entries a second are read and hashed."""
    entries = session.scalar(select(func.count()).select_from(HappeningRow)) or 0
    broken = []
    for number in broken_seals(session):
        broken.append(number)
        if len(broken) == shown:
            break
    return Sealed(entries, tuple(broken))


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
