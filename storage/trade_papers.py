"""Named queries about trade papers: beginning, changing, moving and numbering them, and who wants to look at one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from rules.approval import content_hash
from rules.trade_paper import SERIES, Kind, TradePaper, from_plain, to_plain
from rules.trade_paper_moves import ENDED, PaperEvent, PaperState, after
from rules.words import Line
from rules.words import to_plain as words_to_plain
from storage import series
from storage.papers import Filed
from storage.tables.conversations import DraftRow
from storage.tables.orders import OrderRow
from storage.tables.trade_papers import TradePaperRevisionRow, TradePaperRow, TradePaperWishRow
from storage.work import Work

_NAME = re.compile(r"(PI|SC|MO|PO|IR|PL|CI|SN|PR|SF)-?(?:(\d{4})-)?(\d{1,6})(?:\s*V(\d{1,3}))?")
_DRAFT = re.compile(r"P(\d{1,9})")


def paper(session: Session, number: int | None) -> TradePaperRow | None:
    return None if number is None else session.get(TradePaperRow, number)


def meant(session: Session, text: str) -> TradePaperRow | None:
    """The paper that somebody names: P12, PI-2026-0007, pi7 (the newest year that has it); None for no such one."""
    word = text.strip().lstrip("#").upper()
    if found := _DRAFT.fullmatch(word):
        return session.get(TradePaperRow, int(found[1]))
    if not (found := _NAME.fullmatch(word)):
        return None
    like = f"{found[1]}-{found[2] or '____'}-{int(found[3]):04}" + (f" v{found[4]}" if found[4] else "")
    chosen = select(TradePaperRow).where(TradePaperRow.number.like(like))
    return session.scalar(chosen.order_by(TradePaperRow.number.desc()).limit(1))


def is_name(text: str) -> bool:
    """Whether a word names a paper as such: P12, PI-2026-0007, pi7."""
    word = text.strip().lstrip("#").upper()
    return bool(_DRAFT.fullmatch(word) or _NAME.fullmatch(word))


def called(row: TradePaperRow) -> str:
    """What people call it: P12 as long as it is a draft, then PI-2026-0007, and PI-2026-0007 v2 once it was amended."""
    return row.number or f"P{row.id}"


def content(row: TradePaperRow) -> TradePaper:
    return from_plain(row.content)


def of_order(session: Session, number: int, kind: Kind | None = None, *, alive: bool = True) -> list[TradePaperRow]:
    """The papers of an order, the newest first; those that have ended only if they are wanted."""
    chosen = select(TradePaperRow).where(TradePaperRow.order_id == number)
    if kind is not None:
        chosen = chosen.where(TradePaperRow.kind == kind)
    if alive:
        chosen = chosen.where(TradePaperRow.state.not_in(sorted(ENDED)))
    return list(session.scalars(chosen.order_by(TradePaperRow.id.desc())))


def of_sample(session: Session, number: int) -> list[TradePaperRow]:
    chosen = select(TradePaperRow).where(TradePaperRow.sample_id == number)
    return list(session.scalars(chosen.order_by(TradePaperRow.id.desc())))


def of_draft(session: Session, draft: int) -> TradePaperRow | None:
    """The paper that goes with a mail."""
    return session.scalar(select(TradePaperRow).where(TradePaperRow.draft_id == draft).limit(1))


def in_states(
    session: Session, states: Iterable[PaperState], kinds: Iterable[Kind], limit: int = 200
) -> list[TradePaperRow]:
    """Papers in one of these states, the oldest first."""
    chosen = select(TradePaperRow).where(TradePaperRow.state.in_(sorted(states)), TradePaperRow.kind.in_(sorted(kinds)))
    return list(session.scalars(chosen.order_by(TradePaperRow.id).limit(limit)))


def sent_in(session: Session, conversations: Iterable[int], kinds: Iterable[Kind]) -> list[TradePaperRow]:
    """Papers of these kinds that are sent and not signed yet, whose answer comes in one of these conversations; the oldest first.

    That is the conversation of its order, and the one in which its mail went.
    """
    numbers = sorted(conversations)
    of_orders = select(OrderRow.id).where(OrderRow.conversation_id.in_(numbers))
    mails = select(DraftRow.id).where(DraftRow.conversation_id.in_(numbers))
    chosen = select(TradePaperRow).where(
        TradePaperRow.state == PaperState.SENT,
        TradePaperRow.kind.in_(sorted(kinds)),
        or_(TradePaperRow.order_id.in_(of_orders), TradePaperRow.draft_id.in_(mails)),
    )
    return list(session.scalars(chosen.order_by(TradePaperRow.id).limit(50)))


def begun(work: Work, told: TradePaper, by: int, words: Iterable[Line], **values: Any) -> TradePaperRow:
    """A new paper as a draft; `values`: order_id, sample_id, partner, partner_address, language, replaces_id, version."""
    plain = to_plain(told)
    row = TradePaperRow(
        kind=told.kind, state=PaperState.DRAFT, content=plain, content_hash=content_hash(plain), revision=1, made_by=by,
        made_at=work.now, edited_by=by, edited_at=work.now, **values,
    )  # fmt: skip
    work.session.add(row)
    work.session.flush()
    _kept_revision(work, row, by, words)
    return row


def rewritten(work: Work, row: TradePaperRow, told: TradePaper, by: int, words: Iterable[Line]) -> bool:
    """Other content, as a draft again; False where it is the same. What was asked for or released of it is void: see
    `handlers.trade_papers.changed`, which does both."""
    plain = to_plain(told)
    if content_hash(plain) == row.content_hash:
        return False
    moved(work, row, PaperEvent.CHANGED)
    row.content, row.content_hash, row.edited_by, row.edited_at = plain, content_hash(plain), by, work.now
    row.revision += 1
    _kept_revision(work, row, by, words)
    return True


def moved(work: Work, row: TradePaperRow, event: PaperEvent, reason: str = "") -> PaperState:
    """The paper's state after that event. Refuses, in a sentence, what the table does not know."""
    state = after(row.state, event)
    if state in {PaperState.DRAFT, PaperState.DROPPED}:
        row.approval_id, row.approved_at, row.approved_hash, row.papers = None, None, "", None
    row.state = state
    if reason:
        row.reason = reason
    row.ended_at = work.now if state in ENDED else None
    work.session.flush()
    return state


def numbered(work: Work, row: TradePaperRow) -> str:
    """Its number, given now if it has none: serial without gaps; a new version keeps the number and says which it is (R168)."""
    if row.number is None:
        before = paper(work.session, row.replaces_id)
        if before is not None and before.number:
            row.number = f"{before.number.split(' ')[0]} v{row.version}"
        else:
            row.number = series.numbered(work, SERIES[Kind(row.kind)])
        work.session.flush()
    return row.number


def revisions(session: Session, number: int) -> list[TradePaperRevisionRow]:
    chosen = select(TradePaperRevisionRow).where(TradePaperRevisionRow.paper_id == number)
    return list(session.scalars(chosen.order_by(TradePaperRevisionRow.revision)))


def without_files(session: Session, limit: int = 20) -> list[TradePaperRow]:
    """Papers that are released and not drawn yet, the oldest release first."""
    chosen = select(TradePaperRow).where(TradePaperRow.state == PaperState.APPROVED, TradePaperRow.papers.is_(None))
    return list(session.scalars(chosen.order_by(TradePaperRow.approved_at, TradePaperRow.id).limit(limit)))


def wished(work: Work, row: TradePaperRow, person: int, language: str = "") -> TradePaperWishRow:
    """She wants to see it; asking twice before it is there is asking once."""
    chosen = select(TradePaperWishRow).where(
        TradePaperWishRow.paper_id == row.id,
        TradePaperWishRow.asked_by == person,
        TradePaperWishRow.language == language,
        TradePaperWishRow.done_at.is_(None),
    )
    found = work.session.scalar(chosen.limit(1))
    if found is None:
        found = TradePaperWishRow(paper_id=row.id, language=language, asked_by=person, asked_at=work.now)
        work.session.add(found)
        work.session.flush()
    return found


def open_wishes(session: Session, limit: int = 20) -> list[TradePaperWishRow]:
    chosen = select(TradePaperWishRow).where(TradePaperWishRow.done_at.is_(None))
    return list(session.scalars(chosen.order_by(TradePaperWishRow.id).limit(limit)))


def wish(session: Session, number: int) -> TradePaperWishRow | None:
    return session.get(TradePaperWishRow, number)


def fulfilled(work: Work, row: TradePaperWishRow, papers: Filed) -> None:
    """It was drawn, or it was tried."""
    row.done_at, row.papers = work.now, [list(each) for each in papers]
    work.session.flush()


def _kept_revision(work: Work, row: TradePaperRow, by: int, words: Sequence[Line] | Iterable[Line]) -> None:
    work.session.add(
        TradePaperRevisionRow(
            paper_id=row.id, revision=row.revision, content=row.content, words=words_to_plain(words), by=by, at=work.now
        )
    )
    work.session.flush()
