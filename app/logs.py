"""The log: one structured line per happening on stderr, without customers' words and without secrets (T29)."""

from __future__ import annotations

import base64
import json
import logging
import re
import sys
import threading
from collections.abc import Iterable
from datetime import UTC, datetime
from html import escape
from types import TracebackType
from typing import TextIO
from urllib.parse import quote, quote_plus

_USUAL = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_BOT_TOKEN = re.compile(r"(?<!\d)\d{6,12}:[A-Za-z0-9_-]{30,}")
_LOGIN = re.compile(r"(?<=://)([^/\s:@]+):[^/\s@]+@")
_BEARER = re.compile(r"(?i)\b(bearer|auth=bearer)\s+[\w.~+/=-]+")
HIDDEN = "(hidden)"
_SHORTEST = 4
"""Characters; what is shorter stands in too many words."""
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
        spelled = {way for each in secrets if len(each) >= _SHORTEST for way in spellings(each)}
        self.secrets = tuple(sorted(spelled, key=len, reverse=True))

    def __call__(self, text: str) -> str:
        for secret in self.secrets:
            text = text.replace(secret, HIDDEN)
        text = _BOT_TOKEN.sub(HIDDEN, text)
        text = _LOGIN.sub(rf"\1:{HIDDEN}@", text)
        return _BEARER.sub(rf"\1 {HIDDEN}", text)


def spellings(secret: str) -> set[str]:
    """The secret as it may stand in a text: plain, escaped, in an address, in base64 as a login sends it."""
    ways = {secret, json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1], repr(secret)[1:-1]}
    ways |= {quote(secret), quote(secret, safe=""), quote_plus(secret), escape(secret)}
    for before in range(3):  # what stands in front of it shifts base64 by none, one or two octets
        whole = base64.b64encode(b"\0" * before + secret.encode()).decode()
        ways.add(whole[-(-before * 4 // 3) : (before + len(secret.encode())) * 4 // 3])
    if ":" in secret:
        ways.add(secret.partition(":")[2])  # a bot's token without the bot's number
    return {each for each in ways if len(each) >= _SHORTEST}


def log_what_nobody_caught() -> None:
    """What would end a thread or the program goes through the log, too, so that no traceback tells a secret."""

    def log(kind: type[BaseException], fault: BaseException | None, trace: TracebackType | None) -> None:
        if fault is not None and not issubclass(kind, KeyboardInterrupt | SystemExit):
            logging.getLogger("infodesk").critical("not caught", exc_info=(kind, fault, trace))

    sys.excepthook = log
    threading.excepthook = lambda told: log(told.exc_type, told.exc_value, told.exc_traceback)
    logging.captureWarnings(True)


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
