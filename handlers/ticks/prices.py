"""Prices that hold from a day on take their place when that day has come, and the record says so (R126, B7: valid from)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from handlers.asked import Timer
from rules.event import Tick
from rules.outgoing import Outgoing
from rules.policy import Policy
from rules.products import in_force
from rules.words import line
from storage.happenings import note
from storage.products import are_prices_due, put, to_plain, with_coming_prices
from storage.work import Work


def due(session: Session, now: datetime, policy: Policy) -> Iterable[str]:
    """Once a day of the company, at its beginning or as soon as we run again."""
    today = now.astimezone(ZoneInfo(policy.zone)).date()
    if are_prices_due(session, today):
        yield f"tick:prices:{today}:{now:%H:%M}"


def placed(work: Work, tick: Tick) -> Iterable[Outgoing]:
    """Nothing is said: whoever set the prices knows the day, and the card shows them."""
    today = date.fromisoformat(tick.key.split(":")[2])
    waiting = with_coming_prices(work.session, today)
    holding = [in_force(each, today) for each in waiting]
    put(work, holding, source="valid from")
    for before, after in zip(waiting, holding, strict=True):
        words = line("{number} of the products: {what}", number=after.number, what=line("its new prices hold"))
        old, new = to_plain(before), to_plain(after)
        moved = [name for name in new if old[name] != new[name]]
        note(
            work,
            "price",
            words,
            before={name: old[name] for name in moved},
            after={"number": after.number} | {name: new[name] for name in moved},
        )
    return ()


TIMERS = (Timer("prices", due, placed, every=timedelta(minutes=1)),)
