"""Mails that wait for long: their people hear it after a quarter of an hour, once, and once more when they have gone (F12)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from handlers.asked import Timer
from handlers.lost_mails import its_people, which
from handlers.telling import to_colleague, to_roles
from rules.event import Tick
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import DISPATCHERS
from rules.policy import Policy
from rules.retry import TOLD_LATE_AFTER
from rules.words import Line, line, title
from storage import outbox
from storage.doubts import held_since
from storage.tables.outbox import MessageRow
from storage.work import Work

NAMED = 5
"""So many mails are named in one message; of more their number is told."""


def due(session: Session, now: datetime, policy: Policy) -> Iterable[str]:
    """A key for this minute when a mail has become late or a late one has gone."""
    if outbox.gone_after_all(session) or (held_since(session) is None and outbox.late(session, now - TOLD_LATE_AFTER)):
        yield f"tick:late:{now:%Y-%m-%dT%H:%M}"


def told(work: Work, _: Tick) -> list[Outgoing]:
    """One message to each person about all of hers."""
    gone = outbox.gone_after_all(work.session)
    said = _to_each(work, [each for each in gone if each.state == "sent"], _over)
    for row in gone:
        outbox.settle(work.session, row.id, told_at=None)
    if held_since(work.session) is None:
        late = outbox.late(work.session, work.now - TOLD_LATE_AFTER)
        said += _to_each(work, late, _late)
        for row in late:
            outbox.settle(work.session, row.id, told_at=work.now)
    return said


def _to_each(
    work: Work, rows: list[MessageRow], words: Callable[[list[MessageRow]], tuple[Line, ...]]
) -> list[Outgoing]:
    hers: defaultdict[int, list[MessageRow]] = defaultdict(list)
    nobodys: list[MessageRow] = []
    for row in rows:
        people = its_people(work, row)
        for person in people:
            hers[person].append(row)
        nobodys += [] if people else [row]
    said: list[Outgoing] = []
    for person, mails in hers.items():
        said += to_colleague(work, person, words(mails), _choices(mails), conversation=_only(mails))
    return said + (to_roles(work, DISPATCHERS, words(nobodys), _choices(nobodys)) if nobodys else [])


def _late(mails: list[MessageRow]) -> tuple[Line, ...]:
    head = (
        title("A mail is still waiting to leave")
        if len(mails) == 1
        else title("{count} mails are still waiting to leave", count=len(mails))
    )
    return (
        head,
        *_named(mails),
        line("The server says: {reason}", reason=mails[0].fault),
        line("I keep trying, for five days. You need do nothing."),
    )


def _over(mails: list[MessageRow]) -> tuple[Line, ...]:
    head = title("It has gone now") if len(mails) == 1 else title("{count} mails have gone now", count=len(mails))
    return (head, *_named(mails))


def _named(mails: list[MessageRow]) -> list[Line]:
    lines = [each for mail in mails[:NAMED] for each in which(mail)]
    if len(mails) > NAMED:
        lines.append(line("and {count} more", count=len(mails) - NAMED))
    return lines


def _only(mails: list[MessageRow]) -> int | None:
    """The conversation, where all are of one."""
    numbers = {each.conversation_id for each in mails}
    return numbers.pop() if len(numbers) == 1 else None


def _choices(mails: list[MessageRow]) -> Choices:
    number = _only(mails)
    return ((Choice(line("Show"), f"/show {number}"),),) if number is not None else ()


TIMERS = (Timer("late", due, told, every=timedelta(minutes=1)),)
