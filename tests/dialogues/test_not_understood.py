"""What comes in a chat and cannot be understood: kept, marked as failed, counted where people look; the next words are heard."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from app.health import felt
from bot.front import Update
from storage.tables.updates import UpdateRow
from tests.dialogues.desk import Desk


def comes(desk: Desk, key: str) -> Desk:
    """An update that the front itself cannot read."""
    desk._run(desk.house.ears[0].store([Update(key, "{}")]))
    return desk.settle()


def test_it_is_marked_as_failed_with_its_fault_and_counted(quiet: Desk, tmp_path: Path) -> None:
    comes(quiet, "console:nonsense").says("Ada", "/health")
    quiet.hears("Said to me and not understood: 1.", who="Ada")
    with quiet.database.reading() as session:
        row = session.scalars(select(UpdateRow).where(UpdateRow.key == "console:nonsense")).one()
        assert (row.state, row.fault) == ("failed", "KeyError")
    facts = felt(tmp_path / "health.json", quiet.database, quiet.now)
    assert any("1 words or presses not understood" in each.says for each in facts)


def test_who_was_given_up_and_speaks_again_is_told_there_again(quiet: Desk) -> None:
    quiet.ears.fault_for = "ana"
    quiet.says("Ana", "/inbox").hears("Ana cannot be reached in chat any more", who="Ada")
    quiet.ears.fault_for = ""
    quiet.says("Ana", "/start").hears("Hello, Ana.", who="Ana")
    quiet.says("Ana", "/start")
    assert sum("Ana can be reached in chat again." in each for each in quiet.chat("Ada")) == 1
