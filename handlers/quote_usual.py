"""What is usual in a quotation, as buttons: what this customer had before, the company's own, the table's (R116, R118)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from handlers.quote_filling import wanted_items, wanted_quantity
from handlers.quote_products import meant, shown_number, table_price
from handlers.rung_places import known_place
from rules.incoterms import PAID
from rules.letter import Want
from rules.letter_plain import wants_from_plain
from rules.money import CURRENCIES, plain
from rules.quote import Quote
from rules.words import Line, line, verbatim
from storage import quotes
from storage.customers import contacts
from storage.products import product as product_of
from storage.tables.conversations import ConversationRow
from storage.tables.quotes import QuoteRow, QuoteVersionRow
from storage.work import Work

PAYMENTS = {
    "en": ("30% T/T deposit, balance against B/L copy", "100% T/T in advance", "L/C at sight"),
    "zh": ("30%电汇定金，余款见提单副本付清", "100%电汇预付", "即期信用证"),
}
DELIVERIES = {"en": "{} days after deposit", "zh": "收到定金后{}天"}
PACKAGINGS = {
    "en": ("export cartons", "wooden cases", "neutral cartons on pallets"),
    "zh": ("出口纸箱", "木箱", "中性纸箱加托盘"),
}
PLACES = ("Ningbo", "Shanghai", "Shenzhen")
_SELLERS = frozenset({"EXW", "FCA", "FAS", "FOB"})
_TERMS = ("EXW", "FOB", "CFR", "CIF", "DAP", "DDP")
_LABEL = 32


@dataclass(frozen=True, slots=True)
class Asking:
    """A quotation while something in it is asked for. `wants` as the inquiry says them."""

    work: Work
    row: QuoteRow
    version: QuoteVersionRow
    about: ConversationRow
    quote: Quote
    language: str
    """Of who is asked."""

    @property
    def paper(self) -> str:
        return "zh" if self.quote.language == "zh" else "en"

    @property
    def wants(self) -> dict[str, Want]:
        return dict(wants_from_plain(self.about.wants or []))


Offer = tuple[Line, str]
"""(what the button says, what a press types)"""


def _texts(field: str, texts: Iterable[str]) -> list[Offer]:
    told = [" ".join(each.split()) for each in texts if each]
    return [(verbatim(each if len(each) <= _LABEL else each[: _LABEL - 1] + "…"), f"{field} {each}") for each in told]


def _products(this: Asking, _: int | None) -> list[Offer]:
    """Those that the inquiry may mean; else what this customer was offered before."""
    offers: list[Offer] = []
    for each in wanted_items(this.work, this.about, this.wants)[:3]:
        words = f"{each.model} {each.product}".strip()
        quantity, unit = wanted_quantity(each)
        figures = f" x {quantity:f} {unit}".rstrip() if quantity is not None else ""
        found = meant(this.work, words, this.language)
        numbers = [found.product.number] if found.product is not None else [one.number for one in found.likely]
        offers += [(verbatim(f"{number}{figures}"), f"+ {number}{figures}") for number in numbers[:3]]
    if not offers and this.about.customer_id is not None:
        for _row, version in quotes.standing(this.work.session, customer=this.about.customer_id, limit=4):
            offers += [
                (verbatim(one.product), f"+ {one.product}") for one in quotes.content(version).lines if one.product
            ]
    return offers


def _alike(this: Asking, number: int | None) -> list[Offer]:
    """The closest three of ours, and the name as it was typed."""
    each = this.quote.lines[(number or 1) - 1]
    found = meant(this.work, each.name(), this.language)
    numbers = [(found.product.number, found.product.name(this.language))] if found.product is not None else []
    numbers += [(one.number, one.name) for one in found.likely]
    offers: list[Offer] = [(verbatim(f"{code} · {name}"[:_LABEL]), f"product {code}") for code, name in numbers[:3]]
    if each.name():
        offers.append((line("Not in the table: {name}", name=each.name()[:20]), f"spec {each.name()}"))
    return offers


def _quantities(this: Asking, number: int | None) -> list[Offer]:
    each = this.quote.lines[(number or 1) - 1]
    told: list[Decimal] = []
    for wanted in wanted_items(this.work, this.about, this.wants):
        quantity, _ = wanted_quantity(wanted)
        told += [quantity] if quantity is not None else []
    known = product_of(this.work.session, each.product) if each.product else None
    if known is not None:
        told += [*([known.moq] if known.moq else []), *(least for least, _ in known.tiers)]
    told = told or [Decimal(100), Decimal(500), Decimal(1000)]
    return [(verbatim(f"{shown_number(one)} {each.unit}"), f"x {one:f}") for one in told]


def _prices(this: Asking, number: int | None) -> list[Offer]:
    """The table's, the last one of this customer, and what he wishes to pay."""
    each, currency = this.quote.lines[(number or 1) - 1], this.quote.currency
    offers: list[Offer] = []
    known = product_of(this.work.session, each.product) if each.product else None
    listed = table_price(known, this.quote, each.quantity) if known is not None else None
    if listed is not None:
        offers.append((line("{price} list", price=plain(listed, currency)), f"price {listed:f}"))
    if each.product and this.about.customer_id is not None:
        for _row, version, price in quotes.last_prices(
            this.work.session, this.about.customer_id, each.product, before=this.row.id, limit=2
        ):
            if version.currency == currency:
                offers.append((line("{price} last", price=plain(price, currency)), f"price {price:f}"))
    wished = target_price(this.wants)
    if wished is not None and wished[0] == currency and len(this.quote.lines) == 1:
        offers.append((line("{price} wished", price=plain(wished[1], currency)), f"price {wished[1]:f}"))
    return offers


def target_price(wants: Mapping[str, Want]) -> tuple[str, Decimal] | None:
    """The price that the customer wishes, with its currency; None where that cannot be told."""
    code, _, number = wants["target_price"].normal.partition(" ") if "target_price" in wants else ("", "", "")
    try:
        return (code, Decimal(number)) if code in CURRENCIES else None
    except ArithmeticError:
        return None


def _currencies(this: Asking, _: int | None) -> list[Offer]:
    told = dict.fromkeys((this.work.policy.quote_currency, "USD", "EUR", this.work.policy.currency))
    return [(verbatim(each), each) for each in told if each]


def _terms(this: Asking, _: int | None) -> list[Offer]:
    offers: list[Offer] = []
    usual, _sign, usual_place = this.work.policy.quote_term.partition(" ")
    for each in _TERMS:
        place = known_place(this.work, this.row, this.version, this.about, each)
        place = place or (usual_place if usual == each else "")
        offers.append((verbatim(f"{each} {place}".strip()), f"term {each} {place}".strip()))
    return offers


def _places(this: Asking, _: int | None) -> list[Offer]:
    told: list[str] = []
    if this.quote.term in PAID:
        told.append(known_place(this.work, this.row, this.version, this.about, this.quote.term))
    if this.quote.term in _SELLERS:
        told += [this.work.policy.quote_term.partition(" ")[2], *PLACES]
    return _texts("place", dict.fromkeys(told))


def _payments(this: Asking, _: int | None) -> list[Offer]:
    told = [*_before(this, "payment"), this.work.policy.quote_payment, *PAYMENTS[this.paper]]
    return _texts("payment", dict.fromkeys(told))


def _deliveries(this: Asking, _: int | None) -> list[Offer]:
    known = [product_of(this.work.session, each.product) for each in this.quote.lines if each.product]
    days = [each.lead_days for each in known if each is not None and each.lead_days]
    told = [DELIVERIES[this.paper].format(each) for each in dict.fromkeys([*days, 15, 30, 45, 60])]
    return _texts("delivery", dict.fromkeys([this.work.policy.quote_delivery, *told]))


def _packagings(this: Asking, _: int | None) -> list[Offer]:
    told = [*_before(this, "packaging"), this.work.policy.quote_packaging, *PACKAGINGS[this.paper]]
    return _texts("packing", dict.fromkeys(told))


def _validities(this: Asking, _: int | None) -> list[Offer]:
    return [(line("{count} days", count=each), f"valid {each} days") for each in (15, 30, 60)]


def _contacts(this: Asking, _: int | None) -> list[Offer]:
    if this.about.customer_id is None:
        return []
    return _texts("contact", [each.name for each, _ in contacts(this.work.session, this.about.customer_id)])


def _languages(this: Asking, _: int | None) -> list[Offer]:
    return [
        (verbatim("English"), "language en"),
        (verbatim("中文"), "language zh"),
        (verbatim("English + 中文"), "language en+zh"),
    ]


def _yes_no(this: Asking, _: int | None) -> list[Offer]:
    return [(line("Yes"), "alternative yes"), (line("No"), "alternative no")]


USUAL: Mapping[str, Callable[[Asking, int | None], list[Offer]]] = {
    "lines": _products,
    "specification": _alike,
    "product": _alike,
    "quantity": _quantities,
    "price": _prices,
    "currency": _currencies,
    "term": _terms,
    "place": _places,
    "payment": _payments,
    "delivery": _deliveries,
    "packaging": _packagings,
    "valid_until": _validities,
    "contact": _contacts,
    "language": _languages,
    "alternative": _yes_no,
}


def _before(this: Asking, field: str) -> list[str]:
    """What this customer was offered before, the newest first."""
    if this.about.customer_id is None:
        return []
    rows = quotes.standing(this.work.session, customer=this.about.customer_id, limit=6)
    return [str(getattr(quotes.content(version), field)) for row, version in rows if row.id != this.row.id][:2]
