"""The log: one structured line per happening on stderr, without customers' words and without secrets (T29)."""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TextIO

_USUAL = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_BOT_TOKEN = re.compile(r"(?<!\d)\d{6,12}:[A-Za-z0-9_-]{30,}")
_LOGIN = re.compile(r"(?<=://)([^/\s:@]+):[^/\s@]+@")
_BEARER = re.compile(r"(?i)\b(bearer|auth=bearer)\s+[\w.~+/=-]+")
HIDDEN = "(hidden)"
QUIET = (
    "httpx",
    "httpcore",
    "telegram",
    "apscheduler",
    "imapclient",
    "alembic",
    "asyncio",
    "mail.log",
    "pymap",
    "aiosmtplib",
)
"""Libraries that write letters, tokens or chatter into the log: heard only when something is wrong."""


class Redacted:
    """Leaves out secrets: those that are known, and whatever looks like one."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self.secrets = tuple(sorted({each for each in secrets if len(each) >= 4}, key=len, reverse=True))

    def __call__(self, text: str) -> str:
        for secret in self.secrets:
            text = text.replace(secret, HIDDEN)
        text = _BOT_TOKEN.sub(HIDDEN, text)
        text = _LOGIN.sub(rf"\1:{HIDDEN}@", text)
        return _BEARER.sub(rf"\1 {HIDDEN}", text)


class JsonLines(logging.Formatter):
    """at, level, logger, says, and whatever was given as `extra`; a traceback as one string."""

    def __init__(self, redacted: Redacted) -> None:
        super().__init__()
        self.redacted = redacted

    def format(self, record: logging.LogRecord) -> str:
        fields: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "says": record.getMessage(),
            **extras(record),
        }
        if record.exc_info:
            fields["trace"] = self.formatException(record.exc_info)
        return self.redacted(json.dumps(fields, ensure_ascii=False, default=str))


class TextLines(logging.Formatter):
    """The same for people: a time of day, a level, a sentence, the facts."""

    def __init__(self, redacted: Redacted) -> None:
        super().__init__()
        self.redacted = redacted

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).strftime("%H:%M:%S")
        facts = " ".join(f"{name}={value}" for name, value in extras(record).items())
        text = f"{at} {record.levelname:<7} {record.name}: {record.getMessage()} {facts}".rstrip()
        if record.exc_info:
            text = f"{text}\n{self.formatException(record.exc_info)}"
        return self.redacted(text)


def extras(record: logging.LogRecord) -> dict[str, object]:
    return {name: value for name, value in vars(record).items() if name not in _USUAL}


def begin_logging(
    level: str = "INFO", style: str = "json", secrets: Iterable[str] = (), stream: TextIO | None = None
) -> None:
    """Sets the log up, once at start; `style` is json or text."""
    redacted = Redacted(secrets)
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines(redacted) if style == "json" else TextLines(redacted))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
