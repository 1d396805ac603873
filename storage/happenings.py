"""The timeline and the audit: noting what happened, sealing it, reading it back (R4, R12, R336, T34)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.words import Line, to_plain
from storage.tables.base import rows_into
from storage.tables.happenings import HappeningRow
from storage.work import Work

SEALED = ("at", "event", "actor", "verb", "conversation_id", "customer_id", "letter_id", "words", "before", "after")


def note(
    work: Work,
    verb: str,
    words: Line | tuple[Line, ...],
    *,
    actor: int | None = None,
    conversation: int | None = None,
    customer: int | None = None,
    letter: int | None = None,
    before: Any = None,
    after: Any = None,
) -> None:
    """Notes that something happened; `words` say it to people, `before` and `after` are plain values."""
    lines = (words,) if isinstance(words, Line) else words
    work.happenings.append(
        {
            "at": work.now,
            "event": work.event,
            "actor": actor,
            "verb": verb,
            "conversation_id": conversation,
            "customer_id": customer,
            "letter_id": letter,
            "words": to_plain(lines),
            "before": before,
            "after": after,
        }
    )


def write(work: Work, seal: str | None = None) -> str | None:
    """Seals what was noted and writes it: the last thing in a decision.

    `seal` is that of the newest row, when the same transaction has written it; returned is the new one.
    """
    if not work.happenings:
        return seal
    if seal is None:
        seal = work.session.scalar(select(HappeningRow.seal).order_by(HappeningRow.id.desc()).limit(1)) or ""
    for happening in work.happenings:
        seal = happening["seal"] = _sealed(seal, happening)
    work.session.execute(rows_into(HappeningRow), work.happenings)
    work.happenings.clear()
    return seal


def timeline(session: Session, conversation: int, verbs: Sequence[str] = ()) -> list[HappeningRow]:
    """What happened in a conversation, oldest first; of the given verbs only, if any are given."""
    chosen = select(HappeningRow).where(HappeningRow.conversation_id == conversation).order_by(HappeningRow.id)
    return list(session.scalars(chosen.where(HappeningRow.verb.in_(verbs)) if verbs else chosen))


def broken_seals(session: Session) -> Iterator[int]:
    """The numbers of the rows whose seal does not fit: somebody changed, removed or added one (T34)."""
    seal = ""
    for row in session.scalars(select(HappeningRow).order_by(HappeningRow.id).execution_options(yield_per=500)):
        expected = _sealed(seal, {name: getattr(row, name) for name in SEALED})
        if row.seal != expected:
            yield row.id
        seal = row.seal


def _sealed(former: str, happening: dict[str, Any]) -> str:
    plain = [happening[name] if name != "at" else happening["at"].isoformat() for name in SEALED]
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(f"{former}\n{text}".encode()).hexdigest()
