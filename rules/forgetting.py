"""Forgetting a person: what of a text is personal, what takes its place, and what the law keeps all the same (R337, R339)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from rules.inquiry import State
from rules.letter import Kind

REMOVED = "[removed on request]"
"""Stands where somebody's own words about the person stood."""
_BUSINESS_KINDS = frozenset({Kind.ORDER, Kind.SAMPLE, Kind.PAYMENT, Kind.COMPLAINT})
_BUSINESS_STATES = frozenset({State.QUOTED, State.WON, State.LOST, State.DORMANT})
_SHORTEST_NAME, _SHORTEST_PART = 2, 3
_DIGITS = 8
"""The last digits of a telephone number, by which it is known however it is written."""


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of somebody who is to be forgotten. `stand_in` is what is written in the place of it."""

    stand_in: str
    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()

    @property
    def marks(self) -> re.Pattern[str] | None:
        """Everything by which the person is named; None where nothing is known."""
        found = [*map(_address, self.addresses), *filter(None, map(_phone, self.phones)), *map(_name, self.names)]
        return re.compile("|".join(found), re.IGNORECASE) if found else None


def person(stand_in: str, names: Iterable[str], addresses: Iterable[str], phones: Iterable[str]) -> Person:
    """The longest name first, so that nothing of it is left over; an address is no name."""
    known = {" ".join(each.split()) for each in names}
    chosen = sorted((each for each in known if len(each) >= _SHORTEST_NAME and "@" not in each), key=len, reverse=True)
    return Person(
        stand_in,
        tuple(chosen),
        tuple(sorted({each for each in addresses if each}, key=len, reverse=True)),
        tuple(sorted({each for each in phones if each})),
    )


def familiar(who: Person, not_theirs: Iterable[str] = ()) -> Person:
    """The same person as among those who write with them: first name or surname alone is enough."""
    strangers = {each.casefold() for each in not_theirs}
    parts = {part for name in who.names for part in name.split() if len(part) >= _SHORTEST_PART}
    own = [each for each in parts if each.casefold() not in strangers]
    return person(who.stand_in, (*who.names, *own), who.addresses, who.phones)


def without(value: Any, who: Person, *, lines: bool = False) -> Any:
    """A plain value with the stand-in wherever the person is named.

    With `lines`, what has the form of a sentence (rules.words) keeps its English and the names of its facts.
    """
    marks = who.marks
    return value if marks is None else _without(value, marks, who.stand_in, lines)


def is_business(kind: str, state: str, quoted: bool) -> bool:
    """Whether a conversation came to an offer, an order or a claim: its letters are commercial letters, kept by law."""
    return quoted or kind in _BUSINESS_KINDS or state in _BUSINESS_STATES


def kept_until(closed_at: datetime | None, years: int) -> date | None:
    """The last day on which a commercial letter must be there: whole years after its matter was closed; None while open."""
    if closed_at is None:
        return None
    day = closed_at.date()
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 2, 28)


def must_be_kept(closed_at: datetime | None, years: int, now: datetime) -> bool:
    """Whether the law keeps the letters of such a matter at that instant; 0 years: never."""
    until = kept_until(closed_at, years)
    return years > 0 and (until is None or now.date() <= until)


def _without(value: Any, marks: re.Pattern[str], stand_in: str, lines: bool) -> Any:
    match value:
        case str():
            return marks.sub(lambda _: stand_in, value)
        case [str() as sentence, list() as facts, bool() as bold] if lines:
            return [sentence, [[name, _without(fact, marks, stand_in, lines)] for name, fact in facts], bold]
        case list():
            return [_without(each, marks, stand_in, lines) for each in value]
        case Mapping():
            return {key: _without(each, marks, stand_in, lines) for key, each in value.items()}
    return value


def _address(text: str) -> str:
    return rf"(?<![\w.+-]){re.escape(text)}(?![\w-])(?!\.\w)"


def _phone(text: str) -> str:
    """However it is grouped, with or without the country; empty for what is too short to be anybody's."""
    digits = [each for each in text if each.isdecimal()]
    if len(digits) < _DIGITS:
        return ""
    known = digits[-_DIGITS:]
    return r"(?<![\d])\+?(?:\d[\s().\-/]{0,2}){0,7}" + r"[\s().\-/]{0,2}".join(known) + r"(?!\d)"


def _name(text: str) -> str:
    words = r"\s+".join(map(re.escape, text.split()))
    begins = r"(?<!\w)" if text[0].isascii() or (text[0].isalpha() and ord(text[0]) < 0x2E80) else ""
    ends = r"(?![\w@])" if text[-1].isascii() or ord(text[-1]) < 0x2E80 else ""
    return f"{begins}{words}{ends}"
