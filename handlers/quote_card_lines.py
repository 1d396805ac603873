"""What the card of a quotation says: positions, terms and where they came from, what it earns, what is missing (R116, R118)."""

from __future__ import annotations

from handlers.cost_lines import in_both, missing_charges
from handlers.quote_asking import missing_words
from handlers.quote_filling import COMPANY, INQUIRY, LAST, PRODUCT
from handlers.quote_products import shown_number
from handlers.quote_reviewing import check_lines
from handlers.quote_sight import sees_costs
from handlers.quote_standing import standing_lines
from handlers.quote_usual import target_price
from handlers.vocabulary import FACTS
from rules.letter_plain import wants_from_plain
from rules.margin import is_loss, shown_margin
from rules.money import plain, shown
from rules.permission import Viewer
from rules.quote import Quote, QuoteLine, amount, earned, earned_by, outside_range, total
from rules.quote_moves import STATE_WORDS, QuoteState
from rules.quote_words import FIELD_WORDS
from rules.words import Line, line, title, verbatim, word
from storage import quotes
from storage.colleagues import name_of
from storage.products import numbered
from storage.tables.conversations import ConversationRow
from storage.tables.quotes import QuoteRow, QuoteVersionRow
from storage.work import Work

MOST_SHOWN = 12
"""Positions that a card shows; the others by a button."""
MOST_PRICES = 5
"""Positions of which the last prices are told."""
_LONGEST = 80
_TERMS = ("payment", "delivery", "valid_until", "packaging")
_MARKS = {"floor": word("▼ below the floor"), "ceiling": word("▲ above the ceiling")}


def card_lines(
    work: Work, row: QuoteRow, version: QuoteVersionRow, about: ConversationRow, looking: Viewer, *, whole: bool = False
) -> tuple[Line, ...]:
    """Everything at a glance; costs and margins only for who may see them. `whole`: every position."""
    quote = quotes.content(version)
    costs = sees_costs(looking, row, about)
    lines = [
        title("{number} · {who}", number=quotes.called(row, version.version), who=_whom(quote, about)),
        *_state(work, row, version, looking),
        *standing_lines(work, row, version),
        *_positions(work, quote, costs, whole),
        *_total(quote),
        *_terms(quote),
        *(_earns(work, quote) if costs else ()),
        *_internal(work, quote),
        *_before(work, row, about, quote),
    ]
    if quotes.is_inside(version) and quote.lines:
        lines += check_lines(work, row, version)
    if quotes.is_inside(version) and (lacks := missing_words(quote)):
        lines.append(line("Missing: {facts}", facts=lacks))
    return tuple(lines)


def _whom(quote: Quote, about: ConversationRow) -> str:
    company = quote.company or about.contact_address or "?"
    return (
        f"{company}, {quote.contact}"
        if quote.contact and quote.contact.casefold() not in company.casefold()
        else company
    )


def _state(work: Work, row: QuoteRow, version: QuoteVersionRow, looking: Viewer) -> list[Line]:
    lines: list[Line] = []
    if version.state not in {QuoteState.DRAFT, QuoteState.COSTED}:
        lines.append(line("It is {state}.", state=STATE_WORDS[QuoteState(version.state)]))
    elif version.reason:
        lines.append(line("Returned: {reason}", reason=version.reason[:200]))
    if row.owner_id != looking.id:
        lines.append(
            line(
                "Quoted by {person}, inquiry {number}",
                person=name_of(work.session, row.owner_id) or "?",
                number=row.conversation_id,
            )
        )
    else:
        lines.append(line("Inquiry {number}", number=row.conversation_id))
    return lines


def _positions(work: Work, quote: Quote, costs: bool, whole: bool) -> list[Line]:
    shown_ones = quote.lines if whole or len(quote.lines) <= MOST_SHOWN else quote.lines[:MOST_SHOWN]
    lines = [_position(work, number, each, quote, costs) for number, each in enumerate(shown_ones, 1)]
    if len(shown_ones) < len(quote.lines):
        lines.append(line("… {count} more", count=len(quote.lines) - len(shown_ones)))
    return lines


def _position(work: Work, number: int, each: QuoteLine, quote: Quote, costs: bool) -> Line:
    """1. LED-5050 · 2,000 pcs × USD 3.20 = 6,400.00; marked where the price leaves its range, with the margin behind it."""
    told = line(
        "{position}. {product} · {quantity} {unit} × {price} = {amount}",
        position=number,
        product=(each.product or each.name())[:_LONGEST] or "?",
        quantity="?" if each.quantity is None else shown_number(each.quantity),
        unit=each.unit,
        price="?" if each.price is None else shown(each.price, quote.currency).strip(),
        amount=plain(amount(each, quote.currency), quote.currency) if each.quantity and each.price else "?",
    )
    marks: list[Line] = [word("alternative")] if each.alternative else []
    if side := outside_range(each, quote):
        marks.append(_MARKS[side])
    margin = earned_by(each, quote, work.policy.margin_base).margin if costs and each.price and each.quantity else None
    if margin is not None:
        marks.append(line("margin {margin} %", margin=shown_margin(margin, work.policy.margin_threshold)))
    return line("{position} · {marks}", position=told, marks=tuple(marks)) if marks else told


def _total(quote: Quote) -> list[Line]:
    if not quote.lines or not quote.currency or not (total(quote) or quote.term):
        return []
    whole = shown(total(quote), quote.currency)
    if not quote.term:
        return [title("Total: {amount}", amount=whole)]
    term = f"{quote.term} {quote.place}".strip()
    origin = _origin(quote, "term")
    if origin is None:
        return [title("Total: {amount} {term}", amount=whole, term=term)]
    return [
        title("Total: {amount} {term}", amount=whole, term=term),
        line("{term}: {origin}", term=term, origin=origin),
    ]


def _terms(quote: Quote) -> list[Line]:
    lines: list[Line] = []
    for field in _TERMS:
        value = getattr(quote, field)
        if not value:
            continue
        told = value if field == "valid_until" else str(value)[:200]
        origin = _origin(quote, field)
        if origin is None:
            lines.append(line("{fact}: {value}", fact=FIELD_WORDS[field], value=told))
        else:
            lines.append(line("{fact}: {value} ({origin})", fact=FIELD_WORDS[field], value=told, origin=origin))
    if quote.language != "en":
        lines.append(
            line(
                "{fact}: {value}",
                fact=FIELD_WORDS["language"],
                value=_LANGUAGES.get(quote.language, verbatim(quote.language)),
            )
        )
    return lines


_LANGUAGES: dict[str, Line] = {"en": verbatim("English"), "zh": verbatim("中文"), "en+zh": verbatim("English + 中文")}
_ORIGINS: dict[str, Line] = {
    INQUIRY: word("from the inquiry"),
    COMPANY: word("as usual here"),
    PRODUCT: word("from the table of products"),
}


def _origin(quote: Quote, field: str) -> Line | None:
    """Where the value came from that nobody has typed."""
    told = dict(quote.origins).get(field, "")
    if told.startswith(LAST):
        return line("from the last quotation {number}", number=told.removeprefix(LAST))
    return _ORIGINS.get(told)


def _earns(work: Work, quote: Quote) -> list[Line]:
    """The margin of the whole in the quotation's and the company's currency, or what keeps it from being told."""
    if not quote.lines or not quote.currency or not total(quote):
        return []
    earns = earned(quote, work.policy.margin_base)
    if earns.profit is None:
        costs = [each.partition(":")[2] for each in earns.unknown if each.startswith("cost:")]
        rates = [each.partition(":")[2] for each in earns.unknown if each.startswith("rate:")]
        lines: list[Line] = []
        if costs:
            lines.append(
                line("Margin unknown: nobody has told the costs of {products}.", products=", ".join(costs[:4]))
            )
        if rates:
            lines.append(
                line(
                    "Margin unknown: no rate from {currencies} to {currency}.",
                    currencies=", ".join(rates),
                    currency=quote.currency,
                )
            )
        if missing_charges(quote) and not lines:
            lines.append(
                line("Margin of the whole unknown: freight and charges of {term} are missing.", term=quote.term)
            )
        return lines
    share = shown_margin(earns.margin, work.policy.margin_threshold)
    profit = in_both(work, quote, earns.profit)
    if is_loss(earns):
        return [title("LOSS: {amount}, margin {margin} %", amount=profit, margin=share)]
    return [line("Margin {margin} %, profit {amount}", margin=share, amount=profit)]


def _too_soon(work: Work, quote: Quote) -> list[Line]:
    """Only what can be achieved is promised (R143)."""
    if quote.delivery_days is None:
        return []
    known = numbered(work.session, [each.product for each in quote.lines if each.product])
    late = [each for each in known.values() if each.lead_days is not None and each.lead_days > quote.delivery_days]
    worst = max(late, key=lambda each: each.lead_days or 0, default=None)
    if worst is None or worst.lead_days is None:
        return []
    return [
        line(
            "▲ {product} takes {days} days, {promised} are promised.",
            product=worst.number,
            days=worst.lead_days,
            promised=quote.delivery_days,
        )
    ]


def _internal(work: Work, quote: Quote) -> list[Line]:
    lines: list[Line] = []
    if quote.remarks:
        lines.append(line("{fact}: {value}", fact=FIELD_WORDS["remarks"], value=quote.remarks[:200]))
    lines += _too_soon(work, quote)
    if quote.assumptions:
        lines.append(line("Only assumed: {facts}", facts=tuple(_assumption(each) for each in quote.assumptions[:6])))
    if quote.reason:
        lines.append(line("{fact}: {value}", fact=FIELD_WORDS["reason"], value=quote.reason[:200]))
    return lines


def _assumption(text: str) -> Line:
    slot, colon, value = text.partition(": ")
    return line("{fact} {value}", fact=FACTS[slot], value=value) if colon and slot in FACTS else verbatim(text[:120])


def _before(work: Work, row: QuoteRow, about: ConversationRow, quote: Quote) -> list[Line]:
    """What the customer wishes to pay, and what he was offered for the same before (R116)."""
    lines: list[Line] = []
    wished = target_price(dict(wants_from_plain(about.wants or [])))
    if wished is not None:
        lines.append(line("The customer wishes {price}.", price=shown(wished[1], wished[0])))
    if about.customer_id is None:
        return lines
    for each in [one for one in quote.lines if one.product][:MOST_PRICES]:
        found = quotes.last_prices(work.session, about.customer_id, each.product, before=row.id, limit=2)
        if found:
            lines.append(
                line(
                    "{product} before: {prices}",
                    product=each.product,
                    prices="; ".join(
                        f"{shown(price, one.currency)} ({quotes.called(other)})" for other, one, price in found
                    ),
                )
            )
    return lines
