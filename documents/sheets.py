"""Tables as files: xlsx without formulas and links, and csv; written row by row, marked with whose they are (T15, R329)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import xlsxwriter
from openpyxl.utils.escape import unescape

from rules.cells import csv_text, xlsx_text

FORMS = ("xlsx", "csv")
Cell = str | int | Decimal | datetime | date | None
_MOST_DIGITS = 15
"""Whole numbers that a spreadsheet keeps exactly."""


def write_table(
    file: Path,
    form: str,
    marks: Sequence[str],
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    zone: str,
    at: datetime,
) -> int:
    """Writes marks, the head and the rows; returns how many rows. Instants are in that zone. OSError as the disk says."""
    write = _xlsx if form == "xlsx" else _csv
    return write(file, marks, columns, rows, ZoneInfo(zone), at)


def read_table(file: Path, form: str) -> Iterator[tuple[str, ...]]:
    """Every row of the first sheet, as text, the way people see it. ValueError for what is no such file."""
    yield from _read_xlsx(file) if form == "xlsx" else _read_csv(file)


def _xlsx(
    file: Path,
    marks: Sequence[str],
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    zone: ZoneInfo,
    at: datetime,
) -> int:
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "constant_memory": True,
        "tmpdir": str(file.parent),
    }
    book = xlsxwriter.Workbook(str(file), options)
    book.set_properties({"comments": " ".join(marks), "created": at.astimezone(zone).replace(tzinfo=None)})
    sheet = book.add_worksheet("infodesk")
    bold = book.add_format({"bold": True})
    head = len(marks)
    for number, mark in enumerate(marks):
        sheet.write_string(number, 0, xlsx_text(mark))
    for place, column in enumerate(columns):
        sheet.write_string(head, place, column, bold)
    count = 0
    for count, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            _write_cell(sheet, head + count, place, cell, zone)
    book.close()
    return count


def _write_cell(sheet: xlsxwriter.worksheet.Worksheet, row: int, place: int, cell: Cell, zone: ZoneInfo) -> None:
    """Numbers as numbers, everything else as a string, never through the guessing `write`."""
    if cell is None or cell == "":
        return
    if isinstance(cell, int | Decimal) and len(str(cell)) <= _MOST_DIGITS:
        sheet.write_number(row, place, float(cell) if isinstance(cell, Decimal) else cell)
    else:
        sheet.write_string(row, place, xlsx_text(_spelled(cell, zone)))


def _csv(
    file: Path,
    marks: Sequence[str],
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    zone: ZoneInfo,
    at: datetime,
) -> int:
    count = 0
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        write = csv.writer(stream, quoting=csv.QUOTE_ALL)
        for mark in marks:
            write.writerow([csv_text(mark)])
        write.writerow([csv_text(each) for each in columns])
        for row in rows:
            write.writerow([_for_csv(each, zone) for each in row])
            count += 1
    return count


def _for_csv(cell: Cell, zone: ZoneInfo) -> str:
    if cell is None:
        return ""
    return str(cell) if isinstance(cell, int | Decimal) else csv_text(_spelled(cell, zone))


def _spelled(cell: Cell, zone: ZoneInfo) -> str:
    if isinstance(cell, datetime):
        return cell.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    return str(cell)


def _read_xlsx(file: Path) -> Iterator[tuple[str, ...]]:
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    except Exception as fault:  # whatever a broken archive makes a library do is one thing to the reader: no workbook
        raise ValueError(str(fault)) from fault
    try:
        for row in book.worksheets[0].iter_rows(values_only=True):
            yield tuple("" if each is None else unescape(str(each)) for each in row)
    finally:
        book.close()


def _read_csv(file: Path) -> Iterator[tuple[str, ...]]:
    raw = file.read_bytes()
    text = _decoded(raw)
    first = text.partition("\n")[0]
    separator = max((",", ";", "\t"), key=first.count)
    try:
        for row in csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=True):
            yield tuple(row)
    except csv.Error as fault:
        raise ValueError(str(fault)) from fault


def _decoded(raw: bytes) -> str:
    """UTF-8, or what spreadsheets in China write."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError("neither UTF-8 nor GB 18030")
