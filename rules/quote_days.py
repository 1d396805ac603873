"""Days and spans as people type them: until when an offer holds, and how long the goods take."""

from __future__ import annotations

import re
from datetime import date, timedelta

from rules.refusal import Refused

LONGEST_VALIDITY = 731
"""Days: nobody offers a price for more than two years."""
LONGEST_DELIVERY = 730
EXAMPLE_DAY = "2026-12-31"

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = "(?:" + "|".join(_MONTHS) + r")[a-z]*\.?"
_ISO = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?")
_GERMAN = re.compile(r"(\d{1,2})\.(\d{1,2})\.?(\d{4})?")
_SLASHES = re.compile(r"(\d{1,2})[/-](\d{1,2})(?:[/-](\d{4}))?")
_CHINESE = re.compile(r"(\d{1,2})月(\d{1,2})[日号]?")
_DAY_MONTH = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?[ -]?({_MONTH})[ ,-]*(\d{{4}})?", re.IGNORECASE)
_MONTH_DAY = re.compile(rf"({_MONTH}) ?(\d{{1,2}})(?:st|nd|rd|th)?(?:[ ,]+(\d{{4}}))?", re.IGNORECASE)
_UNIT = {
    "day": 1, "days": 1, "d": 1, "天": 1, "日": 1, "week": 7, "weeks": 7, "wk": 7, "wks": 7, "周": 7, "星期": 7, "个星期": 7,
    "month": 30, "months": 30, "月": 30, "个月": 30,
}  # fmt: skip
_SPAN = re.compile(
    r"(?<![\d.])(-?\d{1,9})(?:\s*(?:-|–|to|~|至|到)\s*(\d{1,9}))?\s*(calendar |working |business |个?工作|个?自然)?\s*"
    r"(days?|d\b|weeks?|wks?|months?|天|日|周|个?星期|个?月)(?![a-z])",
    re.IGNORECASE,
)


def days_in(text: str) -> int | None:
    """The longest span of days that is named: "30-45 days" is 45, "6 weeks" 42; working days count 7 for 5. None for none.

    Refuses what no delivery takes: 0 days, a negative number, more than two years.
    """
    found = _SPAN.search(text)
    if found is None:
        return None
    number = int(found[2] or found[1])
    days = number * _UNIT[found[4].casefold()]
    if (found[3] or "").strip().casefold() in {"working", "business", "工作", "个工作"}:
        days = -(-days * 7 // 5)
    if not 0 < days <= LONGEST_DELIVERY:
        raise Refused(
            "{words} is no delivery time. Write it like {example}.", words=text[:40], example="delivery 30 days"
        )
    return days


def until(text: str, today: date) -> date:
    """The last day of validity: "30 days" from today, or a day. Refuses no such day, the past, more than two years."""
    words = text.strip().strip(" .。,，:：")
    span = _SPAN.fullmatch(words.removeprefix("for ").removesuffix("内").strip())
    if span is not None:
        number = int(span[2] or span[1]) * _UNIT[span[4].casefold()]
        return _within(today + timedelta(days=max(-1, min(number, 10_000))), words, today)
    if re.fullmatch(r"-?\d{1,6}", words):
        return _within(today + timedelta(days=max(-1, min(int(words), 10_000))), words, today)
    return _within(
        day_named(words.removeprefix("until ").removeprefix("till ").removesuffix("止"), today), words, today
    )


def _within(day: date, words: str, today: date) -> date:
    if day < today or (day == today and re.fullmatch(r"-?\d+.*", words) and days_or_none(words) == 0):
        raise Refused("{words} is over already. Valid until when? {example}", words=words[:40], example="valid 30 days")
    if (day - today).days > LONGEST_VALIDITY:
        raise Refused(
            "{words} is more than two years away. Valid until when? {example}",
            words=words[:40],
            example="valid 30 days",
        )
    return day


def days_or_none(words: str) -> int | None:
    """The bare number of days in it, 0 included."""
    found = re.match(r"(\d{1,6})(?:\s*(?:days?|天|日))?\Z", words)
    return int(found[1]) if found else None


def day_named(words: str, today: date) -> date:
    """A day as people write it; of one without a year, the next one. Refuses what is none, or may be two."""
    if found := _ISO.fullmatch(words):
        return _real(int(found[1]), int(found[2]), int(found[3]), words)
    if found := _GERMAN.fullmatch(words) or _CHINESE.fullmatch(words):
        swapped = "月" in words
        day, month = (int(found[2]), int(found[1])) if swapped else (int(found[1]), int(found[2]))
        year = None if swapped or not found[3] else int(found[3])
        return _next(year, month, day, words, today)
    if found := _DAY_MONTH.fullmatch(words):
        return _next(int(found[3]) if found[3] else None, _month(found[2]), int(found[1]), words, today)
    if found := _MONTH_DAY.fullmatch(words):
        return _next(int(found[3]) if found[3] else None, _month(found[1]), int(found[2]), words, today)
    if found := _SLASHES.fullmatch(words):
        return _slashed(int(found[1]), int(found[2]), int(found[3]) if found[3] else None, words, today)
    raise _no_day(words)


def _slashed(first: int, second: int, year: int | None, words: str, today: date) -> date:
    """31/12 and 12/31 can only mean one day; 5/6 may be two."""
    if first != second and first <= 12 and second <= 12:
        raise Refused("{words} may be two days. Write it like {example}.", words=words[:40], example=EXAMPLE_DAY)
    day, month = (first, second) if first > 12 else (second, first)
    return _next(year, month, day, words, today)


def _month(word: str) -> int:
    return _MONTHS.index(word[:3].casefold()) + 1


def _next(year: int | None, month: int, day: int, words: str, today: date) -> date:
    """Of a day without a year, the next one."""
    if year is not None:
        return _real(year, month, day, words)
    this = _real(today.year if (month, day) != (2, 29) else _leap(today.year), month, day, words)
    return this if this >= today else _real(today.year + 1, month, day, words)


def _leap(year: int) -> int:
    return next(each for each in range(year, year + 9) if each % 4 == 0 and (each % 100 or each % 400 == 0))


def _real(year: int, month: int, day: int, words: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise _no_day(words) from None


def _no_day(words: str) -> Refused:
    return Refused(
        "{words} is no day. Write it like {example}, or how many days: {other}.",
        words=words[:40] or "?",
        example=EXAMPLE_DAY,
        other="valid 30 days",
    )
