"""An order reaches its next stage: what lacks is said with the button that gets it, those whose turn it is are told (M5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta

from handlers import order_dates, order_updates, progress, third_party
from handlers.asked import Asked
from handlers.asking import in_rows
from handlers.order_card import refreshed
from handlers.order_gates import hard, lacks
from handlers.order_getting import getting
from handlers.ordering import leading, noted, still_open, told
from handlers.payments import triggered
from handlers.stage_movers import goods_lines, heading, in_the_works, may_move, moving, their_turn, to_the_works
from rules.order_moves import NEED_WORDS, STAGE_WORDS, Lack, Need, Stage, advanced, following
from rules.outgoing import Choice, Outgoing
from rules.payment import Trigger
from rules.refusal import Refused
from rules.words import Line, line, title
from storage import orders, tasks
from storage.colleagues import name_of
from storage.tables.orders import OrderRow
from storage.work import Work

VERB = "stage"
"""What the timeline calls that an order has moved."""
ANYWAY = "anyway"
_JUST_NOW = timedelta(minutes=2)
"""So soon after a move a word that names no stage is asked back: two people may have meant the same move."""

TRIGGERS: Mapping[Stage, tuple[Trigger, ...]] = {
    Stage.COORDINATED: (Trigger.BEFORE_PRODUCTION,),
    Stage.RELEASED: (Trigger.SIGNING, Trigger.BEFORE_PRODUCTION),
    Stage.PACKED: (Trigger.BEFORE_SHIPMENT,),
    Stage.SHIPPED: (Trigger.BEFORE_SHIPMENT, Trigger.SHIPMENT),
    Stage.ARRIVED: (Trigger.ARRIVAL,),
}
"""Which parts of the payment become due with a stage (R235)."""


def moved_on(
    work: Work, asked: Asked, row: OrderRow, wanted: Stage | None, past: Iterable[str] | None = None
) -> list[Outgoing]:
    """The order reaches `wanted`, or the stage that comes next. `past` names the soft lacks that she goes past knowingly.

    Says what is lacking, with the buttons that get it; a stage that was reached meanwhile is refused with who has said so.
    """
    still_open(row)
    if wanted is None and (question := _just_moved(work, asked, row)) is not None:
        return [question]
    to = wanted or following(row.stage, row.supply_mode)
    if to is None:
        raise Refused("Order {number} has no further stage.", number=row.id)
    _not_yet(work, row, to)
    if to is Stage.REWORK:
        raise Refused(
            "Rework begins with an inspection that says why: {example}",
            example=f"/inspect {row.id} final correction findings scratches",
        )
    advanced(row.stage, to, row.supply_mode)
    moving(work, asked.viewer, row, to)
    found = lacks(work, row, to)
    if hard(found):
        return [lacking_card(asked, row, to, hard(found))]
    soft = [str(each.need) for each in found]
    if set(soft) - set(past or ()):
        return [_knowingly(asked, row, to, found)]
    return reached(work, asked, row, to, soft)


def _just_moved(work: Work, asked: Asked, row: OrderRow) -> Outgoing | None:
    """Somebody has moved it a moment ago: one question, so that two who mean the same move do not make two."""
    here = orders.stages(work.session, row.id).get(Stage(row.stage))
    to = following(row.stage, row.supply_mode)
    if here is None or here.reached_at is None or to is None or row.stage == Stage.CONFIRMED:
        return None
    if work.now - row.stage_since > _JUST_NOW:
        return None
    words = line(
        "{person} has just said that order {number} is {stage}. Is it {next} as well?",
        person=name_of(work.session, here.reached_by),
        number=row.id,
        stage=STAGE_WORDS[Stage(row.stage)],
        next=STAGE_WORDS[to],
    )
    return asked.say((words,), ((Choice(STAGE_WORDS[to], f"/done {row.id} {to}"), _show(row)),))


def _not_yet(work: Work, row: OrderRow, to: Stage) -> None:
    """Refuses a stage that was reached before, with who has said so and when: a button that was pressed late."""
    reached_before = orders.stages(work.session, row.id).get(to)
    if row.stage != to or reached_before is None or reached_before.reached_at is None:
        return
    raise Refused(
        "Order {number} is {stage} already: {person} said so, {at}.",
        number=row.id,
        stage=STAGE_WORDS[to],
        person=name_of(work.session, reached_before.reached_by) or "?",
        at=reached_before.reached_at,
    )


def lacking_card(asked: Asked, row: OrderRow, to: Stage, found: Iterable[Lack]) -> Outgoing:
    """Why it stays where it is, a sentence for each, with the buttons that get what is lacking."""
    missing = list(found)
    head = title("Order {number} is not {stage} yet:", number=row.id, stage=STAGE_WORDS[to])
    lines = [line("- {lack}", lack=NEED_WORDS[each.need]) for each in missing]
    return asked.say((head, *lines), in_rows(getting(row, missing)), conversation=row.conversation_id)


def _knowingly(asked: Asked, row: OrderRow, to: Stage, found: Iterable[Lack]) -> Outgoing:
    """What is lacking and does not keep it: she may go past it, and it is kept that she did."""
    missing = list(found)
    names = ",".join(each.need for each in missing)
    head = title("Before order {number} is {stage}:", number=row.id, stage=STAGE_WORDS[to])
    lines = [line("- {lack}", lack=NEED_WORDS[each.need]) for each in missing]
    go_on = Choice(line("Go on knowingly"), f"/done {row.id} {to} {ANYWAY} {names}")
    return asked.say((head, *lines), ((go_on,), *in_rows(getting(row, missing))), conversation=row.conversation_id)


def reached(work: Work, asked: Asked, row: OrderRow, to: Stage, past: Iterable[str] = ()) -> list[Outgoing]:
    """It is so: kept, told to those who led it here and to those whose turn it is."""
    gone_past = list(past)
    before = orders.moved(work, row, to, asked.me.id, gone_past)
    words = _words(asked.me.name, row, to, gone_past)
    noted(work, row, VERB, words, asked.me.id, {"stage": before}, {"stage": to, "past": gone_past})
    after = following(to, row.supply_mode)
    next_words = _next_words(row, after)
    answer = line("Order {number} is {stage}.", number=row.id, stage=STAGE_WORDS[to])
    said: list[Outgoing] = [
        asked.say((answer, *next_words), _after_buttons(work, asked, row, after), conversation=row.conversation_id)
    ]
    said += order_updates.after_stage(work, row, to, asked.me.id)
    for each in TRIGGERS.get(to, ()):
        said += triggered(work, row, each, asked.me.id)
    said += told(work, row, (words, *next_words), but=(asked.me.id,), choices=((_show(row),),))
    said += their_turn(work, row, after, (heading(row, to), *goods_lines(row), *next_words), but=(asked.me.id,))
    progress.planned(work, row)
    if to is Stage.RELEASED:
        third_party.booking_planned(work, row)
    if to is Stage.COST_RECHECKED:
        said += to_the_works(work, row, (title("A new order is coming: {number}", number=row.id), *goods_lines(row)))
    return [*said, *refreshed(work, row)]


def _words(person: str, row: OrderRow, to: Stage, past: list[str]) -> Line:
    if not past:
        return line("{person}: order {number} is {stage}", person=person, number=row.id, stage=STAGE_WORDS[to])
    return line(
        "{person}: order {number} is {stage}, though: {lacks}",
        person=person,
        number=row.id,
        stage=STAGE_WORDS[to],
        lacks=tuple(NEED_WORDS[Need(each)] for each in past),
    )


def _next_words(row: OrderRow, after: Stage | None) -> tuple[Line, ...]:
    return () if after is None else (line("Next: {stage}", stage=STAGE_WORDS[after]),)


def _after_buttons(work: Work, asked: Asked, row: OrderRow, after: Stage | None) -> tuple[tuple[Choice, ...], ...]:
    undo = Choice(line("Undo"), f"/undo {work.event}")
    if after is not None and may_move(work, asked.viewer, row, after):
        return ((Choice(STAGE_WORDS[after], f"/done {row.id} {after}"), _show(row), undo),)
    return ((_show(row), undo),)


def _show(row: OrderRow) -> Choice:
    return Choice(line("Show"), f"/order {row.id}")


def taken_back(work: Work, asked: Asked, order: int, before: str, after: str) -> list[Outgoing]:
    """A wrong move is taken back: the order stands where it stood, if nobody has moved it since (/undo)."""
    row = orders.order(work.session, order)
    if row is None or row.stage != after or after in {Stage.CLOSED, Stage.CANCELLED}:
        raise Refused("Meanwhile order {number} has moved on; that is not taken back any more.", number=order)
    stage = orders.stage_row(work, row, Stage(after))
    stage.reached_at, stage.reached_by, stage.past = None, None, ""
    row.stage, row.stage_since = Stage(before), work.now
    if after == Stage.SHIPPED:
        row.shipped_on = None
    if after == Stage.ARRIVED:
        row.arrived_on = None
        tasks.done(work, "order", row.id, ("feedback",), "cancelled")
    work.session.flush()
    order_dates.watched(work, row)
    words = line(
        "{person} has taken back that order {number} is {after}: it is {before}.",
        person=asked.me.name,
        number=row.id,
        after=STAGE_WORDS[Stage(after)],
        before=STAGE_WORDS[Stage(before)],
    )
    return [*told(work, row, (words,), but=(asked.me.id,)), *refreshed(work, row)]


def held(work: Work, asked: Asked, row: OrderRow, reason: str) -> list[Outgoing]:
    """The order rests for a reason; nothing of it moves until it goes on (M5: ON_HOLD)."""
    leading(work, asked.viewer, still_open(row))
    if row.hold_since is not None:
        raise Refused(
            "Order {number} is on hold already since {day}: {reason}",
            number=row.id,
            day=work.calendar.day_of(row.hold_since),
            reason=row.hold_reason,
        )
    row.hold_since, row.hold_reason = work.now, reason
    work.session.flush()
    words = line("{person} puts order {number} on hold: {reason}", person=asked.me.name, number=row.id, reason=reason)
    noted(work, row, "hold", words, asked.me.id, {"hold": ""}, {"hold": reason})
    return [*_all_told(work, asked, row, words), asked.say((words,), ((_off(row), _show(row)),))]


def gone_on(work: Work, asked: Asked, row: OrderRow) -> list[Outgoing]:
    """It goes on."""
    leading(work, asked.viewer, still_open(row))
    if row.hold_since is None:
        raise Refused("Order {number} is not on hold.", number=row.id)
    before = row.hold_reason
    row.hold_since, row.hold_reason = None, ""
    work.session.flush()
    words = line("{person}: order {number} goes on", person=asked.me.name, number=row.id)
    noted(work, row, "hold", words, asked.me.id, {"hold": before}, {"hold": ""})
    return [*_all_told(work, asked, row, words), asked.say((words,), ((_show(row),),))]


def _all_told(work: Work, asked: Asked, row: OrderRow, words: Line) -> list[Outgoing]:
    """Owner and tracker, and those of the works once it is theirs."""
    return [
        *told(work, row, (words,), but=(asked.me.id,), choices=((_show(row),),)),
        *in_the_works(work, row, (words,), but=(asked.me.id,)),
        *refreshed(work, row),
    ]


def _off(row: OrderRow) -> Choice:
    return Choice(line("Go on with it"), f"/hold {row.id} off")
