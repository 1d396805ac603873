"""F23: what the machine cannot do now puts no letter into quarantine, and an odd letter does not hold up the rest."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterable

import pytest
from sqlalchemy.exc import OperationalError

from app import sorting
from handlers.letters.sort import sort
from rules.event import Sort
from rules.outgoing import Outgoing
from storage.work import Work
from tests.dialogues.desk import Desk


def test_a_letter_waits_where_the_disk_is_full_and_is_sorted_when_there_is_room(
    quiet: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(work: Work, event: Sort) -> Iterable[Outgoing]:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(sorting, "sort", full)
    with pytest.raises(OSError, match="No space left"):
        quiet.receives("We need 40 pumps, CIF Valencia.")
    monkeypatch.setattr(sorting, "sort", sort)
    quiet.settle().hears("pumps")
    quiet.says("Ada", "/quarantine").hears("Nothing is in quarantine.")


def test_a_letter_that_the_database_will_never_take_is_put_aside(quiet: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_complex(work: Work, event: Sort) -> Iterable[Outgoing]:
        fault = sqlite3.OperationalError("LIKE or GLOB pattern too complex")
        fault.sqlite_errorname = "SQLITE_ERROR"
        raise OperationalError("SELECT", None, fault)

    monkeypatch.setattr(sorting, "sort", too_complex)
    quiet.receives("We need 40 pumps, CIF Valencia.").hears("A letter could not be read", who="Ada")
