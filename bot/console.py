"""The terminal as a front: everybody of a small department speaks and is spoken to in one window."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO

from bot.console_screen import Screen
from bot.front import Abilities, Button, KeepFile, MenuEntry, Pulse, Saying, Store, Update
from rules.event import Heard, HeardFile, Place
from rules.outgoing import NeverSent
from rules.unsafe import danger_of
from rules.visible import on_one_line, storable

ROOM = "team"

Aside = Callable[[str], Awaitable[bool]]
"""Looks at a typed line before it is heard; true says that the line was meant for it and is done."""

_PRESS = re.compile(r"(?:press\s+)?(\d{1,3})", re.IGNORECASE)
_REPLY = re.compile(r"(?:>|reply\s)\s*(.+)", re.IGNORECASE | re.DOTALL)
_IN_ROOM = re.compile(rf"{ROOM}:\s*(.+)", re.IGNORECASE | re.DOTALL)
_FILE = re.compile(r"file\s+(\S+)\s*(.*)", re.IGNORECASE | re.DOTALL)


@dataclass
class ShownMessage:
    """What stands on the screen under a message's id."""

    place: Place
    paragraphs: tuple[tuple[str, bool], ...]
    buttons: tuple[Button, ...]


@dataclass(frozen=True)
class _Typed:
    """A line as it is stored: who typed what where, which button it presses, what it answers, which file it brings."""

    account: str
    name: str
    private: bool
    at: str
    text: str = ""
    pressed: str | None = None
    pressed_message: str | None = None
    replies_to: str | None = None
    file: str | None = None


@dataclass
class ConsoleFront:
    """A front of typed lines. `1` presses a button of the newest message, `> text` answers it, `team: text` speaks in
    the team's room, `file PATH text` brings a file. `aside` sees each line first.

    `colour` None follows the terminal. `run` tells the updates of this run from those of others.
    """

    lines: AsyncIterator[str]
    now: Callable[[], datetime]
    speaker: str = "ana"
    aside: Aside | None = None
    out: IO[str] | None = None
    colour: bool | None = None
    width: int | None = None
    run: str = field(default_factory=lambda: secrets.token_hex(6))
    name: str = field(default="console", init=False)
    abilities: Abilities = field(default=Abilities(), init=False)
    pulse: Pulse = field(default_factory=Pulse, init=False)
    shown: dict[str, ShownMessage] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self._screen = Screen(self.out, self.colour, self.width)
        self._typed = 0
        self._names: dict[str, str] = {}
        self.switch(self.speaker)

    def switch(self, name: str) -> None:
        """From now on that person types."""
        self.speaker = on_one_line(name).strip()
        self._names[self.account] = self.speaker

    @property
    def account(self) -> str:
        return self.speaker.lower()

    async def listen(self, store: Store) -> None:
        """Hears lines until there are no more, or until cancelled. Raises what `store` or `aside` raises."""
        async for raw in self.lines:
            text = storable(raw).strip()
            if not text or (self.aside is not None and await self.aside(text)):
                continue
            await self.type(text, store)

    async def type(self, text: str, store: Store) -> None:
        """Hears one line of the present speaker."""
        self._typed += 1
        body = json.dumps(asdict(self._read(text)), ensure_ascii=False)
        await store([Update(f"{self.name}:{self.run}:{self._typed}", body)])

    async def heard(self, update: Update, keep: KeepFile, last: bool = False) -> Heard | None:
        """What the line says; a file that it brings is read and kept."""
        typed = _Typed(**json.loads(update.body))
        files = (await _kept(Path(typed.file), keep),) if typed.file else ()
        return Heard(
            key=update.key,
            place=Place(self.name, typed.account if typed.private else ROOM, private=typed.private),
            account=typed.account,
            at=datetime.fromisoformat(typed.at),
            text=typed.text,
            pressed=typed.pressed,
            pressed_message=typed.pressed_message,
            message=update.key,
            replies_to=typed.replies_to,
            borrowed=bool(files and typed.text),
            files=files,
            speaker_name=typed.name,
            answer_id=update.key if typed.pressed else None,
        )

    async def say(self, saying: Saying) -> str:
        """Prints it and returns its id; a message that is edited is printed again only if it has changed.

        Raises NeverSent for an edit of what was never shown in this run.
        """
        if not saying.paragraphs and not saying.files:
            return saying.edits or ""
        new = ShownMessage(saying.place, saying.paragraphs, tuple(each for row in saying.buttons for each in row))
        number = saying.edits or f"c{len(self.shown) + 1}"
        before = self.shown.get(number)
        if saying.edits is not None and before is None:
            raise NeverSent("message to edit not found")
        self.shown[number] = new
        if before is None or _looks(before) != _looks(new):
            self.shown[number] = self.shown.pop(number)
            listener = self._names.get(saying.place.address, saying.place.address)
            self._screen.show(saying, listener, _now_reads(before) if before else "")
        return number

    async def show_menu(self, menu: Sequence[MenuEntry], language: str) -> None:
        """A terminal has no place for a menu; /help is one."""

    async def username(self) -> str:
        return ""

    async def close(self) -> None: ...

    def _read(self, text: str) -> _Typed:
        in_room = _IN_ROOM.fullmatch(text)
        text = in_room[1] if in_room else text
        place = ROOM if in_room else self.account
        typed = _Typed(self.account, self.speaker, not in_room, self.now().isoformat(), text)
        return self._pressed(typed, place) or self._replied(typed, place) or _with_file(typed) or typed

    def _pressed(self, typed: _Typed, place: str) -> _Typed | None:
        found = _PRESS.fullmatch(typed.text)
        number, message = self._newest_with_buttons(place)
        if not found or message is None or not 1 <= int(found[1]) <= len(message.buttons):
            return None
        nonce = message.buttons[int(found[1]) - 1].nonce
        return _Typed(typed.account, typed.name, typed.private, typed.at, pressed=nonce, pressed_message=number)

    def _replied(self, typed: _Typed, place: str) -> _Typed | None:
        found = _REPLY.fullmatch(typed.text)
        if not found:
            return None
        number = self._newest_with_buttons(place)[0] or self._newest(place)
        return _Typed(typed.account, typed.name, typed.private, typed.at, found[1], replies_to=number)

    def _newest_with_buttons(self, place: str) -> tuple[str | None, ShownMessage | None]:
        for number, message in reversed(self.shown.items()):
            if message.place.address == place and message.buttons:
                return number, message
        return None, None

    def _newest(self, place: str) -> str | None:
        return next((number for number, each in reversed(self.shown.items()) if each.place.address == place), None)


def _with_file(typed: _Typed) -> _Typed | None:
    found = _FILE.fullmatch(typed.text)
    if not found or not Path(found[1]).is_file():
        return None
    return _Typed(typed.account, typed.name, typed.private, typed.at, found[2], file=found[1])


async def _kept(path: Path, keep: KeepFile) -> HeardFile:
    content = path.read_bytes()
    danger = danger_of(path.name, content) or ""
    return HeardFile(path.name, "application/octet-stream", len(content), await keep(content), danger)


def _looks(message: ShownMessage) -> tuple[object, ...]:
    return message.paragraphs, tuple(each.label for each in message.buttons)


def _now_reads(before: ShownMessage) -> str:
    """Names the card by the number in its first line, if there is one."""
    number = re.search(r"\d+", before.paragraphs[0][0]) if before.paragraphs else None
    return f"(card {number[0]} now reads)" if number else "(now reads)"
