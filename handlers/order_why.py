"""Why an order is where it is: its stages and days, who decided them, what keeps it from the next one (R193)."""

from __future__ import annotations

import re

from handlers.asked import Asked
from handlers.order_gates import lacks
from handlers.order_sight import OrderSight
from handlers.ordering import found
from handlers.viewing import shown_all
from rules.order_moves import GATES, NEED_WORDS, STAGE_WORDS, Need, Stage, following
from rules.outgoing import Choice, Outgoing
from rules.words import Line, from_plain, line, title, verbatim, word
from storage import orders
from storage.colleagues import name_of
from storage.conversations import conversation
from storage.happenings import timeline
from storage.tables.happenings import HappeningRow
from storage.tables.orders import OrderDateRow, OrderRow
from storage.work import Work

NAMED = re.compile(r"(?:order|订单)\s*[:：#]?\s*(\S.{0,60})", re.IGNORECASE | re.DOTALL)
_MOST = 40
_DATES = {
    "contract": word("the promised day of shipment"),
    "latest": word("the letter of credit's latest day"),
    "expected": word("the expected day of shipment"),
    "etd": word("the departure"),
    "eta": word("the arrival"),
    "arrived": word("the arrival of the goods"),
}


def order_why(work: Work, asked: Asked, text: str) -> list[Outgoing]:
    """Everything that was decided of that order, oldest first, and what is asked for now."""
    rows = found(work, asked.viewer, text, OrderSight.FULL)
    row = rows[0]
    about = conversation(work.session, row.conversation_id)
    if about is not None:
        shown_all(work, asked, about)
    stage, to = STAGE_WORDS[Stage(row.stage)], following(row.stage, row.supply_mode)
    lines = [title("Why order {number} is {stage}", number=orders.called(row), stage=stage), *_stages(work, row)]
    lines += [_date(work, each) for each in orders.date_changes(work.session, row.id)[-_MOST:]]
    lines += [_entry(work, each) for each in _decided(work, row)[-_MOST:]]
    lines += _gate(work, row, to)
    return [asked.say(lines, ((Choice(line("Show"), f"/order {row.id}"),),), conversation=row.conversation_id)]


def _stages(work: Work, row: OrderRow) -> list[Line]:
    """Each stage that was reached: by whom, planned for when, and what was gone past."""
    lines = []
    reached = [each for each in orders.stages(work.session, row.id).values() if each.reached_at is not None]
    for each in sorted(reached, key=lambda one: (one.reached_at or work.now, one.stage)):
        facts = {"at": each.reached_at, "stage": STAGE_WORDS[Stage(each.stage)]}
        person = name_of(work.session, each.reached_by) or word("the system")
        if each.past:
            past = tuple(NEED_WORDS[Need(name)] for name in each.past.split(",") if name in set(Need))
            lines.append(line("{at}  {stage} ({person}), though: {lacks}", **facts, person=person, lacks=past))
        elif each.planned_on is not None:
            lines.append(
                line("{at}  {stage} ({person}), planned for {day}", **facts, person=person, day=each.planned_on)
            )
        else:
            lines.append(line("{at}  {stage} ({person})", **facts, person=person))
    return lines


def _date(work: Work, change: OrderDateRow) -> Line:
    what = _DATES.get(change.what) or (
        STAGE_WORDS[Stage(change.what)] if change.what in set(Stage) else verbatim(change.what)
    )
    unknown = word("none")
    facts = {
        "at": change.at,
        "what": what,
        "before": change.before or unknown,
        "after": change.after or unknown,
        "reason": change.reason or "-",
        "person": name_of(work.session, change.by) or word("the system"),
    }
    if change.customer_agreed:
        return line("{at}  {what}: {before} → {after}, agreed by the customer: {reason} ({person})", **facts)
    return line("{at}  {what}: {before} → {after}: {reason} ({person})", **facts)


def _decided(work: Work, row: OrderRow) -> list[HappeningRow]:
    """What stands on the timeline of its conversation about this order; the stages have lines of their own."""
    return [
        each
        for each in timeline(work.session, row.conversation_id)
        if isinstance(each.after, dict) and each.after.get("order") == row.id and each.verb not in {"stage", "viewed"}
    ]


def _entry(work: Work, happening: HappeningRow) -> Line:
    first, *more = from_plain(happening.words)
    words = first
    for each in more:
        words = line("{one} {more}", one=words, more=each)
    person = name_of(work.session, happening.actor)
    if person:
        return line("{at}  {what} ({person})", at=happening.at, what=words, person=person)
    return line("{at}  {what}", at=happening.at, what=words)


def _gate(work: Work, row: OrderRow, to: Stage | None) -> list[Line]:
    """What the next stage asks for, ticked where it is there."""
    if to is None:
        return []
    missing = {each.need: each for each in lacks(work, row, to)}
    lines = [title('Before "{stage}":', stage=STAGE_WORDS[to])]
    for need in dict.fromkeys((Need.NO_HOLD, *GATES.get(to, ()))):
        lack = missing.get(need)
        if lack is None:
            continue
        told = NEED_WORDS[need]
        lines.append(line("☐ {lack}", lack=told) if lack.is_hard else line("☐ {lack} (may be gone past)", lack=told))
    if len(lines) == 1:
        lines.append(line("☑ Nothing is lacking: it may be said now."))
    return lines


def named_order(text: str) -> str:
    """What stands behind "order" or 订单; empty for other words."""
    match = NAMED.fullmatch(text.strip())
    return match[1].strip() if match else ""
