"""What digests say of orders: in danger, stages due, voyages of the week, signatures awaited; by stage for all (R199, R218)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from handlers.order_card_lines import late_lines
from rules.order_moves import STAGE_WORDS, Stage
from rules.trade_paper import KIND_WORDS, Kind
from rules.words import Line, line, title
from storage import orders
from storage.order_digests import in_danger, opened_between, stage_counts, stages_due, unsigned, voyages
from storage.order_lists import Wanted, counted
from storage.tables.orders import OrderRow
from storage.work import Work

Part = tuple[Line, list[Line], int]
"""Its head, its lines, and how many there are in all."""
SHOWN = 10
A_WEEK = 7
DANGER = title("▲ Orders in danger")


def morning_parts(work: Work, owners: Collection[int]) -> list[Part]:
    """Her orders: red first, then stages due today or late, what leaves or arrives this week, what is to be signed."""
    return [
        _in_danger(work, owners),
        _part(title("Stages of orders due"), _stages(work, owners)),
        _part(title("Departures and arrivals this week"), _voyages(work, owners)),
        _part(title("Signed copies awaited"), _unsigned(work, owners)),
    ]


def closing_parts(work: Work, owners: Collection[int]) -> list[Part]:
    """Before closing: stages that were due and are not reached."""
    return [_part(title("Stages of orders due"), _stages(work, owners))]


def department_lines(work: Work, since: datetime) -> list[Line]:
    """Orders by stage, what came and went since then, what is late, what no one has inspected yet (R199)."""
    counts = stage_counts(work.session)
    came = opened_between(work.session, "opened_at", since, work.now)
    went = opened_between(work.session, "closed_at", since, work.now)
    if not counts and not came and not went:
        return []
    today = _today(work)
    told = tuple(
        line("{stage} {count}", stage=STAGE_WORDS[each], count=counts[each]) for each in Stage if each in counts
    )
    lines = [line("Orders: new {new}, ended {ended}, open {open}", new=came, ended=went, open=sum(counts.values()))]
    lines += [line("Orders by stage: {stages}", stages=told)] if told else []
    late, hold = counted(work.session, Wanted(today, late=True)), counted(work.session, Wanted(today, on_hold=True))
    if late or hold:
        lines.append(
            line("Orders late {late}, on hold {hold}: {example}", late=late, hold=hold, example="/orders danger")
        )
    if unseen := counted(work.session, Wanted(today, uninspected=True)):
        lines.append(
            line(
                "Orders in the works without any inspection {count}: {example}",
                count=unseen,
                example="/orders uninspected",
            )
        )
    return lines


def _today(work: Work) -> date:
    return work.calendar.day_of(work.now)


def _part(head: Line, lines: list[Line]) -> Part:
    return head, lines[:SHOWN], len(lines)


def _in_danger(work: Work, owners: Collection[int]) -> Part:
    """On hold, delayed, or later than promised; a stage alone that is late stands among the stages."""
    today = _today(work)
    found, count = in_danger(work.session, owners, today, SHOWN)
    return DANGER, [_danger(each.row, each.who, today) for each in found], count


def _danger(row: OrderRow, who: str, today: date) -> Line:
    """The worst that is known of it."""
    facts = {"number": orders.called(row), "who": who or "?"}
    if row.hold_since is not None:
        return line("{number} {who}: on hold, {reason}", **facts, reason=row.hold_reason[:60] or "?")
    late = [Line(each.sentence, each.facts) for each in late_lines(row, today)[:1]]
    if row.delay_since is not None and late:
        return line("{number} {who}: {late}, {reason}", **facts, late=late[0], reason=row.delay_reason[:60] or "?")
    if late:
        return line("{number} {who}: {late}", **facts, late=late[0])
    return line("{number} {who}: delayed, {reason}", **facts, reason=row.delay_reason[:60] or "?")


def _stages(work: Work, owners: Collection[int]) -> list[Line]:
    today = _today(work)
    lines = []
    for each in stages_due(work.session, owners, today):
        facts = {"number": each.number, "stage": STAGE_WORDS[each.stage]}
        if each.on < today:
            late = (today - each.on).days
            lines.append(line("{number}: {stage} was due {day}, {days} days late", **facts, day=each.on, days=late))
        else:
            lines.append(line("{number}: {stage} is due today", **facts))
    return lines


def _voyages(work: Work, owners: Collection[int]) -> list[Line]:
    first = _today(work)
    last = first + timedelta(days=A_WEEK - 1)
    lines = []
    for row in voyages(work.session, owners, first, last):
        if row.etd is not None and first <= row.etd <= last and row.shipped_on is None:
            lines.append(line("{number}: departure {day}", number=orders.called(row), day=row.etd))
        if row.eta is not None and first <= row.eta <= last and row.arrived_on is None:
            lines.append(line("{number}: arrival {day}", number=orders.called(row), day=row.eta))
    return lines


def _unsigned(work: Work, owners: Collection[int]) -> list[Line]:
    rows = unsigned(work.session, owners)
    return [_awaited(work, paper.number or f"P{paper.id}", Kind(paper.kind), row, paper.sent_at) for paper, row in rows]


def _awaited(work: Work, number: str, kind: Kind, row: OrderRow, sent_at: datetime | None) -> Line:
    facts = {"document": KIND_WORDS[kind], "number": number, "order": row.id}
    if sent_at is None:
        return line("{document} {number} of order {order}", **facts)
    days = (_today(work) - work.calendar.day_of(sent_at)).days
    return line("{document} {number} of order {order}, sent {days} days ago", **facts, days=days)
