"""The contract (销售合同, form B11): goods and prices, then its terms as numbered clauses, signed by both parties (R161)."""

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

CLAUSES = (
    "material", "quality_standard", "packaging", "shipping_marks", "trade_country", "delivery_terms", "delivery_place_time",
    "transport", "insurance", "payment_method", "inspection_clause", "breach", "disputes", "spare_parts",
    "order_requirements", "annexes",
)  # fmt: skip
"""In the order in which they are numbered; those that say nothing and need not are left out."""


def contract_paper(sheet: Sheet) -> Paper:
    """Every word of it. The lawyer's opinion is the company's own and stands on no paper."""
    return composed(
        sheet,
        Parts(
            parties=customer(sheet, "buyer"),
            facts=(*orders_named(sheet), *currency_fact(sheet)),
            tables=goods(sheet, priced=True, pictures=sheet.paper.order.goods.pictures),
            in_words=total_in_words(sheet),
            clauses=CLAUSES,
            bank=bank(sheet),
            signatures=(
                signature(sheet, "signed_seller", company_name(sheet), is_ours=True),
                signature(sheet, "signed_buyer", customer_name(sheet)),
            ),
            record=(
                "template_kind", "reviewed_by", "rechecked_by", "company_signed_at", "copy_to_customer_at", "archive_ref",
            ),
        ),
    )  # fmt: skip
