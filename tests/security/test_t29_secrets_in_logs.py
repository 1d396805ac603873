"""T29: no secret reaches the log, however it got into a message, a fact or a traceback.

Suffered: python-telegram-bot's own examples log every request with the bot's token in its address; FreeScout and many
others write the password into the log with the exception of the mail library. Logs are copied into tickets.
"""

from __future__ import annotations

import base64
import io
import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from app.cli import called
from app.logs import QUIET, Redacted, begin_logging, log_what_nobody_caught, spellings
from app.settings import read
from tests.experiments import Seen
from tests.faults.service import ANA, PASSWORD, Service
from tests.standins import chat_api

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
CANARIES = ("canary-password", TOKEN, "canary-in-url", "canary.bearer.token")


@pytest.fixture(autouse=True)
def _the_log_is_put_back(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", list(root.handlers))
    levels = {name: logging.getLogger(name).level for name in ("root", *QUIET)}
    yield
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.mark.parametrize("style", ["json", "text"])
def test_secrets_are_left_out_of_messages_facts_and_tracebacks(style: str) -> None:
    stream = io.StringIO()
    begin_logging("INFO", style, ["canary-password"], stream)
    log = logging.getLogger("infodesk.test")
    log.info("POST https://api.telegram.org/bot%s/getUpdates", TOKEN, extra={"url": "postgresql://u:canary-in-url@h/d"})
    log.info("AUTHENTICATE Bearer canary.bearer.token", extra={"password": "canary-password"})
    try:
        raise ValueError(f"login with canary-password failed at {TOKEN}")
    except ValueError:
        log.exception("failed")
    told = stream.getvalue()
    assert told.count("(hidden)") >= 6
    for canary in CANARIES:
        assert canary not in told
    if style == "json":
        lines = [json.loads(each) for each in told.splitlines()]
        assert {"at", "level", "logger", "says"} <= set(lines[0])
        assert "ValueError" in lines[2]["trace"]


def test_libraries_that_write_tokens_into_the_log_are_heard_only_when_something_is_wrong() -> None:
    stream = io.StringIO()
    begin_logging("DEBUG", "json", (), stream)
    for name in ("httpx", "telegram", "telegram.ext", "imapclient"):
        logging.getLogger(name).info("a customer's words and a token")
    assert stream.getvalue() == ""
    logging.getLogger("httpx").warning("slow")
    assert json.loads(stream.getvalue())["says"] == "slow"


ODD = 'pä"ss\\wörd &<1>/%+'


@pytest.mark.experiment("T29", "a password in 9 spellings in messages, facts, tracebacks", "0 in the log")
def test_a_secret_is_found_in_every_spelling(seen: Seen) -> None:
    stream = io.StringIO()
    begin_logging("DEBUG", "json", [ODD, "700:canary-token"], stream)
    log = logging.getLogger("infodesk.test")
    login = base64.b64encode(f"\0info@firm.example\0{ODD}".encode()).decode()
    told = [
        ODD,
        repr(ODD),
        json.dumps(ODD),
        quote(ODD),
        quote(ODD, safe=""),
        login,
        "bot700%3Acanary-token",
        "canary-token",
    ]
    for each in told:
        log.debug("tried %s", each, extra={"fact": each})
    try:
        raise ConnectionError(f"AUTH PLAIN {login} for {ODD!r}")
    except ConnectionError:
        log.exception("failed")
    written = stream.getvalue()
    found = [each for each in (*spellings(ODD), "canary-token") if each in written]
    assert not found
    assert login not in written
    assert "infodesk.test" in written
    assert Redacted(["abc"])("abc") == "abc", "what is shorter than four signs stands in too many words"
    seen(f"{len(told)} spellings, {len(found)} found")


def test_what_nobody_caught_goes_through_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    begin_logging("INFO", "json", ["canary-password"], stream)
    log_what_nobody_caught()
    logging.captureWarnings(False)

    def fails() -> None:
        raise OSError("no login with canary-password")

    thread = threading.Thread(target=fails)
    thread.start()
    thread.join()
    written = json.loads(stream.getvalue())
    assert "OSError" in written["trace"]
    assert "canary-password" not in written["trace"]


def test_passwords_within_addresses_are_secrets_too(tmp_path: Path) -> None:
    file = tmp_path / "infodesk.toml"
    file.write_text(
        '[database]\nurl = "postgresql://u:p%40ss-word@127.0.0.1/x"\n[telegram]\nproxy = "socks5://me:proxy-word@127.0.0.1:1"\n',
        encoding="utf-8",
    )
    file.chmod(0o600)
    assert set(read(file, {}).secrets()) == {"p@ss-word", "proxy-word"}


def witnesses(service: Service, said: list[str]) -> dict[str, str]:
    """Everything that the desk has written, anywhere but in its settings."""
    files = [each for each in service.folder.rglob("*") if each.is_file() and each.name != "infodesk.toml"]
    found = {each.name: each.read_bytes().decode("latin-1") for each in files}
    asked = [str(each.given) for each in service.chat.requests]
    mails = [each.raw.decode("latin-1") for each in service.mail.accepted()]
    return {**found, "terminal": "\n".join(said), "chat": "\n".join(asked), "mails": "\n".join(mails)}


def said_by(service: Service, *arguments: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-m", "app.cli", *arguments, "--config", str(service.folder / "infodesk.toml")],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=120,
        check=False,
    )
    return (ran.stdout + ran.stderr).decode("utf-8", "replace")


def hidden_everywhere(service: Service, said: list[str]) -> dict[str, str]:
    found = witnesses(service, said)
    secrets = spellings(PASSWORD) | spellings(chat_api.TOKEN)
    leaked = [(name, each) for name, text in found.items() for each in secrets if each in text]
    assert not leaked
    return found


@pytest.mark.slow
@pytest.mark.alone
@pytest.mark.xdist_group("services")
@pytest.mark.timeout(900)
@pytest.mark.experiment("T29", "the whole service at debug level, in trouble, killed, backed up", "0 canaries anywhere")
def test_no_canary_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seen: Seen) -> None:
    monkeypatch.setenv("INFODESK_RUN__LOG_LEVEL", "DEBUG")
    with Service(tmp_path) as service:
        service.start()
        assert service.ready()
        service.customer_writes()
        assert service.settled()
        for kind in ("401", "drop_after", "garbage", "500"):
            service.chat.fault("sendMessage", kind, times=2)
            service.chat.type(ANA, ANA, "/health")
        service.chat.type(ANA, ANA, "/settings mailbox")
        service.mail.stop()
        monkeypatch.setattr(service.mail, "stop", lambda: None)
        assert service.until(lambda: "Connection" in service.log() or "connect" in service.log(), 90)
        service.kill()
        letter = tmp_path / "letter.eml"
        letter.write_bytes(b"From: eva@kunde.example\nSubject: pumps\n\nWe need 40 pumps.")
        said = [said_by(service, each) for each in ("settings", "health", "check")]
        said += [said_by(service, "settings", "--json"), said_by(service, "explain", str(letter))]
        said += [said_by(service, "backup", str(tmp_path / "backup.tar")), said_by(service, "check", "--no-probe")]
        found = hidden_everywhere(service, said)
        assert all(found[each] for each in ("log", "terminal", "chat"))
        assert "Traceback" not in found["terminal"]
        seen(f"{len(found)} files and streams, {sum(map(len, found.values())) // 1000} kB, 0 canaries")


def test_the_settings_are_shown_without_secrets(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "infodesk.toml"
    file.write_text(
        '[mailbox]\nhost = "127.0.0.1"\nusername = "i"\npassword = "canary-password"\n'
        '[database]\nurl = "postgresql://u:canary-in-url@127.0.0.1/x"\n'
        '[telegram]\ntoken = "700:canary-token"\nproxy = "socks5://me:canary-proxy@127.0.0.1:1"\n',
        encoding="utf-8",
    )
    file.chmod(0o600)
    for arguments in (["settings"], ["settings", "--json"], ["health"], ["check", "--no-probe"], ["audit", "verify"]):
        try:
            called([*arguments, "--config", str(file)])
        except Exception as fault:
            print(fault)
        told = capsys.readouterr()
        assert "canary" not in told.out + told.err, arguments
