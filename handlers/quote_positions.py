"""Positions that were typed: added, figured, exchanged, taken out; with the table's prices where nobody typed others (R126)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from handlers.quote_draft import EMPTIED, Draft, assumed_no_more, same_currency
from handlers.quote_filling import with_lines
from handlers.quote_products import TABLE, from_table, line_of, meant, same_unit, unit_of, unlisted
from rules.quote import MOST_LINES, QuoteLine
from rules.quote_labels import ONES
from rules.quote_parts import Change, Position
from rules.refusal import Refused
from rules.words import line
from storage.products import product as product_of

EXAMPLE_LINE = "LED-5050 x 2000 @ 3.20"


def positioned(draft: Draft, said: Position) -> None:
    same_currency(draft, said.currency)
    if not said.product:
        _figures_alone(draft, said)
        return
    found = meant(draft.work, said.product, draft.language)
    number = found.product.number if found.product is not None else ""
    place = position_of(draft.quote.lines, said, number)
    if place is not None and place not in draft.removed:
        _figured_line(draft, place, said)
        return
    if len(draft.quote.lines) >= MOST_LINES:
        raise Refused("A quotation has at most {count} positions.", count=MOST_LINES)
    if found.product is not None:
        new = line_of(draft.work, found.product, draft.quote, said.quantity, said.unit)
        moq = found.product.moq
        if not same_unit(said.unit, found.product):
            draft.hints.append(
                line(
                    "{product}: the table counts in {unit}. Price and costs are for {other} now: they have to be told.",
                    product=number,
                    unit=unit_of(found.product),
                    other=said.unit,
                )
            )
        elif moq is not None and said.quantity is not None and said.quantity < moq:
            draft.hints.append(line("{product}: the smallest order is {quantity}.", product=number, quantity=moq))
    elif said.quantity is None and said.price is None and not found.likely:
        raise Refused(
            "I know no product {words}, and it says no quantity. Write it like {example}.",
            words=said.product[:60],
            example=EXAMPLE_LINE,
        )
    else:
        new = unlisted(said.product, draft.quote, said.quantity, None, said.unit)
    new = replace(new, alternative=said.alternative)
    if said.price is None:
        draft.quote = with_lines(draft.quote, (new,))
    else:
        draft.quote = replace(draft.quote, lines=(*draft.quote.lines, replace(new, price=said.price)))
        _typed_price(draft, len(draft.quote.lines) - 1)


def position_of(lines: Sequence[QuoteLine], said: Position, number: str) -> int | None:
    """The place of the position that is meant by these words or this product's number; None for another one."""
    if said.is_new:
        return None
    for place, each in enumerate(lines):
        same = each.product.casefold() == number.casefold() if number else False
        named = said.product.casefold() in {name.casefold() for _, name in each.names} if not each.product else False
        if (same or named) and (each.alternative == said.alternative or not said.alternative):
            return place
    return None


def _figures_alone(draft: Draft, said: Position) -> None:
    """Figures without a product are those of the only position, or of the only one that lacks them."""
    lines = draft.quote.lines
    lacking = [
        place
        for place, each in enumerate(lines)
        if (said.quantity is None or each.quantity is None) and (said.price is None or each.price is None)
    ]
    places = [0] if len(lines) == 1 else lacking
    if len(places) != 1:
        raise Refused(
            "Of which product is that? Write it like {example} or {other}.",
            example=EXAMPLE_LINE,
            other="line 2 price 3.10",
        )
    _figured_line(draft, places[0], said)


def _figured_line(draft: Draft, place: int, said: Position) -> None:
    each = draft.quote.lines[place]
    if said.quantity is None and said.unit and said.unit != each.unit and not {said.unit, each.unit} <= ONES:
        raise Refused(
            "The quantity is in {unit}, the price per {other}. Write both in one unit.",
            unit=each.unit,
            other=said.unit,
        )
    if said.quantity is not None:
        each = _counted(draft, each, said.quantity, said.unit)
        assumed_no_more(draft, "quantity")
    if said.price is not None:
        each = replace(each, price=said.price)
    if said.alternative:
        each = replace(each, alternative=True)
    draft.put_line(place, each)
    if said.price is not None:
        _typed_price(draft, place)


def _counted(draft: Draft, each: QuoteLine, quantity: Decimal, unit: str) -> QuoteLine:
    """The position with that quantity; in another unit than the table's, table prices and costs do not hold."""
    known = product_of(draft.work.session, each.product) if each.product else None
    if not unit or unit == each.unit or (known is not None and same_unit(unit, known) and same_unit(each.unit, known)):
        return replace(each, quantity=quantity)
    if known is None:
        return replace(each, quantity=quantity, unit=unit)
    new = line_of(draft.work, known, draft.quote, quantity, unit)
    return replace(
        new, price=None if from_table(draft.quote, each.product) else each.price, alternative=each.alternative
    )


def _typed_price(draft: Draft, place: int) -> None:
    """It does not follow the table any more."""
    origin = TABLE + draft.quote.lines[place].product
    draft.quote = replace(draft.quote, origins=tuple(each for each in draft.quote.origins if each[0] != origin))


def _line_quantity(draft: Draft, place: int, said: Change) -> None:
    _figured_line(draft, place, Position("", quantity=said.value[0], unit=said.value[1]))


def _line_price(draft: Draft, place: int, said: Change) -> None:
    same_currency(draft, said.value[1])
    _figured_line(draft, place, Position("", price=said.value[0], unit=said.value[2]))


def _line_removed(draft: Draft, place: int, said: Change) -> None:
    draft.removed.add(place)


def _line_product(draft: Draft, place: int, said: Change) -> None:
    """Another product in its place; quantity and a typed price stay."""
    found = meant(draft.work, said.value, draft.language)
    if found.product is None:
        likely = ", ".join(each.number for each in found.likely)
        if not likely:
            raise Refused("I know no product like {words}.", words=str(said.value)[:60])
        raise Refused(
            "I know no product {words}. Is it one of these? {products}", words=str(said.value)[:60], products=likely
        )
    old = draft.quote.lines[place]
    new = line_of(draft.work, found.product, draft.quote, old.quantity, old.unit if old.unit != "pcs" else "")
    was_typed = old.price is not None and not from_table(draft.quote, old.product)
    draft.put_line(place, replace(new, price=old.price if was_typed else new.price, alternative=old.alternative))
    if not was_typed and new.price is not None:
        origin = (TABLE + new.product, "product")
        draft.quote = replace(draft.quote, origins=tuple(dict.fromkeys((*draft.quote.origins, origin))))


def _line_name(draft: Draft, place: int, said: Change) -> None:
    each = draft.quote.lines[place]
    language = "zh" if any("一" <= sign <= "鿿" for sign in said.value) else "en"
    names = tuple((code, name) for code, name in each.names if code != language)
    draft.put_line(place, replace(each, names=((language, said.value), *names)))


def line_text(draft: Draft, place: int, said: Change) -> None:
    changes: dict[str, Any] = {said.field: "" if said.value in EMPTIED else said.value}
    draft.put_line(place, replace(draft.quote.lines[place], **changes))


OF_LINE: Mapping[str, Callable[[Draft, int, Change], None]] = {
    "quantity": _line_quantity,
    "price": _line_price,
    "removed": _line_removed,
    "product": _line_product,
    "names": _line_name,
}
