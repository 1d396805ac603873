"""Tables as files: xlsx without formulas and links, and csv; written row by row, marked with whose they are (T15, R329)."""

from __future__ import annotations

import codecs
import csv
import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import xlsxwriter
from openpyxl.utils.escape import unescape

from rules.cells import Uncomputed, csv_text, xlsx_text

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
    """The first sheet that people see. A formula whose result nobody has computed is told as such, not as nothing."""
    formulas = _formulas(file)
    for number, row in enumerate(_cells(file, results=True), start=1):
        told = tuple(_seen(each) for each in row)
        yield (
            tuple(_or_formula(each, place, formulas[number]) for place, each in enumerate(told))
            if (number in formulas)
            else told
        )


def _cells(file: Path, results: bool) -> Iterator[tuple[Any, ...]]:
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=results)
    except Exception as fault:  # whatever a broken archive makes a library do is one thing to the reader: no workbook
        raise ValueError(str(fault)) from fault
    try:
        sheet = next((each for each in book.worksheets if each.sheet_state == "visible"), book.worksheets[0])
        sheet.reset_dimensions()  # some programs write a wrong one, and columns would be cut off
        yield from sheet.iter_rows()
    finally:
        book.close()


def _formulas(file: Path) -> dict[int, dict[int, str]]:
    """The formulas of a workbook that has any, by row and place."""
    if not _has_formulas(file):
        return {}
    told = {
        number: {place: str(each.value) for place, each in enumerate(row) if each.data_type == "f"}
        for number, row in enumerate(_cells(file, results=False), start=1)
    }
    return {number: row for number, row in told.items() if row}


def _has_formulas(file: Path) -> bool:
    """By the bytes of its sheets, which costs a twentieth of reading them."""
    try:
        with zipfile.ZipFile(file) as archive:
            sheets = [each for each in archive.namelist() if re.match(r"xl/worksheets/[^/]+\.xml$", each)]
            return any(_holds_formula(archive, each) for each in sheets)
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError) as fault:
        raise ValueError(str(fault)) from fault


def _holds_formula(archive: zipfile.ZipFile, name: str) -> bool:
    before = b""
    with archive.open(name) as stream:
        while piece := stream.read(1 << 20):
            if re.search(rb"<(?:\w+:)?f[ />]", before + piece):
                return True
            before = piece[-16:]
    return False


def _or_formula(text: str, place: int, formulas: dict[int, str]) -> str:
    return Uncomputed(formulas[place]) if not text and place in formulas else text


def _seen(cell: Any) -> str:
    """What people see in the cell: fifteen digits of a number, the sign of a per cent, a day without a time of midnight."""
    value = cell.value
    match value:
        case None:
            return ""
        case bool():
            return str(value)
        case int() | float():
            return _number_seen(value, "%" in cell.number_format)
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return unescape(str(value))


def _number_seen(value: float, is_percent: bool) -> str:
    if isinstance(value, int) and not is_percent:
        return str(value)
    number = Decimal(f"{value:.15g}") * (100 if is_percent else 1)
    number = number.quantize(Decimal(1)) if number == number.to_integral() else number.normalize()
    return f"{number:f}%" if is_percent else f"{number:f}"


def _read_csv(file: Path) -> Iterator[tuple[str, ...]]:
    text = decoded(file.read_bytes())
    separator = _separator(text)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            yield tuple(row)
    except csv.Error as fault:
        raise ValueError(str(fault)) from fault


def _separator(text: str) -> str:
    """The one by which most of the first rows are equally wide."""
    head = "".join(islice(io.StringIO(text, newline=""), 30))

    def evenness(separator: str) -> tuple[int, int]:
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(head, newline=""), delimiter=separator)]
        except csv.Error:
            return 0, 0
        found = Counter(each for each in widths if each > 1).most_common(1)
        return (found[0][1], found[0][0]) if found else (0, 0)

    return max((",", "\t", ";"), key=evenness)


def decoded(raw: bytes) -> str:
    """Text of a file: UTF-8, UTF-16 with its mark, or what spreadsheets in China write. ValueError for anything else."""
    marked = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError("neither UTF-8 nor GB 18030")
