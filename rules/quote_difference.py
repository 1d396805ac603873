"""What differs between two contents of a quotation, side by side, field by field (R119, R134, R135)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from rules.money import plain, shown
from rules.quote import Quote, QuoteLine, total
from rules.quote_words import FIELD_WORDS
from rules.words import Line, line, word

TERMS = (
    "currency",
    "term",
    "place",
    "payment",
    "delivery",
    "delivery_days",
    "packaging",
    "valid_until",
    "company",
    "contact",
    "address",
    "country",
    "language",
    "remarks",
    "pictures",
    "charges",
    "reason",
    "assumptions",
)
"""The fields of the whole that are compared, in the order in which they are told. Rates are, where one is new."""
OF_LINE = ("quantity", "price", "unit", "specification", "description", "packaging", "alternative", "costs")
INTERNAL = frozenset({"charges", "reason", "assumptions", "costs", "rates"})
"""What the customer never sees."""
LONGEST = 80
"""Characters of a free text that are shown."""
NOTHING = "–"


def differences(before: Quote, after: Quote, *, internal: bool = True) -> tuple[Line, ...]:
    """One line for each thing that differs: positions first, then terms, the total last. Empty where nothing does.

    `internal`: whether costs, charges, assumptions and the reason are told, too; the customer's own view has none.
    """
    lines = [*_positions(before, after, internal)]
    names = [each for each in TERMS if internal or each not in INTERNAL]
    lines += [
        _changed(FIELD_WORDS[each], _said(before, each), _said(after, each))
        for each in _different(before, after, names)
    ]
    if internal:
        lines += _rates(before, after)
    if (old := _total(before)) != (new := _total(after)):
        lines.append(_changed(word("total"), old, new))
    return tuple(lines)


def _positions(before: Quote, after: Quote, internal: bool) -> Iterable[Line]:
    pairs = _paired(before.lines, after.lines)
    for number, (old, new) in enumerate(pairs, start=1):
        if old is None and new is not None:
            yield line("+ {position}", position=_position(new, after))
        elif new is None and old is not None:
            yield line("- {position}", position=_position(old, before))
        elif old is not None and new is not None:
            yield from _within(number, old, new, before, after, internal)


def _within(number: int, old: QuoteLine, new: QuoteLine, before: Quote, after: Quote, internal: bool) -> Iterable[Line]:
    name = new.product or new.name() or str(number)
    if old.names != new.names and old.name() != new.name():
        yield _of_position(name, FIELD_WORDS["names"], old.name()[:LONGEST], new.name()[:LONGEST])
    for field in OF_LINE:
        if field in INTERNAL and not internal:
            continue
        told, now = getattr(old, field), getattr(new, field)
        if told != now:
            share = _share(told, now) if field == "price" and before.currency == after.currency else ""
            said = _value(now, after)
            yield _of_position(name, FIELD_WORDS[field], _value(told, before), f"{said}{share}" if share else said)


def _paired(before: Sequence[QuoteLine], after: Sequence[QuoteLine]) -> list[tuple[QuoteLine | None, QuoteLine | None]]:
    """Each position with the one that it was: the same product, the same name, else the one in its place."""
    rest = list(enumerate(before))
    found: dict[int, QuoteLine] = {}
    for is_same in (_same_product, _same_name):
        for place, new in enumerate(after):
            match = next((each for each in rest if place not in found and is_same(each[1], new)), None)
            if match is not None:
                rest.remove(match)
                found[place] = match[1]
    for place, new in enumerate(after):
        match = next((each for each in rest if each[0] == place), None)
        if place not in found and match is not None and not (match[1].product and new.product):
            rest.remove(match)
            found[place] = match[1]
    return [*((found.get(place), new) for place, new in enumerate(after)), *((old, None) for _, old in rest)]


def _same_product(old: QuoteLine, new: QuoteLine) -> bool:
    return bool(old.product) and old.product.casefold() == new.product.casefold() and old.alternative == new.alternative


def _same_name(old: QuoteLine, new: QuoteLine) -> bool:
    return (old.product.casefold(), old.name().casefold()) == (new.product.casefold(), new.name().casefold())


def _different(before: Quote, after: Quote, names: Iterable[str]) -> list[str]:
    return [each for each in names if getattr(before, each) != getattr(after, each)]


def _rates(before: Quote, after: Quote) -> list[Line]:
    old = {(each.source, each.target): each for each in before.rates}
    new = [each for each in after.rates if (each.source, each.target) in old]
    return [
        _changed(
            line("{source}/{target}", source=each.source, target=each.target),
            plain(old[each.source, each.target].value),
            plain(each.value),
        )
        for each in new
        if old[each.source, each.target].value != each.value
    ]


def _position(each: QuoteLine, quote: Quote) -> Line:
    price = shown(each.price, quote.currency) if each.price is not None else NOTHING
    return line(
        "{product} × {quantity} {unit} @ {price}",
        product=each.product or each.name()[:LONGEST] or NOTHING,
        quantity=plain(each.quantity) if each.quantity is not None else NOTHING,
        unit=each.unit,
        price=price,
    )


def _changed(field: Line, before: Any, after: Any) -> Line:
    return line("{field}: {before} → {after}", field=field, before=before, after=after)


def _of_position(name: str, field: Line, before: Any, after: Any) -> Line:
    return line("{position}, {field}: {before} → {after}", position=name, field=field, before=before, after=after)


def _said(quote: Quote, field: str) -> Any:
    return _value(getattr(quote, field), quote)


def _value(value: Any, quote: Quote) -> Any:
    match value:
        case bool():
            return word("yes") if value else word("no")
        case Decimal():
            return plain(value)
        case date():
            return value
        case tuple():
            return ", ".join(_item(each) for each in value)[:LONGEST] or NOTHING
        case None | "":
            return NOTHING
    return str(value)[:LONGEST]


def _item(each: Any) -> str:
    if isinstance(each, tuple):
        return " ".join(plain(part) if isinstance(part, Decimal) else str(part) for part in each)
    return str(each)


def _share(before: Decimal | None, after: Decimal | None) -> str:
    """By how many per cent a price has moved, behind it."""
    if not before or after is None:
        return ""
    share = ((after - before) / before * 100).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return f" ({share:+}%)" if share else ""


def _total(quote: Quote) -> str:
    return shown(total(quote), quote.currency) if quote.currency else NOTHING
