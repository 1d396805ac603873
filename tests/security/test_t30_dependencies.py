"""T30: nothing is installed that was not looked at before: every package has one version and the hashes of its files.

Suffered: event-stream 2018, ctx and phpass 2022, ultralytics 2024: a new version of a package that thousands take
unpinned sent their secrets away. FreeScout's year of advisories is half about packages that it carried along.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from storage import database as databases
from storage.database import journal_of, opened
from tests.experiments import Seen
from tests.supply.__main__ import sbom
from tests.supply.locks import LOCKS, ROOT, NotPinned, lock, locked, normal, project

GOOD = f"a==1.0 --hash=sha256:{'0' * 64}"


@pytest.mark.experiment("T30", "every requirement of both locks", "pinned and hashed, no index named")
def test_every_requirement_is_pinned_with_hashes(seen: Seen) -> None:
    counted = {name: len(lock(name)) for name in LOCKS}
    for name in LOCKS:
        text = (ROOT / name).read_text(encoding="utf-8")
        assert not re.search(r"(?i)index-url|find-links|trusted-host|https?://|git\+|file:|@ ", text), name
    assert {each.name for each in lock(LOCKS[0])} <= {each.name for each in lock(LOCKS[1])}
    declared = {normal(re.split(r"[\s\[<>=;!~]", each)[0]) for each in project()["dependencies"]}
    assert declared <= {each.name for each in lock(LOCKS[0])}, "what the project asks for is locked"
    seen(", ".join(f"{name}: {count}" for name, count in counted.items()))


NOUGHTS = "0" * 64
LOOSE = (
    "a==1.0",
    f"a>=1.0 --hash=sha256:{NOUGHTS}",
    "a",
    "-e .",
    "--index-url https://x.example/simple",
    "a @ file:///x",
    f"https://x.example/a-1.0.whl --hash=sha256:{NOUGHTS}",
    f"a==1.0 --hash=md5:{NOUGHTS}",
    f"a==1.* --hash=sha256:{NOUGHTS}",
)


@pytest.mark.parametrize("line", LOOSE)
def test_a_lock_that_lets_anything_in_is_noticed(line: str) -> None:
    assert len(locked(GOOD)) == 1
    with pytest.raises(NotPinned):
        locked(f"{GOOD}\n{line}\n")


def wheel(folder: Path) -> Path:
    """The smallest package that there is."""
    file = folder / "demo_of_t30-1.0-py3-none-any.whl"
    info = "demo_of_t30-1.0.dist-info"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("demo_of_t30.py", "")
        archive.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: demo-of-t30\nVersion: 1.0\n")
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{info}/RECORD", "")
    return file


def installs(folder: Path, requirement: str) -> bool:
    """As `make setup` does it, without a network and into nowhere."""
    (folder / "lock").write_text(requirement, encoding="utf-8")
    said = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--no-index", "--find-links", str(folder)]
    ran = subprocess.run([*said, "--require-hashes", "-r", str(folder / "lock")], capture_output=True, check=False)
    return ran.returncode == 0


@pytest.mark.experiment("T30", "installing without a hash, and with another's hash", "refused")
def test_installing_without_the_right_hash_fails(tmp_path: Path, seen: Seen) -> None:
    right = hashlib.sha256(wheel(tmp_path).read_bytes()).hexdigest()
    assert installs(tmp_path, f"demo-of-t30==1.0 --hash=sha256:{right}")
    assert not installs(tmp_path, "demo-of-t30==1.0")
    assert not installs(tmp_path, f"demo-of-t30==1.0 --hash=sha256:{'0' * 64}")
    assert "--require-hashes -r requirements-dev.lock" in (ROOT / "Makefile").read_text(encoding="utf-8")
    seen("no hash: refused; wrong hash: refused; right hash: taken")


@pytest.mark.experiment("T30", "the bill of materials", "CycloneDX, every locked package with version and hashes")
def test_the_bill_of_materials_names_everything(seen: Seen) -> None:
    bill = json.loads(json.dumps(sbom()))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.5")
    assert {(each["name"], each["version"]) for each in bill["components"]} == {
        (each.name, each.version) for each in lock("requirements.lock")
    }
    assert all(each["hashes"] and each["purl"].startswith("pkg:pypi/") for each in bill["components"])
    assert len({each["bom-ref"] for each in bill["components"]}) == len(bill["components"])
    assert not re.search(r"file://|https?://\S*simple", json.dumps(bill))
    seen(f"{len(bill['components'])} components")


@pytest.mark.experiment(
    "T30", "starting on SQLite 3.7.0 to 3.51.2, and on Python 3.10", "no WAL there; refused in a sentence"
)
def test_what_it_runs_on_is_looked_at_when_it_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seen: Seen
) -> None:
    bad = [(3, 7, 0), (3, 40, 1), (3, 44, 5), (3, 45, 0), (3, 50, 6), (3, 51, 2)]
    good = [(3, 44, 6), (3, 50, 7), (3, 51, 3), (3, 53, 4), (4, 0, 0)]
    assert {journal_of(each) for each in bad} == {"TRUNCATE"}
    assert {journal_of(each) for each in good} == {"WAL"}
    if journal_of(sqlite3.sqlite_version_info[:3]) == "TRUNCATE":
        monkeypatch.setattr(databases, "sqlite_library", lambda: sqlite3)
        old = opened(f"sqlite:///{tmp_path / 'old.db'}")
        with old.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "truncate"
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        old.close()
    ran = subprocess.run(
        [sys.executable, "-c", "import sys; sys.version_info = (3, 10, 4); import app.cli"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode != 0
    assert ran.stderr.strip() == "infodesk needs Python 3.11 or newer; this is 3.10."
    seen(f"{len(bad)} bad and {len(good)} good SQLites told apart; Python 3.10 refused")
