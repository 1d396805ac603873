"""When somebody who is away says he will be back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mail.words.dates import MONTHS, RETURNS_AFTER, RETURNS_BEFORE, TOMORROW, UNTIL_AFTER, UNTIL_BEFORE, WEEKDAYS

_MONTH_OF = {name: number for number, names in enumerate(MONTHS, 1) for name in names.split("|")}
_WEEKDAY_OF = {name: number for number, names in enumerate(WEEKDAYS) for name in names.split("|")}
_MONTH = "|".join(sorted(_MONTH_OF, key=len, reverse=True))
_WEEKDAY = re.compile(
    rf"(?i)(?<!\w)(?:{'|'.join(sorted(_WEEKDAY_OF, key=len, reverse=True))})(?!\w)|(?:星期|周|週)[一二三四五六日天]"
)
_TOMORROW = re.compile(rf"(?i)(?<!\w)(?:{TOMORROW})")
_YEAR = r"(?:,?[ \t]{1,3}(?:de[ \t]|del[ \t])?(20\d{2}))?"
_YMD = re.compile(r"(?<!\d)(20\d{2})\s?[-/.年년]\s?(\d{1,2})\s?[-/.月월]\s?(\d{1,2})(?!\d)")
_MD_EAST = re.compile(r"(?<![\d年])(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日号號일]")
_MD_EAST_RANGE = re.compile(
    r"(?<!\d)(\d{1,2})\s?[月월]\s?\d{1,2}\s?[日号號일]?\s?(?:[-–~～至到]|から|부터)\s?(\d{1,2})\s?[日号號일]"
)
_NUMBERS = re.compile(r"(?<![\d.,:/+-])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(20\d{2}|\d{2})(?![\d/])")
_SHORT = re.compile(
    r"(?<![\d.,:/+-])(\d{1,2})([./])(\d{1,2})(?![\d/:%]|[.,]\d|\s?(?:uhr|h\b|am\b|pm\b))\.?", re.IGNORECASE
)
_D_MONTH = re.compile(
    rf"(?i)(?<![\d/])(\d{{1,2}})(?:st|nd|rd|th|er|\.|º|°|-?го)?[ \t-]{{0,3}}(?:(?:of|de|di)[ \t])?({_MONTH})(?!\w)\.?{_YEAR}"
)
_MONTH_D = re.compile(rf"(?i)(?<!\w)({_MONTH})\.?[ \t]{{1,3}}(\d{{1,2}})(?:st|nd|rd|th)?(?![\d:]){_YEAR}")
_MONTH_RANGE = re.compile(
    rf"(?i)(?<!\w)({_MONTH})\.?[ \t]{{1,3}}\d{{1,2}}(?:st|nd|rd|th)?[ \t]?(?:-|–|to|until|through)[ \t]?"
    rf"(\d{{1,2}})(?:st|nd|rd|th)?(?!\d){_YEAR}"
)
_RETURNS_BEFORE = re.compile(rf"(?i)(?:{RETURNS_BEFORE})[^.!?。！\n]{{0,30}}$")
_RETURNS_AFTER = re.compile(rf"(?i)^[\s,，（(]{{0,3}}[^.!?。！\n]{{0,8}}(?:{RETURNS_AFTER})")
_UNTIL_BEFORE = re.compile(
    rf"(?i)(?<![a-zа-я])(?:{UNTIL_BEFORE})[\s,(]{{0,3}}(?:(?:and )?including |inclusive |einschließlich |zum |the |el |le |il |"
    r"dia |día |o |am |on )?(?:\w{1,12},? )?$"
)
_UNTIL_AFTER = re.compile(rf"(?i)^\s?(?:\([^)]{{1,6}}\))?\s?(?:{UNTIL_AFTER})")
_LONGEST = 4_000
_LONG_AWAY, _LONG_AGO = timedelta(days=100), timedelta(days=1)
_MONTH_FIRST = frozenset({"zh", "ja", "ko"})


@dataclass(frozen=True, slots=True)
class _Named:
    """A date as it stands in the text; a `loose` one counts only where a word says what it is."""

    start: int
    end: int
    day: date
    loose: bool = False
    weekday: bool = False


def returns_on(text: str, sent: datetime | None, language: str = "") -> str:
    """The ISO date of return that an absence note names; empty without one.

    The date after a word of returning, else the end of the absence, else the last date of all. A date without a year is
    the next one after the note was sent. Of 3/4 the day comes first, unless the writer's language or clock (America) says
    otherwise, or only the other reading lies ahead.
    """
    text = text[:_LONGEST]
    back, ends, others = [], [], []
    named = _dates(text, sent, language)
    for number, each in enumerate(named):
        before = text[max(named[number - 1].end if number else 0, each.start - 45) : each.start]
        after = text[each.end : each.end + 16]
        if _UNTIL_AFTER.search(after):
            ends.append(each.day)
        elif _RETURNS_AFTER.search(after) or _RETURNS_BEFORE.search(before):
            back.append(each.day)
        elif _UNTIL_BEFORE.search(before):
            ends.append(each.day)
        elif not each.loose:
            others.append(each.day)
    chosen = back or ends or others
    ahead = [day for day in chosen if sent is None or day >= sent.date() - _LONG_AGO]
    return max(ahead or chosen).isoformat() if chosen else ""


def _dates(text: str, sent: datetime | None, language: str) -> list[_Named]:
    """Every date of the text in its order; of those that overlap the longest."""
    found = [*_complete(text, sent, language), *_by_name(text, sent), *_relative(text, sent)]
    kept: list[_Named] = []
    for each in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if all(each.end <= other.start or each.start >= other.end for other in kept):
            kept.append(each)
    dated = [each for each in kept if not each.weekday]
    return sorted([each for each in kept if not (each.weekday and _beside(each, dated))], key=lambda one: one.start)


def _beside(weekday: _Named, dated: list[_Named]) -> bool:
    """Whether it only says what day of the week a date is: Friday, 7 August."""
    return any(0 <= each.start - weekday.end <= 6 or 0 <= weekday.start - each.end <= 3 for each in dated)


def _complete(text: str, sent: datetime | None, language: str) -> list[_Named]:
    found: list[_Named | None] = []
    for each in _YMD.finditer(text):
        found.append(_named(each, _day(int(each[1]), int(each[2]), int(each[3]))))
    for each in _NUMBERS.finditer(text):
        year = int(each[4]) + (2000 if len(each[4]) == 2 else 0)
        found.append(
            _named(each, _numeric(int(each[1]), int(each[3]), year, sent, _month_first(each[2], sent, language)))
        )
    for each in _SHORT.finditer(text):
        first = _month_first(each[2], sent, language)
        found.append(_named(each, _numeric(int(each[1]), int(each[3]), None, sent, first), loose=True))
    return [each for each in found if each is not None]


def _by_name(text: str, sent: datetime | None) -> list[_Named]:
    found: list[_Named | None] = []
    for pattern in (_MD_EAST_RANGE, _MD_EAST):
        for each in pattern.finditer(text):
            day = _next(int(each[1]), int(each[2]), sent)
            found.append(_named(each, day, each.start(2) if pattern is _MD_EAST_RANGE else None))
    for pattern, month, number in ((_D_MONTH, 2, 1), (_MONTH_D, 1, 2), (_MONTH_RANGE, 1, 2)):
        for each in pattern.finditer(text):
            at = _MONTH_OF[each[month].lower()]
            day = _day(int(each[3]), at, int(each[number])) if each[3] else _next(at, int(each[number]), sent)
            found.append(_named(each, day, each.start(2) if pattern is _MONTH_RANGE else None))
    return [each for each in found if each is not None]


def _relative(text: str, sent: datetime | None) -> list[_Named]:
    """Weekdays and tomorrow, counted from the day of the note."""
    if sent is None:
        return []
    found = []
    for each in _WEEKDAY.finditer(text):
        told = each[0].lower().replace("天", "日")
        at = _WEEKDAY_OF.get(told)
        if at is not None:
            day = sent.date() + timedelta(days=(at - sent.weekday() - 1) % 7 + 1)
            found.append(_Named(each.start(), each.end(), day, loose=True, weekday=True))
    for each in _TOMORROW.finditer(text):
        found.append(_Named(each.start(), each.end(), sent.date() + timedelta(days=1), loose=True))
    return found


def _named(found: re.Match[str], day: date | None, start: int | None = None, loose: bool = False) -> _Named | None:
    """`start` is where the last date of a range begins, before which the word stands that says what it is."""
    return _Named(found.start() if start is None else start, found.end(), day, loose) if day else None


def _month_first(sign: str, sent: datetime | None, language: str) -> bool:
    if language in _MONTH_FIRST:
        return True
    offset = sent.utcoffset() if sent else None
    american = offset is not None and timedelta(hours=-10) <= offset <= timedelta(hours=-4)
    return sign == "/" and american and language in ("en", "")


def _numeric(first: int, second: int, year: int | None, sent: datetime | None, month_first: bool) -> date | None:
    """The likelier reading of two numbers, unless only the other lies in the next months."""
    readings = [(first, second), (second, first)] if month_first else [(second, first), (first, second)]
    days = [day for month, at in readings if (day := _day(year, month, at) if year else _next(month, at, sent))]
    if len(days) == 2 and sent is not None:
        near = [day for day in days if sent.date() - _LONG_AGO <= day <= sent.date() + _LONG_AWAY]
        return near[0] if near else days[0]
    return days[0] if days else None


def _next(month: int, day: int, sent: datetime | None) -> date | None:
    """That day of this year, or of the next where it is past for a month and more."""
    if sent is None:
        return None
    this = _day(sent.year, month, day)
    return this if this and (sent.date() - this).days <= 30 else _day(sent.year + 1, month, day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
