"""The picture of an order's course for a phone: planned, expected and reached days of each stage side by side (R67, R192)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from babel.dates import format_date

from documents.fonts import UNKNOWN, without_glyph
from documents.render import drawn
from documents.speech import spoken
from rules.order_course import Course, Step
from rules.order_moves import STAGE_WORDS, Stage
from rules.visible import on_one_line
from rules.words import Line, line, word

NAME = 44
"""Characters of a customer's name that are shown."""
_DAY = {"en": "d MMM", "zh": "M月d日"}
_MONTH = {"en": "MMM yyyy", "zh": "yyyy年M月"}
_A_DAY = timedelta(days=1)
_WIDE = 75
"""Days: a longer course has a mark for each month, a shorter one for each week."""
_MOST_MARKS = 7


def timeline_picture(course: Course, language: str, zone: str) -> bytes:
    """The course as a PNG of 1080 pixels width in that language. Blocks; raises NotDrawn."""
    return drawn("charts/timeline", timeline_values(course, language, zone))


def timeline_values(course: Course, language: str, zone: str) -> dict[str, Any]:
    """What templates/charts/timeline.typ is given: every word as it is shown, every day as a share of the width."""
    tongue = language if language in _DAY else "en"

    def said(words: Line) -> str:
        return _drawable(spoken(words, language, zone))

    first, last = _span(course)
    whole = max((last - first).days, 1)

    def share(day: date) -> float:
        return round((day - first).days / whole, 4)

    def short(day: date) -> str:
        return format_date(day, _DAY[tongue], locale=tongue)

    return {
        "language": tongue,
        "title": said(line("Order {number}", number=course.number)),
        "who": _drawable(course.who[:NAME]),
        "stage": _capital(said(STAGE_WORDS[course.stage])),
        "state": _state(course),
        "verdict": _capital(said(_verdict(course))),
        "marks": [{"at": share(day), "words": words} for day, words in _marks(first, last, tongue)],
        "today": {"at": share(course.today), "words": said(line("today {day}", day=_plain(short(course.today))))}
        if not course.is_ended
        else None,
        "flags": [{"at": share(day), "words": said(words), "kind": kind} for kind, words, day in _flags(course, short)],
        "steps": [_step(each, course, said, share, short) for each in course.steps],
        "legend": [
            {"kind": kind, "words": said(words)}
            for kind, words in (
                ("planned", word("planned")),
                ("reached", word("reached")),
                ("reached_late", word("reached late")),
                ("expected", word("expected now")),
                ("late", word("late")),
            )
        ],
        "nothing": "" if any(each.planned for each in course.steps) else said(_NOTHING),
    }


_NOTHING = line("No days are planned yet: nobody has promised a day of shipment.")


def _plain(text: str) -> Line:
    return Line("{verbatim}", (("verbatim", text),))


def _span(course: Course) -> tuple[date, date]:
    """The first and the last day of the axis, with some air at both ends."""
    first, last = course.days[0], course.days[-1]
    air = max(2, (last - first).days // 24)
    return first - air * _A_DAY, last + air * _A_DAY


def _marks(first: date, last: date, language: str) -> list[tuple[date, str]]:
    """Marks on the axis: the first of each month, or Mondays where the course is short; not more than fit."""
    by_month = (last - first).days > _WIDE
    days = [first + each * _A_DAY for each in range((last - first).days + 1)]
    chosen = [each for each in days if (each.day == 1 if by_month else each.weekday() == 0)]
    thin = -(-len(chosen) // _MOST_MARKS) if chosen else 1
    form = (_MONTH if by_month and (last - first).days > 400 else _DAY)[language]
    return [(each, format_date(each, form, locale=language)) for each in chosen[::thin]]


def _flags(course: Course, short: Callable[[date], str]) -> list[tuple[str, Line, date]]:
    """What was promised, as lines through the whole picture."""
    found = []
    if course.promised is not None:
        words = line("promised {day}", day=_plain(short(course.promised)))
        found.append(("promised", words, course.promised))
    if course.latest is not None and course.latest != course.promised:
        words = line("latest by L/C {day}", day=_plain(short(course.latest)))
        found.append(("latest", words, course.latest))
    return found


def _state(course: Course) -> str:
    if course.stage is Stage.CANCELLED:
        return "ended"
    if course.on_hold:
        return "hold"
    return "late" if _behind(course) > 0 else "good"


def _behind(course: Course) -> int:
    """By how many days the shipment is, or will be, later than promised."""
    step = next((each for each in course.steps if each.stage is Stage.SHIPPED), None)
    if step is None:
        return 0
    day = step.reached or max(step.expected or step.planned or course.today, course.today)
    measure = course.promised or step.planned
    return 0 if measure is None else (day - measure).days


def _verdict(course: Course) -> Line:
    if course.stage is Stage.CANCELLED:
        return line("cancelled")
    if course.on_hold:
        return line("on hold")
    behind = _behind(course)
    if behind > 0:
        return line("{days} days later than promised", days=behind)
    if course.promised is None:
        return line("no day of shipment is promised")
    return line("in time")


def _step(each: Step, course: Course, said: Any, share: Any, short: Any) -> dict[str, Any]:
    behind = each.behind(course.today)
    day = each.reached or each.expected or each.planned
    if day is not None and each.reached is None:
        day = max(day, course.today) if not course.is_ended else day
    return {
        "name": _capital(said(STAGE_WORDS[each.stage])),
        "is_here": each.stage is course.stage,
        "kind": _kind(each, behind),
        "planned": None if each.planned is None else share(each.planned),
        "day": None if day is None else share(day),
        "words": _words(each, day, said, short),
        "behind": "" if behind is None or not _counts(each, behind) else said(_by(behind)),
    }


def _counts(each: Step, behind: int) -> bool:
    """What is to come is told of only where it is late."""
    return each.reached is not None or behind > 0


def _kind(each: Step, behind: int | None) -> str:
    if each.reached is not None:
        return "reached" if behind is None or behind <= 0 else "reached_late"
    return "late" if behind is not None and behind > 0 else "expected"


def _by(behind: int) -> Line:
    if behind > 0:
        return line("+{days} d", days=behind)
    return line("in time") if behind == 0 else line("{days} d early", days=-behind)


def _words(each: Step, day: date | None, said: Any, short: Any) -> str:
    if day is None:
        return ""
    if each.reached is not None:
        return str(said(line("reached {day}", day=_plain(short(each.reached)))))
    if each.planned is None or each.planned == day:
        return str(said(line("planned {day}", day=_plain(short(day)))))
    both = line("{planned} → {day}", planned=_plain(short(each.planned)), day=_plain(short(day)))
    return str(said(both))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _drawable(text: str) -> str:
    """On one line, with a sign in the place of what no font of ours can draw."""
    told = on_one_line(text)
    strange = without_glyph(told)
    return "".join(UNKNOWN if each in strange else each for each in told)
