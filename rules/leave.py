"""A leave as somebody says it: "2026-08-03 2026-08-14 Bob", "tomorrow Bob", "until friday Bob", 明天到周五 Bob (R282)."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from rules.moments import Moment, moment_in
from rules.refusal import Refused

FORMS = "/away 2026-08-03 2026-08-14 Bob; /away tomorrow Bob; /away until friday Bob"
UNTIL = ("until", "till", "to", "-", "–", "到", "至")
LONGEST = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Leave:
    """From when until when, as instants, and who stands in, as it was said."""

    since: datetime
    until: datetime
    deputy: str


def leave_in(text: str, now: datetime, zone: str, names: Container[str] = ()) -> Leave:
    """What is meant. Days count whole: until friday includes Friday. Refuses the past and what it cannot read.

    `names` (in small letters) are colleagues': what is one of them is no day of the week (Sun is a name, too).
    """
    words = text.strip().removeprefix("from ").removeprefix("从").strip()
    first: Moment | None = None
    if not _begins_with_until(words):
        first = _moment(words, now, zone)
        words = first.rest
    second, words = _second(words, now, zone, names)
    last = second or first
    if last is None:
        raise _unreadable()
    since = now if first is None else _beginning(first, now, zone)
    until = _end(last, zone)
    if since < now or until <= since or until - since > LONGEST:
        raise Refused(
            "The leave must begin today or later and end after it begins, like {example}.",
            example="/away 2026-08-03 2026-08-14 Bob",
        )
    return Leave(since, until, words.strip())


def _begins_with_until(words: str) -> bool:
    return words.split(" ")[0].casefold() in UNTIL or words[:1] in {"到", "至"}


def _second(words: str, now: datetime, zone: str, names: Container[str]) -> tuple[Moment | None, str]:
    if _begins_with_until(words):
        rest = words[1:] if words[:1] in {"到", "至"} else words.partition(" ")[2]
        moment = _moment(rest, now, zone)
        return moment, moment.rest
    if words.casefold() in names:
        return None, words
    found = _maybe(words, now, zone)
    return (found, found.rest) if found else (None, words)


def _moment(words: str, now: datetime, zone: str) -> Moment:
    found = _maybe(words.strip(), now, zone)
    if found is None:
        raise _unreadable()
    return found


def _maybe(words: str, now: datetime, zone: str) -> Moment | None:
    try:
        return moment_in(words, now, zone)
    except (ValueError, OverflowError):
        raise _unreadable()


def _beginning(moment: Moment, now: datetime, zone: str) -> datetime:
    """The instant; a day that has begun already begins now."""
    at = moment.exact or datetime.combine(moment.day, moment.at or time(0), ZoneInfo(zone))
    is_today = moment.day == now.astimezone(ZoneInfo(zone)).date()
    return max(at, now) if is_today and moment.at is None else at


def _end(moment: Moment, zone: str) -> datetime:
    if moment.exact is not None or moment.at is not None:
        return moment.exact or datetime.combine(moment.day, moment.at or time(0), ZoneInfo(zone))
    return datetime.combine(moment.day + timedelta(days=1), time(0), ZoneInfo(zone))


def _unreadable() -> Refused:
    return Refused("From when until when, and who stands in? Examples: {example}", example=FORMS)
