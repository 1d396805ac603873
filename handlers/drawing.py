"""What the press is to draw next, of every kind: what it says, and what becomes of it once it is there or could not be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from rules.outgoing import Outgoing
from rules.words import Line
from storage.papers import Filed
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Drawing:
    """One paper that somebody waits for. `document` is its name in the catalogue, `value` what that paper is made of.

    A wish is tried once, and a picture of the first page goes with it; what is released is tried until it is there.
    """

    key: str
    document: str
    value: Any
    language: str
    is_wish: bool
    drawn: Callable[[Work, Filed, Sequence[Line]], list[Outgoing]]
    not_drawn: Callable[[Work, str], list[Outgoing]]
    gaps: tuple[Line, ...] = ()
    """What the company has not set up yet, and the paper therefore lacks."""
