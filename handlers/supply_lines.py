"""How the supply of a quotation stands: confirmed by whom, asked, unconfirmed, or later than promised (R115, R143)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from rules.money import shown
from rules.permission import Role
from rules.quote import Quote, QuoteLine
from rules.supply import YES, Supply, answered_for, asked_of, name_of
from rules.words import Line, line, verbatim, word
from storage import supplies
from storage.colleagues import absence_at, deputy_at, with_role
from storage.colleagues import name_of as person_named
from storage.tables.quotes import QuoteRow, SupplyRow
from storage.work import Work

KNOWING = (Role.PRODUCTION, Role.PURCHASING)
ANSWER_WORDS: dict[str, Line] = {"yes": word("yes"), "partly": word("partly"), "no": word("no")}


def supply_lines(work: Work, row: QuoteRow, quote: Quote) -> list[Line]:
    """For who quotes: each position confirmed by whom, asked, or unconfirmed; and a delivery that cannot be kept (R143)."""
    answers = supplies.answers_for(work.session, row.id)
    waiting = [as_value(each) for each in supplies.open_for(work.session, row.id)]
    lines = [_supply_line(work, number, each, answers, waiting) for number, each in enumerate(quote.lines, 1)]
    return [*lines, *delivery_warning(quote, answers)]


def delivery_warning(quote: Quote, answers: Sequence[Supply]) -> list[Line]:
    """A promised delivery that is shorter than the production cycle that was answered (R143)."""
    found = [told for each in quote.lines if (told := answered_for(each, answers)) is not None and told.days]
    longest = max(found, key=lambda each: each.days or 0, default=None)
    if longest is None or quote.delivery_days is None or (longest.days or 0) <= quote.delivery_days:
        return []
    return [
        line(
            "The delivery promised is {promised} days, but {product} takes {days}.",
            promised=quote.delivery_days,
            product=longest.product,
            days=longest.days,
        )
    ]


def kept_delivery(quote: Quote, answers: Sequence[Supply]) -> str:
    """The delivery in the words of the quotation, as long as production takes; empty where the promise can be kept (R143)."""
    if not delivery_warning(quote, answers):
        return ""
    days = max(told.days or 0 for each in quote.lines if (told := answered_for(each, answers)) is not None)
    words, changed = re.subn(rf"(?<!\d){quote.delivery_days}(?!\d)", str(days), quote.delivery, count=1)
    return words if changed else f"{days} days"


def answer_line(work: Work, question: SupplyRow) -> Line:
    """The answer in one line: who, what, in how many days, at what cost."""
    parts: list[Line] = [ANSWER_WORDS.get(question.answer, word("told"))]
    if question.days:
        parts.append(line("{days} days", days=question.days))
    if question.cost:
        parts.append(line("cost {amount}", amount=shown(Decimal(question.cost), question.currency)))
    if question.note:
        parts.append(verbatim(question.note))
    return line(
        "{person}, {at}: {answer}",
        person=person_named(work.session, question.answered_by),
        at=question.answered_at,
        answer=tuple(parts),
    )


def people(work: Work, roles: Iterable[Role]) -> list[int]:
    """Who is asked: everybody of these roles who is here, and the deputy of who is away."""
    found: list[int] = []
    for each in with_role(work.session, *roles):
        if absence_at(work.session, each.id, work.now) is None:
            found.append(each.id)
        elif (deputy := deputy_at(work.session, each.id, work.now)) is not None:
            found.append(deputy.id)
    return list(dict.fromkeys(found))


def staffed(work: Work) -> frozenset[Role]:
    """Which of production and purchasing has anybody at all."""
    return frozenset(each for each in KNOWING if with_role(work.session, each))


def roles_for(work: Work, each: QuoteLine) -> frozenset[Role]:
    """Who is asked about a position: who makes or buys it, if anybody does; the only ones there are; else nobody yet."""
    known, there = asked_of(each), staffed(work)
    return known & there or (there if len(there) == 1 else frozenset())


def is_confirmed(each: QuoteLine, answers: Sequence[Supply]) -> bool:
    found = answered_for(each, answers)
    return found is not None and found.answer == YES


def is_waiting(each: QuoteLine, waiting: Sequence[Supply]) -> bool:
    wanted = name_of(each).casefold()
    return any(one.product.casefold() == wanted and one.quantity >= (each.quantity or 0) for one in waiting)


def as_value(row: SupplyRow) -> Supply:
    return Supply(row.id, row.product, Decimal(row.quantity))


def _supply_line(
    work: Work, number: int, each: QuoteLine, answers: Sequence[Supply], waiting: Sequence[Supply]
) -> Line:
    facts = {"position": number, "product": name_of(each)}
    found = answered_for(each, answers)
    if is_waiting(each, waiting) and not is_confirmed(each, answers):
        return line("{position}. {product}: unconfirmed, asked", **facts)
    question = supplies.question(work.session, found.number) if found is not None else None
    if question is not None:
        return line("{position}. {product}: {answer}", **facts, answer=answer_line(work, question))
    return line("{position}. {product}: unconfirmed", **facts)
