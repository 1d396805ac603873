"""The department of the dialogues: Ana and Bob sell, Dora hands out, Max manages, Ada looks after the machine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.dialogues.desk import Desk


@pytest.fixture
def empty_desk(tmp_path: Path, sqlite_template: Path) -> Iterator[Desk]:
    shutil.copyfile(sqlite_template, tmp_path / "desk.db")
    desk = Desk(tmp_path)
    yield desk
    desk.close()


@pytest.fixture
def desk(empty_desk: Desk) -> Desk:
    return (
        empty_desk.hires("Ana")
        .hires("Bob")
        .hires("Dora", "dispatcher")
        .hires("Max", "manager")
        .hires("Ada", "administrator")
        .settle()
        .forget()
    )
