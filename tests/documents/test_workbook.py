"""The quotation as a workbook: totals that compute, no formula but ours, the same bytes each time (T15)."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from documents.quotation import Offer, quotation_paper
from documents.samples import sample_offer
from documents.workbook import workbook_of
from rules.quote import QuoteLine, total
from tests.documents.test_quotation_paper import HOSTILE

OURS = re.compile(
    r"ROUND\([A-Z]+\d+\*[A-Z]+\d+,\d\)|SUM\([A-Z]+\d+:[A-Z]+\d+\)|IF\(ROUND\([A-Z]+\d+-[\d.]+,4\)=0,\"[^\"=]+\",\"\"\)"
)
FORMULAS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "=cmd|'/C calc'!A0",
    '=HYPERLINK("http://evil.example")',
    "{=1}",
    "＝1",
]


def book(offer: Offer) -> bytes:
    return workbook_of(quotation_paper(offer), b"", {})


def sheet(content: bytes, *, values: bool = False) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values).worksheets[0]


def formulas(content: bytes) -> list[str]:
    xml = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    return [each.replace("&quot;", '"') for each in re.findall(r"<f>(.*?)</f>", xml)]


@pytest.mark.parametrize("language", ["en", "zh", "en+zh"])
def test_amounts_and_totals_are_formulas_with_their_values(language: str) -> None:
    offer = sample_offer(language, lines=7)
    content = book(offer)
    found = formulas(content)
    assert all(OURS.fullmatch(each) for each in found)
    assert sum(each.startswith("ROUND") for each in found) == 8, "seven lines and an alternative"
    assert sum(each.startswith("SUM") for each in found) == 1
    shown = {cell.value for row in sheet(content, values=True) for cell in row}
    assert float(total(offer.quote)) in shown
    assert "6 March 2026" in shown or "2026年3月6日" in shown


@pytest.mark.parametrize("text", [*FORMULAS, *HOSTILE])
def test_no_strangers_word_becomes_a_formula_or_a_link(text: str) -> None:
    offer = sample_offer("en+zh")
    line = QuoteLine(text, (("en", text), ("zh", text)), text, text, Decimal(1), text, Decimal(1), text)
    quote = replace(
        offer.quote, lines=(line, replace(line, alternative=True)), place=text, payment=text, delivery=text,
        packaging=text, contact=text, company=text, address=text, remarks=text,
    )  # fmt: skip
    content = book(replace(offer, quote=quote, contact=(text, text), company=replace(offer.company, name=text)))
    assert all(OURS.fullmatch(each) for each in formulas(content))
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert not [each for each in names if "_rels/sheet1" in each], "nothing outside is named"
    read = sheet(content)
    assert all(cell.hyperlink is None for row in read for cell in row)


def test_the_same_content_makes_the_same_bytes() -> None:
    assert book(sample_offer("en+zh")) == book(sample_offer("en+zh"))
    assert book(sample_offer("en+zh")) != book(sample_offer("en"))


def test_it_prints_on_a4_with_its_head_on_every_page() -> None:
    read = sheet(book(sample_offer("en", lines=80)))
    assert read.page_setup.paperSize == 9
    assert read.page_setup.fitToHeight == 0
    assert read.print_title_rows
    assert read.print_area
    assert all(read.column_dimensions[each].width > 4 for each in "ABCDEFG")


def test_two_hundred_lines_and_an_empty_one_are_written() -> None:
    offer = sample_offer("en", lines=200)
    assert len(formulas(book(offer))) == 203
    empty = replace(offer, quote=replace(offer.quote, lines=(), currency=""))
    assert formulas(book(empty)) == []


def test_prices_keep_their_places_and_currencies_theirs() -> None:
    offer = sample_offer("en")
    kuwait = replace(offer, quote=replace(offer.quote, currency="KWD"))
    forms = {cell.number_format for row in sheet(book(kuwait)) for cell in row if cell.value is not None}
    assert {"#,##0", "#,##0.000", '"KWD" #,##0.000'} <= forms
