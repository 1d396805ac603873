"""The commercial invoice of what was paid: drafted from the order, numbered, drawn, sent; the parts know its number (R229)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.asked import Asked
from handlers.deal_papers import with_bank
from handlers.ordering import noted
from handlers.paper_sending import Cover, covered, papers_drawn
from handlers.payment_locks import unlocked
from handlers.payments import alive, show
from handlers.telling import to_colleague
from handlers.trade_papers import drafted, released
from rules.outgoing import Choice, Outgoing
from rules.payment import PartEvent, PartState
from rules.refusal import Refused
from rules.trade_paper import FIELD_WORDS, Kind, TradePaper, missing
from rules.words import Line, line, title, verbatim
from storage import orders, payments, trade_papers
from storage.tables.conversations import ConversationRow
from storage.tables.orders import OrderRow
from storage.tables.trade_papers import TradePaperRow
from storage.work import Work

_LONGEST_NUMBER = 60


def issued(work: Work, asked: Asked, row: OrderRow, again: bool = False) -> list[Outgoing]:
    """The invoice of the order as it is now; what was received and not invoiced takes its number."""
    unlocked(work, row)
    if not row.total:
        raise Refused(
            "Order {number} has no total yet: its prices come first. {example}",
            number=row.id,
            example=f"/order {row.id}",
        )
    known = newest(work, row)
    paper = TradePaper(kind=Kind.INVOICE, order=orders.content(row))
    paper = with_bank(work, paper)
    if known is not None and not again and trade_papers.content(known) == paper:
        return _told(work, asked, row, known, fresh=False)
    if fields := missing(paper):
        told = tuple(FIELD_WORDS.get(each) or verbatim(each) for each in fields)
        words = line(
            "The invoice of {number} is not complete. Missing: {fields}", number=orders.called(row), fields=told
        )
        return [asked.say((words, line("The order tells it: {example}", example=f"/order {row.id}")))]
    drafted_words = (line("The invoice of {number} is drafted", number=orders.called(row)),)
    made = drafted(work, asked.me.id, paper, drafted_words, order=row)
    released(work, made, None)
    work.session.flush()
    return _told(work, asked, row, made, fresh=True)


def numbered_by_hand(work: Work, asked: Asked, row: OrderRow, number: str) -> list[Outgoing]:
    """The number of an invoice that accounting's own system has issued (R236)."""
    told = " ".join(number.split())[:_LONGEST_NUMBER]
    if not any(each.isalnum() for each in told):
        raise Refused("Which number has the invoice? {example}", example=f"/invoice {row.id} number 24417000")
    unlocked(work, row)
    count = _invoiced(work, asked, row, told)
    if not count:
        raise Refused("Nothing of order {number} waits for an invoice.", number=orders.called(row))
    return [
        asked.say(
            (
                line(
                    "Invoice {invoice} stands at {count} payments of order {number}.",
                    invoice=told,
                    count=count,
                    number=orders.called(row),
                ),
            ),
            ((show(row),),),
        )
    ]


def sent(work: Work, asked: Asked, row: OrderRow) -> list[Outgoing]:
    """Its covering mail, as a draft."""
    unlocked(work, row)
    known = newest(work, row)
    if known is None:
        raise Refused(
            "Order {number} has no invoice yet: {example}", number=orders.called(row), example=f"/invoice {row.id}"
        )
    return covered(work, asked, known, COVER)


def drawn(work: Work, row: TradePaperRow) -> list[Outgoing]:
    """The hook: whoever wanted to send it sees the mail."""
    return papers_drawn(work, row, COVER)


def newest(work: Work, row: OrderRow) -> TradePaperRow | None:
    """The invoice of the order that stands."""
    return next(iter(trade_papers.of_order(work.session, row.id, Kind.INVOICE)), None)


def _told(work: Work, asked: Asked, row: OrderRow, paper: TradePaperRow, fresh: bool) -> list[Outgoing]:
    number = trade_papers.called(paper)
    count = _invoiced(work, asked, row, number)
    head = (
        title(
            "Invoice {invoice} of order {number} is issued; it is being drawn.",
            invoice=number,
            number=orders.called(row),
        )
        if fresh
        else title(
            "Invoice {invoice} of order {number} was issued {at}.",
            invoice=number,
            number=orders.called(row),
            at=paper.approved_at,
        )
    )
    lines: list[Line] = [head]
    lines += [line("It stands at {count} payments.", count=count)] if count else []
    send = Choice(line("Send it"), f"/invoice {row.id} send")
    look = Choice(line("Paper"), f"/paper P{paper.id}")
    anew = () if fresh else ((Choice(line("A new one"), f"/invoice {row.id} new"),),)
    said: list[Outgoing] = [asked.say(lines, ((send, look), *anew, (show(row),)), conversation=row.conversation_id)]
    if row.owner_id != asked.me.id and fresh:
        said += to_colleague(work, row.owner_id, lines, ((send,), (show(row),)), conversation=row.conversation_id)
    return said


def _invoiced(work: Work, asked: Asked, row: OrderRow, number: str) -> int:
    """The parts that are received take the number; returned is how many did."""
    count = 0
    for part in alive(work, row):
        if part.state == PartState.RECEIVED:
            payments.moved(work, part, PartEvent.INVOICED)
            part.invoice_number, part.invoiced_at = number, work.now
            count += 1
    if count:
        words = line("{person} issues invoice {number}", person=asked.me.name, number=number)
        noted(work, row, "invoice", words, asked.me.id, after={"invoice": number, "parts": count})
    work.session.flush()
    return count


def _facts(work: Work, row: TradePaperRow, matter: ConversationRow) -> Mapping[str, Any]:
    order = orders.order(work.session, row.order_id)
    return {"order": (order.customer_number or str(order.id)) if order else ""}


COVER = Cover("payment_invoice", _facts)
