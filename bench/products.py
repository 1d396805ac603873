"""Products: 10,000 of them from a workbook of thirty columns, read, compared, shown and written; beside a bare reading of it."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import openpyxl

from app.importing import import_of
from app.migrate import upgrade
from documents.sheets import write_table
from handlers.product_import import EXAMPLE
from storage.database import opened

PRODUCTS = 10_000
AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def measured(folder: Path, products: int = PRODUCTS) -> dict[str, float]:
    """Seconds: the whole import into an empty database, the same again with a tenth changed, a bare reading of the file."""
    place = folder / "products"
    place.mkdir()
    database = opened(f"sqlite:///{place / 'products.db'}")
    upgrade(database)
    took, bare = dict[str, float](), dict[str, float]()
    for name, every in (("first", 0), ("again", 10)):
        file = _table(place / f"{name}.xlsx", products, every)
        bare[name] = _bare(file)
        began, first = time.monotonic(), 0.0
        at = AT if name == "first" else AT.replace(hour=2)
        for _ in import_of(database, place / "store", "products", file, at, yes=True, undo=False):
            first = first or time.monotonic() - began
        took[name] = time.monotonic() - began
        took[f"{name}_word"] = first
    database.close()
    return {"products": float(products), **took, "bare": bare["first"], "ratio": took["first"] / bare["first"]}


def _table(file: Path, products: int, every: int) -> Path:
    """All columns that we know, filled; the price of every so manieth is another one."""
    heads, line = EXAMPLE
    rows = (
        (f"K-{number}", f"{line[1]} {number}", f"{line[2]}{number}", *line[3:6], _price(number, every), *line[7:])
        for number in range(products)
    )
    write_table(file, "xlsx", (), heads, rows, "UTC", AT)
    return file


def _price(number: int, every: int) -> str:
    return f"{1 + number % 80}.{number % 90 + (5 if every and not number % every else 0):02}"


def _bare(file: Path) -> float:
    """Every cell once, by the library that we read with."""
    began = time.monotonic()
    book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    cells = sum(len(row) for row in book.worksheets[0].iter_rows(values_only=True))
    book.close()
    assert cells
    return time.monotonic() - began
