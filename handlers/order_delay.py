"""An order is late: supervisor at once, the customer is written to, only he changes the contract's day (R185, R193, R197)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from handlers.asked import Asked
from handlers.asking import in_rows, question_card
from handlers.drafts import shown
from handlers.order_dates import contract_changed, credit_lines, planned, shipment_moved, slip_lines, supervisors_told
from handlers.order_mails import (
    DELAY,
    STEPS,
    day_facts,
    dropped,
    mail_begun,
    shown_or_offered,
    writer,
)
from handlers.order_sight import OrderSight, acts_for, order_sight
from handlers.ordering import leading, matter_of_order, noted, still_open, told
from handlers.payments import redated
from handlers.quote_figures import today
from handlers.salutation import person_of
from handlers.stage_movers import in_the_works
from rules.order_dates import days_after
from rules.order_days_typed import Delay, day_first
from rules.order_moves import BEFORE_SHIPMENT, STAGE_WORDS, Stage
from rules.outgoing import Choice, Choices, Outgoing
from rules.refusal import Refused
from rules.words import Line, line, title, verbatim, word
from storage import orders, tasks
from storage.colleagues import name_of
from storage.letters import newest_from_customer
from storage.tables.aftersales import TaskRow
from storage.tables.orders import OrderDateRow, OrderRow
from storage.work import Work

REASONS: Mapping[str, tuple[Line, tuple[str, ...]]] = {
    "material": (word("material late"), ("material", "steel", "part", "supplier", "shortage", "料", "供应商", "缺件", "配件")),
    "machine": (word("machine or mould broken"), ("machine", "mould", "mold", "tool", "broke", "模具", "机器", "设备", "故障")),
    "quality": (word("rework after inspection"), ("quality", "rework", "inspection", "defect", "返工", "质量", "不良", "验货")),
    "capacity": (word("no capacity"), ("capacity", "overload", "busy", "worker", "产能", "排期", "人手", "订单多")),
    "transport": (word("no vessel or space"), ("vessel", "ship", "space", "port", "舱位", "船期", "甩柜", "港口", "物流")),
}  # fmt: skip
"""Why orders are late: what stands on the button, and words by which such a reason is known when it is typed."""
_OFFERED_DAYS = (3, 5, 10)
_TWICE = timedelta(hours=1)
_LONGEST_REASON = 400
_HISTORY = 12
DATE_WORDS: Mapping[str, Line] = {
    "contract": word("contract's day"),
    "latest": word("letter of credit's latest day"),
    "expected": word("expected shipment"),
    "etd": word("departure (ETD)"),
    "eta": word("arrival (ETA)"),
    "arrived": word("arrival"),
}


def delayed(work: Work, asked: Asked, row: OrderRow, told_delay: Delay) -> list[Outgoing]:
    """The order is late by so much, for that reason; asks for what was not said."""
    _before_shipment(row)
    if row.expected_on is None:
        planned(work, row)
    before = row.expected_on or row.contract_on or today(work)
    after = told_delay.new_day(before, work.calendar)
    reason = told_delay.reason[:_LONGEST_REASON]
    if after is None:
        return [_how_long(asked, row, reason)]
    if after <= before:
        raise Refused(
            "Order {number} is expected to be shipped on {day} already; {after} is not later.",
            number=row.id,
            day=before,
            after=after,
        )
    if not reason:
        return [_why(asked, row, after)]
    if told_delay.until is None and (again := _said_just_now(work, asked, row, reason, after)) is not None:
        return [again]
    row.delay_since, row.delay_reason = row.delay_since or work.now, reason
    shipment_moved(work, row, after, asked.me.id, reason)
    words = _words(asked.me.name, row, before, after, reason)
    noted(work, row, "delay", words, asked.me.id, {"expected": str(before)}, {"expected": str(after), "reason": reason})
    return [*_answered(work, asked, row, words), *_others_told(work, asked, row, words), *_letter(work, asked, row)]


def _before_shipment(row: OrderRow) -> None:
    still_open(row)
    if row.stage not in BEFORE_SHIPMENT:
        raise Refused(
            "Order {number} is {stage}. Does it arrive later? {example}",
            number=row.id,
            stage=STAGE_WORDS[Stage(row.stage)],
            example=f"/ship {row.id} ETA 2026-12-31",
        )


def _how_long(asked: Asked, row: OrderRow, reason: str) -> Outgoing:
    buttons = [
        Choice(line("{count} days", count=each), f"/delay {row.id} {each} days {reason}".strip())
        for each in _OFFERED_DAYS
    ]
    question = line(
        "How late will order {number} be? {example}", number=row.id, example=f"/delay {row.id} 5 days no steel"
    )
    return asked.say((question,), (tuple(buttons),), card=question_card(f"/delay {row.id}"))


def _why(asked: Asked, row: OrderRow, after: date) -> Outgoing:
    """The day is fixed by now, so that a button that is pressed twice delays nothing twice."""
    command = f"/delay {row.id} until {after.isoformat()}"
    buttons = [Choice(words, f"{command} {words.sentence}") for words, _ in REASONS.values()]
    question = line(
        "Why will order {number} be shipped on {day} only? Press, or answer this message with the reason.",
        number=row.id,
        day=after,
    )
    return asked.say((question,), in_rows(buttons, 1), card=question_card(command))


def _said_just_now(work: Work, asked: Asked, row: OrderRow, reason: str, after: date) -> Outgoing | None:
    """The same delay once more within the hour: it may have been sent twice."""
    changes = [each for each in orders.date_changes(work.session, row.id) if each.what == "expected"]
    if not changes or changes[-1].reason != reason or work.now - changes[-1].at > _TWICE:
        return None
    question = line(
        "{person} has just said so: shipment of order {number} is expected on {day}. Is it later still?",
        person=name_of(work.session, changes[-1].by) or "?",
        number=row.id,
        day=row.expected_on,
    )
    more = Choice(line("Yes, {day}", day=after), f"/delay {row.id} until {after.isoformat()} {reason}")
    return asked.say((question,), ((more, Choice(line("No, once"), f"/delay {row.id}")),))


def _words(person: str, row: OrderRow, before: date, after: date, reason: str) -> Line:
    return line(
        "{person}: order {number} will be shipped on {after} instead of {before}. {reason}",
        person=person,
        number=row.id,
        after=after,
        before=before,
        reason=reason_words(reason),
    )


def reason_words(reason: str) -> Line:
    """A usual reason in the listener's language, another one as it was typed."""
    return next((words for words, _ in REASONS.values() if words.sentence == reason), verbatim(reason))


def reason_of(reason: str) -> str:
    """Which of REASONS it is, for the customer's letter in his language; empty where it is none of them."""
    plain = reason.casefold()
    return next((name for name, (_, words) in REASONS.items() if any(each in plain for each in words)), "")


def _answered(work: Work, asked: Asked, row: OrderRow, words: Line) -> list[Outgoing]:
    lines = [words, *promise_lines(row), line("The supervisor is told at once.")]
    return [asked.say(lines, _buttons(asked, row), conversation=_conversation(work, asked, row))]


def promise_lines(row: OrderRow) -> tuple[Line, ...]:
    """What the new day means against what was promised."""
    if lines := slip_lines(row):
        return lines
    if row.contract_on is None:
        return ()
    return (line("That is still within the contract's {day}: the customer need not be told.", day=row.contract_on),)


def _buttons(asked: Asked, row: OrderRow) -> Choices:
    show = Choice(line("Show"), f"/order {row.id}")
    if not acts_for(asked.viewer, row) or not days_after(row.expected_on or date.min, row.contract_on):
        return ((show, Choice(line("History"), f"/delay {row.id}")),)
    agreed = Choice(line("Customer agreed"), f"/delay {row.id} agreed {row.expected_on}")
    return ((agreed, Choice(line("It is over"), f"/delay {row.id} over")), (show,))


def _others_told(work: Work, asked: Asked, row: OrderRow, words: Line) -> list[Outgoing]:
    """Supervisor, owner and tracker at once; the works without a word of the customer."""
    lines = (title("Order {number} is late.", number=orders.called(row)), words, *promise_lines(row))
    buttons: Choices = ((Choice(line("Show"), f"/order {row.id}"), Choice(line("History"), f"/delay {row.id}")),)
    me = asked.me.id
    said = supervisors_told(work, row, lines, buttons, but=(me, row.owner_id, row.tracker_id or 0))
    said += told(work, row, lines, but=(me,), choices=buttons, urgent=True)
    return [*said, *in_the_works(work, row, (words,), but=(me,))]


def _letter(work: Work, asked: Asked, row: OrderRow) -> list[Outgoing]:
    """The customer's letter as a draft of who writes to him; its task asks after it on the next working day."""
    if row.contract_on is not None and not slip_lines(row):
        return []
    morning = work.calendar.opening_of(work.calendar.working_day_after(today(work)))
    tasks.planned(work, "order", row.id, STEPS[DELAY], morning or work.now)
    return the_mail(work, asked, row)


def the_mail(work: Work, asked: Asked, row: OrderRow, wanted: bool = False) -> list[Outgoing]:
    """The letter with the true days. `wanted`: she has asked for it, and a draft of hers makes way."""
    head = (
        line("The customer's letter for order {number}; you release it:", number=orders.called(row)),
        *_reason_hint(row),
    )
    if wanted:
        leading(work, asked.viewer, row)
        made = mail_begun(work, row, asked.me, DELAY, **_facts(row))
        return [shown(work, asked, made, matter_of_order(work, row), head)]
    return shown_or_offered(
        work, row, DELAY, head, None, Choice(line("The mail"), f"/delay {row.id} mail"), **_facts(row)
    )


def _reason_hint(row: OrderRow) -> tuple[Line, ...]:
    if not row.delay_reason or reason_of(row.delay_reason):
        return ()
    return (
        line(
            'Your reason ("{reason}") is not in it; Edit adds it in the customer\'s words.',
            reason=row.delay_reason[:80],
        ),
    )


def _facts(row: OrderRow) -> dict[str, object]:
    amended = row.latest_on if row.expected_on and row.latest_on and row.expected_on > row.latest_on else ""
    return {**day_facts(row), "reason": reason_of(row.delay_reason), "latest_on": amended}


def _conversation(work: Work, asked: Asked, row: OrderRow) -> int | None:
    """Only who sees the customer gets a message that stands for his conversation."""
    return row.conversation_id if order_sight(work, asked.viewer, row) is OrderSight.FULL else None


def agreed(work: Work, asked: Asked, row: OrderRow, rest: str) -> list[Outgoing]:
    """The customer has agreed to another day; kept with who agreed and in which mail. Only this changes the contract's day."""
    leading(work, asked.viewer, row)
    _before_shipment(row)
    told_day, who = day_first(rest.removeprefix("until ").removeprefix("to "), today(work))
    day = told_day or row.expected_on
    if day is None:
        raise Refused(
            "To which day has the customer agreed? {example}", example=f"/delay {row.id} agreed 2026-12-31 Eva"
        )
    if day < today(work):
        raise Refused("{day} is over. To which day has the customer agreed?", day=day)
    if day == row.contract_on:
        raise Refused("{day} is the contract's day of order {number} already.", day=day, number=row.id)
    if not who:
        return [_by_whom(work, asked, row, day)]
    before = row.contract_on
    late_before = row.delay_since
    said = contract_changed(work, row, day, asked.me.id, who[:_LONGEST_REASON])
    redated(work, row)
    if row.expected_on is None or row.expected_on <= day:
        row.delay_since, row.delay_reason = None, ""
    row.told_at = work.now
    tasks.done(work, "order", row.id, (STEPS[DELAY],), "agreed")
    words = _agreed_words(asked, row, before, day, who)
    noted(
        work, row, "delay", words, asked.me.id, {"contract": str(before or "")}, {"contract": str(day), "agreed": who}
    )
    lines = [words, *slip_lines(row), *(() if slip_lines(row) else credit_lines(row, day))]
    if late_before is not None and row.delay_since is None:
        lines.append(line("It is not late any more."))
    said += dropped(work, row, DELAY, line("The customer has agreed. This mail is not needed any more."))
    said += supervisors_told(work, row, lines, _show(row), but=(asked.me.id, row.owner_id, row.tracker_id or 0))
    said += told(work, row, lines, but=(asked.me.id,), choices=_show(row))
    said += in_the_works(work, row, (line("Order {number}: the contract's day is {day} now.", number=row.id, day=day),))
    return [asked.say(lines, _show(row), conversation=row.conversation_id), *said]


def _agreed_words(asked: Asked, row: OrderRow, before: date | None, day: date, who: str) -> Line:
    facts = {"person": asked.me.name, "number": row.id, "after": day, "who": who[:_LONGEST_REASON]}
    if before is None:
        return line("{person}: the contract's day of order {number} is {after}. Agreed by: {who}", **facts)
    return line(
        "{person}: the contract's day of order {number} is {after}, no more {before}. Agreed by: {who}",
        before=before,
        **facts,
    )


def _by_whom(work: Work, asked: Asked, row: OrderRow, day: date) -> Outgoing:
    command = f"/delay {row.id} agreed {day.isoformat()}"
    matter = matter_of_order(work, row)
    person = person_of(matter) or matter.company or matter.contact_address or "?"
    newest = newest_from_customer(work.session, matter.id)
    at = work.calendar.day_of(newest.arrived_at).isoformat() if newest is not None else ""
    buttons = [Choice(line("{person}, by phone", person=person), f"{command} {person}, phone")]
    if at:
        buttons.insert(
            0, Choice(line("{person}, mail of {at}", person=person, at=at), f"{command} {person}, mail of {at}")
        )
    question = line(
        "Who has agreed to {day} for order {number}, in which mail? Press, or answer this message.",
        day=day,
        number=row.id,
    )
    return asked.say((question,), in_rows(buttons, 1), card=question_card(command), conversation=row.conversation_id)


def over(work: Work, asked: Asked, row: OrderRow, rest: str) -> list[Outgoing]:
    """The delay has ended; with a day, the shipment is expected then again."""
    _before_shipment(row)
    if row.delay_since is None:
        raise Refused(
            "Order {number} is not late. A delay: {example}", number=row.id, example=f"/delay {row.id} 5 days no steel"
        )
    day, reason = day_first(rest, today(work))
    if day is not None and day < today(work):
        raise Refused("{day} is over. On which day will it be shipped?", day=day)
    row.delay_since, row.delay_reason = None, ""
    if day is not None:
        shipment_moved(work, row, day, asked.me.id, reason)
    words = line("{person}: the delay of order {number} is over.", person=asked.me.name, number=row.id)
    noted(work, row, "delay", words, asked.me.id, {"late": True}, {"late": False, "expected": str(row.expected_on)})
    tasks.done(work, "order", row.id, (STEPS[DELAY],), "over")
    lines = [words, *(slip_lines(row) or _on_time(row))]
    buttons = _show(row)
    if day is None and row.contract_on and row.expected_on and today(work) <= row.contract_on < row.expected_on:
        caught_up = Choice(line("Caught up: {day}", day=row.contract_on), f"/delay {row.id} back {row.contract_on}")
        buttons = ((caught_up,), *buttons)
    said = dropped(work, row, DELAY)
    said += supervisors_told(work, row, lines, _show(row), but=(asked.me.id, row.owner_id, row.tracker_id or 0))
    said += told(work, row, lines, but=(asked.me.id,), choices=_show(row))
    return [asked.say(lines, buttons, conversation=_conversation(work, asked, row)), *said]


def back(work: Work, asked: Asked, row: OrderRow, rest: str) -> list[Outgoing]:
    """The shipment is expected sooner again than it was."""
    _before_shipment(row)
    day, reason = day_first(rest, today(work))
    if day is None or day < today(work) or (row.expected_on is not None and day >= row.expected_on):
        raise Refused("On which day, sooner than now expected? {example}", example=f"/delay {row.id} back 2026-12-31")
    before = row.expected_on
    shipment_moved(work, row, day, asked.me.id, reason)
    words = line(
        "{person}: order {number} is expected to be shipped on {after} again.",
        person=asked.me.name,
        number=row.id,
        after=day,
    )
    noted(work, row, "delay", words, asked.me.id, {"expected": str(before)}, {"expected": str(day)})
    lines = [words, *(slip_lines(row) or _on_time(row))]
    said = told(work, row, lines, but=(asked.me.id,), choices=_show(row))
    return [asked.say(lines, _show(row), conversation=_conversation(work, asked, row)), *said]


def _on_time(row: OrderRow) -> tuple[Line, ...]:
    if row.expected_on is None:
        return ()
    return (line("Shipment is expected on {day}.", day=row.expected_on),)


def history(work: Work, asked: Asked, row: OrderRow) -> list[Outgoing]:
    """Every day that was changed, by whom and why; and how late it is now."""
    sees_customer = order_sight(work, asked.viewer, row) is OrderSight.FULL
    head = title("Days of order {number}", number=orders.called(row) if sees_customer else row.id)
    lines: list[Line] = [head]
    if row.contract_on:
        lines.append(line("Contract: {day}", day=row.contract_on))
    if row.latest_on and sees_customer:
        lines.append(line("Letter of credit: {day} at the latest", day=row.latest_on))
    lines += [*_on_time(row), *slip_lines(row)]
    if row.delay_since is not None:
        lines.append(line("Late since {at}: {reason}", at=row.delay_since, reason=reason_words(row.delay_reason)))
    changes = [each for each in orders.date_changes(work.session, row.id) if each.what in DATE_WORDS]
    lines += [_change(work, each, sees_customer) for each in changes[-_HISTORY:]]
    if not changes:
        lines.append(line("No day of it was changed."))
    buttons = _days_buttons(row) if row.stage in BEFORE_SHIPMENT else ()
    return [asked.say(lines, (*buttons, *_show(row)), conversation=_conversation(work, asked, row))]


def _days_buttons(row: OrderRow) -> Choices:
    offered = tuple(Choice(line("{count} days", count=each), f"/delay {row.id} {each} days") for each in _OFFERED_DAYS)
    if row.delay_since is None:
        return (offered,)
    agreed_on = Choice(line("Customer agreed"), f"/delay {row.id} agreed {row.expected_on}")
    return (offered, (agreed_on, Choice(line("It is over"), f"/delay {row.id} over")))


def _change(work: Work, each: OrderDateRow, sees_customer: bool) -> Line:
    name = each.reason.removeprefix("stage:")
    why: Line = verbatim("")
    if each.reason.startswith("stage:") and name in set(Stage):
        why = line("{stage}, late", stage=STAGE_WORDS[Stage(name)])
    elif each.reason and (sees_customer or not each.customer_agreed):
        why = reason_words(each.reason)
    facts = {
        "at": work.calendar.day_of(each.at),
        "what": DATE_WORDS[each.what],
        "before": each.before or "-",
        "after": each.after or "-",
        "person": name_of(work.session, each.by),
        "reason": why,
    }
    if each.customer_agreed:
        return line("{at} {what}: {before} → {after}, agreed by the customer. {person} {reason}", **facts)
    return line("{at} {what}: {before} → {after}. {person} {reason}", **facts)


def notice_due(work: Work, row: TaskRow) -> list[Outgoing] | None:
    """A working day later the customer has still not been told: who writes to him and the supervisor hear it (R193)."""
    about = orders.order(work.session, row.subject)
    if about is None or about.delay_since is None or about.stage not in BEFORE_SHIPMENT:
        return None
    if about.told_at is not None and about.told_at >= about.delay_since:
        return None
    person = writer(work, about)
    words = (
        title("The customer of order {number} does not know yet that it is late.", number=orders.called(about)),
        *slip_lines(about),
    )
    buttons: Choices = (
        (Choice(line("The mail"), f"/delay {about.id} mail"), Choice(line("Show"), f"/order {about.id}")),
    )
    agreed_on = ((Choice(line("Customer agreed"), f"/delay {about.id} agreed {about.expected_on}"),),)
    said = told(work, about, words, choices=(*buttons, *agreed_on))
    known = (about.owner_id, about.tracker_id or 0, *([person.id] if person else []))
    morning = work.calendar.opening_of(work.calendar.working_day_after(today(work)))
    if row.told < 3 and morning is not None:
        row.due_at = morning
    return [*said, *supervisors_told(work, about, words, buttons, but=known)]


def _show(row: OrderRow) -> Choices:
    return ((Choice(line("Show"), f"/order {row.id}"),),)
