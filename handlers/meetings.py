"""The coordination meeting of an order: its minutes asked for piece by piece, and doing without it (B14, R183-R186, C12)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from handlers.asked import Asked
from handlers.asking import in_rows, question_card
from handlers.order_card import refreshed
from handlers.order_gates import WAIVER
from handlers.ordering import leading, noted, still_open, told
from handlers.quote_figures import today
from handlers.stage_movers import WORKS, goods_lines
from handlers.telling import to_colleague, to_roles
from rules.order_days_typed import typed_day
from rules.order_moves import STAGE_WORDS, Need, Stage
from rules.order_spoken import MEETING_MANDATORY, MEETING_PARTS, divided
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import Role
from rules.refusal import Refused
from rules.words import Line, line, title, verbatim, word
from storage import orders
from storage.colleagues import name_of, with_role
from storage.tables.orders import OrderRow
from storage.work import Work

EXAMPLE = "Lee, Wang; plan material by 3 May; date 2026-05-10; tech Lee; quality Wang"
LONGEST = 500
_HEADS = (Role.SUPERVISOR, Role.PRODUCTION, Role.PURCHASING, Role.MERCHANDISER)
QUESTIONS: Mapping[str, Line] = {
    "attendees": line("Who took part? Heads of departments, separated by commas."),
    "progress_plan": line("What is the plan of production?"),
    "agreed_date": line("By which day will it be ready to ship?"),
    "tech_confirmed": line("Who has confirmed the technology?"),
    "quality_confirmed": line("Who has confirmed the quality?"),
}
PART_WORDS: Mapping[str, Line] = {
    "attendees": word("attendees"),
    "progress_plan": word("production plan"),
    "agreed_date": word("agreed date"),
    "tech_confirmed": word("technology confirmed by"),
    "quality_confirmed": word("quality confirmed by"),
    "infeasible_reason": word("why the date cannot be met"),
    "corrections": word("corrections"),
}
_NAMES: Mapping[str, str] = {
    "attendees": "with",
    "progress_plan": "plan",
    "agreed_date": "date",
    "tech_confirmed": "tech",
    "quality_confirmed": "quality",
    "infeasible_reason": "reason",
    "corrections": "corrections",
}
"""How each part is typed."""


def minutes(work: Work, asked: Asked, row: OrderRow, text: str) -> list[Outgoing]:
    """What was told of the meeting; the next part that is missing is asked for, and the whole is kept once nothing is."""
    leading(work, asked.viewer, still_open(row))
    parts = divided(text, MEETING_PARTS, first="attendees")
    for key, value in parts.items():
        if len(value) > LONGEST:
            raise Refused("{part} has at most {limit} characters.", part=PART_WORDS[key], limit=LONGEST)
    if "agreed_date" in parts:
        parts["agreed_date"] = _day(work, parts["agreed_date"]).isoformat()
    missing = [each for each in MEETING_MANDATORY if each not in parts]
    if missing:
        return [_question(work, asked, row, parts, missing[0])]
    return _kept(work, asked, row, parts)


def _day(work: Work, text: str) -> date:
    day = typed_day(text, today(work))
    if day < today(work):
        raise Refused(
            "{day} is over. By which day will it be ready to ship? {example}", day=day, example="date 2026-12-10"
        )
    return day


def _question(work: Work, asked: Asked, row: OrderRow, parts: Mapping[str, str], missing: str) -> Outgoing:
    """One part; what was told before goes on with the answer."""
    told_so_far = "; ".join(f"{_NAMES[key]} {value}" for key, value in parts.items())
    command = (
        f"/meeting {row.id} {told_so_far}; {_NAMES[missing]}" if told_so_far else f"/meeting {row.id} {_NAMES[missing]}"
    )
    head: list[Line] = []
    if not parts:
        head = [title("Coordination meeting of order {number}", number=row.id), *goods_lines(row)]
        head += [line("All in one line: {example}", example=f"/meeting {row.id} {EXAMPLE}")]
    lines = [*head, QUESTIONS[missing], line("Press, or answer this message with your words.")]
    buttons = in_rows([Choice(label, f"{command} {value}") for label, value in _offers(work, row, missing)], 1)
    return asked.say(lines, (*buttons, *(_without(row) if not parts else ())), card=question_card(command))


def _offers(work: Work, row: OrderRow, missing: str) -> list[tuple[Line, str]]:
    """What is likely, as buttons."""
    people = with_role(work.session, *_HEADS)
    if missing == "attendees":
        everybody = ", ".join(dict.fromkeys(each.name for each in people))
        return [(verbatim(everybody), everybody)] if everybody else []
    if missing in {"tech_confirmed", "quality_confirmed"}:
        works = with_role(work.session, *sorted(WORKS)) or people
        return [(verbatim(each.name), each.name) for each in works[:4]]
    day = ready_day(work, row)
    if missing == "agreed_date":
        return [(line("As planned: {day}", day=day), day.isoformat())] if day and day >= today(work) else []
    return [(line("As planned"), _plan(work, row))]


def ready_day(work: Work, row: OrderRow) -> date | None:
    """The day on which the goods have to leave by our own plan; else the contract's."""
    known = orders.stages(work.session, row.id).get(Stage.SHIPPED)
    return (known.planned_on if known else None) or row.contract_on


def _plan(work: Work, row: OrderRow) -> str:
    """The days of the stages as they were computed, in the words that the minutes keep."""
    known = orders.stages(work.session, row.id)
    days = [
        f"{STAGE_WORDS[each].sentence} {known[each].planned_on}"
        for each in (Stage.MATERIAL, Stage.IN_PRODUCTION, Stage.INSPECTED, Stage.PACKED)
        if each in known and known[each].planned_on
    ]
    return ", ".join(days) or "as planned"


def _without(row: OrderRow) -> Choices:
    return ((Choice(line("Without a meeting"), f"/meeting {row.id} waive"),),)


def _kept(work: Work, asked: Asked, row: OrderRow, parts: Mapping[str, str]) -> list[Outgoing]:
    """The minutes; a day behind the contract's opens the way to a new date with the customer (R185)."""
    content = {
        "meeting_at": work.calendar.day_of(work.now).isoformat(),
        "order_explained_by": name_of(work.session, row.owner_id),
        **parts,
    }
    orders.recorded(work, row, "meeting", content, asked.me.id)
    words = line("{person} keeps the minutes of order {number}", person=asked.me.name, number=row.id)
    noted(work, row, "meeting", words, asked.me.id, None, {"date": parts["agreed_date"]})
    lines: list[Line] = [title("Minutes of order {number}", number=row.id)]
    for key, value in parts.items():
        lines.append(line("{part}: {value}", part=PART_WORDS[key], value=value))
    agreed = date.fromisoformat(parts["agreed_date"])
    buttons: list[Choice] = []
    if row.contract_on is not None and agreed > row.contract_on:
        lines.append(
            line(
                "{agreed} is later than the contract's {day}. The contract's date changes only when the customer agrees.",
                agreed=agreed,
                day=row.contract_on,
            )
        )
        why = parts.get("infeasible_reason", "")
        buttons.append(Choice(line("New date"), f"/delay {row.id} until {agreed.isoformat()} {why}".strip()))
    if row.stage == Stage.COST_RECHECKED:
        buttons.append(Choice(STAGE_WORDS[Stage.COORDINATED], f"/done {row.id} {Stage.COORDINATED}"))
    buttons.append(Choice(line("Show"), f"/order {row.id}"))
    said = told(work, row, lines, but=(asked.me.id,))
    said += to_roles(work, (Role.SUPERVISOR,), lines, conversation=row.conversation_id, but=(asked.me.id, row.owner_id))
    return [asked.say(lines, in_rows(buttons), conversation=row.conversation_id), *said, *refreshed(work, row)]


def waived(work: Work, asked: Asked, row: OrderRow, need: Need, reason: str, by: frozenset[Role]) -> list[Outgoing]:
    """The department does without it, for a reason; who may not decide that asks those who may, by a button (C12, R155)."""
    still_open(row)
    command = {Need.MEETING: f"/meeting {row.id} waive", Need.SAMPLE: f"/production {row.id} waive"}[need]
    if not any(each.isalnum() for each in reason):
        question = line("Why is it done without? Answer this message with the reason.")
        return [asked.say((question,), card=question_card(command))]
    if len(reason) > LONGEST:
        raise Refused("A reason has at most {limit} characters.", limit=LONGEST)
    if not asked.viewer.has(by):
        return _asked_for(work, asked, row, need, reason, by, command)
    orders.recorded(work, row, WAIVER, {"reason": reason}, asked.me.id, sort=need)
    words = line("{person}: {what}: {reason}", person=asked.me.name, what=_WITHOUT[need], reason=reason)
    noted(work, row, "waived", words, asked.me.id, None, {"need": need})
    said = told(work, row, (title("Order {number}", number=row.id), words), but=(asked.me.id,))
    answer = asked.say((words,), ((Choice(line("Show"), f"/order {row.id}"),),))
    return [answer, *said, *refreshed(work, row)]


_WITHOUT: Mapping[Need, Line] = {
    Need.MEETING: word("without a coordination meeting"),
    Need.SAMPLE: word("without a pre-production sample"),
}


def _asked_for(
    work: Work, asked: Asked, row: OrderRow, need: Need, reason: str, by: frozenset[Role], command: str
) -> list[Outgoing]:
    leading(work, asked.viewer, row)
    deciding: Sequence[int] = [each.id for each in with_role(work.session, *sorted(by)) if each.id != asked.me.id]
    if not deciding:
        raise Refused("Nobody else is here who may decide that.")
    lines = (
        title("{person} wants order {number} {what}.", person=asked.me.name, number=row.id, what=_WITHOUT[need]),
        line("Reason: {reason}", reason=reason),
    )
    buttons = ((Choice(line("Agree"), f"{command} {reason}"), Choice(line("Show"), f"/order {row.id}")),)
    said = [each for person in deciding for each in to_colleague(work, person, lines, buttons)]
    return [asked.say((line("Asked. I tell you when it is decided."),)), *said]
