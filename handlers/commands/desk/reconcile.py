"""/reconcile: has mailbox and log counted against each other now; the result is told when the roof has counted."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.asked import Asked, Command
from handlers.reconciling import is_wanted, want
from rules.outgoing import Outgoing
from rules.permission import DISPATCHERS, OVERSEERS
from rules.words import line, word
from storage.happenings import note
from storage.work import Work


def reconcile(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """Asks for a count. Asked twice, it is counted once."""
    if is_wanted(work.session):
        want(work, asked.me.id)
        return [asked.tell("It is being counted already. I tell you the result here.")]
    want(work, asked.me.id)
    note(work, "reconciled", line("{person} asked for a count.", person=asked.me.name), actor=asked.me.id)
    return [asked.tell("Counting mailbox and log. I tell you the result here.")]


COMMANDS = (
    Command(
        "/reconcile",
        word("count mailbox and log against each other"),
        reconcile,
        roles=OVERSEERS | DISPATCHERS,
        example="/reconcile",
        family="desk",
    ),
)
