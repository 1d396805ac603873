"""Progress of an order in the works: what the tracker says, and when she is asked next (B16, R192)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from rules.calendar import Calendar
from rules.order_spoken import STATES, SUBJECTS, plain
from rules.quote_following import business_day

LAST_DAYS = 7
"""Calendar days before the goods have to leave in which the tracker is asked each working day."""
FIELDS: Mapping[str, str] = {"material": "material_state", "production": "production_state", "quality": "quality_state"}
"""How the form calls what is asked for."""

_NOT_YET = re.compile(r"half|not|almost|nearly|partly|mostly|\d+%|.*(?:未|没|没有|还没有|快)")
_PARTLY = re.compile(
    r"了?(?:一半|大半|部分|大部分|百分|\d+\s*%|[一二三四五六七八九]成)|half|partly|mostly", re.IGNORECASE
)
"""What stands before or behind "done" where not all of it is."""


def next_question(today: date, ready: date | None, every: int, calendar: Calendar) -> date:
    """The working day of the next question: after `every` working days, and each working day from a week before on."""
    day = business_day(calendar, today, max(1, every))
    if ready is None:
        return day
    first = business_day(calendar, today, 1)
    if (ready - first).days <= LAST_DAYS:
        return first
    for count in range(1, max(1, every)):
        earlier = business_day(calendar, today, count)
        if (ready - earlier).days <= LAST_DAYS:
            return earlier
    return day


def progress_in(text: str) -> tuple[dict[str, str], str]:
    """`material done, production late mould broken` -> each subject's state, and the words that stay."""
    states: dict[str, str] = {}
    rest: list[str] = []
    subject = ""
    words = _words(text)
    for place, word in enumerate(words):
        name = word.casefold().strip(",.;:，。；：")
        if name in SUBJECTS and SUBJECTS[name] not in states:
            subject = SUBJECTS[name]
        elif subject and name in STATES and not (STATES[name] == "done" and _is_part(words, place)):
            states[subject] = STATES[name]
            subject = ""
        elif name not in {"is", "are", "and", "on"} or rest:
            rest.append(word)
    return states, " ".join(rest).strip(" ,;:，。")


def _is_part(words: list[str], place: int) -> bool:
    """Half done, not done, 80% done, 完成一半, 还没完成: that is not done."""
    before = words[place - 1].casefold() if place else ""
    after = words[place + 1] if place + 1 < len(words) else ""
    return bool(before and _NOT_YET.fullmatch(before)) or bool(_PARTLY.match(after))


def _words(text: str) -> list[str]:
    """The words; "on time" is one, and Chinese without spaces is cut at what is known: 物料到齐 -> 物料, 到齐."""
    told = plain(text).replace("on time", "on_time").replace("On time", "on_time")
    for known in sorted({*SUBJECTS, *STATES}, key=len, reverse=True):
        if not known.isascii() and len(known) > 1:
            told = told.replace(known, f" {known} ")
    return told.split()
