"""The command line: each command does its work, says no with an example, and never shows a stack trace."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from app.check import telegram_found
from app.cli import EXAMPLES, called
from app.instant import now
from app.settings import TelegramSettings, read
from app.single import Single
from rules.policy import Policy
from storage.database import opened
from storage.facts import fact
from storage.happenings import broken_seals
from storage.policy import policy_at
from storage.tables.colleagues import ColleagueRow, InviteRow
from tests.standins.chat_api import TOKEN, ChatApi

INIT = ["init", "--yes", "--address", "info@firm.example", "--administrator", "Eva", "--company", "Lumen"]


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", list(root.handlers))
    monkeypatch.setattr(root, "level", root.level)
    monkeypatch.chdir(tmp_path)
    for name in [each for each in os.environ if each.startswith("INFODESK_")]:
        monkeypatch.delenv(name)


Capture = pytest.CaptureFixture[str]


def test_a_deadline_is_shown_before_any_set_up(capsys: Capture) -> None:
    assert called(["deadline", "2026-03-06T17:00+08:00", "--json"]) == 0
    plain = json.loads(capsys.readouterr().out)
    assert set(plain) == {"received", "starts", "due", "same_day_target", "reminders", "because"}
    assert (plain["starts"], plain["due"]) == ("2026-03-06T17:00:00+08:00", "2026-03-09T17:00:00+08:00")
    assert list(Path.cwd().iterdir()) == []
    assert called(["deadline", "2026-03-06T17:00+08:00"]) == 0
    assert "due       2026-03-09T17:00:00+08:00" in capsys.readouterr().out


WRONG = [
    (["deadline", "tomorrow"], "2026-03-06T17:00+08:00"),
    (["deadline"], EXAMPLES["deadline"]),
    (["explain"], EXAMPLES["explain"]),
    (["run", "--fast"], EXAMPLES["run"]),
    (["deadlin"], "infodesk --help"),
    (["audit"], EXAMPLES["audit"]),
    (["check", "--config", "nowhere.toml"], "infodesk init"),
]


@pytest.mark.parametrize(("arguments", "example"), WRONG)
def test_wrong_use_is_answered_with_an_example_and_exit_2(arguments: list[str], example: str, capsys: Capture) -> None:
    assert called(arguments) == 2
    told = capsys.readouterr()
    assert example in told.err
    assert "Traceback" not in told.err
    assert list(Path.cwd().iterdir()) == []


@pytest.mark.parametrize("command", ["run", "check", "health", "backup x", "restore x", "settings", "audit verify"])
def test_wrong_settings_start_nothing(command: str, capsys: Capture) -> None:
    Path("infodesk.toml").write_text('[smtp]\nport = "many"\n')
    assert called(command.split()) == 2
    assert capsys.readouterr().err.startswith("smtp.port: ")
    assert [each.name for each in Path.cwd().iterdir()] == ["infodesk.toml"]


@pytest.mark.parametrize("command", ["run", "health", "backup x", "audit verify"])
def test_a_missing_database_is_never_made_silently(command: str, capsys: Capture) -> None:
    assert called(command.split()) in (1, 75)
    assert "infodesk init" in capsys.readouterr().err
    assert not Path("infodesk.db").exists()


def test_every_command_tells_what_it_does(capsys: Capture) -> None:
    assert called([]) == 0
    told = capsys.readouterr().out
    for command in EXAMPLES:
        assert f"\n  {command}" in told
        assert called([command, "--help"]) == 0


def test_letters_are_explained_one_object_a_line_also_those_that_cannot_be_read(
    tmp_path: Path, capsys: Capture
) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "a.eml").write_bytes(b"From: Eva <eva@kunde.example>\r\nSubject: price\r\n\r\nPrice for 40 pumps?\r\n")
    assert called(["explain", str(folder), str(tmp_path / "nowhere.eml"), "--json"]) == 0
    first, second = [json.loads(each) for each in capsys.readouterr().out.splitlines()]
    assert (first["from"], first["subject"]) == ({"name": "Eva", "address": "eva@kunde.example"}, "price")
    assert second["file"].endswith("nowhere.eml")
    assert second["error"]
    assert called(["explain", str(folder / "a.eml")]) == 0
    assert "eva@kunde.example" in capsys.readouterr().out


def test_products_are_brought_in_after_they_were_shown_and_taken_back(tmp_path: Path, capsys: Capture) -> None:
    assert called([*INIT, "--offline"]) == 0
    (tmp_path / "products.csv").write_text("number;name;unit\nQJ-200;Submersible pump;sets\n", encoding="utf-8")
    capsys.readouterr()
    assert called(["import", "products", "products.csv"]) == 0
    assert "Nothing is changed yet. Say it again with --yes to do it." in capsys.readouterr().out
    assert called(["import", "products", "products.csv", "--yes"]) == 0
    assert "1 new, 0 changed" in capsys.readouterr().out
    assert called(["import", "products", "--undo", "--yes"]) == 0
    assert "Import 1 is taken back." in capsys.readouterr().out
    for wrong, says in (
        (["recipes", "products.csv"], "I import products"),
        (["products"], "Say which file"),
        (["products", "x.csv"], "no file"),
    ):
        assert called(["import", *wrong]) == 1
        assert says in capsys.readouterr().err


def test_settings_are_listed_with_origin_and_without_secrets(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INFODESK_TELEGRAM__TOKEN", "123456:secret-of-the-bot")
    assert called(["settings"]) == 0
    told = capsys.readouterr().out
    assert "telegram.token = (hidden)  (environment)" in told
    assert "secret-of-the-bot" not in told
    assert called(["settings", "--json"]) == 0
    rows = [json.loads(each) for each in capsys.readouterr().out.splitlines()]
    assert {"key", "value", "origin", "unit", "default", "meaning", "example"} == set(rows[0])


def test_init_makes_a_desk_that_can_be_backed_up_and_restored(tmp_path: Path, capsys: Capture) -> None:
    assert called([*INIT, "--offline", "--hours", "09:00-17:00", "--country", "DE", "--zone", "Europe/Berlin"]) == 0
    told = capsys.readouterr().out
    assert "/start " in told
    database = opened(f"sqlite:///{tmp_path}/infodesk.db")
    with database.reading() as session:
        policy = policy_at(session, now())
        assert (policy.company, policy.front_door, policy.country) == ("Lumen", "info@firm.example", "DE")
        assert [str(each) for each in session.get_one(ColleagueRow, 1).roles] == ["administrator", "manager"]
        invite = session.get_one(InviteRow, 1)
        assert invite.token_hash not in told
        assert (invite.made_by, invite.state) == (None, "open")
        assert fact(session, "begin")["mode"] == "now"
        assert list(broken_seals(session)) == []
    database.close()
    assert (tmp_path / "infodesk.toml").stat().st_mode & 0o077 == 0
    assert called(["audit", "verify"]) == 0
    assert called(["backup", "desk.tar"]) == 0
    (tmp_path / "infodesk.db").rename(tmp_path / "old.db")
    (tmp_path / "store").rmdir()
    assert called(["restore", "desk.tar"]) == 0
    assert called(["restore", "desk.tar"]) == 1
    assert called(["health", "--json"]) == 1
    lines = capsys.readouterr().out.splitlines()
    facts = {each["name"]: each["well"] for each in json.loads(lines[-1])["facts"]}
    fine = {"queue": True, "alarms": True, "backup": True, "quarantine": True, "mailbox": True, "disk": True}
    assert facts == {"process": False, "held": False, **fine}


def test_init_never_overwrites(capsys: Capture) -> None:
    assert called([*INIT, "--offline"]) == 0
    before = Path("infodesk.toml").read_bytes()
    assert called(["init"]) == 1, "it says so before it asks anything"
    assert called([*INIT, "--offline", "--company", "Other"]) == 1
    assert "there already" in capsys.readouterr().err
    assert Path("infodesk.toml").read_bytes() == before


@pytest.mark.parametrize(
    "wrong",
    [
        ["--begin", "yesterday"],
        ["--country", "XX"],
        ["--hours", "late"],
        ["--address", "nobody"],
        ["--administrator", "42"],
        ["--provider", "nobody"],
        ["--imap", "-"],
        ["--imap", "mail server:993"],
        ["--administrator-address", "info@firm.example"],
    ],
)
def test_init_refuses_nonsense_before_anything_is_written(wrong: list[str], capsys: Capture) -> None:
    assert called([*INIT, "--offline", *wrong]) == 1
    assert capsys.readouterr().err.startswith("infodesk: ")
    assert list(Path.cwd().iterdir()) == []


def test_init_writes_nothing_when_an_account_fails(capsys: Capture) -> None:
    assert called([*INIT, "--imap", "127.0.0.1:1:plain", "--smtp", "-"]) == 1
    told = capsys.readouterr()
    assert "WRONG mailbox info: 127.0.0.1 cannot be used at port 1" in told.out
    assert "smtp" not in told.out
    assert "Nothing was written" in told.err
    assert "--password-file" in told.err
    assert list(Path.cwd().iterdir()) == []


def test_init_knows_what_the_provider_does(tmp_path: Path, capsys: Capture) -> None:
    assert called([*INIT, "--offline", "--provider", "google"]) == 0
    assert "files what is sent into Sent by itself" in capsys.readouterr().out
    box = read(tmp_path / "infodesk.toml", {}).mailbox[0]
    assert (box.host, box.authserv_ids) == ("imap.gmail.com", ("mx.google.com",))
    assert not _policy(tmp_path).sent_copies


def test_init_files_sent_mail_where_the_provider_does_not(tmp_path: Path, capsys: Capture) -> None:
    assert called([*INIT, "--offline", "--provider", "tencent"]) == 0
    told = capsys.readouterr().out
    assert "by itself" not in told
    assert "without info@firm.example in copy, is not seen" in told
    assert _policy(tmp_path).sent_copies
    settings = read(tmp_path / "infodesk.toml", {})
    assert (settings.smtp.host, settings.mailbox[0].authserv_ids) == ("smtp.exmail.qq.com", ())


def test_init_takes_a_token_command_in_place_of_a_password(tmp_path: Path) -> None:
    assert called([*INIT, "--offline", "--provider", "microsoft", "--token-command", "token 'of info'"]) == 0
    settings = read(tmp_path / "infodesk.toml", {})
    assert settings.mailbox[0].token_command == "token 'of info'"
    assert (settings.smtp.port, settings.smtp.security) == (587, "starttls")


def _policy(folder: Path) -> Policy:
    database = opened(f"sqlite:///{folder}/infodesk.db")
    with database.reading() as session:
        policy = policy_at(session, now())
    database.close()
    return policy


def test_the_lock_keeps_a_second_process_out(tmp_path: Path) -> None:
    """F29: the second `infodesk run` on one SQLite file leaves with 75 and says why."""
    assert called([*INIT, "--offline"]) == 0
    with Single(tmp_path / "infodesk.db"):
        done = subprocess.run(
            [sys.executable, "-m", "app.cli", "run", "--config", str(tmp_path / "infodesk.toml")],
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            timeout=30,
        )
    assert done.returncode == 75
    assert "Another infodesk" in done.stderr
    assert f"process {os.getpid()}" in done.stderr


def test_check_asks_the_chat_who_the_bot_is(tmp_path: Path, capsys: Capture) -> None:
    with ChatApi() as api:
        telegram = TelegramSettings.model_validate({"token": TOKEN, "api_base": api.url})
        found = list(telegram_found(telegram, now))
        assert [each.about for each in found if each.well] == ["telegram", "clock"]
        assert found[0].says.startswith("the bot is @")
        wrong = list(telegram_found(telegram.model_copy(update={"token": SecretStr("1:wrong")}), now))
        assert [each.well for each in wrong] == [False]
        assert "wrong" not in wrong[0].says
        slow = list(telegram_found(telegram, lambda: now() + timedelta(minutes=5)))
        assert [each.about for each in slow if not each.well] == ["clock"]


@pytest.mark.parametrize("command", [["backup", "/proc/x.tar"], ["export", "staff", "/proc/x.csv"]])
@pytest.mark.skipif(not Path("/proc/self").exists(), reason="no folder here that takes no file even of root")
def test_a_folder_that_takes_no_file_is_told_in_a_sentence(capsys: Capture, command: list[str]) -> None:
    assert called([*INIT, "--offline"]) == 0
    capsys.readouterr()
    assert called(command) == 1
    assert capsys.readouterr().err.startswith("infodesk: That failed: /proc/")
