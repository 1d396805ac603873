"""/feedback, /revisit, /survey: what customers say after the sale (R238-R241, R250)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.aftersales import (
    averages_lines,
    feedback_asked,
    feedback_told,
    revisited,
    survey_answered,
    survey_asked,
    this_period,
    to_revisit_lines,
)
from handlers.asked import Asked, Command
from handlers.asking import divided
from handlers.customer_card import looked_up, seen
from handlers.order_sight import OrderSight
from handlers.ordering import one
from rules.complaint_typed import revisit as revisit_typed
from rules.complaint_typed import scores
from rules.outgoing import Choice, Outgoing
from rules.permission import DISPATCHERS, SALES, Role
from rules.refusal import Refused
from rules.words import Line, line, title, verbatim, word
from storage.conversations import number_in
from storage.tables.customers import CustomerRow
from storage.work import Work

FEEDBACK = "/feedback 88 good they are happy with the light"
REVISIT = "/revisit 17 call satisfied 5; use daily; needs 50 lamps; problems none; next quote"
SURVEY = "/survey 17 5 4 4 5 more colours please"
_GOOD = frozenset({"good", "satisfied", "fine", "ok", "happy", "满意", "好", "很好", "没问题"})
_BAD = frozenset({"bad", "problem", "problems", "unhappy", "不满意", "问题", "有问题", "不好"})
_ALL = frozenset({Role.SUPERVISOR, *DISPATCHERS})
_SHOWN = 10


def feedback(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`88`: the question to the customer, as a draft. `88 good ...`, `88 bad ...`: what he said."""
    meant = one(work, asked, "/feedback", OrderSight.FULL)
    if isinstance(meant, list):
        return meant
    row, rest = meant
    first, words = divided(rest)
    said = first.casefold().strip(":：,，。.!！")
    if not said or said in {"ask", "问", "询问"}:
        return feedback_asked(work, asked, row)
    if said not in _GOOD | _BAD:
        raise Refused(
            "Is the customer satisfied or not? Write good or bad, and his words: {example}",
            example=f"/feedback {row.id} good {rest[:40]}",
        )
    return feedback_told(work, asked, row, said in _GOOD, " ".join(words.split()))


def revisit(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """Alone: whose revisit is due. `17 call satisfied 5; use ...; needs ...; problems ...; next ...`: what was said."""
    first, rest = divided(asked.rest)
    if not first:
        return _due(work, asked)
    return revisited(work, asked, _customer(work, asked, first, "/revisit"), revisit_typed(rest))


def survey(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """Alone: the averages of this period. `17`: the mail that asks, as a draft. `17 5 4 4 5 words`: the answer."""
    first, rest = divided(asked.rest)
    if not first:
        lines: list[Line] = [title("Satisfaction {period}", period=this_period(work))]
        lines += averages_lines(work, this_period(work), by_owner=asked.viewer.has(_ALL))
        if len(lines) == 1:
            lines.append(line("No answer yet. Ask a customer: {example}", example="/survey 17"))
        return [asked.say(lines)]
    row = _customer(work, asked, first, "/survey")
    if not rest.strip():
        return survey_asked(work, asked, row)
    given, words = scores(rest)
    return survey_answered(work, asked, row, given, words)


def _due(work: Work, asked: Asked) -> list[Outgoing]:
    owners = None if asked.viewer.has(_ALL) else [asked.me.id, *asked.viewer.stands_in_for]
    found = to_revisit_lines(work, owners)
    if not found:
        return [asked.say((line("No revisit is due."), line("After one: {example}", example=REVISIT)))]
    buttons = tuple(
        (Choice(verbatim(f"{row.id} · {row.name}"[:40]), f"/customer {row.id}"),) for _, row in found[:_SHOWN]
    )
    lines = [title("Revisits that are due: {count}", count=len(found)), *(words for words, _ in found[:_SHOWN])]
    return [asked.say([*lines, line("After one: {example}", example=REVISIT)], buttons)]


def _customer(work: Work, asked: Asked, text: str, command: str) -> CustomerRow:
    """By number or by a name that only one has."""
    number = number_in(text)
    if number is not None:
        return seen(work, asked.viewer, number)
    rows = looked_up(work, asked.viewer, text)
    if len(rows) != 1:
        raise Refused("Which customer? Write the number: {example}", example=f"{command} 17")
    return seen(work, asked.viewer, rows[0].id)


COMMANDS = (
    Command("/feedback", word("ask how the customer likes the goods, or note what he says"), feedback, roles=SALES,
            example=FEEDBACK, family="service"),
    Command("/revisit", word("whose revisit is due, and what was said at one"), revisit, roles=SALES, example=REVISIT,
            family="service"),
    Command("/survey", word("how satisfied customers are, 1 to 5"), survey, roles=SALES, example=SURVEY,
            family="service"),
)  # fmt: skip
