"""The picture of the week: a PNG for a phone, the same bytes each time, no boxes, and nothing a name says is obeyed (T20)."""

from __future__ import annotations

import struct
from datetime import UTC, date, datetime, timedelta

import pytest

from documents.charts import PEOPLE, compact, week_picture, week_values
from documents.fonts import UNKNOWN, code_points, covered, font_files, without_glyph
from documents.press import FONTS, NotDrawn
from documents.render import drawn
from rules.week import DayFigures, Figures, PersonFigures, WeekFacts

MONDAY = date(2026, 3, 2)
ZONE = "Asia/Shanghai"
HOSTILE = [
    '#panic("boom")',
    '#read("/etc/passwd")',
    '#import "@preview/cetz:0.3.0"',
    "$ integral $ *bold* _it_ `raw` = title",
    "\\u{1F600} <label> @reference // comment",
    '"},{"kind":"new","number":9',
    "sys.inputs.facts ${7*7} {{7*7}}",
]


def facts(
    days: tuple[Figures, ...] = (), people: tuple[str, ...] = (), median: timedelta | None = None, opened: int = 3
) -> WeekFacts:
    return WeekFacts(
        first=MONDAY,
        counted_at=datetime(2026, 3, 9, 0, 30, tzinfo=UTC),
        days=tuple(DayFigures(MONDAY + timedelta(days=each), figures, opened) for each, figures in enumerate(days)),
        people=tuple(PersonFigures(each, name, Figures(1, 2, 3, 4), opened) for each, name in enumerate(people)),
        open_now=opened,
        unowned_now=0,
        overdue_now=0,
        median=median,
    )


NORMAL = facts((Figures(9, 7, 1, 1), Figures(12, 10), Figures(7, 9, 2, 2)), ("Ana", "王小明"), timedelta(minutes=130))
WEEKS = {
    "normal": NORMAL,
    "zeros": facts((Figures(),) * 5, ("Ana",)),
    "empty": facts(opened=0),
    "big": facts((Figures(12345, 9876, 321, 1234567),) * 7, ("A long name of somebody " * 4,) * 40, opened=10**9),
}


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert png[-8:-4] == b"IEND", "whole to its end"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("week", WEEKS)
def test_every_week_makes_a_picture_that_a_phone_shows(week: str, language: str) -> None:
    png = week_picture(WEEKS[week], language, ZONE)
    width, height = size_of(png)
    assert width == 1080
    assert 600 < height < 2200
    assert len(png) < 1_000_000


def test_the_same_facts_make_the_same_bytes_and_others_do_not() -> None:
    assert week_picture(NORMAL, "zh", ZONE) == week_picture(NORMAL, "zh", ZONE)
    assert week_picture(NORMAL, "zh", ZONE) != week_picture(NORMAL, "en", ZONE)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_character_of_ours_has_a_glyph(language: str) -> None:
    assert without_glyph("".join(texts(week_values(WEEKS["big"], language, ZONE)))) == ""
    assert without_glyph("".join(texts(week_values(NORMAL, language, ZONE)))) == ""


def test_names_from_all_over_have_glyphs_and_what_has_none_becomes_a_sign() -> None:
    assert without_glyph("Şahin Łukasz Ελένη Жанна Việt Ñandú Žižek 欧阳娜娜 张伟 東京 €£") == ""
    assert without_glyph("王 علي 한뷁 ไทย हिन्दी 😀\U0001f9ff") == "😀\U0001f9ff"
    with_sign = week_picture(facts((Figures(1),), (f"Bo{UNKNOWN}",)), "en", ZONE)
    assert week_picture(facts((Figures(1),), ("Bo😀",)), "en", ZONE) == with_sign


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_printed_and_not_obeyed(name: str) -> None:
    png = week_picture(facts((Figures(1),), (name,)), "en", ZONE)
    assert size_of(png) == size_of(week_picture(facts((Figures(1),), ("Ana",)), "en", ZONE)), "one line, as any name"
    assert png != week_picture(facts((Figures(1),), ("49",)), "en", ZONE)


def test_characters_that_turn_the_reading_order_are_taken_out() -> None:
    plain = week_picture(facts((Figures(1),), ("Ana live",)), "en", ZONE)
    assert week_picture(facts((Figures(1),), ("Ana\u202e \x00live\u2066",)), "en", ZONE) == plain


def test_many_people_are_added_up_in_the_last_line() -> None:
    values = week_values(facts((Figures(1),), tuple(f"P{each}" for each in range(PEOPLE + 3))), "en", ZONE)
    assert len(values["people"]) == PEOPLE
    assert values["people"][-1] == ["4 others", "4", "8", "12", "16", "12"]
    exactly = week_values(facts((Figures(1),), tuple(f"P{each}" for each in range(PEOPLE))), "en", ZONE)
    assert exactly["people"][-1][0] == f"P{PEOPLE - 1}"


COMPACT = [(0, "0"), (999, "999"), (1000, "1k"), (1234, "1.2k"), (9990, "9.9k"), (12_345, "12k"), (3_400_000, "3.4M")]


@pytest.mark.parametrize(("number", "shown"), COMPACT)
def test_a_number_over_a_bar_is_short(number: int, shown: str) -> None:
    assert compact(number) == shown


def test_a_template_that_fails_says_why_and_one_that_takes_too_long_is_ended() -> None:
    with pytest.raises(NotDrawn) as failed:
        drawn("charts/week", {"language": "en"})
    assert "key" in failed.value.reason
    with pytest.raises(NotDrawn, match="longer than"):
        drawn("charts/week", week_values(NORMAL, "en", ZONE), seconds=0.01)


def test_the_fonts_are_there_with_their_licence_and_small() -> None:
    assert {"NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSansCJKsc-Regular.otf"} <= {f.name for f in font_files()}
    assert sum(each.stat().st_size for each in font_files()) < 10_000_000
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text(encoding="utf-8")


def test_the_chinese_font_has_all_of_gbk() -> None:
    chinese = code_points((FONTS / "NotoSansCJKsc-Regular.otf").read_bytes())
    gb2312 = {
        bytes((high, low)).decode("gb2312", "ignore") for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF)
    } - {""}
    assert len(gb2312) == 6763
    assert {each for each in gb2312 if ord(each) not in chinese} == set()
    assert set(range(0x4E00, 0x9FA6)) <= chinese
    assert set(range(0x20, 0x7F)) | set(range(0x400, 0x460)) | set(range(0x3B1, 0x3CA)) <= covered()


def texts(value: object) -> list[str]:
    """Every text in it."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for each in value.values() for text in texts(each)]
    return [text for each in value for text in texts(each)] if isinstance(value, list) else []
