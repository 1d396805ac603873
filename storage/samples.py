"""Named queries about samples: finding, beginning, changing and moving them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from rules.approval import content_hash
from rules.sample_moves import ENDED, SampleEvent, SampleState, after
from rules.words import Line
from rules.words import to_plain as words_to_plain
from storage.tables.samples import SampleRow, SampleVersionRow
from storage.work import Work

_NAME = re.compile(r"(?:S|样品?)-?(\d{1,9})")


def sample(session: Session, number: int | None) -> SampleRow | None:
    return None if number is None else session.get(SampleRow, number)


def meant(session: Session, text: str) -> SampleRow | None:
    """The sample that somebody names: S12."""
    found = _NAME.fullmatch(text.strip().lstrip("#").upper())
    return session.get(SampleRow, int(found[1])) if found else None


def is_name(text: str) -> bool:
    return bool(_NAME.fullmatch(text.strip().lstrip("#").upper()))


def called(row: SampleRow) -> str:
    return f"S{row.id}" if row.version == 1 else f"S{row.id} v{row.version}"


def in_conversation(session: Session, number: int) -> list[SampleRow]:
    chosen = select(SampleRow).where(SampleRow.conversation_id == number)
    return list(session.scalars(chosen.order_by(SampleRow.id.desc())))


def of_order(session: Session, number: int, kind: str | None = None) -> list[SampleRow]:
    """The samples that belong to an order, the newest first."""
    chosen = select(SampleRow).where(SampleRow.order_id == number)
    if kind is not None:
        chosen = chosen.where(SampleRow.kind == kind)
    return list(session.scalars(chosen.order_by(SampleRow.id.desc())))


def approved_without_order(session: Session, conversation: int, customer: int | None) -> list[SampleRow]:
    """Samples that the customer has approved and that no order is made after yet, of this inquiry or customer (R150)."""
    same = SampleRow.conversation_id == conversation
    if customer is not None:
        same = or_(same, SampleRow.customer_id == customer)
    chosen = select(SampleRow).where(SampleRow.state == SampleState.APPROVED, SampleRow.order_id.is_(None), same)
    return list(session.scalars(chosen.order_by(SampleRow.id)))


def handed(
    work: Work, former: int, to: int, *, conversation: int | None = None, customer: int | None = None
) -> list[SampleRow]:
    """What is on its way of that conversation or customer and was the former owner's is the new one's (R39)."""
    of_it = SampleRow.conversation_id == conversation if conversation is not None else SampleRow.customer_id == customer
    chosen = select(SampleRow).where(SampleRow.owner_id == former, SampleRow.closed_at.is_(None), of_it)
    found = list(work.session.scalars(chosen.order_by(SampleRow.id)))
    for row in found:
        row.owner_id = to
    work.session.flush()
    return found


def standing(session: Session, owners: Sequence[int] | None = None, limit: int = 200) -> list[SampleRow]:
    """Samples that have not ended, the soonest needed first. `owners` None: everybody's."""
    chosen = select(SampleRow).where(SampleRow.closed_at.is_(None))
    if owners is not None:
        chosen = chosen.where(SampleRow.owner_id.in_(list(owners)))
    return list(
        session.scalars(chosen.order_by(SampleRow.need_by.is_(None), SampleRow.need_by, SampleRow.id).limit(limit))
    )


def begun(work: Work, told: Mapping[str, Any], *, state: SampleState, by: int, **values: Any) -> SampleRow:
    """A new sample. What it says is kept as a version once it is confirmed: see `kept`."""
    plain = dict(told)
    row = SampleRow(
        content=plain, content_hash=content_hash(plain), state=state, state_since=work.now, version=1, made_by=by,
        opened_at=work.now, **values,
    )  # fmt: skip
    work.session.add(row)
    work.session.flush()
    return row


def kept(work: Work, row: SampleRow, by: int, words: Iterable[Line]) -> None:
    """Keeps what its form says in this version, once it is settled (R153): it is never changed."""
    work.session.add(
        SampleVersionRow(
            sample_id=row.id, version=row.version, content=row.content, words=words_to_plain(words), by=by, at=work.now
        )
    )
    work.session.flush()


def version(session: Session, number: int, version: int) -> SampleVersionRow | None:
    """What its form said in that version."""
    return session.get(SampleVersionRow, (number, version))


def moved(work: Work, row: SampleRow, event: SampleEvent, reason: str = "") -> SampleState:
    """The sample's state after that event (M3, M3b). Refuses, in a sentence, what the table does not know."""
    row.state, row.state_since = after(row.state, event), work.now
    if reason:
        row.reason = reason
    row.closed_at = work.now if row.state in ENDED else None
    work.session.flush()
    return SampleState(row.state)
