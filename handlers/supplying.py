"""Asking production or purchasing what can be had, by when and at what cost; their answer, on the quotation (R115, R127, R143).

They see product, quantity and the wanted delivery, and neither the customer nor a price (R328).
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from handlers.asking import in_rows, supply_card
from handlers.quote_card import refreshed as quote_refreshed
from handlers.quote_reviewing import promising
from handlers.supply_lines import (
    KNOWING,
    answer_line,
    as_value,
    delivery_warning,
    is_confirmed,
    is_waiting,
    kept_delivery,
    people,
    staffed,
)
from handlers.telling import to_colleague
from rules.money import plain
from rules.outgoing import Choice, Choices, EditCard, Outgoing
from rules.permission import Role
from rules.quote import Quote, QuoteLine
from rules.quote_moves import INSIDE
from rules.supply import OFFERED_DAYS, Answer, name_of
from rules.words import Line, line, title
from storage import quotes, supplies
from storage.colleagues import everybody
from storage.colleagues import name_of as person_named
from storage.happenings import note
from storage.products import product as product_of
from storage.spoken import cards_standing
from storage.supplies import CONCESSION
from storage.tables.approvals import ApprovalRow
from storage.tables.quotes import QuoteRow, QuoteVersionRow, SupplyRow
from storage.work import Work

MOST_AT_ONCE = 10
"""Questions that one press asks: nobody is flooded with cards."""


def to_ask(work: Work, row: QuoteRow, quote: Quote) -> list[QuoteLine]:
    """The positions that nobody has confirmed and nobody is being asked about, each product once, the largest quantity."""
    answers = supplies.answers_for(work.session, row.id)
    waiting = [as_value(each) for each in supplies.open_for(work.session, row.id)]
    found: dict[str, QuoteLine] = {}
    for each in quote.lines:
        if each.quantity is None or is_confirmed(each, answers) or is_waiting(each, waiting):
            continue
        key = name_of(each).casefold()
        if key not in found or (found[key].quantity or 0) < each.quantity:
            found[key] = each
    return list(found.values())


def asked(work: Work, row: QuoteRow, quote: Quote, each: QuoteLine, roles: Iterable[Role], by: int) -> list[Outgoing]:
    """One position is put to these people; an open question about fewer of it is taken back."""
    said: list[Outgoing] = []
    for former in supplies.open_for(work.session, row.id):
        if former.product.casefold() == name_of(each).casefold():
            said += taken_back(work, former)
    question = supplies.asked(
        work,
        quote=row.id,
        product=name_of(each),
        quantity=each.quantity or Decimal(),
        unit=each.unit,
        wanted=quote.delivery,
        by=by,
        of=people(work, roles),
    )
    return [*said, *put(work, question)]


def asked_for_less(work: Work, row: QuoteRow, each: QuoteLine, words: str, by: int) -> list[Outgoing]:
    """Purchasing is asked for a lower cost of a position (R127)."""
    question = supplies.asked(
        work,
        quote=row.id,
        product=name_of(each),
        quantity=each.quantity or Decimal(),
        unit=each.unit,
        wanted=words,
        by=by,
        of=people(work, [Role.PURCHASING] if Role.PURCHASING in staffed(work) else KNOWING),
        kind=CONCESSION,
    )
    return put(work, question)


def carry_concession(work: Work, approval: ApprovalRow) -> list[Outgoing] | None:
    """The supervisor agrees that purchasing is asked for a lower cost; None where the quotation does not hold it any more."""
    row = quotes.quote(work.session, approval.content["quote"])
    version = quotes.current(work.session, row) if row is not None else None
    each = _line_of(version, approval.content["product"])
    if row is None or version is None or each is None or version.state not in INSIDE:
        return None
    return asked_for_less(work, row, each, approval.content["reason"], approval.asked_by)


def put(work: Work, question: SupplyRow, head: Line | None = None) -> list[Outgoing]:
    """The card, in the private chat of each who was asked, in working hours."""
    return [
        said
        for person in question.asked_of
        for said in to_colleague(
            work,
            person,
            (*([head] if head else []), *card_lines(work, question)),
            card_choices(work, question),
            card=supply_card(question.id, person),
            subject=line("Question {number} from sales", number=question.id),
        )
    ]


def card_lines(work: Work, question: SupplyRow) -> tuple[Line, ...]:
    """What is asked, and what was answered: product, quantity, wanted delivery; no customer, no price."""
    if question.kind == CONCESSION:
        head = title("Can it cost less? · question {number}", number=question.id)
        wanted = line("Why: {reason}", reason=question.wanted)
    else:
        head = title("Can we have it? · question {number}", number=question.id)
        wanted = line("Delivery wanted: {delivery}", delivery=question.wanted or "–")
    lines = [
        head,
        *_product_lines(work, question),
        line("Quantity: {quantity} {unit}", quantity=plain(Decimal(question.quantity)), unit=question.unit),
        wanted,
        line("Asked by {person}, {at}", person=person_named(work.session, question.asked_by), at=question.asked_at),
    ]
    if question.answered_at is not None:
        return (*lines, answer_line(work, question))
    example = "yes, 1.80 CNY" if question.kind == CONCESSION else "30 days, 1.95 CNY"
    return (*lines, line("Press, or answer this message: {example}", example=example))


def card_choices(work: Work, question: SupplyRow) -> Choices:
    if question.answered_at is not None:
        return ()
    start = f"/supplied {question.id}"
    if question.kind == CONCESSION:
        return ((Choice(line("Yes"), f"{start} yes"), Choice(line("No"), f"{start} no")),)
    yes, partly = Choice(line("Yes"), f"{start} yes"), Choice(line("Partly"), f"{start} partly")
    return ((yes, partly, Choice(line("No"), f"{start} no")),)


def day_choices(work: Work, question: SupplyRow, answer: str) -> Choices:
    """In how many days: the table's lead time first, where it has one."""
    known = product_of(work.session, question.product)
    days = [*([known.lead_days] if known is not None and known.lead_days else []), *OFFERED_DAYS]
    start = f"/supplied {question.id} {answer}"
    buttons = [Choice(line("{days} days", days=each), f"{start} {each} days") for each in dict.fromkeys(days)]
    return in_rows([Choice(line("In stock"), f"{start} 1 day"), *buttons], 3)


def answered(work: Work, question: SupplyRow, told: Answer, by: int) -> list[Outgoing]:
    """The answer stands on the quotation; the cards show it, and who quotes hears it with what follows (R115, R143)."""
    before = answer_line(work, question) if question.answered_at is not None else None
    supplies.answer(work, question, told, by)
    row = quotes.quote(work.session, question.quote_id)
    if row is None:
        return []
    words = line(
        "{product} × {quantity}: {answer}",
        product=question.product,
        quantity=plain(Decimal(question.quantity)),
        answer=answer_line(work, question),
    )
    note(
        work,
        "supply",
        (words, *([line("before: {answer}", answer=before)] if before else [])),
        actor=by,
        conversation=row.conversation_id,
        customer=row.customer_id,
        after={"quote": row.id, "question": question.id, "answer": question.answer, "days": question.days},
    )
    version = quotes.current(work.session, row)
    return [*refreshed(work, question), *quote_refreshed(work, row, version), *_asker_told(work, row, question, words)]


def refreshed(work: Work, question: SupplyRow) -> list[Outgoing]:
    """Every card of it shows how it stands; the old buttons mean nothing any more."""
    cards = {supply_card(question.id, each.id): each.id for each in everybody(work.session)}
    lines, choices = card_lines(work, question), card_choices(work, question)
    return [
        EditCard(card=card, lines=lines, choices=choices, listener=cards[card])
        for card in cards_standing(work.session, cards.keys())
    ]


def taken_back(work: Work, question: SupplyRow) -> list[Outgoing]:
    """Nobody need answer it any more: it is asked anew with another quantity."""
    supplies.answer(work, question, Answer(note="–"), question.asked_by)
    cards = {supply_card(question.id, each.id): each.id for each in everybody(work.session)}
    words = (line("Question {number} needs no answer any more.", number=question.id),)
    return [
        EditCard(card=card, lines=words, listener=cards[card]) for card in cards_standing(work.session, cards.keys())
    ]


def _product_lines(work: Work, question: SupplyRow) -> list[Line]:
    known = product_of(work.session, question.product)
    row = quotes.quote(work.session, question.quote_id)
    version = quotes.current(work.session, row) if row is not None else None
    at_hand = _line_of(version, question.product)
    names = known.names if known is not None else (at_hand.names if at_hand is not None else ())
    name = " / ".join(dict.fromkeys(each for _, each in names))[:120]
    specification = at_hand.specification if at_hand is not None else ""
    if name and name != question.product:
        lines = [line("{product} · {name}", product=question.product, name=name)]
    else:
        lines = [line("{product}", product=question.product)]
    return [*lines, *([line("Specification: {words}", words=specification)] if specification else [])]


def _line_of(version: QuoteVersionRow | None, product: str) -> QuoteLine | None:
    if version is None:
        return None
    found = (each for each in quotes.content(version).lines if name_of(each).casefold() == product.casefold())
    return next(found, None)


def _asker_told(work: Work, row: QuoteRow, question: SupplyRow, words: Line) -> list[Outgoing]:
    version = quotes.current(work.session, row)
    quote = quotes.content(version)
    lines = [
        line("{number}: {words}", number=quotes.called(row), words=words),
        *delivery_warning(quote, supplies.answers_for(work.session, row.id)),
    ]
    choices: list[Choice] = []
    if question.cost and version.state in INSIDE:
        choices.append(Choice(line("Take the cost"), f"/cost {quotes.called(row, 1)} take {question.id}"))
    kept = kept_delivery(quote, supplies.answers_for(work.session, row.id)) if version.state in INSIDE else ""
    if kept:
        choices += promising(quotes.called(row, 1), kept)
    choices.append(Choice(line("The quotation"), f"/quote {quotes.called(row, 1)}"))
    told, buttons = {row.owner_id, question.asked_by}, in_rows(choices, 2)
    return [
        each
        for person in sorted(told)
        for each in to_colleague(work, person, lines, buttons, conversation=row.conversation_id)
    ]
