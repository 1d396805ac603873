"""The sample form (样办单, form B9): what the customer wants to see, how many are made, and what became of it (R144, R146)."""

from __future__ import annotations

from documents.paper import Cell, Column, Paper, Table
from documents.paper_parts import clean, contact_lines, number_of
from documents.paper_words import unit_of, words_of
from documents.trade_parts import Parts, beside_number, composed, number_in, ours, signature, told
from documents.trade_sheet import Sheet
from documents.trade_words import field_words


def sample_paper(sheet: Sheet) -> Paper:
    """Every word of it; it stays in the house."""
    customer = told(sheet, "customer") or contact_lines((sheet.paper.order.goods.company,))
    return composed(
        sheet,
        Parts(
            parties=((field_words("customer", sheet.languages), customer), *ours(sheet)),
            tables=(_table(sheet),),
            heading="requirements",
            terms=(
                "sample_no", "customer_requirements", "need_by", "tech_contact", "label_instructions", "remarks",
            ),
            signatures=(
                signature(sheet, "signed_head", stamped=False),
                signature(sheet, "signed_technology", stamped=False),
            ),
            record=(
                "confirmed_by", "copies", "reviewed_by", "courier_no", "sent_at", "received_at", "retained_label",
                "feedback", "result",
            ),
        ),
    )  # fmt: skip


def _table(sheet: Sheet) -> Table:
    languages = sheet.languages
    return Table(
        (
            Column("count", words_of("item_number", languages), 11),
            Column("text", field_words("product", languages)),
            Column("number", field_words("qty_requested", languages), 34),
            Column("number", field_words("qty_made", languages), 34),
            Column("unit", words_of("unit", languages), 16),
        ),
        (
            (
                Cell(text=("1",)),
                Cell(strong=told(sheet, "product")),
                _counted(sheet, "qty_requested"),
                _counted(sheet, "qty_made"),
                Cell(text=clean(unit_of(_unit(sheet), languages), 30)),
            ),
        ),
    )


def _counted(sheet: Sheet, name: str) -> Cell:
    """A number, its unit stands in a column of its own; other words as they are."""
    text = sheet.paper.told(name)
    value = number_in(text)
    return Cell(text=clean(text)) if value is None else Cell(text=(number_of(value),), number=value)


def _unit(sheet: Sheet) -> str:
    texts = (sheet.paper.told(name) for name in ("qty_requested", "qty_made"))
    return next((beside_number(each) for each in texts if number_in(each) is not None), "")
