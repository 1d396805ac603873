"""What is told of a part when its day comes: ahead, due, promised, late; then letter, call, visit, warning (R226-R232)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from handlers.asked import Asked
from handlers.asking import in_rows
from handlers.order_sight import acts_for
from handlers.ordering import noted
from handlers.payment_letters import prepared
from handlers.payment_locks import suspended
from handlers.payments import THING, open_amount, redated, short, show, start_of
from handlers.quote_figures import today
from handlers.telling import to_colleague, to_roles
from rules.money import shown
from rules.outgoing import Choice, Choices, Outgoing
from rules.payment import LATE, STATE_WORDS, UNPAID, PartEvent, PartState, Trigger
from rules.payment_reasons import REASONS, told_reason
from rules.permission import Role
from rules.refusal import Refused
from rules.words import Line, line, title
from storage import orders, payments, tasks
from storage.tables.aftersales import TaskRow
from storage.tables.orders import OrderRow
from storage.tables.payments import PaymentPartRow
from storage.work import Work

LADDER = ("letter", "call", "visit")
_MONEY = frozenset({Role.ACCOUNTING})
_WARNED = frozenset({Role.MANAGER, Role.ACCOUNTING})
NEXT: Mapping[PartState, tuple[str, Line]] = {
    PartState.OVERDUE: ("letter", line("Reminder letter")),
    PartState.LETTER: ("called", line("I called")),
    PartState.CALL: ("visited", line("I visited")),
    PartState.VISIT: ("warn", line("Bad-debt warning")),
    PartState.WARNING: ("bad", line("Bad debt")),
}
"""The verb and the button of what comes next on the ladder."""
_TICKS: Mapping[str, tuple[PartEvent, PartState]] = {
    "called": (PartEvent.CALLED, PartState.LETTER),
    "visited": (PartEvent.VISITED, PartState.CALL),
    "warn": (PartEvent.WARNED, PartState.VISIT),
    "bad": (PartEvent.GIVEN_UP, PartState.WARNING),
}


def before_due(work: Work, task: TaskRow) -> list[Outgoing] | None:
    """Some days ahead the owner is told what will be due (R226)."""
    found = _unpaid(work, task)
    if found is None or found[0].due_on is None or found[0].due_on <= today(work):
        return None
    part, row = found
    redated(work, row)
    words = (_head(row), line("{part} is to come by {day}.", part=_open(part), day=part.due_on or today(work)))
    return to_colleague(work, row.owner_id, words, ((show(row),),), conversation=row.conversation_id)


def on_day(work: Work, task: TaskRow) -> list[Outgoing] | None:
    """On the due date owner and accounting are told. What waits for its moment is not due, whatever the date says."""
    found = _unpaid(work, task)
    if found is None:
        return None
    part, row = found
    if part.state == PartState.EXPECTED:
        if part.trigger != Trigger.DATE:
            redated(work, row)
            return None
        payments.moved(work, part, PartEvent.TRIGGERED)
    words = (_head(row), line("{part} is due today.", part=_open(part)))
    return _to_both(work, row, part, words)


def on_promised_day(work: Work, task: TaskRow) -> list[Outgoing] | None:
    """On the day that the customer has promised, too (R227)."""
    found = _unpaid(work, task)
    if found is None:
        return None
    part, row = found
    return _to_both(work, row, part, (_head(row), line("{part} was promised for today.", part=_open(part))))


def when_late(work: Work, task: TaskRow) -> list[Outgoing] | None:
    """The day is over: the part is overdue, and the owner is asked why (R230)."""
    found = _unpaid(work, task)
    if found is None or found[0].state != PartState.DUE or found[0].due_on is None:
        return None
    part, row = found
    day = max(part.due_on or today(work), part.promised_on or date.min)
    if day >= today(work):
        _again(work, task, day + timedelta(days=1))
        return []
    payments.moved(work, part, PartEvent.PASSED)
    noted(work, row, "payment", line("{part} is overdue", part=short(part)), None, after={"part": part.id})
    _ladder_planned(work, part)
    words = (_head(row), line("{part} is overdue since {day}. Why?", part=_open(part), day=part.due_on or today(work)))
    command = f"/payments {row.id} late {part.position}"
    buttons = [Choice(told, f"{command} {key}") for key, told in REASONS.items()]
    promise = Choice(line("Promised a day"), f"/payments {row.id} promised {part.position}")
    return to_colleague(
        work, row.owner_id, words, (*in_rows(buttons), (promise, show(row))), conversation=row.conversation_id
    )


def on_ladder(work: Work, task: TaskRow) -> list[Outgoing] | None:
    """Letter, call, visit: the owner is shown what comes next; it waits for a promised day, a complaint, a warning of fraud."""
    found = _unpaid(work, task)
    if found is None or found[0].state not in LATE:
        return None
    part, row = found
    if part.promised_on is not None and part.promised_on >= today(work):
        _again(work, task, part.promised_on + timedelta(days=1))
        return []
    if waits := suspended(work, row):
        _again(work, task, work.calendar.working_day_after(today(work)))
        return [] if task.told else to_colleague(work, row.owner_id, (_head(row), *waits), ((show(row),),))
    days = (today(work) - (part.due_on or today(work))).days
    lines = [_head(row), line("{part} is overdue for {count} days.", part=_open(part), count=days)]
    lines += [line("Late because: {reason}", reason=told_reason(part.reason))] if part.reason else []
    lines.append(line("It is {state}.", state=STATE_WORDS[PartState(part.state)]))
    if part.state == PartState.OVERDUE:
        lines += prepared(work, row, part)
    return to_colleague(work, row.owner_id, lines, _next(row, part), conversation=row.conversation_id)


def on_warning(work: Work, task: TaskRow) -> list[Outgoing] | None:
    """So late that manager and accounting are warned of a bad debt (R232)."""
    found = _unpaid(work, task)
    if found is None or found[0].state not in LATE:
        return None
    part, row = found
    if part.state == PartState.VISIT:
        payments.moved(work, part, PartEvent.WARNED)
    return _warned(work, row, part, None)


def ticked(work: Work, asked: Asked, row: OrderRow, part: PaymentPartRow, verb: str, words: str) -> list[Outgoing]:
    """A step of the ladder that somebody has taken, with what came of it; each after the one before it (M6)."""
    event, state = _TICKS[verb]
    if verb == "bad" and not asked.viewer.has(frozenset({Role.MANAGER})):
        raise Refused("Only the manager calls a payment a bad debt.")
    if not (acts_for(asked.viewer, row) or asked.viewer.has(_MONEY)):
        raise Refused("Order {number} is another's. Only its owner and accounting do that.", number=row.id)
    if part.state != state:
        _refuse_step(row, part)
    if verb in {"called", "visited"} and not words:
        raise Refused(
            "What did the customer say? {example}",
            example=f"/payments {row.id} {verb} {part.position} he pays on Friday",
        )
    payments.moved(work, part, event)
    if part.state == PartState.BAD_DEBT:
        tasks.done(work, THING, part.id)
    told = line("{part} is {state} now.", part=short(part), state=STATE_WORDS[PartState(part.state)])
    after = {"part": part.id, "state": part.state, "note": words[:300]}
    noted(work, row, "payment", told, asked.me.id, after=after)
    said: list[Outgoing] = [asked.say((told,), _next(row, part), conversation=row.conversation_id)]
    if verb == "warn":
        said += _warned(work, row, part, asked.me.id)
    if verb == "bad":
        lines = (_head(row), told, line("{person}: {reason}", person=asked.me.name, reason=words or "-"))
        said += to_roles(work, _MONEY, lines, ((show(row),),), but={asked.me.id})
        said += to_colleague(work, row.owner_id, lines, ((show(row),),)) if row.owner_id != asked.me.id else []
    return said


def _refuse_step(row: OrderRow, part: PaymentPartRow) -> None:
    """In a sentence, with what comes next instead."""
    verb = NEXT.get(PartState(part.state), ("", line("")))[0]
    if not verb:
        raise Refused(
            "{part} is {state}: no reminder is due.", part=short(part), state=STATE_WORDS[PartState(part.state)]
        )
    raise Refused(
        "{part} is {state}. What comes next: {example}",
        part=short(part),
        state=STATE_WORDS[PartState(part.state)],
        example=f"/payments {row.id} {verb} {part.position}",
    )


def _warned(work: Work, row: OrderRow, part: PaymentPartRow, by: int | None) -> list[Outgoing]:
    days = (today(work) - (part.due_on or today(work))).days
    lines = (
        title("Bad-debt warning: order {number}", number=orders.called(row)),
        line(
            "{part} is overdue for {count} days; it is {state}.",
            part=_open(part),
            count=days,
            state=STATE_WORDS[PartState(part.state)],
        ),
        *([line("Late because: {reason}", reason=told_reason(part.reason))] if part.reason else []),
    )
    noted(work, row, "payment", line("Bad-debt warning for {part}", part=short(part)), by, after={"part": part.id})
    return to_roles(work, _WARNED, lines, _next(row, part), conversation=row.conversation_id, but={by} if by else ())


def _ladder_planned(work: Work, part: PaymentPartRow) -> None:
    """Letter, call and visit after so many days, and the warning of a bad debt (payment.ladder, payment.warning_days)."""
    due = part.due_on or today(work)
    earliest = today(work) + timedelta(days=1)
    for step, days in zip(LADDER, work.policy.payment_ladder, strict=False):
        tasks.planned(work, THING, part.id, step, start_of(work, max(earliest, due + timedelta(days=days))))
    if work.policy.payment_warning:
        day = max(earliest, due + timedelta(days=work.policy.payment_warning))
        tasks.planned(work, THING, part.id, "warning", start_of(work, day))


def _unpaid(work: Work, task: TaskRow) -> tuple[PaymentPartRow, OrderRow] | None:
    part = payments.part(work.session, task.subject)
    row = orders.order(work.session, part.order_id) if part is not None else None
    if part is None or row is None or part.state not in UNPAID or not open_amount(part):
        return None
    return part, row


def _again(work: Work, task: TaskRow, day: date) -> None:
    task.due_at = start_of(work, day)


def _to_both(work: Work, row: OrderRow, part: PaymentPartRow, words: Sequence[Line]) -> list[Outgoing]:
    """The owner may say what she knows, accounting what has come."""
    promise = Choice(line("Promised a day"), f"/payments {row.id} promised {part.position}")
    said = Choice(line("He says he paid"), f"/paid {row.id}")
    came = Choice(line("Money came"), f"/paid {row.id}")
    told = to_colleague(work, row.owner_id, words, ((said, promise), (show(row),)), conversation=row.conversation_id)
    return [
        *told,
        *to_roles(work, _MONEY, words, ((came, show(row)),), conversation=row.conversation_id, but={row.owner_id}),
    ]


def _next(row: OrderRow, part: PaymentPartRow) -> Choices:
    step = NEXT.get(PartState(part.state))
    first = (Choice(step[1], f"/payments {row.id} {step[0]} {part.position}"),) if step else ()
    promise = Choice(line("Promised a day"), f"/payments {row.id} promised {part.position}")
    return ((*first, promise), (show(row),)) if step else ((show(row),),)


def _head(row: OrderRow) -> Line:
    return title("Payment of order {number}", number=orders.called(row))


def _open(part: PaymentPartRow) -> Line:
    """deposit 30%: USD 30,000.00, of which 20,000.00 is open."""
    left = open_amount(part)
    told = short(part)
    if f"{left:f}" == part.amount:
        return told
    return line("{part}, of which {rest} is open", part=told, rest=shown(left, part.currency))


STEPS = {
    "before": before_due,
    "due": on_day,
    "promised": on_promised_day,
    "late": when_late,
    "letter": on_ladder,
    "call": on_ladder,
    "visit": on_ladder,
    "warning": on_warning,
}
"""For handlers.task_steps: what is done when a step of a part is due."""
