"""Quarantine: what cannot be fetched, read or sorted is kept whole with the reason, and people are told (R16)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from handlers.telling import to_roles
from rules.event import Sighting
from rules.outgoing import Choice, Outgoing
from rules.permission import OVERSEERS
from rules.words import line, title, verbatim
from storage.happenings import note
from storage.letters import letter, settle_sighting
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Unsorted:
    """A kept letter could not be sorted. `reason` is for people who mend things; `again` as in Sort."""

    letter_id: int
    reason: str
    again: int = 0

    @property
    def key(self) -> str:
        return f"quarantine:{self.letter_id}:{self.again}"


@dataclass(frozen=True, slots=True)
class Unfetched:
    """A message that the server lists and does not give, after all tries (F09)."""

    sighting: Sighting
    reason: str

    @property
    def key(self) -> str:
        return f"unfetched:{self.sighting.key}"


def quarantine(work: Work, unsorted: Unsorted) -> Iterable[Outgoing]:
    row = letter(work.session, unsorted.letter_id)
    if row is None or row.state == "sorted":
        return ()
    row.state, row.reason = "quarantined", unsorted.reason[:500]
    note(
        work,
        "quarantined",
        line("Could not be read and was put aside: {reason}", reason=row.reason),
        letter=row.id,
        conversation=row.conversation_id,
    )
    lines = (
        title("A letter could not be read"),
        line("It is kept whole as letter {number}. Reason: {reason}", number=row.id, reason=row.reason),
        line("Look at it in the mailbox, and let me try again, or put it away."),
    )
    choices = (
        (
            Choice(line("Try again"), f"/quarantine retry {row.id}"),
            Choice(line("Put away"), f"/quarantine dismiss {row.id}"),
        ),
    )
    return to_roles(work, OVERSEERS, lines, choices, urgent=True)


def quarantine_unfetched(work: Work, unfetched: Unfetched) -> Iterable[Outgoing]:
    seen = unfetched.sighting
    settle_sighting(work.session, seen, work.now, state="quarantined", fault=unfetched.reason[:500])
    where = f"{seen.account} {seen.folder} {seen.uid}"
    note(work, "quarantined", line("The server does not give message {where}", where=where))
    lines = (
        title("The mail server does not give a message"),
        line("{where}: {reason}", where=where, reason=unfetched.reason),
        verbatim(""),
        line("Open the mailbox and look at it there; /reconcile tries once more."),
    )
    return to_roles(work, OVERSEERS, lines, urgent=True)
