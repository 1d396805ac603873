"""A letter in a list: one line of it, and the button that makes an inquiry of it."""

from __future__ import annotations

from handlers.vocabulary import KINDS, said
from rules.outgoing import Choice
from rules.words import Line, line
from storage.tables.letters import LetterRow


def letter_line(row: LetterRow) -> Line:
    return line(
        "Letter {number}, {kind}: {sender}, {subject}",
        number=row.id,
        kind=said(KINDS, row.kind),
        sender=row.sender_name or row.sender,
        subject=row.subject,
    )


def as_inquiry(row: LetterRow) -> tuple[Choice, ...]:
    """A row of buttons."""
    return (Choice(line("{number} is an inquiry", number=row.id), f"/inquire {row.id}"),)
