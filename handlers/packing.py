"""How an order is packed, in chat and on paper: out of the table of products and what was typed by hand (R213, R214)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from handlers import trade_papers as papers
from handlers.asked import Asked
from handlers.order_gates import there
from handlers.ordering import noted
from handlers.paper_sending import Cover, covered, papers_drawn
from handlers.payments import triggered
from rules.order_moves import Need
from rules.outgoing import Choice, Outgoing
from rules.packing import MISSING, Carton, Load, Packed, ToPack, carton_of, fitting, load, missing, packed, size_told
from rules.packing_typed import EXAMPLE, UNKNOWN, carton_typed
from rules.payment import Trigger
from rules.products import plain
from rules.quote import QuoteLine, counted
from rules.refusal import Refused
from rules.trade_paper import Kind, TradePaper
from rules.trade_paper_moves import PaperEvent, PaperState
from rules.words import Line, line, title, verbatim
from storage import orders, trade_papers
from storage.products import numbered
from storage.tables.conversations import ConversationRow
from storage.tables.orders import OrderRow
from storage.tables.trade_papers import TradePaperRow
from storage.work import Work

RECORD = "packaging"
"""The kind of the record in which carton data of a line are kept; `sort` says of which line."""
_SHOWN = 20
_LONGEST = 60


def lines_of(work: Work, row: OrderRow) -> tuple[ToPack, ...]:
    """The goods with their cartons: as somebody has typed them for the line, else as the table of products knows them."""
    goods = counted(orders.content(row).goods)
    known = numbered(work.session, [each.product for each in goods if each.product])
    typed = _typed(work, row)
    return tuple(
        _to_pack(place, each, typed, carton_of(known.get(each.product))) for place, each in enumerate(goods, 1)
    )


def shown(work: Work, asked: Asked, row: OrderRow, above: tuple[Line, ...] = ()) -> list[Outgoing]:
    """The packing list in chat: each line, the sums, the container, what is not known and how it is told."""
    lines = packed(lines_of(work, row))
    if not lines:
        raise Refused("Order {number} has no goods yet, so there is nothing to pack.", number=orders.called(row))
    whole = load(lines)
    told = [*above, title("Packing of order {number}", number=orders.called(row))]
    told += [_line(place, each) for place, each in enumerate(lines[:_SHOWN], start=1)]
    if len(lines) > _SHOWN:
        told.append(line("… and {count} more lines", count=len(lines) - _SHOWN))
    told += [_sums(whole), *_container(whole), *_unknown(row, lines)]
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
    content = {"line": number, "of": _key(before), **{name: _text(value) for name, value in asdict(carton).items()}}
    orders.recorded(work, row, RECORD, content, asked.me.id, sort=f"line {number}")
    words = line(
        "{person} tells the carton of line {line}: {carton}", person=asked.me.name, line=number, carton=_carton(carton)
    )
    noted(work, row, "packing", words, asked.me.id, after=content)
    return shown(work, asked, row, (line("☑ Line {line}: {carton}", line=number, carton=_carton(carton)),))


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
        "quantity": _text(good.quantity),
        "unit": good.unit,
        "per_carton": _text(each.line.carton.per),
        "cartons": f"{each.cartons}" if each.cartons else "",
        "first": f"{each.first}" if each.cartons else "",
        "last": f"{each.last}" if each.cartons else "",
        "rest": _text(each.rest) if each.rest else "",
        "net": _text(each.net),
        "gross": _text(each.gross),
        "volume": _text(each.volume),
        "size": size_told(each.line.carton),
    }
    return tuple((name, text) for name, text in told.items() if text)


def _to_pack(place: int, good: QuoteLine, typed_: Mapping[int, Mapping[str, Any]], known: Carton) -> ToPack:
    line_ = ToPack(good.product, good.name(), good.quantity, good.unit, known)
    own = typed_.get(place)
    if own is None or own.get("of") != _key(line_):
        return line_
    values = {name: Decimal(own[name]) for name in asdict(UNKNOWN) if own.get(name)}
    return ToPack(good.product, good.name(), good.quantity, good.unit, Carton(**values))


def _typed(work: Work, row: OrderRow) -> dict[int, Mapping[str, Any]]:
    """What was typed of each line last; it holds for as long as the line is of that product."""
    found: dict[int, Mapping[str, Any]] = {}
    for each in orders.records(work.session, row.id, RECORD):
        if isinstance(each.content.get("line"), int):
            found.setdefault(each.content["line"], each.content)
    return found


def _key(line_: ToPack) -> str:
    return line_.product or line_.name


def _text(value: Decimal | None) -> str:
    return "" if value is None else f"{plain(value):f}"


def _carton(carton: Carton) -> str:
    weights = " / ".join(f"{_text(each)} kg" for each in (carton.net, carton.gross) if each is not None)
    size = size_told(carton)
    per = f"{_text(carton.per)}/ctn" if carton.per else ""
    return ", ".join(each for each in (per, weights, f"{size} cm" if size else "") if each)


def _line(place: int, each: Packed) -> Line:
    facts: dict[str, Any] = {
        "line": place,
        "product": verbatim((each.line.product or each.line.name)[:_LONGEST]),
        "quantity": f"{_text(each.line.quantity) or '?'} {each.line.unit}".strip(),
    }
    if not each.cartons:
        return line("{line}. {product}, {quantity}: no cartons known", **facts)
    range_ = f"{each.first}" if each.first == each.last else f"{each.first}-{each.last}"
    facts |= {"cartons": each.cartons, "range": range_, "weights": _weights(each.net, each.gross, each.volume)}
    if each.rest:
        return line(
            "{line}. {product}, {quantity}: {cartons} cartons ({range}), the last one with {rest}; {weights}",
            rest=_text(each.rest),
            **facts,
        )
    return line("{line}. {product}, {quantity}: {cartons} cartons ({range}); {weights}", **facts)


def _weights(net: Decimal | None, gross: Decimal | None, volume: Decimal | None) -> str:
    return f"N.W. {_figure(net, 'kg', 2)}, G.W. {_figure(gross, 'kg', 2)}, {_figure(volume, 'm³', 3)}"


def _figure(value: Decimal | None, unit: str, places: int) -> str:
    return f"? {unit}" if value is None else f"{value:,.{places}f} {unit}"


def _sums(whole: Load) -> Line:
    return line(
        "Total: {cartons} cartons; {weights}",
        cartons=whole.cartons,
        weights=_weights(whole.net, whole.gross, whole.volume),
    )


def _container(whole: Load) -> list[Line]:
    fit = fitting(whole)
    if fit is None:
        return []
    full = f"{int(fit.full * 100)}%"
    if not fit.container:
        told = line("Container: LCL, part of a shared one")
    elif fit.count == 1:
        told = line("Container: one {container}, {full} full", container=fit.container, full=full)
    else:
        told = line(
            "Container: {count} x {container}, the last one {full} full",
            count=fit.count,
            container=fit.container,
            full=full,
        )
    found = [told]
    if fit.by_weight:
        found.append(line("The weight decides, not the room."))
    if whole.gross is None:
        found.append(line("The weight is not known: heavy goods may need more."))
    return found


def _unknown(row: OrderRow, lines: tuple[Packed, ...]) -> list[Line]:
    """What is not known of which line, and the line to type."""
    lacks = [(place, missing(each.line)) for place, each in enumerate(lines, start=1)]
    lacks = [each for each in lacks if each[1]]
    if not lacks:
        return []
    found = [
        line("Line {line} lacks {fields}.", line=place, fields=tuple(MISSING[name] for name in names))
        for place, names in lacks[:_SHOWN]
    ]
    example = EXAMPLE.replace("88 2", f"{row.id} {lacks[0][0]}")
    return [*found, line("Tell me like this: {example}", example=example)]


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
