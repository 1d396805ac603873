"""/log: the letters that opened nothing (newsletters, offers, spam), so that no buyer hides among them (R25)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from handlers.asked import Asked, Command
from handlers.letters.from_customer import note_customer
from handlers.letters.listing import as_inquiry, letter_line
from handlers.vocabulary import KINDS, said
from rules.inquiry import OPENS_NOTHING
from rules.letter import Kind
from rules.outgoing import Outgoing
from rules.permission import ADMINISTRATORS, DISPATCHERS
from rules.refusal import Refused
from rules.words import line, title, word
from storage.conversations import number_in
from storage.happenings import note
from storage.letters import letter, logged_only, reading_of
from storage.work import Work

_SHOWN = 8


def log(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """The newest of them, each with a button that makes it an inquiry after all.

    Verification mails are for administrators only, and all that these see here (T06).
    """
    rows = logged_only(work.session, tuple(str(each) for each in _shown_to(asked)), _SHOWN)
    if not rows:
        return (asked.tell("No letter has been put aside as advertising, newsletter or spam."),)
    lines = (title("Logged, and nobody is chased for it"), *map(letter_line, rows))
    return (asked.say(lines, tuple(map(as_inquiry, rows))),)


def _shown_to(asked: Asked) -> frozenset[Kind]:
    logged = OPENS_NOTHING if asked.viewer.has(DISPATCHERS) else frozenset()
    return logged | {Kind.VERIFICATION} if asked.viewer.has(ADMINISTRATORS) else logged


def inquire(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """A letter that was only logged gets its number, its clock and its person after all."""
    row = letter(work.session, number_in(asked.rest))
    read = reading_of(work.session, row.id) if row else None
    if row is None or read is None or row.role not in {"inbox", "junk", "archive"} or not _may_see(asked, row.kind):
        raise Refused("I know no such letter. /log lists them.")
    if row.conversation_id is not None:
        raise Refused("That letter is {number} already.", number=row.conversation_id)
    said_now = list(note_customer(work, row, replace(read, kind=Kind.INQUIRY, automatic=False)))
    note(
        work,
        "reopened",
        line("Taken for {kind} at first; an inquiry after all", kind=said(KINDS, row.kind)),
        actor=asked.me.id,
        conversation=row.conversation_id,
        letter=row.id,
        before={"kind": row.kind},
        after={"kind": str(Kind.INQUIRY)},
    )
    row.kind = str(Kind.INQUIRY)
    return (*said_now, asked.tell("It is {number} now.", number=row.conversation_id))


def _may_see(asked: Asked, kind: str) -> bool:
    """A code is worth an account: who may not see it hears what is heard of a letter that there is not (T06)."""
    return asked.viewer.has(ADMINISTRATORS if kind == Kind.VERIFICATION else DISPATCHERS)


COMMANDS = (
    Command(
        "/log",
        word("letters that opened nothing"),
        log,
        roles=DISPATCHERS | ADMINISTRATORS,
        example="/log",
        family="desk",
    ),
    Command(
        "/inquire",
        word("make an inquiry of a logged letter"),
        inquire,
        roles=DISPATCHERS | ADMINISTRATORS,
        example="/inquire 17",
        family="desk",
    ),
)
