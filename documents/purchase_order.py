"""The purchase order (采购单, form B15): a part, its requirements, price and day, signed back by the supplier (R191)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from documents.paper import Cell, Column, Paper, Table
from documents.paper_parts import clean, contact_lines, distinct, number_of, paragraphs
from documents.paper_words import Words, unit_of, words_of
from documents.trade_parts import (
    Parts,
    beside_number,
    company_name,
    composed,
    currency_fact,
    goods,
    number_in,
    ours,
    signature,
    told,
    total_in_words,
)
from documents.trade_sheet import Sheet
from documents.trade_words import field_words, trade_words
from rules import money

Row = Mapping[str, str]


def purchase_paper(sheet: Sheet) -> Paper:
    """Every word of it. What the customer is called and pays never stands on it: only a purchase's own prices do (R328)."""
    return composed(
        sheet,
        Parts(
            parties=((trade_words("to_supplier", sheet.languages), _supplier(sheet)), *ours(sheet)),
            facts=currency_fact(sheet) if _is_own(sheet) else (),
            tables=_tables(sheet),
            in_words=total_in_words(sheet) if _is_own(sheet) else (),
            heading="requirements",
            terms=("part_requirements", "quality", "delivery_date", "packaging", "payment_method", "payment_state")
            if _is_own(sheet)
            else ("part_requirements", "quality", "delivery_date", "payment_state"),
            signatures=(
                signature(sheet, "signed_us", company_name(sheet), is_ours=True),
                signature(sheet, "signed_supplier", next(iter(_supplier(sheet)), "")),
            ),
            record=("reviewed_by", "signed_back_at", "preprod_sample"),
        ),
    )


def _supplier(sheet: Sheet) -> Words:
    return contact_lines(sheet.partner) or told(sheet, "supplier")


def _is_own(sheet: Sheet) -> bool:
    """Whether its goods are those of the purchase: no customer is named with them, and no table of its own tells them."""
    quote = sheet.paper.order.goods
    return not (quote.company or quote.contact or sheet.paper.rows or sheet.paper.told("unit_price"))


def _tables(sheet: Sheet) -> tuple[Table, ...]:
    if _is_own(sheet):
        return goods(sheet, priced=True)
    rows: list[Row] = [dict(each) for each in sheet.paper.rows] or [_only(sheet)]
    return (_table(sheet, rows),)


def _only(sheet: Sheet) -> Row:
    """One part, told by the fields of the form."""
    paper = sheet.paper
    return {
        "part": paper.told("part") or paper.told("part_name"),
        "quantity": paper.told("quantity"),
        "unit": paper.told("unit"),
        "unit_price": paper.told("unit_price"),
    }


def _table(sheet: Sheet, rows: list[Row]) -> Table:
    languages = sheet.languages
    currency = _currency(sheet, rows)
    whole = sum((_amount(each, currency) or Decimal() for each in rows), Decimal())
    columns = (
        Column("count", words_of("item_number", languages), 11),
        Column("text", trade_words("part", languages)),
        Column("number", field_words("quantity", languages), 22),
        Column("unit", words_of("unit", languages), 14),
        Column("number", field_words("unit_price", languages), 26, currency),
        Column("number", trade_words("amount", languages), 30, currency, is_product=True),
    )
    shown = money.shown(whole, currency) if currency else number_of(whole)
    return Table(
        columns,
        tuple(_row(sheet, f"{number}", each, currency) for number, each in enumerate(rows, start=1)),
        total=(words_of("total", languages), shown, whole),
        places=money.minor_digits(currency) if currency else 2,
    )


def _currency(sheet: Sheet, rows: list[Row]) -> str:
    """As it is told, or as it stands beside each price."""
    beside = {beside_number(_of(each, "unit_price")).upper()[:3] for each in rows}
    told_one = sheet.paper.told("currency").strip().upper()
    found = told_one or (beside.pop() if len(beside) == 1 else "")
    return found if found in money.CURRENCIES else ""


def _row(sheet: Sheet, number: str, row: Row, currency: str) -> tuple[Cell, ...]:
    quantity, price, whole = number_in(_of(row, "quantity")), number_in(_of(row, "unit_price")), _amount(row, currency)
    about = (
        text for name in ("specification", "part_requirements", "requirements") for text in paragraphs(_of(row, name))
    )
    unit = _of(row, "unit") or beside_number(_of(row, "quantity"))
    return (
        Cell(text=(number,)),
        Cell(strong=distinct((*clean(_of(row, "part")), *clean(_of(row, "name")))), soft=distinct(about)),
        Cell(text=(number_of(quantity),), number=quantity),
        Cell(text=clean(unit_of(unit, sheet.languages), 30)),
        Cell(text=(_shown(price, currency),), number=price),
        Cell(text=(_shown(whole, currency),), number=whole),
    )


def _of(row: Row, name: str) -> str:
    """A value of the row; its part may be called by the number or the name of its product."""
    return row.get(name) or (row.get("product") or "" if name == "part" else "")


def _amount(row: Row, currency: str) -> Decimal | None:
    quantity, price = number_in(_of(row, "quantity")), number_in(_of(row, "unit_price"))
    if quantity is None or price is None:
        return None
    return money.rounded(quantity * price, currency) if currency else quantity * price


def _shown(value: Decimal | None, currency: str) -> str:
    return "" if value is None else money.plain(value, currency) if currency else number_of(value)
