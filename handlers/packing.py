"""How an order is packed, in chat and on paper: out of the table of products and what was typed by hand (R213, R214)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from handlers import trade_papers as papers
from handlers.asked import Asked
from handlers.order_gates import there
from handlers.ordering import noted
from handlers.packing_lines import (
    RECORD,
    SHOWN,
    carton_words,
    container_lines,
    figure_of,
    key_of,
    line_words,
    lines_of,
    sum_words,
    unknown_lines,
)
from handlers.paper_sending import Cover, covered, papers_drawn
from handlers.payments import triggered
from rules.order_moves import Need
from rules.outgoing import Choice, Outgoing
from rules.packing import Packed, fitting, load, missing, packed, size_told
from rules.packing_typed import EXAMPLE, carton_typed
from rules.payment import Trigger
from rules.quote import QuoteLine, counted
from rules.refusal import Refused
from rules.trade_paper import Kind, TradePaper
from rules.trade_paper_moves import PaperEvent, PaperState
from rules.words import Line, line, title
from storage import orders, trade_papers
from storage.tables.conversations import ConversationRow
from storage.tables.orders import OrderRow
from storage.tables.trade_papers import TradePaperRow
from storage.work import Work


def shown(work: Work, asked: Asked, row: OrderRow, above: tuple[Line, ...] = ()) -> list[Outgoing]:
    """The packing list in chat: each line, the sums, the container, what is not known and how it is told."""
    lines = packed(lines_of(work, row))
    if not lines:
        raise Refused("Order {number} has no goods yet, so there is nothing to pack.", number=orders.called(row))
    whole = load(lines)
    told = [*above, title("Packing of order {number}", number=orders.called(row))]
    told += [line_words(place, each) for place, each in enumerate(lines[:SHOWN], start=1)]
    if len(lines) > SHOWN:
        told.append(line("… and {count} more lines", count=len(lines) - SHOWN))
    told += [sum_words(whole), *container_lines(whole), *unknown_lines(row, lines)]
    return [asked.say(told, _buttons(work, row, lines), conversation=row.conversation_id)]


def typed(work: Work, asked: Asked, row: OrderRow, number: int, text: str) -> list[Outgoing]:
    """The carton of one line as she types it; what she does not say stays as it is known."""
    lines = lines_of(work, row)
    if not 1 <= number <= len(lines):
        raise Refused(
            "Order {number} has {count} lines, and no line {line}. Like {example}",
            number=orders.called(row),
            count=len(lines),
            line=number,
            example=EXAMPLE.replace("88 2", f"{row.id} 1"),
        )
    before = lines[number - 1]
    carton = carton_typed(text, before.carton)
    if carton == before.carton:
        return shown(work, asked, row, (line("That is what I know already."),))
    content = {
        "line": number,
        "of": key_of(before),
        **{name: figure_of(value) for name, value in asdict(carton).items()},
    }
    orders.recorded(work, row, RECORD, content, asked.me.id, sort=f"line {number}")
    words = line(
        "{person} tells the carton of line {line}: {carton}",
        person=asked.me.name,
        line=number,
        carton=carton_words(carton),
    )
    noted(work, row, "packing", words, asked.me.id, after=content)
    return shown(work, asked, row, (line("☑ Line {line}: {carton}", line=number, carton=carton_words(carton)),))


def written(work: Work, asked: Asked, row: OrderRow) -> list[Outgoing]:
    """The packing list on paper as the order is packed now; it is drawn, and she gets to see it."""
    paper, said = _current(work, asked, row)
    if paper is None:
        return said
    trade_papers.wished(work, paper, asked.me.id)
    words = line(
        "Packing list {number} of order {order}: it comes in a moment.", number=trade_papers.called(paper), order=row.id
    )
    return [asked.say((words,), ((Choice(line("Send"), f"/pack {row.id} send"),),), conversation=row.conversation_id)]


def sent(work: Work, asked: Asked, row: OrderRow) -> list[Outgoing]:
    """Its covering mail as a draft; not before the final inspection has passed (R214)."""
    if Need.FINAL_INSPECTION not in there(work, row):
        raise Refused(
            "The packing list of order {number} goes to the customer once the final inspection has passed. Its report:"
            " {example}",
            number=orders.called(row),
            example=f"/inspect {row.id} final passed",
        )
    paper, said = _current(work, asked, row)
    return said if paper is None else covered(work, asked, paper, COVER, again=paper.sent_at is not None)


def drawn(work: Work, row: TradePaperRow) -> list[Outgoing]:
    """The hook: whoever wanted to send it sees the mail."""
    return papers_drawn(work, row, COVER)


def has_left(work: Work, row: TradePaperRow) -> list[Outgoing]:
    """The hook: the goods are ready, which is a request for what is due before shipment (R214)."""
    order = papers.order_of(work.session, row)
    return [] if order is None else triggered(work, order, Trigger.BEFORE_SHIPMENT, row.sent_by)


def _current(work: Work, asked: Asked, row: OrderRow) -> tuple[TradePaperRow | None, list[Outgoing]]:
    """The released packing list that says how the order is packed now; None and what is to be said where it cannot be."""
    told = paper_of(work, row)
    if not told.rows:
        raise Refused("Order {number} has no goods yet, so there is nothing to pack.", number=orders.called(row))
    known = next(iter(trade_papers.of_order(work.session, row.id, Kind.PACKING)), None)
    if known is not None and trade_papers.content(known) == told and known.approved_at is not None:
        return known, []
    words = (line("The packing list of order {number} is written", number=orders.called(row)),)
    if known is not None and known.state in {PaperState.DRAFT, PaperState.APPROVED}:
        said = papers.changed(work, asked, known, told, words)
        paper, before = known, None
    else:
        paper, before, said = papers.drafted(work, asked.me.id, told, words, order=row, replaces=known), known, []
    if papers.lacking(paper):
        return None, [*said, *shown(work, asked, row, papers.lacking(paper))]
    said += papers.released(work, paper, None)
    if before is not None:
        trade_papers.moved(work, before, PaperEvent.AMENDED)
        trade_papers.moved(work, before, PaperEvent.REPLACED)
    return paper, said


def paper_of(work: Work, row: OrderRow) -> TradePaper:
    """The packing list as the order is packed now; sums only where every line is known."""
    order = orders.content(row)
    goods = counted(order.goods)
    lines = packed(lines_of(work, row))
    whole = load(lines)
    fit = fitting(whole)
    container = "" if fit is None else "LCL" if not fit.container else f"{fit.count} x {fit.container}"
    told = {
        "order": orders.called(row),
        "cartons": f"{whole.cartons}" if whole.cartons and all(each.cartons for each in lines) else "",
        "net_gross": "" if whole.net is None or whole.gross is None else f"{whole.net:,.2f} kg / {whole.gross:,.2f} kg",
        "volume": "" if whole.volume is None else f"{whole.volume:,.3f} m³",
        "container": container,
    }
    rows = tuple(_row(good, each) for good, each in zip(goods, lines, strict=True))
    return TradePaper(Kind.PACKING, order, tuple((name, text) for name, text in told.items() if text), rows)


def _row(good: QuoteLine, each: Packed) -> tuple[tuple[str, str], ...]:
    told = {
        "product": good.product,
        **{f"name_{language}": name for language, name in good.names},
        "name": good.name(),
        "quantity": figure_of(good.quantity),
        "unit": good.unit,
        "per_carton": figure_of(each.line.carton.per),
        "cartons": f"{each.cartons}" if each.cartons else "",
        "first": f"{each.first}" if each.cartons else "",
        "last": f"{each.last}" if each.cartons else "",
        "rest": figure_of(each.rest) if each.rest else "",
        "net": figure_of(each.net),
        "gross": figure_of(each.gross),
        "volume": figure_of(each.volume),
        "size": size_told(each.line.carton),
    }
    return tuple((name, text) for name, text in told.items() if text)


def _buttons(work: Work, row: OrderRow, lines: tuple[Packed, ...]) -> tuple[tuple[Choice, ...], ...]:
    if any(missing(each.line) for each in lines):
        return ((Choice(line("Order"), f"/order {row.id}"),),)
    first = [Choice(line("Paper"), f"/pack {row.id} paper")]
    if Need.FINAL_INSPECTION in there(work, row):
        first.append(Choice(line("Send"), f"/pack {row.id} send"))
    return (tuple(first), (Choice(line("Order"), f"/order {row.id}"),))


def _facts(work: Work, row: TradePaperRow, matter: ConversationRow) -> Mapping[str, Any]:
    order = orders.order(work.session, row.order_id)
    return {"order": (order.customer_number or str(order.id)) if order else ""}


COVER = Cover("packing_cover", _facts)
