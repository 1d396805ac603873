"""When somebody means: "tomorrow 10:00", "friday", "in 2 hours", 明天下午3点, 2026-03-09; read in her own time zone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAYS_AHEAD = {
    "today": 0,
    "tonight": 0,
    "tomorrow": 1,
    "今天": 0,
    "明天": 1,
    "后天": 2,
    "大后天": 3,
}
WEEKDAYS = {
    **{
        name: number
        for number, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
    },
    **{name: number for number, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))},
    **{f"{week}{name}": number for week in ("周", "星期", "礼拜") for number, name in enumerate("一二三四五六日")},
    **{f"{week}天": 6 for week in ("周", "星期", "礼拜")},
}
_SPAN = {
    "minute": 1,
    "minutes": 1,
    "min": 1,
    "分钟": 1,
    "hour": 60,
    "hours": 60,
    "h": 60,
    "小时": 60,
    "个小时": 60,
    "day": 1440,
    "days": 1440,
    "天": 1440,
    "week": 10080,
    "weeks": 10080,
    "周": 10080,
    "个星期": 10080,
}

_EARLIEST = 7
"""Nobody who says 3点 without more means the night."""

_YEARS_AHEAD = 100
"""Further away nobody plans anything, and dates end."""

_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\b|(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]")
_CLOCK = re.compile(
    r"(?:at\s+)?(\d{1,2})[:：](\d{2})\s*(am|pm)?\b|(?:at\s+)?(\d{1,2})\s*(am|pm)\b|(上午|中午|下午|晚上)?\s*(\d{1,2})点(半)?",
    re.I,
)
_IN = re.compile(r"in\s+(\d{1,4})\s*([a-z]+)\b", re.I)
_LATER = re.compile(r"(\d{1,4})\s*(分钟|小时|个小时|天|周|个星期)[后後]")
_WORD = re.compile(r"(?:next\s+|on\s+|下)?([A-Za-z]+)\b", re.I)
_CHINESE = re.compile(r"(大后天|今天|明天|后天|(?:下|这|本)?(?:周|星期|礼拜)[一二三四五六日天])")


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, a time of it if one was said, and the words that follow."""

    day: date
    at: time | None
    rest: str
    exact: datetime | None = None
    """The instant itself, when it was said by a span of time."""


def moment_in(text: str, now: datetime, zone: str) -> Moment | None:
    """What the text begins with; None if that is no moment. A bare time of day means today, or tomorrow when it is over."""
    here = now.astimezone(ZoneInfo(zone))
    words = text.strip()
    span = _span(words, here)
    if span is not None:
        return span
    found = _day(words, here.date())
    day, rest = found if found else (None, words)
    clock = _clock(rest)
    if clock is None and found is None:
        return None
    at, rest = clock if clock else (None, rest)
    if day is None:
        day = here.date()
        if at is not None and at <= here.time():
            day += timedelta(days=1)
    elif found is None or clock is None:
        at = None
    return Moment(day, at, rest.strip(" ,:：，"))


def instant_of(moment: Moment, zone: str, otherwise: time) -> datetime:
    """The instant that is meant; `otherwise` is the time of day when none was said."""
    return moment.exact or datetime.combine(moment.day, moment.at or otherwise, ZoneInfo(zone))


def _span(words: str, here: datetime) -> Moment | None:
    found = _IN.match(words) or _LATER.match(words)
    minutes = _SPAN.get(found.group(2).casefold()) if found else None
    if found is None or minutes is None:
        return None
    instant = (here.astimezone(UTC) + timedelta(minutes=int(found.group(1)) * minutes)).astimezone(here.tzinfo)
    return Moment(instant.date(), instant.time(), words[found.end() :].strip(" ,:：，"), instant)


def _day(words: str, today: date) -> tuple[date, str] | None:
    if found := _DATE.match(words):
        return _dated(found, today), words[found.end() :].strip()
    if found := _CHINESE.match(words):
        name = found.group(1)
        if name in DAYS_AHEAD:
            return today + timedelta(days=DAYS_AHEAD[name]), words[found.end() :].strip()
        return _weekday(name.lstrip("下这本"), today, name.startswith("下")), words[found.end() :].strip()
    if found := _WORD.match(words):
        name, is_next = found.group(1).casefold(), found.group(0).casefold().startswith("next ")
        if name in DAYS_AHEAD:
            return today + timedelta(days=DAYS_AHEAD[name]), words[found.end() :].strip()
        if name in WEEKDAYS:
            return _weekday(name, today, is_next), words[found.end() :].strip()
    return None


def _dated(found: re.Match[str], today: date) -> date:
    """The day; one without a year is the next of its name. ValueError for a day that there is not, or that is no plan."""
    if found.group(1):
        return _planned(date(int(found.group(1)), int(found.group(2)), int(found.group(3))), today)
    month, day = int(found.group(5)), int(found.group(6))
    if found.group(4):
        return _planned(date(int(found.group(4)), month, day), today)
    this_year = date(today.year, month, day)
    return this_year if this_year >= today else date(today.year + 1, month, day)


def _planned(day: date, today: date) -> date:
    if abs(day.year - today.year) > _YEARS_AHEAD:
        raise ValueError("nobody plans so far away")
    return day


def _weekday(name: str, today: date, in_next_week: bool) -> date:
    wanted = WEEKDAYS[name]
    if in_next_week:
        return today - timedelta(days=today.weekday()) + timedelta(days=7 + wanted)
    return today + timedelta(days=(wanted - today.weekday()) % 7 or 7)


def _clock(words: str) -> tuple[time, str] | None:
    found = _CLOCK.match(words)
    if found is None:
        return None
    if found.group(1):
        hour, minute, half = int(found.group(1)), int(found.group(2)), (found.group(3) or "").casefold()
    elif found.group(4):
        hour, minute, half = int(found.group(4)), 0, found.group(5).casefold()
    else:
        hour, minute = int(found.group(7)), 30 if found.group(8) else 0
        half = "pm" if found.group(6) in {"下午", "晚上"} or (not found.group(6) and hour < _EARLIEST) else ""
    if half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    return (time(hour, minute), words[found.end() :]) if hour < 24 and minute < 60 else None
