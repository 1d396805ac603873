"""A trade paper as a value: the goods it is about, the fields of its form (annex B), rows of its own; what is missing in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import Any

from rules.order import Order
from rules.order import from_plain as order_from_plain
from rules.order import to_plain as order_to_plain
from rules.words import Line, word


class Kind(StrEnum):
    """The papers of an order, by the names that the catalogue of documents knows them by."""

    PROFORMA = "proforma-invoice"
    CONTRACT = "contract"
    PRODUCTION = "production-order"
    PURCHASE = "purchase-order"
    INSPECTION = "inspection-report"
    PACKING = "packing-list"
    INVOICE = "commercial-invoice"
    SHIPMENT = "shipment-notice"
    REMINDER = "payment-reminder"
    SAMPLE = "sample-form"


K = Kind

SERIES: Mapping[Kind, str] = {
    K.PROFORMA: "PI",
    K.CONTRACT: "SC",
    K.PRODUCTION: "MO",
    K.PURCHASE: "PO",
    K.INSPECTION: "IR",
    K.PACKING: "PL",
    K.INVOICE: "CI",
    K.SHIPMENT: "SN",
    K.REMINDER: "PR",
    K.SAMPLE: "SF",
}
"""The first letters of their numbers: PI-2026-0007. Each series has no gaps (R168)."""

KIND_WORDS: Mapping[Kind, Line] = {
    K.PROFORMA: word("proforma invoice"),
    K.CONTRACT: word("contract"),
    K.PRODUCTION: word("production order"),
    K.PURCHASE: word("purchase order"),
    K.INSPECTION: word("inspection report"),
    K.PACKING: word("packing list"),
    K.INVOICE: word("commercial invoice"),
    K.SHIPMENT: word("shipment notice"),
    K.REMINDER: word("payment reminder"),
    K.SAMPLE: word("sample form"),
}

SIGNED = frozenset({K.PROFORMA, K.CONTRACT})
"""Signed by the customer (M4); a purchase order is signed back by the supplier (M10)."""
REVIEWED = frozenset({K.PROFORMA, K.CONTRACT, K.PRODUCTION, K.PURCHASE, K.SAMPLE})
"""Released by the supervisor before anybody else gets them (R145, R158, R165, R182, R191)."""
INSIDE = frozenset({K.PRODUCTION, K.INSPECTION, K.SAMPLE})
"""Never leave the house by mail to a customer."""

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TradePaper:
    """What one paper says. `fields` are its form's, by their names in annex B; `rows` those of a table of its own.

    Whatever is filled in later (who confirmed it, when it was signed) stands in the paper's row and not in here: it would
    change what was approved.
    """

    kind: Kind
    order: Order = field(default_factory=Order)
    fields: tuple[tuple[str, str], ...] = ()
    rows: tuple[tuple[tuple[str, str], ...], ...] = ()
    pictures: tuple[str, ...] = ()
    """SHA-256 of pictures in the store."""

    def told(self, name: str) -> str:
        return dict(self.fields).get(name, "")

    def with_field(self, name: str, text: str) -> TradePaper:
        kept = tuple(each for each in self.fields if each[0] != name)
        return replace(self, fields=(*kept, (name, text)) if text else kept)


MANDATORY: Mapping[Kind, tuple[str, ...]] = {
    K.PROFORMA: ("quantity", "unit_price", "total_price", "delivery_terms", "payment_method", "delivery_time",
                 "shipping_marks", "bank_details"),
    K.CONTRACT: ("goods_name", "spec_model", "quantity", "unit_total_price", "quality_standard", "packaging",
                 "trade_country", "delivery_place_time", "transport", "payment_method", "breach", "disputes"),
    K.PRODUCTION: ("contract_ref", "product_spec", "quantity", "quality_standard", "customer_details", "shipping_marks",
                   "packaging", "delivery_date"),
    K.PURCHASE: ("supplier", "part_requirements", "quantity", "unit_price", "quality", "delivery_date"),
    K.INSPECTION: ("order", "kind", "basis", "inspector", "inspected_at", "findings", "result"),
    K.PACKING: ("order", "customer_packaging", "lines", "cartons", "net_gross", "volume", "marks"),
    K.INVOICE: ("quantity", "unit_price", "total_price", "delivery_terms", "payment_method", "shipping_marks"),
    K.SHIPMENT: ("forwarder", "etd", "eta"),
    K.REMINDER: ("order", "amount_due", "due_on", "bank_details"),
    K.SAMPLE: ("customer", "product", "customer_requirements", "qty_requested", "qty_made", "need_by",
               "label_instructions"),
}  # fmt: skip
"""What has to be in a paper before it is released or leaves: the mandatory fields of its form that its writer fills in."""


def to_plain(paper: TradePaper) -> dict[str, Any]:
    """Every field as JSON can hold it, alike on every database."""
    plain: dict[str, Any] = {each.name: getattr(paper, each.name) for each in fields(paper)}
    return plain | {
        "kind": str(paper.kind),
        "order": order_to_plain(paper.order),
        "fields": [list(each) for each in paper.fields],
        "rows": [[list(each) for each in row] for row in paper.rows],
        "pictures": list(paper.pictures),
    }


def from_plain(plain: Mapping[str, Any]) -> TradePaper:
    """What `to_plain` wrote."""
    return TradePaper(
        kind=Kind(plain["kind"]),
        order=order_from_plain(plain.get("order", {})),
        fields=tuple((name, text) for name, text in plain.get("fields", ())),
        rows=tuple(tuple((name, text) for name, text in row) for row in plain.get("rows", ())),
        pictures=tuple(plain.get("pictures", ())),
    )


def value_of(paper: TradePaper, name: str) -> str:
    """What the paper says under that name of its form: its own field, else what the order tells; empty for nothing.

    It is for knowing whether something is there; how it is printed is the document's.
    """
    if own := paper.told(name):
        return own
    order, goods = paper.order, paper.order.goods
    lines = goods.lines
    whole: Mapping[str, str] = {
        "goods_name": _all(each.name() for each in lines),
        "product": _all(each.name() for each in lines),
        "product_spec": _all(each.product or each.specification for each in lines),
        "spec_model": _all(each.product or each.specification for each in lines),
        "quantity": _all("" if each.quantity is None else f"{each.quantity:f}" for each in lines),
        "unit_price": _all("" if each.price is None else f"{each.price:f}" for each in lines),
        "total_price": _all("" if each.price is None else f"{each.price:f}" for each in lines) and goods.currency,
        "unit_total_price": _all("" if each.price is None else f"{each.price:f}" for each in lines) and goods.currency,
        "delivery_terms": f"{goods.term} {goods.place}".strip() if goods.term else "",
        "payment_method": goods.payment,
        "delivery_time": goods.delivery,
        "delivery_place_time": f"{goods.place} {goods.delivery}".strip() if goods.place and goods.delivery else "",
        "shipping_marks": order.marks,
        "marks": order.marks,
        "packaging": goods.packaging,
        "customer_packaging": goods.packaging,
        "customer": goods.company or goods.contact,
        "customer_details": order.requirements,
        "customer_requirements": order.requirements,
        "lines": "rows" if paper.rows else "",
    }
    return whole.get(name) or order.clause(name)


def missing(paper: TradePaper) -> tuple[str, ...]:
    """Which mandatory fields of its form are empty, by their names in annex B."""
    return tuple(name for name in MANDATORY[paper.kind] if not value_of(paper, name).strip())


def _all(texts: Iterable[str]) -> str:
    """The texts together, where none of them is empty."""
    told = list(texts)
    return "; ".join(told) if told and all(told) else ""


FIELD_WORDS: Mapping[str, Line] = {
    "goods_name": word("goods"),
    "product": word("product"),
    "product_spec": word("specification"),
    "spec_model": word("specification and model"),
    "quantity": word("quantity"),
    "unit_price": word("unit price"),
    "total_price": word("total price"),
    "unit_total_price": word("unit price and total"),
    "delivery_terms": word("delivery terms"),
    "payment_method": word("payment method"),
    "delivery_time": word("delivery time"),
    "delivery_place_time": word("place and time of delivery"),
    "shipping_marks": word("shipping marks"),
    "marks": word("shipping marks"),
    "bank_details": word("bank details"),
    "quality_standard": word("quality standard"),
    "packaging": word("packaging"),
    "customer_packaging": word("packaging"),
    "trade_country": word("country of trade"),
    "transport": word("transport"),
    "insurance": word("insurance"),
    "inspection_clause": word("inspection and quarantine"),
    "breach": word("breach liability"),
    "disputes": word("dispute resolution"),
    "spare_parts": word("spare-part quota"),
    "annexes": word("annexes"),
    "contract_ref": word("contract or proforma invoice"),
    "customer_details": word("the customer's requirements"),
    "customer_requirements": word("the customer's requirements"),
    "delivery_date": word("delivery date"),
    "supplier": word("supplier"),
    "part_requirements": word("part requirements"),
    "quality": word("quality requirement"),
    "order": word("order"),
    "kind": word("kind"),
    "basis": word("basis"),
    "inspector": word("inspector"),
    "inspected_at": word("date of inspection"),
    "findings": word("findings"),
    "result": word("result"),
    "lines": word("packing details"),
    "cartons": word("cartons"),
    "net_gross": word("net and gross weight"),
    "volume": word("volume"),
    "forwarder": word("forwarder"),
    "etd": word("departure (ETD)"),
    "eta": word("arrival (ETA)"),
    "amount_due": word("amount due"),
    "due_on": word("due date"),
    "customer": word("customer"),
    "qty_requested": word("quantity requested"),
    "qty_made": word("quantity made"),
    "need_by": word("date needed"),
    "label_instructions": word("label and instructions"),
}
"""What people call the fields of the forms."""
