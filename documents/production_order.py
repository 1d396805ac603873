"""The production order (生产加工单, form B13): what is to be made, and how; neither customer nor price (R181, R328)."""

from __future__ import annotations

from documents.paper import Paper
from documents.trade_parts import Parts, composed, goods, orders_named, ours, signature
from documents.trade_sheet import Sheet


def production_paper(sheet: Sheet) -> Paper:
    """Every word of it; the customer's own order number stays out of it like the name."""
    return composed(
        sheet,
        Parts(
            parties=ours(sheet),
            facts=orders_named(sheet)[:1] if sheet.order_number else (),
            tables=goods(sheet, priced=False, pictures=True),
            heading="requirements",
            terms=(
                "contract_ref", "delivery_date", "quality_standard", "customer_details", "packaging", "shipping_marks",
                "drawings", "remarks",
            ),
            signatures=(
                signature(sheet, "signed_head", stamped=False),
                signature(sheet, "signed_production", stamped=False),
                signature(sheet, "signed_warehouse", stamped=False),
            ),
            record=("confirmed_by", "issued_to", "meeting_ref"),
        ),
    )  # fmt: skip
