"""The rows of the catalogue for the papers of orders and samples, by the names of `rules.trade_paper.Kind`."""

from __future__ import annotations

import re
from collections.abc import Callable

from documents.commercial_invoice import invoice_paper
from documents.contract import contract_paper
from documents.inspection_report import inspection_paper
from documents.packing_list import packing_paper
from documents.paper import Paper
from documents.payment_reminder import reminder_paper
from documents.production_order import production_paper
from documents.proforma import proforma_paper
from documents.purchase_order import purchase_paper
from documents.sample_form import sample_paper
from documents.shipment_notice import shipment_paper
from documents.trade_sheet import Sheet
from documents.trade_words import WORDS
from rules.trade_paper import Kind

PAPERS: tuple[tuple[Kind, Callable[[Sheet], Paper]], ...] = (
    (Kind.PROFORMA, proforma_paper),
    (Kind.CONTRACT, contract_paper),
    (Kind.PRODUCTION, production_paper),
    (Kind.PURCHASE, purchase_paper),
    (Kind.INSPECTION, inspection_paper),
    (Kind.PACKING, packing_paper),
    (Kind.INVOICE, invoice_paper),
    (Kind.SHIPMENT, shipment_paper),
    (Kind.REMINDER, reminder_paper),
    (Kind.SAMPLE, sample_paper),
)
_UNSAFE = re.compile(r"[^A-Za-z0-9.-]+")


def trade_name(sheet: Sheet) -> str:
    """Packing-List-PL-2026-0007, without the ending."""
    english = WORDS[str(sheet.paper.kind)][0]
    return _UNSAFE.sub("-", f"{english} {sheet.number}").strip("-.")
