"""The heartbeat: every few minutes the desk looks at itself and tells administrators what has begun and what is over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from handlers.alarms import HEALTH, alarm, close_events, is_past, over
from handlers.asked import Timer
from rules.event import Tick
from rules.outgoing import Choice, Choices, Outgoing
from rules.policy import Policy
from rules.silence import WEEKS, is_unusual
from rules.waits import BACKUP_MAY_WAIT, SWEEP_MAY_WAIT
from rules.words import Line, from_plain, line
from storage import pulse
from storage.calendar import calendar_for
from storage.doubts import CHAT, MAIL, held_since, oldest_overdue
from storage.facts import fact_since
from storage.guesses import guessing
from storage.quarantine import lies_since
from storage.work import Work

QUARANTINE_MAY_WAIT = timedelta(hours=4)
"""Each letter is told when it is put aside; this is the reminder."""
SILENCE_SPAN = timedelta(hours=2)
"""The hours that are compared with those of the weeks before."""

FOLDER_MAY_WAIT = timedelta(hours=1)
CLOCK_MAY_LAG = timedelta(minutes=2)

Trouble = tuple[Line, Line]
"""What is wrong, and what to do about it."""


def due(session: Session, now: datetime, policy: Policy) -> Iterable[str]:
    """A key for this minute when something has begun or is over; nothing while all stays as it is."""
    standing = pulse.open_alarms(session)
    known = {each.name for each in standing} & set(CHECKS)
    found = set(_troubles(session, now, policy))
    if known != found or any(is_past(each, now) for each in standing):
        yield f"tick:heartbeat:{now:%Y-%m-%dT%H:%M}"


def beaten(work: Work, _: Tick) -> list[Outgoing]:
    """Raises an alarm for what is wrong and ends those that are over."""
    close_events(work)
    troubles = _troubles(work.session, work.now, work.policy)
    said: list[Outgoing] = []
    for name in CHECKS:
        if name in troubles:
            said += alarm(work, name, *troubles[name], choices=BUTTONS.get(name, HEALTH))
        else:
            said += over(work, name)
    return said


def _troubles(session: Session, now: datetime, policy: Policy) -> dict[str, Trouble]:
    found = {name: check(session, now, policy) for name, check in CHECKS.items()}
    return {name: trouble for name, trouble in found.items() if trouble is not None}


def _queue(session: Session, now: datetime, policy: Policy) -> Trouble | None:
    if held_since(session) is not None:
        return None
    row = oldest_overdue(session, now, MAIL)
    if row is None:
        return None
    return (
        line("Mails wait to be sent, the oldest since {since}: {fault}", since=row.decided_at, fault=row.fault or "-"),
        line("/health shows what waits. infodesk check tries the mail server. Nothing is lost for five days."),
    )


def _chat(session: Session, now: datetime, policy: Policy) -> Trouble | None:
    """Told by mail: the chat itself is what is wrong (F17)."""
    row = oldest_overdue(session, now, CHAT) if held_since(session) is None else None
    if row is None:
        return None
    return (
        line("The chat takes nothing since {since}: {fault}", since=row.decided_at, fault=row.fault or "-"),
        line("What I have to say waits and goes by mail after a day. infodesk check tries the chat."),
    )


def _sweep(session: Session, now: datetime, policy: Policy) -> Trouble | None:
    swept = pulse.last_sweep(session)
    started = fact_since(session, pulse.RUNNING)
    newest = max((each for each in (swept, started) if each is not None), default=None)
    if swept is None or newest is None or now - newest <= SWEEP_MAY_WAIT:
        return None
    return (
        line("The mailbox has not been looked through since {since}.", since=swept),
        line("Nothing is lost: letters stay on the server. infodesk check tries the login."),
    )


def _backup(session: Session, now: datetime, policy: Policy) -> Trouble | None:
    since = pulse.backup_counts_from(session)
    if since is None or now - since <= BACKUP_MAY_WAIT:
        return None
    return (
        line("There has been no backup since {since}.", since=since),
        line("Run infodesk backup FILE every night, for example by a timer of the system."),
    )


def _silence(session: Session, now: datetime, policy: Policy) -> Trouble | None:
    """Once told, it is over when a letter comes: the end of the day or of the noon's pause ends no silence."""
    told = pulse.standing(session, "silence")
    if told is not None:
        begun = from_plain(told.words)
        return (begun[0], begun[1]) if pulse.arrived_between(session, told.since, now) == 0 else None
    calendar = calendar_for(policy, (now.year - 1, now.year, now.year + 1))
    if calendar.opening_after(now) > now:
        return None
    arrived = pulse.arrived_between(session, now - SILENCE_SPAN, now)
    usual = pulse.usual_arrivals(session, now, SILENCE_SPAN, WEEKS)
    if not is_unusual(arrived, usual):
        return None
    return (
        line("It is unusually quiet: {count} letters in two hours.", count=arrived),
        line(
            "Usually {usual} come in these hours. Send a test mail to the shared mailbox.",
            usual=sorted(usual)[len(usual) // 2],
        ),
    )


def _quarantine(session: Session, now: datetime, policy: Policy) -> Trouble | None:
    if not lies_since(session, now - QUARANTINE_MAY_WAIT):
        return None
    return (
        line("Letters lie in quarantine for hours. They are kept whole, but nobody answers them."),
        line("/quarantine lists them; each can be tried again or set aside."),
    )


def _folders(session: Session, now: datetime, policy: Policy) -> Trouble | None:
    """A folder that was read until an hour ago, while the others of its account still are: renamed, or taken away."""
    rows = pulse.folders(session)
    for row in rows:
        newest = max((each.swept_at for each in rows if each.account == row.account and each.swept_at), default=None)
        if row.swept_at is not None and newest is not None and newest - row.swept_at > FOLDER_MAY_WAIT:
            return (
                line("The folder {folder} of {account} is not there any more.", folder=row.folder, account=row.account),
                line("Letters in it are not read since {since}. Bring it back under that name.", since=row.swept_at),
            )
    return None


def _clock(session: Session, now: datetime, policy: Policy) -> Trouble | None:
    """What was recorded last lies in the future: the machine's clock was set back, and every deadline with it (F26)."""
    newest = pulse.last_recorded(session)
    if newest is None or newest - now <= CLOCK_MAY_LAG:
        return None
    return (
        line("The clock of this machine is {late} behind what I have recorded already.", late=newest - now),
        line("Deadlines and reminders wait that long. Set the clock by a time server; nothing is told twice."),
    )


def _guesses(session: Session, now: datetime, policy: Policy) -> Trouble | None:
    found = guessing(session, now)
    if not found:
        return None
    first, more = found[0], len(found) - 1
    words = line(
        "Somebody tries keys: account {account} ({way}), {count} wrong ones within an hour.",
        account=first.account,
        way=first.way,
        count=first.count,
    )
    advice = line(
        "None of them fitted. A colleague's chat account that does this may be in wrong hands: /staff and /dismiss."
    )
    return (line("{words} {more} other accounts do so, too.", words=words, more=more) if more else words), advice


CHECKS = {
    "guesses": _guesses,
    "queue": _queue,
    "chat": _chat,
    "sweep": _sweep,
    "backup": _backup,
    "silence": _silence,
    "quarantine": _quarantine,
    "folders": _folders,
    "clock": _clock,
}
_COUNT = ((Choice(line("Count mailbox and log"), "/reconcile"),),)
BUTTONS: Mapping[str, Choices] = {
    "sweep": _COUNT,
    "silence": _COUNT,
    "folders": _COUNT,
    "quarantine": ((Choice(line("Quarantine"), "/quarantine"),),),
}
"""What the administrator can do about it by a button; else /health shows all of it."""

TIMERS = (Timer("heartbeat", due, beaten, every=timedelta(minutes=1)),)
