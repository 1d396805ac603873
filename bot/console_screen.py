"""How a saying looks in a terminal: whom it is for, a bold title, numbered buttons; nothing of it steers the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

from rich.console import Console
from rich.text import Text

from bot.front import Button, Saying
from rules.event import Place
from rules.visible import on_one_line, visible

_COLOURS = ("cyan", "magenta", "green", "yellow", "blue", "bright_red")


class Screen:
    """Prints to `out` (None: standard output). `colour` None follows the terminal and NO_COLOR."""

    def __init__(self, out: IO[str] | None, colour: bool | None, width: int | None) -> None:
        self._console = Console(
            file=out,
            force_terminal=colour,
            no_color=None if colour is None else not colour,
            color_system="standard" if colour else "auto",
            highlight=False,
            markup=False,
            emoji=False,
            soft_wrap=True,
            width=width,
        )

    def show(self, saying: Saying, listener: str, note: str = "") -> None:
        """The saying under the listener's name, with a note above its words."""
        colour = _colour(saying.place)
        self._console.print(Text(f"\u250c to {on_one_line(listener)}", style=f"bold {colour}"))
        if note:
            self._line(colour, Text(note, style="dim"))
        for text, bold in saying.paragraphs:
            for row in visible(text).split("\n"):
                self._line(colour, Text(row, style="bold" if bold else ""))
        for file in saying.files:
            self._line(colour, Text(f"file: {on_one_line(file.name)} ({_size(file.size)}) {file.path}", style="dim"))
        if saying.buttons:
            self._line(colour, _as_keys(each for row in saying.buttons for each in row))

    def _line(self, colour: str, text: Text) -> None:
        self._console.print(Text.assemble(("\u2502 ", colour), text))


def _colour(place: Place) -> str:
    return "white" if not place.private else _COLOURS[sum(place.address.encode()) % len(_COLOURS)]


def _as_keys(buttons: Iterable[Button]) -> Text:
    keys = Text()
    for number, button in enumerate(buttons, start=1):
        keys.append(f"[{number}] ", style="bold")
        keys.append(f"{on_one_line(button.label)}  ")
    keys.rstrip()
    return keys


def _size(size: int) -> str:
    return (
        f"{size} bytes"
        if size < 1000
        else f"{size / 1000:.1f} kB"
        if size < 1_000_000
        else f"{size / 1_000_000:.1f} MB"
    )
