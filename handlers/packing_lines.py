"""The lines of an order as they are packed, out of the table of products and what was typed by hand; and how chat tells them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from rules.packing import MISSING, Carton, Load, Packed, ToPack, carton_of, fitting, missing, size_told
from rules.packing_typed import EXAMPLE, UNKNOWN
from rules.products import plain
from rules.quote import QuoteLine, counted
from rules.words import Line, line, verbatim
from storage import orders
from storage.products import numbered
from storage.tables.orders import OrderRow
from storage.work import Work

RECORD = "packaging"
"""The kind of the record in which carton data of a line are kept; `sort` says of which line."""
SHOWN = 20
"""Lines of one message."""
_LONGEST = 60


def lines_of(work: Work, row: OrderRow) -> tuple[ToPack, ...]:
    """The goods with their cartons: as somebody has typed them for the line, else as the table of products knows them."""
    goods = counted(orders.content(row).goods)
    known = numbered(work.session, [each.product for each in goods if each.product])
    typed = _typed(work, row)
    return tuple(
        _to_pack(place, each, typed, carton_of(known.get(each.product))) for place, each in enumerate(goods, 1)
    )


def carton_words(carton: Carton) -> str:
    """50/ctn, 11 kg / 12.5 kg, 60 x 40 x 30 cm."""
    weights = " / ".join(f"{figure_of(each)} kg" for each in (carton.net, carton.gross) if each is not None)
    size = size_told(carton)
    per = f"{figure_of(carton.per)}/ctn" if carton.per else ""
    return ", ".join(each for each in (per, weights, f"{size} cm" if size else "") if each)


def line_words(place: int, each: Packed) -> Line:
    """One line: its cartons, their numbers, weights and volume."""
    facts: dict[str, Any] = {
        "line": place,
        "product": verbatim((each.line.product or each.line.name)[:_LONGEST]),
        "quantity": f"{figure_of(each.line.quantity) or '?'} {each.line.unit}".strip(),
    }
    if not each.cartons:
        return line("{line}. {product}, {quantity}: no cartons known", **facts)
    range_ = f"{each.first}" if each.first == each.last else f"{each.first}-{each.last}"
    facts |= {"cartons": each.cartons, "range": range_, "weights": _weights(each.net, each.gross, each.volume)}
    if each.rest:
        return line(
            "{line}. {product}, {quantity}: {cartons} cartons ({range}), the last one with {rest}; {weights}",
            rest=figure_of(each.rest),
            **facts,
        )
    return line("{line}. {product}, {quantity}: {cartons} cartons ({range}); {weights}", **facts)


def _weights(net: Decimal | None, gross: Decimal | None, volume: Decimal | None) -> str:
    return f"N.W. {_figure(net, 'kg', 2)}, G.W. {_figure(gross, 'kg', 2)}, {_figure(volume, 'm³', 3)}"


def _figure(value: Decimal | None, unit: str, places: int) -> str:
    return f"? {unit}" if value is None else f"{value:,.{places}f} {unit}"


def sum_words(whole: Load) -> Line:
    """What all lines come to."""
    return line(
        "Total: {cartons} cartons; {weights}",
        cartons=whole.cartons,
        weights=_weights(whole.net, whole.gross, whole.volume),
    )


def container_lines(whole: Load) -> list[Line]:
    """What it travels in, and what decides that."""
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


def unknown_lines(row: OrderRow, lines: tuple[Packed, ...]) -> list[Line]:
    """What is not known of which line, and the line to type."""
    lacks = [(place, missing(each.line)) for place, each in enumerate(lines, start=1)]
    lacks = [each for each in lacks if each[1]]
    if not lacks:
        return []
    found = [
        line("Line {line} lacks {fields}.", line=place, fields=tuple(MISSING[name] for name in names))
        for place, names in lacks[:SHOWN]
    ]
    example = EXAMPLE.replace("88 2", f"{row.id} {lacks[0][0]}")
    return [*found, line("Tell me like this: {example}", example=example)]


def _to_pack(place: int, good: QuoteLine, typed_: Mapping[int, Mapping[str, Any]], known: Carton) -> ToPack:
    line_ = ToPack(good.product, good.name(), good.quantity, good.unit, known)
    own = typed_.get(place)
    if own is None or own.get("of") != key_of(line_):
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


def key_of(line_: ToPack) -> str:
    """By what typed carton data know their line again."""
    return line_.product or line_.name


def figure_of(value: Decimal | None) -> str:
    """A number as people write it; empty for none."""
    return "" if value is None else f"{plain(value):f}"
