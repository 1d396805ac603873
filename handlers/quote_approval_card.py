"""The card of who releases a quotation, for a phone: prices, margins, risks, doubts, what has changed (R119, R141)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from zoneinfo import ZoneInfo

from handlers.cost_lines import CHARGE_NAMES, in_both, missing_charges, unknown_lines
from handlers.quote_approval import name
from handlers.quote_reviewing import MATTER_WORDS, open_matters
from handlers.receivables import credit_lines
from rules.margin import is_loss, shown_margin
from rules.money import plain, shown
from rules.quote import Earned, Quote, QuoteLine, amount, earned, earned_by, outside_range, total
from rules.quote_approval import is_below
from rules.quote_difference import differences
from rules.quote_moves import INSIDE, QuoteState
from rules.supply import cycle, name_of, unconfirmed
from rules.words import Line, country, line, title, verbatim, word
from storage import quotes
from storage.customers import customer
from storage.supplies import answers_for
from storage.tables.quotes import QuoteRow, QuoteVersionRow
from storage.work import Work

POSITIONS = 6
"""That the card shows; the rest is behind its button."""
CHANGES = 8
LAST = 2
"""Earlier prices per product."""
SOME = 4
LONGEST = 100
"""Characters of a free text."""


def brief(work: Work, row: QuoteRow, quote: Quote) -> tuple[Line, ...]:
    """Which quotation, for whom, over how much: what everybody may read who hears of it."""
    head = line("Quotation {number} for {customer}", number=quotes.called(row), customer=_customer(quote))
    if quote.country:
        head = line(
            "Quotation {number} for {customer}, {country}",
            number=quotes.called(row),
            customer=_customer(quote),
            country=country(quote.country),
        )
    return head, line("Total {amount}", amount=in_both(work, quote, total(quote)) if quote.currency else "–")


def details(work: Work, row: QuoteRow, version: QuoteVersionRow, quote: Quote) -> tuple[Line, ...]:
    """All that speaks for or against it, the weightiest first; internal."""
    return (
        *_result(work, quote),
        *([title("A large quotation")] if row.major_at is not None else []),
        *_positions(work, quote),
        *_last_prices(work, row, quote),
        *_terms(quote),
        *_risk(work, row),
        *credit_lines(work, row.customer_id),
        *_supply(work, row, quote),
        *_review(work, row, version),
        *([line("Only assumed: {things}", things=_some(quote.assumptions))] if quote.assumptions else []),
        *([line("Why this price: {reason}", reason=quote.reason)] if quote.reason else []),
        *_changes(work, row, version, quote),
        line("All of it: {example}", example=f"/quote {name(row)}  /cost {name(row)}"),
    )


def _result(work: Work, quote: Quote) -> list[Line]:
    """The margin of the whole beside the threshold; a loss in words."""
    earns, threshold = earned(quote, work.policy.margin_base), work.policy.margin_threshold
    limit = plain(threshold)
    if earns.profit is None:
        missing = missing_charges(quote)
        told = [line("Not told: {things}", things=tuple(CHARGE_NAMES[each] for each in missing))] if missing else []
        unknown = title("The margin is not known: it counts as below {threshold} %.", threshold=limit)
        return [unknown, *told, *unknown_lines(quote, earns)]
    share, profit = shown_margin(earns.margin, threshold), in_both(work, quote, earns.profit)
    if is_loss(earns):
        return [title("LOSS of {amount}: {margin} %", amount=profit.replace("-", ""), margin=share)]
    if is_below(earns, threshold):
        below = title(
            "Margin {margin} %, below {threshold} %; profit {amount}", margin=share, threshold=limit, amount=profit
        )
        return [below]
    return [
        line(
            "Margin {margin} % (threshold {threshold} %); profit {amount}", margin=share, threshold=limit, amount=profit
        ),
    ]


def _positions(work: Work, quote: Quote) -> Iterator[Line]:
    for number, each in enumerate(quote.lines[:POSITIONS], start=1):
        yield line(
            "{position}. {product}: {quantity} {unit} × {price} = {amount} · {marks}",
            position=number,
            product=each.product or each.name(),
            quantity=plain(each.quantity or Decimal()),
            unit=each.unit,
            price=shown(each.price or Decimal(), quote.currency),
            amount=shown(amount(each, quote.currency), quote.currency),
            marks=tuple(_marks(work, each, quote)),
        )
    if len(quote.lines) > POSITIONS:
        yield line("… and {count} more positions", count=len(quote.lines) - POSITIONS)
        marked = [each for each in quote.lines[POSITIONS:] if outside_range(each, quote)]
        if marked:
            yield line("Out of their range, too: {products}", products=_named(marked))


def _marks(work: Work, each: QuoteLine, quote: Quote) -> Iterator[Line]:
    """Its margin, whether it leaves its range (R126), whether it counts."""
    earns: Earned = earned_by(each, quote, work.policy.margin_base)
    if earns.profit is not None:
        share = shown_margin(earns.margin, work.policy.margin_threshold)
        yield line("LOSS {margin} %", margin=share) if is_loss(earns) else line("margin {margin} %", margin=share)
    else:
        yield word("margin not known")
    side = outside_range(each, quote)
    if side == "floor" and each.floor is not None:
        yield line("BELOW THE FLOOR of {price}", price=shown(each.floor, each.range_currency))
    elif side == "ceiling" and each.ceiling is not None:
        yield line("above the ceiling of {price}", price=shown(each.ceiling, each.range_currency))
    if each.alternative:
        yield word("an alternative, not in the total")


def _last_prices(work: Work, row: QuoteRow, quote: Quote) -> Iterator[Line]:
    """What this customer was offered before (R116)."""
    if row.customer_id is None:
        return
    products = [each.product for each in quote.lines if each.product][:POSITIONS]
    found = quotes.prices_before(work.session, row.customer_id, products, row.id, LAST if len(products) < SOME else 1)
    for product, before in found.items():
        told = tuple(
            line(
                "{price} on {day} ({number})",
                price=shown(price, version.currency),
                day=version.sent_at.astimezone(ZoneInfo(work.policy.zone)).date(),
                number=quotes.called(other, version.version),
            )
            for other, version, price in before
            if version.sent_at is not None
        )
        if told:
            yield line("{product} before: {prices}", product=product, prices=told)


def _terms(quote: Quote) -> Iterator[Line]:
    yield line("{term} {place} · {payment}", term=quote.term, place=quote.place, payment=quote.payment)
    if quote.valid_until is not None:
        yield line("Delivery: {delivery} · valid until {day}", delivery=quote.delivery, day=quote.valid_until)
    else:
        yield line("Delivery: {delivery}", delivery=quote.delivery)


def _risk(work: Work, row: QuoteRow) -> Iterator[Line]:
    """The customer's grade and credit (R141)."""
    found = customer(work.session, row.customer_id)
    if found is None:
        yield line("The customer has no card.")
        return
    yield line("Customer: grade {grade} · credit {credit}", grade=found.grade or "–", credit=found.credit or "–")


def _supply(work: Work, row: QuoteRow, quote: Quote) -> Iterator[Line]:
    """What production or purchasing has not confirmed (R115), and what was promised beyond their answer (R143)."""
    answers = answers_for(work.session, row.id)
    if open_ones := unconfirmed(quote.lines, answers):
        yield title("Unconfirmed supply: {products}", products=_named(quote.lines[each - 1] for each in open_ones))
    longest = cycle(quote.lines, answers)
    if longest is not None and quote.delivery_days is not None and longest > quote.delivery_days:
        yield title(
            "Promised in {days} days, but production takes {longest}.", days=quote.delivery_days, longest=longest
        )


def _review(work: Work, row: QuoteRow, version: QuoteVersionRow) -> list[Line]:
    """Which of price, delivery and payment nobody has confirmed yet (R24)."""
    open_ones = open_matters(work, row, version)
    return (
        [line("To be confirmed: {matters}", matters=tuple(MATTER_WORDS[each.matter] for each in open_ones))]
        if open_ones
        else []
    )


def _changes(work: Work, row: QuoteRow, version: QuoteVersionRow, quote: Quote) -> Iterator[Line]:
    """Side by side with what the customer has, or with the version before."""
    former = _former(work, row, version)
    if former is None:
        return
    lines = differences(quotes.content(former), quote)
    yield title("Against {number}:", number=quotes.called(row, former.version))
    yield from lines[:CHANGES] or (line("nothing has changed"),)
    if len(lines) > CHANGES:
        yield line("… and {count} more changes", count=len(lines) - CHANGES)


def _former(work: Work, row: QuoteRow, version: QuoteVersionRow) -> QuoteVersionRow | None:
    """The last version that the customer has got, else the one before, if there is one."""
    older = [each for each in quotes.versions(work.session, row.id) if each.version < version.version]
    sent = [each for each in older if each.sent_at is not None and QuoteState(each.state) not in INSIDE]
    return next(iter((sent or older)[::-1]), None)


def _named(lines: Iterable[QuoteLine]) -> tuple[Line, ...]:
    return _some(name_of(each) for each in lines)


def _some(texts: Iterable[str]) -> tuple[Line, ...]:
    """The first of them, and how many more there are."""
    told = [verbatim(each[:LONGEST]) for each in texts]
    more = (line("and {count} more", count=len(told) - SOME),) if len(told) > SOME else ()
    return (*told[:SOME], *more)


def _customer(quote: Quote) -> str:
    return quote.company or quote.contact or "–"
