"""Questions of supply that nobody has answered for a working day are asked once more, and who quotes hears it (R115)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from handlers.asked import Timer
from handlers.supplying import put, taken_back
from handlers.telling import to_colleague
from rules.event import Tick
from rules.outgoing import Choice, Outgoing
from rules.policy import Policy
from rules.words import line
from storage import quotes
from storage.calendar import calendar_for
from storage.colleagues import name_of
from storage.supplies import not_answered_since
from storage.tables.quotes import SupplyRow
from storage.work import Work


def due(session: Session, now: datetime, policy: Policy) -> Iterable[str]:
    """A key for this minute when a question has waited for a working day and somebody may be spoken to."""
    rows = not_answered_since(session, now)
    if not rows:
        return
    calendar = calendar_for(policy, (now.year - 1, now.year, now.year + 1))
    if calendar.is_open(now) and any(_is_late(calendar.plus(each.asked_at, _a_day(policy)), now) for each in rows):
        yield f"tick:supplies:{now:%Y-%m-%dT%H:%M}"


def asked_again(work: Work, _: Tick) -> list[Outgoing]:
    """Each question once more, to those who were asked; one whose quotation has left or ended is taken back."""
    said: list[Outgoing] = []
    for row in not_answered_since(work.session, work.now):
        if _is_late(work.calendar.plus(row.asked_at, _a_day(work.policy)), work.now):
            row.asked_again_at = work.now
            if not _is_wanted(work, row):
                said += taken_back(work, row)
                continue
            said += put(work, row, line("It still waits for your answer since {at}.", at=row.asked_at))
            said += _asker_told(work, row)
    return said


def _asker_told(work: Work, row: SupplyRow) -> list[Outgoing]:
    quote = quotes.quote(work.session, row.quote_id)
    if quote is None:
        return []
    words = line(
        "Nobody has answered yet: {product} for {number}, asked {people}.",
        product=row.product,
        number=quotes.called(quote),
        people=", ".join(name_of(work.session, each) for each in row.asked_of),
    )
    choices = ((Choice(line("Supply"), f"/supply {quotes.called(quote, 1)}"),),)
    return to_colleague(work, row.asked_by, (words,), choices, conversation=quote.conversation_id)


def _is_wanted(work: Work, row: SupplyRow) -> bool:
    quote = quotes.quote(work.session, row.quote_id)
    return quote is not None and quotes.is_inside(quotes.current(work.session, quote))


def _is_late(at: datetime, now: datetime) -> bool:
    return at <= now


def _a_day(policy: Policy) -> int:
    """A working day in working minutes."""
    return sum(
        (closes.hour * 60 + closes.minute or 1440) - opens.hour * 60 - opens.minute for opens, closes in policy.hours
    )


TIMERS = (Timer("supplies", due, asked_again, every=timedelta(minutes=5)),)
