"""Goods, terms and days of an order are changed while nothing is signed, all of one message together (R172, R197)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from handlers.asked import Asked
from handlers.order_confirming import card, is_confirmed
from handlers.order_consequences import replanned, same_number
from handlers.order_rewriting import EMPTIED, changeable, rewritten, said_of
from handlers.order_supply import mode
from handlers.order_texts import marks, requirements
from handlers.ordering import leading, noted, still_open
from handlers.quote_changing import applied
from handlers.quote_figures import today
from handlers.quote_spoken import unread_lines
from rules.order_typed import (
    Typed,
    customer_number,
    read_order,
    shipment_told,
)
from rules.outgoing import Outgoing
from rules.quote import Quote
from rules.quote_difference import differences
from rules.quote_typed import read
from rules.refusal import Refused
from rules.words import Line, line
from storage import orders
from storage.payments import receipts
from storage.tables.orders import OrderRow
from storage.work import Work

LONGEST = 20_000


def goods(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
    """`line 2 qty 300`, `price 3.1`, `FOB Ningbo`, `payment ...`, `+ LED-1 x 100 @ 2`: positions and terms."""
    if len(words) > LONGEST:
        raise Refused("That is too much for one message: send the rest in another.")
    typed = read_order(words, today(work))
    said = [each for verb, value in _besides(typed) for each in verb(work, asked, row, value)]
    if said and not typed.rest and not typed.faults:
        return said
    changeable(work, asked, row)
    told = orders.content(row)
    draft = applied(work, told.goods, read(typed.rest, today(work), len(told.goods.lines)), asked.me.language)
    now = replace(draft.quote, origins=())
    _possible(work, row, told.goods, now)
    faults = [line("Not taken: “{words}”. {why}", words=each[:120], why=why) for each, why in typed.faults]
    hints = [*unread_lines(draft.unread), *faults, *draft.hints]
    lines = differences(told.goods, now)
    if not lines:
        return [*said, said_of(asked, row, hints or [line("That changes nothing in order {number}.", number=row.id)])]
    return [*said, *rewritten(work, asked, row, replace(told, goods=now), lines, hints)]


def _possible(work: Work, row: OrderRow, before: Quote, now: Quote) -> None:
    """Refuses an order without positions, and another currency than the one in which money has come already."""
    if before.lines and not now.lines:
        raise Refused("An order has at least one position. To end it: {example}", example=f"/order {row.id} cancel")
    if before.currency and now.currency != before.currency and receipts(work.session, row.id):
        raise Refused(
            "Money has come for order {number} already: it stays in {currency}.",
            number=row.id,
            currency=before.currency,
        )


def _besides(typed: Typed) -> list[tuple[Callable[[Work, Asked, OrderRow, str], list[Outgoing]], str]]:
    """What was typed of an order that is no position and no term."""
    told = (
        (shipment, typed.ship_on.isoformat() if typed.ship_on else ""),
        (latest, typed.latest_on.isoformat() if typed.latest_on else ""),
        (number, typed.customer_number),
        (marks, typed.marks),
        (requirements, typed.requirements),
        (mode, typed.mode),
    )
    return [(verb, value) for verb, value in told if value]


def shipment(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
    """`ship 2026-05-15`, `ship 30 days`: the day by the contract, while nothing is signed (R197)."""
    changeable(work, asked, row)
    if not words:
        raise Refused("When are the goods to be shipped? {example}", example=f"/order {row.id} ship 2026-05-15")
    day, before, was_confirmed = shipment_told(words, today(work)), row.contract_on, is_confirmed(row)
    if day == before:
        return [card(work, asked, row)]
    row.contract_on = day
    orders.dated(work, row, "contract", before, day, asked.me.id)
    told = line("delivery date: {before} → {after}", before=before or "–", after=day)
    noted(work, row, "order", told, asked.me.id, {"contract": _iso(before)}, {"contract": day.isoformat()})
    said = replanned(work, row, asked.me.id, money=False)
    again = [line("The five items are to be confirmed again.")] if was_confirmed else []
    return [*said, card(work, asked, row, (told, *_too_late(row), *again))]


def latest(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
    """`LC 2026-05-20`: the latest day of shipment by the letter of credit; `-` takes it away."""
    still_open(leading(work, asked.viewer, row))
    if not words:
        raise Refused("What is the latest day of shipment? {example}", example=f"/order {row.id} LC 2026-05-20")
    day, before = None if words in EMPTIED else shipment_told(words, today(work)), row.latest_on
    if day == before:
        return [said_of(asked, row, [line("That changes nothing in order {number}.", number=row.id)])]
    row.latest_on = day
    orders.dated(work, row, "latest", before, day, asked.me.id)
    told = line("latest shipment by the letter of credit: {before} → {after}", before=before or "–", after=day or "–")
    noted(work, row, "order", told, asked.me.id, {"latest": _iso(before)}, {"latest": _iso(day)})
    return [*replanned(work, row, asked.me.id, money=False), said_of(asked, row, [told, *_too_late(row)])]


def number(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
    """`po PO-4711`: the customer's own order number."""
    still_open(leading(work, asked.viewer, row))
    told = "" if words in EMPTIED else customer_number(words)
    before, key = row.customer_number, orders.key_of(told)
    row.customer_number, row.customer_key = told, key
    change = line("customer's number: {before} → {after}", before=before or "–", after=told or "–")
    noted(work, row, "order", change, asked.me.id, {"customer_number": before}, {"customer_number": told})
    return [said_of(asked, row, [change, *same_number(work, row)])]


def _too_late(row: OrderRow) -> list[Line]:
    if row.latest_on is None or row.contract_on is None or row.contract_on <= row.latest_on:
        return []
    return [
        line(
            "The letter of credit wants the shipment by {latest}, the contract says {day}. The earlier day counts.",
            latest=row.latest_on,
            day=row.contract_on,
        )
    ]


def _iso(day: object) -> str | None:
    return str(day) if day is not None else None
