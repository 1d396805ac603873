"""What every chat front can do: store what was heard before it is confirmed, say a saying, tell what it cannot do."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from rules.event import Heard, Place


@dataclass(frozen=True, slots=True)
class Button:
    """A button as it is shown; pressing it gives the nonce back."""

    label: str
    nonce: str


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file to be shown in a chat; `path` holds its bytes."""

    name: str
    content_type: str
    size: int
    path: Path
    is_picture: bool = False
    """To be looked at at once, where the front can show it; else a file like any other."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A message in the listener's language, ready for a front.

    `paragraphs` are lines of finished plain text, each with whether it is bold. `edits` is the front's id of the message
    to be changed instead of saying a new one. `answers` is the id of the press that this acknowledges. `repeat` says
    that it may have been heard before and is to be marked so (F18).
    """

    place: Place
    paragraphs: tuple[tuple[str, bool], ...]
    buttons: tuple[tuple[Button, ...], ...] = ()
    files: tuple[ShownFile, ...] = ()
    edits: str | None = None
    answers: str | None = None
    repeat: bool = False


@dataclass(frozen=True, slots=True)
class Update:
    """Something a front has received, whole and unjudged; `key` names it for ever ("telegram:81723")."""

    key: str
    body: str
    """JSON as the front gave it."""


Store = Callable[[Sequence[Update]], Awaitable[None]]
"""Stores updates durably; only when it has returned may the front confirm them (F21)."""

KeepFile = Callable[[bytes], Awaitable[str]]
"""Keeps the bytes of a file in the store and returns their SHA-256."""


@dataclass(frozen=True, slots=True)
class Abilities:
    edit: bool = True
    files: bool = True
    buttons: bool = True


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A command as a front's menu shows it."""

    name: str
    words: str


class FrontTaken(Exception):
    """Somebody else polls the same bot (F20): this process has to leave with exit 75."""


class FrontRefused(Exception):
    """The front does not know us (wrong token): told to the administrators, tried again with pauses."""


class Front(Protocol):
    name: str
    abilities: Abilities

    async def listen(self, store: Store) -> None:
        """Receives updates until cancelled. Raises FrontTaken or FrontRefused; waits out everything else by itself."""

    async def heard(self, update: Update, keep: KeepFile, last: bool = False) -> Heard | None:
        """What a stored update says; None for what carries no words of a person. Files are fetched and kept.

        Raises NotSent when a file cannot be fetched at the moment; the `last` time it is heard without its bytes.
        """

    async def say(self, saying: Saying) -> str:
        """Says it and returns the front's id of the message. Raises NotSent, MaybeSent or NeverSent."""

    async def show_menu(self, menu: Sequence[MenuEntry], language: str) -> None:
        """Shows the commands where the front has a place for them."""

    async def username(self) -> str:
        """Our own name there, as it stands in links; "" where there are none. Raises NotSent when it cannot be asked now."""

    async def close(self) -> None: ...


@dataclass
class Pulse:
    """When a front last had a good answer; a watchdog looks at it. Seconds of a monotonic clock."""

    last_good: float = field(default=0.0)
