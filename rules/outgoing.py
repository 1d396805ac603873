"""The four ways to touch the world: say, edit a card, send a mail, file a copy. And the ways in which it can fail."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from rules.event import Place
from rules.words import Line


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in the store: by its own SHA-256, or as part number `part` of the stored letter `letter_sha256`."""

    name: str
    content_type: str
    size: int
    sha256: str
    letter_sha256: str | None = None
    part: int | None = None
    is_picture: bool = False
    """Drawn by us to be looked at: a chat that can shows it at once, without a click."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: a sentence that the person need not type. `command` comes back as if she had typed it."""

    label: Line
    command: str


Choices = tuple[tuple[Choice, ...], ...]
"""Rows of buttons."""


@dataclass(frozen=True, slots=True)
class Say:
    """Words for a place. `listener` is the colleague whose language and zone apply, and who alone may press (None: a room).

    `card` names a living card ("inquiry:1042:7"), which EditCard can change later. `version` is the version of the
    thing that the buttons act on; a press on an older version does nothing (T25). `not_before` holds it until then.
    """

    place: Place
    lines: tuple[Line, ...]
    choices: Choices = ()
    files: tuple[StoredFile, ...] = ()
    listener: int | None = None
    card: str | None = None
    version: int = 0
    not_before: datetime | None = None
    conversation: int | None = None
    answers: str | None = None
    """The front's press id that this answers."""


@dataclass(frozen=True, slots=True)
class EditCard:
    """New words for every place in which the card of that name stands. Where a front cannot edit, nothing is said."""

    card: str
    lines: tuple[Line, ...]
    choices: Choices = ()
    listener: int | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name and an address as they stand in a header."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class SendMail:
    """A mail that has been decided: what is previewed is what is sent. Its bytes and Message-ID are made with the decision.

    `audience` is "customer" or "colleague": to a customer nothing is ever repeated without a named person's word.
    `token` goes into the Message-ID. `original` is a stored letter (SHA-256) attached whole as message/rfc822.
    """

    sender: Mailbox
    to: tuple[Mailbox, ...]
    subject: str
    text: str
    audience: str
    token: str
    cc: tuple[Mailbox, ...] = ()
    reply_to: tuple[Mailbox, ...] = ()
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    files: tuple[StoredFile, ...] = ()
    original: str | None = None
    html: str | None = None
    auto_submitted: str | None = None
    """None for a person's own mail; "auto-generated" or "auto-replied" (RFC 3834) for ours."""
    conversation: int | None = None
    about: tuple[int, ...] = ()
    """The colleagues to be told when it cannot be delivered."""
    file_copy: bool = False
    """Whether a copy belongs into the Sent folder once it has gone."""
    not_before: datetime | None = None
    listener: int | None = None
    """The colleague for whom these are words from us."""


@dataclass(frozen=True, slots=True)
class FileCopy:
    """A sent mail's bytes, to be appended to the Sent folder of an account."""

    account: str
    folder: str
    sha256: str


Outgoing = Say | EditCard | SendMail | FileCopy


class NotSent(Exception):
    """It has certainly not gone; it may be tried again after `pause` (None: by the ladder of F12).

    `nobody_there` says that the server itself is out of reach, whatever is to be sent.
    """

    def __init__(self, reason: str, pause: timedelta | None = None, nobody_there: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.pause = pause
        self.nobody_there = nobody_there


class MaybeSent(Exception):
    """Nobody can know whether it has gone: the line broke after the final dot, or after the request was written."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NeverSent(Exception):
    """Refused for good. `place_gone` says that the chat itself cannot be reached any more (F19).

    `moved_to` is the chat's new address, `too_large` says that a smaller one would be taken, `given_up` that it was never
    refused but could not be sent for too long (F12, F17).
    """

    def __init__(
        self,
        reason: str,
        place_gone: bool = False,
        moved_to: str | None = None,
        *,
        too_large: bool = False,
        given_up: bool = False,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.place_gone = place_gone
        self.moved_to = moved_to
        self.too_large = too_large
        self.given_up = given_up


@dataclass(frozen=True, slots=True)
class Carried:
    """What the world said when it took it: the front's message id or the server's answer; recipients it refused."""

    remote: str = ""
    refused: tuple[tuple[str, str], ...] = field(default=())
    postponed: tuple[tuple[str, str], ...] = field(default=())
