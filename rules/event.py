"""What can happen to us: a letter arrives, a person speaks, time passes. Each happening has a key and is handled once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from rules.letter import Letter


class Event(Protocol):
    @property
    def key(self) -> str:
        """Names the happening; the same key is never handled twice."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody can be spoken to: a front ("telegram", "console") and an address in it."""

    front: str
    address: str
    private: bool = True


@dataclass(frozen=True, slots=True)
class HeardFile:
    """A file that came with something heard; its bytes lie in the store under their SHA-256.

    An empty SHA-256 says that the front could not get it: it is too large, or gone.
    """

    name: str
    content_type: str
    size: int
    sha256: str
    danger: str = ""
    """A value of rules.unsafe.Danger, as its name and bytes tell; empty for what may be opened (T35)."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Something said in a place: typed words, or a pressed button.

    `account` is the speaker's numeric or other id in that front (never a display name). `pressed` is the nonce of a
    button. `replies_to` is the front's own id of the message answered. `borrowed` is true for what is not the
    speaker's typed word: forwards, edits, captions, channel posts; a borrowed text is never a command (T28).
    """

    key: str
    place: Place
    account: str
    at: datetime
    text: str = ""
    pressed: str | None = None
    pressed_message: str | None = None
    message: str | None = None
    replies_to: str | None = None
    borrowed: bool = False
    forwarded_from: str | None = None
    files: tuple[HeardFile, ...] = ()
    speaker_name: str = ""
    answer_id: str | None = None
    """The front's id by which a press is acknowledged."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One message on a mail server: account, folder, UIDVALIDITY, UID. Its arrival is known to the server alone."""

    account: str
    folder: str
    uidvalidity: int
    uid: int

    @property
    def key(self) -> str:
        return f"keep:{self.account}:{self.folder}:{self.uidvalidity}:{self.uid}"


@dataclass(frozen=True, slots=True)
class Arrived:
    """A letter fetched whole from the server: its raw bytes and the instant the server took it (INTERNALDATE)."""

    sighting: Sighting
    raw: bytes
    arrived_at: datetime
    role: str
    """What the folder means: "inbox", "sent", "junk" or "archive"."""
    again: str = ""
    """Set when it was kept once already and is kept anew: its row or its file was lost."""

    @property
    def key(self) -> str:
        return f"{self.sighting.key}:{self.again}" if self.again else self.sighting.key


@dataclass(frozen=True, slots=True)
class Sort:
    """A kept letter is to be sorted: read it is already, decided it is not.

    `again` counts how often a person has sent it through anew (from quarantine, or as "an inquiry after all").
    """

    letter_id: int
    sha256: str
    letter: Letter
    again: int = 0

    @property
    def key(self) -> str:
        return (
            f"sort:{self.letter_id}:{self.sha256}:{self.again}"
            if self.again
            else f"sort:{self.letter_id}:{self.sha256}"
        )


@dataclass(frozen=True, slots=True)
class Tick:
    """Time has passed: the timer of that name is due."""

    name: str
    key: str
