"""What the roof asks of a mailbox: what is there, the bytes of one letter, to be told of new ones, to file a copy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Watched:
    """A folder that is read. role: inbox, sent, junk, archive."""

    folder: str
    role: str


@dataclass(frozen=True, slots=True)
class Listing:
    """What a folder holds above a UID. `count` is the number of all messages in it."""

    uidvalidity: int
    uidnext: int
    uids: tuple[int, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Fetched:
    """A letter's bytes and the instant at which the server took it (INTERNALDATE, aware)."""

    raw: bytes
    arrived_at: datetime


class Unfetchable(Exception):
    """The server has the message listed but did not give it; tried again, quarantined by UID after five tries (F09)."""


class Vanished(Exception):
    """The message is not there any more: somebody deleted or moved it."""


class Moved(Exception):
    """UIDVALIDITY is not what it was when the UID was listed (F08)."""


class Unreachable(Exception):
    """The server cannot be reached, or the line broke; the caller connects again."""


class LoginRefused(Exception):
    """The server refused the account: told to the administrators, tried at most once a minute (F38)."""


class Mailbox(Protocol):
    """A mail account. Calls block; they are made from one thread, except `interrupt`. Every call may raise Unreachable."""

    account: str

    def open(self) -> None:
        """Connects and logs in. Raises LoginRefused."""

    def watched(self) -> tuple[Watched, ...]:
        """The folders to be read, found by setting, special use or well-known name."""

    def listed(self, folder: str, after: int = 0) -> Listing:
        """The UIDs above `after` that the folder holds now."""

    def fetched(self, folder: str, uidvalidity: int, uid: int) -> Fetched:
        """The whole letter, size checked first, within a deadline. Raises Unfetchable, Vanished, Moved."""

    def wait(self, seconds: float) -> bool:
        """Waits in IDLE on the front door at most so long; True at once when something has changed there."""

    def interrupt(self) -> None:
        """From any thread: makes a running `wait` return soon."""

    def abandon(self) -> None:
        """From any thread, for good: whatever call is under way ends with Unreachable, and none begins any more."""

    def file_copy(self, folder: str, raw: bytes, at: datetime, message_id: str) -> None:
        """Appends a sent mail to a folder, seen, unless a message with that Message-ID is among its newest."""

    def close(self) -> None: ...
