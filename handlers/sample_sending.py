"""A sample goes to the customer: courier and number, the mail that tells him, its arrival, the question after it (R152, R153)."""

from __future__ import annotations

from datetime import datetime

from handlers.asked import Asked
from handlers.asking import in_rows, question_card
from handlers.drafts import checked, stored
from handlers.quote_figures import today
from handlers.sample_buttons import choices, name
from handlers.sample_mails import notice
from handlers.sample_sight import leading
from handlers.samples import noted, shown, told_owner
from rules.outgoing import Choice, Outgoing
from rules.quote_following import begins, business_day
from rules.refusal import Refused
from rules.sample_moves import STATE_WORDS, SampleEvent, SampleState, after
from rules.sample_typed import past_day
from rules.sample_waybill import BY_HAND, COURIERS, read
from rules.words import Line, line
from storage import orders, samples, tasks
from storage.tables.samples import SampleRow
from storage.work import Work

TRAVELS = 5
"""Working days after which its arrival is asked after."""
_NOT_YET = frozenset({SampleState.REQUESTED, SampleState.PENDING, SampleState.FORM_CONFIRMED, SampleState.IN_MAKING})


def sent(work: Work, asked: Asked, row: SampleRow, words: str) -> list[Outgoing]:
    """`DHL 1234567890`: it is on its way. Shut until it was reviewed and one piece is kept (M13; R149, R150)."""
    leading(work, asked.viewer, row)
    if no := _not_yet(work, asked, row):
        return no
    after(row.state, SampleEvent.SENT)
    told = read(words, row.courier)
    files = checked(work, stored(asked.files))
    if files:
        _filed(work, asked, row)
    row.courier = told.courier
    if not told.is_complete:
        work.session.flush()
        return [_asked(asked, row, has_photo=bool(files))]
    row.tracking, row.sent_at = told.tracking, work.now
    before = str(row.state)
    samples.moved(work, row, SampleEvent.SENT)
    tasks.done(work, "sample", row.id, ("ready", "due", "copies"))
    day = business_day(work.calendar, today(work), TRAVELS)
    tasks.planned(work, "sample", row.id, "delivery", begins(work.calendar, day))
    how = f"{row.courier} {row.tracking}".strip()
    words_told = line("{person} has sent {number} by {how}", person=asked.me.name, number=samples.called(row), how=how)
    noted(work, row, words_told, asked.me.id, before, courier=row.courier, tracking=row.tracking)
    hints = [] if told.looks_right else [_odd(row)]
    return [
        shown(work, asked, row, hints),
        *told_owner(work, row, (words_told,), but=asked.me.id),
        *notice(work, asked.me, row),
    ]


def tracked(work: Work, asked: Asked, row: SampleRow, words: str) -> list[Outgoing]:
    """Courier or number were wrong: they are put right."""
    leading(work, asked.viewer, row)
    told = read(words, row.courier)
    if row.sent_at is None or not told.is_complete:
        raise Refused("Write courier and number: {example}", example=f"/sample S{row.id} tracking DHL 1234567890")
    row.courier, row.tracking = told.courier, told.tracking
    noted(
        work,
        row,
        line("{person} corrects courier and number of {number}", person=asked.me.name, number=samples.called(row)),
        asked.me.id,
        tracking=row.tracking,
    )
    return [shown(work, asked, row, [] if told.looks_right else [_odd(row)])]


def delivered(work: Work, asked: Asked, row: SampleRow, words: str) -> list[Outgoing]:
    """The customer has it, today or on the day that is told; what he thinks is asked after some working days (R153)."""
    leading(work, asked.viewer, row)
    at: datetime = work.now
    if words.strip():
        day = past_day(words, work.now, work.policy.zone)
        first = work.calendar.day_of(row.sent_at) if row.sent_at else None
        if day is None or day > today(work) or (first is not None and day < first):
            raise Refused(
                "When did it arrive? A day between its sending and today: {example}",
                example=f"/sample S{row.id} delivered {today(work).isoformat()}",
            )
        at = at if day == today(work) else begins(work.calendar, day)
    samples.moved(work, row, SampleEvent.DELIVERED)
    row.delivered_at = at
    tasks.done(work, "sample", row.id, ("delivery",))
    ask_on = business_day(work.calendar, work.calendar.day_of(at), work.policy.sample_feedback)
    due = max(begins(work.calendar, ask_on), work.now)
    tasks.planned(work, "sample", row.id, "feedback", due)
    noted(work, row, line("{number} has arrived", number=samples.called(row)), asked.me.id, str(SampleState.SENT))
    hint = line("On {day} I draft the question what the customer thinks of it.", day=work.calendar.day_of(due))
    return [shown(work, asked, row, (hint,))]


def not_yet(work: Work, asked: Asked, row: SampleRow) -> list[Outgoing]:
    """It has not arrived: asked again later."""
    leading(work, asked.viewer, row)
    if row.state != SampleState.SENT:
        raise Refused("Nothing is asked of {number}: it is {state}.", number=samples.called(row), state=_state(row))
    day = business_day(work.calendar, today(work), 3)
    tasks.planned(work, "sample", row.id, "delivery", begins(work.calendar, day))
    return [asked.say((line("I ask again on {day}.", day=day),))]


def _not_yet(work: Work, asked: Asked, row: SampleRow) -> list[Outgoing]:
    number, state = samples.called(row), _state(row)
    if row.state in _NOT_YET:
        words = line(
            "{number} may not leave yet: it is {state}. First the manager reviews it, and one piece is kept.",
            number=number,
            state=state,
        )
    elif row.state == SampleState.REVIEWED:
        words = line("{number} may not leave yet: say first where one piece of it is kept.", number=number)
    elif row.sent_at is not None:
        words = line(
            "{number} has gone already, {at}: {how}",
            number=number,
            at=row.sent_at,
            how=f"{row.courier} {row.tracking}".strip(),
        )
    else:
        return []
    return [asked.say((words,), choices(work, row, asked.viewer), conversation=row.conversation_id)]


def _asked(asked: Asked, row: SampleRow, has_photo: bool) -> Outgoing:
    command = f"/sample {name(row)} sent"
    photo = (line("The photo is kept."),) if has_photo else ()
    if not row.courier:
        buttons = [Choice(line("{courier}", courier=each), f"{command} {each}") for each in COURIERS]
        buttons.append(Choice(line("By hand"), f"{command} {BY_HAND}"))
        words = line(
            "By which courier, and what is the tracking number? For example: {example}", example="DHL 1234567890"
        )
        return asked.say(
            (*photo, words), in_rows(buttons, 3), card=question_card(command), conversation=row.conversation_id
        )
    words = line(
        "What is the tracking number of {courier}? Answer with it; a photo of the waybill may be with it.",
        courier=row.courier,
    )
    return asked.say((*photo, words), card=question_card(command), conversation=row.conversation_id)


def _filed(work: Work, asked: Asked, row: SampleRow) -> None:
    """The waybill's photo: on the timeline, and in the order's file where there is one."""
    told = [[each.name, each.content_type, each.size, each.sha256] for each in stored(asked.files)]
    words = line("{person} files the waybill of {number}", person=asked.me.name, number=samples.called(row))
    noted(work, row, words, asked.me.id, files=told)
    order = orders.order(work.session, row.order_id)
    for file, media, size, sha256 in told if order is not None else []:
        if order is not None:
            orders.filed(
                work,
                order,
                "photo",
                number=samples.called(row),
                name=file,
                media_type=media,
                size=size,
                sha256=sha256,
                by=asked.me.id,
            )


def _odd(row: SampleRow) -> Line:
    return line(
        "{tracking} does not look like a number of {courier}; I keep it as you wrote it. Another one: {example}",
        tracking=row.tracking,
        courier=row.courier,
        example=f"/sample S{row.id} tracking {row.courier} 1234567890",
    )


def _state(row: SampleRow) -> Line:
    return STATE_WORDS[SampleState(row.state)]
