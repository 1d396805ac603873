"""Once a minute: what came too fast to be shown card by card is told to each person in one sum (F30)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from handlers.asked import Timer
from handlers.telling import may_be_told_at, to_colleague
from rules.event import Tick
from rules.outgoing import Choice, Outgoing
from rules.policy import Policy
from rules.words import line, title
from storage import unshown
from storage.colleagues import colleague
from storage.work import Work


def due(session: Session, now: datetime, policy: Policy) -> Iterable[str]:
    if unshown.listeners(session):
        yield f"tick:unshown:{now:%Y-%m-%dT%H:%M}"


def summed_up(work: Work, _: Tick) -> Iterable[Outgoing]:
    """One message for each person who may be told now; the others are told when working hours begin."""
    said: list[Outgoing] = []
    for number in unshown.listeners(work.session):
        person = colleague(work.session, number)
        if person is None or may_be_told_at(work, person, urgent=False) is None:
            said += _summary(work, number)
    return said


def _summary(work: Work, listener: int) -> list[Outgoing]:
    hers, nobodys = unshown.told(work.session, listener)
    if not hers + nobodys:
        return []
    lines = [title("More came than I show one by one: {count}", count=hers + nobodys)]
    choices = []
    if hers:
        lines.append(line("Yours: {count}. /mine lists them, the most urgent first.", count=hers))
        choices.append(Choice(line("My inquiries"), "/mine"))
    if nobodys:
        lines.append(line("Without an owner: {count}. /inbox lists them.", count=nobodys))
        choices.append(Choice(line("What nobody has"), "/inbox"))
    return to_colleague(work, listener, lines, (tuple(choices),), card=f"{unshown.SUMMARY}{listener}")


TIMERS = (Timer("unshown", due, summed_up, every=timedelta(minutes=1)),)
