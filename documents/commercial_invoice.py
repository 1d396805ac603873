"""The commercial invoice (商业发票): what was shipped, what it costs, how it was to be paid and delivered (R215)."""

from __future__ import annotations

from documents.paper import Paper
from documents.trade_parts import (
    Parts,
    bank,
    company_name,
    composed,
    currency_fact,
    customer,
    goods,
    orders_named,
    signature,
    total_in_words,
)
from documents.trade_sheet import Sheet


def invoice_paper(sheet: Sheet) -> Paper:
    """Every word of it."""
    return composed(
        sheet,
        Parts(
            parties=customer(sheet, "buyer"),
            facts=(*orders_named(sheet), *currency_fact(sheet)),
            tables=goods(sheet, priced=True),
            in_words=total_in_words(sheet),
            terms=(
                "contract_ref", "delivery_terms", "payment_method", "shipping_marks", "lc_no", "origin", "packaging",
                "cartons", "net_gross", "volume", "vessel", "etd", "bill_of_lading", "note",
            ),
            bank=bank(sheet),
            signatures=(signature(sheet, "signed_us", company_name(sheet), is_ours=True),),
        ),
    )  # fmt: skip
