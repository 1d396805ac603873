"""Samples of papers, to look at a template and to try it: an ordinary one, and with what makes papers break."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from documents.company import Company
from documents.quotation import Offer
from rules.quote import Quote, QuoteLine

SAMPLE_COMPANY = Company(
    name="Lumen Lighting Co., Ltd.",
    name_zh="宁波流明照明有限公司",
    address="18 Example Road, Beilun District, Ningbo 315800, Zhejiang, China",
    address_zh="中国浙江省宁波市北仑区示例路18号 315800",
    telephone="+86 574 5550 1234",
    mail="info@lumen.example",
    web="www.lumen.example",
    banks={
        "": "Beneficiary: Lumen Lighting Co., Ltd.; Bank: Bank of Example, Ningbo Branch;"
        " Address: 1 Bank Street, Ningbo, China; Account: 0123 4567 8901 2345; SWIFT: EXAMCNBJ92A"
    },
)
"""Stands in where no company is set up yet."""

_GOODS = (
    (
        "LED-PNL-6060-40",
        "LED panel 600 x 600 mm, 40 W",
        "LED平板灯 600×600毫米 40瓦",
        "Recessed, aluminium frame, PMMA light guide",
        "4000 K, CRI > 80, 4,000 lm, UGR < 19, AC 220-240 V",
        "480",
        "24.80",
    ),
    (
        "LED-T8-1200-18",
        "LED tube T8, 1.2 m, 18 W",
        "LED灯管 T8 1.2米 18瓦",
        "Glass tube, single-end feed, G13",
        "6500 K, 1,980 lm",
        "6000",
        "1.945",
    ),
    (
        "LED-FLD-100",
        "LED flood light, 100 W",
        "LED投光灯 100瓦",
        "Die-cast aluminium, tempered glass",
        "5000 K, IP66, IK08, 11,000 lm",
        "350",
        "13.20",
    ),
    (
        "LED-HBY-150",
        "LED high bay, 150 W",
        "LED工矿灯 150瓦",
        "With hook and safety rope",
        "5000 K, 90°, 1-10 V dimming, 21,000 lm",
        "120",
        "38.50",
    ),
)
_TERMS = {
    "en": (
        "30 % deposit by T/T with the order, balance by T/T against a copy of the bill of lading",
        "35 days after receipt of the deposit",
        "Export cartons on fumigated pallets",
        "Samples are free of charge; the courier is for the buyer's account.",
    ),
    "zh": (
        "预付30%定金（T/T），余款凭提单副本付清",
        "收到定金后35天内发货",
        "出口纸箱，熏蒸托盘",
        "样品免费，快递费由买方承担。",
    ),
}


def sample_offer(language: str, company: Company = SAMPLE_COMPANY, lines: int = 4) -> Offer:
    """A quotation as it may be: alternatives, a price of three decimals, terms in the language of the paper."""
    told = [_TERMS[each] for each in (language.split("+") if language in ("en", "zh", "en+zh", "zh+en") else ["en"])]
    payment, delivery, packaging, remarks = ("\n".join(each) for each in zip(*told, strict=True))
    quote = Quote(
        lines=(*(_line(each) for each in range(lines)), _ALTERNATIVE),
        currency="USD",
        term="FOB",
        place="Ningbo, China",
        payment=payment,
        delivery=delivery,
        packaging=packaging,
        remarks=remarks,
        valid_until=date(2026, 4, 5),
        contact="Ms. Eva Lindqvist",
        company="Nordljus Belysning AB",
        address="Storgatan 12\n411 24 Göteborg",
        country="SE",
        language=language,
    )
    return Offer(quote, "Q-2026-0031", date(2026, 3, 6), company, ("Ana Wang", "ana@lumen.example"))


def _line(number: int) -> QuoteLine:
    product, english, chinese, description, specification, quantity, price = _GOODS[number % len(_GOODS)]
    return QuoteLine(
        product=product,
        names=(("en", english), ("zh", chinese)),
        description=description,
        specification=specification,
        quantity=Decimal(quantity),
        price=Decimal(price),
    )


_ALTERNATIVE = QuoteLine(
    product="LED-PNL-6060-40E",
    names=(
        ("en", "LED panel 600 x 600 mm, 40 W, with emergency kit"),
        ("zh", "LED平板灯 600×600毫米 40瓦，带应急电源"),
    ),
    specification="As No. 1, with 3 h emergency light",
    quantity=Decimal(480),
    price=Decimal("38.40"),
    alternative=True,
)
