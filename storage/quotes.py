"""Named queries about quotations: finding them, their versions and changes, moving a version by the table of M2, numbering."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Text, select, type_coerce
from sqlalchemy.orm import Session

from rules.approval import content_hash
from rules.quote import Quote, earned, total
from rules.quote_moves import ENDED, INSIDE, OUTSIDE, QuoteEvent, QuoteState, after
from rules.quote_plain import from_plain, to_plain
from rules.words import Line
from rules.words import to_plain as words_to_plain
from storage import series
from storage.tables.quotes import (
    QuoteReviewRow,
    QuoteRevisionRow,
    QuoteRow,
    QuoteSeenRow,
    QuoteStepRow,
    QuoteVersionRow,
    SupplyRow,
)
from storage.work import Work

_DRAFT = re.compile(r"[dD](\d{1,9})")
_NUMBER = re.compile(r"[qQ]-?(?:(\d{4})-)?(\d{1,6})")


def quote(session: Session, number: int | None) -> QuoteRow | None:
    return None if number is None else session.get(QuoteRow, number)


def version_row(session: Session, number: int | None) -> QuoteVersionRow | None:
    """A version by its own id."""
    return None if number is None else session.get(QuoteVersionRow, number)


def meant(session: Session, text: str) -> QuoteRow | None:
    """The quotation that somebody names: D7, Q-2026-0031, q31 (the newest year that has it); None for no such one."""
    word = text.strip().lstrip("#").upper()
    if found := _DRAFT.fullmatch(word):
        return session.get(QuoteRow, int(found[1]))
    if not (found := _NUMBER.fullmatch(word)):
        return None
    if found[1]:
        return session.scalar(select(QuoteRow).where(QuoteRow.number == f"Q-{found[1]}-{int(found[2]):04}"))
    like = QuoteRow.number.like(f"Q-____-{int(found[2]):04}")
    return session.scalar(select(QuoteRow).where(like).order_by(QuoteRow.number.desc()).limit(1))


def is_name(text: str) -> bool:
    """Whether a word names a quotation as such: D7, Q-2026-0031, q31."""
    word = text.strip().lstrip("#").upper()
    return bool(_DRAFT.fullmatch(word) or _NUMBER.fullmatch(word))


def called(row: QuoteRow, version: int | None = None) -> str:
    """What people call it: D7, Q-2026-0031, and behind it v2 where it is not the first version."""
    told = version or row.version
    name = row.number or f"D{row.id}"
    return name if told == 1 else f"{name} v{told}"


def current(session: Session, row: QuoteRow) -> QuoteVersionRow:
    """The newest version."""
    return session.scalars(
        select(QuoteVersionRow).where(QuoteVersionRow.quote_id == row.id, QuoteVersionRow.version == row.version)
    ).one()


def versions(session: Session, number: int) -> list[QuoteVersionRow]:
    """All of them, the first one first."""
    chosen = select(QuoteVersionRow).where(QuoteVersionRow.quote_id == number)
    return list(session.scalars(chosen.order_by(QuoteVersionRow.version)))


def version_of(session: Session, number: int, version: int) -> QuoteVersionRow | None:
    chosen = select(QuoteVersionRow).where(QuoteVersionRow.quote_id == number, QuoteVersionRow.version == version)
    return session.scalar(chosen)


def in_conversation(session: Session, number: int) -> list[QuoteRow]:
    """The quotations of a conversation, the newest first."""
    chosen = select(QuoteRow).where(QuoteRow.conversation_id == number)
    return list(session.scalars(chosen.order_by(QuoteRow.id.desc())))


def open_in(session: Session, number: int) -> QuoteRow | None:
    """The newest quotation of a conversation that has not ended."""
    return session.scalar(
        select(QuoteRow)
        .where(QuoteRow.conversation_id == number, QuoteRow.closed_at.is_(None))
        .order_by(QuoteRow.id.desc())
        .limit(1)
    )


def outside_in(session: Session, number: int) -> list[tuple[QuoteRow, QuoteVersionRow]]:
    """Those of a conversation that the customer has and has not decided on, the newest first."""
    return standing(session, OUTSIDE, conversation=number)


def standing(
    session: Session,
    states: Iterable[QuoteState] = frozenset(QuoteState),
    *,
    owners: Sequence[int] | None = None,
    conversation: int | None = None,
    customer: int | None = None,
    limit: int = 200,
) -> list[tuple[QuoteRow, QuoteVersionRow]]:
    """Quotations with their newest version, where it is in one of these states; the newest first. `owners` None: everybody's."""
    chosen = (
        select(QuoteRow, QuoteVersionRow)
        .join(
            QuoteVersionRow,
            (QuoteVersionRow.quote_id == QuoteRow.id) & (QuoteVersionRow.version == QuoteRow.version),
        )
        .where(QuoteVersionRow.state.in_(sorted(states)))
    )
    if owners is not None:
        chosen = chosen.where(QuoteRow.owner_id.in_(list(owners)))
    if conversation is not None:
        chosen = chosen.where(QuoteRow.conversation_id == conversation)
    if customer is not None:
        chosen = chosen.where(QuoteRow.customer_id == customer)
    rows = session.execute(chosen.order_by(QuoteRow.id.desc()).limit(limit))
    return [(row, version) for row, version in rows]


def written_standing(
    session: Session, states: Iterable[QuoteState], owners: Sequence[int], limit: int
) -> list[tuple[int, int | None, str]]:
    """As `standing`: each quotation's id, its customer, and its content as the JSON text that is stored, for a quick look."""
    chosen = (
        select(QuoteRow.id, QuoteRow.customer_id, type_coerce(QuoteVersionRow.content, Text))
        .join(
            QuoteVersionRow,
            (QuoteVersionRow.quote_id == QuoteRow.id) & (QuoteVersionRow.version == QuoteRow.version),
        )
        .where(QuoteVersionRow.state.in_(sorted(states)), QuoteRow.owner_id.in_(list(owners)))
        .order_by(QuoteRow.id.desc())
        .limit(limit)
    )
    return [(number, customer, text) for number, customer, text in session.execute(chosen)]


def content(row: QuoteVersionRow) -> Quote:
    return from_plain(row.content)


def begun(
    work: Work,
    told: Quote,
    *,
    conversation: int,
    customer: int | None,
    owner: int,
    by: int,
    words: Iterable[Line],
) -> tuple[QuoteRow, QuoteVersionRow]:
    """A new quotation as a draft, version 1."""
    row = QuoteRow(
        conversation_id=conversation, customer_id=customer, owner_id=owner, opened_at=work.now, version=1, number=None
    )
    work.session.add(row)
    work.session.flush()
    return row, _new_version(work, row, told, by, words)


def revised(work: Work, row: QuoteRow, told: Quote, by: int, words: Iterable[Line]) -> QuoteVersionRow:
    """A new version as a draft; the one before is replaced (M2). Refuses where that may not happen now."""
    moved(work, current(work.session, row), QuoteEvent.REVISED)
    row.version = versions(work.session, row.id)[-1].version + 1
    row.closed_at = None
    return _new_version(work, row, told, by, words)


def restored(work: Work, row: QuoteRow) -> QuoteVersionRow | None:
    """The newest version was given up: the one before it that the customer has stands again (M2). None where there is none."""
    before = [each for each in versions(work.session, row.id) if each.state == QuoteState.SUPERSEDED]
    if not before:
        return None
    row.version = before[-1].version
    work.session.flush()
    moved(work, before[-1], QuoteEvent.REOPENED)
    return before[-1]


def rewritten(work: Work, version: QuoteVersionRow, told: Quote, by: int, words: Iterable[Line]) -> bool:
    """Other content, as a draft again (M2: changed); False where it is the same. What was released of it is void: see
    `handlers.quote_approval.unapproved`, which is to be called before."""
    if content_hash(to_plain(told)) == version.content_hash:
        return False
    moved(work, version, QuoteEvent.CHANGED)
    _filled(work, version, told, by)
    version.revision += 1
    _kept_revision(work, version, by, words)
    return True


def moved(work: Work, version: QuoteVersionRow, event: QuoteEvent, reason: str = "") -> QuoteState:
    """The version's state after that event. Refuses, in a sentence, what the table does not know."""
    state = after(version.state, event)
    if state in {QuoteState.DRAFT, QuoteState.DROPPED}:
        version.approval_id, version.approved_at, version.approved_hash, version.papers = None, None, "", None
    version.state = state
    if reason:
        version.reason = reason
    row = work.session.get_one(QuoteRow, version.quote_id)
    if state in ENDED:
        version.ended_at = work.now
        if state is not QuoteState.SUPERSEDED:
            row.closed_at = work.now
    elif row.version == version.version:
        version.ended_at = row.closed_at = None
    work.session.flush()
    return state


def is_inside(version: QuoteVersionRow) -> bool:
    """Whether the customer has not seen it, so that it may be changed."""
    return QuoteState(version.state) in INSIDE


def revisions(session: Session, version: int) -> list[QuoteRevisionRow]:
    """Every change of a version, the first one first."""
    chosen = select(QuoteRevisionRow).where(QuoteRevisionRow.version_id == version)
    return list(session.scalars(chosen.order_by(QuoteRevisionRow.revision)))


def seen(work: Work, version: QuoteVersionRow, person: int) -> int:
    """Notes that she was shown it as it stands; returns the revision that she knew before, 0 for none."""
    key = (version.id, person)
    row = work.session.get(QuoteSeenRow, key)
    if row is None:
        work.session.add(
            QuoteSeenRow(version_id=version.id, colleague_id=person, revision=version.revision, at=work.now)
        )
        work.session.flush()
        return 0
    before, row.revision, row.at = row.revision, version.revision, work.now
    return before


def numbered(work: Work, row: QuoteRow) -> str:
    """Its number, given now if it has none: serial without gaps, in the company's year or, by setting, for ever (product.md 14).

    The year is in the number in either way, so that a change of the setting never gives one twice.
    """
    if row.number is None:
        row.number = series.numbered(work, "Q")
        work.session.flush()
    return row.number


def reviews(session: Session, version: int) -> dict[str, QuoteReviewRow]:
    """Who confirmed price, delivery and payment (R24), by matter."""
    chosen = select(QuoteReviewRow).where(QuoteReviewRow.version_id == version)
    return {each.matter: each for each in session.scalars(chosen)}


def supplies(session: Session, number: int) -> list[SupplyRow]:
    """Questions of supply for a quotation, the newest first."""
    chosen = select(SupplyRow).where(SupplyRow.quote_id == number)
    return list(session.scalars(chosen.order_by(SupplyRow.id.desc())))


def steps(session: Session, version: int) -> list[QuoteStepRow]:
    """What follows the sending of a version, in the order of time."""
    chosen = select(QuoteStepRow).where(QuoteStepRow.version_id == version)
    return list(session.scalars(chosen.order_by(QuoteStepRow.due_at, QuoteStepRow.id)))


def open_steps_in(session: Session, conversation: int) -> list[QuoteStepRow]:
    """Follow-ups of the quotations of a conversation that are still to come."""
    return list(
        session.scalars(
            select(QuoteStepRow)
            .join(QuoteVersionRow, QuoteVersionRow.id == QuoteStepRow.version_id)
            .join(QuoteRow, QuoteRow.id == QuoteVersionRow.quote_id)
            .where(QuoteRow.conversation_id == conversation, QuoteStepRow.done_at.is_(None))
            .order_by(QuoteStepRow.due_at)
        )
    )


def last_prices(
    session: Session, customer: int, product: str, before: int | None = None, limit: int = 3
) -> list[tuple[QuoteRow, QuoteVersionRow, Decimal]]:
    """What this customer was offered for this product before, the newest first (R116). `before`: a quotation to leave out."""
    found: list[tuple[QuoteRow, QuoteVersionRow, Decimal]] = []
    sent = frozenset(QuoteState) - INSIDE - {QuoteState.DROPPED}
    for row, version in standing(session, sent, customer=customer):
        if row.id == before or version.sent_at is None:
            continue
        found += [
            (row, version, each.price)
            for each in content(version).lines
            if each.price is not None and each.product.casefold() == product.casefold()
        ]
        if len(found) >= limit:
            break
    return found[:limit]


def prices_before(
    session: Session,
    customer: int,
    products: Iterable[str],
    before: int,
    each_at_most: int = 2,
    looked_through: int = 40,
) -> dict[str, list[tuple[QuoteRow, QuoteVersionRow, Decimal]]]:
    """Like `last_prices`, for several products at once: of the newest quotations that this customer has got, by product."""
    wanted = {each.casefold(): each for each in products}
    found: dict[str, list[tuple[QuoteRow, QuoteVersionRow, Decimal]]] = {each: [] for each in wanted.values()}
    sent = frozenset(QuoteState) - INSIDE - {QuoteState.DROPPED}
    for row, version in standing(session, sent, customer=customer, limit=looked_through):
        for each in version.content["lines"] if row.id != before and version.sent_at is not None else ():
            product = wanted.get(each["product"].casefold())
            if product is not None and each["price"] is not None and len(found[product]) < each_at_most:
                found[product].append((row, version, Decimal(each["price"])))
    return found


def expiring(session: Session, until: date, limit: int = 500) -> list[tuple[QuoteRow, QuoteVersionRow]]:
    """Those that the customer has and whose validity is over before that day, the oldest first."""
    chosen = (
        select(QuoteRow, QuoteVersionRow)
        .join(QuoteVersionRow, QuoteVersionRow.quote_id == QuoteRow.id)
        .where(QuoteVersionRow.state.in_(sorted(OUTSIDE)), QuoteVersionRow.valid_until < until)
        .order_by(QuoteVersionRow.valid_until, QuoteVersionRow.id)
        .limit(limit)
    )
    return [(row, version) for row, version in session.execute(chosen)]


def _new_version(work: Work, row: QuoteRow, told: Quote, by: int, words: Iterable[Line]) -> QuoteVersionRow:
    version = QuoteVersionRow(
        quote_id=row.id, version=row.version, revision=1, state=QuoteState.DRAFT, made_by=by, made_at=work.now,
        **_columns(work, told), edited_by=by, edited_at=work.now, approved_hash="", reason="",
    )  # fmt: skip
    work.session.add(version)
    work.session.flush()
    _kept_revision(work, version, by, words)
    return version


def _filled(work: Work, version: QuoteVersionRow, told: Quote, by: int) -> None:
    for name, value in _columns(work, told).items():
        setattr(version, name, value)
    version.edited_by, version.edited_at = by, work.now


def _columns(work: Work, told: Quote) -> dict[str, Any]:
    plain = to_plain(told)
    margin = earned(told, work.policy.margin_base).margin
    return {
        "content": plain,
        "content_hash": content_hash(plain),
        "currency": told.currency,
        "total": f"{total(told):f}" if told.currency else "",
        "margin": "" if margin is None else str(margin),
        "valid_until": told.valid_until,
    }


def _kept_revision(work: Work, version: QuoteVersionRow, by: int, words: Iterable[Line]) -> None:
    work.session.add(
        QuoteRevisionRow(
            version_id=version.id,
            revision=version.revision,
            content=version.content,
            words=words_to_plain(words),
            by=by,
            at=work.now,
        )
    )
    work.session.flush()
