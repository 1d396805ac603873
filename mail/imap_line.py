"""One logged-in connection to an IMAP server: every command has a deadline, every fault one of four names.

Only integers and configured folder names ever stand in a command (T10).
"""

from __future__ import annotations

import contextlib
import imaplib
import logging
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, ProtocolError

from mail.folders import Folder
from mail.imap_login import logged_in, plainly
from mail.login import STARTTLS, TLS, Login, guarded, trusting
from mail.mailbox import Unfetchable, Unreachable
from mail.wire import Imap4, Made, TooLong, readable

MEGABYTE = 1024 * 1024
IDLE_ANEW = 240.0
FOR_EVER = float("inf")
_DONE_WITHIN = 15.0
_SLOWEST = 50_000  # bytes a second
_NEWS = (b"EXISTS", b"RECENT", b"EXPUNGE", b"FETCH", b"VANISHED")

logging.getLogger("imapclient").setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class Opened:
    """What a folder said when it was opened to read."""

    uidvalidity: int
    uidnext: int
    count: int


@dataclass(frozen=True, slots=True)
class Sized:
    """What is asked of a message before its bytes are. `size` is in bytes, as the server has it."""

    size: int
    arrived_at: datetime


class _Client(IMAPClient):  # type: ignore[misc]
    """imapclient over a wire with deadlines, without the debugging that formats every message."""

    def __init__(self, login: Login, made: Made | None) -> None:
        self._login = login
        self._made = made
        super().__init__(login.host, port=login.port, ssl=login.security == TLS, timeout=login.timeout)
        self._imap.debug = 0
        self.normalise_times = False

    def _create_IMAP4(self) -> Imap4:
        context = trusting(self._login) if self._login.security == TLS else None
        return Imap4(self._login.host, self._login.port, self._login.timeout, context, self._made)


class Line:
    """A connection. Raises Unreachable or LoginRefused when made; after Unreachable it is closed and `is_open` is false.

    `made` is told each socket before it is used.
    """

    def __init__(self, login: Login, made: Made | None = None) -> None:
        self.login = login
        self.is_open = False
        self._client = _connected(login, made)
        self.is_open = True
        try:
            logged_in(self._client, login)
            self.capabilities = self._asked_capabilities()
            self._introduce()
        except BaseException:
            self.drop()
            raise

    @property
    def _imap(self) -> Imap4:
        imap: Imap4 = self._client._imap
        return imap

    def _asked_capabilities(self) -> frozenset[str]:
        try:
            with self.asking() as client:
                return frozenset(each.decode("ascii", "replace") for each in client.capabilities())
        except Unfetchable as fault:
            raise Unreachable(str(fault)) from fault

    def _introduce(self) -> None:
        """163, 126 and QQ open no folder to who has not said ID between LOGIN and SELECT."""
        if "ID" in self.capabilities:
            with contextlib.suppress(Unfetchable), self.asking():
                self._client.id_({"name": "infodesk", "vendor": "infodesk", "contact": "info"})

    @contextmanager
    def asking(self, seconds: float | None = None, most: int = 16 * MEGABYTE) -> Iterator[Any]:
        """One command: ends within so many seconds, reads no literal above `most` bytes, and fails by one of our names."""
        if not self.is_open:
            raise Unreachable("not connected")
        try:
            with self._imap.lines.wire.within(seconds or self.login.timeout, most):
                yield self._client
        except TooLong as fault:
            self.drop()
            raise Unfetchable(str(fault)) from fault
        except (IMAPClientAbortError, OSError) as fault:
            self.drop()
            raise Unreachable(plainly(fault)) from fault
        except (ProtocolError, ValueError, TypeError, LookupError, AttributeError) as fault:
            self.drop()  # after garbage nobody knows where the next answer begins
            raise Unfetchable(f"the server's answer cannot be read: {plainly(fault)}") from fault
        except IMAPClientError as fault:
            raise Unfetchable(plainly(fault)) from fault

    def folders(self) -> tuple[Folder, ...]:
        """Every folder, with its special use where the server knows it."""
        if {"SPECIAL-USE", "LIST-EXTENDED"} <= self.capabilities:
            with contextlib.suppress(Unfetchable), self.asking() as client:
                imap = client._imap
                answer, told = imap._simple_command("LIST", '""', '"*"', "RETURN", "(SPECIAL-USE)")
                client._checkok("LIST", answer, told)
                return _folders(client._proc_folder_list(imap._untagged_response(answer, told, "LIST")[1]))
        with self.asking() as client:
            return _folders(client.list_folders())

    def examine(self, folder: str) -> Opened:
        """Opens a folder to read only; nothing is changed by it, not even \\Recent."""
        guarded(folder)
        with self.asking() as client:
            told = client.select_folder(folder, readonly=True)
            return Opened(int(told[b"UIDVALIDITY"]), int(told.get(b"UIDNEXT") or 0), int(told.get(b"EXISTS") or 0))

    def uids(self, after: int) -> tuple[int, ...]:
        """The UIDs above `after` in the open folder, ascending. "n:*" always holds the last one, however small (RFC 3501)."""
        with self.asking() as client:
            return tuple(sorted({each for each in client.search(f"UID {int(after) + 1}:*") if each > after}))

    def sized(self, uids: Sequence[int], within: float = FOR_EVER) -> dict[int, Sized]:
        """Size and arrival of messages in the open folder; what the server does not tell is missing."""
        with self.asking(min(within, self.login.timeout)) as client:
            told = client.fetch([int(each) for each in uids], ["RFC822.SIZE", "INTERNALDATE"])
            return {uid: Sized(int(facts[b"RFC822.SIZE"]), _aware(facts.get(b"INTERNALDATE")))
                    for uid, facts in told.items() if b"RFC822.SIZE" in facts}  # fmt: skip

    def bodies(self, uids: Sequence[int], size: int, within: float = FOR_EVER) -> dict[int, bytes]:
        """The whole bytes of some small messages, `size` bytes in all; \\Seen stays as it is."""
        seconds = min(within, self.login.timeout) + size / _SLOWEST
        with self.asking(seconds, most=2 * size + MEGABYTE) as client:
            told = client.fetch([int(each) for each in uids], ["BODY.PEEK[]"])
            return {uid: facts[b"BODY[]"] for uid, facts in told.items() if isinstance(facts.get(b"BODY[]"), bytes)}

    def body_in_parts(self, uid: int, size: int, largest: int) -> bytes | None:
        """The whole bytes of a large message, a megabyte at a time, within one deadline; None if a part is not given."""
        until = time.monotonic() + self.login.timeout + size / _SLOWEST
        whole = bytearray()
        while True:
            with self.asking(max(0.01, until - time.monotonic()), most=2 * MEGABYTE) as client:
                facts = client.fetch([int(uid)], [f"BODY.PEEK[]<{len(whole)}.{MEGABYTE}>"]).get(uid, {})
                part = next((value for key, value in facts.items() if key.startswith(b"BODY[]")), None)
            if part is None and len(whole) < size:
                return None
            whole += part or b""
            if len(part or b"") < MEGABYTE:
                return bytes(whole)
            if len(whole) > largest:
                raise Unfetchable(f"the letter is larger than {largest} bytes")

    def headers(self, uids: Sequence[int], name: str) -> list[bytes]:
        """One header field, as it stands, of some messages in the open folder."""
        with self.asking() as client:
            told = client.fetch([int(each) for each in uids], [f"BODY.PEEK[HEADER.FIELDS ({guarded(name)})]"])
            return [
                value for facts in told.values() for key, value in facts.items() if key.startswith(b"BODY[") and value
            ]

    def append(self, folder: str, raw: bytes, at: datetime) -> None:
        """Appends a message as seen; makes the folder where there is none."""
        guarded(folder)
        for attempt in (1, 2):
            try:
                with self.asking(self.login.timeout + len(raw) / _SLOWEST) as client:
                    client.append(folder, raw, flags=(b"\\Seen",), msg_time=at)
                return
            except Unfetchable as refusal:
                if attempt == 2 or "TRYCREATE" not in str(refusal):
                    raise
                with self.asking() as client:
                    client.create_folder(folder)

    def idle(self, seconds: float, wake: socket.socket) -> bool:
        """IDLE on the open folder, at most so long and never longer than four minutes at a time: True if there is news."""
        until = time.monotonic() + seconds
        while True:
            news, woken = self._idle_once(min(until - time.monotonic(), IDLE_ANEW), wake)
            if news or woken or time.monotonic() >= until:
                return news

    def _idle_once(self, seconds: float, wake: socket.socket) -> tuple[bool, bool]:
        with self.asking():
            imap = self._imap
            tag = imap._command("IDLE")
            news = False
            while (line := imap._get_response()) is not None:
                if imap.tagged_commands[tag]:
                    raise IMAPClientError("the server refuses IDLE")
                news = news or _is_news(line)
        woken = False
        until = time.monotonic() + seconds
        while not news and not woken and time.monotonic() < until:
            spoke, woken = (True, False) if self._waiting() else readable(imap.sock, wake, until - time.monotonic())
            if spoke:
                with self.asking(min(_DONE_WITHIN, self.login.timeout)):
                    news = _is_news(imap._get_line())
        with self.asking(min(_DONE_WITHIN, self.login.timeout)) as client:
            imap.send(b"DONE\r\n")
            _, told = client._consume_until_tagged_response(tag, "IDLE")
        return news or any(len(each) > 1 and each[1] in _NEWS for each in told), woken

    def _waiting(self) -> bool:
        with self.asking():
            return self._imap.lines.waiting()

    def polled(self, seconds: float, wake: socket.socket, pause: float) -> bool:
        """As `idle`, for servers without IDLE: NOOP every `pause` seconds."""
        until = time.monotonic() + seconds
        while True:
            with self.asking(min(_DONE_WITHIN, self.login.timeout)) as client:
                _, told = client.noop()
            if any(len(each) > 1 and each[1] in _NEWS for each in told):
                return True
            left = until - time.monotonic()
            if left <= 0 or readable(self._imap.sock, wake, min(pause, left))[1]:
                return False

    def close(self) -> None:
        """Logs out politely, if there is still somebody to be polite to."""
        if self.is_open:
            with contextlib.suppress(Unfetchable, Unreachable), self.asking(2) as client:
                client.logout()
        self.drop()

    def drop(self) -> None:
        """Closes the socket, whatever state it is in."""
        self.is_open = False
        with contextlib.suppress(OSError, ValueError, IMAPClientError):
            self._client.shutdown()


def _connected(login: Login, made: Made | None) -> _Client:
    try:
        client = _Client(login, made)
        if login.security == STARTTLS:
            if not client.has_capability("STARTTLS"):
                client.shutdown()
                raise Unreachable("the server offers no STARTTLS; nothing is sent in the clear")
            client._imap.secure(trusting(login))
            client._starttls_done = True
        return client
    except (IMAPClientError, OSError, ValueError) as fault:
        raise Unreachable(plainly(fault)) from fault


def _folders(listed: Sequence[tuple[Sequence[bytes], bytes | None, str]]) -> tuple[Folder, ...]:
    return tuple(
        Folder(name, (delimiter or b"").decode("ascii", "replace"), frozenset(_lower(each) for each in flags))
        for flags, delimiter, name in listed
    )


def _lower(flag: bytes) -> str:
    return flag.decode("ascii", "replace").lower()


def _aware(instant: datetime | None) -> datetime:
    """INTERNALDATE is told with its zone; a server that tells none gets the beginning of time, so that it is seen."""
    if instant is None:
        return datetime.fromtimestamp(0, UTC)
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)


def _is_news(line: bytes) -> bool:
    words = line.upper().split()
    if words[1:2] == [b"BYE"]:
        raise imaplib.IMAP4.abort("the server says good-bye")
    return any(each in words[1:3] for each in _NEWS)
