"""The payment reminder: what is due for which order, since when, and to which account (R226, R235; after form B18)."""

from __future__ import annotations

from collections.abc import Mapping

from documents.paper import Cell, Column, Paper, Table
from documents.paper_parts import clean
from documents.paper_words import words_of
from documents.trade_parts import (
    Parts,
    bank,
    beside_number,
    company_name,
    composed,
    customer,
    number_in,
    orders_named,
    signature,
    told,
)
from documents.trade_sheet import Sheet
from documents.trade_words import field_words, trade_words


def reminder_paper(sheet: Sheet) -> Paper:
    """Every word of it; a row of its own for each part that is due, or one row with what its fields tell."""
    return composed(
        sheet,
        Parts(
            parties=customer(sheet, "buyer"),
            facts=orders_named(sheet),
            tables=(_table(sheet),),
            terms=("order", "amount_due", "due_on", "received", "invoice_no", "contract_ref", "promised_date", "note"),
            bank=bank(sheet),
            signatures=(signature(sheet, "signed_us", company_name(sheet), is_ours=True),),
        ),
    )


def _table(sheet: Sheet) -> Table:
    languages = sheet.languages
    rows: list[Mapping[str, str]] = [dict(each) for each in sheet.paper.rows] or [
        {name: sheet.paper.told(name) for name in ("part", "due_on", "amount_due")}
    ]
    currencies = {beside_number(_amount(each)) for each in rows if number_in(_amount(each)) is not None}
    currency = currencies.pop() if len(currencies) == 1 else ""
    return Table(
        (
            Column("count", words_of("item_number", languages), 11),
            Column("text", field_words("part", languages)),
            Column("short", field_words("due_on", languages), 44),
            Column("number", field_words("amount_due", languages), 44, currency),
        ),
        tuple(_row(sheet, number, each, currency) for number, each in enumerate(rows, start=1)),
    )


def _amount(row: Mapping[str, str]) -> str:
    return row.get("amount_due") or row.get("amount") or ""


def _row(sheet: Sheet, number: int, row: Mapping[str, str], currency: str) -> tuple[Cell, ...]:
    text = _amount(row)
    amount = number_in(text) if currency else None
    single = Sheet(sheet.paper, "", sheet.on, sheet.company, language=sheet.language, ticked=row)
    part = told(single, "part") or trade_words("payment-reminder", sheet.languages)
    return (
        Cell(text=(f"{number}",)),
        Cell(strong=part),
        Cell(text=told(single, "due_on")),
        Cell(text=clean(text.replace(currency, ""), 60), number=amount),
    )
