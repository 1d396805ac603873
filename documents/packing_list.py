"""The packing list (装箱单, form B19): which cartons hold what, their weights and volume by line and in all, the marks (R213)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation

from documents.paper import Cell, Column, Paper, Table
from documents.paper_parts import clean, distinct, number_of
from documents.paper_words import unit_of, words_of
from documents.trade_parts import Parts, company_name, composed, customer, orders_named, signature
from documents.trade_sheet import Sheet
from documents.trade_words import trade_words

Row = Mapping[str, str]
_SUMMED = (3, 4, 6, 7, 8)
_QUANTITY = 4
_PLACES = {6: 2, 7: 2, 8: 3}
"""Decimal places of weights and volume."""
_NAMES = {3: "cartons", 4: "quantity", 6: "net", 7: "gross", 8: "volume"}


def packing_paper(sheet: Sheet) -> Paper:
    """Every word of it. Each row of the paper is a line as `rules.packing` has packed it, its figures as plain numbers."""
    return composed(
        sheet,
        Parts(
            parties=customer(sheet, "consignee"),
            facts=orders_named(sheet),
            tables=(_table(sheet),),
            heading="packing",
            terms=(
                "order", "customer_packaging", "marks", "cartons", "net_gross", "volume", "container", "contract_ref", "note",
            ),
            signatures=(signature(sheet, "signed_us", company_name(sheet), is_ours=True),),
            record=("inspection_ref", "sent_to_customer_at"),
        ),
    )  # fmt: skip


def _table(sheet: Sheet) -> Table:
    languages = sheet.languages
    rows = [dict(each) for each in sheet.paper.rows]
    return Table(
        (
            Column("count", words_of("item_number", languages), 11),
            Column("text", words_of("goods", languages)),
            Column("unit", trade_words("carton_numbers", languages), 20),
            Column("number", trade_words("cartons", languages), 14),
            Column("number", words_of("quantity", languages), 17),
            Column("unit", words_of("unit", languages), 10),
            Column("number", trade_words("net", languages), 17),
            Column("number", trade_words("gross", languages), 17),
            Column("number", trade_words("cubic", languages), 19),
        ),
        tuple(_row(sheet, number, each) for number, each in enumerate(rows, start=1)),
        sums=_sums(rows),
        sums_label=words_of("total", languages),
    )


def _row(sheet: Sheet, number: int, row: Row) -> tuple[Cell, ...]:
    first, last = row.get("first", ""), row.get("last", "")
    return (
        Cell(text=(f"{number}",)),
        Cell(strong=_named(sheet, row), soft=_about(sheet, row)),
        Cell(text=(first if first == last else f"{first}-{last}",)),
        _number(row, 3),
        _number(row, 4),
        Cell(text=clean(unit_of(row.get("unit", ""), sheet.languages), 30)),
        *(_number(row, place) for place in (6, 7, 8)),
    )


def _named(sheet: Sheet, row: Row) -> tuple[str, ...]:
    """Its name in the languages of the paper: name_en, name_zh, else the one that it has."""
    names = (row.get(f"name_{each}") or row.get("name", "") for each in sheet.languages)
    return distinct(text for each in names for text in clean(each))


def _about(sheet: Sheet, row: Row) -> tuple[str, ...]:
    """Its number, how many a carton holds, how large it is, and what the last one holds where it is not full."""
    main = sheet.languages[:1]
    size, rest = row.get("size"), row.get("rest")
    told = (
        trade_words("in_carton", main, count=row["per_carton"], unit=unit_of(row.get("unit", ""), main))
        if row.get("per_carton")
        else ()
    )
    sized = trade_words("sized", main, size=size) if size else ()
    return (
        *clean(row.get("product", "")),
        *told,
        *sized,
        *(trade_words("last_carton", main, count=rest) if rest else ()),
    )


def _number(row: Row, place: int) -> Cell:
    value = _value(row, place)
    return Cell() if value is None else Cell(text=(_shown(value, place),), number=value)


def _shown(value: Decimal, place: int) -> str:
    places = _PLACES.get(place)
    return number_of(value) if places is None else f"{value:,.{places}f}"


def _value(row: Row, place: int) -> Decimal | None:
    try:
        return Decimal(row.get(_NAMES[place], ""))
    except InvalidOperation:
        return None


def _sums(rows: Iterable[Row]) -> tuple[tuple[int, str, Decimal], ...]:
    """Of each column of figures that every line has; of quantities only where all are of one unit."""
    lines = list(rows)
    found = []
    for place in _SUMMED:
        values = [_value(each, place) for each in lines]
        known = [each for each in values if each is not None]
        if (
            len(known) != len(values)
            or not known
            or (place == _QUANTITY and len({each.get("unit") for each in lines}) > 1)
        ):
            continue
        whole = sum(known, Decimal())
        found.append((place, _shown(whole, place), whole))
    return tuple(found)
