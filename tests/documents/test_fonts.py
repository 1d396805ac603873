"""Fonts: every script that customers write in is printed with letters, and what has none is never an empty box (T20)."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
import typst

from documents.fonts import (
    SCRIPTS,
    code_points,
    folders_for,
    font_files,
    missing_scripts,
    without_glyph,
)
from documents.press import FONTS

NAMES = [
    "Şahin Łukasz Žižek Ñandú Øystein Ægir ẞ",
    "Ελένη Παπαδοπούλου",
    "Жанна Щербакова Ґалаґан",
    "Nguyễn Thị Hường",
    "宁波流明照明有限公司 貿易（臺灣）",
    "株式会社さくらトレーディング ー々〆",
    "주식회사 한빛 뷁쀍",
    "شركة النور للإنارة پیمان",
    "חברת תאורה",
    "บริษัท แสงสว่าง จำกัด",
    "नमस्ते व्यापार प्राइवेट लिमिटेड",
    "বাংলা বাণিজ্য",
    "தமிழ் வணிகம்",
    "ქართული ვაჭრობა",
    "Հայկական առևտուր",
    "ኢትዮጵያ ንግድ",
    "€ £ ¥ ₹ ₽ ₺ ₫ ₩ ® ™ × ÷ ± ≤ ≥ Ø ° ² ³ µ Ω № … – —",
    "：；？！，。、（）《》【】％＋－＝～①②㎡㎏",
]


@pytest.mark.parametrize("name", NAMES)
def test_names_from_all_over_have_letters(name: str) -> None:
    assert without_glyph(name) == ""
    assert folders_for(name) == (str(FONTS),), "with our own fonts alone"


def test_no_script_is_missing() -> None:
    assert missing_scripts() == ()
    assert len({name for name, _ in SCRIPTS}) == len(SCRIPTS)


def test_what_no_font_has_is_known(tmp_path: Path) -> None:
    assert without_glyph("a\U0001f600b\U0001f4a9") == "\U0001f4a9\U0001f600"
    (tmp_path / "broken.ttf").write_bytes(b"no font at all")
    assert without_glyph("\U0001f600", tmp_path) == "\U0001f600"
    shutil.copy(FONTS / "NotoSansThai-Regular.ttf", tmp_path)
    assert folders_for("ไ", tmp_path) == (str(FONTS), str(tmp_path))


@pytest.mark.parametrize("file", font_files(), ids=lambda each: each.name)
def test_every_letter_of_our_fonts_is_drawn(file: Path) -> None:
    """A font of Chinese with more than 32,767 glyphs loses signs silently when typst draws it: looked at sign by sign."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    family = next(each.family for each in fonts.fonts() if Path(each.path or "").name == file.name)
    points = sorted(each for each in code_points(file.read_bytes()) if chr(each).isalnum() or 0xFF00 < each < 0xFF5F)
    some = points[:: max(1, len(points) // 400)] + [each for each in points if 0xFF00 < each < 0xFF5F]
    source = (
        f'#set text(font: "{family}", fallback: false, size: 10pt)\n#set page(width: 300pt, height: auto)\n'
        "#for each in json(bytes(sys.inputs.signs)) { box(each); linebreak() }"
    )
    svg = typst.compile(
        source.encode(),
        format="svg",
        font_paths=fonts,
        sys_inputs={"signs": json.dumps([chr(each) for each in some])},
    )
    pages = [svg] if isinstance(svg, bytes) else svg
    drawn = [each for page in pages for each in re.findall(r"<symbol id=.*?</symbol>", page.decode(), re.S)]
    assert drawn
    assert not [each for each in drawn if not re.search(r' d="M[^"]{9,}"', each)], "a sign without a line"
    assert len({chr(each) for each in some}) - len(drawn) < len(some) / 4, (
        "capitals may look like letters of other scripts"
    )
