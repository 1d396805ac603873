"""What production and purchase orders say: of the order only what the works may know, and what people type (B13, B15)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from rules.address import envelope
from rules.money import amount_of, currency_of
from rules.order import Order
from rules.order_spoken import plain
from rules.quote import Quote
from rules.quote_difference import differences
from rules.refusal import Refused
from rules.trade_paper import TradePaper, value_of
from rules.words import Line, line, verbatim, word

PRODUCTION_FIELDS: Mapping[str, str] = {
    "quality": "quality_standard", "质量": "quality_standard", "质量标准": "quality_standard", "date": "delivery_date",
    "by": "delivery_date", "交期": "delivery_date", "发货日期": "delivery_date", "drawing": "drawings", "drawings": "drawings",
    "图纸": "drawings", "remark": "remarks", "remarks": "remarks", "备注": "remarks", "注意": "remarks", "注意事项": "remarks",
    "packaging": "packaging", "packing": "packaging", "包装": "packaging", "marks": "shipping_marks", "唛头": "shipping_marks",
    "details": "customer_details", "要求": "customer_details", "contract": "contract_ref", "合同": "contract_ref",
    "reason": "difference_reason", "原因": "difference_reason",
}  # fmt: skip
"""How the fields of a production order are typed."""
LONGEST = 2000

PO_EXAMPLE = "Acme Parts: housing 2000 pcs 1.20 CNY quality no burrs by 2026-04-10 mail sales@acme.example"
_FIELDS: Mapping[str, str] = {
    "quality": "quality", "质量": "quality", "质量要求": "quality", "by": "delivery_date", "date": "delivery_date",
    "交期": "delivery_date", "mail": "mail", "email": "mail", "邮箱": "mail", "邮件": "mail",
}  # fmt: skip
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_PART = re.compile(
    rf"(?P<part>.+?)\s*[x×*,，]?\s*(?P<quantity>(?:(?<=\s)-)?{_NUMBER})\s*(?P<unit>pcs|pc|pieces|sets?|kg|m|rolls?|pairs?|只|个|件|套|公斤|米|卷|双)"
    rf"(?:\s*(?:@|at|,|，|单价)?\s*(?P<first>[A-Za-z$€¥￥]{{1,3}})?\s*(?P<price>{_NUMBER})\s*(?P<last>[A-Za-z$€¥￥元]{{0,4}}))?",
    re.IGNORECASE,
)

_BEFORE = re.compile(
    r"(?:^|[\s,，。;；])((?:\d{4}年)?\d{1,2}月\d{1,2}[日号]|\d{4}-\d{1,2}-\d{1,2})\s*(?:之前|以前|前)(?:交货?|到货?)?"
)
"""A Chinese deadline without a name: 4月10日前交货."""


def for_works(told: Order) -> Order:
    """The order without the customer and without money: what production may read (C8)."""
    lines = tuple(
        replace(
            each,
            price=None,
            costs=(),
            cost_currency="",
            cost_source="",
            base=None,
            floor=None,
            ceiling=None,
            range_currency="",
        )
        for each in told.goods.lines
    )
    goods = Quote(
        lines=lines, delivery=told.goods.delivery, packaging=told.goods.packaging, language=told.goods.language,
        pictures=told.goods.pictures,
    )  # fmt: skip
    quality = tuple(each for each in told.clauses if each[0] == "quality_standard")
    return Order(goods, told.marks, told.requirements, told.remarks, clauses=quality)


def departures(paper: TradePaper, contract: Order) -> tuple[Line, ...]:
    """In what the production order does not say what was signed (R180); empty where it agrees."""
    signed = TradePaper(paper.kind, for_works(contract))
    found = list(differences(signed.order.goods, for_works(paper.order).goods, internal=False))
    for name, words in _COMPARED.items():
        before, after = value_of(signed, name).strip(), value_of(paper, name).strip()
        if before and before != after and not (name == "packaging" and before != paper.order.goods.packaging.strip()):
            found.append(line("{field}: {before} -> {after}", field=words, before=_short(before), after=_short(after)))
    return tuple(found)


_COMPARED: Mapping[str, Line] = {
    "packaging": word("packaging"),
    "shipping_marks": word("shipping marks"),
    "quality_standard": word("quality standard"),
    "customer_details": word("the customer's requirements"),
}


def _short(text: str) -> Line:
    told = " / ".join(text.split("\n"))
    return verbatim(told if len(told) <= 80 else f"{told[:79]}…") if told else word("empty")


@dataclass(frozen=True, slots=True)
class Part:
    """One position of a purchase order; `price` per unit in the order's currency, None as long as nobody has told it."""

    name: str
    quantity: Decimal
    unit: str
    price: Decimal | None


@dataclass(frozen=True, slots=True)
class Purchase:
    """What somebody typed of a purchase order; what was not said is empty."""

    supplier: str = ""
    parts: tuple[Part, ...] = ()
    currency: str = ""
    quality: str = ""
    by: str = ""
    """The delivery date as it was typed."""
    mail: str = ""


def purchase_in(text: str) -> Purchase:
    """`Acme Parts: housing 2000 pcs 1.20 CNY; screw 8000 pcs 0.02 quality no burrs by 2026-04-10 mail a@b.c`.

    Refuses what has no supplier, no part, a quantity of nothing, two currencies, or an address that is none.
    """
    words = plain(text.replace("：", ":"))
    supplier, colon, rest = words.partition(":")
    if not colon or not supplier.strip() or len(supplier) > 120:
        raise Refused("Which supplier, which part? Write it like {example}", example=f"/po 88 {PO_EXAMPLE}")
    head, told = _inline(rest)
    if "delivery_date" not in told:
        head, told = _inline(_BEFORE.sub(r" by \1", rest))
    parts, currencies = [], []
    for piece in (each.strip(" ,，") for each in re.split(r"[;；]", head)):
        if piece:
            part, currency = _part(piece)
            parts.append(part)
            currencies += [currency] if currency else []
    if not parts:
        raise Refused("Which part, how many? Write it like {example}", example=f"/po 88 {PO_EXAMPLE}")
    if len(set(currencies)) > 1:
        raise Refused(
            "One purchase order has one currency, not {currencies}.", currencies=", ".join(sorted(set(currencies)))
        )
    mail = told.get("mail", "")
    if mail:
        envelope(mail)
    return Purchase(
        supplier.strip(), tuple(parts), currencies[0] if currencies else "", told.get("quality", ""),
        told.get("delivery_date", ""), mail,
    )  # fmt: skip


def _inline(text: str) -> tuple[str, dict[str, str]]:
    """The parts, and what stands behind quality, by and mail."""
    spelled = "|".join(sorted(map(re.escape, _FIELDS), key=len, reverse=True))
    marks = list(re.finditer(rf"(?:^|(?<=[\s;,，。]))({spelled})(?=[\s:\d]|[^\x00-\x7f])\s*:?\s*", text, re.IGNORECASE))
    told: dict[str, str] = {}
    for number, mark in enumerate(marks):
        end = marks[number + 1].start() if number + 1 < len(marks) else len(text)
        told.setdefault(_FIELDS[mark[1].casefold()], text[mark.end() : end].strip(" ;,，。"))
    return (text[: marks[0].start()] if marks else text).strip(" ;,，"), {
        key: each for key, each in told.items() if each
    }


def _part(piece: str) -> tuple[Part, str]:
    found = _PART.fullmatch(piece)
    if found is None:
        raise Refused(
            'I do not understand "{part}". A part is written like {example}',
            part=piece[:60],
            example="housing 2000 pcs 1.20 CNY",
        )
    quantity, price = amount_of(found["quantity"]), amount_of(found["price"]) if found["price"] else None
    if quantity <= 0 or (price is not None and price <= 0):
        raise Refused("Quantity and price are more than nothing: {example}", example="housing 2000 pcs 1.20 CNY")
    unit = found["unit"].casefold()
    sign = found["last"] or found["first"] or ""
    currency = currency_of(sign) if sign else ""
    return Part(found["part"].strip(" ,，"), quantity, {"pc": "pcs", "pieces": "pcs"}.get(unit, unit), price), currency
