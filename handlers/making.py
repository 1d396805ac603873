"""A file that somebody waits for and that is no paper of the catalogue: made by the roof outside any decision, then told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rules.outgoing import Outgoing, StoredFile
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Bench:
    """What a maker works with: stored bytes by their SHA-256 (FileNotFoundError), and a folder that is emptied afterwards."""

    load: Callable[[str], bytes]
    folder: Path


@dataclass(frozen=True, slots=True)
class MadeFile:
    """One file that was made. `content`: its bytes, or where it lies in the bench's folder if it is large."""

    name: str
    content_type: str
    content: bytes | Path
    is_picture: bool = False


@dataclass(frozen=True, slots=True)
class Making:
    """One wish. `make` runs in a thread, without a database; it is tried once, and whoever waits hears what came of it.

    `key` names the wish for ever: `told:order-file:7`.
    """

    key: str
    make: Callable[[Bench], Sequence[MadeFile]]
    made: Callable[[Work, tuple[StoredFile, ...]], list[Outgoing]]
    not_made: Callable[[Work, str], list[Outgoing]]
