"""The days of an order: planned backwards from what was promised, expected as it stands; said where they slip (R197)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.ordering import noted, told
from handlers.quote_figures import today
from handlers.telling import to_colleague, to_roles
from rules import order_dates as days
from rules.order_dates import Durations, days_after, forecast, passed, shipment_day
from rules.order_moves import BEFORE_SHIPMENT, ENDED, STAGE_WORDS, Stage, following, line_of, rank
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import Role
from rules.words import Line, line, title
from storage import orders, tasks
from storage.colleagues import with_role
from storage.products import numbered
from storage.tables.orders import OrderRow, OrderStageRow
from storage.work import Work

STAGE_DUE = "stage_due"
"""The step of an order that asks why its next stage is not reached."""
QUIET = "update"
"""The step that offers a word to the customer after a time of silence."""
ARRIVED = "arrival"
"""The step of an order that asks, at ETA, whether the goods have arrived."""
BY_STAGE = "stage:"
"""Before a stage's name: the reason of a day that moved because that stage was reached late."""
_HEADS = (Role.SUPERVISOR,)
_MANAGERS = (Role.MANAGER,)
_SHOWN = 3


def planned(work: Work, row: OrderRow, by: int | None = None) -> list[Outgoing]:
    """Fills in the day of every stage that is not reached: when it was promised anew, or its durations have changed.

    Planned days count backwards from the contract's day or the letter of credit's; expected ones forwards from where it
    stands, and never sooner than planned. Owner and supervisor hear at once what is late already,
    and again only when something else is.
    """
    if row.stage not in BEFORE_SHIPMENT:
        return []
    told_before = slip(row)
    plan = _plan(work, row)
    way = line_of(row.supply_mode)
    known = orders.stages(work.session, row.id)
    planned_before = {stage: each.planned_on for stage, each in known.items() if each.planned_on is not None}
    for stage in way:
        each = known.get(stage) or orders.stage_row(work, row, stage)
        if each.reached_at is None:
            each.planned_on = plan.get(stage)
    for stage, each in known.items():
        if stage not in way and each.reached_at is None:
            each.planned_on, each.expected_on = None, None
    late, late_before = (
        passed({stage: day for stage, day in each.items() if not _is_reached(work, row, stage)}, today(work))
        for each in (plan, planned_before)
    )
    _forecast(work, row, by, keeps=row.delay_since is not None)
    watched(work, row)
    if tasks.task(work.session, "order", row.id, QUIET) is None:
        silence_planned(work, row)
    slips = slip(row) > told_before
    if late == late_before and not slips:
        return []
    return _said(work, row, (*late_lines(late, row), *(slip_lines(row) if late or slips else ())), by)


def _plan(work: Work, row: OrderRow) -> dict[Stage, date]:
    ship_on = shipment_day(row.contract_on, row.latest_on, work.policy.order_buffer, work.calendar)
    return {} if ship_on is None else days.planned(ship_on, durations_of(work, row), work.calendar, row.supply_mode)


def durations_of(work: Work, row: OrderRow) -> Durations:
    """How long each stage takes: by the settings; production as long as its slowest product, or as was told for the order."""
    policy = work.policy
    return Durations(
        recheck=policy.recheck_days,
        coordinate=policy.coordination_days,
        release=policy.release_days,
        material=policy.material_days,
        inspect=policy.inspection_days,
        pack=policy.packing_days,
        ship=policy.shipping_days,
        cycle=row.cycle_days or _slowest(work, row) or policy.cycle_days,
        transit=row.transit_days or policy.transit_days,
        feedback=policy.aftersales_days,
    )


def _slowest(work: Work, row: OrderRow) -> int:
    numbers = [each.product for each in orders.content(row).goods.lines if each.product]
    return max((each.lead_days or 0 for each in numbered(work.session, numbers).values()), default=0)


def reached(work: Work, row: OrderRow, stage: Stage, by: int | None = None) -> list[Outgoing]:
    """A stage is reached: what follows is expected from here on, later if that was late; who leads the order hears of a slip."""
    before = slip(row)
    if stage is Stage.SHIPPED:
        row.shipped_on = row.shipped_on or (row.etd if row.etd and row.etd <= today(work) else today(work))
        _expected_on(work, row, row.shipped_on, by, "")
        arrival_planned(work, row)
    _forecast(work, row, by, keeps=True, reason=f"{BY_STAGE}{stage}")
    watched(work, row)
    if slip(row) <= before or row.stage not in BEFORE_SHIPMENT:
        return []
    head = title("Order {number} slips: {stage} was reached late.", number=orders.called(row), stage=STAGE_WORDS[stage])
    return _said(work, row, (head, *slip_lines(row)), None)


def shipment_moved(work: Work, row: OrderRow, ship_on: date, by: int | None, reason: str) -> None:
    """The shipment is expected on that day: everything that is still to come moves by as much; the planned days stay."""
    known = orders.stages(work.session, row.id)
    open_ones = {
        stage: day
        for stage, each in known.items()
        if each.reached_at is None and (day := each.expected_on or each.planned_on) is not None
    }
    moved = days.moved(open_ones, ship_on, durations_of(work, row), work.calendar, row.supply_mode)
    moved[Stage.SHIPPED] = ship_on
    _expected(work, row, _not_past(moved, today(work)), by, reason)
    watched(work, row)


def contract_changed(work: Work, row: OrderRow, day: date, by: int, reason: str) -> list[Outgoing]:
    """The customer has agreed to another day: only so does the contract's day change (R185, R197)."""
    orders.dated(work, row, "contract", row.contract_on, day, by, reason, customer_agreed=True)
    row.contract_on = day
    return planned(work, row, by)


def _not_past(moved: Mapping[Stage, date], today_: date) -> dict[Stage, date]:
    return {stage: max(day, today_) for stage, day in moved.items()}


def _forecast(work: Work, row: OrderRow, by: int | None, *, keeps: bool, reason: str = "") -> None:
    """`keeps`: nothing is expected sooner than it was."""
    known = orders.stages(work.session, row.id)
    done = {
        stage: work.calendar.day_of(each.reached_at)
        for stage, each in known.items()
        if each.reached_at is not None and rank(stage) <= rank(row.stage)
    }
    floor = {stage: day for stage, each in known.items() if (day := _floor(each, keeps)) is not None}
    told_days = {Stage.SHIPPED: row.etd, Stage.ARRIVED: row.eta}
    floor |= {stage: day for stage, day in told_days.items() if day is not None}
    found = forecast(today(work), done, floor, durations_of(work, row), work.calendar, row.supply_mode)
    for stage, day in told_days.items():
        if stage in found and day is not None and day >= today(work):
            found[stage] = day
    _expected(work, row, found, by, reason)


def _floor(each: OrderStageRow, keeps: bool) -> date | None:
    told_days = [each.planned_on, each.expected_on if keeps else None]
    return max((day for day in told_days if day is not None), default=None)


def _expected(work: Work, row: OrderRow, found: Mapping[Stage, date], by: int | None, reason: str) -> None:
    """Every day that moves leaves a row in the history; who was asked about the old day is asked anew about the new one."""
    for stage, day in found.items():
        each = orders.stage_row(work, row, stage)
        if each.expected_on == day:
            continue
        if each.expected_on is not None:
            orders.dated(work, row, stage, each.expected_on, day, by, reason)
        each.expected_on, each.asked_at, each.escalated_at = day, None, None
    if Stage.SHIPPED in found:
        _expected_on(work, row, found[Stage.SHIPPED], by, reason)
    work.session.flush()


def _expected_on(work: Work, row: OrderRow, day: date, by: int | None, reason: str) -> None:
    if row.expected_on == day:
        return
    if row.expected_on is not None:
        orders.dated(work, row, "expected", row.expected_on, day, by, reason)
        words = line(
            "shipment of order {number} is expected on {day}, no more on {before}",
            number=row.id,
            day=day,
            before=row.expected_on,
        )
        noted(work, row, "dates", words, by, {"expected": str(row.expected_on)}, {"expected": str(day)})
    row.expected_on = day


def watched(work: Work, row: OrderRow) -> None:
    """Plans when the next stage is asked after: on the first working morning after the day on which it is expected."""
    stage = following(row.stage, row.supply_mode)
    each = orders.stages(work.session, row.id).get(stage) if stage else None
    day = each.expected_on if each else None
    if row.stage in ENDED or stage is None or rank(stage) > rank(Stage.SHIPPED) or day is None:
        tasks.done(work, "order", row.id, (STAGE_DUE,))
        return
    morning = work.calendar.opening_of(work.calendar.working_day_after(day))
    known = tasks.task(work.session, "order", row.id, STAGE_DUE)
    is_asked = known is not None and known.done_at is None and each is not None and each.asked_at is not None
    if morning is not None and not is_asked:
        tasks.planned(work, "order", row.id, STAGE_DUE, morning)


def silence_planned(work: Work, row: OrderRow) -> None:
    """Plans when the customer has heard nothing for so long that he gets a word of how it stands (R67)."""
    days_of_silence = work.policy.update_days
    if not days_of_silence or row.stage not in BEFORE_SHIPMENT:
        tasks.done(work, "order", row.id, (QUIET,))
        return
    at = work.calendar.opening_after(work.now + timedelta(days=days_of_silence))
    tasks.planned(work, "order", row.id, QUIET, at)


def arrival_planned(work: Work, row: OrderRow) -> None:
    """At ETA the owner is asked to confirm the arrival with the customer (R219)."""
    if row.eta is not None and row.arrived_on is None:
        day = max(row.eta, today(work))
        at = datetime.combine(day, datetime.min.time(), ZoneInfo(work.policy.zone))
        tasks.planned(work, "order", row.id, ARRIVED, work.calendar.opening_after(max(at, work.now)))


def slip(row: OrderRow) -> int:
    """By how many calendar days the shipment is expected later than the contract's day or the letter of credit's latest."""
    if row.expected_on is None:
        return 0
    return max(days_after(row.expected_on, row.contract_on), days_after(row.expected_on, row.latest_on))


def slip_lines(row: OrderRow) -> tuple[Line, ...]:
    """What is late against what was promised; nothing where it is not."""
    if row.expected_on is None:
        return ()
    lines = []
    if late := days_after(row.expected_on, row.contract_on):
        lines.append(
            line(
                "Shipment is expected on {day}: {count} days after the contract's {contract}.",
                day=row.expected_on,
                count=late,
                contract=row.contract_on,
            )
        )
    return (*lines, *credit_lines(row, row.expected_on))


def credit_lines(row: OrderRow, day: date) -> tuple[Line, ...]:
    """Loud: a day that lies behind the latest one of the letter of credit."""
    if not days_after(day, row.latest_on):
        return ()
    return (
        title(
            "⚠ {day} is after the letter of credit's latest shipment, {latest}. The bank will not pay unless the credit is "
            "amended first.",
            day=day,
            latest=row.latest_on,
        ),
    )


def late_lines(late: Sequence[tuple[Stage, int]], row: OrderRow) -> tuple[Line, ...]:
    """Which steps should have been taken already when the order was planned, and by how many days."""
    if not late:
        return ()
    lines = [
        line("- {stage}: {count} days ago", stage=STAGE_WORDS[stage], count=count) for stage, count in late[:_SHOWN]
    ]
    head = title(
        "Order {number} starts late. Counted back from its shipment, these were due:", number=orders.called(row)
    )
    return (head, *lines)


def _is_reached(work: Work, row: OrderRow, stage: Stage) -> bool:
    return rank(stage) <= rank(row.stage)


def _said(work: Work, row: OrderRow, lines: Iterable[Line], by: int | None) -> list[Outgoing]:
    """For owner and tracker at once, and for the supervisor, whose question it is as well (R193)."""
    words = tuple(lines)
    if not words:
        return []
    buttons: Choices = ((Choice(line("Show"), f"/order {row.id}"), Choice(line("Delay"), f"/delay {row.id}")),)
    said = to_colleague(work, by, words, buttons, conversation=row.conversation_id, at_once=True) if by else []
    said += told(work, row, words, but=(by,) if by else (), choices=buttons, urgent=True)
    return [*said, *supervisors_told(work, row, words, buttons, but=(by or 0, row.owner_id, row.tracker_id or 0))]


def supervisors_told(
    work: Work, row: OrderRow, lines: Iterable[Line], buttons: Choices, but: Iterable[int] = (), *, also: bool = False
) -> list[Outgoing]:
    """The supervisor at once; the manager where there is none (R193). `also`: the managers in any case."""
    has_one = bool(with_role(work.session, *_HEADS))
    roles = (*_HEADS, *_MANAGERS) if also else _HEADS if has_one else _MANAGERS
    return to_roles(work, roles, lines, buttons, conversation=row.conversation_id, urgent=True, but=but)
