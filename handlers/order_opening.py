"""An order is opened: from the quotation that was accepted, or from what the customer has ordered without one (R39, R175)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from documents.countries import country_name
from handlers.asked import Asked
from handlers.order_confirming import card
from handlers.order_consequences import ended, replanned, same_number
from handlers.ordering import noted
from handlers.quote_acting import matter_of
from handlers.quote_figures import today
from handlers.receivables import credit_warnings
from handlers.sample_basis import linked
from rules.incoterms import PAID
from rules.letter_plain import wants_from_plain
from rules.order import Order
from rules.order_moves import Stage
from rules.order_typed import customer_number_in, marks_told
from rules.outgoing import Choice, Outgoing
from rules.quote import Quote, counted
from rules.quote_moves import QuoteState
from rules.refusal import Refused
from rules.words import Line, line
from storage import orders, quotes, trade_papers
from storage.payments import receipts
from storage.tables.conversations import ConversationRow
from storage.tables.orders import OrderRow
from storage.tables.quotes import QuoteRow, QuoteVersionRow
from storage.work import Work

BY_MISTAKE = "taken back: the quotation was not won"


def from_quote(
    work: Work, asked: Asked, row: QuoteRow, version: QuoteVersionRow, remark: str = ""
) -> tuple[OrderRow, list[Outgoing]]:
    """The order out of the accepted version, its owner the customer's (R39), and the card that asks for the five items."""
    matter = matter_of(work, row)
    quote = quotes.content(version)
    made = opened(
        work,
        asked,
        matter,
        Order(goods=replace(quote, lines=counted(quote))),
        owner=matter.owner_id or row.owner_id,
        words=(line("order out of quotation {number}", number=quotes.called(row, version.version)),),
        customer_number=customer_number_in(remark),
        quote_id=row.id,
        version_id=version.id,
    )
    hints: list[Line] = [line("It is order {number} now.", number=orders.called(made))]
    if left_out := [each.product or each.name() for each in quote.lines if each.alternative]:
        hints.append(
            line(
                "Left out, for they were alternatives: {products}. If he has ordered one: {example}",
                products=", ".join(left_out)[:200],
                example=f"/order {made.id} + {left_out[0]} x 100 @ 1.00",
            )
        )
    return made, [
        *replanned(work, made, asked.me.id),
        card(work, asked, made, [*hints, *same_number(work, made), *credit_warnings(work, made.customer_id)]),
    ]


def opened(
    work: Work,
    asked: Asked,
    matter: ConversationRow,
    told: Order,
    *,
    owner: int,
    words: Sequence[Line],
    customer_number: str = "",
    ship_on: date | None = None,
    latest_on: date | None = None,
    mode: str = "",
    **values: int,
) -> OrderRow:
    """A new order of that conversation with the department's usual clauses and marks where nothing else was told.

    Without a day of shipment the delivery time counts from today; the card says that this is only assumed. Prices are what
    was agreed: they do not follow the table of products any more.
    """
    goods = replace(told.goods, origins=())
    days = goods.delivery_days
    row = orders.begun(
        work,
        with_usual(work, replace(told, goods=goods), matter),
        conversation=matter.id,
        customer=matter.customer_id,
        owner=owner,
        by=asked.me.id,
        words=words,
        customer_number=customer_number,
        customer_key=orders.key_of(customer_number),
        contract_on=ship_on or (today(work) + timedelta(days=days) if days else None),
        latest_on=latest_on,
        supply_mode=mode,
        **values,
    )
    noted(
        work,
        row,
        "order",
        (line("{person} opens order {number}", person=asked.me.name, number=orders.called(row)), *words),
        asked.me.id,
        after={"revision": row.revision, "quote": row.quote_id, "version": row.version_id},
    )
    linked(work, row, asked.me.id)
    return row


def with_usual(work: Work, told: Order, matter: ConversationRow) -> Order:
    """The department's usual clauses and marks in the place of empty ones (settings contract.*, order.markings)."""
    policy = work.policy
    usual = {
        "quality_standard": policy.contract_quality,
        "trade_country": country_name(told.goods.country, "en") if told.goods.country else "",
        "transport": policy.contract_transport,
        "insurance": policy.contract_insurance,
        "inspection_clause": policy.contract_inspection,
        "breach": policy.contract_breach,
        "disputes": policy.contract_disputes,
        "spare_parts": policy.contract_spare_parts,
    }
    for name, text in usual.items():
        if text and not told.clause(name):
            told = told.with_clause(name, text)
    return told if told.marks else replace(told, marks=_marks(policy.markings, told.goods, matter))


def _marks(usual: str, goods: Quote, matter: ConversationRow) -> str:
    """The usual marks with customer and destination put in."""
    wants = dict(wants_from_plain(matter.wants or []))
    destination = goods.place if "freight" in PAID.get(goods.term, ()) else ""
    if not destination and "destination" in wants:
        destination = wants["destination"].value
    if not destination and goods.country:
        destination = country_name(goods.country, "en")
    known = {"{customer}": goods.company or goods.contact, "{destination}": destination}
    lines = marks_told(usual).split("\n")
    for sign, text in known.items():
        lines = [each.replace(sign, text.upper()) if text or each.strip() != sign else "" for each in lines]
        lines = [each.replace(sign, "") for each in lines]
    return "\n".join(each.strip() for each in lines if each.strip())


def already(work: Work, asked: Asked, row: QuoteRow) -> list[Outgoing] | None:
    """Where the quotation has become an order before: that it has, and the way to it. None where it has not."""
    made = orders.of_quote(work.session, row.id)
    if made is None:
        return None
    words = line("{number} is order {order} already.", number=quotes.called(row), order=orders.called(made))
    buttons = ((Choice(line("Show"), f"/order {made.id}"), Choice(line("The five items"), f"/order {made.id} items")),)
    return [asked.say((words,), buttons, conversation=made.conversation_id)]


def of_accepted(work: Work, asked: Asked, row: QuoteRow, version: QuoteVersionRow, remark: str) -> list[Outgoing]:
    """A quotation that was won before it could become an order, or whose order was cancelled, becomes one."""
    if told := already(work, asked, row):
        return told
    if version.state != QuoteState.ACCEPTED:
        raise Refused(
            "{number} is not won yet. When the customer has accepted: {example}",
            number=quotes.called(row),
            example=f"/won {row.number or f'D{row.id}'} PO 4711",
        )
    return from_quote(work, asked, row, version, remark)[1]


def unopened(work: Work, asked: Asked, row: QuoteRow) -> None:
    """Its acceptance is taken back: an order that nobody has worked on goes with it. Refuses where somebody has."""
    made = orders.of_quote(work.session, row.id)
    if made is None:
        return
    is_begun = bool(
        made.stage != Stage.CONFIRMED
        or made.confirmed_at is not None
        or made.recheck_at is not None
        or trade_papers.of_order(work.session, made.id)
        or orders.records(work.session, made.id)
        or orders.files(work.session, made.id)
        or receipts(work.session, made.id)
    )
    if is_begun:
        raise Refused(
            "Order {order} came out of {number}, and work on it has begun. Cancel the order first: {example}",
            order=orders.called(made),
            number=quotes.called(row),
            example=f"/order {made.id} cancel reason",
        )
    orders.moved(work, made, Stage.CANCELLED, asked.me.id)
    made.reason = BY_MISTAKE
    ended(work, made, asked.me.id)
    words = line("order {number} is gone again: its quotation was not won after all", number=orders.called(made))
    noted(work, made, "order", words, asked.me.id, after={"stage": str(made.stage)})
