"""Quotations that are approved and not sent: one whose exchange rates have grown too old is a draft again (R142)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from handlers.asked import Timer
from handlers.quote_approval import voided_by_rates
from rules.event import Tick
from rules.outgoing import Outgoing
from rules.policy import Policy
from rules.quote_approval import expired_rates
from rules.quote_moves import QuoteState
from storage import quotes
from storage.tables.quotes import QuoteRow, QuoteVersionRow
from storage.work import Work

_KEY = "tick:quote_rates:"


def due(session: Session, now: datetime, policy: Policy) -> Iterable[str]:
    """A key for each quotation of which a rate has expired today."""
    return [f"{_KEY}{version.id}:{version.revision}:{now:%Y-%m-%d}" for _, version in _expired(session, now, policy)]


def voided(work: Work, tick: Tick) -> list[Outgoing]:
    """It is a draft again, if it still is what it was when it was looked at."""
    number = tick.key.removeprefix(_KEY).partition(":")[0]
    found = [each for each in _expired(work.session, work.now, work.policy) if str(each[1].id) == number]
    today = work.now.astimezone(ZoneInfo(work.policy.zone)).date()
    return [
        said
        for row, version in found
        for said in voided_by_rates(
            work, row, version, expired_rates(quotes.content(version), today, work.policy.quote_rate_days)
        )
    ]


def _expired(session: Session, now: datetime, policy: Policy) -> Iterator[tuple[QuoteRow, QuoteVersionRow]]:
    today = now.astimezone(ZoneInfo(policy.zone)).date()
    for row, version in quotes.standing(session, {QuoteState.APPROVED}):
        if expired_rates(quotes.content(version), today, policy.quote_rate_days):
            yield row, version


TIMERS = (Timer("quote_rates", due, voided, every=timedelta(minutes=30)),)
