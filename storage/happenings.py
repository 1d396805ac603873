"""The timeline and the audit: noting what happened, sealing it, reading it back (R4, R12, R336, T34).

Entries are append-only. Only what is personal of somebody who asked to be forgotten is blacked out (R337): the seal of the
entry stays, so that the chain goes on, and a later sealed entry names the seal of what stands there now.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, String, Text, func, null, select, type_coerce
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from rules.words import Line, to_plain
from storage.swift import Swift, enter
from storage.tables.forgetting import BlackenedRow
from storage.tables.happenings import HappeningRow
from storage.work import Work

_NEWEST_SEAL = Swift(select(HappeningRow.seal).order_by(HappeningRow.id.desc()).limit(1))
_BLOCK = 500
_PLAIN = ("words", "before", "after")
_WRITTEN = "%Y-%m-%d %H:%M:%S.%f"
"""How SQLite keeps an instant: as text, of which a part may be spoilt and the rest still be read."""
_UNREADABLE = (ValueError, TypeError, AttributeError, OverflowError, RecursionError, SQLAlchemyError)
FORGOTTEN = "forgotten"
"""The verb of the entry that says which others were blacked out."""
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
        seal = _NEWEST_SEAL.scalar(work.session, {}) or ""
    for happening in work.happenings:
        seal = happening["seal"] = _sealed(seal, happening)
    enter(work.session, HappeningRow, *work.happenings)
    work.happenings.clear()
    return seal


def noted_since(work: Work, verb: str, since: datetime) -> int:
    """How often that has happened since then, before this decision."""
    counted = select(func.count()).select_from(HappeningRow)
    return work.session.scalar(counted.where(HappeningRow.verb == verb, HappeningRow.at > since)) or 0


def timeline(session: Session, conversation: int, verbs: Sequence[str] = ()) -> list[HappeningRow]:
    """What happened in a conversation, oldest first; of the given verbs only, if any are given."""
    chosen = select(HappeningRow).where(HappeningRow.conversation_id == conversation).order_by(HappeningRow.id)
    return list(session.scalars(chosen.where(HappeningRow.verb.in_(verbs)) if verbs else chosen))


def broken_seals(session: Session) -> Iterator[int]:
    """The numbers of the rows whose seal does not fit: somebody changed, removed or added one (T34).

    A row that cannot be read any more is broken, too, and so is one whose stored text is not just what was sealed.
    """
    yield from looked_through(session)[0]


def looked_through(session: Session) -> tuple[list[int], list[int]]:
    """The rows whose seal does not fit, and those that were blacked out as a sealed entry says (R337)."""
    seal, misfits = "", dict[int, str | None]()
    named: dict[int, str] = {}
    for number, row in _as_stored(session):
        happening = None if row is None else _as_written(row)
        if row is None or happening is None:
            misfits[number] = None
        elif row.seal != _sealed(seal, happening):
            misfits[number] = _digest(seal, row.seal, happening)
        elif happening["verb"] == FORGOTTEN:
            named |= _named_in(happening["after"])
        seal = row.seal if row is not None and isinstance(row.seal, str) else ""
    blackened = [number for number, digest in misfits.items() if digest is not None and named.get(number) == digest]
    return [each for each in misfits if each not in set(blackened)], blackened


def _named_in(after: Any) -> dict[int, str]:
    entries = after.get("entries") if isinstance(after, dict) else None
    return {int(number): digest for number, digest in entries.items()} if isinstance(entries, dict) else {}


def blacken(work: Work, row: HappeningRow, words: Any, before: Any, after: Any) -> str:
    """Puts other values in the place of those of an entry; returns the seal of what stands there now.

    It holds only when the entry FORGOTTEN names it: {"entries": {number: seal}}. The entry before counts, too: nobody can
    take it away unseen.
    """
    happening = {name: getattr(row, name) for name in SEALED} | {"words": words, "before": before, "after": after}
    before_it = select(HappeningRow.seal).where(HappeningRow.id < row.id).order_by(HappeningRow.id.desc()).limit(1)
    digest = _digest(work.session.scalar(before_it) or "", row.seal, happening)
    known = work.session.get(BlackenedRow, row.id)
    if known is None:
        work.session.add(BlackenedRow(happening_id=row.id, digest=digest))
    else:
        known.digest = digest
    work.session.flush()
    row.words, row.before, row.after = words, before, after
    work.session.flush()
    return digest


def _digest(former: str, seal: str, happening: dict[str, Any]) -> str:
    return _sealed(f"blackened {former} {seal}", happening)


def _as_stored(session: Session) -> Iterator[tuple[int, Row[Any] | None]]:
    """Every row in its order, its plain values as text; None for one that the database cannot read."""
    numbers = session.scalars(select(HappeningRow.id).order_by(HappeningRow.id)).all()
    rows = _stored(session)
    for start in range(0, len(numbers), _BLOCK):
        block = numbers[start : start + _BLOCK]
        try:
            found = session.execute(rows.where(HappeningRow.id.between(block[0], block[-1]))).all()
            yield from zip(block, found, strict=True)
        except _UNREADABLE:
            for number in block:
                yield number, _one(session, rows.where(HappeningRow.id == number))


def _stored(session: Session) -> Select[Any]:
    """The columns as the database keeps them; `written` is the text of the instant where it is kept as text."""
    named = [HappeningRow.__table__.c[name] for name in SEALED if name not in _PLAIN]
    plain = [type_coerce(HappeningRow.__table__.c[name], Text).label(name) for name in _PLAIN]
    is_text = session.get_bind().dialect.name == "sqlite"
    written = type_coerce(HappeningRow.at, String) if is_text else null()
    return select(*named, *plain, HappeningRow.seal, written.label("written")).order_by(HappeningRow.id)


def _one(session: Session, row: Select[Any]) -> Row[Any] | None:
    try:
        return session.execute(row).one_or_none()
    except _UNREADABLE:
        return None


def _as_written(row: Row[Any]) -> dict[str, Any] | None:
    """The values that were sealed; None where one of them is not written just as we write it."""
    try:
        happening: dict[str, Any] = {name: getattr(row, name) for name in SEALED}
        for name in _PLAIN:
            text = happening[name]
            happening[name] = None if text is None else json.loads(text)
            if text is not None and json.dumps(happening[name], ensure_ascii=False, separators=(",", ":")) != text:
                return None
        as_written = row.written is None or row.written == happening["at"].strftime(_WRITTEN)
        _sealed("", happening)
        return happening if as_written and isinstance(row.seal, str) else None
    except _UNREADABLE:
        return None


def _sealed(former: str, happening: dict[str, Any]) -> str:
    plain = [happening[name] if name != "at" else happening["at"].isoformat() for name in SEALED]
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(f"{former}\n{text}".encode()).hexdigest()
