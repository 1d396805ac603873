"""Refusing so that it stays on record: who tried to release her own or an old version, or to send without a release (T27)."""

from __future__ import annotations

from handlers.asked import Asked
from rules.approval import STATE_WORDS, ApprovalState
from rules.outgoing import Choices, Outgoing
from rules.refusal import Refused
from rules.words import Line, line
from storage.approvals import approval
from storage.conversations import number_in
from storage.happenings import note
from storage.tables.colleagues import ColleagueRow
from storage.work import Work

VERB = "refused"
GUARDED = frozenset({"/approve", "/send"})
"""Whatever nobody may do but who is asked to, while it holds."""


def refused(
    work: Work,
    asked: Asked,
    no: Refused,
    *,
    thing: str,
    conversation: int | None = None,
    customer: int | None = None,
    choices: Choices = (),
) -> list[Outgoing]:
    """Says no and notes it. Only for a refusal before anything was changed: what was, would be committed with it."""
    attempt = line("{person} tried {command}: {reason}", person=asked.me.name, command=asked.command, reason=no.words)
    after = {"command": asked.command, "rest": asked.rest[:100], "thing": thing}
    note(work, VERB, attempt, actor=asked.me.id, conversation=conversation, customer=customer, after=after)
    return [asked.say((no.words,), choices)]


def too_late(work: Work, me: ColleagueRow, command: str, rest: str) -> tuple[Line, ...]:
    """A button to release or send something, pressed after the thing has changed: why it does nothing, and on record."""
    if command not in GUARDED:
        return ()
    row = approval(work.session, number_in(rest)) if command == "/approve" else None
    why = (
        line("Approval {number} is {state}.", number=row.id, state=STATE_WORDS[ApprovalState(row.state)])
        if row
        else None
    )
    attempt = line("{person} pressed an old button: {command}", person=me.name, command=f"{command} {rest}")
    note(
        work,
        VERB,
        (attempt, *([why] if why else [])),
        actor=me.id,
        conversation=row.conversation_id if row else None,
        customer=row.customer_id if row else None,
        after={"command": command, "rest": rest[:100]},
    )
    return (why,) if why else ()
