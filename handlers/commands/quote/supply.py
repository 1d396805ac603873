"""/supply asks production or purchasing about a quotation's positions; /supplied is their answer (R115, R127)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.approving import wanted
from handlers.asked import Asked, Command
from handlers.asking import divided, question_card
from handlers.costing import for_costs, looked_at, quotation_in, quotations_offered
from handlers.supply_lines import answer_line, roles_for, staffed, supply_lines
from handlers.supplying import (
    MOST_AT_ONCE,
    answered,
    asked,
    asked_for_less,
    card_choices,
    card_lines,
    day_choices,
    to_ask,
)
from rules.outgoing import Choice, Outgoing
from rules.permission import EVERYBODY, SALES, Role
from rules.quote import Quote, QuoteLine
from rules.refusal import Refused
from rules.supply import LONGEST_NOTE, NO, Answer, name_of, read_answer
from rules.words import Line, line, title, word
from storage import quotes, supplies
from storage.colleagues import name_of as person_named
from storage.happenings import note
from storage.supplies import CONCESSION
from storage.tables.quotes import QuoteRow, SupplyRow
from storage.work import Work

EXAMPLE = "/supply D7"
ANSWER_EXAMPLE = "/supplied 12 30 days, 1.95 CNY"
_REVIEWERS = frozenset({Role.SUPERVISOR, Role.MANAGER})
_ROLE_WORDS = {
    "production": Role.PRODUCTION,
    "生产": Role.PRODUCTION,
    "purchasing": Role.PURCHASING,
    "采购": Role.PURCHASING,
}
_LESS = frozenset({"concession", "less", "降价", "让步"})


def supply(work: Work, asked_for: Asked) -> Iterable[Outgoing]:
    """`D7`: asks about every position that nobody has confirmed. `D7 production`, `D7 purchasing`; `D7 concession words`."""
    number, words = quotation_in(asked_for)
    if not number:
        return [quotations_offered(work, asked_for, line("About which quotation shall I ask?"))]
    row, version, _ = for_costs(work, asked_for.viewer, number)
    looked_at(work, asked_for, row)
    if not quotes.is_inside(version):
        raise Refused("The customer has {number} already: there is nothing to be asked.", number=quotes.called(row))
    quote = quotes.content(version)
    first, rest = divided(words)
    if first.casefold() in _LESS:
        return _concession(work, asked_for, row, quote, rest)
    role = _ROLE_WORDS.get(first.casefold())
    if first and role is None:
        raise Refused(
            "I ask production or purchasing: {example}", example=f"/supply {quotes.called(row, 1)} production"
        )
    return _ask(work, asked_for, row, quote, role)


def _ask(work: Work, asked_for: Asked, row: QuoteRow, quote: Quote, role: Role | None) -> list[Outgoing]:
    there = staffed(work)
    if not there or (role is not None and role not in there):
        raise Refused(
            "Nobody here has the role {role}. The manager gives it: {example}",
            role=role or Role.PRODUCTION,
            example=f"/staff Paul role {role or Role.PRODUCTION}",
        )
    lines = to_ask(work, row, quote)
    head = title("Supply of {number}", number=quotes.called(row))
    if not lines:
        return [asked_for.say([head, *_nothing_to_ask(quote), *supply_lines(work, row, quote)])]
    said, unclear = [], []
    for each in lines[:MOST_AT_ONCE]:
        roles = frozenset({role}) if role is not None else roles_for(work, each)
        if roles:
            said += asked(work, row, quote, each, roles, asked_for.me.id)
        else:
            unclear.append(each)
    words = [head, *supply_lines(work, row, quote)]
    choices: list[tuple[Choice, ...]] = []
    name = quotes.called(row, 1)
    if unclear:
        words.append(line("Is it made or bought: {products}?", products=", ".join(map(name_of, unclear))))
        choices.append(
            (
                Choice(line("Production"), f"/supply {name} production"),
                Choice(line("Purchasing"), f"/supply {name} purchasing"),
            )
        )
    elif len(lines) > MOST_AT_ONCE:
        choices.append((Choice(line("Ask about the rest"), f"/supply {name}"),))
    return [*said, asked_for.say(words, tuple(choices))]


def _nothing_to_ask(quote: Quote) -> list[Line]:
    if not quote.lines or any(each.quantity is None for each in quote.lines):
        return [line("Say the products and quantities first.")]
    return []


def _concession(work: Work, asked_for: Asked, row: QuoteRow, quote: Quote, words: str) -> list[Outgoing]:
    """A lower cost is wanted: the supervisor decides first, then purchasing is asked (R127)."""
    name = quotes.called(row, 1)
    first, rest = divided(words)
    if not quote.lines:
        raise Refused("Say the products and quantities first.")
    if first.isdecimal() and 1 <= int(first) <= len(quote.lines) and "." not in first:
        number, reason = int(first), " ".join(rest.split())
    elif len(quote.lines) == 1:
        number, reason = 1, " ".join(words.split())
    else:
        buttons = [
            (
                Choice(
                    line("{position}. {product}", position=n, product=name_of(each)[:24]),
                    f"/supply {name} concession {n}",
                ),
            )
            for n, each in list(enumerate(quote.lines, 1))[:8]
        ]
        return [asked_for.say((line("Which position is to cost less?"),), tuple(buttons))]
    if not reason:
        words_asked = line(
            "Why, and to which cost? Answer this message; purchasing reads it, so name no customer. Like {example}",
            example="1.80 CNY, a competitor offers 2.10 USD",
        )
        return [asked_for.say((words_asked,), card=question_card(f"/supply {name} concession {number}"))]
    return _concession_wanted(work, asked_for, row, quote.lines[number - 1], reason[:LONGEST_NOTE])


def _concession_wanted(work: Work, asked_for: Asked, row: QuoteRow, each: QuoteLine, reason: str) -> list[Outgoing]:
    lines = (
        line("{number}: purchasing is to be asked for a lower cost", number=quotes.called(row)),
        line(
            "{product} × {quantity} {unit}: {reason}",
            product=name_of(each),
            quantity=f"{each.quantity or 0:,f}",
            unit=each.unit,
            reason=reason,
        ),
    )
    asked_approval = wanted(
        work,
        asked_for.me,
        "quote.concession",
        f"concession:{row.id}:{name_of(each)}",
        {"quote": row.id, "product": name_of(each), "reason": reason},
        lines,
        facts={},
        customer=row.customer_id,
        conversation=row.conversation_id,
    )
    if asked_approval is None:
        said = asked_for_less(work, row, each, reason, asked_for.me.id)
        return [*said, asked_for.tell("Purchasing is asked for a lower cost of {product}.", product=name_of(each))]
    return [
        *asked_approval[1],
        asked_for.tell(
            "The supervisor decides first; then purchasing is asked. Approval {number}", number=asked_approval[0].id
        ),
    ]


def supplied(work: Work, asked_for: Asked) -> Iterable[Outgoing]:
    """`12 yes 30 days 1.95 CNY`: the answer to question 12. Without a number what waits for her."""
    number, words = divided(asked_for.rest)
    if not number:
        return _waiting(work, asked_for)
    question = _found(work, asked_for, number)
    _looked_at(work, asked_for, question)
    if not words:
        return [asked_for.say(card_lines(work, question), card_choices(work, question))]
    told = read_answer(words)
    _may_still(work, asked_for, question)
    if question.answered_at is None and told.answer not in {NO, ""} and not told.days and question.kind != CONCESSION:
        return _days_wanted(work, asked_for, question, told)
    told = _with_currency(work, question, told)
    said = answered(work, question, told, asked_for.me.id)
    thanks = [line("Thank you. {answer}", answer=answer_line(work, question))]
    if not question.cost and question.answer != NO:
        thanks.append(line("What does one cost? Answer this message, like {example}", example="1.95 CNY"))
    return [*said, asked_for.say(thanks, card=question_card(f"/supplied {question.id}"))]


def _days_wanted(work: Work, asked_for: Asked, question: SupplyRow, told: Answer) -> list[Outgoing]:
    """Yes or partly, and the production cycle is wanted, too; what else was told goes along."""
    cost = f"{told.cost:f} {told.currency or work.policy.currency}" if told.cost is not None else ""
    answer = ", ".join(filter(None, (f"{told.answer} {cost}".strip(), told.note)))
    words = line(
        "{product}: in how many days? Press, or answer this message, like {example}",
        product=question.product,
        example="30 days",
    )
    card = question_card(f"/supplied {question.id} {answer},")
    return [asked_for.say((words,), day_choices(work, question, f"{answer},"), card=card)]


def _with_currency(work: Work, question: SupplyRow, told: Answer) -> Answer:
    """A cost without a currency is in the company's own; an answer to a wish for less is an answer."""
    currency = told.currency or (work.policy.currency if told.cost is not None else "")
    answer = told.answer or ("yes" if question.kind == CONCESSION and told.cost is not None else "")
    if not (answer or question.answer):
        raise Refused(
            "Can it be had, and in how many days? Example: {example}",
            example=f"/supplied {question.id} 30 days, 1.95 CNY",
        )
    return Answer(answer, told.days, told.cost, currency, told.note)


def _found(work: Work, asked_for: Asked, text: str) -> SupplyRow:
    """A question that was put to her, or that her role may answer. Refuses alike for unknown and others' (T26)."""
    plain = text.lstrip("#")
    row = supplies.question(work.session, int(plain)) if plain.isdecimal() and len(plain) < 10 else None
    may = row is not None and (
        asked_for.me.id in row.asked_of
        or asked_for.viewer.has(_REVIEWERS)
        or bool(set(row.asked_of) & asked_for.viewer.stands_in_for)
    )
    if row is None or not may:
        raise Refused("I know no question {number} for you. /supplied lists what waits.", number=text[:20])
    return row


def _may_still(work: Work, asked_for: Asked, question: SupplyRow) -> None:
    """Who answered may add or mend, and who reviews; for the others it is answered."""
    if question.answered_at is not None and not question.answer:
        raise Refused("Question {number} needs no answer any more.", number=question.id)
    if question.answered_by in {None, asked_for.me.id} or asked_for.viewer.has(_REVIEWERS):
        return
    raise Refused(
        "{person} has answered it already, at {at}.",
        person=person_named(work.session, question.answered_by),
        at=question.answered_at,
    )


def _looked_at(work: Work, asked_for: Asked, question: SupplyRow) -> None:
    """Products are a customer's business, too: who was shown them stands in the record (R336)."""
    words = line("{person} looked at question {number}", person=asked_for.me.name, number=question.id)
    row = work.session.get_one(QuoteRow, question.quote_id)
    note(work, "viewed", words, actor=asked_for.me.id, conversation=row.conversation_id, customer=row.customer_id)


def _waiting(work: Work, asked_for: Asked) -> list[Outgoing]:
    rows = supplies.waiting_for(work.session, asked_for.me.id, 12)
    if not rows:
        return [asked_for.tell("No question waits for you.")]
    for each in rows:
        _looked_at(work, asked_for, each)
    lines = [title("Questions that wait for you: {count}", count=len(rows))]
    lines += [
        line(
            "{number}: {product} × {quantity} {unit}",
            number=each.id,
            product=each.product,
            quantity=each.quantity,
            unit=each.unit,
        )
        for each in rows
    ]
    choices = tuple((Choice(line("Show {number}", number=each.id), f"/supplied {each.id}"),) for each in rows)
    return [asked_for.say(lines, choices)]


COMMANDS = (
    Command(
        "/supply",
        word("ask production or purchasing what can be had, by when and at what cost"),
        supply,
        roles=SALES,
        example=EXAMPLE,
        family="quote",
    ),
    Command(
        "/supplied",
        word("answer a question of sales: can it be had, in how many days, at what cost"),
        supplied,
        roles=EVERYBODY,
        example=ANSWER_EXAMPLE,
        family="quote",
    ),
)
