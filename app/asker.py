"""Asking at the terminal: why something is asked, an example, and the question again until the answer makes sense."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import typer

from rules.refusal import Refused

Check = Callable[[str], object]
"""Raises Refused for an answer that makes no sense."""


@dataclass(frozen=True, slots=True)
class Question:
    """`why` is read before it is asked. `needed`: an empty answer is asked again."""

    prompt: str
    why: str
    check: Check = str
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Asker:
    """With `asks` it asks at the terminal; without, a flag or else the default counts."""

    asks: bool

    def says(self, text: str) -> None:
        if self.asks:
            typer.echo(text)

    def answer(self, flag: str | None, question: Question, default: str = "") -> str:
        """The flag if it was given, else what is typed, else the default."""
        if flag is not None or not self.asks:
            return default if flag is None else flag
        typer.echo(f"\n{question.why}")
        empty = None if question.needed else ""
        return str(
            typer.prompt(
                question.prompt,
                default=default or empty,
                show_default=bool(default),
                value_proc=lambda text: _checked(text.strip(), question.check),
            )
        )

    def secret(self, question: Question) -> str:
        """What is typed unseen; empty where nothing is asked."""
        if not self.asks:
            return ""
        typer.echo(f"\n{question.why}")
        default = None if question.needed else ""
        return str(typer.prompt(question.prompt, default=default, show_default=False, hide_input=True)).strip()

    def agrees(self, question: str, default: bool) -> bool:
        """Yes or no; no where nothing is asked."""
        return self.asks and typer.confirm(question, default=default)


def _checked(text: str, check: Check) -> str:
    try:
        if text:
            check(text)
    except Refused as no:
        raise typer.BadParameter(str(no)) from no
    return text
