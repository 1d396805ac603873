"""Complaints: recorded at once, told to those above, taken step by step, each with its own clock (R242-R249, M7)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from handlers.telling import to_colleague, to_roles
from rules.complaint_moves import STATE_WORDS, ComplaintEvent, ComplaintState
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import DISPATCHERS, Role, Viewer
from rules.refusal import Refused
from rules.words import Line, line, title, verbatim, word
from storage import complaints, orders, tasks
from storage.colleagues import name_of, with_role
from storage.conversations import conversation, standing
from storage.customers import customer
from storage.happenings import note
from storage.tables.aftersales import ComplaintRow, TaskRow
from storage.tables.conversations import ConversationRow
from storage.tables.orders import OrderRow
from storage.work import Work

S, E = ComplaintState, ComplaintEvent
THING, STEP = "complaint", "step"
EXAMPLE = "/complaint 88 ten lamps flicker"
HEADS = (Role.SUPERVISOR, Role.MANAGER)
_OVERSEES = frozenset({Role.SUPERVISOR, *DISPATCHERS})
_LONGEST = 4000
_SHOWN = 300
KIND_WORDS = {"complaint": word("complaint"), "opinion": word("opinion"), "question": word("question")}
CHANNEL_WORDS = {
    "mail": word("by mail"),
    "phone": word("by telephone"),
    "talk": word("in a talk"),
    "chat": word("by chat"),
}
NEXT_STEP = {
    S.RECORDED: word("name who is responsible"),
    S.INVESTIGATING: word("find the cause"),
    S.CAUSE_CONFIRMED: word("take a measure"),
    S.MEASURE_TAKEN: word("tell the customer the result"),
    S.RESULT_TOLD: word("enter how it is prevented"),
    S.REOPENED: word("name who is responsible"),
}
"""What comes next, by state."""


def opened(
    work: Work,
    matter: ConversationRow,
    content: str,
    *,
    kind: str = "complaint",
    channel: str = "mail",
    order: OrderRow | None = None,
    by: int | None = None,
) -> tuple[ComplaintRow, list[Outgoing]]:
    """A case: recorded at once, and told to supervisor, manager and owner (R243, R244). An opinion asks for no steps."""
    row = complaints.begun(
        work,
        kind=kind,
        customer_id=matter.customer_id,
        order_id=order.id if order else None,
        conversation_id=matter.id,
        owner_id=order.owner_id if order else None,
        channel=channel,
        said=content.strip()[:_LONGEST],
        made_by=by,
    )
    row.reported_at = work.now
    complaints.moved(work, row, E.RECORDED)
    if kind == "opinion":
        row.state, row.closed_at = S.CLOSED, work.now
    else:
        clock(work, row)
    who = name_of(work.session, by) or word("the mailbox")
    words = line(
        "{kind} {number} is recorded by {person}", kind=KIND_WORDS[kind], number=complaints.called(row), person=who
    )
    noted(work, row, words, by)
    lines = case_lines(work, row)
    heads = with_role(work.session, Role.SUPERVISOR, Role.MANAGER)
    told = to_roles(
        work, HEADS, lines, choices(work, row), conversation=matter.id, urgent=True, but=() if by is None else (by,)
    )
    owner = owner_of(work, row)
    if owner is not None and owner not in {by, *(each.id for each in heads)}:
        told += to_colleague(work, owner, lines, choices(work, row), conversation=matter.id, urgent=True)
    return row, told


def owner_of(work: Work, row: ComplaintRow) -> int | None:
    """Who answers for it: the order's owner, or whoever has the conversation now."""
    return row.owner_id or matter_of_case(work, row).owner_id


def matter_of_case(work: Work, row: ComplaintRow) -> ConversationRow:
    about = conversation(work.session, row.conversation_id)
    if about is None:
        raise Refused("Case {number} belongs to no conversation any more.", number=complaints.called(row))
    return standing(work.session, about)


def may_see(work: Work, viewer: Viewer, row: ComplaintRow) -> bool:
    """Owner, responsible, who stands in for one of them, supervisor, dispatcher and manager."""
    mine = {viewer.id, *viewer.stands_in_for}
    return bool({owner_of(work, row), row.responsible_id} & mine) or viewer.has(_OVERSEES)


def found(work: Work, viewer: Viewer, text: str) -> ComplaintRow:
    """The case that she names. Refuses alike for an unknown one and for somebody else's (T26)."""
    row = complaints.meant(work.session, text)
    if row is None or not may_see(work, viewer, row):
        raise Refused("I know no case {number} of yours. /complaint lists them.", number=text[:20])
    return row


def clock(work: Work, row: ComplaintRow) -> None:
    """Its next step is due in so many business days (R246); a closed one has none."""
    if row.closed_at is not None:
        tasks.done(work, THING, row.id)
        return
    tasks.planned(work, THING, row.id, STEP, _due(work, work.now))


def _due(work: Work, since: datetime) -> datetime:
    return work.calendar.plus(since, work.policy.limit_minutes * work.policy.complaint_step)


def step_due(work: Work, task: TaskRow) -> list[Outgoing] | None:
    """Nobody has taken a step in time: who is responsible hears it, from the second time on those above, too (R246, R249)."""
    row = complaints.complaint(work.session, task.subject)
    if row is None or row.closed_at is not None:
        return None
    task.due_at = _due(work, work.now)
    days = (work.now - row.step_since).days
    head = title("{number} waits for its next step", number=complaints.called(row))
    late = line("No step since {at} ({days} days).", at=row.step_since, days=days)
    lines = (head, late, *case_lines(work, row)[1:])
    person = row.responsible_id or owner_of(work, row)
    said: list[Outgoing] = []
    if person is not None:
        said += to_colleague(work, person, lines, choices(work, row), conversation=row.conversation_id)
    if task.told or person is None:
        but = (person,) if person else ()
        said += to_roles(work, HEADS, lines, choices(work, row), conversation=row.conversation_id, but=but)
    return said


def case_lines(work: Work, row: ComplaintRow) -> tuple[Line, ...]:
    """The case on one screen: whose, what, how far, who has the ball, what is next (form B22)."""
    buyer = customer(work.session, row.customer_id)
    order = orders.order(work.session, row.order_id)
    lines = [
        title(
            "{kind} {number} · {customer}",
            kind=KIND_WORDS[row.kind],
            number=complaints.called(row),
            customer=buyer.name if buyer else "?",
        )
    ]
    if order is not None:
        lines.append(line("Order {number}", number=orders.called(order)))
    lines.append(verbatim(row.said[:_SHOWN]))
    lines.append(line("Received {at}, {how}", at=row.received_at, how=CHANNEL_WORDS[row.channel]))
    for label, text in _told_of(row):
        lines.append(line("{fact}: {value}", fact=label, value=text[:_SHOWN]))
    if row.told_at:
        lines.append(line("The customer knows the result since {at}.", at=row.told_at))
    if row.kind == "opinion":
        return tuple(lines)
    lines.append(line("It is {state}.", state=STATE_WORDS[S(row.state)]))
    if row.closed_at is None:
        person = name_of(work.session, row.responsible_id) or name_of(work.session, owner_of(work, row)) or "–"
        lines.append(line("Next: {what}. {person} has the ball.", what=NEXT_STEP[S(row.state)], person=person))
    return tuple(lines)


def _told_of(row: ComplaintRow) -> Iterable[tuple[Line, str]]:
    known = (
        (word("cause"), row.cause),
        (word("measure"), row.measure),
        (word("result"), row.result),
        (word("prevention"), row.prevention),
    )
    return ((label, text) for label, text in known if text)


def choices(work: Work, row: ComplaintRow) -> Choices:
    """What comes next, as buttons."""
    name, state = complaints.called(row), S(row.state)
    if row.kind == "opinion":
        return ()
    if state is S.CLOSED:
        return ((Choice(line("Open again"), f"/complaint {name} reopen"),),)
    first = {
        S.RECORDED: (Choice(line("I take it"), f"/complaint {name} responsible me"),),
        S.REOPENED: (Choice(line("I take it"), f"/complaint {name} responsible me"),),
        S.INVESTIGATING: (Choice(line("The cause"), f"/complaint {name} cause"),),
        S.CAUSE_CONFIRMED: (Choice(line("The measure"), f"/complaint {name} measure"),),
        S.MEASURE_TAKEN: (
            Choice(line("Mail to customer"), f"/complaint {name} told"),
            Choice(line("Told by phone"), f"/complaint {name} told phone"),
        ),
        S.RESULT_TOLD: (Choice(line("Prevention"), f"/complaint {name} prevention"),),
    }.get(state, ())
    more = [Choice(line("Who is responsible"), f"/complaint {name} responsible")]
    if state in {S.RECORDED, S.INVESTIGATING}:
        more.append(Choice(line("No complaint"), f"/complaint {name} withdraw"))
    return (first, tuple(more))


def noted(work: Work, row: ComplaintRow, words: Line | tuple[Line, ...], by: int | None) -> None:
    """On the timeline of its conversation, so that the customer's file holds it (R242)."""
    work.session.flush()
    note(
        work,
        "complaint",
        words,
        actor=by,
        conversation=row.conversation_id,
        customer=row.customer_id,
        after={"complaint": row.id, "state": row.state, "order": row.order_id},
    )
