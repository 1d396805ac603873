"""Exports: by approval, in private, marked with who, when and their number, and recorded (R329, R336)."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from app.exporting import exported_to
from rules.refusal import Refused
from storage.tables.colleagues import ColleagueRow
from tests.dialogues.desk import Desk

KUNDE = "/customer add Kunde GmbH, Spain, eva@kunde.example, Eva Lopez"


def file_of(desk: Desk, person: str) -> tuple[str, bytes]:
    for _, saying in reversed(desk.ears.said):
        if saying.place.address == person.lower() and saying.files:
            return saying.files[0].name, saying.files[0].path.read_bytes()
    raise AssertionError(f"{person} got no file")


def test_an_export_waits_for_somebody_else_and_comes_in_private_marked_and_recorded(quiet: Desk) -> None:
    quiet.says("Ana", KUNDE).forget().says("Ada", "/export customers").hears("It waits for approval 1.")
    quiet.says("Ada", "/approve 1").hears("somebody else must release it")
    quiet.presses("Max", "Approve").hears("Export 1: customers", "1 rows. It is recorded.", who="Ada")
    name, content = file_of(quiet, "Ada")
    rows = list(openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True))
    assert name == "customers-1.xlsx"
    assert str(rows[0][0]).startswith("Export 1 of infodesk")
    assert "for Ada, approved by Max" in str(rows[0][0])
    assert "not to be passed on" in str(rows[1][0])
    assert rows[2][:3] == ("number", "name", "country")
    assert rows[3][:3] == (1, "Kunde GmbH", "ES")
    assert "eva@kunde.example" in rows[3]
    quiet.says("Max", "/audit Ada").hears("Export 1: customers as xlsx, 1 rows")


def test_the_managers_own_export_is_released_by_the_administrator(quiet: Desk) -> None:
    quiet.says("Max", "/export staff csv").hears("Export: staff as csv, for Max", who="Ada")
    quiet.presses("Ada", "Approve")
    name, content = file_of(quiet, "Max")
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert name == "staff-1.csv"
    assert "Dora" in {each[1] for each in lines[3:]}


@pytest.mark.parametrize("who", ["Ana", "Dora"])
def test_who_sells_or_hands_out_exports_nothing(quiet: Desk, who: str) -> None:
    quiet.says(who, "/export customers").hears("/export is for")


@pytest.mark.parametrize("said", ["/export shoes", "/export customers pdf", "/export customers xlsx now"])
def test_what_there_is_not_is_told(quiet: Desk, said: str) -> None:
    quiet.says("Max", said).hears("I export customers, staff, letters, inquiries as xlsx, csv")


def test_who_loses_the_role_before_the_file_is_made_gets_nothing(quiet: Desk) -> None:
    quiet.says("Ada", "/export letters")
    with quiet.database.deciding() as session:
        session.query(ColleagueRow).filter_by(name="Ada").one().roles = ["viewer"]
        session.commit()
    quiet.forget().says("Max", "/approve 1").hears("1 is void")
    quiet.jumps(days=1)
    assert not any("letters-" in each.name for _, saying in quiet.ears.said for each in saying.files)


def test_at_the_machine_it_is_numbered_and_recorded_too(desk: Desk, tmp_path: Path) -> None:
    desk.says("Ana", KUNDE)
    folder = tmp_path / "out"
    folder.mkdir()
    assert exported_to(desk.database, desk.blobs.folder, "customers", folder / "c.csv", desk.now) == (1, 1)
    assert "made at the machine" in (folder / "c.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    with pytest.raises(Refused, match="there already"):
        exported_to(desk.database, desk.blobs.folder, "customers", folder / "c.csv", desk.now)
    for what, file in (("shoes", "x.csv"), ("staff", "x.pdf"), ("staff", "none/x.csv")):
        with pytest.raises(Refused):
            exported_to(desk.database, desk.blobs.folder, what, folder / file, desk.now)
    assert sorted(each.name for each in folder.iterdir()) == ["c.csv"]
