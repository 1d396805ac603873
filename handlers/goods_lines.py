"""Goods and terms as a telephone shows them: to whoever confirms an order or releases a paper of it (R175, R158)."""

from __future__ import annotations

from rules.money import plain, shown
from rules.quote import Quote, QuoteLine, amount, total
from rules.words import Line, line

_SHOWN = 6


def positions(goods: Quote) -> list[Line]:
    """Each position with its specification and what it comes to, and the total of all."""
    lines = [
        each
        for place, one in list(enumerate(goods.lines, 1))[:_SHOWN]
        for each in _position(place, one, goods.currency)
    ]
    if len(goods.lines) > _SHOWN:
        lines.append(line("… and {count} more positions", count=len(goods.lines) - _SHOWN))
    if goods.currency and goods.lines:
        lines.append(line("Total {amount}", amount=shown(total(goods), goods.currency)))
    return lines


def terms(goods: Quote) -> list[Line]:
    """Trade term and payment in one line; nothing where neither is told."""
    known = " · ".join(filter(None, (f"{goods.term} {goods.place}".strip(), goods.payment[:80])))
    return [line("Terms: {terms}", terms=known)] if known else []


def _position(place: int, each: QuoteLine, currency: str) -> list[Line]:
    price = shown(each.price, currency) if each.price is not None else "?"
    head = line("{position}. {product} · {name}", position=place, product=each.product, name=each.name()[:60])
    if not each.product or each.product == each.name():
        head = line("{position}. {product}", position=place, product=each.name()[:60] or "?")
    spec = [line("   {words}", words=each.specification[:120])] if each.specification else []
    return [
        head,
        *spec,
        line(
            "   {quantity} {unit} × {price} = {amount}",
            quantity=plain(each.quantity) if each.quantity else "?",
            unit=each.unit,
            price=price,
            amount=shown(amount(each, currency), currency) if each.price and each.quantity else "?",
        ),
    ]
