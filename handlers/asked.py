"""What a command gets: who asked, in which words, where; and the table rows by which commands and timers are known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from rules.event import Heard, HeardFile, Place, Tick
from rules.outgoing import Choices, Outgoing, Say
from rules.permission import Role, Viewer
from rules.policy import Policy
from rules.words import Line, line
from storage.tables.colleagues import ColleagueRow
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Asked:
    """A command that a colleague has typed or pressed. `rest` is what stands behind its name, stripped."""

    heard: Heard
    me: ColleagueRow
    viewer: Viewer
    command: str
    rest: str = ""
    about: int | None = None
    """The conversation of the message that this one answers (a reply to a card), if any."""

    @property
    def place(self) -> Place:
        return self.heard.place

    @property
    def files(self) -> tuple[HeardFile, ...]:
        return self.heard.files

    def tell(self, sentence: str, /, **facts: Any) -> Say:
        """One sentence back to where the command came from."""
        return self.say((line(sentence, **facts),))

    def say(self, lines: Iterable[Line], choices: Choices = (), **rest: Any) -> Say:
        """Lines and buttons back to where the command came from; only she may press them."""
        return Say(
            place=self.place,
            lines=tuple(lines),
            choices=choices,
            listener=self.me.id,
            answers=self.heard.answer_id,
            **rest,
        )


Answer = Callable[[Work, Asked], Iterable[Outgoing]]


@dataclass(frozen=True, slots=True)
class Command:
    """A row of COMMANDS. `words` is its line in /help, `example` one that works, `roles` who may (checked before it runs)."""

    name: str
    words: Line
    answer: Answer
    roles: frozenset[Role]
    example: str = ""
    family: str = "inquiry"
    in_rooms: bool = False
    """Whether it may be said in a room of the team; private facts never are (R41)."""
    listed: bool = True
    """Whether /help and the menu show it; buttons use some that nobody types."""


@dataclass(frozen=True, slots=True)
class Timer:
    """A row of TIMERS. `due` lists the keys of the ticks that are due now; each is performed once."""

    name: str
    due: Callable[[Any, datetime, Policy], Iterator[str] | Iterable[str]]
    """(session, now, policy) -> keys."""
    handle: Callable[[Work, Tick], Iterable[Outgoing]]
    every: timedelta = timedelta()
    """How long it need not be asked again, where asking costs more than a look."""
