"""The narrator of demo and tour: lines between the chats, mails as they pass, in readable colour."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

_SHOWN_LINES = 6


class Narrator:
    """Prints to the terminal; without colour where there is no terminal."""

    def __init__(self) -> None:
        self._console = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)

    def headline(self, words: str) -> None:
        self._console.print()
        self._console.rule(Text(words, style="bold"))

    def says(self, words: str, style: str = "bold") -> None:
        self._console.print(Text(words, style=style))

    def mail(self, way: str, subject: str = "", text: str = "") -> None:
        """A mail that passes: from whom to whom, its subject and first lines."""
        self._console.print(Text(f"✉ {way}", style="bold blue"))
        if subject:
            self._console.print(Text(f"  {subject}", style="blue"))
        for row in text.strip().splitlines()[:_SHOWN_LINES]:
            self._console.print(Text(f"  {row}", style="dim"))
