"""What the card of an order says: stage, days, whose turn it is, money, the last word, what blocks; to each what is hers (C8)."""

from __future__ import annotations

from datetime import date

from handlers.order_ball import ball_lines
from handlers.order_money_lines import money_lines
from handlers.order_sight import OrderSight, order_sight
from handlers.stage_movers import goods_lines
from handlers.works_lines import works_lines
from rules.order_dates import shipment_day
from rules.order_moves import ENDED, STAGE_WORDS, Lack, Stage, following, rank
from rules.order_typed import MODE_WORDS
from rules.permission import Viewer
from rules.trade_paper import INSIDE, Kind
from rules.trade_paper_moves import STATE_WORDS as PAPER_WORDS
from rules.trade_paper_moves import PaperState
from rules.words import Line, line, title, verbatim, word
from storage import orders, trade_papers
from storage.colleagues import name_of
from storage.conversations import conversation
from storage.customers import customer
from storage.tables.orders import OrderRow
from storage.tables.trade_papers import TradePaperRow
from storage.work import Work

_SHOWN_PAPERS = 5
_SHOWN_NAME = 40
_SHOWN_WORDS = 200
_OF_THE_DEAL = (Kind.PROFORMA, Kind.CONTRACT, Kind.PRODUCTION, Kind.PURCHASE, Kind.PACKING, Kind.INVOICE)
S = Stage


def card_lines(work: Work, row: OrderRow, looking: Viewer, found: tuple[Lack, ...] | None = None) -> tuple[Line, ...]:
    """One telephone screen; nothing for who may see nothing of it. `found`: what lacks, if that is known already."""
    sees = order_sight(work, looking, row)
    if sees <= OrderSight.STUB:
        return stub_lines(work, row) if sees is OrderSight.STUB else ()
    shows_customer, shows_goods = sees >= OrderSight.MONEY, sees is not OrderSight.MONEY
    return (
        _head(work, row, shows_customer=shows_customer),
        *stage_lines(work, row),
        *day_lines(work, row),
        *next_lines(work, row),
        *(works_lines(work, row) if shows_goods else ()),
        *ball_lines(work, row, sees, found),
        *(money_lines(work, row) if shows_customer else ()),
        *(_paper_lines(work, row) if sees is OrderSight.FULL else ()),
        *(_last_word(work, row) if sees is OrderSight.FULL else ()),
        *(_goods(row, in_the_works=sees is OrderSight.WORKS) if shows_goods else ()),
        _people(work, row),
    )


def stub_lines(work: Work, row: OrderRow) -> tuple[Line, ...]:
    """Number, stage, owner: what other sales people know of it (R42)."""
    stage, person = STAGE_WORDS[Stage(row.stage)], name_of(work.session, row.owner_id)
    return (title("Order {number}", number=row.id), line("{stage}, with {person}", stage=stage, person=person))


def who(work: Work, row: OrderRow) -> str:
    """What the customer of an order is called."""
    known = customer(work.session, row.customer_id)
    if known is not None and known.name:
        return known.name[:_SHOWN_NAME]
    goods = orders.content(row).goods
    about = conversation(work.session, row.conversation_id)
    written = (about.company or about.contact_name or about.contact_address) if about is not None else ""
    return (goods.company or written or goods.contact or "?")[:_SHOWN_NAME]


def _head(work: Work, row: OrderRow, *, shows_customer: bool) -> Line:
    if not shows_customer:
        return title("Order {number}", number=orders.called(row))
    return title("Order {number} · {who}", number=orders.called(row), who=who(work, row))


def stage_lines(work: Work, row: OrderRow) -> list[Line]:
    """Where it stands, since when, and what is wrong with it."""
    today, since = work.calendar.day_of(work.now), work.calendar.day_of(row.stage_since)
    facts = {"stage": STAGE_WORDS[Stage(row.stage)], "day": since, "days": (today - since).days}
    days = facts["days"]
    told = (
        title("Now {stage}, since {day} ({days} days)", **facts) if days else title("Now {stage}, since today", **facts)
    )
    lines = [told]
    if row.stage == S.CANCELLED and row.reason:
        lines.append(line("Reason: {reason}", reason=row.reason[:_SHOWN_WORDS]))
    if row.hold_since is not None and row.stage not in ENDED:
        day = work.calendar.day_of(row.hold_since)
        lines.append(title("■ On hold since {day}: {reason}", day=day, reason=row.hold_reason[:_SHOWN_WORDS] or "?"))
    if row.delay_since is not None and row.stage not in ENDED:
        day = work.calendar.day_of(row.delay_since)
        lines.append(title("▲ Delay since {day}: {reason}", day=day, reason=row.delay_reason[:_SHOWN_WORDS] or "?"))
    return lines


def day_lines(work: Work, row: OrderRow) -> list[Line]:
    """The days of the shipment as promised, kept inside and expected, by how much it is late, and the voyage (R197, R218)."""
    lines: list[Line] = []
    if told := _shipment_days(work, row):
        lines.append(line("Shipment: {days}", days=told))
    elif row.stage not in ENDED:
        lines.append(line("No day of shipment is promised yet."))
    if row.stage != S.CANCELLED:
        lines += late_lines(row, work.calendar.day_of(work.now))
    if voyage := _voyage(row):
        lines.append(line("Voyage: {facts}", facts=voyage))
    return lines


def _shipment_days(work: Work, row: OrderRow) -> tuple[Line, ...]:
    told = []
    if row.contract_on is not None:
        told.append(line("promised {day}", day=row.contract_on))
    if row.latest_on is not None:
        told.append(line("latest by L/C {day}", day=row.latest_on))
    if row.shipped_on is not None:
        return (*told, line("shipped {day}", day=row.shipped_on))
    inside = shipment_day(row.contract_on, row.latest_on, work.policy.order_buffer, work.calendar)
    if inside is not None and inside != row.contract_on and row.stage not in ENDED:
        told.append(line("internal {day}", day=inside))
    if row.expected_on is not None and row.stage not in ENDED:
        told.append(line("expected {day}", day=row.expected_on))
    return tuple(told)


def late_lines(row: OrderRow, today: date) -> list[Line]:
    """By how many days it is, or will be, later than promised; nothing while it is in time."""
    measured = row.shipped_on or _expected(row, today)
    if measured is None:
        return []
    lines = []
    days = (measured - row.contract_on).days if row.contract_on is not None else 0
    if days > 0 and row.shipped_on is not None:
        lines.append(line("▲ It was shipped {days} days late.", days=days))
    elif days > 0:
        lines.append(title("▲ {days} days later than promised", days=days))
    if row.latest_on is not None and measured > row.latest_on:
        over = (measured - row.latest_on).days
        lines.append(title("▲ {days} days behind the letter of credit's latest day", days=over))
    return lines


def _expected(row: OrderRow, today: date) -> date | None:
    """When it will be shipped as far as is known: not before today, while it is not."""
    if row.stage in ENDED or rank(row.stage) >= rank(S.SHIPPED):
        return None
    promised = [each for each in (row.contract_on, row.latest_on) if each is not None]
    day = row.expected_on or min(promised, default=None)
    return None if day is None else max(day, today)


def _voyage(row: OrderRow) -> tuple[Line, ...]:
    told = [verbatim(each[:_SHOWN_NAME]) for each in (row.vessel, row.forwarder) if each]
    if row.etd is not None:
        told.append(line("departure {day}", day=row.etd))
    if row.arrived_on is not None:
        told.append(line("arrived {day}", day=row.arrived_on))
    elif row.eta is not None:
        told.append(line("arrival {day}", day=row.eta))
    return tuple(told)


def next_lines(work: Work, row: OrderRow) -> list[Line]:
    """The stage that comes next, its day, and by how much it is late."""
    to = following(row.stage, row.supply_mode)
    if to is None:
        return []
    planned = orders.stages(work.session, row.id).get(to)
    day = (planned.expected_on or planned.planned_on) if planned is not None else None
    if planned is None or day is None:
        return [line("Next: {stage}", stage=STAGE_WORDS[to])]
    today = work.calendar.day_of(work.now)
    first = planned.planned_on or day
    late = (max(day, today) - first).days
    if late <= 0:
        return [line("Next: {stage} by {day}", stage=STAGE_WORDS[to], day=day)]
    if day == first:
        return [title("▲ Next: {stage}, due {day}, {days} days late", stage=STAGE_WORDS[to], day=first, days=late)]
    return [
        title(
            "▲ Next: {stage}, due {day}, expected {expected}, {days} days late",
            stage=STAGE_WORDS[to],
            day=first,
            expected=day,
            days=late,
        )
    ]


def _paper_lines(work: Work, row: OrderRow) -> list[Line]:
    rows = [each for each in trade_papers.of_order(work.session, row.id) if each.kind in _OF_THE_DEAL]
    told = [
        line("{number} {state}", number=trade_papers.called(each), state=_state_of(each))
        for each in rows[:_SHOWN_PAPERS]
    ]
    return [line("Papers: {papers}", papers=tuple(told))] if told else []


def _state_of(paper: TradePaperRow) -> Line:
    """How it stands; what stays in the house is released, and not waiting to be sent."""
    if paper.kind in INSIDE and paper.state == PaperState.APPROVED:
        return word("released")
    return PAPER_WORDS[PaperState(paper.state)]


def _last_word(work: Work, row: OrderRow) -> list[Line]:
    """When the customer heard of it the last time (R67)."""
    if row.stage in ENDED:
        return []
    if row.told_at is None:
        return [line("The customer has not had a word of how it stands yet.")]
    days = (work.calendar.day_of(work.now) - work.calendar.day_of(row.told_at)).days
    if not days:
        return [line("Last word to the customer: today")]
    day = work.calendar.day_of(row.told_at)
    return [line("Last word to the customer: {day}, {days} days ago", day=day, days=days)]


def _goods(row: OrderRow, *, in_the_works: bool) -> list[Line]:
    """What is made; for the works the marks and every detail, too (R181, R188)."""
    lines = list(goods_lines(row, 6 if in_the_works else 3))
    if not in_the_works:
        return lines
    told = orders.content(row)
    if told.marks:
        marks = " / ".join(told.marks.splitlines())[:_SHOWN_WORDS]
        lines.append(line("Marks: {marks}", marks=marks))
    if told.requirements:
        lines.append(line("Requirements: {words}", words=told.requirements[:_SHOWN_WORDS]))
    if told.remarks:
        lines.append(line("Remarks: {words}", words=told.remarks[:_SHOWN_WORDS]))
    if row.supply_mode in MODE_WORDS:
        lines.append(line("{mode}", mode=MODE_WORDS[row.supply_mode]))
    return lines


def _people(work: Work, row: OrderRow) -> Line:
    owner, tracker = name_of(work.session, row.owner_id), name_of(work.session, row.tracker_id)
    if tracker and tracker != owner:
        return line("With {person}, tracked by {tracker}", person=owner, tracker=tracker)
    return line("With {person}", person=owner)
