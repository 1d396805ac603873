"""Whose hand moves an order to a stage, and who is told that it is their turn now (C13, R188, R195)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.order_sight import acts_for
from handlers.ordering import people_of
from handlers.telling import to_colleague
from rules.order_moves import MOVERS, STAGE_WORDS, Stage, rank
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import SALES, Role, Viewer
from rules.quote import QuoteLine
from rules.refusal import Refused
from rules.words import Line, line, title, word
from storage import orders
from storage.colleagues import with_role
from storage.tables.orders import OrderRow
from storage.work import Work

URGENT = "urgent"
"""The kind of a record by which sales asks the works for haste (R196); its result is agreed once the supervisor has."""
WORKS = frozenset({Role.PRODUCTION, Role.PURCHASING, Role.MERCHANDISER})
ROLE_WORDS = {
    Role.PRODUCTION: word("production"),
    Role.PURCHASING: word("purchasing"),
    Role.MERCHANDISER: word("the merchandiser"),
    Role.SALESPERSON: word("the owner"),
    Role.SUPERVISOR: word("the supervisor"),
    Role.DISPATCHER: word("the dispatcher"),
    Role.MANAGER: word("the manager"),
    Role.ACCOUNTING: word("accounting"),
}


def may_move(work: Work, viewer: Viewer, row: OrderRow, to: Stage) -> bool:
    """Whether she may say that the order has reached that stage.

    Sales moves its own orders only, and not what is production's (C13), unless the supervisor has agreed that it is
    urgent, or nobody in the department has a role of the works. A named tracker moves everything.
    """
    movers = MOVERS.get(to, frozenset())
    if row.tracker_id in {viewer.id, *viewer.stands_in_for}:
        return True
    if viewer.has(movers & WORKS):
        return True
    if not acts_for(viewer, row):
        return False
    return bool(movers & SALES and viewer.has(movers | SALES)) or _instead_of_works(work, row)


def _instead_of_works(work: Work, row: OrderRow) -> bool:
    if not with_role(work.session, *sorted(WORKS)):
        return True
    return work.policy.production_edit == "sales_urgent" and any(
        each.result == "agreed" for each in orders.records(work.session, row.id, URGENT)
    )


def moving(work: Work, viewer: Viewer, row: OrderRow, to: Stage) -> None:
    """Refuses who may not, and says whose it is."""
    if may_move(work, viewer, row, to):
        return
    roles = tuple(words for role, words in ROLE_WORDS.items() if role in MOVERS.get(to, frozenset()))
    raise Refused(
        'That order {number} is "{stage}" is said by {roles}; they have a button for it.',
        number=row.id,
        stage=STAGE_WORDS[to],
        roles=roles,
    )


def their_turn(
    work: Work, row: OrderRow, to: Stage | None, lines: Iterable[Line], but: Iterable[int]
) -> list[Outgoing]:
    """Words for those of the works whose button comes next: what it is and by when, with the button; never the customer."""
    if to is None or not MOVERS.get(to, frozenset()) & WORKS:
        return []
    known = {*but, *people_of(row)}
    said: list[Outgoing] = []
    for person in with_role(work.session, *sorted(works_of(row, to))):
        if person.id not in known:
            said += to_colleague(work, person.id, lines, buttons(row, to), conversation=None)
    return said


def in_the_works(work: Work, row: OrderRow, lines: Iterable[Line], but: Iterable[int] = ()) -> list[Outgoing]:
    """Words for production, purchasing, merchandiser about an order that they work on; nothing before it is released."""
    if not rank(Stage.RELEASED) <= rank(row.stage) < rank(Stage.SHIPPED):
        return []
    return to_the_works(work, row, lines, but)


def to_the_works(work: Work, row: OrderRow, lines: Iterable[Line], but: Iterable[int] = ()) -> list[Outgoing]:
    """Words for production, purchasing, merchandiser, each once, but not for those who know already."""
    known = {*but, *people_of(row)}
    show = ((Choice(line("Show"), f"/order {row.id}"),),)
    return [
        each
        for person in with_role(work.session, *sorted(works_of(row, Stage.MATERIAL)))
        if person.id not in known
        for each in to_colleague(work, person.id, lines, show)
    ]


def works_of(row: OrderRow, to: Stage) -> frozenset[Role]:
    """Who of the works it is: what is sourced is purchasing's, the rest production's; the merchandiser looks after both."""
    mode = {"buy": Role.PRODUCTION, "stock": Role.PURCHASING}.get(row.supply_mode)
    return (MOVERS.get(to, frozenset()) & WORKS) - {mode}


def buttons(row: OrderRow, to: Stage) -> Choices:
    """What those of the works press, without learning a command."""
    first = (Choice(STAGE_WORDS[to], f"/done {row.id} {to}"), Choice(line("Show"), f"/order {row.id}"))
    if to in {Stage.MATERIAL, Stage.IN_PRODUCTION, Stage.INSPECTED, Stage.PACKED}:
        return (first, (Choice(line("Progress"), f"/progress {row.id}"), Choice(line("Inspect"), f"/inspect {row.id}")))
    return (first,)


def heading(row: OrderRow, stage: Stage) -> Line:
    """For the works: number and stage, and nothing of the customer (C8)."""
    return title("Order {number} is {stage}.", number=row.id, stage=STAGE_WORDS[stage])


def goods_lines(row: OrderRow, most: int = 4) -> tuple[Line, ...]:
    """What is made, how many: what the works see of an order."""
    lines = orders.content(row).goods.lines
    told = [
        line("{quantity} {unit} {product}", quantity=each.quantity or 0, unit=each.unit, product=_product(each))
        for each in lines[:most]
    ]
    if len(lines) > most:
        told.append(line("and {count} more", count=len(lines) - most))
    return tuple(told)


def _product(each: QuoteLine) -> str:
    return f"{each.product} {each.name()}".strip()[:80] or "?"
