"""Progress of an order in the works: its tracker is asked on a schedule, and answers by buttons (B16, R192)."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.asked import Asked
from handlers.meetings import ready_day
from handlers.order_card import refreshed
from handlers.order_sight import acts_for
from handlers.ordering import noted, still_open, told
from handlers.quote_figures import today
from handlers.stage_movers import WORKS, goods_lines
from handlers.telling import to_colleague
from handlers.works_lines import STATE_WORDS, SUBJECT_WORDS
from rules.order_moves import STAGE_WORDS, Stage, rank
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import Role, Viewer
from rules.progress import FIELDS, next_question, progress_in
from rules.quote_following import begins
from rules.refusal import Refused
from rules.words import Line, line, title
from storage import orders, tasks
from storage.colleagues import name_of, with_role
from storage.tables.aftersales import TaskRow
from storage.tables.orders import OrderRecordRow, OrderRow
from storage.work import Work

TASK = "progress"
EXAMPLE = "/progress 88 material done, production late mould broken"
LONGEST = 500


def tracker_of(work: Work, row: OrderRow) -> int:
    """Who is asked: the named tracker, the only merchandiser where the department's rule says so, else the owner (C14)."""
    if row.tracker_id is not None:
        return row.tracker_id
    found = with_role(work.session, Role.MERCHANDISER) if work.policy.order_tracker == "merchandiser" else []
    return found[0].id if len(found) == 1 else row.owner_id


def planned(work: Work, row: OrderRow) -> None:
    """The next question, as often as the department wants, and daily in the last week before the goods have to leave."""
    if not _is_tracked(row):
        tasks.done(work, "order", row.id, (TASK,), "cancelled")
        return
    day = next_question(today(work), ready_day(work, row), work.policy.progress_days, work.calendar)
    tasks.planned(work, "order", row.id, TASK, begins(work.calendar, day))


def _is_tracked(row: OrderRow) -> bool:
    return rank(Stage.RELEASED) <= rank(row.stage) <= rank(Stage.IN_PRODUCTION)


def due(work: Work, task: TaskRow) -> list[Outgoing] | None:
    """The tracker is asked; nobody while the order rests."""
    row = orders.order(work.session, task.subject)
    if row is None or not _is_tracked(row):
        return None
    planned(work, row)
    if row.hold_since is not None:
        return []
    return to_colleague(
        work, tracker_of(work, row), question(work, row), buttons(work, row), conversation=row.conversation_id
    )


def question(work: Work, row: OrderRow) -> tuple[Line, ...]:
    """What is asked, with what was said last."""
    ready = ready_day(work, row)
    lines = [
        title("How does order {number} go?", number=row.id),
        line("It is {stage}.", stage=STAGE_WORDS[Stage(row.stage)]),
        *goods_lines(row, 2),
    ]
    if ready is not None:
        lines.append(line("Ready to ship by {day}.", day=ready))
    return (*lines, *standing(work, row))


def newest(work: Work, row: OrderRow) -> OrderRecordRow | None:
    return next(iter(orders.records(work.session, row.id, "progress")), None)


def standing(work: Work, row: OrderRow) -> tuple[Line, ...]:
    """How material, production and quality stand, as was said last; nothing before anybody has said it."""
    last = newest(work, row)
    if last is None:
        return ()
    lines = [
        line("{subject}: {state}", subject=SUBJECT_WORDS[each], state=STATE_WORDS[str(last.content[field])])
        for each, field in FIELDS.items()
        if last.content.get(field) in STATE_WORDS
    ]
    if last.content.get("delay_risk"):
        lines.append(line("Danger of delay: {reason}", reason=str(last.content["delay_risk"])))
    lines.append(line("{person} said so, {at}.", person=name_of(work.session, last.by), at=last.at))
    return tuple(lines)


def buttons(work: Work, row: OrderRow) -> Choices:
    """Three for each subject; none for what is done."""
    last = newest(work, row)
    known = dict(last.content) if last is not None else {}
    rows = [
        tuple(
            Choice(
                line("{subject}: {state}", subject=SUBJECT_WORDS[each], state=STATE_WORDS[state]),
                f"/progress {row.id} {each} {state}",
            )
            for state in STATE_WORDS
        )
        for each, field in FIELDS.items()
        if known.get(field) != "done"
    ]
    return (*rows, (Choice(line("Show"), f"/order {row.id}"),))


def tracking(work: Work, viewer: Viewer, row: OrderRow) -> OrderRow:
    """Refuses who neither works on it, tracks it, nor leads it."""
    if viewer.has(WORKS) or acts_for(viewer, row) or tracker_of(work, row) in {viewer.id, *viewer.stands_in_for}:
        return row
    raise Refused("Progress is said by the works, the tracker and the owner.")


def said(work: Work, asked: Asked, row: OrderRow, text: str) -> list[Outgoing]:
    """What she says; what she does not mention stays as it was said last. Late leads on to the delay (R193)."""
    tracking(work, asked.viewer, still_open(row))
    states, words = progress_in(text)
    if not states:
        raise Refused(
            "I do not understand that. Write it like {example}",
            example=f"/progress {row.id} material done, production late mould broken",
        )
    if len(words) > LONGEST:
        raise Refused("A reason has at most {limit} characters.", limit=LONGEST)
    last = newest(work, row)
    before = {field: last.content.get(field, "") for field in FIELDS.values()} if last else {}
    content = {**before, **{FIELDS[subject]: state for subject, state in states.items()}}
    late = "late" in content.values()
    risk = words or (str(last.content.get("delay_risk", "")) if last else "")
    content |= {"delay_risk": risk if late else "", "reported_by": asked.me.name}
    orders.recorded(work, row, "progress", content, asked.me.id)
    planned(work, row)
    told_ = tuple(
        line("{subject}: {state}", subject=SUBJECT_WORDS[subject], state=STATE_WORDS[state])
        for subject, state in states.items()
    )
    change = line("{person} on order {number}: {states}", person=asked.me.name, number=row.id, states=told_)
    noted(work, row, "progress", change, asked.me.id, None, dict(states))
    more = (line("Danger of delay: {reason}", reason=risk),) if late and risk else ()
    outgoing = told(work, row, (change, *more), but=(asked.me.id,), choices=_after(row, late))
    return [
        asked.say((*told_, *more, *_ask_delay(row, states)), _rest(work, row, late)),
        *outgoing,
        *refreshed(work, row),
    ]


def _ask_delay(row: OrderRow, states: Mapping[str, str]) -> tuple[Line, ...]:
    if "late" not in states.values():
        return ()
    return (line("How many days, and why? {example}", example=f"/delay {row.id} 5 days mould broken"),)


def _after(row: OrderRow, late: bool) -> Choices:
    show = Choice(line("Show"), f"/order {row.id}")
    return ((Choice(line("Delay"), f"/delay {row.id}"), show),) if late else ((show,),)


def _rest(work: Work, row: OrderRow, late: bool) -> Choices:
    """The buttons again, for the subjects that are not done; the delay first where something is late."""
    delay = ((Choice(line("Delay"), f"/delay {row.id}"),),) if late else ()
    return (*delay, *buttons(work, row))
