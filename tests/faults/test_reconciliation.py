"""Reconciliation: what somebody takes out of the ledger, the store or the mailbox is fetched again, or explained one by one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from storage.facts import fact
from storage.tables.letters import LetterRow, SightingRow
from tests.dialogues.desk import Desk
from tests.experiments import Seen

LETTERS = 6


@pytest.fixture
def full(desk: Desk) -> Desk:
    """Six letters of six customers, all in the log."""
    for number in range(1, LETTERS + 1):
        desk.receives(f"We need {number} pumps.", sender=f"Eva <eva@kunde{number}.example>", subject=f"Pumps {number}")
    return desk.settle().forget()


def counts(desk: Desk) -> tuple[int, int]:
    with desk.database.reading() as session:
        result = fact(session, "reconciled")
    return result["mailbox"], result["log"]


def matters(desk: Desk) -> int:
    return len(desk.numbers())


def sha(desk: Desk, uid: int) -> str:
    with desk.database.reading() as session:
        chosen = select(LetterRow.sha256).join(SightingRow, SightingRow.letter_id == LetterRow.id)
        return session.scalars(chosen.where(SightingRow.folder == "INBOX", SightingRow.uid == uid)).one()


def ledger_row(desk: Desk) -> str:
    with desk.database.deciding() as session:
        session.execute(delete(SightingRow).where(SightingRow.uid == 2, SightingRow.folder == "INBOX"))
        session.commit()
    return "UID 2: was missing and is fetched now"


def all_ledger_rows(desk: Desk) -> str:
    with desk.database.deciding() as session:
        session.execute(delete(SightingRow))
        session.commit()
    return "UID 6: was missing and is fetched now"


def file_away(desk: Desk) -> str:
    desk.blobs.path(sha(desk, 3)).unlink()
    return "UID 3: was missing and is fetched now"


def file_cut(desk: Desk) -> str:
    path = desk.blobs.path(sha(desk, 3))
    path.write_bytes(path.read_bytes()[:-7])
    return "UID 3: was missing and is fetched now"


def bit_flipped(desk: Desk) -> str:
    path = desk.blobs.path(sha(desk, 3))
    raw = bytearray(path.read_bytes())
    raw[20] ^= 1
    path.write_bytes(bytes(raw))
    return "UID 3: was missing and is fetched now"


def moved(desk: Desk) -> str:
    row = desk.postbox.folders["INBOX"].pop(3)
    desk.postbox.put(row[1], "Junk")
    return "UID 4: in the log; somebody has moved it to Junk"


def deleted(desk: Desk) -> str:
    desk.postbox.folders["INBOX"].pop(4)
    return "UID 5: in the log; somebody has deleted it in the mailbox, or moved it away"


def added_with_the_clock_back(desk: Desk) -> str:
    now = desk.jumps(days=4).now
    desk.now -= timedelta(days=3)
    desk.postbox.put(desk.written("We need 9 valves.", "Li <li@other.example>", "Valves", "info@firm.example", {}))
    desk.now = now
    return "Mailbox 7, log 7"


def given_up(desk: Desk) -> str:
    with desk.database.deciding() as session:
        row = session.scalars(select(SightingRow).where(SightingRow.uid == 1, SightingRow.folder == "INBOX")).one()
        row.state, row.fault = "quarantined", "not given"
        session.commit()
    return "UID 1: was missing and is fetched now"


WAYS: list[Callable[[Desk], str]] = [
    ledger_row,
    all_ledger_rows,
    file_away,
    file_cut,
    bit_flipped,
    moved,
    deleted,
    added_with_the_clock_back,
    given_up,
]


@pytest.mark.experiment(
    "I1", "ledger row, file, letter taken away, moved, added", "each fetched or explained, log whole"
)
@pytest.mark.parametrize("way", WAYS, ids=[each.__name__ for each in WAYS])
def test_what_was_taken_away_is_fetched_again_or_explained(full: Desk, way: Callable[[Desk], str], seen: Seen) -> None:
    before = matters(full)
    expected = way(full)
    full.says("Max", "/reconcile").hears(expected, who="Max")
    mailbox, log = counts(full)
    assert mailbox == log
    assert matters(full) == before + (way is added_with_the_clock_back), "nothing is opened twice"
    with full.database.reading() as session:
        for row in session.scalars(select(LetterRow)):
            assert full.blobs.has(row.sha256)
            assert len(full.blobs.load(row.sha256)) == row.size
    full.forget().says("Max", "/reconcile").hears(f"Mailbox {mailbox}, log {log}", who="Max")
    assert "UID" not in full.chat("Max")[-1], "what was told is not told again"
    seen(f"{len(WAYS)} of {len(WAYS)} ways, mailbox = log")


def test_what_nobody_has_any_more_is_an_alarm(full: Desk) -> None:
    name = sha(full, 2)
    full.postbox.folders["INBOX"].pop(1)
    full.blobs.path(name).unlink()
    full.says("Max", "/reconcile").hears("Files of letters are missing or damaged", who="Ada")
    with full.database.reading() as session:
        number = session.scalars(select(LetterRow.id).where(LetterRow.sha256 == name)).one()
    assert any(f": {number}" in each for each in full.chat("Ada"))
    full.says("Max", "/reconcile")
    assert sum("Files of letters are missing" in each for each in full.chat("Ada")) == 1


def test_quarantined_letters_are_explained_by_night_and_tried_again_on_demand(full: Desk) -> None:
    given_up(full)
    full.jumps(hours=20)
    assert counts(full) == (LETTERS, LETTERS - 1)
    full.jumps(hours=5).hears(f"Mailbox {LETTERS}, log {LETTERS - 1}, 1 explained", who="Max")
    full.says("Max", "/reconcile").hears("UID 1: was missing and is fetched now", who="Max")
    assert counts(full) == (LETTERS, LETTERS)


def test_the_managers_morning_tells_mailbox_and_log(full: Desk) -> None:
    full.jumps(hours=20).jumps(hours=4).hears(f"Mailbox {LETTERS}, log {LETTERS}", who="Max")
