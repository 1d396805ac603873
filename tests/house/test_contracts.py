"""The contracts of the house hold, and each of them would complain if it were broken."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FLOORS = ("app", "bot", "mail", "handlers", "storage", "documents", "rules")
BREACHES = [
    ("rules/broken.py", "import storage.facts", "A floor stands only on floors below it"),
    ("storage/broken.py", "import handlers.asked", "A floor stands only on floors below it"),
    ("bot/broken.py", "import mail.login", "A floor stands only on floors below it"),
    ("handlers/broken.py", "import bot.front", "A floor stands only on floors below it"),
    ("mail/broken.py", "import storage.facts", "Edges know no database and no templates"),
    ("bot/broken.py", "import sqlalchemy", "Edges know no database and no templates"),
    ("bot/broken.py", "import jinja2", "Edges know no database and no templates"),
    ("handlers/broken.py", "import httpx", "Only edges and the roof talk to the network"),
    ("storage/broken.py", "import socket", "Only edges and the roof talk to the network"),
    ("rules/broken.py", "import os", "Rules are pure"),
    ("rules/broken.py", "import sqlalchemy", "Rules are pure"),
    ("app/broken.py", "import imapclient", "imapclient has one door"),
]
BANNED = [
    ("handlers/broken.py", "from datetime import UTC, datetime\n\nAT = datetime.now(UTC)\n", "only app/instant.py"),
    ("storage/broken.py", "import time\n\nAT = time.time()\n", "only app/instant.py"),
    ("mail/broken.py", "import os\n\nHOME = os.environ\n", "app/settings.py"),
]


def contracts(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--config", "pyproject.toml"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=100, env={"PYTHONPATH": "."})


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The house as it stands, in a place where it may be broken."""
    folder = tmp_path_factory.mktemp("house")
    for floor in FLOORS:
        shutil.copytree(ROOT / floor, folder / floor, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "pyproject.toml", folder / "pyproject.toml")
    return folder


def test_the_contracts_of_the_house_hold(copy: Path) -> None:
    done = contracts(copy)
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.parametrize(("file", "line", "contract"), BREACHES, ids=lambda each: str(each)[:30])
def test_breaking_a_contract_is_seen(copy: Path, file: str, line: str, contract: str) -> None:
    (copy / file).write_text(line + "\n")
    try:
        done = contracts(copy)
    finally:
        (copy / file).unlink()
    assert done.returncode != 0
    assert re.search(re.escape(contract) + r"\s+BROKEN", done.stdout), done.stdout[-2000:]


@pytest.mark.parametrize(("file", "text", "reason"), BANNED)
def test_the_clock_and_the_environment_have_one_door_each(copy: Path, file: str, text: str, reason: str) -> None:
    (copy / file).write_text(text)
    try:
        command = [
            str(Path(sys.executable).with_name("ruff")),
            "check",
            "--no-cache",
            "--output-format",
            "concise",
            file,
        ]
        done = subprocess.run(command, cwd=copy, capture_output=True, text=True, timeout=60)
    finally:
        (copy / file).unlink()
    assert done.returncode != 0
    assert reason in done.stdout


def sources() -> list[Path]:
    return [each for floor in FLOORS for each in (ROOT / floor).rglob("*.py")]


def test_commit_is_written_on_the_roof_only() -> None:
    below = [each for each in sources() if each.relative_to(ROOT).parts[0] != "app"]
    assert [str(each) for each in below if re.search(r"\.commit\(\)", each.read_text(encoding="utf-8"))] == []


def test_every_file_opens_with_a_sentence_that_says_what_it_is_for() -> None:
    nameless = [str(each) for each in sources() if not ast.get_docstring(ast.parse(each.read_text(encoding="utf-8")))]
    assert nameless == []


def test_there_are_no_rooms_without_a_purpose() -> None:
    unwanted = {"utils", "common", "helpers", "services", "core"}
    assert [str(each) for each in sources() if each.stem in unwanted or each.parent.name in unwanted] == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_the_locks_name_no_index_and_every_package_has_its_hash(name: str) -> None:
    lock = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in lock
    assert "--index" not in lock
    entries = re.split(r"\n(?=\S)", lock.strip())
    assert [each.splitlines()[0] for each in entries if "--hash=sha256:" not in each] == []


def test_the_lock_has_what_builds_the_package() -> None:
    book = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lock = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")
    for each in (*book["build-system"]["requires"], "editables"):
        assert f"\n{each}" in lock
