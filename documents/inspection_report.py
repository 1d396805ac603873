"""The inspection report (验货报表, form B17): what was looked at, what was found, with its photographs; no price (R198, R328)."""

from __future__ import annotations

from documents.paper import Paper
from documents.trade_parts import Parts, composed, goods, ours, signature, told
from documents.trade_sheet import Sheet


def inspection_paper(sheet: Sheet) -> Paper:
    """Every word of it; neither the customer nor a price stands on it."""
    return composed(
        sheet,
        Parts(
            parties=ours(sheet),
            tables=goods(sheet, priced=False),
            heading="inspection",
            terms=(
                "order", "kind", "basis", "inspector", "inspected_at", "sample_size", "findings", "result", "rework_to",
                "remarks",
            ),
            photos=sheet.paper.pictures,
            signatures=(
                signature(sheet, "signed_inspector", next(iter(told(sheet, "inspector")), ""), stamped=False),
                signature(sheet, "signed_head", stamped=False),
            ),
            record=("reported_to", "report_file"),
        ),
    )  # fmt: skip
