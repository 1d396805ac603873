"""A paper as a value: every word of it, in the languages in which it is printed, before any template or workbook sees it.

Quotations are one kind; whatever has a letterhead, parties, tables, terms and signatures is drawn from the same value.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from documents.paper_words import Words
from documents.wrapping import breakable, width_of


@dataclass(frozen=True, slots=True)
class Fact:
    """Something with a name: "Date", "28 November 2026"."""

    label: Words
    text: Words


@dataclass(frozen=True, slots=True)
class Column:
    """`kind`: count, picture, short, text, number, unit. `width` in millimetres; 0 takes what is left."""

    kind: str
    label: Words
    width: float = 0
    note: str = ""
    """A second, smaller line of the head: the currency."""
    is_product: bool = False
    """Whether a workbook computes it from the two numbers before it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """`strong`, `text` and `soft` are paragraphs, in this order. `number` is what a workbook computes with."""

    text: Words = ()
    strong: Words = ()
    soft: Words = ()
    number: Decimal | None = None
    picture: str = ""
    """SHA-256 of a picture in the store."""


@dataclass(frozen=True, slots=True)
class Table:
    """`total` stands below it: its label, and the sum of the last column as text and as number; None for no total.

    `sums` are those of several columns at once, (place of the column, text, number), below `sums_label`.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    heading: Words = ()
    total: tuple[Words, str, Decimal] | None = None
    places: int = 2
    """Decimal places of the amounts."""
    sums: tuple[tuple[int, str, Decimal], ...] = ()
    sums_label: Words = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """A place to sign. `ours` shows the company's stamp."""

    label: Words
    name: str
    line: Words
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper. `languages` are those of its words, the main one first; `draft` stands across each page if it is one."""

    languages: tuple[str, ...]
    title: Words
    number: str
    company: Words
    reach: Words
    """Address, telephone, mail, web: lines below the company's name."""
    parties: tuple[tuple[Words, Words], ...]
    """(label, lines): the customer first."""
    facts: tuple[Fact, ...]
    tables: tuple[Table, ...]
    opening: Words = ()
    """A sentence before the tables."""
    in_words: tuple[Fact, ...] = ()
    terms_heading: Words = ()
    terms: tuple[Fact, ...] = ()
    clauses_heading: Words = ()
    clauses: tuple[Fact, ...] = ()
    """Numbered paragraphs, each below its label: what a contract settles."""
    photos_heading: Words = ()
    photos: tuple[str, ...] = ()
    """SHA-256 of pictures that are printed large, two in a row."""
    closing: Words = ()
    """Sentences above the signatures, on the same page as these."""
    record_heading: Words = ()
    record: tuple[Fact, ...] = ()
    """What is filled in on its way; an empty text is a line to write on."""
    bank_heading: Words = ()
    bank: tuple[tuple[str, str], ...] = ()
    signatures: tuple[Signature, ...] = ()
    page: Words = ()
    draft: Words = ()
    is_stamped: bool = True
    """Whether the company's stamp is printed on it: never on a draft."""

    @property
    def pictures(self) -> tuple[str, ...]:
        """SHA-256 of the pictures in it, each once."""
        found = [cell.picture for table in self.tables for row in table.rows for cell in row if cell.picture]
        return tuple(dict.fromkeys((*found, *self.photos)))


def plain(paper: Paper, shown: dict[str, str], logo: str = "", stamp: str = "") -> dict[str, Any]:
    """What a template is given: texts with places to break in, file names in the place of pictures.

    `shown` is the file name of each picture that can be shown, by its SHA-256.
    """
    return {
        "lang": paper.languages[0],
        "title": list(paper.title),
        "number": paper.number,
        "running": f"{paper.title[0]} {paper.number}",
        "company": list(paper.company),
        "reach": _wrapped(paper.reach, 60),
        "logo": logo,
        "stamp": stamp,
        "draft": " ".join(paper.draft),
        "parties": [{"label": list(label), "lines": _wrapped(lines, 40)} for label, lines in paper.parties],
        "facts": _facts(paper.facts, 24),
        "opening": list(paper.opening),
        "tables": [_table(each, shown) for each in paper.tables],
        "in_words": _facts(paper.in_words, 70),
        "terms_heading": list(paper.terms_heading),
        "terms": _facts(paper.terms, 60),
        "clauses_heading": list(paper.clauses_heading),
        "clauses": _facts(paper.clauses, 95),
        "photos_heading": list(paper.photos_heading),
        "photos": [shown[each] for each in paper.photos if each in shown],
        "closing": list(paper.closing),
        "record_heading": list(paper.record_heading),
        "record": _facts(paper.record, 36),
        "bank_heading": list(paper.bank_heading),
        "bank": [[breakable(what, 20), breakable(value, 50)] for what, value in paper.bank],
        "signatures": [
            {
                "label": list(each.label),
                "name": breakable(each.name, 30),
                "line": list(each.line),
                "ours": each.ours,
            }
            for each in paper.signatures
        ],
        "page": list(paper.page),
    }


WIDTH = 178.0
"""Millimetres between the margins of A4."""
_INSET = 3.4
_EM = 2.96
"""Millimetres of an em in a table."""
_WIDEST = {"number": 46.0, "unit": 26.0}
"""Millimetres that such a column may grow to; what is longer is broken."""
_LEAST = 40.0
"""Millimetres that stay for the column that takes what is left."""


def _table(table: Table, shown: dict[str, str]) -> dict[str, Any]:
    total = table.total
    widths = _widths(table)
    left = WIDTH - sum(widths)
    return {
        "heading": list(table.heading),
        "columns": [
            {"kind": each.kind, "label": list(each.label), "width": width, "note": each.note}
            for each, width in zip(table.columns, widths, strict=True)
        ],
        "rows": [
            [_cell(cell, ((width or left) - _INSET) / _EM, shown) for cell, width in zip(row, widths, strict=True)]
            for row in table.rows
        ],
        "total": None if total is None else {"label": _wrapped(total[0], 45), "text": breakable(total[1], 30)},
        "sums": _sums(table, widths),
    }


def _sums(table: Table, widths: list[float]) -> list[str]:
    """The last row of such a table: a text for each column, the label in the one that takes what is left."""
    if not table.sums:
        return []
    texts = {place: text for place, text, _ in table.sums}
    label = next((place for place, width in enumerate(widths) if not width), 0)
    texts.setdefault(label, " ".join(table.sums_label))
    return [texts.get(place, "") for place in range(len(table.columns))]


def _widths(table: Table) -> list[float]:
    """Of each column in millimetres, 0 for what takes the rest: as wide as its longest number or unit, if that leaves room."""
    widths = [each.width for each in table.columns]
    room = WIDTH - sum(widths) - _LEAST
    for place, column in enumerate(table.columns):
        if column.kind not in _WIDEST:
            continue
        texts = (text for row in table.rows for text in row[place].text)
        sums = (text for at, text, _ in table.sums if at == place)
        wanted = max((width_of(each) * _EM + _INSET for each in (*texts, *sums)), default=0.0)
        more = max(0.0, min(wanted, _WIDEST[column.kind]) - column.width)
        more = min(more, max(0.0, room))
        widths[place], room = round(column.width + more, 1), room - more
    return widths


def _cell(cell: Cell, room: float, shown: dict[str, str]) -> dict[str, Any]:
    return {
        "strong": _wrapped(cell.strong, room),
        "text": _wrapped(cell.text, room),
        "soft": _wrapped(cell.soft, room),
        "picture": shown.get(cell.picture, ""),
    }


def _wrapped(texts: Words, room: float) -> list[str]:
    return [breakable(each, room) for each in texts]


def _facts(facts: tuple[Fact, ...], room: int) -> list[dict[str, Any]]:
    return [{"label": list(each.label), "text": _wrapped(each.text, room)} for each in facts]
