"""A paper as a workbook: the same words and look, amounts and totals that compute, and no formula but ours (T15)."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from documents.paper import Cell, Column, Fact, Paper, Table
from documents.paper_words import Words
from documents.pictures import size_of
from documents.press import BORN
from rules.cells import xlsx_text

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_ACCENT, _SOFT, _TINT, _HAIR = "#1F4E79", "#5B6672", "#EAF0F6", "#C3CCD5"
_FACES = {"en": "Arial", "zh": "Microsoft YaHei"}
_WIDTHS = {"count": 6.0, "picture": 14.0, "short": 18.0, "text": 46.0, "number": 14.0, "unit": 8.0}
"""Widths of columns in characters."""
_LINE = 13.5
"""Points of a line of text."""
_PICTURE = 72.0
_PHOTO = 200.0
_LONGEST_FORMULA_TEXT = 255
"""Characters that a text within a formula may have."""


def workbook_of(paper: Paper, logo: bytes, thumbs: Mapping[str, bytes]) -> bytes:
    """The bytes of the workbook; the same paper makes the same bytes. `logo` as PNG or JPEG, empty for none."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, _OPTIONS)
    book.set_properties({"title": xlsx_text(f"{paper.title[0]} {paper.number}"), "created": _BORN, "author": ""})
    sheet = book.add_worksheet(paper.title[0][:31])
    _Writer(book, sheet, paper, dict(thumbs)).write(logo)
    book.close()
    return stream.getvalue()


_BORN = datetime.fromtimestamp(BORN, UTC).replace(tzinfo=None)


@dataclass
class _Total:
    """Where a total stands, and what it is as long as nobody changes anything."""

    cell: str
    value: Decimal


class _Writer:
    """Writes from the top; `row` is the next free one. Used for one sheet."""

    def __init__(self, book: Any, sheet: Any, paper: Paper, thumbs: dict[str, bytes]) -> None:
        self.book, self.sheet, self.paper, self.thumbs = book, sheet, paper, thumbs
        self.columns = paper.tables[0].columns if paper.tables else (Column("text", ("",)),) * 4
        self.last = len(self.columns) - 1
        self.row = 0
        self.face = _FACES[paper.languages[0]]
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def write(self, logo: bytes) -> None:
        self._page()
        self._head(logo)
        self._parties()
        for each in self.paper.opening:
            self._across(each)
        totals: list[_Total] = []
        for table in self.paper.tables:
            totals += self._table(table)
            if table.total is not None:
                self._in_words(totals[-1])
        self._facts(self.paper.terms_heading, self.paper.terms)
        self._facts(self.paper.clauses_heading, _numbered(self.paper.clauses))
        self._photos()
        bank = tuple(Fact((what,), (value,)) for what, value in self.paper.bank)
        self._facts(self.paper.bank_heading, bank)
        self._signatures()
        self._facts(self.paper.record_heading, self.paper.record)
        self.sheet.print_area(0, 0, self.row, self.last)

    def _page(self) -> None:
        sheet = self.sheet
        for place, column in enumerate(self.columns):
            sheet.set_column(place, place, _WIDTHS[column.kind])
        sheet.set_paper(9)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        sheet.center_horizontally()
        sheet.set_footer("&R&8&P / &N")

    def _head(self, logo: bytes) -> None:
        if logo:
            self.sheet.set_row(0, 54)
            self.sheet.insert_image(
                0, 0, "logo", {"image_data": io.BytesIO(logo), "object_position": 1, **_scale(logo, 52)}
            )
            self.row = 1
        for index, each in enumerate(self.paper.company):
            self._across(each, bold=True, font_size=16 if index == 0 else 12, font_color=_ACCENT)
        for each in self.paper.reach:
            self._across(each, font_size=8, font_color=_SOFT)
        title = "  ".join((*self.paper.title, *self.paper.draft))
        self._across(title, bold=True, font_size=18, font_color=_ACCENT, align="right", bottom=2, bottom_color=_ACCENT)
        self.row += 1

    def _parties(self) -> None:
        """The parties on the left, number, date and the like on the right of the same rows."""
        begin = self.row
        for label, lines in self.paper.parties:
            self._at(self.row, 0, " ".join(label), font_size=8, font_color=_SOFT)
            for index, each in enumerate(lines):
                self._at(self.row + 1 + index, 0, each, bold=index == 0)
            self.row += len(lines) + 2
        for index, fact in enumerate(self.paper.facts):
            self._at(
                begin + index, self.last - 1, " ".join(fact.label), font_color=_SOFT, align="right", bg_color=_TINT
            )
            self._at(begin + index, self.last, fact.text[0], bold=True, align="right", bg_color=_TINT)
        self.row = max(self.row, begin + len(self.paper.facts) + 1)

    def _table(self, table: Table) -> list[_Total]:
        if table.heading:
            self.row += 1
            self._across("  ".join(table.heading), bold=True, font_color=_ACCENT)
        else:
            self.sheet.repeat_rows(self.row)
        for place, column in enumerate(table.columns):
            head = "\n".join((*column.label, *([column.note] if column.note else [])))
            align = "right" if column.kind == "number" else "left" if column.kind in {"text", "short"} else "center"
            self._at(
                self.row, place, head, bold=True, font_color=_ACCENT, bg_color=_TINT, align=align, valign="vcenter",
                text_wrap=True, top=2, bottom=2, top_color=_ACCENT, bottom_color=_ACCENT,
            )  # fmt: skip
        self.sheet.set_row(self.row, _LINE * (1 + max(len(each.label) + bool(each.note) for each in table.columns)))
        first = self.row + 1
        for index, cells in enumerate(table.rows):
            self._goods(first + index, cells, table)
        self.row = first + len(table.rows)
        if table.sums:
            self._sums(table, first)
        return [self._total(table, first)] if table.total is not None else []

    def _goods(self, row: int, cells: tuple[Cell, ...], table: Table) -> None:
        edge = {"bottom": 1, "bottom_color": _HAIR, "valign": "top", "text_wrap": True}
        numbers: list[int] = []
        lines = 1
        for place, (cell, column) in enumerate(zip(cells, table.columns, strict=True)):
            if column.kind == "picture":
                self._picture(row, place, cell, edge)
                lines = max(lines, int(_PICTURE / _LINE) + 1) if cell.picture in self.thumbs else lines
            elif cell.number is not None and column.is_product and len(numbers) >= 2:
                self._product(row, place, cell.number, numbers[-2:], table.places, edge)
            elif cell.number is not None and column.kind == "number":
                numbers.append(place)
                form = _number_form(_places(cell.text[0] if cell.text else ""))
                self.sheet.write_number(
                    row, place, float(cell.number), self._format(num_format=form, align="right", **edge)
                )
            else:
                texts = (*cell.strong, *cell.text, *cell.soft)
                align = "center" if column.kind in {"count", "unit"} else "left"
                self._at(row, place, "\n".join(texts), align=align, **edge)
                lines = max(lines, sum(_lines_of(each, _WIDTHS[column.kind]) for each in texts))
        self.sheet.set_row(row, min(400.0, _LINE * lines + 6))

    def _product(self, row: int, place: int, value: Decimal, of: list[int], places: int, edge: dict[str, Any]) -> None:
        first, second = (xl_rowcol_to_cell(row, each) for each in of)
        form = self._format(num_format=_number_form(places), align="right", **edge)
        self.sheet.write_formula(row, place, f"=ROUND({first}*{second},{places})", form, float(value))

    def _picture(self, row: int, place: int, cell: Cell, edge: dict[str, Any]) -> None:
        self.sheet.write_blank(row, place, None, self._format(**edge))
        content = self.thumbs.get(cell.picture)
        if content:
            options = {"image_data": io.BytesIO(content), "x_offset": 3, "y_offset": 3, "object_position": 1}
            self.sheet.insert_image(row, place, "picture", options | _scale(content, _PICTURE))

    def _total(self, table: Table, first: int) -> _Total:
        assert table.total is not None
        label, text, value = table.total
        line = {"top": 2, "bottom": 2, "top_color": _ACCENT, "bottom_color": _ACCENT, "bg_color": _TINT}
        for place in range(self.last):
            self.sheet.write_blank(self.row, place, None, self._format(**line))
        self._at(self.row, self.last - 1, " ".join(label), align="right", bold=True, **line)
        cells = f"{xl_rowcol_to_cell(first, self.last)}:{xl_rowcol_to_cell(self.row - 1, self.last)}"
        currency = text.partition(" ")[0]
        form = f'"{currency}" {_number_form(table.places)}' if currency.isalpha() else _number_form(table.places)
        bold = self._format(num_format=form, bold=True, font_size=11, font_color=_ACCENT, align="right", **line)
        self.sheet.write_formula(self.row, self.last, f"=SUM({cells})", bold, float(value))
        self.sheet.set_row(self.row, 20)
        self.row += 1
        return _Total(xl_rowcol_to_cell(self.row - 1, self.last), value)

    def _sums(self, table: Table, first: int) -> None:
        """One row below the table with the sum of several of its columns."""
        look = {"top": 2, "bottom": 2, "top_color": _ACCENT, "bottom_color": _ACCENT, "bg_color": _TINT, "bold": True}
        for place in range(len(table.columns)):
            self.sheet.write_blank(self.row, place, None, self._format(**look))
        label = next((place for place, each in enumerate(table.columns) if not each.width), 0)
        self._at(self.row, label, " ".join(table.sums_label), **look)
        for place, text, value in table.sums:
            cells = f"{xl_rowcol_to_cell(first, place)}:{xl_rowcol_to_cell(self.row - 1, place)}"
            form = self._format(num_format=_number_form(_places(text)), align="right", font_color=_ACCENT, **look)
            self.sheet.write_formula(self.row, place, f"=SUM({cells})", form, float(value))
        self.sheet.set_row(self.row, 20)
        self.row += 1

    def _photos(self) -> None:
        """Each in a row of its own, below their heading."""
        shown = [content for each in self.paper.photos if (content := self.thumbs.get(each))]
        if not shown:
            return
        self.row += 1
        self._across("  ".join(self.paper.photos_heading), bold=True, font_color=_ACCENT, bottom=1)
        for content in shown:
            self.sheet.set_row(self.row, _PHOTO + 8)
            options = {"image_data": io.BytesIO(content), "x_offset": 3, "y_offset": 3, "object_position": 1}
            self.sheet.insert_image(self.row, 0, "photo", options | _scale(content, _PHOTO))
            self.row += 1

    def _in_words(self, total: _Total) -> None:
        """The total in words, for as long as it is that total: whoever changes a quantity gets no wrong words."""
        for fact in self.paper.in_words:
            self._at(self.row, 0, f"{fact.label[0]}:", font_color=_SOFT)
            words = fact.text[0]
            bold = self._format(bold=True)
            if len(words) <= _LONGEST_FORMULA_TEXT and '"' not in words:
                formula = f'=IF(ROUND({total.cell}-{total.value:f},4)=0,"{words}","")'
                self.sheet.write_formula(self.row, 1, formula, bold, words)
            else:
                self.sheet.write_string(self.row, 1, xlsx_text(words), bold)
            self.row += 1

    def _facts(self, heading: Words, facts: tuple[Fact, ...]) -> None:
        if not facts:
            return
        self.row += 1
        self._across("  ".join(heading), bold=True, font_color=_ACCENT, bottom=1, bottom_color=_HAIR)
        for fact in facts:
            self._at(self.row, 0, " ".join(fact.label), font_color=_SOFT)
            for each in fact.text or ("",):
                self.sheet.merge_range(self.row, 2, self.row, self.last, "", self._format(text_wrap=True, valign="top"))
                self._at(self.row, 2, each, text_wrap=True, valign="top")
                room = sum(_WIDTHS[column.kind] for column in self.columns[2:])
                self.sheet.set_row(self.row, min(400.0, _LINE * _lines_of(each, room) + 2))
                self.row += 1

    def _signatures(self) -> None:
        self.row += 2
        for text in self.paper.closing:
            self._across(text, text_wrap=True)
            self.sheet.set_row(self.row - 1, _LINE * _lines_of(text, sum(_WIDTHS[each.kind] for each in self.columns)))
        for place, each in zip((0, max(3, self.last - 3)), self.paper.signatures, strict=False):
            self._at(self.row, place, " ".join(each.label), font_size=8, font_color=_SOFT)
            self._at(self.row + 1, place, each.name, bold=True)
            self._at(self.row + 6, place, " ".join(each.line), font_size=8, font_color=_SOFT, top=1, top_color=_SOFT)
        self.row += 7

    def _across(self, text: str, **look: Any) -> None:
        form = self._format(**look)
        self.sheet.merge_range(self.row, 0, self.row, max(1, self.last), "", form)
        self.sheet.write_string(self.row, 0, xlsx_text(text), form)
        self.sheet.set_row(self.row, look.get("font_size", 10) * 1.5)
        self.row += 1

    def _at(self, row: int, place: int, text: str, **look: Any) -> None:
        """Always a string, whatever it begins with."""
        self.sheet.write_string(row, place, xlsx_text(text), self._format(**look))

    def _format(self, **look: Any) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format({"font_name": self.face, "font_size": 9, **look})
        return self._formats[key]


def _numbered(clauses: tuple[Fact, ...]) -> tuple[Fact, ...]:
    return tuple(
        Fact((f"{number}. {each.label[0]}", *each.label[1:]), each.text) for number, each in enumerate(clauses, start=1)
    )


def _number_form(places: int) -> str:
    return "#,##0" + (f".{'0' * places}" if places else "")


def _places(shown: str) -> int:
    return len(shown.partition(".")[2])


def _lines_of(text: str, room: float) -> int:
    """How many lines a text takes in a column of so many characters; a Chinese one takes two."""
    return sum(1 + int(sum(1.9 if each > "\u2e7f" else 1.05 for each in part) // room) for part in text.split("\n"))


def _scale(picture: bytes, points: float) -> dict[str, float]:
    """So that it is as high as that in points."""
    height = size_of(picture)[1] * 0.75 or points
    return {"x_scale": points / height, "y_scale": points / height}
