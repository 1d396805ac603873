"""Text in the cells of a table that somebody opens in a spreadsheet: never a formula, never more than a cell holds (T15)."""

from __future__ import annotations

import re

LONGEST = 32_767
"""What a cell holds, in UTF-16 units, as spreadsheets count."""
STARTS_FORMULA = frozenset("=+-@\t\r\n=+-@|%")
"""What makes a spreadsheet compute when it stands first in a cell of a CSV file; the wide forms count in East Asia."""

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_MARK = "… [{count} characters in all]"


class Uncomputed(str):
    """The formula of a cell whose result nobody has computed."""

    __slots__ = ()


def cell_text(text: str, before: str = "") -> str:
    """The text as a cell can hold it: what XML cannot say becomes U+FFFD; what is too long is cut, and says so."""
    clean = before + _UNWRITABLE.sub("\ufffd", text)
    if len(clean) * 2 <= LONGEST or _units(clean) <= LONGEST:
        return clean
    mark = _MARK.format(count=len(text))
    return _cut(clean, LONGEST - _units(mark)) + mark


def xlsx_text(text: str) -> str:
    """For a workbook: every line ends as lines end there."""
    return cell_text(text.replace("\r\n", "\n").replace("\r", "\n"))


def csv_text(text: str) -> str:
    """For a CSV file: an apostrophe in front of what would be computed, also behind blanks."""
    first = text.lstrip(" \u00a0\u3000")[:1]
    return cell_text(text, before="'" if first and first in STARTS_FORMULA else "")


def read_back(text: str) -> str:
    """What `csv_text` was given, when a file of ours is read again."""
    rest = text.lstrip("'")
    return text[1:] if text.startswith("'") and rest.lstrip(" \u00a0\u3000")[:1] in STARTS_FORMULA else text


def _units(text: str) -> int:
    return len(text) + sum(each > "\uffff" for each in text)


def _cut(text: str, units: int) -> str:
    """As much as fits, without half a character at the end."""
    taken = 0
    for place, each in enumerate(text):
        taken += 2 if each > "\uffff" else 1
        if taken > units:
            return text[:place]
    return text
