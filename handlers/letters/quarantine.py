"""Quarantine: what cannot be fetched, read or sorted is kept whole with the reason, and people are told (R16)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from handlers.telling import to_roles
from rules.event import Sighting
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import Role
from rules.words import Line, line, title
from storage.colleagues import with_role
from storage.happenings import note, noted_since
from storage.ledger import settle_sighting
from storage.letters import letter
from storage.work import Work

ONE_BY_ONE = 5
ONE_BY_ONE_WITHIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Unsorted:
    """A kept letter could not be sorted. `reason` is for people who mend things; `again` as in Sort."""

    letter_id: int
    reason: str
    again: int = 0
    sender: str = ""
    name: str = ""
    subject: str = ""

    @property
    def key(self) -> str:
        return f"quarantine:{self.letter_id}:{self.again}"


@dataclass(frozen=True, slots=True)
class Unfetched:
    """A message that the server lists and does not give, after so many tries (F09)."""

    sighting: Sighting
    reason: str
    attempts: int = 0

    @property
    def key(self) -> str:
        return f"unfetched:{self.sighting.key}:{self.attempts}"


def quarantine(work: Work, unsorted: Unsorted) -> Iterable[Outgoing]:
    row = letter(work.session, unsorted.letter_id)
    if row is None or row.state == "sorted":
        return ()
    row.state, row.reason = "quarantined", unsorted.reason[:500]
    row.sender, row.sender_name = row.sender or unsorted.sender, row.sender_name or unsorted.name
    row.subject = row.subject or unsorted.subject
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
        line("From {sender}, about {subject}", sender=row.sender or "?", subject=row.subject or "?"),
        line("Nobody answers it meanwhile. Look at the original, let me try again, or set it aside with a reason."),
    )
    choices = (
        (
            Choice(line("Try again"), f"/quarantine retry {row.id}"),
            Choice(line("Set aside"), f"/quarantine dismiss {row.id}"),
        ),
        (Choice(line("Original"), f"/quarantine file {row.id}"),),
    )
    return _told(work, lines, choices)


def quarantine_unfetched(work: Work, unfetched: Unfetched) -> Iterable[Outgoing]:
    seen = unfetched.sighting
    settle_sighting(work.session, seen, work.now, state="quarantined", fault=unfetched.reason[:500])
    where = f"{seen.account} {seen.folder} {seen.uid}"
    note(work, "quarantined", line("The server does not give message {where}", where=where))
    lines = (
        title("The mail server does not give a message"),
        line("{where}: {reason}", where=where, reason=unfetched.reason),
        line("Open the mailbox and look at it there; /reconcile tries once more."),
    )
    return _told(work, lines, ((Choice(line("Try again"), "/reconcile"),),))


def _told(work: Work, lines: tuple[Line, ...], choices: Choices) -> list[Outgoing]:
    """Administrators at once, managers in working hours. After some within an hour the rest is counted only."""
    lately = 1 + noted_since(work, "quarantined", work.now - ONE_BY_ONE_WITHIN)
    if lately > ONE_BY_ONE:
        return []
    if lately == ONE_BY_ONE:
        last = line("More of them are not told one by one within this hour: /quarantine lists all.")
        lines, choices = (*lines, last), (*choices, (Choice(line("Quarantine"), "/quarantine"),))
    administrators = with_role(work.session, Role.ADMINISTRATOR)
    said = to_roles(work, [Role.ADMINISTRATOR], lines, choices, urgent=True, at_once=True)
    return [
        *said,
        *to_roles(work, [Role.MANAGER], lines, choices, urgent=True, but=[each.id for each in administrators]),
    ]
