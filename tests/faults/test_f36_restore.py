"""F36: a backup of yesterday is brought back. Nothing goes out until somebody says so, and the mailbox fills the gap."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import time
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from app.backup import backed_up, restored
from rules.outgoing import NotSent
from storage.database import opened
from storage.doubts import held_since
from storage.tables.letters import LetterRow
from storage.tables.outbox import MessageRow
from tests.dialogues.desk import Desk
from tests.experiments import Seen

EVA, LIU = "Eva <eva@kunde.example>", "Liu <liu@pumpen.example>"


def yesterday(folder: Path) -> Desk:
    """A day's work; in its evening two mails wait for a server that is away, and a backup is made."""
    desk = Desk(folder).hires("Ana").hires("Max", "manager").hires("Ada", "administrator")
    desk.says("Ana", "/customer add Kunde GmbH, Spain, eva@kunde.example")
    desk.says("Ana", "/customer add Pumpen AG, Germany, liu@pumpen.example")
    desk.receives("We need 40 pumps.", sender=EVA, subject="Pumps").receives("80 pumps.", sender=LIU, subject="More")
    desk.postman.fault = NotSent("the mail server is away")
    for number in desk.numbers():
        desk.says("Ana", f"/reply {number} They cost 3 USD.").presses("Ana", "Send")
    backed_up(desk.database, folder / "store", folder / "desk.tar", desk.now)
    return desk


def today(desk: Desk, letters: int) -> int:
    """What happens after the backup and is lost with the disk: both mails go, letters come. Returns how many letters."""
    desk.postman.fault = None
    desk.jumps(hours=8)
    for number in range(letters):
        sender = f"Buyer <b{number}@firm{number}.example>"
        desk.postbox.put(desk.written(f"Number {number}.", sender, f"N{number}", "info@firm.example", {}))
    desk.jumps(hours=16)
    assert len(desk.mails_to("eva@kunde.example")) == 1
    return sum(len(folder) for folder in desk.postbox.folders.values())


def the_desk_after(before: Desk, folder: Path) -> Desk:
    """The same department with the database and the files of yesterday, on the same mailbox."""
    restored(folder / "desk.tar", f"sqlite:///{folder / 'new' / 'desk.db'}", folder / "new" / "store", before.now)
    desk = Desk(folder / "new")
    desk.now = before.now
    desk._updates = 1000
    desk.postbox.folders = before.postbox.folders
    return desk.settle()


@pytest.mark.experiment(
    "F36", "a backup of 24 h ago is restored, its gap is 20 letters", "0 sent until /resume, lost 0"
)
def test_a_restored_desk_says_nothing_finds_the_gap_and_asks_about_what_is_in_doubt(tmp_path: Path, seen: Seen) -> None:
    before = yesterday(tmp_path)
    served = today(before, 20)
    before.close()
    desk = the_desk_after(before, tmp_path)
    desk.passes(minutes=30)
    with desk.database.reading() as session:
        assert session.scalar(text("PRAGMA integrity_check")) == "ok"
        assert held_since(session) is not None
        kept = set(session.scalars(select(LetterRow.sha256)))
    raws = [raw for folder in desk.postbox.folders.values() for _, raw, _ in folder]
    lost = [raw for raw in raws if hashlib.sha256(raw).hexdigest() not in kept]
    assert (len(raws), lost) == (served, [])
    assert (desk.postman.sent, desk.ears.said) == ([], []), "nothing goes out"
    desk.says("Max", "/resume").hears("eva@kunde.example", "liu@pumpen.example", "a backup was restored", who="Max")
    desk.says("Max", "/resume drop").hears("It goes on.", "/unknown decides on each", who="Max")
    assert desk.mails_to("eva@kunde.example") == desk.mails_to("liu@pumpen.example") == []
    desk.says("Ana", "/unknown").hears("eva@kunde.example", "liu@pumpen.example", "Or one word for all 2", who="Ana")
    desk.presses("Ana", "All arrived").hears("counts as sent", who="Ana")
    with desk.database.reading() as session:
        assert "unknown" not in set(session.scalars(select(MessageRow.state)))
    desk.passes(minutes=30)
    assert desk.mails_to("eva@kunde.example") == desk.mails_to("liu@pumpen.example") == []
    desk.close()
    seen(f"lost {len(lost)} of {served}, 0 sent before /resume, 2 mails in doubt listed, decided by one word")


def test_one_by_one_or_all_again(tmp_path: Path) -> None:
    before = yesterday(tmp_path)
    before.close()
    desk = the_desk_after(before, tmp_path)
    desk.says("Max", "/resume drop").says("Ana", "/unknown again all").hears("is sent again", who="Ana")
    assert len(desk.mails_to("eva@kunde.example")) == len(desk.mails_to("liu@pumpen.example")) == 1
    desk.says("Ana", "/unknown again all").hears("no mail of yours", who="Ana")
    desk.close()


@pytest.mark.experiment("F36", "kill -9 in the middle of a restore", "no database that is not held")
def test_a_killed_restore_leaves_no_database_that_would_send(tmp_path: Path, seen: Seen) -> None:
    desk = yesterday(tmp_path)
    for number in range(40):
        desk.blobs.keep(os.urandom(200_000) + bytes([number]))
    (tmp_path / "desk.tar").unlink()
    backed_up(desk.database, tmp_path / "store", tmp_path / "desk.tar", desk.now)
    desk.close()
    began = time.monotonic()
    restored(tmp_path / "desk.tar", f"sqlite:///{tmp_path}/first/desk.db", tmp_path / "first" / "store", desk.now)
    takes = time.monotonic() - began
    there = held = 0
    for number in range(1, 8):
        place = tmp_path / f"new{number}"
        child = os.fork()
        if child == 0:
            try:
                restored(tmp_path / "desk.tar", f"sqlite:///{place / 'desk.db'}", place / "store", desk.now)
            finally:
                os._exit(0)
        time.sleep(takes * number / 4)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        if (place / "desk.db").exists():
            there += 1
            database = opened(f"sqlite:///{place / 'desk.db'}")
            with database.reading() as session:
                held += held_since(session) is not None
            database.close()
            assert sum(1 for _ in (place / "store").glob("*/*")) >= 40
        shutil.rmtree(place, ignore_errors=True)
    assert there == held
    restored(tmp_path / "desk.tar", f"sqlite:///{tmp_path}/last/desk.db", tmp_path / "last" / "store", desk.now)
    seen(f"7 kills, {there} had put the database there, {held} of them held; the next restore works")


def test_what_was_restored_is_held_from_its_first_instant(tmp_path: Path) -> None:
    desk = yesterday(tmp_path)
    desk.close()
    restored(
        tmp_path / "desk.tar", f"sqlite:///{tmp_path}/a/desk.db", tmp_path / "a" / "store", desk.now + timedelta(1)
    )
    assert sorted(each.name for each in (tmp_path / "a").iterdir()) == ["desk.db", "store"]
