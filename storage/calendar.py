"""The company calendar of a policy: public holidays and make-up workdays of its country, closures and extra workdays."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

import holidays

from rules.calendar import Calendar
from rules.policy import Policy
from rules.refusal import Refused

SWAPS_WORKDAYS = frozenset({"CN"})
"""Countries that announce make-up workdays every year: a year without one has not been announced."""

_SUBSTITUTED = re.compile(r"\s*[(（].*[)）]\Z")


@lru_cache(maxsize=64)
def calendar_for(policy: Policy, years: tuple[int, ...]) -> Calendar:
    """The calendar of that policy with the holidays of those years. Refuses a country of which none are known."""
    off, worked, unknown = _public(policy.country, tuple(sorted(set(years))))
    return Calendar(
        zone=policy.zone,
        hours=policy.hours,
        weekdays=policy.weekdays,
        holidays=off,
        make_ups=worked,
        closures=frozenset(policy.closures),
        extras=frozenset(policy.extra_workdays),
        years=tuple(sorted(set(years))),
        unknown_years=unknown,
    )


def is_country_known(country: str) -> bool:
    """Whether public holidays of that country (ISO 3166 alpha-2) can be looked up."""
    return country in holidays.list_supported_countries(include_aliases=False)


@lru_cache(maxsize=64)
def _public(country: str, years: tuple[int, ...]) -> tuple[dict[date, str], dict[date, str], frozenset[int]]:
    """Days off and make-up workdays with their names, and the years that nobody has announced yet."""
    if not country:
        return {}, {}, frozenset()
    if not is_country_known(country):
        raise Refused(
            "I know no public holidays of {country}. Give a country code like {example}.", country=country, example="CN"
        )
    off: dict[date, str] = {}
    worked: dict[date, str] = {}
    unknown = set()
    for year in years:
        book = holidays.country_holidays(country, years=[year], expand=False, language=_english(country))
        if not _is_announced(country, year, book):
            unknown.add(year)
        names = _names(country, year, book)
        off.update({day: names.get(day, "") for day in book})
        worked.update(dict.fromkeys(_made_up(book, year), ""))
    return off, worked, frozenset(unknown)


def _is_announced(country: str, year: int, book: holidays.HolidayBase) -> bool:
    if country in SWAPS_WORKDAYS:
        return any(day.year == year for day in book.weekend_workdays)
    return bool(book.start_year <= year <= book.end_year)


def _made_up(book: holidays.HolidayBase, year: int) -> Iterable[date]:
    return (day for day in book.weekend_workdays if day.year == year)


def _names(country: str, year: int, book: holidays.HolidayBase) -> dict[date, str]:
    """English names; for China the Chinese one stands beside it."""
    names = {day: _bare(name) for day, name in book.items()}
    if country == "CN":
        chinese = holidays.country_holidays(country, years=[year], expand=False, language="zh_CN")
        names = {day: f"{name} {_bare(chinese.get(day) or '')}".strip() for day, name in names.items()}
    return names


def _bare(name: str) -> str:
    return _SUBSTITUTED.sub("", name)


def _english(country: str) -> str | None:
    supported = holidays.country_holidays(country, years=[]).supported_languages
    return next((each for each in supported if each.startswith("en")), None)
