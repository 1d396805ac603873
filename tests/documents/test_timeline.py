"""The picture of an order's course: for a phone, the same bytes each time, no boxes, and nothing a name says is obeyed (T20)."""

from __future__ import annotations

import struct
from datetime import date, timedelta
from typing import Any

import pytest

from documents.fonts import without_glyph
from documents.timeline import timeline_picture, timeline_values
from rules.order_course import Course, Step
from rules.order_moves import LINE, Stage

ZONE = "Asia/Shanghai"
FIRST = date(2026, 3, 2)
HOSTILE = [
    '#panic("boom")',
    '#read("/etc/passwd")',
    "$ integral $ *bold* `raw` = title",
    '"},{"kind":"late"',
    "<b>Bo</b>",
]


def day(after: int) -> date:
    return FIRST + timedelta(days=after)


def course(reached: int = 6, slip: int = 7, who: str = "Kunde GmbH", **more: Any) -> Course:
    """A stage each week; `reached` of them are, the others are expected `slip` days later than planned."""
    steps = tuple(
        Step(stage, day(7 * at), day(7 * at + slip), day(7 * at + 1) if at < reached else None)
        for at, stage in enumerate(LINE)
    )
    values: dict[str, Any] = {"promised": day(56), "latest": day(60), "stage": LINE[max(reached - 1, 0)], **more}
    return Course(number="88 (PO-4711)", who=who, today=day(45), steps=values.pop("steps", steps), **values)


COURSES = {
    "late": course(),
    "in time": course(slip=0),
    "nothing planned": course(
        steps=tuple(Step(each) for each in LINE), promised=None, latest=None, stage=Stage.CONFIRMED
    ),
    "begun today": course(steps=(Step(Stage.CONFIRMED, reached=day(45)),), promised=None, latest=None),
    "years long": course(steps=tuple(Step(each, day(90 * at)) for at, each in enumerate(LINE)), reached=0),
    "on hold": course(on_hold=True),
    "cancelled": course(stage=Stage.CANCELLED, is_ended=True),
    "closed": course(reached=12, is_ended=True),
}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", COURSES)
def test_every_course_makes_a_picture_that_a_phone_shows(name: str, language: str) -> None:
    png = timeline_picture(COURSES[name], language, ZONE)
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    assert width == 1080
    assert 250 < height < 2000
    assert len(png) < 600_000


def test_the_same_course_makes_the_same_bytes() -> None:
    assert timeline_picture(course(), "zh", ZONE) == timeline_picture(course(), "zh", ZONE)


@pytest.mark.parametrize("who", HOSTILE)
def test_a_hostile_name_is_printed_and_not_obeyed(who: str) -> None:
    values = timeline_values(course(who=who), "en", ZONE)
    assert values["who"] == who
    assert timeline_picture(course(who=who), "en", ZONE).startswith(b"\x89PNG")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", COURSES)
def test_everything_stays_inside_and_has_a_glyph(name: str, language: str) -> None:
    values = timeline_values(COURSES[name], language, ZONE)
    shares = [each[key] for each in values["steps"] for key in ("planned", "day") if each[key] is not None]
    shares += [each["at"] for each in (*values["marks"], *values["flags"])]
    assert all(0 <= each <= 1 for each in shares), shares
    assert len(values["marks"]) <= 7
    assert without_glyph("".join(_texts(values))) == ""


def test_it_says_by_how_much_each_stage_is_late_and_the_whole() -> None:
    values = timeline_values(COURSES["late"], "en", ZONE)
    assert values["verdict"] == "7 days later than promised"
    assert [each["behind"] for each in values["steps"]][:8] == ["+1 d"] * 6 + ["+7 d"] * 2
    assert timeline_values(COURSES["in time"], "en", ZONE)["verdict"] == "In time"
    assert timeline_values(COURSES["nothing planned"], "en", ZONE)["nothing"].startswith("No days are planned yet")


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for each in value.values() for text in _texts(each)]
    return [text for each in value for text in _texts(each)] if isinstance(value, list) else []
