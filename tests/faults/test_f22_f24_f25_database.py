"""F22, F24, F25 and F29 in short: a database that is busy, unwritable, gone, damaged or taken loses nothing and says so."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from app.cli import called
from app.single import Single
from rules.refusal import Refused
from storage.database import Database, faults_found, opened
from storage.facts import fact, remember
from tests.experiments import Seen
from tests.faults.test_f22_f23_f24_service import without_power

AT = datetime(2026, 3, 6, 9, 0, tzinfo=UTC)
ROOT = Path(__file__).parents[2]


@pytest.mark.experiment("F22", "another writer holds the SQLite file for a second", "waited for, no error")
def test_f22_a_writer_waits_for_a_busy_one_and_nobody_hears_of_it(sqlite_database: Database, sqlite_url: str) -> None:
    other, writes, done = opened(sqlite_url), threading.Event(), threading.Event()

    def is_slow() -> None:
        with other.deciding() as session:
            remember(session, "slow", 1, AT)
            session.flush()
            writes.set()
            done.wait(1.0)
            session.commit()

    slow = threading.Thread(target=is_slow)
    slow.start()
    writes.wait(5)
    began = time.monotonic()
    with sqlite_database.deciding() as session:
        remember(session, "quick", fact(session, "slow"), AT)
        session.commit()
    waited = time.monotonic() - began
    slow.join()
    other.close()
    assert waited >= 0.8
    with sqlite_database.reading() as session:
        assert fact(session, "quick") == 1, "it read what the slow one had written"


def test_f22_a_writer_that_waited_five_seconds_is_told_to_try_again(
    sqlite_database: Database, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.database.BUSY_SECONDS", 0.2)
    impatient = opened(sqlite_url)
    with sqlite_database.deciding() as session:
        remember(session, "x", 1, AT)
        session.flush()
        with pytest.raises(DBAPIError, match="locked"), impatient.deciding() as second:
            remember(second, "y", 1, AT)
            second.flush()
        session.commit()
    with impatient.deciding() as second:
        remember(second, "y", 1, AT)
        second.commit()
    impatient.close()


def a_desk(folder: Path) -> Path:
    """A desk that was set up; its settings file."""
    config = folder / "infodesk.toml"
    init = ["init", "--yes", "--offline", "--address", "info@firm.example", "--administrator", "Eva"]
    assert called([*init, "--config", str(config)]) == 0
    return config


def run(config: Path, seconds: float = 90, powerless: bool = False) -> subprocess.CompletedProcess[str]:
    """Powerless: permissions count for it, though root has started it."""
    command = [sys.executable, "-m", "app.cli", "run", "--config", str(config)]
    drops = without_power if powerless and os.geteuid() == 0 else None
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=seconds, preexec_fn=drops)


@pytest.mark.experiment("F24", "the database is gone when the service starts", "exit 75, none is made")
def test_f24_a_database_that_is_gone_is_not_made_anew(tmp_path: Path) -> None:
    config = a_desk(tmp_path)
    (tmp_path / "infodesk.db").unlink()
    done = run(config)
    assert done.returncode == 75
    assert "infodesk restore" in done.stderr
    assert not (tmp_path / "infodesk.db").exists()


@pytest.mark.experiment("F24", "the folder may not be written when the service starts", "exit 75, said")
def test_f24_a_folder_without_permission_stops_the_service(tmp_path: Path, seen: Seen) -> None:
    config = a_desk(tmp_path)
    tmp_path.chmod(0o500)
    try:
        done = run(config, powerless=True)
    finally:
        tmp_path.chmod(0o700)
    assert done.returncode == 75, done.stderr
    assert "Traceback" not in done.stderr
    assert str(tmp_path) in done.stderr
    seen(f"exit {done.returncode}, {done.stderr.strip().splitlines()[-1].replace(str(tmp_path), '')[:60]}")


def damaged(file: Path) -> None:
    """Some bytes in the middle become others, as a dying disk would have it."""
    raw = bytearray(file.read_bytes())
    for place in range(len(raw) // 3, len(raw), 4096):
        raw[place : place + 600] = b"\xa5" * len(raw[place : place + 600])
    file.write_bytes(raw)


@pytest.mark.experiment("F25", "pages of the database are damaged", "refused, a way out, which works; IMAP untouched")
def test_f25_a_damaged_database_is_refused_at_the_start_with_a_way_out(tmp_path: Path, seen: Seen) -> None:
    config = a_desk(tmp_path)
    assert called(["backup", str(tmp_path / "b.tar"), "--config", str(config)]) == 0
    damaged(tmp_path / "infodesk.db")
    before = (tmp_path / "infodesk.db").read_bytes()
    done = run(config)
    assert done.returncode == 75
    assert "infodesk restore" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "infodesk.db").read_bytes() == before
    for each in (*tmp_path.glob("infodesk.db*"), tmp_path / "store"):
        each.rename(each.with_name(f"damaged-{each.name}"))
    assert called(["restore", str(tmp_path / "b.tar"), "--config", str(config)]) == 0
    database = opened(f"sqlite:///{tmp_path / 'infodesk.db'}")
    assert faults_found(database) == ()
    database.close()
    seen("refused with the name of the way out; restored by it")


def test_f25_damage_is_found_by_the_databases_own_check(sqlite_url: str, tmp_path: Path) -> None:
    damaged(tmp_path / "infodesk.db")
    database = opened(sqlite_url)
    try:
        assert faults_found(database) != ()
    finally:
        database.close()


@pytest.mark.experiment("F29", "two on one SQLite file by mistake", "the second leaves with 75 within 2 s, says why")
def test_f29_a_second_process_leaves_within_two_seconds_of_asking(tmp_path: Path, seen: Seen) -> None:
    config = a_desk(tmp_path)
    with Single(tmp_path / "infodesk.db"):
        began = time.monotonic()
        with pytest.raises(Refused, match=str(os.getpid())):
            Single(tmp_path / "infodesk.db").__enter__()
        assert time.monotonic() - began < 10
        began = time.monotonic()
        done = run(config)
        assert done.returncode == 75
        assert "works with" in done.stderr
        seen(f"exit {done.returncode} after {time.monotonic() - began:.1f} s, its start included")
    with Single(tmp_path / "infodesk.db"):
        pass


def test_f29_a_killed_holder_does_not_lock_the_desk(tmp_path: Path) -> None:
    file = tmp_path / "infodesk.db"
    program = (
        "import sys, time; from pathlib import Path; from app.single import Single\n"
        "with Single(Path(sys.argv[1])):\n    print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", program, str(file)], cwd=ROOT, stdout=subprocess.PIPE)
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(Refused):
            Single(file).__enter__()
    finally:
        holder.kill()
        holder.communicate()
    with Single(file):
        pass
