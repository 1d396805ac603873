"""The picture of an order's timeline: wished for in chat, drawn in the press outside any decision, shown to who asked (R67)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from documents.timeline import timeline_picture
from handlers.asked import Asked
from handlers.making import Bench, MadeFile, Making
from handlers.telling import to_colleague
from rules.order_course import Course, Step
from rules.order_moves import ENDED, STAGE_WORDS, Stage, line_of, rank
from rules.outgoing import Choice, Outgoing, StoredFile
from rules.permission import SALES, Role
from rules.policy import Policy
from rules.words import line, title
from storage import order_wishes, orders
from storage.colleagues import colleague
from storage.customers import customer
from storage.tables.colleagues import ColleagueRow
from storage.tables.orders import OrderRow
from storage.tables.trade_papers import OrderFileWishRow
from storage.work import Work

_PNG = "image/png"
_KNOWS_CUSTOMERS = SALES | {Role.ACCOUNTING}


def wished(work: Work, asked: Asked, row: OrderRow) -> list[Outgoing]:
    """She wants to see it; it comes as soon as it is drawn."""
    order_wishes.wished(work, row.id, order_wishes.TIMELINE, asked.me.id)
    return [asked.tell("The timeline of order {number} is being drawn.", number=row.id)]


def making(session: Session, policy: Policy, wish: OrderFileWishRow) -> Making:
    """What is drawn for that wish: the order as it stands, in the language of who asked."""
    row = orders.order(session, wish.order_id)
    person = colleague(session, wish.asked_by)
    course = None if row is None else course_of(session, policy, row, wish, person)
    return Making(
        key=f"told:order-timeline:{wish.id}",
        make=partial(_made_of, course, person.language if person else "en", policy.zone),
        made=partial(_shown, wish.id),
        not_made=partial(_not_drawn, wish.id),
    )


def course_of(
    session: Session, policy: Policy, row: OrderRow, wish: OrderFileWishRow, person: ColleagueRow | None
) -> Course:
    """The days of the order's stages; the customer's name only for who may know it (C8)."""
    zone = ZoneInfo(policy.zone)
    known = orders.stages(session, row.id)
    way = [*line_of(row.supply_mode)]
    if row.stage in {Stage.REWORK, Stage.CANCELLED}:
        way.insert(way.index(Stage.INSPECTED) if row.stage == Stage.REWORK else len(way), Stage(row.stage))
    steps = []
    for stage in way:
        each = known.get(stage)
        reached = each.reached_at.astimezone(zone).date() if each is not None and each.reached_at else None
        if each is None:
            steps.append(Step(stage))
        else:
            steps.append(Step(stage, each.planned_on, each.expected_on, reached))
    knows = person is not None and bool(set(person.roles) & {str(each) for each in _KNOWS_CUSTOMERS})
    who = customer(session, row.customer_id) if knows else None
    return Course(
        number=orders.called(row),
        who=(who.name if who is not None else orders.content(row).goods.company if knows else ""),
        stage=Stage(row.stage),
        today=wish.asked_at.astimezone(zone).date(),
        steps=_alive(row, steps),
        promised=row.contract_on,
        latest=row.latest_on,
        on_hold=row.hold_since is not None and row.stage not in ENDED,
        is_ended=row.stage in ENDED,
    )


def _alive(row: OrderRow, steps: Sequence[Step]) -> tuple[Step, ...]:
    """What a cancelled order was to reach and never will is not drawn."""
    if row.stage != Stage.CANCELLED:
        return tuple(steps)
    return tuple(each for each in steps if each.reached is not None or rank(each.stage) > rank(Stage.CLOSED))


def _made_of(course: Course | None, language: str, zone: str, _: Bench) -> list[MadeFile]:
    if course is None:
        return []
    number = course.number.split()[0]
    picture = timeline_picture(course, language, zone)
    return [MadeFile(f"order-{number}-timeline.png", _PNG, picture, is_picture=True)]


def _shown(wish: int, work: Work, files: tuple[StoredFile, ...]) -> list[Outgoing]:
    row = order_wishes.wish(work.session, wish)
    if row is None or row.done_at is not None:
        return []
    order_wishes.fulfilled(work, row)
    meant = orders.order(work.session, row.order_id)
    if meant is None:
        return []
    words = title("Order {number}: {stage}", number=orders.called(meant), stage=STAGE_WORDS[Stage(meant.stage)])
    show = ((Choice(line("Show"), f"/order {meant.id}"),),)
    return to_colleague(work, row.asked_by, (words,), show, files=files, at_once=True)


def _not_drawn(wish: int, work: Work, reason: str) -> list[Outgoing]:
    row = order_wishes.wish(work.session, wish)
    if row is None or row.done_at is not None:
        return []
    order_wishes.fulfilled(work, row)
    words = line("The timeline of order {number} could not be drawn: {reason}", number=row.order_id or 0, reason=reason)
    return to_colleague(work, row.asked_by, (words,), at_once=True)
