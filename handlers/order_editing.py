"""What an order says is changed: goods and terms while nothing is signed, the rest by whoever leads it (R172, R188, R204)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from handlers.asked import Asked
from handlers.asking import in_rows, question_card
from handlers.order_confirming import assumed_day, card, is_assumed, is_confirmed
from handlers.order_consequences import binding, outdated, recheck_open, replanned, same_number
from handlers.ordering import changed, leading, noted, still_open
from handlers.quote_changing import applied
from handlers.quote_figures import today
from handlers.quote_spoken import unread_lines
from handlers.telling import to_colleague, to_roles
from rules.order import Order
from rules.order_costs import priced
from rules.order_moves import Stage, line_of, rank
from rules.order_typed import (
    MODE_WORDS,
    Typed,
    clause_told,
    customer_number,
    days_told,
    long_text,
    marks_told,
    mode_told,
    read_order,
    shipment_told,
)
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import Role
from rules.quote import Quote, total
from rules.quote_difference import differences
from rules.quote_typed import read
from rules.refusal import Refused
from rules.trade_paper import FIELD_WORDS
from rules.words import Line, line, verbatim, word
from storage import orders, trade_papers
from storage.colleagues import named
from storage.payments import parts, receipts
from storage.tables.orders import OrderRow
from storage.work import Work

_EMPTIED = {"-", "–", "—", "none", "无"}
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
        return [*said, _said(asked, row, hints or [line("That changes nothing in order {number}.", number=row.id)])]
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


def changeable(work: Work, asked: Asked, row: OrderRow) -> None:
    """Refuses who may not, an order that has ended or left, and what is signed: that changes by an amendment only (R172)."""
    still_open(leading(work, asked.viewer, row))
    if rank(row.stage) >= rank(Stage.SHIPPED):
        raise Refused("The goods of order {number} have left. What was ordered is not changed any more.", number=row.id)
    if (paper := binding(work, row)) is not None:
        raise Refused(
            "{number} is signed: goods, prices and terms change by an amendment only. {example}",
            number=trade_papers.called(paper),
            example=f"/deal P{paper.id} amend",
        )


def rewritten(
    work: Work, asked: Asked, row: OrderRow, told: Order, lines: tuple[Line, ...], hints: list[Line]
) -> list[Outgoing]:
    """The order says this now: costs, payment and the five items are looked at anew, and the answer says what has changed."""
    before = orders.content(row).goods
    was_checked, was_confirmed, was_assumed = row.recheck_at is not None, is_confirmed(row), is_assumed(work, row)
    if not changed(work, row, told, asked.me.id, lines):
        return [_said(asked, row, [*hints, line("That changes nothing in order {number}.", number=row.id)])]
    said: list[Outgoing] = []
    if (was_assumed or row.contract_on is None) and told.goods.delivery_days != before.delivery_days:
        row.contract_on = assumed_day(work, row)
    if priced(before) != priced(told.goods):
        said += recheck_open(work, row, asked.me.id)
        if was_checked:
            hints = [
                *hints,
                line("The second cost analysis has to be made again: {example}", example=f"/order {row.id} cost"),
            ]
    said += replanned(work, row, asked.me.id, money=_is_money(work, row, before, told.goods))
    words = [line("Order {number}: changed.", number=orders.called(row)), *lines, *outdated(work, row), *hints]
    if is_confirmed(row):
        return [*said, _said(asked, row, words)]
    if was_confirmed:
        words.append(line("The five items are to be confirmed again."))
    return [*said, card(work, asked, row, words)]


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
    day, before = None if words in _EMPTIED else shipment_told(words, today(work)), row.latest_on
    if day == before:
        return [_said(asked, row, [line("That changes nothing in order {number}.", number=row.id)])]
    row.latest_on = day
    orders.dated(work, row, "latest", before, day, asked.me.id)
    told = line("latest shipment by the letter of credit: {before} → {after}", before=before or "–", after=day or "–")
    noted(work, row, "order", told, asked.me.id, {"latest": _iso(before)}, {"latest": _iso(day)})
    return [*replanned(work, row, asked.me.id, money=False), _said(asked, row, [told, *_too_late(row)])]


def number(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
    """`po PO-4711`: the customer's own order number."""
    still_open(leading(work, asked.viewer, row))
    told = "" if words in _EMPTIED else customer_number(words)
    before, key = row.customer_number, orders.key_of(told)
    row.customer_number, row.customer_key = told, key
    change = line("customer's number: {before} → {after}", before=before or "–", after=told or "–")
    noted(work, row, "order", change, asked.me.id, {"customer_number": before}, {"customer_number": told})
    return [_said(asked, row, [change, *same_number(work, row)])]


def marks(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
    """`marks KUNDE / HAMBURG / C/NO. 1-UP`: the shipping marks."""
    return _text(work, asked, row, "marks", "" if words in _EMPTIED else marks_told(words), words)


def requirements(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
    """`requirements blue paint, spare seals in each case`: every detail that the customer wants (R181)."""
    return _text(work, asked, row, "requirements", "" if words in _EMPTIED else long_text(words), words)


def remarks(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
    """`remarks handle with care`: for production and warehouse (R188)."""
    return _text(work, asked, row, "remarks", "" if words in _EMPTIED else long_text(words), words)


def clause(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
    """`clause breach 0.5% a week`: a clause of the contract; alone: all of them (R161)."""
    told = orders.content(row)
    if not words:
        leading(work, asked.viewer, row)
        lines = [line("{field}: {words}", field=FIELD_WORDS[name], words=text[:200]) for name, text in told.clauses]
        example = line("Change one: {example}", example=f"/order {row.id} clause breach 0.5% a week, 5% at most")
        return [_said(asked, row, [*lines, example] if lines else [line("No clause is written yet."), example])]
    name, text = clause_told(words)
    changeable(work, asked, row)
    if not text:
        question = line("{field}: answer this message with the clause.", field=FIELD_WORDS[name])
        return [asked.say((question,), card=question_card(f"/order {row.id} clause {name}"))]
    after = "" if text in _EMPTIED else text
    change = _change(FIELD_WORDS[name], told.clause(name), after)
    return rewritten(work, asked, row, told.with_clause(name, after), (change,), [])


def quality(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
    """`quality as per the confirmed sample`: the quality standard of the contract."""
    return clause(work, asked, row, f"quality_standard {words}")


def form(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
    """`form customer`, `form own`: whose contract form is used; the customer's is read by a lawyer (R163)."""
    known = {
        "customer": True,
        "customers": True,
        "客户": True,
        "own": False,
        "ours": False,
        "公司": False,
        "我方": False,
    }
    told = known.get(words.strip().casefold())
    if told is None:
        raise Refused(
            "Whose contract form is it? {example} or {other}",
            example=f"/order {row.id} form customer",
            other=f"/order {row.id} form own",
        )
    changeable(work, asked, row)
    content = orders.content(row)
    words_of = {True: word("the customer's"), False: word("our own")}
    change = line("contract form: {before} → {after}", before=words_of[content.customer_form], after=words_of[told])
    return rewritten(work, asked, row, replace(content, customer_form=told), (change,), [])


def mode(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
    """`mode stock|produce|buy`: where the goods come from; those who see to it hear of it at once (R204)."""
    still_open(leading(work, asked.viewer, row))
    if not words:
        buttons = [Choice(told, f"/order {row.id} mode {each}") for each, told in MODE_WORDS.items()]
        return [
            asked.say((line("Where do the goods of order {number} come from?", number=row.id),), in_rows(buttons, 1))
        ]
    told, before = mode_told(words), row.supply_mode
    if row.stage not in line_of(told) and row.stage != Stage.REWORK:
        raise Refused("Order {number} is too far for that: its goods are in work already.", number=row.id)
    if told == before:
        return [_said(asked, row, [line("That changes nothing in order {number}.", number=row.id)])]
    row.supply_mode = told
    change = line(
        "supply: {before} → {after}", before=MODE_WORDS[before] if before else verbatim("–"), after=MODE_WORDS[told]
    )
    noted(work, row, "order", change, asked.me.id, {"mode": before}, {"mode": told})
    said = replanned(work, row, asked.me.id, money=False)
    return [*said, *_told_works(work, asked, row, told), _said(asked, row, [change])]


def cycle(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
    """`cycle 20 days`: how long production takes (R205)."""
    return _days(work, asked, row, "cycle_days", line("production cycle"), words, f"/order {row.id} cycle 20 days")


def transit(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
    """`transit 30 days`: how long the goods are on the way (R217)."""
    return _days(work, asked, row, "transit_days", line("days on the way"), words, f"/order {row.id} transit 30 days")


def tracker(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
    """`tracker Bob`: who is asked for material, production and quality (R192); `-`: the owner."""
    still_open(leading(work, asked.viewer, row))
    person = None if words in _EMPTIED else named(work.session, words)
    if words not in _EMPTIED and (person is None or person.dismissed_at is not None):
        raise Refused("I know nobody called {name}. /staff lists everybody.", name=words[:40] or "?")
    number = person.id if person is not None else None
    if number == row.tracker_id:
        return [_said(asked, row, [line("That changes nothing in order {number}.", number=row.id)])]
    before, row.tracker_id = row.tracker_id, number
    name = person.name if person is not None else ""
    change = line("{person} tracks order {number} now", person=name, number=orders.called(row))
    if not name:
        change = line("the owner tracks order {number} now", number=orders.called(row))
    noted(work, row, "order", change, asked.me.id, {"tracker": before}, {"tracker": number})
    told = line("You track order {number}: I ask you how material, production and quality stand.", number=row.id)
    said = to_colleague(work, number, (told,), _show(row)) if number is not None and number != asked.me.id else []
    return [*said, _said(asked, row, [change])]


def _text(work: Work, asked: Asked, row: OrderRow, field: str, told: str, words: str) -> list[Outgoing]:
    still_open(leading(work, asked.viewer, row))
    name = _TEXTS[field]
    if not words:
        question = line("{field}: answer this message with your words.", field=name)
        return [asked.say((question,), card=question_card(f"/order {row.id} {field}"))]
    content = orders.content(row)
    change = _change(name, getattr(content, field), told)
    after: Order = replace(content, **{field: told})  # type: ignore[arg-type]
    return rewritten(work, asked, row, after, (change,), [])


def _days(work: Work, asked: Asked, row: OrderRow, column: str, name: Line, words: str, example: str) -> list[Outgoing]:
    still_open(leading(work, asked.viewer, row))
    told, before = days_told(words, example), getattr(row, column)
    setattr(row, column, told)
    change = line("{field}: {before} → {after} days", field=name, before=before or "–", after=told)
    noted(work, row, "order", change, asked.me.id, {column: before}, {column: told})
    return [*replanned(work, row, asked.me.id, money=False), _said(asked, row, [change])]


def _told_works(work: Work, asked: Asked, row: OrderRow, mode: str) -> list[Outgoing]:
    """Production or purchasing, without customer and money."""
    goods = orders.content(row).goods
    things = tuple(
        line(
            "{quantity} {unit} {product}",
            quantity=each.quantity or "?",
            unit=each.unit,
            product=each.product or each.name(),
        )
        for each in goods.lines[:8]
    )
    words = line(
        "Order {number}, {mode}: {things}. To be shipped: {day}.",
        number=row.id,
        mode=MODE_WORDS[mode],
        things=things,
        day=row.contract_on or "?",
    )
    roles = (Role.PURCHASING,) if mode == "buy" else (Role.PRODUCTION,)
    return to_roles(work, roles, (words,), _show(row), but=(asked.me.id,))


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


def _said(asked: Asked, row: OrderRow, lines: list[Line]) -> Outgoing:
    return asked.say(lines, _show(row), conversation=row.conversation_id)


def _show(row: OrderRow) -> Choices:
    return ((Choice(line("Show"), f"/order {row.id}"),),)


def _change(field: Line, before: str, after: str) -> Line:
    return line("{field}: {before} → {after}", field=field, before=_brief(before), after=_brief(after))


def _brief(text: str) -> str:
    told = " / ".join(text.splitlines())
    return (told if len(told) <= 120 else told[:119] + "…") or "–"


def _iso(day: object) -> str | None:
    return str(day) if day is not None else None


def _is_money(work: Work, row: OrderRow, before: Quote, now: Quote) -> bool:
    """Whether the parts of the payment are to be divided anew."""
    had_total = bool(before.currency and total(before))
    is_other = (before.payment, before.currency, total(before)) != (now.payment, now.currency, total(now))
    return is_other and (before.payment != now.payment or not had_total or bool(parts(work.session, row.id)))


_TEXTS: Mapping[str, Line] = {
    "marks": word("shipping marks"),
    "requirements": word("the customer's requirements"),
    "remarks": word("remarks for production and warehouse"),
}
