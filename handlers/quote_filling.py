"""A new quotation: everything that is known already is taken over, and where each value came from is kept (R118, R23)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from handlers.quote_figures import figured, today
from handlers.quote_products import TABLE, line_of, meant, unlisted
from rules.letter import Letter, Want, WantedItem
from rules.letter_plain import wants_from_plain
from rules.money import CURRENCIES
from rules.products import Product
from rules.quote import MOST_LINES, Quote, QuoteLine
from rules.quote_days import days_in
from rules.quote_labels import place_named
from rules.quote_moves import INSIDE, QuoteState
from rules.quote_numbers import figures
from rules.quote_parts import Change
from rules.quote_terms import trade_term
from rules.quote_typed import read
from rules.refusal import Refused
from storage import quotes
from storage.customers import customer
from storage.letters import newest_from_customer, reading_of
from storage.products import product as product_of
from storage.tables.conversations import ConversationRow
from storage.tables.customers import CustomerRow
from storage.work import Work

INQUIRY, COMPANY, PRODUCT, LAST = "inquiry", "company", "product", "last:"
"""Where a value came from."""
_KNOWN = frozenset(QuoteState) - INSIDE - {QuoteState.DROPPED}
DELIVERY = {"en": "{} days after order confirmation", "zh": "确认订单后{}天"}
_ANOTHER = re.compile(
    r"[\s,，。、;；]+(?=目标价|目标单价|数量|产品|型号|规格|品名|目的港|target price|quantity|qty\b|product)",
    re.IGNORECASE,
)
"""Where another fact begins that is none of a quotation's terms."""
_LOCODE = re.compile(r"^([A-Z]{3}) (?:[A-Z]{2}[A-Z0-9]{3} )?(.*)$")


@dataclass(frozen=True, slots=True)
class _Source:
    """Values that one source has, by field; what is empty is not told."""

    name: str
    values: Mapping[str, object]


def taken_over(work: Work, about: ConversationRow, language: str) -> Quote:
    """The quotation as far as inquiry, customer, last quotation, company and table of products fill it. No default for
    validity: it is asked for (annex F.2)."""
    wants = dict(wants_from_plain(about.wants or []))
    card = customer(work.session, about.customer_id)
    quote = replace(_whom(about, card), language="zh" if about.language == "zh" else "en")
    last = last_quotation(work, about)
    sources = [_of_inquiry(wants, today(work)), *([_of_last(*last)] if last else []), _of_company(work)]
    quote = _filled(quote, sources)
    quote = figured(work, quote, _table_currencies(work))
    quote = with_lines(quote, _wanted_lines(work, about, wants, quote, language))
    return with_product_terms(work, replace(quote, assumptions=_assumptions(wants)))


def last_quotation(work: Work, about: ConversationRow) -> tuple[str, Quote] | None:
    """What this customer was quoted last: its number and content."""
    if about.customer_id is None:
        return None
    for row, version in quotes.standing(work.session, _KNOWN, customer=about.customer_id, limit=1):
        return quotes.called(row), quotes.content(version)
    return None


def with_lines(quote: Quote, lines: Iterable[QuoteLine]) -> Quote:
    """More positions; of prices out of the table it is kept that they are."""
    new = tuple(lines)
    origins = [(TABLE + each.product, PRODUCT) for each in new if each.product and each.price is not None]
    return replace(
        quote,
        lines=(*quote.lines, *new)[:MOST_LINES],
        origins=tuple(dict.fromkeys((*quote.origins, *origins))),
    )


def with_product_terms(work: Work, quote: Quote) -> Quote:
    """Delivery by the longest lead time of its products, where nobody has told another."""
    if quote.delivery:
        return quote
    known = [product_of(work.session, each.product) for each in quote.lines if each.product]
    days = [each.lead_days for each in known if each is not None and each.lead_days]
    if not days:
        return quote
    text = DELIVERY["zh" if quote.language == "zh" else "en"].format(max(days))
    return put(quote, "delivery", text, PRODUCT, delivery_days=max(days))


def put(quote: Quote, field: str, value: object, origin: str = "", **more: object) -> Quote:
    """The field with that value; without an origin it was typed, and where it came from before is forgotten."""
    if getattr(quote, field) == value and not more and not origin:
        return quote
    told = tuple(each for each in quote.origins if each[0] != field)
    kept = quote.origins if getattr(quote, field) == value and not origin else told
    return replace(quote, **{field: value}, **more, origins=(*kept, (field, origin)) if origin else kept)  # type: ignore[arg-type]


def spoken_field(text: str, field: str, on: date) -> Change | None:
    """What a text says of that field, without the words around it: "packed in export cartons" is export cartons."""
    labels = {"payment": "payment", "delivery": "delivery", "packaging": "packing"}
    parts = read(f"{labels[field]}: {_ANOTHER.split(text.replace(';', ','), maxsplit=1)[0]}", on)
    first = next((each for each in parts if isinstance(each, Change) and each.field == field), None)
    inner = read(str(first.value[0] if field == "delivery" else first.value), on) if first else ()
    again = next((each for each in inner if isinstance(each, Change) and each.field == field), None)
    return again or first


def wanted_items(work: Work, about: ConversationRow, wants: Mapping[str, Want]) -> list[WantedItem]:
    """The products of the newest letter, or the one that the inquiry speaks of."""
    row = newest_from_customer(work.session, about.id)
    letter: Letter | None = reading_of(work.session, row.id) if row else None
    if letter is not None and letter.items:
        return list(letter.items)
    name = wants["product"].value if "product" in wants else ""
    model = wants["model"].value if "model" in wants else ""
    if not name and not model:
        return []
    spec = wants["specification"].value if "specification" in wants else ""
    quantity = wants.get("quantity")
    normal = quantity.normal or quantity.value if quantity else ""
    return [WantedItem(name or model, "", model=model, specification=spec, normal=normal)]


def _whom(about: ConversationRow, card: CustomerRow | None) -> Quote:
    """Contact, company, address, country: of the inquiry, else of the customer's card."""
    person = " ".join(about.contact_name.split())
    company = about.company or (card.name if card is not None else "")
    if "@" in person or person.casefold() == company.casefold():
        person = ""
    return Quote(
        contact=person,
        company=company,
        address=card.postal if card is not None else "",
        country=about.country or (card.country if card is not None else ""),
    )


def _filled(quote: Quote, sources: Sequence[_Source]) -> Quote:
    """Each field from the first source that tells it; a term and its place from the same."""
    for source in sources:
        for field in ("currency", "payment", "packaging"):
            if not getattr(quote, field) and source.values.get(field):
                quote = put(quote, field, source.values[field], source.name)
        if not quote.delivery and source.values.get("delivery"):
            days = source.values.get("delivery_days")
            quote = put(quote, "delivery", source.values["delivery"], source.name, delivery_days=days)
        if not quote.term and source.values.get("term"):
            quote = put(quote, "term", source.values["term"], source.name)
        if quote.term and not quote.place and source.values.get("place") and source.values.get("term") == quote.term:
            quote = put(quote, "place", source.values["place"], source.name)
    return quote


def _of_inquiry(wants: Mapping[str, Want], on: date) -> _Source:
    values: dict[str, object] = {}
    if "target_price" in wants:
        code = wants["target_price"].normal.partition(" ")[0]
        values["currency"] = code if code in CURRENCIES else ""
    if "trade_term" in wants:
        values |= _term_of(wants["trade_term"], wants.get("destination"))
    for field, slot in (("payment", "payment"), ("packaging", "packaging"), ("delivery", "delivery_time")):
        told = spoken_field(wants[slot].value, field, on) if slot in wants else None
        if told is not None and field == "delivery":
            values["delivery"], values["delivery_days"] = told.value
        elif told is not None:
            values[field] = told.value
    return _Source(INQUIRY, values)


def _term_of(want: Want, destination: Want | None) -> dict[str, object]:
    """The first rule that is named; where the place is the buyer's and lacks, his destination."""
    told = _LOCODE.match(want.normal.split(" / ")[0])
    code, place = (told[1], told[2]) if told else (want.normal.split(" / ")[0][:3], "")
    try:
        code, other = trade_term(f"{code} {place}")
    except Refused:
        return {}
    if not other and destination is not None and code[0] in "CD":
        name = destination.normal.partition(" ")[2] or destination.value
        other = place_named(name)
    return {"term": code, "place": other}


def _of_last(number: str, last: Quote) -> _Source:
    fields = ("currency", "term", "place", "payment", "packaging")
    return _Source(LAST + number, {each: getattr(last, each) for each in fields})


def _of_company(work: Work) -> _Source:
    policy = work.policy
    code, _, place = policy.quote_term.partition(" ")
    return _Source(
        COMPANY,
        {
            "currency": policy.quote_currency,
            "term": code,
            "place": place,
            "payment": policy.quote_payment,
            "packaging": policy.quote_packaging,
            "delivery": policy.quote_delivery,
            "delivery_days": _days(policy.quote_delivery),
        },
    )


def _days(text: str) -> int | None:
    try:
        return days_in(text)
    except Refused:
        return None


def _table_currencies(work: Work) -> list[str]:
    """Currencies in which the table's prices may stand, so that rates are there when a price is taken out of it."""
    return [work.policy.quote_currency, work.policy.currency]


def _wanted_lines(
    work: Work, about: ConversationRow, wants: Mapping[str, Want], quote: Quote, language: str
) -> list[QuoteLine]:
    return [wanted_line(work, each, quote, language) for each in wanted_items(work, about, wants)[:MOST_LINES]]


def wanted_line(work: Work, wanted: WantedItem, quote: Quote, language: str) -> QuoteLine:
    """A position for what was wanted: ours where it is one for sure."""
    quantity, unit = wanted_quantity(wanted)
    words = f"{wanted.model} {wanted.product}".strip() if wanted.model not in wanted.product else wanted.product
    found: Product | None = meant(work, words, language).product
    if found is not None:
        return line_of(work, found, quote, quantity, unit if not found.unit else "")
    each = unlisted(wanted.product or wanted.model, quote, quantity, None, unit)
    return replace(each, specification=wanted.specification)


def wanted_quantity(wanted: WantedItem) -> tuple[Decimal | None, str]:
    """The number and its unit; of a range the larger end."""
    normal = (
        (wanted.normal or wanted.quantity).split(",")[0] if " " in wanted.normal else wanted.normal or wanted.quantity
    )
    try:
        told = figures(normal.rpartition("-")[2].strip(), bare=True)
    except Refused:
        return None, ""
    return told.quantity, told.unit


def _assumptions(wants: Mapping[str, Want]) -> tuple[str, ...]:
    """What the inquiry says only by guess (R23)."""
    return tuple(f"{slot}: {want.value[:80]}" for slot, want in wants.items() if not want.sure)
