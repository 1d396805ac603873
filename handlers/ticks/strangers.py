"""Once a day: which accounts that are nobody's have written to us; they hear no answer (R334)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from handlers.asked import Timer
from handlers.telling import to_roles
from rules.event import Tick
from rules.outgoing import Outgoing
from rules.permission import ADMINISTRATORS
from rules.policy import Policy
from rules.words import line, title
from storage import strangers
from storage.work import Work

NAMED = 5
AFTER = timedelta(hours=1)
"""So long is waited after the first of a day: several that write one after the other are told of together."""


def due(session: Session, now: datetime, policy: Policy) -> Iterable[str]:
    new = strangers.untold(session)
    last = strangers.told_last(session)
    if new and now - new[0].since >= AFTER and (last is None or not timedelta() <= now - last < timedelta(days=1)):
        yield f"tick:strangers:{now:%Y-%m-%dT%H:%M}"


def told(work: Work, _: Tick) -> Iterable[Outgoing]:
    """One message to each administrator, in working hours: it is no trouble of the desk."""
    new = strangers.untold(work.session)
    lines = [title("Accounts that I do not know have written to me: {count}", count=len(new))]
    for each in new[:NAMED]:
        lines.append(
            line(
                "{name}, account {account} ({front}), messages: {count}",
                name=each.name or "-",
                account=each.account,
                front=each.front,
                count=each.count,
            )
        )
    if len(new) > NAMED:
        lines.append(line("and {count} more", count=len(new) - NAMED))
    lines.append(line("They heard no answer. If one is a colleague's, /invite gives her a link."))
    for each in new:
        each.told_at = work.now
    return to_roles(work, ADMINISTRATORS, lines)


TIMERS = (Timer("strangers", due, told, every=timedelta(minutes=1)),)
