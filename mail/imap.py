"""The shared mailbox over IMAP. It only looks: nothing is marked, moved or deleted, and \\Seen means nothing to us."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
import time
from collections.abc import Iterator
from datetime import datetime

from mail.folders import Folder, folder_for
from mail.imap_line import MEGABYTE, Line, Opened, Sized
from mail.login import MailAccount, guarded
from mail.mailbox import Fetched, Listing, LoginRefused, Moved, Unfetchable, Unreachable, Vanished, Watched
from mail.wire import ended

_SIZES_AHEAD, _LETTERS_AHEAD, _BYTES_AHEAD = 200, 32, 256 * 1024
_NEWEST = 50
LOGIN_PAUSE = 60.0
_AHEAD_WITHIN = 20.0
"""Seconds for what is asked of several letters at once: if one of them drips, the others are not held up for long (F11)."""


class ImapMailbox:
    """A mail account over IMAP (see mail.mailbox.Mailbox). `largest` is in bytes, `poll` in seconds where there is no IDLE.

    Small letters are fetched some at a time, in the order of the last listing, and handed out one by one; whatever goes
    wrong in such a batch is tried again letter by letter.
    """

    def __init__(self, account: MailAccount, largest: int = 100 * MEGABYTE, poll: float = 15.0) -> None:
        self.account = account.name
        self._settings = account
        self._largest = largest
        self._poll = poll
        self._wake, self._waker = socket.socketpair()
        self._wake.setblocking(False)
        self._waker.setblocking(False)
        self._line: Line | None = None
        self._sockets: list[socket.socket] = []
        self._noting = threading.Lock()
        """Watching and filing copies connect from two threads."""
        self._is_abandoned = False
        self._batch = _LETTERS_AHEAD
        self._sized_at_once = _SIZES_AHEAD
        self._refused: tuple[float, str] | None = None
        self._forget()

    def _forget(self) -> None:
        self._folder: str | None = None
        self._opened = Opened(0, 0, 0)
        self._listed: dict[str, Listing] = {}
        self._places: dict[int, int] = {}
        self._sizes: dict[int, Sized] = {}
        self._ahead: dict[int, Fetched] = {}

    def open(self) -> None:
        """Connects and logs in. Raises LoginRefused, Unreachable."""
        if self._line is not None:
            self._line.drop()
        self._line = None
        self._forget()
        self._line = self._joined()

    def watched(self) -> tuple[Watched, ...]:
        """The folders to be read: by setting, else special use, else well-known name. A role without a folder is left out."""
        found: dict[str, str] = {}
        folders = None
        for role in self._settings.watches:
            folder = self._settings.folder(role)
            if folder is None:
                folders = self._folders() if folders is None else folders
                folder = folder_for(role, folders)
            if folder is not None:
                found.setdefault(folder, role)
        return tuple(Watched(folder, role) for folder, role in found.items())

    def listed(self, folder: str, after: int = 0) -> Listing:
        """The UIDs above `after` that the folder holds now. A folder that the server does not open is Unreachable."""
        opened = self._open(folder)
        nothing_newer = opened.uidnext == after + 1  # a smaller one is a lie, or the numbers were dealt anew (F08)
        may_be_newer = opened.count and not nothing_newer
        with _unreachable_otherwise():
            uids = self._connected().uids(after) if may_be_newer else ()
        uidnext = opened.uidnext or max((*uids, after)) + 1
        listing = Listing(opened.uidvalidity, uidnext, uids, opened.count)
        self._listed[folder] = listing
        self._places = {uid: place for place, uid in enumerate(uids)}
        return listing

    def fetched(self, folder: str, uidvalidity: int, uid: int) -> Fetched:
        """The whole letter, size checked first, within timeout (60 s) + size / 50 kB/s. Raises Unfetchable, Vanished, Moved."""
        if self._folder != folder:
            self._open(folder)
        if self._opened.uidvalidity != uidvalidity:
            raise Moved(f"UIDVALIDITY of {folder} is {self._opened.uidvalidity}, not {uidvalidity}")
        if (ready := self._ahead.pop(uid, None)) is not None:
            return ready
        sized = self._sized(folder, uid)
        if sized.size > self._largest:
            raise Unfetchable(f"the letter has {sized.size} bytes, {self._largest} are read")
        batch = self._batch_from(folder, uid)
        if len(batch) > 1 and self._fetch_ahead(batch) and (ready := self._ahead.pop(uid, None)) is not None:
            return ready
        return self._fetched_alone(uid, sized)

    def wait(self, seconds: float) -> bool:
        """Waits for news on the front door, in IDLE or else by NOOP, at most so long. True at once when it has changed."""
        line = self._connected()
        inbox = self._settings.inbox
        known = self._listed.get(inbox)
        opened = self._open(inbox)
        if known is not None and (opened.uidnext, opened.count) != (known.uidnext, known.count) and opened.uidnext:
            return True
        idles = "IDLE" in line.capabilities
        with _unreachable_otherwise():
            news = line.idle(seconds, self._wake) if idles else line.polled(seconds, self._wake, self._poll)
        with contextlib.suppress(BlockingIOError):
            self._wake.recv(4096)
        return news

    def interrupt(self) -> None:
        """From any thread: makes a running `wait` return soon, or else the next one."""
        with contextlib.suppress(OSError):
            self._waker.send(b".")

    def abandon(self) -> None:
        """From any thread, for good: whatever call is under way ends with Unreachable, and none begins any more."""
        self._is_abandoned = True
        for each in list(self._sockets):
            ended(each)

    def file_copy(self, folder: str, raw: bytes, at: datetime, message_id: str) -> None:
        """Appends a sent mail to a folder ("": the account's Sent), seen, unless its Message-ID is among the newest 50.

        Uses a connection of its own, so that it may be called beside a running `wait`. Raises as `open` does; Unreachable,
        too, where the server refuses the copy.
        """
        guarded(folder)
        line = self._joined()
        try:
            with _unreachable_otherwise():
                folder = folder or self._settings.sent or folder_for("sent", line.folders()) or "Sent"
                if not _is_filed(line, folder, message_id):
                    line.append(folder, raw, at)
        finally:
            line.close()

    def close(self) -> None:
        """Logs out. It may be opened again."""
        if self._line is not None:
            self._line.close()
        self._line = None
        self._forget()

    def _joined(self) -> Line:
        """A new connection. After a refused login nobody tries for a minute, so that nothing is locked (F38)."""
        if self._refused is not None and time.monotonic() < self._refused[0]:
            raise LoginRefused(self._refused[1])
        try:
            return Line(self._settings.login, self._made)
        except LoginRefused as fault:
            self._refused = (time.monotonic() + LOGIN_PAUSE, str(fault))
            raise

    def _made(self, sock: socket.socket) -> None:
        with self._noting:
            self._sockets = [each for each in self._sockets if each.fileno() >= 0] + [sock]
        if self._is_abandoned:
            raise OSError("nobody waits for this mailbox any more")

    def _connected(self) -> Line:
        if self._line is None or not self._is_open:
            raise Unreachable("not connected")
        return self._line

    @property
    def _is_open(self) -> bool:
        return self._line is not None and self._line.is_open

    def _folders(self) -> tuple[Folder, ...]:
        with _unreachable_otherwise():
            return self._connected().folders()

    def _open(self, folder: str) -> Opened:
        """Opens the folder, even if it is open: only so are its numbers fresh."""
        guarded(folder)
        line = self._connected()
        before = (self._folder, self._opened.uidvalidity)
        self._folder = None
        with _unreachable_otherwise():
            self._opened = line.examine(folder)
        self._folder = folder
        if before != (folder, self._opened.uidvalidity):
            self._sizes, self._ahead = {}, {}
        return self._opened

    def _sized(self, folder: str, uid: int) -> Sized:
        line = self._connected()
        if uid not in self._sizes:
            self._size_ahead(self._next_listed(folder, uid, self._sized_at_once))
        if uid not in self._sizes:
            self._sizes = line.sized([uid])
        if uid not in self._sizes:
            raise self._missing(uid)
        return self._sizes[uid]

    def _size_ahead(self, wanted: list[int]) -> None:
        """The sizes of several letters. What goes wrong is laid to none of them; each is then asked for by itself."""
        self._sizes = {}
        if len(wanted) > 1:
            before, self._sized_at_once = self._sized_at_once, 1
            try:
                self._sizes = self._connected().sized(wanted, _AHEAD_WITHIN)
            except Unfetchable as fault:
                if not self._is_open:
                    raise Unreachable(str(fault)) from fault
                return
            self._sized_at_once = before
        else:
            self._sized_at_once = min(_SIZES_AHEAD, self._sized_at_once * 2)

    def _next_listed(self, folder: str, uid: int, most: int) -> list[int]:
        listing = self._listed.get(folder)
        place = self._places.get(uid)
        if listing is None or place is None or listing.uids[place : place + 1] != (uid,):
            return [uid]
        return list(listing.uids[place : place + most])

    def _batch_from(self, folder: str, uid: int) -> list[int]:
        """This letter and those after it in the listing, as long as they are small."""
        batch: list[int] = []
        room = _BYTES_AHEAD
        for each in self._next_listed(folder, uid, self._batch):
            if each not in self._sizes or self._sizes[each].size > room:
                break
            room -= self._sizes[each].size
            batch.append(each)
        return batch

    def _fetch_ahead(self, batch: list[int]) -> bool:
        self._ahead = {}
        before, self._batch = self._batch, 1
        try:
            raws = self._connected().bodies(batch, sum(self._sizes[each].size for each in batch), _AHEAD_WITHIN)
        except Unfetchable as fault:
            if not self._is_open:
                raise Unreachable(str(fault)) from fault
            return False
        self._batch = before if len(raws) == len(batch) else 1
        self._ahead = {uid: Fetched(raw, self._sizes[uid].arrived_at) for uid, raw in raws.items()}
        return True

    def _fetched_alone(self, uid: int, sized: Sized) -> Fetched:
        """One letter by itself. A line that breaks here is laid to the letter, so that it cannot hold up the others."""
        line = self._connected()
        try:
            if sized.size > MEGABYTE:
                raw = line.body_in_parts(uid, sized.size, self._largest)
            else:
                raw = line.bodies([uid], sized.size).get(uid)
        except Unreachable as fault:
            raise Unfetchable(f"the line broke while it came: {fault}") from fault
        if raw is None:
            raise self._missing(uid)
        self._batch = min(_LETTERS_AHEAD, self._batch * 2)
        return Fetched(raw, sized.arrived_at)

    def _missing(self, uid: int) -> Exception:
        line = self._connected()
        with line.asking() as client:
            there = uid in client.search(f"UID {int(uid)}")
        if there:
            return Unfetchable("the server lists the letter and does not give it")
        return Vanished(f"UID {uid} is gone")


@contextlib.contextmanager
def _unreachable_otherwise() -> Iterator[None]:
    """What the server refuses to a whole folder is no letter's fault: the roof waits, tries again and tells people."""
    try:
        yield
    except Unfetchable as fault:
        raise Unreachable(str(fault)) from fault


def _is_filed(line: Line, folder: str, message_id: str) -> bool:
    """Whether the newest messages hold one of that Message-ID: compared here, never asked for (T10)."""
    try:
        opened = line.examine(folder)
    except Unfetchable:
        if not line.is_open:
            raise
        return False
    if not opened.count:
        return False
    with line.asking() as client:
        uids = client.search(f"{max(1, opened.count - _NEWEST + 1)}:*")
    wanted = re.sub(r"\s", "", message_id).encode("utf-8", "replace")
    return any(wanted == re.sub(rb"\s", b"", each.partition(b":")[2]) for each in line.headers(uids, "MESSAGE-ID"))
