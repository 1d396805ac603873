"""The parts of an order's payment: planned out of its term, made due when their moment comes, dated with the order (R235, M6)."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from handlers.ordering import noted
from handlers.telling import to_colleague
from rules.money import plain, shown
from rules.order_moves import Stage, rank
from rules.outgoing import Choice, Outgoing
from rules.payment import LATE, NAME_WORDS, PAID, TRIGGER_WORDS, UNPAID, Part, PartEvent, PartState, Trigger
from rules.payment_terms import WHOLE, Reading, read, shares
from rules.trade_paper import SIGNED
from rules.words import Line, line, title
from storage import orders, payments, tasks, trade_papers
from storage.facts import fact, remember
from storage.tables.orders import OrderRow
from storage.tables.payments import PaymentPartRow
from storage.work import Work

THING = "part"
"""How tasks and STEPS call a part of a payment."""
USUAL_TERMS = (
    "30% T/T deposit, 70% before shipment",
    "30% T/T deposit, 70% against copy of B/L",
    "100% T/T in advance",
    "100% L/C at sight",
)
_AHEAD_OF: Mapping[Trigger, Stage] = {Trigger.BEFORE_PRODUCTION: Stage.RELEASED, Trigger.BEFORE_SHIPMENT: Stage.SHIPPED}
"""The stage by which the money of that trigger has to be there."""


def plan_parts(work: Work, row: OrderRow, by: int | None = None) -> list[Outgoing]:
    """The parts by the term of the order, over its total: at its opening, and whenever term or total have changed.

    What was paid stays; the rest is divided anew. Parts that were typed by hand hold as long as the term is the same.
    Where the term cannot be read, nothing is guessed: the owner is asked.
    """
    if not row.currency or not row.total or row.stage == Stage.CANCELLED:
        return []
    known = alive(work, row)
    wanted = _wanted(work, row, known)
    if wanted.fault is not None:
        return _asked_for_parts(work, row, wanted.fault, known)
    divided(work, row, known, wanted.parts, by)
    return []


def divided(
    work: Work, row: OrderRow, known: Sequence[PaymentPartRow], wanted: Sequence[Part], by: int | None
) -> list[PaymentPartRow]:
    """The rows of these parts: those that are paid keep amount and place, those no more wanted go, new ones are due in time."""
    told = _lengthened(known, wanted, Decimal(row.total))
    kept = {place: Decimal(each.amount) for place, each in enumerate(known) if each.state in PAID}
    amounts = shares(Decimal(row.total), [each.percent for each in told], row.currency, kept)
    before = [_plain_of(each) for each in known]
    for place, (part, amount) in enumerate(zip(told, amounts, strict=True)):
        if place in kept:
            continue
        if place < len(known):
            _rewritten(known[place], part, amount, row.currency)
        elif amount > 0:
            _begun(work, row, place + 1, part, amount)
    for each in known[len(told) :]:
        _let_go(work, each)
    work.session.flush()
    found = alive(work, row)
    dated(work, row, found)
    after = [_plain_of(each) for each in found]
    if before != after:
        words = line("The payment of {number} is in {count} parts", number=orders.called(row), count=len(found))
        noted(work, row, "payment", words, by, {"parts": before}, {"parts": after})
    return found


def typed_by_hand(work: Work, row: OrderRow) -> None:
    """From now on the parts are as somebody has typed them, until the term is another one."""
    remember(work.session, _by_hand(row), _mark(row), work.now)
    work.session.flush()


def triggered(work: Work, row: OrderRow, stage: Trigger | str, by: int | None = None) -> list[Outgoing]:
    """The moment has come: its parts are due, each on its day; owner and accounting hear of what is to be asked for (R235)."""
    trigger, said = Trigger(stage), []
    for part in alive(work, row):
        if part.trigger != trigger or part.state != PartState.EXPECTED:
            continue
        _made_due(work, row, part, by)
        said += _told_due(work, row, part)
    return said


def redated(work: Work, row: OrderRow) -> None:
    """The order's days have moved: the days of what is not paid move with them."""
    dated(work, row, alive(work, row))


def voided(work: Work, row: OrderRow, by: int | None = None) -> None:
    """The order was cancelled: nothing more is expected, and nobody is reminded."""
    for part in alive(work, row):
        if part.state in UNPAID:
            payments.moved(work, part, PartEvent.VOIDED)
        tasks.done(work, THING, part.id, outcome="cancelled")
    noted(work, row, "payment", line("Nothing more is expected for {number}", number=orders.called(row)), by)


def alive(work: Work, row: OrderRow) -> list[PaymentPartRow]:
    """Its parts that are not void, in their order."""
    return [each for each in payments.parts(work.session, row.id) if each.state != PartState.VOID]


def dated(work: Work, row: OrderRow, parts: Iterable[PaymentPartRow]) -> None:
    """Gives each unpaid part its day, makes due what is due by now, and plans when somebody is told of it."""
    happened = _happened(work, row)
    for part in parts:
        if part.state not in UNPAID:
            tasks.done(work, THING, part.id)
            continue
        if part.state == PartState.EXPECTED:
            part.due_on = part.due_on if part.trigger == Trigger.DATE else day_of(work, row, part)
            if Trigger(part.trigger) in happened:
                _made_due(work, row, part, None)
                continue
        reminders_planned(work, part)
    work.session.flush()


def day_of(work: Work, row: OrderRow, part: PaymentPartRow, reached: bool = False) -> date | None:
    """The day on which it is due: by what has happened (`reached`), or as it is to be expected. None where no day is known."""
    today = work.calendar.day_of(work.now)
    trigger = Trigger(part.trigger)
    base: date | None
    if trigger in _AHEAD_OF:
        base = _stage_day(work, row, _AHEAD_OF[trigger])
        base = max(base, today) if base and reached else base
    elif trigger is Trigger.SIGNING:
        base = None
    elif trigger is Trigger.ARRIVAL:
        base = (
            row.arrived_on
            or row.eta
            or _plus(_stage_day(work, row, Stage.SHIPPED), row.transit_days or work.policy.transit_days)
        )
    else:
        base = _loaded_on(work, row) or _stage_day(work, row, Stage.SHIPPED)
        if trigger is Trigger.DOCUMENTS and reached:
            base = max(base or today, today)
    if base is None and reached:
        base = today
    return _plus(base, part.days)


def reminders_planned(work: Work, part: PaymentPartRow) -> None:
    """When owner and accounting are told of it: ahead, on the day, on the day that was promised, and when it is over (R226)."""
    tasks.done(work, THING, part.id, ("before", "due", "promised", "late"), "cancelled")
    today, due = work.calendar.day_of(work.now), part.due_on
    if due is not None:
        ahead = due - timedelta(days=work.policy.payment_before)
        if work.policy.payment_before and ahead > today:
            tasks.planned(work, THING, part.id, "before", start_of(work, ahead))
        if due >= today and part.state in {PartState.EXPECTED, PartState.DUE}:
            tasks.planned(
                work, THING, part.id, "due", start_of(work, due if due > today else work.calendar.day_of(work.now))
            )
        if part.state not in LATE:
            tasks.planned(
                work, THING, part.id, "late", start_of(work, max(due, part.promised_on or due) + timedelta(days=1))
            )
    if part.promised_on is not None and part.promised_on >= today:
        tasks.planned(work, THING, part.id, "promised", start_of(work, part.promised_on))


def start_of(work: Work, day: date) -> datetime:
    """The first instant of that day here; what is due then is told when working hours begin."""
    return datetime.combine(day, time(), ZoneInfo(work.policy.zone))


def open_amount(part: PaymentPartRow) -> Decimal:
    """What is still to come of it, in its currency."""
    return max(Decimal(), Decimal(part.amount) - Decimal(part.received)) if part.state != PartState.VOID else Decimal()


def short(part: PaymentPartRow) -> Line:
    """deposit 30%: USD 30,000.00."""
    share = f" {plain(Decimal(part.percent))}%" if part.percent and part.name != "whole" else ""
    amount = shown(Decimal(part.amount), part.currency)
    return line("{part}{share}: {amount}", part=NAME_WORDS[part.name], share=share, amount=amount)


def _wanted(work: Work, row: OrderRow, known: Sequence[PaymentPartRow]) -> Reading:
    if known and fact(work.session, _by_hand(row)) == _mark(row):
        whole = sum((Decimal(each.amount) for each in known), Decimal()) or Decimal(1)
        return Reading(tuple(_part_of(each, Decimal(each.amount) * WHOLE / whole) for each in known))
    return read(orders.content(row).goods.payment)


def _lengthened(known: Sequence[PaymentPartRow], wanted: Sequence[Part], total: Decimal) -> list[Part]:
    """The wanted parts, with places for what is paid already; money that nobody is left to pay becomes a balance."""
    told = list(wanted)
    paid = {place for place, each in enumerate(known) if each.state in PAID or Decimal(each.received)}
    for place in range(len(told), max(paid, default=-1) + 1):
        told.append(_part_of(known[place], Decimal(known[place].percent or 0)))
    whole = {place for place, each in enumerate(known) if each.state in PAID}
    if whole >= set(range(len(told))) and sum(Decimal(known[place].amount) for place in whole) < total:
        told.append(Part("balance", WHOLE, known[-1].method, Trigger.BEFORE_SHIPMENT))
    return told


def _part_of(row: PaymentPartRow, percent: Decimal) -> Part:
    return Part(row.name, percent, row.method, Trigger(row.trigger), row.days)


def _begun(work: Work, row: OrderRow, position: int, part: Part, amount: Decimal) -> PaymentPartRow:
    return payments.begun(
        work, row.id, position, name=part.name, percent=_share_of(part), amount=f"{amount:f}", currency=row.currency,
        method=part.method, trigger=part.trigger, days=part.days, received="0",
    )  # fmt: skip


def _rewritten(row: PaymentPartRow, part: Part, amount: Decimal, currency: str) -> None:
    """Its day is found anew where its moment is another one; a promise of the customer's stays."""
    if (row.trigger, row.days) != (part.trigger, part.days) and row.state == PartState.EXPECTED:
        row.due_on = None
    row.name, row.percent, row.method, row.trigger, row.days = (
        part.name, _share_of(part), part.method, part.trigger, part.days,
    )  # fmt: skip
    row.amount, row.currency = f"{max(amount, Decimal(row.received)):f}", currency


def _share_of(part: Part) -> str:
    return f"{part.percent.quantize(Decimal('0.01')).normalize():f}"


def _let_go(work: Work, part: PaymentPartRow) -> None:
    """A part that the term does not know any more; money that came for it belongs to the order all the same."""
    tasks.done(work, THING, part.id, outcome="cancelled")
    for each in payments.receipts(work.session, part.order_id):
        if each.part_id == part.id:
            each.part_id = None
    work.session.flush()
    work.session.delete(part)


def _made_due(work: Work, row: OrderRow, part: PaymentPartRow, by: int | None) -> None:
    if part.trigger != Trigger.DATE:
        part.due_on = day_of(work, row, part, reached=True)
    payments.moved(work, part, PartEvent.TRIGGERED)
    reminders_planned(work, part)
    words = line(
        "Payment of {number} due on {day}: {part}", number=orders.called(row), day=part.due_on or "-", part=short(part)
    )
    noted(work, row, "payment", words, by, after={"part": part.id, "state": part.state})


def _told_due(work: Work, row: OrderRow, part: PaymentPartRow) -> list[Outgoing]:
    head = title("Order {number}: a payment is due", number=orders.called(row))
    words = line(
        "{part}, {method} {trigger}, until {day}.",
        part=short(part),
        method=part.method,
        trigger=TRIGGER_WORDS[Trigger(part.trigger)],
        day=part.due_on or "-",
    )
    buttons = ((Choice(line("Promised a day"), f"/payments {row.id} promised {part.position}"), show(row)),)
    return to_colleague(work, row.owner_id, (head, words), buttons, conversation=row.conversation_id)


def show(row: OrderRow) -> Choice:
    return Choice(line("Payments"), f"/payments {row.id}")


def _asked_for_parts(work: Work, row: OrderRow, fault: Line, known: Sequence[PaymentPartRow]) -> list[Outgoing]:
    lines = [title("Order {number}: when is what to be paid?", number=orders.called(row)), fault]
    if known:
        lines.append(line("The parts stay as they are."))
    lines.append(
        line("Press, or type it: {example}", example=f"/payments {row.id} part 1 30% deposit T/T before production")
    )
    buttons = tuple((Choice(line("{words}", words=each), f"/payments {row.id} term {each}"),) for each in USUAL_TERMS)
    return to_colleague(work, row.owner_id, lines, buttons, conversation=row.conversation_id)


def _happened(work: Work, row: OrderRow) -> set[Trigger]:
    """What has happened of an order already, for parts that are planned late."""
    at = rank(row.stage)
    papers = trade_papers.of_order(work.session, row.id)
    found = {
        Trigger.SIGNING: at >= rank(Stage.RELEASED) or any(each.kind in SIGNED and each.signed_at for each in papers),
        Trigger.BEFORE_PRODUCTION: at >= rank(Stage.COORDINATED),
        Trigger.BEFORE_SHIPMENT: at >= rank(Stage.PACKED),
        Trigger.DOCUMENTS: bool(orders.files(work.session, row.id, "bill_of_lading")),
        Trigger.SHIPMENT: at >= rank(Stage.SHIPPED),
        Trigger.ARRIVAL: at >= rank(Stage.ARRIVED),
    }
    return {trigger for trigger, has in found.items() if has and row.stage != Stage.CANCELLED}


def _stage_day(work: Work, row: OrderRow, stage: Stage) -> date | None:
    """When that stage is expected, or was reached."""
    known = orders.stages(work.session, row.id).get(stage)
    if known is not None and known.reached_at is not None:
        return work.calendar.day_of(known.reached_at)
    day = (known.expected_on or known.planned_on) if known is not None else None
    return day or (row.expected_on or row.contract_on if stage is Stage.SHIPPED else None)


def _loaded_on(work: Work, row: OrderRow) -> date | None:
    """The date of the bill of lading; the day of shipment as long as there is none."""
    bills = [each.dated_on for each in orders.files(work.session, row.id, "bill_of_lading") if each.dated_on]
    return bills[-1] if bills else row.shipped_on


def _plus(day: date | None, days: int) -> date | None:
    return None if day is None else day + timedelta(days=days)


def _plain_of(part: PaymentPartRow) -> list[str | int]:
    return [part.position, part.name, part.amount, part.currency, part.method, part.trigger, part.days]


def _by_hand(row: OrderRow) -> str:
    return f"payment_by_hand:{row.id}"


def _mark(row: OrderRow) -> int:
    return zlib.crc32(orders.content(row).goods.payment.strip().encode())
