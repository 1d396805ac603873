"""The shipment notice (装运通知, form B20): with whom the goods travel, when they leave and arrive (R216, R218)."""

from __future__ import annotations

from documents.paper import Paper
from documents.trade_parts import Parts, company_name, composed, customer, goods, orders_named, signature
from documents.trade_sheet import Sheet


def shipment_paper(sheet: Sheet) -> Paper:
    """Every word of it."""
    return composed(
        sheet,
        Parts(
            parties=customer(sheet, "consignee"),
            facts=orders_named(sheet),
            tables=goods(sheet, priced=False),
            heading="shipment",
            terms=(
                "forwarder", "vessel", "etd", "eta", "bill_of_lading", "booking", "customs_decl", "commodity_inspection",
                "origin_cert", "cartons", "net_gross", "volume", "container", "shipping_marks", "documents", "note",
            ),
            signatures=(signature(sheet, "signed_us", company_name(sheet), is_ours=True),),
            record=("customer_notified_at", "arrived_at"),
        ),
    )  # fmt: skip
