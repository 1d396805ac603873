"""Risk is found by itself: a stage not reached on its day is asked after, then told to supervisor and manager (R192-R194)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum

from handlers.order_dates import STAGE_DUE as STAGE_DUE
from handlers.order_dates import slip_lines
from handlers.order_sight import OrderSight, order_sight
from handlers.ordering import noted
from handlers.quote_figures import today
from handlers.stage_movers import WORKS, works_of
from handlers.telling import to_colleague
from rules.order_moves import BEFORE_SHIPMENT, MOVERS, STAGE_WORDS, Stage, following
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import Role
from rules.words import Line, line, title
from storage import orders, tasks
from storage.colleagues import colleague, viewer, with_role
from storage.deputies import standing_in
from storage.tables.aftersales import TaskRow
from storage.tables.colleagues import ColleagueRow
from storage.tables.orders import OrderRow, OrderStageRow
from storage.work import Work

_LATE_DAYS = 3
_SHOWN = 10


class Level(IntEnum):
    ASKED = 1
    SUPERVISOR = 2
    MANAGER = 3


@dataclass(frozen=True, slots=True)
class Overdue:
    """A stage that was expected and is not reached, and who is to hear it now."""

    row: OrderRow
    stage: Stage
    each: OrderStageRow
    level: Level


def stage_due(work: Work, row: TaskRow) -> list[Outgoing] | None:
    """Everything that is due of this kind at once: one message for each person, also after downtime (F28)."""
    theirs: dict[int, list[Overdue]] = defaultdict(list)
    for task in tasks.due(work.session, work.now):
        if (task.thing, task.step) == ("order", STAGE_DUE):
            found = _settled(work, task)
            for person in _people(work, found) if found else []:
                theirs[person.id].append(found)  # type: ignore[arg-type]
    said = [each for person, things in theirs.items() for each in _told(work, person, things)]
    return said or ([] if row.done_at is None else None)


def _settled(work: Work, task: TaskRow) -> Overdue | None:
    """What is to be told of it now; its task is planned for the next working day, or done."""
    row = orders.order(work.session, task.subject)
    stage = following(row.stage, row.supply_mode) if row is not None else None
    each = orders.stages(work.session, row.id).get(stage) if row is not None and stage is not None else None
    if row is None or stage is None or each is None or each.expected_on is None or row.stage not in BEFORE_SHIPMENT:
        task.done_at, task.outcome = work.now, "cancelled"
        return None
    if row.hold_since is not None or each.expected_on >= today(work):
        _again(work, task, each)
        return None
    level = Level.ASKED if each.asked_at is None else Level.SUPERVISOR if each.escalated_at is None else Level.MANAGER
    task.told += 1
    if level is Level.ASKED:
        each.asked_at = work.now
    elif level is Level.SUPERVISOR:
        each.escalated_at = work.now
    if level is Level.MANAGER:
        task.done_at, task.outcome = work.now, "told"
    else:
        _again(work, task, each)
    facts = {"number": row.id, "stage": STAGE_WORDS[stage], "day": each.expected_on}
    words = line("order {number} is not {stage}: it was expected on {day}", **facts)
    noted(work, row, "risk", words, None, after={"stage": stage, "level": int(level)})
    return Overdue(row, stage, each, level)


def _again(work: Work, task: TaskRow, each: OrderStageRow) -> None:
    day = max(today(work), each.expected_on or today(work))
    morning = work.calendar.opening_of(work.calendar.working_day_after(day))
    task.due_at = morning or work.now + timedelta(days=1)


def _people(work: Work, found: Overdue) -> list[ColleagueRow]:
    if found.level is Level.ASKED:
        return asked_people(work, found.row, found.stage)
    supervisors, managers = with_role(work.session, Role.SUPERVISOR), with_role(work.session, Role.MANAGER)
    return (supervisors or managers) if found.level is Level.SUPERVISOR else (managers or supervisors)


def asked_people(work: Work, row: OrderRow, stage: Stage) -> list[ColleagueRow]:
    """Who is asked after a stage: its tracker, or who moves it; the owner where that is sales, or nobody is there (C13, C14)."""
    if MOVERS.get(stage, frozenset()) & WORKS:
        if tracker := _there(work, row.tracker_id):
            return [tracker]
        roles = {Role.MERCHANDISER} if work.policy.order_tracker == "merchandiser" else works_of(row, stage)
        if movers := with_role(work.session, *sorted(roles)):
            return movers
    owner = _there(work, row.owner_id)
    return [owner] if owner else with_role(work.session, Role.SUPERVISOR) or with_role(work.session, Role.MANAGER)


def _there(work: Work, number: int | None) -> ColleagueRow | None:
    """She, or who stands in for her; None for nobody, or one who has left."""
    person = standing_in(work).get(number or 0) or colleague(work.session, number)
    return person if person is not None and person.dismissed_at is None else None


def _told(work: Work, person: int, things: Sequence[Overdue]) -> list[Outgoing]:
    lines, buttons = _words(work, person, things)
    about = things[0].row.conversation_id if len(things) == 1 and _sees_all(work, person, things[0].row) else None
    return to_colleague(work, person, lines, buttons, conversation=about, subject=lines[0])


def _words(work: Work, person: int, things: Sequence[Overdue]) -> tuple[tuple[Line, ...], Choices]:
    if len(things) == 1:
        found = things[0]
        more = slip_lines(found.row) if _sees_all(work, person, found.row) else ()
        return (_line(work, person, found), *more, *_question(found)), _buttons(found)
    head = title("{count} orders are behind their days:", count=len(things))
    lines = [head, *(_line(work, person, each) for each in things[:_SHOWN])]
    if len(things) > _SHOWN:
        lines.append(line("and {count} more: {example}", count=len(things) - _SHOWN, example="/orders"))
    return tuple(lines), tuple(
        (
            Choice(
                line("{number} {stage}", number=each.row.id, stage=STAGE_WORDS[each.stage]),
                f"/done {each.row.id} {each.stage}",
            ),
            Choice(line("{number} late", number=each.row.id), f"/delay {each.row.id}"),
        )
        for each in things[:_SHOWN]
    )


def _line(work: Work, person: int, found: Overdue) -> Line:
    row, each = found.row, found.each
    number = orders.called(row) if _sees_all(work, person, row) else str(row.id)
    facts = {"number": number, "stage": STAGE_WORDS[found.stage], "day": each.expected_on}
    if found.level is Level.ASKED:
        return line("Order {number}: was to be {stage} on {day}. Is it?", **facts)
    people = ", ".join(one.name for one in asked_people(work, row, found.stage))
    return line("Order {number}: was to be {stage} on {day} and is not. {people} was asked.", people=people, **facts)


def _question(found: Overdue) -> tuple[Line, ...]:
    if found.level is not Level.ASKED:
        return ()
    return (line("Press Done, or how late it will be: {example}", example=f"/delay {found.row.id} 5 days no steel"),)


def _buttons(found: Overdue) -> Choices:
    """Done names the stage, and Late the new day: neither does anything twice."""
    row = found.row
    late: tuple[Choice, ...] = (Choice(line("Later…"), f"/delay {row.id}"),)
    if row.expected_on is not None:
        until = row.expected_on + timedelta(days=_LATE_DAYS)
        late = (
            Choice(line("Late {count} days", count=_LATE_DAYS), f"/delay {row.id} until {until.isoformat()}"),
            *late,
        )
    show = Choice(line("Show"), f"/order {row.id}")
    if found.level is Level.ASKED:
        return ((Choice(line("Done"), f"/done {row.id} {found.stage}"), *late), (show,))
    return ((show, *late),)


def _sees_all(work: Work, person: int, row: OrderRow) -> bool:
    who = colleague(work.session, person)
    return who is not None and order_sight(work, viewer(work.session, who, work.now), row) is OrderSight.FULL
