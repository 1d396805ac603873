"""How the clock counts for a letter of a given instant: `infodesk deadline`, before any set-up, too."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from documents.speech import spoken
from rules.deadline import Promise, promised
from rules.policy import DEFAULT, Policy
from rules.refusal import Refused
from storage.calendar import calendar_for
from storage.database import Database
from storage.policy import policy_at


def answered(when: str, database: Database | None = None) -> dict[str, Any]:
    """What would be promised for a letter received then; instants in ISO 8601 with the offset of the company's zone.

    Without an offset it counts as the company's time. Refuses what is no instant. Without a database the default
    policy counts.
    """
    instant = _instant(when)
    policy = _policy(database, instant if instant.tzinfo else instant.replace(tzinfo=ZoneInfo(DEFAULT.zone)))
    received = instant if instant.tzinfo else instant.replace(tzinfo=ZoneInfo(policy.zone))
    years = (received.year - 1, received.year, received.year + 1)
    return _as_plain(promised(received, policy, calendar_for(policy, years)), policy)


def _instant(when: str) -> datetime:
    """The instant as it was written; a year at the end of the calendar is nonsense, too."""
    try:
        instant = datetime.fromisoformat(when.strip())
    except ValueError:
        instant = None
    if instant is None or not 1901 <= instant.year <= 9000:
        raise Refused(
            "{when} is no instant. Example: infodesk deadline {example}",
            when=when[:60],
            example="2026-03-06T17:00+08:00",
        )
    return instant


def _policy(database: Database | None, at: datetime) -> Policy:
    if database is None:
        return DEFAULT
    with database.reading() as session:
        return policy_at(session, at)


def _as_plain(promise: Promise, policy: Policy) -> dict[str, Any]:
    zone = ZoneInfo(policy.zone)

    def local(instant: datetime) -> str:
        return instant.astimezone(zone).isoformat()

    return {
        "received": local(promise.received),
        "starts": local(promise.starts),
        "due": local(promise.due),
        "same_day_target": local(promise.same_day_target) if promise.same_day_target else None,
        "reminders": [{"step": step, "at": local(at)} for step, at in promise.reminders],
        "because": [spoken(each, "en", policy.zone) for each in promise.because],
    }


def as_text(plain: Mapping[str, Any]) -> str:
    """The same for people: when it starts, when it is due, when it reminds, and why."""
    lines = [f"received  {plain['received']}", f"starts    {plain['starts']}", f"due       {plain['due']}"]
    if plain["same_day_target"]:
        lines.append(f"same day  {plain['same_day_target']}")
    lines += [f"{each['step']:<9} {each['at']}" for each in plain["reminders"]]
    return "\n".join([*lines, *(f"because: {each}" for each in plain["because"])])
