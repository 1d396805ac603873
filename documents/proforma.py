"""The proforma invoice (形式发票, form B10): goods, prices, terms, marks and bank details, to be signed and returned (R158)."""

from __future__ import annotations

from documents.paper import Paper
from documents.trade_parts import (
    Parts,
    bank,
    company_name,
    composed,
    currency_fact,
    customer,
    customer_name,
    goods,
    orders_named,
    signature,
    total_in_words,
)
from documents.trade_sheet import Sheet


def proforma_paper(sheet: Sheet) -> Paper:
    """Every word of it; the bank details are those that were approved with it."""
    return composed(
        sheet,
        Parts(
            parties=customer(sheet, "buyer"),
            facts=(*orders_named(sheet), *currency_fact(sheet)),
            tables=goods(sheet, priced=True, pictures=sheet.paper.order.goods.pictures),
            in_words=total_in_words(sheet),
            terms=(
                "delivery_terms", "payment_method", "delivery_time", "packaging", "shipping_marks", "order_requirements",
            ),
            bank=bank(sheet),
            signatures=(
                signature(sheet, "signed_seller", company_name(sheet), is_ours=True),
                signature(sheet, "signed_buyer", customer_name(sheet)),
            ),
            record=("confirmed_by", "signed_returned_at", "copy_accounting"),
        ),
    )  # fmt: skip
