"""The instant of a Date field, as mail programs of thirty years and as many languages have written it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from mail.charset import decoded, one_line

_LONGEST = 200
_FURTHEST = timedelta(hours=14)

_MONTHS = (
    "jan gen ene янв sty oca led tammi ιαν", "feb fév fev фев lut şub sub úno helmi φεβ",
    "mar mär mrz maa мар bře maalis μαρ", "apr avr abr апр kwi nis dub huhti απρ",
    "may mai mei maj mag май мая kvě touko μαϊ μαι",
    "jun juin giu июн cze haz čer kesä ιουν", "jul juil lug июл lip tem čvc heinä ιουλ",
    "aug aoû aou ago авг sie ağu agu srp elo αυγ",
    "sep set сен wrz eyl zář syys σεπ", "oct okt out ott окт paź paz eki říj loka οκτ", "nov ноя lis kas marras νοε",
    "dec dez déc dic des дек gru ara pro joulu δεκ",
)  # fmt: skip
"""How the names of the months begin: en, de, fr, es, pt, it, nl, ru, pl, tr, cs, fi, el, and those like them."""
_MONTH_OF = {begin: number for number, begins in enumerate(_MONTHS, 1) for begin in begins.split()}
_ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "met": 1, "mez": 1, "cest": 2, "mest": 2,
    "mesz": 2, "eet": 2, "sast": 2, "eest": 3, "msk": 3, "trt": 3, "gst": 4, "pkt": 5, "ist": 5.5, "wib": 7, "ict": 7, "hkt": 8,
    "sgt": 8, "myt": 8, "pht": 8, "awst": 8, "jst": 9, "kst": 9, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
    "art": -3, "brt": -3, "ast": -4, "adt": -3, "est": -5, "edt": -4, "cst": -6, "cdt": -5,
    "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip
"""Hours east of Greenwich. CST is the American one: Chinese programs write +0800."""

_TIME = re.compile(r"(?<![\d.:])(\d{1,2})[:h](\d{1,2})(?:[:m](\d{1,2}))?(?:[.,]\d{1,9})?(?![\d:])")
_DOTTED = re.compile(r"(?<=\d{4} )(\d{1,2})\.(\d{2})(?:\.(\d{2}))?(?![\d.])")
"""A time with dots, behind the year."""
_HALF = re.compile(r"(?i)\b([ap])\.?m\b|(上午|凌晨|早上|오전|午前|صباح)|(下午|晚上|中午|오후|午後|مساء)")
_NUMERIC_ZONE = re.compile(r"(?:(?:gmt|utc)\s*)?([+-])\s?(\d{1,2}):?(\d{2})?(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年년]\s*(\d{1,2})\s*[-/.月월]\s*(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4}|\d{2})(?!\d)")
_NUMBER = re.compile(r"(?<!\d)(\d{1,4})(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})[T ]?(\d{2})(\d{2})(\d{2})(Z?)\Z")
_COLON = re.compile(r"[ ]{0,20}:[ ]{0,20}")
_COMMENT = re.compile(r"\(([^()]*)\)")


def instant(value: bytes) -> datetime | None:
    """The instant of a Date field, aware; one without a zone counts as UTC. None for what is no date. Never raises."""
    text = one_line(decoded(value[: 4 * _LONGEST])[0])[:_LONGEST].lower()
    try:
        if compact := _COMPACT.match(text):
            return datetime(*(int(each) for each in compact.groups()[:6]), tzinfo=UTC)  # type: ignore[misc,arg-type]
        spoken = _COLON.sub(":", f"{_COMMENT.sub(' ', text)} {' '.join(_COMMENT.findall(text))}")
        return _read(spoken)
    except (ValueError, OverflowError):
        return None


def _read(text: str) -> datetime | None:
    time = _TIME.search(text) or _DOTTED.search(text)
    hour, minute, second = (int(time[1]), int(time[2]), min(int(time[3] or 0), 59)) if time else (0, 0, 0)
    before, after = (text[: time.start()], text[time.end() :]) if time else (text, "")
    half = _HALF.search(text)
    day = _day(before, half) or _day(f"{before} {_without_zone(after)}", half)
    if day is None:
        return None
    hour = 0 if hour == 24 else hour
    if half and hour <= 12:
        hour = hour % 12 + (12 if half[3] or (half[1] or "").lower() == "p" else 0)
    offset = _offset(after)
    return datetime(*day, hour, minute, second, tzinfo=timezone(offset) if offset else UTC)


def _day(text: str, half: re.Match[str] | None) -> tuple[int, int, int] | None:
    """Year, month, day."""
    if found := _YEAR_FIRST.search(text):
        return int(found[1]), int(found[2]), int(found[3])
    month = next((number for word in reversed(_WORD.findall(text)) if (number := _month(word))), 0)
    if month:
        numbers = [found[1] for found in _NUMBER.finditer(text)]
        years = [each for each in numbers if len(each) > 2]
        days = [each for each in numbers if len(each) <= 2]
        if years and days:
            return _year(years[0]), month, int(days[0])
        return (_year(days[1]), month, int(days[0])) if len(days) > 1 else None
    if found := _DAY_FIRST.search(text):
        first, second, year = int(found[1]), int(found[2]), _year(found[3])
        american = second > 12 or (first <= 12 and "/" in found[0] and half is not None)
        return (year, first, second) if american else (year, second, first)
    return None


def _month(word: str) -> int:
    return next((_MONTH_OF[word[:size]] for size in (6, 5, 4, 3) if word[:size] in _MONTH_OF), 0)


def _year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) > 3 else year + (2000 if year < 50 else 1900)


def _without_zone(after: str) -> str:
    return _NUMERIC_ZONE.sub(" ", after, count=1)


def _offset(after: str) -> timedelta:
    """What stands behind the time: +0800, GMT+8, CEST, (CEST); nonsense counts as Greenwich."""
    found = _NUMERIC_ZONE.search(after)
    if found:
        hours, minutes = int(found[2]), int(found[3] or 0)
        offset = timedelta(hours=hours, minutes=minutes) * (-1 if found[1] == "-" else 1)
    else:
        zones = [_ZONES[word] for word in _WORD.findall(after) if word in _ZONES]
        offset = timedelta(hours=zones[0]) if zones else timedelta(0)
    return offset if abs(offset) <= _FURTHEST else timedelta(0)
