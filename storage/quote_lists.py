"""Named queries for lists of quotations: by state, whose, for whom, of what, from when; with what comes next (R135)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TypeVarTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Select, Text, and_, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from rules.inquiry import State
from rules.quote_moves import OUTSIDE, QuoteState
from storage.tables.conversations import ConversationRow
from storage.tables.customers import CustomerRow
from storage.tables.quotes import QuoteRow, QuoteStepRow, QuoteVersionRow

Ts = TypeVarTuple("Ts")
Listed = tuple[QuoteRow, QuoteVersionRow]
_LONGEST_SEARCH = 60
_OWES = (State.ASSIGNED, State.IN_REVIEW, State.ANSWERED)
"""Where the next word is ours: not while the customer is asked for something, nor where it has ended."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which quotations. `people`: whose they are, or whose customer; None for everybody's. Days are those of the zone."""

    states: frozenset[QuoteState] = frozenset(QuoteState)
    people: frozenset[int] | None = None
    owner: int | None = None
    text: str = ""
    since: date | None = None
    until: date | None = None
    unanswered: bool = False
    zone: str = "UTC"


def listed(session: Session, wanted: Wanted, limit: int, offset: int = 0) -> list[Listed]:
    """Those with their newest version, the newest first."""
    chosen = _chosen(wanted, select(QuoteRow, QuoteVersionRow)).order_by(QuoteRow.id.desc()).limit(limit).offset(offset)
    return [(row, version) for row, version in session.execute(chosen)]


def sums(session: Session, wanted: Wanted) -> list[tuple[int, QuoteState, str, int, Decimal]]:
    """Owner, state, currency, how many and how much together, for totals."""
    rows = session.execute(
        _chosen(
            wanted, select(QuoteRow.owner_id, QuoteVersionRow.state, QuoteVersionRow.currency, QuoteVersionRow.total)
        )
    )
    found: dict[tuple[int, QuoteState, str], tuple[int, Decimal]] = {}
    for owner, state, currency, total in rows:
        key = (owner, QuoteState(state), currency)
        count, amount = found.get(key, (0, Decimal()))
        found[key] = (count + 1, amount + Decimal(total or "0"))
    return [(*key, *value) for key, value in sorted(found.items())]


def next_steps(session: Session, versions: Iterable[int]) -> dict[int, QuoteStepRow]:
    """What comes next of each of these versions."""
    wanted = list(versions)
    rows = session.scalars(
        select(QuoteStepRow)
        .where(QuoteStepRow.version_id.in_(wanted), QuoteStepRow.done_at.is_(None))
        .order_by(QuoteStepRow.due_at.desc(), QuoteStepRow.id.desc())
    )
    return {each.version_id: each for each in rows}


def ended_between(session: Session, since: datetime, until: datetime) -> list[Listed]:
    """Those that were won, lost or expired then."""
    ended = (QuoteState.ACCEPTED, QuoteState.DECLINED, QuoteState.EXPIRED)
    chosen = _chosen(Wanted(states=frozenset(ended)), select(QuoteRow, QuoteVersionRow))
    chosen = chosen.where(QuoteVersionRow.ended_at >= since, QuoteVersionRow.ended_at <= until)
    return [(row, version) for row, version in session.execute(chosen)]


def expiring_within(session: Session, owners: Collection[int] | None, first: date, last: date) -> list[Listed]:
    """Those that the customer has and of which the validity ends in these days, both included."""
    chosen = _chosen(Wanted(states=OUTSIDE), select(QuoteRow, QuoteVersionRow))
    chosen = chosen.where(QuoteVersionRow.valid_until >= first, QuoteVersionRow.valid_until <= last)
    if owners is not None:
        chosen = chosen.where(QuoteRow.owner_id.in_(sorted(owners)))
    return [
        (row, version) for row, version in session.execute(chosen.order_by(QuoteVersionRow.valid_until, QuoteRow.id))
    ]


def owed_quotes(
    session: Session, owners: Collection[int] | None, kinds: Sequence[str], limit: int = 200
) -> list[ConversationRow]:
    """Open inquiries with an owner for which nobody has a quotation, the oldest first (R128)."""
    quoted = (
        select(QuoteVersionRow.id)
        .join(QuoteRow, QuoteRow.id == QuoteVersionRow.quote_id)
        .where(QuoteRow.conversation_id == ConversationRow.id, QuoteVersionRow.sent_at.is_not(None))
        .exists()
    )
    chosen = select(ConversationRow).where(
        ConversationRow.closed_at.is_(None),
        ConversationRow.merged_into.is_(None),
        ConversationRow.kind.in_(kinds),
        ConversationRow.state.in_(_OWES),
        ~quoted,
    )
    if owners is None:
        chosen = chosen.where(ConversationRow.owner_id.is_not(None))
    else:
        chosen = chosen.where(ConversationRow.owner_id.in_(sorted(owners)))
    return list(session.scalars(chosen.order_by(ConversationRow.opened_at, ConversationRow.id).limit(limit)))


def _chosen(wanted: Wanted, chosen: Select[*Ts]) -> Select[*Ts]:
    newest = and_(QuoteVersionRow.quote_id == QuoteRow.id, QuoteVersionRow.version == QuoteRow.version)
    chosen = chosen.select_from(QuoteRow).join(QuoteVersionRow, newest)
    chosen = chosen.where(QuoteVersionRow.state.in_(sorted(wanted.states)))
    if wanted.people is not None or wanted.text:
        chosen = chosen.join(ConversationRow, ConversationRow.id == QuoteRow.conversation_id)
    if wanted.people is not None:
        people = sorted(wanted.people)
        chosen = chosen.where(or_(QuoteRow.owner_id.in_(people), ConversationRow.owner_id.in_(people)))
    if wanted.owner is not None:
        chosen = chosen.where(QuoteRow.owner_id == wanted.owner)
    if wanted.unanswered:
        chosen = chosen.where(QuoteVersionRow.answered_at.is_(None))
    if wanted.since is not None and wanted.until is not None:
        start, end = _instant(wanted.since, wanted.zone), _instant(wanted.until + timedelta(days=1), wanted.zone)
        at = func.coalesce(QuoteVersionRow.sent_at, QuoteRow.opened_at)
        chosen = chosen.where(at >= start, at < end)
    return _searched(wanted.text, chosen) if wanted.text else chosen


def _searched(text: str, chosen: Select[*Ts]) -> Select[*Ts]:
    """By what the customer is called, or by anything that stands in the quotation: product, place, payment."""
    words = text[:_LONGEST_SEARCH].casefold()
    chosen = chosen.outerjoin(CustomerRow, CustomerRow.id == QuoteRow.customer_id)
    columns = (
        CustomerRow.name,
        ConversationRow.company,
        ConversationRow.contact_name,
        ConversationRow.contact_address,
        QuoteRow.number,
        type_coerce(QuoteVersionRow.content, Text),
    )
    return chosen.where(or_(*(func.lower(each).contains(words, autoescape=True) for each in columns)))


def _instant(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(0), ZoneInfo(zone))
