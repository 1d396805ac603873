"""Foreign words seen in a chat: kept when they pass by, filed with a customer when somebody says so (R335)."""

from __future__ import annotations

from typing import Any

from rules.event import Heard
from rules.words import Line, line, verbatim
from storage.happenings import note
from storage.saved import SEEN
from storage.work import Work

_SHOWN = 300


def passed_by(work: Work, heard: Heard, person: int) -> None:
    """A forwarded message or a file came by: kept under its key, without being anybody's command (T28)."""
    note(
        work,
        SEEN,
        line("A message of somebody else was shown to me"),
        actor=person,
        after={
            "key": heard.key,
            "front": heard.place.front,
            "place": heard.place.address,
            "message": heard.message,
            "from": heard.forwarded_from or "",
            "text": heard.text,
            "files": [[f.name, f.content_type, f.size, f.sha256, None, None] for f in heard.files],
        },
    )


def as_line(kept: Any) -> Line:
    """The kept message as the timeline shows it; the whole of it lies beside."""
    names = ", ".join(each[0] for each in kept["files"])
    text = " ".join(kept["text"].split())
    short = text if len(text) <= _SHOWN else text[:_SHOWN].rstrip() + "…"
    words = verbatim(short or names or "-")
    if kept["from"]:
        return line("Chat filed, from {sender}: {text}", sender=kept["from"], text=words)
    return line("Chat filed: {text}", text=words)
