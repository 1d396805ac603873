"""T29: no secret reaches the log, however it got into a message, a fact or a traceback."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest

from app.logs import QUIET, begin_logging

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
