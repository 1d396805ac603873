"""When somebody who is away says he will be back."""

from __future__ import annotations

import re
from datetime import date, datetime

_MONTHS = (
    "jan|ene|янв",
    "feb|fév|fev|фев",
    "mar|mär|мар",
    "apr|abr|avr|апр",
    "may|mai|mag|мая|май",
    "jun|juin|giu|июн",
    "jul|juil|lug|июл",
    "aug|ago|aoû|авг",
    "sep|set|сен",
    "oct|okt|out|ott|окт",
    "nov|ноя",
    "dec|dic|dez|déc|дек",
)
_MONTH = "|".join(_MONTHS)
_YMD = re.compile(r"(?<!\d)(20\d{2})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)")
_MD_ZH = re.compile(r"(?<!\d)(\d{1,2})\s?月\s?(\d{1,2})\s?[日号號]")
_DMY = re.compile(r"(?<![\d.])(\d{1,2})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(20\d{2}|\d{2})(?!\d)")
_D_MONTH = re.compile(
    rf"(?i)(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|\.|º)?\s+(?:of\s+|"
    rf"de\s+)?({_MONTH})\w{{0,7}}\.?(?:,?\s+(?:de\s+)?(20\d{{2}}))?"
)
_MONTH_D = re.compile(rf"(?i)\b({_MONTH})\w{{0,7}}\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s+(20\d{{2}}))?")
_BACK = re.compile(
    r"(?i)until|till|through|return|back (?:on|in|at)|back$|hasta|regres|volver|vuelvo|bis |zurück|wieder|"
    r"jusqu|retour|até|volto|regress|fino al|rientr|torn|до |вернусь|"
    r"返回|回来|回來|上班|恢复|截至|至|到"
)
_LONGEST = 4_000


def returns_on(text: str, sent: datetime | None) -> str:
    """The ISO date of return that an out-of-office note names: the last date after a word of returning, else the last of all.

    A date without a year is the next one after the note was sent; days stand before months where both could be.
    """
    text = text[:_LONGEST]
    dated = sorted(_dates(text, sent.date() if sent else None))
    if not dated:
        return ""
    coming = [day for at, day in dated if _BACK.search(text, max(0, at - 40), at)]
    return max(coming or [day for _, day in dated]).isoformat()


def _dates(text: str, sent: date | None) -> list[tuple[int, date]]:
    found: list[tuple[int, date | None]] = []
    found += [(each.start(), _day(int(each[1]), int(each[2]), int(each[3]))) for each in _YMD.finditer(text)]
    found += [
        (each.start(), _next(int(each[1]), int(each[2]), sent))
        for each in _MD_ZH.finditer(text)
        if text[each.start() - 1 : each.start()] != "年"
    ]
    found += [(each.start(), _numeric(int(each[1]), int(each[2]), int(each[3]))) for each in _DMY.finditer(text)]
    for each in _D_MONTH.finditer(text):
        found.append((each.start(), _named(each[2], int(each[1]), each[3], sent)))
    for each in _MONTH_D.finditer(text):
        found.append((each.start(), _named(each[1], int(each[2]), each[3], sent)))
    return [(at, day) for at, day in found if day is not None]


def _named(month: str, day: int, year: str | None, sent: date | None) -> date | None:
    number = next((at for at, names in enumerate(_MONTHS, 1) if month.lower() in names.split("|")), 0)
    return _day(int(year), number, day) if year else _next(number, day, sent)


def _numeric(first: int, second: int, year: int) -> date | None:
    year = year + 2000 if year < 100 else year
    return _day(year, second, first) or _day(year, first, second)


def _next(month: int, day: int, sent: date | None) -> date | None:
    if sent is None:
        return None
    this = _day(sent.year, month, day)
    return this if this and (sent - this).days <= 30 else _day(sent.year + 1, month, day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
