"""Samples of trade papers, one of each kind: an ordinary order of lighting, to look at templates and to try them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import partial

from documents.company import Company
from documents.samples import SAMPLE_COMPANY, sample_offer
from documents.trade_sheet import Sheet
from rules.order import Order
from rules.quote import Quote, QuoteLine, counted
from rules.trade_paper import SERIES, Kind, TradePaper

_ON = date(2026, 3, 20)
_CLAUSES = {
    "en": {
        "quality_standard": "As per the confirmed pre-production sample and IEC 60598. Colour tolerance within 3 SDCM.",
        "trade_country": "China",
        "transport": "By sea in containers; transshipment and partial shipment allowed",
        "insurance": "To be covered by the buyer",
        "inspection_clause": "Inspected by the seller before shipment. The buyer may inspect within 30 days after arrival at the"
        " port of destination; claims are made with photographs and the report of a neutral surveyor.",
        "breach": "0.5% of the value of the delayed goods for each week of delay, 5% at most; the same holds for late payment.",
        "disputes": "By friendly negotiation, failing which by arbitration of CIETAC, Shanghai, by its rules then in force.",
        "spare_parts": "1% drivers and 0.5% light sources, free of charge with the goods",
        "annexes": "Drawing LL-2031 rev. C",
    },
    "zh": {
        "quality_standard": "以确认的产前样及IEC 60598标准为准，色容差不超过3 SDCM。",
        "trade_country": "中国",
        "transport": "海运集装箱，允许转船及分批装运",
        "insurance": "由买方投保",
        "inspection_clause": "卖方出货前检验；货到目的港后30天内买方可复验，索赔须附照片及公证机构检验报告。",
        "breach": "每延迟一周按延迟货物金额的0.5%赔付，最高不超过5%；逾期付款同样适用。",
        "disputes": "双方友好协商解决；协商不成的，提交中国国际经济贸易仲裁委员会（上海）按其规则仲裁。",
        "spare_parts": "随货免费提供1%驱动电源及0.5%光源",
        "annexes": "图纸LL-2031 C版",
    },
}
_REQUIREMENTS = {
    "en": "Frame RAL 9016, matt. Label with the buyer's article number on each carton, two sides. No staples.",
    "zh": "边框RAL 9016哑光；每箱两侧贴客户货号标签；纸箱不打钉。",
}
_BANK = (
    "Beneficiary: Lumen Lighting Co., Ltd.; Bank: Bank of Example, Ningbo Branch; Address: 1 Bank Street, Ningbo, China;"
    " Account: 0123 4567 8901 2345; SWIFT: EXAMCNBJ92A"
)
_FIELDS: Mapping[Kind, Mapping[str, str]] = {
    Kind.PROFORMA: {"bank_details": _BANK},
    Kind.CONTRACT: {"bank_details": _BANK, "template_kind": "company standard", "contract_ref": "Q-2026-0031"},
    Kind.PRODUCTION: {
        "contract_ref": "SC-2026-0007", "delivery_date": "2026-05-08", "drawings": "LL-2031 rev. C; sample S12",
        "remarks": "Burn-in 4 h, 100%", "meeting_ref": "2026-03-23",
    },
    Kind.PURCHASE: {
        "supplier": "Yuyao Brightway Electronics", "quality": "Ripple below 3%; each lot with a test report",
        "delivery_date": "2026-04-10", "part_requirements": "With ENEC and CCC marks; leads 300 mm, stripped 8 mm",
    },
    Kind.INSPECTION: {
        "order": "88", "kind": "final", "basis": "SC-2026-0007 and sample S12", "inspector": "Wei Chen",
        "inspected_at": "2026-05-06", "sample_size": "80 of 6,950, AQL 2.5 / 4.0",
        "findings": "Two cartons with a dented corner, replaced on the spot",
        "result": "passed", "report_file": "IR-2026-0004.pdf",
    },
    Kind.PACKING: {
        "order": "88", "cartons": "459", "net_gross": "3,042.40 kg / 3,531.10 kg", "volume": "25.460 m³",
        "container": "1 x 20GP",
        "contract_ref": "SC-2026-0007",
    },
    Kind.INVOICE: {
        "contract_ref": "SC-2026-0007", "origin": "China", "cartons": "459", "net_gross": "3,042.40 kg / 3,531.10 kg",
        "bank_details": _BANK,
    },
    Kind.SHIPMENT: {
        "forwarder": "Ningbo Seaway Logistics", "vessel": "EVER EXAMPLE 0421W", "etd": "2026-05-15", "eta": "2026-06-14",
        "bill_of_lading": "EGLV1234567890", "booking": "NB240517", "cartons": "459", "volume": "25.460 m³",
    },
    Kind.REMINDER: {
        "order": "88", "part": "balance", "amount_due": "USD 22,969.80", "due_on": "2026-05-29", "bank_details": _BANK,
        "invoice_no": "CI-2026-0007",
    },
    Kind.SAMPLE: {
        "sample_no": "S12", "product": "LED-PNL-6060-40 · LED panel 600 x 600 mm, 40 W", "qty_requested": "2 pcs",
        "qty_made": "3 pcs", "need_by": "2026-04-02", "tech_contact": "Wei Chen", "customer": "Nordljus Belysning AB",
        "label_instructions": "Label S12 with rated power and lot; mounting instructions in English",
    },
}  # fmt: skip
_PACKED = (
    ("12", "480", "40", "1", "40", "11.5", "12.8", "64 x 64 x 12", "1.966"),
    ("25", "6000", "240", "41", "280", "5.2", "6.1", "125 x 20 x 20", "12.000"),
    ("6", "350", "59", "281", "339", "9.6", "10.9", "45 x 38 x 30", "3.027"),
    ("1", "120", "120", "340", "459", "6.4", "7.6", "42 x 42 x 40", "8.467"),
)


def sample_sheet(kind: Kind) -> Callable[[str, Company], Sheet]:
    """What the catalogue tries that kind with, in any language."""
    return partial(trade_sheet, kind)


def trade_sheet(kind: Kind, language: str, company: Company = SAMPLE_COMPANY, lines: int = 4) -> Sheet:
    """A paper of that kind of an order with so many lines."""
    order = _purchase() if kind is Kind.PURCHASE else _order(language, lines)
    return Sheet(
        paper=TradePaper(
            kind, order, fields=tuple(_FIELDS[kind].items()), rows=_rows(order) if kind is Kind.PACKING else ()
        ),
        number=f"{SERIES[kind]}-2026-0007",
        on=_ON,
        company=company,
        contact=("Ana Wang", "ana@lumen.example"),
        partner=("Yuyao Brightway Electronics", "sales@brightway.example") if kind is Kind.PURCHASE else (),
        order_number="88",
        customer_number="PO-4711",
        language=language,
        ticked={"confirmed_by": "Mei Zhou"} if kind is not Kind.SAMPLE else {},
    )


def _order(language: str, lines: int) -> Order:
    offer = sample_offer(language, lines=lines)
    told = [each for each in language.split("+") if each in _CLAUSES] or ["en"]
    clauses = tuple((name, "\n".join(_CLAUSES[each][name] for each in told)) for name in _CLAUSES["en"])
    return Order(
        goods=Quote(**{name: getattr(offer.quote, name) for name in _KEPT}, lines=counted(offer.quote)),
        marks="NORDLJUS\nPO-4711\nGÖTEBORG\nC/NO. 1-UP",
        requirements="\n".join(_REQUIREMENTS[each] for each in told),
        clauses=clauses,
    )


_KEPT = (
    "currency", "term", "place", "payment", "delivery", "packaging", "contact", "company", "address", "country", "language",
)  # fmt: skip


def _purchase() -> Order:
    part = QuoteLine(
        product="DRV-40-IP20",
        names=(("en", "LED driver 40 W, constant current 1,050 mA"), ("zh", "LED驱动电源 40瓦 恒流1050毫安")),
        specification="AC 220-240 V, PF > 0.95, 5 years",
        quantity=Decimal(500),
        price=Decimal("19.80"),
    )
    return Order(goods=Quote(lines=(part,), currency="CNY", payment="30 days after receipt", packaging="Trays of 50"))


def _rows(order: Order) -> tuple[tuple[tuple[str, str], ...], ...]:
    """As `handlers.packing` writes them."""
    return tuple(_row(each, _PACKED[place % len(_PACKED)]) for place, each in enumerate(order.goods.lines))


def _row(line: QuoteLine, packed: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    per, quantity, cartons, first, last, net, gross, size, volume = packed
    count = Decimal(cartons)
    rest = Decimal(quantity) % Decimal(per)
    return (
        ("product", line.product), *((f"name_{language}", name) for language, name in line.names), ("quantity", quantity),
        ("unit", line.unit), ("per_carton", per), ("cartons", cartons), ("first", first), ("last", last),
        ("net", f"{Decimal(net) * count:.2f}"), ("gross", f"{Decimal(gross) * count:.2f}"), ("volume", volume),
        ("size", size), ("rest", f"{rest}" if rest else ""),
    )  # fmt: skip
