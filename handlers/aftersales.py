"""After the sale: feedback a week after arrival, revisits by grade, surveys (R238-R241, R250, forms B23 and B24)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from documents.letters import quote_letter
from handlers.aftersales_mail import offered
from handlers.asked import Asked
from handlers.drafts import begun, shown
from handlers.order_sight import OrderSight, order_sight
from handlers.ordering import leading, matter_of_order, noted
from handlers.salutation import language_of, person_of, signed_by
from handlers.telling import to_roles
from rules.complaint_typed import SUBJECTS, Revisit
from rules.order_moves import Stage, rank
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import Role
from rules.refusal import Refused
from rules.words import Line, line, title, verbatim, word
from storage import aftersales, orders, tasks
from storage.colleagues import colleague, name_of
from storage.conversations import with_customer
from storage.happenings import note
from storage.tables.aftersales import SurveyRow, TaskRow
from storage.tables.colleagues import ColleagueRow
from storage.tables.conversations import ConversationRow, DraftRow
from storage.tables.customers import CustomerRow
from storage.tables.orders import OrderRow
from storage.work import Work

FEEDBACK = "feedback"
"""Of the record of what the customer said, of the task that asks for it, and of the mail."""
QUESTION, SURVEY = "order_feedback", "survey"
"""Purposes of mails."""
SUBJECT_WORDS = {
    "quality": word("product quality"),
    "service": word("service"),
    "logistics": word("logistics"),
    "aftersales": word("after-sales service"),
}
_POOR = 2
_LONGEST = 2000


def today(work: Work) -> date:
    return work.now.astimezone(ZoneInfo(work.policy.zone)).date()


def feedback_due(work: Work, task: TaskRow) -> list[Outgoing] | None:
    """So many days after arrival: the owner gets the question to the customer as a draft (R238)."""
    row = orders.order(work.session, task.subject)
    if row is None or row.stage == Stage.CANCELLED or orders.records(work.session, row.id, FEEDBACK):
        return None
    person = colleague(work.session, row.owner_id)
    if person is None or person.dismissed_at is not None:
        words = line("Order {number}: the customer is to be asked how he likes the goods.", number=orders.called(row))
        return to_roles(work, (Role.MANAGER,), (words,), feedback_ways(row), conversation=row.conversation_id)
    head = [
        title("Order {number}: how does the customer like the goods?", number=orders.called(row)),
        line("They arrived on {day}.", day=row.arrived_on or today(work)),
    ]
    matter = matter_of_order(work, row)
    return offered(work, person, matter, QUESTION, _question(work, row, matter, person), head, feedback_ways(row))[1]


def feedback_ways(row: OrderRow) -> Choices:
    return (
        (
            Choice(line("He is satisfied"), f"/feedback {row.id} good"),
            Choice(line("There is a problem"), f"/complaint O{row.id}"),
        ),
    )


def feedback_asked(work: Work, asked: Asked, row: OrderRow) -> list[Outgoing]:
    """The question to the customer, as a draft of hers, now."""
    leading(work, asked.viewer, row)
    _arrived(row)
    matter = matter_of_order(work, row)
    made, set_aside = begun(work, asked.me, matter, QUESTION, _question(work, row, matter, asked.me))
    hints = (line("Your earlier draft is set aside."),) if set_aside else ()
    return [shown(work, asked, made, matter, hints)]


def feedback_told(work: Work, asked: Asked, row: OrderRow, is_good: bool, words: str) -> list[Outgoing]:
    """What the customer said; a problem offers to become a complaint at once (R238)."""
    if order_sight(work, asked.viewer, row) < OrderSight.FULL:
        leading(work, asked.viewer, row)
    _arrived(row)
    orders.recorded(
        work, row, FEEDBACK, {"feedback": words[:_LONGEST]}, asked.me.id, result="good" if is_good else "bad"
    )
    tasks.done(work, "order", row.id, [FEEDBACK])
    if row.customer_id is not None:
        told = Revisit(kind="call", product_use=words[:_LONGEST] if is_good else "", problems="" if is_good else words)
        aftersales.visited(work, row.customer_id, told, asked.me.id, today(work), row.id)
    said_of = (
        line("{person}: the customer is satisfied with order {number}", person=asked.me.name, number=orders.called(row))
        if is_good
        else line(
            "{person}: the customer has a problem with order {number}", person=asked.me.name, number=orders.called(row)
        )
    )
    noted(work, row, FEEDBACK, (said_of, *([verbatim(words)] if words else [])), asked.me.id, None, {"good": is_good})
    answer = [line("Kept with order {number}.", number=orders.called(row))]
    buttons: Choices = ()
    if not is_good:
        answer.append(line("A problem is not left alone: make a complaint of it?"))
        buttons = ((Choice(line("Complaint"), f"/complaint O{row.id} {words}".strip()),),)
    elif row.stage == Stage.ARRIVED:
        buttons = ((Choice(line("Feedback taken"), f"/done {row.id} feedback"),),)
    return [asked.say(answer, buttons, conversation=row.conversation_id)]


def _arrived(row: OrderRow) -> None:
    if rank(row.stage) < rank(Stage.SHIPPED):
        raise Refused(
            "Order {number} is not shipped yet; the customer has nothing to say of it.", number=orders.called(row)
        )


def _question(work: Work, row: OrderRow, matter: ConversationRow, author: ColleagueRow) -> str:
    language = language_of(work, matter)
    number = row.customer_number or str(row.id)
    text = quote_letter(QUESTION, language, person=person_of(matter), number=number)
    return signed_by(work, text, author, language)


def revisited(work: Work, asked: Asked, row: CustomerRow, told: Revisit) -> list[Outgoing]:
    """A revisit or visit that has taken place (form B24); a problem offers to become a complaint."""
    if not any((told.satisfaction, told.product_use, told.new_needs, told.problems, told.next_step)):
        raise Refused(
            "What did the customer say? Write it like: {example}",
            example=f"/revisit {row.id} call satisfied 5; use daily; needs 50 lamps; problems none; next quote",
        )
    aftersales.visited(work, row.id, told, asked.me.id, today(work))
    words = line(
        "{person} has revisited {customer} ({how})", person=asked.me.name, customer=row.name, how=_HOW[told.kind]
    )
    lines = [line("Kept on the card of {customer}.", customer=row.name), *revisit_lines(told)]
    is_problem = told.problems.strip().casefold() not in {"", "none", "no", "无", "没有"}
    matters = with_customer(work.session, row.id, 1)
    about = matters[0].id if matters else None
    note(
        work,
        "revisit",
        (words, *revisit_lines(told)),
        actor=asked.me.id,
        conversation=about,
        customer=row.id,
    )
    buttons: Choices = ()
    if matters and is_problem:
        lines.append(line("A problem is not left alone: make a complaint of it?"))
        buttons = ((Choice(line("Complaint"), f"/complaint {matters[0].id} {told.problems}"),),)
    return [asked.say(lines, buttons, conversation=about)]


_HOW = {"call": word("by telephone"), "mail": word("by mail"), "visit": word("on a visit")}


def revisit_lines(told: Revisit) -> list[Line]:
    """What was said, a line for each part that was."""
    lines = [line("Satisfied: {score} of 5", score=told.satisfaction)] if told.satisfaction else []
    known = (
        (word("Use of the product"), told.product_use),
        (word("New needs"), told.new_needs),
        (word("Problems"), told.problems),
        (word("Next step"), told.next_step),
    )
    return [*lines, *(line("{fact}: {value}", fact=label, value=text) for label, text in known if text)]


def days_by_grade(work: Work) -> dict[str, int]:
    return {"A": work.policy.revisit_a, "B": work.policy.revisit_b, "C": work.policy.revisit_c}


def to_revisit_lines(work: Work, owners: Sequence[int] | None, limit: int = 20) -> list[tuple[Line, CustomerRow]]:
    """Whose revisit is due, the longest over first (R240)."""
    found = aftersales.to_revisit(work.session, today(work), days_by_grade(work), owners, limit)
    return [
        (
            line(
                "{number} · {name}: last asked {day}, {days} days over",
                number=each.customer.id,
                name=each.customer.name,
                day=each.last,
                days=each.over,
            ),
            each.customer,
        )
        for each in found
    ]


def survey_asked(work: Work, asked: Asked, row: CustomerRow) -> list[Outgoing]:
    """The survey's mail, as a draft; it leaves when she releases it, and counts as asked then (R250)."""
    matters = [each for each in with_customer(work.session, row.id, 5) if each.contact_address]
    if not matters:
        raise Refused("I have no mail address of {customer}. Ask by phone: {example}", customer=row.name,
                      example=f"/survey {row.id} 5 4 4 5")  # fmt: skip
    matter = matters[0]
    language = language_of(work, matter)
    text = signed_by(work, quote_letter(SURVEY, language, person=person_of(matter)), asked.me, language)
    made, set_aside = begun(work, asked.me, matter, SURVEY, text)
    period = this_period(work)
    known = aftersales.survey(work.session, row.id, period)
    if known is None:
        known = aftersales.surveyed(work, row.id, row.owner_id or asked.me.id, period, asked.me.id)
    known.draft_id = made.id
    hints = (line("Your earlier draft is set aside."),) if set_aside else ()
    return [shown(work, asked, made, matter, hints)]


def survey_left(work: Work, asked: Asked, matter: ConversationRow, draft: DraftRow) -> list[Outgoing]:
    """It was released: the customer is asked."""
    row = aftersales.survey_of_draft(work.session, draft.id)
    if row is not None:
        row.asked_at = work.now
        note(work, "survey", line("{person} asks how satisfied the customer is", person=asked.me.name), actor=asked.me.id,
             conversation=matter.id, customer=row.customer_id, after={"survey": row.id})  # fmt: skip
    return []


def survey_answered(work: Work, asked: Asked, row: CustomerRow, scores: dict[str, int], words: str) -> list[Outgoing]:
    """The four scores; a poor one is told to supervisor and manager at once, and may become a complaint (R250)."""
    period = this_period(work)
    known: SurveyRow | None = aftersales.survey(work.session, row.id, period)
    before = known is not None and known.answered_at is not None
    if known is None:
        known = aftersales.surveyed(work, row.id, row.owner_id or asked.me.id, period, asked.me.id, method="phone")
    for name, score in scores.items():
        setattr(known, name, score)
    known.suggestions, known.answered_at, known.by = words[:_LONGEST], work.now, asked.me.id
    told = tuple(line("{fact}: {value}", fact=SUBJECT_WORDS[each], value=str(scores[each])) for each in SUBJECTS)
    head = line("{customer} in {period}", customer=row.name, period=period)
    note(work, "survey", (head, *told, *([verbatim(words)] if words else [])), actor=asked.me.id, customer=row.id,
         after={"survey": known.id, "scores": scores})  # fmt: skip
    said: list[Outgoing] = []
    lines = [head, *told, line("Entered again in the place of the former ones.") if before else line("Entered.")]
    buttons: Choices = ()
    if min(scores.values()) <= _POOR:
        warning = (title("A poor score of {customer}", customer=row.name), *told, *([verbatim(words)] if words else []))
        said += to_roles(work, (Role.SUPERVISOR, Role.MANAGER), warning, but=(asked.me.id,))
        matters = with_customer(work.session, row.id, 1)
        if matters:
            buttons = ((Choice(line("Complaint"), f"/complaint {matters[0].id} {words}".strip()),),)
    return [*said, asked.say(lines, buttons)]


def this_period(work: Work) -> str:
    every = work.policy.survey_every
    return aftersales.period_of(today(work), "year" if every == "never" else every)


def averages_lines(work: Work, period: str, by_owner: bool) -> list[Line]:
    """The averages of a period by subject; for who leads the department by owner, too (R252)."""
    lines = []
    for owner, count, means in aftersales.averages(work.session, period, by_owner):
        facts = {each: str(means[each]) for each in SUBJECTS}
        who = name_of(work.session, owner) if owner is not None else word("All")
        lines.append(
            line(
                "{who}: quality {quality}, service {service}, logistics {logistics}, after-sales {aftersales} ({count} answers)",
                who=who,
                count=count,
                **facts,
            )
        )
    return lines
