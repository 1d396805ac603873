"""The five items of an order: shown when it comes in, confirmed as they stand, asked again when one of them changes (R175)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from handlers.asked import Asked
from handlers.asking import in_rows, question_card
from handlers.goods_lines import positions, terms
from handlers.order_gates import items_hash
from handlers.ordering import leading, noted, still_open
from rules.order import Order, items_missing
from rules.outgoing import Choice, Choices, Outgoing
from rules.quote import QuoteLine
from rules.refusal import Refused
from rules.words import Line, line, title, word
from storage import orders
from storage.colleagues import name_of
from storage.tables.orders import OrderRow
from storage.work import Work

_SHOWN = 12
"""Positions that the card shows."""
_SEAL = 12
_ITEM_WORDS: Mapping[str, Line] = {
    "quantity": word("quantity"),
    "product_name": word("product name"),
    "specification": word("specification"),
    "price": word("price"),
    "contract_date": word("delivery date"),
}
_OF_LINE: Mapping[str, tuple[str, Line]] = {
    "quantity": ("qty", line("How many? Answer this message, like {example}", example="2000 pcs")),
    "price": ("price", line("What is the price per unit? Answer this message, like {example}", example="3.20")),
    "specification": ("spec", line("What exactly is it? Answer this message with model and specification.")),
    "names": ("name", line("What is the product called? Answer this message with its name.")),
}
"""How a field of a position is typed, and the question for it."""
_OF_WHOLE: Mapping[str, tuple[str, Line]] = {
    "date": (
        "ship",
        line("When are the goods to be shipped? Answer this message, like {example}", example="2026-05-15"),
    ),
    "term": (
        "term",
        line("Which trade term, and which place? Answer this message, like {example}", example="FOB Ningbo"),
    ),
    "payment": (
        "payment",
        line(
            "How is it paid? Answer this message, like {example}",
            example="30% T/T deposit, balance against copy of B/L",
        ),
    ),
    "packaging": ("packing", line("How is it packed? Answer this message, like {example}", example="export carton")),
    "marks": (
        "marks",
        line("What are the shipping marks? Answer this message, lines divided by {sign}.", sign="/"),
    ),
    "po": (
        "po",
        line("What is the customer's own order number? Answer this message, like {example}", example="PO-4711"),
    ),
    "lines": (
        "",
        line(
            "Which product, how many, at what price? Answer this message, like {example}",
            example="LED-5050 x 2000 @ 3.20",
        ),
    ),
}
_DAYS_OFFERED = (30, 45, 60)
_TERMS_OFFERED: Sequence[tuple[str, Line]] = (
    ("term", line("Trade term")),
    ("payment", line("Payment")),
    ("packaging", line("Packaging")),
    ("marks", line("Marks")),
)


def is_confirmed(row: OrderRow) -> bool:
    """Whether somebody has confirmed the five items as they are now."""
    return row.confirmed_at is not None and row.confirmed_hash == items_hash(row)


def assumed_day(work: Work, row: OrderRow) -> date | None:
    """The day of shipment where only the delivery time is known: so many days from the order; None where that is not known."""
    days, opened = orders.content(row).goods.delivery_days, row.opened_at.astimezone(ZoneInfo(work.policy.zone)).date()
    return opened + timedelta(days=days) if days else None


def is_assumed(work: Work, row: OrderRow) -> bool:
    """Whether its day of shipment follows from the delivery time alone, and nobody has confirmed it."""
    return row.contract_on is not None and not is_confirmed(row) and row.contract_on == assumed_day(work, row)


def card(work: Work, asked: Asked, row: OrderRow, hints: Sequence[Line] = ()) -> Outgoing:
    """The five items with their buttons."""
    words = line("{person} looked at order {number}", person=asked.me.name, number=orders.called(row))
    noted(work, row, "viewed", words, asked.me.id)
    lines = [*hints, *_lines(work, row)]
    return asked.say(lines, _choices(row), conversation=row.conversation_id)


def confirmed(work: Work, asked: Asked, row: OrderRow, rest: str) -> list[Outgoing]:
    """`confirm SEAL`: she confirms what she was shown; where that has changed, or nothing was shown, it is shown first."""
    still_open(leading(work, asked.viewer, row))
    if is_confirmed(row):
        words = line(
            "{person} has confirmed the five items already, {at}.",
            person=name_of(work.session, row.confirmed_by),
            at=row.confirmed_at or work.now,
        )
        return [asked.say((words,), _next(row))]
    seal, now = rest.strip(), items_hash(row)
    if missing := items_missing(orders.content(row), row.contract_on is not None):
        hint = line(
            "That cannot be confirmed yet. Missing: {items}", items=tuple(_ITEM_WORDS[each] for each in missing)
        )
        return [card(work, asked, row, (hint,))]
    if seal != now[:_SEAL]:
        hints = (line("Something has changed meanwhile. Look at it again:"),) if seal else ()
        return [card(work, asked, row, hints)]
    row.confirmed_by, row.confirmed_at, row.confirmed_hash = asked.me.id, work.now, now
    words = line("{person} confirms the five items of order {number}", person=asked.me.name, number=orders.called(row))
    noted(work, row, "order", words, asked.me.id, after={"confirmed": now})
    told = line(
        "☑ Quantity, product, specification, price and delivery date of order {number} are confirmed.", number=row.id
    )
    return [asked.say((told, line("Next: the second cost analysis.")), _next(row), conversation=row.conversation_id)]


def question(work: Work, asked: Asked, row: OrderRow, rest: str) -> list[Outgoing]:
    """`ask price`, `ask price 2`, `ask date`: the question; words that answer it are the value."""
    still_open(leading(work, asked.viewer, row))
    field, _, number = rest.strip().partition(" ")
    if field in _OF_WHOLE:
        typed, words = _OF_WHOLE[field]
        buttons: list[Choice] = []
        if field == "date":
            buttons = [
                Choice(line("In {count} days", count=each), f"/order {row.id} ship {each} days")
                for each in _DAYS_OFFERED
            ]
        command = f"/order {row.id} {typed}".strip()
        return [asked.say((words,), in_rows(buttons, 3), card=question_card(command))]
    lines = orders.content(row).goods.lines
    if field not in _OF_LINE or not lines:
        raise Refused("I cannot ask for that. {example} shows the order.", example=f"/order {row.id}")
    if not number.isdecimal() and len(lines) > 1:
        buttons = [
            Choice(
                line("{position}. {product}", position=place, product=_short(each)),
                f"/order {row.id} ask {field} {place}",
            )
            for place, each in enumerate(lines[:_SHOWN], 1)
        ]
        return [asked.say((line("Of which position?"),), in_rows(buttons, 1))]
    place = int(number) if number.isdecimal() and len(number) < 4 else 1
    if not 1 <= place <= len(lines):
        raise Refused("There is no line {number}; there are {count}.", number=place, count=len(lines))
    typed, words = _OF_LINE[field]
    about = line("{position}. {product}", position=place, product=_short(lines[place - 1]))
    return [asked.say((about, words), card=question_card(f"/order {row.id} line {place} {typed}"))]


def looked_at(work: Work, asked: Asked, row: OrderRow, rest: str) -> list[Outgoing]:
    """`items`: the five items as they stand."""
    leading(work, asked.viewer, row)
    return [card(work, asked, row)]


def _lines(work: Work, row: OrderRow) -> list[Line]:
    told = orders.content(row)
    goods = told.goods
    lines = [
        title(
            "Order {number} for {customer}", number=orders.called(row), customer=goods.company or goods.contact or "–"
        )
    ]
    lines += positions(goods)
    lines.append(_date(work, row, told))
    lines += _terms(told)
    if missing := items_missing(told, row.contract_on is not None):
        lines.append(line("Still missing: {items}", items=tuple(_ITEM_WORDS[each] for each in missing)))
    elif is_confirmed(row) and row.confirmed_at is not None:
        person = name_of(work.session, row.confirmed_by)
        lines.append(line("☑ Confirmed by {person}, {at}", person=person, at=row.confirmed_at))
    else:
        lines.append(line("Is it right: quantity, product, specification, price, delivery date?"))
    return lines


def _date(work: Work, row: OrderRow, told: Order) -> Line:
    if row.contract_on is None:
        return line("Delivery date: nobody has told it")
    if is_assumed(work, row):
        return line(
            "Delivery date: {day}, only assumed: {days} days from the order ({delivery})",
            day=row.contract_on,
            days=told.goods.delivery_days or 0,
            delivery=told.goods.delivery[:60],
        )
    return line("Delivery date: {day}", day=row.contract_on)


def _terms(told: Order) -> list[Line]:
    goods = told.goods
    lines = terms(goods)
    if lacking := [label for field, label in _TERMS_OFFERED if not _term(told, field)]:
        lines.append(line("Not told yet: {fields}", fields=tuple(lacking)))
    return lines


def _term(told: Order, field: str) -> str:
    return told.marks if field == "marks" else str(getattr(told.goods, field))


def _choices(row: OrderRow) -> Choices:
    told, name = orders.content(row), f"/order {row.id}"
    missing = items_missing(told, row.contract_on is not None)
    rows: list[tuple[Choice, ...]] = []
    if not missing and not is_confirmed(row):
        rows.append((Choice(line("Confirm"), f"{name} confirm {items_hash(row)[:_SEAL]}"),))
    if not told.goods.lines:
        rows.append((Choice(line("Products"), f"{name} ask lines"),))
    else:
        rows.append((Choice(line("Quantity"), f"{name} ask quantity"), Choice(line("Price"), f"{name} ask price")))
        rows.append(
            (Choice(line("Product"), f"{name} ask names"), Choice(line("Specification"), f"{name} ask specification"))
        )
    rows.append((Choice(line("Delivery date"), f"{name} ask date"), Choice(line("Show"), name)))
    lacking = [Choice(label, f"{name} ask {field}") for field, label in _TERMS_OFFERED if not _term(told, field)]
    return (*rows, *in_rows(lacking, 2))


def _next(row: OrderRow) -> Choices:
    return ((Choice(line("Costs"), f"/order {row.id} cost"), Choice(line("Show"), f"/order {row.id}")),)


def _short(each: QuoteLine) -> str:
    return (each.product or each.name())[:30] or "?"
