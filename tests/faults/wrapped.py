"""The service with a kill in it, a clock that can be set, and a list of whom it called. The product knows nothing of it.

`main(order)` is what a fork of the nest does: it puts the wrappers on, then runs the service as `infodesk run` does.
"""

from __future__ import annotations

import mmap
import os
import signal
import struct
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from app import instant

AHEAD = struct.Struct("d")
_clock: list[mmap.mmap] = []


def _now() -> datetime:
    """The clock of this build: ahead of the machine's by what the test has written."""
    return datetime.now(UTC) + _ahead()


def _ahead() -> timedelta:
    return timedelta(seconds=AHEAD.unpack_from(_clock[0])[0]) if _clock else timedelta()


instant.now = _now  # before anybody else imports it by its name

import aiosmtplib  # noqa: E402
import alembic.command  # noqa: E402, F401  # what a service imports only when it runs is there before the fork
import anyio._backends._asyncio  # noqa: E402, F401
import apscheduler.executors.asyncio  # noqa: E402, F401
import apscheduler.executors.base  # noqa: E402
import apscheduler.schedulers.base  # noqa: E402
import apscheduler.triggers.interval  # noqa: E402
from aiosmtplib.protocol import SMTPProtocol  # noqa: E402
from httpcore._async.http11 import AsyncHTTP11Connection  # noqa: E402
from telegram.request import HTTPXRequest  # noqa: E402

import app.assembly  # noqa: E402
import app.clock  # noqa: E402
import app.intake  # noqa: E402
import app.perform  # noqa: E402
import bot.telegram  # noqa: E402
import bot.telegram_polling  # noqa: E402
import mail.reader  # noqa: E402
import mail.reader_child  # noqa: E402
from app.delivery import Delivery  # noqa: E402
from app.listening import Ear  # noqa: E402
from app.settings import read  # noqa: E402
from documents.speech import languages, sentences_of  # noqa: E402
from mail.imap import ImapMailbox  # noqa: E402
from mail.read import read_letter  # noqa: E402
from mail.reader import Reader  # noqa: E402
from mail.smtp import Sender  # noqa: E402
from rules.letter import Ours  # noqa: E402
from rules.policy import DEFAULT  # noqa: E402
from storage.calendar import calendar_for  # noqa: E402
from storage.database import sqlite_library  # noqa: E402
from tests.faults.nest import Order  # noqa: E402
from tests.faults.quick_reader import forked  # noqa: E402

_left = 0


def warm() -> None:
    """What every service reads once and keeps: catalogues, holidays, certificates, the database library, words of letters.

    A fork that reads letters must not load them itself: another thread of the service may hold the lock of their loading.
    """
    read_letter(mail.reader_child._WARMING, Ours())
    for each in languages():
        sentences_of(each)
    calendar_for(DEFAULT, (2025, 2026, 2027))
    bot.telegram._trusting()
    sqlite_library()


def die() -> None:
    """Counts down; at the chosen occurrence the process is gone without a word."""
    global _left
    _left -= 1
    if _left == 0:
        os.kill(os.getpid(), signal.SIGKILL)


When = Callable[..., bool]
Point = Callable[[], None]


def before(holder: Any, name: str, when: When = lambda *_a, **_k: True) -> Point:
    """Dies when that is called with arguments for which `when` is true."""
    original = getattr(holder, name)

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        if when(*args, **kwargs):
            die()
        return original(*args, **kwargs)

    return lambda: setattr(holder, name, wrapped)


def after(holder: Any, name: str, when: When = lambda *_a, **_k: True) -> Point:
    """Dies when that has returned; `when` is asked with the result first, then the arguments."""
    original = getattr(holder, name)

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        result = original(*args, **kwargs)
        if when(result, *args, **kwargs):
            die()
        return result

    return lambda: setattr(holder, name, wrapped)


def after_awaiting(holder: Any, name: str, when: When = lambda *_a, **_k: True) -> Point:
    """The same for a coroutine."""
    original = getattr(holder, name)

    async def wrapped(*args: Any, **kwargs: Any) -> Any:
        result = await original(*args, **kwargs)
        if when(result, *args, **kwargs):
            die()
        return result

    return lambda: setattr(holder, name, wrapped)


def committed(beginning: str) -> Point:
    """Right after the commit of an event whose key begins so, before anybody is told of it."""

    def happened(count: int, _self: Any, events: Any, *_: Any) -> bool:
        return count > 0 and any(each.key.startswith(beginning) for each in events)

    return after(app.perform.Performer, "_decided", happened)


def uncommitted(beginning: str) -> Point:
    """Everything of that event is written, keys, too; the commit is all that is missing."""

    def write(session: Any, keys: Any, _now: Any) -> bool:
        session.flush()
        return any(each.startswith(beginning) for each in keys)

    return after(app.perform, "mark_handled", lambda _result, *given: write(*given))


def _of_kind(*kinds: str) -> When:
    return lambda _self, row: row.kind in kinds


def _done_of_kind(*kinds: str) -> When:
    return lambda _result, _self, row: row.kind in kinds


def _verb(verb: bytes) -> When:
    return lambda _result, _client, *said, **_more: said[:1] == (verb,)


def _asks(method: str) -> When:
    return lambda _self, request, **_more: request.url.target.endswith(b"/" + method.encode())


def _answers_to(method: str) -> When:
    return lambda _result, _self, url, *_more, **_named: url.endswith("/" + method)


POINTS: dict[str, Point] = {
    "intake: listed": after(ImapMailbox, "listed", lambda listing, *_: bool(listing.uids)),
    "intake: fetched": after(ImapMailbox, "fetched"),
    "intake: in transaction": before(app.intake, "keep"),
    "intake: row written": after(app.intake, "keep"),
    "intake: before commit": uncommitted("keep:"),
    "intake: after commit": committed("keep:"),
    "parse: child started": after(mail.reader, "_started"),
    "parse: parsed": after_awaiting(Reader, "read"),
    "parse: before commit": uncommitted("sort:"),
    "parse: after commit": committed("sort:"),
    "smtp: claimed": before(Delivery, "_carried", _of_kind("mail")),
    "smtp: connected": after_awaiting(Sender, "_connected"),
    "smtp: mail": after_awaiting(aiosmtplib.SMTP, "execute_command", _verb(b"MAIL")),
    "smtp: rcpt": after_awaiting(aiosmtplib.SMTP, "execute_command", _verb(b"RCPT")),
    "smtp: data": after_awaiting(aiosmtplib.SMTP, "execute_command", _verb(b"DATA")),
    "smtp: dot sent": after(SMTPProtocol, "write", lambda _result, _self, written: bytes(written) == b".\r\n"),
    "smtp: 250 read": after_awaiting(Sender, "_handed_over"),
    "smtp: marked": after_awaiting(Delivery, "_carried", _done_of_kind("mail")),
    "copy: claimed": before(Delivery, "_carried", _of_kind("copy")),
    "copy: filed": after(ImapMailbox, "file_copy"),
    "chat: claimed": before(Delivery, "_carried", _of_kind("say")),
    "chat: request sent": before(AsyncHTTP11Connection, "_receive_response_headers", _asks("sendMessage")),
    "chat: response read": after_awaiting(HTTPXRequest, "do_request", _answers_to("sendMessage")),
    "chat: marked": after_awaiting(Delivery, "_carried", _done_of_kind("say")),
    "updates: received": before(Ear, "store", lambda _self, heard: bool(heard)),
    "updates: persisted": after_awaiting(Ear, "store"),
    "updates: offset moved": after_awaiting(
        bot.telegram_polling.Polling, "_kept", lambda _result, _self, updates, *_: bool(updates)
    ),
    "updates: before commit": uncommitted("telegram:"),
    "updates: executed": committed("telegram:"),
    "updates: answered": after_awaiting(
        Delivery, "_carried", lambda _result, _self, row: row.key.startswith("telegram:") and row.kind == "say"
    ),
    "clock: selected": after(app.clock.Clockwork, "_due", lambda due, *_: any("remind" in key for _, key in due)),
    "clock: before commit": uncommitted("tick:remind:"),
    "clock: done": committed("tick:remind:"),
}
"""Every place at which the power may go out, from the server's list to the mark that a message has gone."""

MAY_DOUBLE = {"smtp: dot sent", "smtp: 250 read", "chat: request sent", "chat: response read"}
"""Only here nobody can know whether it went; what dies anywhere else leaves one copy."""


class _Clock(datetime):
    """For apscheduler, which looks at the clock itself."""

    @classmethod
    def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
        return _now().astimezone(tz)


def main(order: Order) -> int:
    """Runs the service as it was ordered; returns its exit code."""
    global _left
    _left = order.occurrence
    if order.clock:
        _set_up_clock(Path(order.clock))
    if order.connects:
        _list_connects(Path(order.connects))
    if order.quick_readers:
        mail.reader._started = forked
    for name, value in order.constants.items():
        module, _, constant = name.rpartition(".")
        getattr(sys.modules[module], constant)  # a name that is not there is a mistake
        setattr(sys.modules[module], constant, value)
    if order.point:
        POINTS[order.point]()
    return app.assembly.run(read(Path(order.config)))


def _set_up_clock(file: Path) -> None:
    with file.open("rb") as opened:
        _clock.append(mmap.mmap(opened.fileno(), AHEAD.size, prot=mmap.PROT_READ))
    for each in (apscheduler.schedulers.base, apscheduler.executors.base, apscheduler.triggers.interval):
        each.datetime = _Clock


def _list_connects(file: Path) -> None:
    """Writes down each address that this process, or a fork of it, connects a socket to (I8)."""
    out = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def hear(event: str, args: tuple[Any, ...]) -> None:
        if event == "socket.connect":
            address = args[1]
            name = f"{address[0]} {address[1]}" if isinstance(address, tuple) else str(address)
            os.write(out, name.encode() + b"\n")

    sys.addaudithook(hear)
