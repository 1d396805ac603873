"""The tables of an HTML letter as rows of cells: what its text shows one below the other stands side by side there."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator

from mail.charset import clean

_LONGEST = 120_000
_MOST_ROWS = 300
_TAG = re.compile(r"<(/?)(tr|td|th|table)(?:\s[^<>]{0,2000})?>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^<>]{0,2000}>")


def rows_of(html: str) -> list[str]:
    """Each row of each table as its cells parted by tabs, from the top; a table in a cell counts by itself. Linear."""
    if "<td" not in html and "<TD" not in html:
        return []
    rows: list[str] = []
    for each in _rows(html[:_LONGEST]):
        rows.append(each)
        if len(rows) >= _MOST_ROWS:
            break
    return rows


def _rows(html: str) -> Iterator[str]:
    cells: list[str] = []
    begun = -1
    for tag in _TAG.finditer(html):
        closing, name = bool(tag[1]), tag[2].lower()
        if begun >= 0 and (name != "table" or not closing):
            if name in ("td", "th", "tr"):
                cells.append(_text(html[begun : tag.start()]))
            begun = -1
        if name in ("td", "th") and not closing:
            begun = tag.end()
        elif name in ("tr", "table"):
            if len(cells) > 1:
                yield "\t".join(cells)
            cells, begun = [], -1
            if name == "table" and closing:
                yield ""
    if len(cells) > 1:
        yield "\t".join(cells)


def _text(cell: str) -> str:
    return " ".join(clean(entities.unescape(_ANY_TAG.sub(" ", cell))).split())
