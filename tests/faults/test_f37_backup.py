"""F37: backups while letters keep coming; one that is killed in its middle; one that fails, and one that is overdue."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from app import instant
from app.backup import SQLITE_FILE, backed_up, looked_through
from app.health import felt
from app.nightly import Nightly
from app.perform import Performer
from handlers.letters.keep import keep
from rules.event import Arrived, Sighting
from storage.blobs import Blobs
from storage.database import Database, opened
from storage.tables.letters import LetterRow
from tests.dialogues.desk import Desk
from tests.experiments import Seen

AT = datetime(2026, 3, 6, 9, 0, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[2]
_HERE = (sys.executable, "-m", "tests.faults.test_f37_backup")


class Letters:
    """Letters keep coming in a process of their own, the way they do: the files first, then a batch of rows in one commit."""

    def __init__(self, url: str, folder: Path) -> None:
        self.book = folder / "acknowledged"
        self.book.touch()
        self.process = subprocess.Popen([*_HERE, "letters", url, str(folder)], cwd=ROOT)

    def acknowledged(self) -> list[str]:
        """The hashes of those whose commit had returned."""
        return [each for each in self.book.read_text(encoding="ascii").splitlines() if len(each) == 64]

    def end(self) -> None:
        self.process.kill()
        self.process.wait()


PAUSE = 0.1
"""Seconds between twenty letters and the next: two hundred a second at most, so that twenty backups end some day."""


def letters_come(url: str, folder: Path) -> None:
    """In the other process, until it is killed, or nobody is there to kill it."""
    database, blobs = opened(url), Blobs(folder / "store")
    performer, count, parent = Performer(database, blobs, instant.now), 0, os.getppid()
    while os.getppid() == parent:
        time.sleep(PAUSE)
        batch = []
        for _ in range(20):
            count += 1
            raw = f"Subject: {count}\r\n\r\n".encode() + b"x" * 3000
            batch.append(Arrived(Sighting("info", "INBOX", 1, count), raw, AT, "inbox"))
        names = blobs.keep_all([each.raw for each in batch])
        asyncio.run(performer.perform_all(batch, keep))
        with (folder / "acknowledged").open("a", encoding="ascii") as book:
            book.write("\n".join(names) + "\n")


def hot_backups(database: Database, url: str, folder: Path, count: int) -> tuple[int, float]:
    """So many backups; each is restored aside and has what was acknowledged before it began. Letters, and how many a second."""
    store = folder / "store"
    store.mkdir()
    letters = Letters(url, folder)
    began = time.monotonic()
    try:
        for number in range(count):
            end, former = time.monotonic() + 60, len(letters.acknowledged())
            while len(letters.acknowledged()) == former and time.monotonic() < end:
                time.sleep(0.01)
            before = set(letters.acknowledged())
            made = backed_up(database, store, folder / "backups" / f"{number}.tar", AT)
            scratch = folder / f"scratch{number}"
            scratch.mkdir()
            assert looked_through(folder / "backups" / f"{number}.tar", scratch) == made
            copy = opened(f"sqlite:///{scratch / SQLITE_FILE}")
            with copy.reading() as session:
                there = set(session.scalars(select(LetterRow.sha256)))
            copy.close()
            assert before <= there, f"{len(before - there)} that were acknowledged are missing"
            (folder / "backups" / f"{number}.tar").unlink()
        seconds = time.monotonic() - began
    finally:
        letters.end()
    found = len(letters.acknowledged())
    assert found >= 20 * count
    return found, found / seconds


@pytest.mark.experiment("F37", "2 backups while letters keep coming", "each restores, all acknowledged in it")
def test_a_hot_backup_is_whole(database: Database, database_url: str, tmp_path: Path, seen: Seen) -> None:
    letters, speed = hot_backups(database, database_url, tmp_path, 2)
    seen(f"{database.engine.dialect.name}: {letters} letters, {speed:.0f} a second")


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.experiment(
    "F37", "20 backups on each database while letters keep coming", "each restores, all acknowledged in it"
)
def test_twenty_hot_backups_are_whole(database: Database, database_url: str, tmp_path: Path, seen: Seen) -> None:
    letters, speed = hot_backups(database, database_url, tmp_path, 20)
    seen(f"{database.engine.dialect.name}: {letters} letters, {speed:.0f} a second")


@pytest.mark.experiment("F37", "kill -9 in the middle of a backup, 6 times", "no half file, the next works")
def test_a_killed_backup_leaves_nothing_that_looks_like_one(
    sqlite_database: Database, sqlite_url: str, tmp_path: Path, seen: Seen
) -> None:
    blobs, folder = Blobs(tmp_path / "store"), tmp_path / "backups"
    blobs.folder.mkdir()
    blobs.keep_all([os.urandom(300_000) for _ in range(40)])
    sizes = []
    for number in range(6):
        command = [*_HERE, "backup", sqlite_url, str(tmp_path)]
        with subprocess.Popen(command, cwd=ROOT) as process:
            sizes.append(_grown(folder, 2_000_000 * number))
            process.kill()
        assert not list(folder.glob("infodesk-*.tar")), "a file that was never looked through"
    assert any(each.name.startswith(".") for each in folder.iterdir()), "the kills came too early to leave anything"
    backed_up(sqlite_database, tmp_path / "store", folder / "infodesk-x.tar", AT)
    assert [each.name for each in folder.iterdir()] == ["infodesk-x.tar"], "what they left lying is cleared away"
    seen(f"6 kills at {', '.join(f'{each / 1e6:.0f}' for each in sizes)} MB; half files 0; the next one is whole")


def _grown(folder: Path, octets: int) -> int:
    """Waits until so much of it has been written."""
    draft, end = folder / ".infodesk-x.tar.infodesk-part", time.monotonic() + 30
    while time.monotonic() < end:
        size = draft.stat().st_size if draft.exists() else -1
        if size >= octets:
            return size
        time.sleep(0.001)
    raise AssertionError("it was not written that far")


def test_two_backups_at_a_time_are_refused(sqlite_database: Database, tmp_path: Path) -> None:
    from app.backup import _alone_in
    from rules.refusal import Refused

    (tmp_path / "store").mkdir()
    (tmp_path / "backups").mkdir()
    with _alone_in(tmp_path / "backups"), pytest.raises(Refused, match="Another backup"):
        backed_up(sqlite_database, tmp_path / "store", tmp_path / "backups" / "a.tar", AT)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    (tmp_path / "desk").mkdir()
    return Desk(tmp_path / "desk").hires("Ana").hires("Ada", "administrator").forget()


def nightly(desk: Desk, folder: Path, keep: int = 3) -> Nightly:
    return Nightly(desk.house.performer, desk.house.troubles, desk.blobs.folder, folder, keep)


@pytest.mark.experiment("F37", "a letter's file is gone when the night's backup is checked", "administrators told once")
def test_a_backup_that_fails_its_check_is_told_once_and_when_it_is_over(desk: Desk, tmp_path: Path, seen: Seen) -> None:
    desk.receives().forget()
    lost = next(each for each in desk.blobs.folder.glob("*/*"))
    content = lost.read_bytes()
    lost.unlink()
    night = nightly(desk, tmp_path / "backups")
    for _ in range(3):
        desk._run(night._made(tmp_path / "backups"))
        desk.settle()
    told = [each for each in desk.chat("Ada") if "The backup into" in each]
    assert len(told) == 1
    assert "missing in the store" in told[0]
    assert list((tmp_path / "backups").glob("infodesk-*")) == []
    lost.write_bytes(content)
    desk.now += timedelta(hours=1)
    desk._run(night._made(tmp_path / "backups"))
    desk.settle().hears("It is over.", who="Ada")
    desk.close()
    seen("told once with the reason, told again when it was over")


@pytest.mark.experiment("F37", "no backup for 27 hours", "administrators told once, in /health with age and size")
def test_an_overdue_backup_is_told_and_health_shows_age_and_size(desk: Desk, tmp_path: Path, seen: Seen) -> None:
    night = nightly(desk, tmp_path / "backups")
    desk._run(night._made(tmp_path / "backups"))
    desk.says("Ada", "/health").hears("Last backup", "MB", who="Ada")
    desk.forget().jumps(hours=9).jumps(hours=9).jumps(hours=9)
    told = [each for each in desk.chat("Ada") if "There has been no backup since" in each]
    assert len(told) == 1
    fact = next(each for each in felt(tmp_path / "none", desk.database, desk.now) if each.name == "backup")
    assert not fact.well
    assert "27 h ago" in fact.says
    assert "MB" in fact.says
    desk._run(night._made(tmp_path / "backups"))
    desk.forget().jumps(minutes=2).hears("It is over.", who="Ada")
    desk.close()
    seen(fact.says)


def test_the_newest_backups_are_kept(desk: Desk, tmp_path: Path) -> None:
    night = nightly(desk, tmp_path / "backups")
    for _ in range(5):
        desk.now += timedelta(days=1)
        desk._run(night._made(tmp_path / "backups"))
    kept = sorted(each.name for each in (tmp_path / "backups").iterdir())
    assert len(kept) == 3
    assert f"{desk.now:%Y-%m-%d}" in kept[-1]
    desk.close()


def test_an_old_backup_that_cannot_be_taken_away_is_told_and_stops_nothing(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    (folder / "infodesk-2026-01-01-000000.tar").mkdir(parents=True)
    night = nightly(desk, folder, keep=1)
    desk._run(night._made(folder))
    desk.settle().hears("Old backups in", "cannot be taken away", who="Ada")
    (folder / "infodesk-2026-01-01-000000.tar").rmdir()
    desk.now += timedelta(days=1)
    desk.forget()._run(night._made(folder))
    desk.settle().hears("It is over.", who="Ada")
    desk.close()


def test_a_backup_that_a_person_has_made_is_nobodys_place(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    by_hand = {"infodesk-2026-01-01.tar", "infodesk-before-upgrade.tar", "infodesk-old.tar", "infodesk-z.tar"}
    for name in by_hand:
        (folder / name).touch()
    desk._run(nightly(desk, folder)._made(folder))
    assert {each.name for each in folder.iterdir()} == by_hand | {f"infodesk-{desk.now:%Y-%m-%d-%H%M%S}.tar"}
    desk.close()


if __name__ == "__main__":
    what, address, place = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    if what == "letters":
        letters_come(address, place)
    else:
        backed_up(opened(address), place / "store", place / "backups" / "infodesk-x.tar", AT)
