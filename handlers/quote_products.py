"""Products on a quotation: which one is meant, and the position that the table of products makes of it (R126)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal

from rapidfuzz import fuzz, process

from handlers.matching import matched, of_work
from rules.money import minor_digits
from rules.products import Matched, Product, cost_told, folded_name, folded_number, in_force, plain, price_for
from rules.quote import Quote, QuoteLine, converted
from rules.quote_labels import ONES, UNIT_OF
from storage.products import product as product_of
from storage.work import Work

_NEAR, _OFFERED = 60.0, 3
TABLE = "price:"
"""How an origin begins that says: this product's price came out of the table."""


@dataclass(frozen=True, slots=True)
class Meant:
    """The product that words mean for sure, or those that they may mean, best first."""

    product: Product | None = None
    likely: tuple[Matched, ...] = ()


def meant(work: Work, words: str, language: str) -> Meant:
    """By its number exactly, then by number, name or synonym however they are spelled."""
    found = product_of(work.session, words)
    if found is not None:
        return Meant(found)
    told = matched(of_work(work), words, language)
    if told and told[0].sure:
        return Meant(product_of(work.session, told[0].number))
    return Meant(None, told or _closest(work, words, language))


def _closest(work: Work, words: str, language: str) -> tuple[Matched, ...]:
    """Numbers and names that are written most alike, for who has mistyped: never taken, only offered."""
    index = of_work(work)
    said = folded_number(words)
    numbers = {folded_number(each.number): each for each in index.products}
    near = process.extract(said, numbers.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR, limit=_OFFERED) if said else []
    found = [(score, numbers[name]) for name, score, _ in near]
    names = process.extract(folded_name(words), index.names, scorer=fuzz.WRatio, score_cutoff=_NEAR, limit=_OFFERED)
    found += [(score * 0.9, index.products[index.owners[place]]) for _, score, place in names]
    best = {each.number: Matched(each.number, each.name(language), score) for score, each in reversed(found)}
    return tuple(sorted(best.values(), key=lambda each: (-each.score, each.number)))[:_OFFERED]


def line_of(work: Work, product: Product, quote: Quote, quantity: Decimal | None, unit: str = "") -> QuoteLine:
    """A position of that product with everything that the table knows; its price by quantity, if it can be told in the
    quotation's currency."""
    told = in_force(product, work.now.date())
    if not same_unit(unit, told):
        return _measured_otherwise(told, quantity, unit)
    each = QuoteLine(
        product=told.number,
        names=told.names,
        description=told.description,
        specification="; ".join(filter(None, (told.specification, told.material))),
        quantity=quantity,
        unit=unit_of(told) or unit or "pcs",
        packaging=told.packing,
        costs=told.costs,
        cost_currency=told.cost_currency if told.costs else "",
        cost_source=cost_told(told) if told.costs else "",
        base=told.price,
        floor=told.floor,
        ceiling=told.ceiling,
        range_currency=told.currency if (told.price, told.floor, told.ceiling) != (None, None, None) else "",
        hs_code=told.hs_code,
        picture=told.picture,
    )
    return replace(each, price=table_price(told, quote, quantity))


def unit_of(product: Product) -> str:
    """What the table counts it in, as a quotation writes it."""
    return UNIT_OF.get(product.unit.casefold(), product.unit)


def same_unit(unit: str, product: Product) -> bool:
    """Whether prices and costs of the table are for that unit: pieces, sets and units are people's words for one of it."""
    own = unit_of(product)
    return not unit or not own or unit == own or {unit, own} <= ONES


def _measured_otherwise(product: Product, quantity: Decimal | None, unit: str) -> QuoteLine:
    """Cartons of what the table counts in pieces: neither its prices nor its costs are for one of them."""
    return QuoteLine(
        product=product.number,
        names=product.names,
        description=product.description,
        specification="; ".join(filter(None, (product.specification, product.material))),
        quantity=quantity,
        unit=unit,
        packaging=product.packing,
        hs_code=product.hs_code,
        picture=product.picture,
    )


def table_price(product: Product, quote: Quote, quantity: Decimal | None) -> Decimal | None:
    """What the table says for that quantity, in the quotation's currency; None where it says nothing, or no rate is there."""
    told = price_for(product, quantity)
    if told is None or not product.currency:
        return None
    value = converted(told, product.currency, quote.currency, quote.rates)
    if value is None or product.currency == quote.currency:
        return value
    places = minor_digits(quote.currency) + (0 if value >= 1 else 2)
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_CEILING)


def from_table(quote: Quote, product: str) -> bool:
    """Whether the price of that product was not typed but taken out of the table."""
    return (TABLE + product, "product") in quote.origins


def repriced(work: Work, quote: Quote) -> Quote:
    """The same with the table's prices for the quantities and the currency that it has now, where nobody typed another."""
    lines = []
    for each in quote.lines:
        known = product_of(work.session, each.product) if each.product and from_table(quote, each.product) else None
        if known is None:
            lines.append(each)
        else:
            lines.append(replace(each, price=table_price(in_force(known, work.now.date()), quote, each.quantity)))
    return replace(quote, lines=tuple(lines))


def unlisted(words: str, quote: Quote, quantity: Decimal | None, price: Decimal | None, unit: str) -> QuoteLine:
    """A position that the table does not have: its name is what was typed, what it is exactly is still to be said."""
    language = "zh" if any("一" <= sign <= "鿿" for sign in words) else "en"
    return QuoteLine(names=((language, words),), quantity=quantity, unit=unit or "pcs", price=price)


def shown_number(number: Decimal) -> str:
    """With commas between thousands, and no zeros behind the point."""
    return f"{plain(number):,f}"
