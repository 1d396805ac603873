"""The form of a sample as a value: what the customer wants to see, how many are made of it, by when (form B9; R144, R147)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from rules.order import Order
from rules.quote import Quote, QuoteLine
from rules.trade_paper import Kind, TradePaper
from rules.words import Line, line, word

MOST = Decimal(1_000)
"""More pieces than that are no sample."""
FURTHEST = 730
"""Calendar days within which a sample is needed."""


@dataclass(frozen=True, slots=True)
class SampleForm:
    """What one version of the form says; `quantity` is what the customer asked for. Empty: not said yet."""

    customer: str = ""
    product: str = ""
    """Its number in the table of products, or what it is called."""
    name: str = ""
    """Its name and specification out of the table of products."""
    requirements: str = ""
    quantity: Decimal | None = None
    unit: str = "pcs"
    need_by: date | None = None
    label: str = ""
    """Which label and which instructions go with it (R151)."""
    contact: str = ""
    """The technical contact, by name (R148)."""


MANDATORY = ("product", "quantity", "requirements", "need_by", "label")
"""In the order in which they are asked for; the customer is known from the conversation."""

FORM_WORDS: Mapping[str, Line] = {
    "product": word("product"),
    "quantity": word("quantity"),
    "requirements": word("the customer's requirements"),
    "need_by": word("date needed"),
    "label": word("label and instructions"),
    "contact": word("technical contact"),
}
QUESTIONS: Mapping[str, Line] = {
    "product": line("Which product is the sample of? For example: {example}", example="LED-5050"),
    "quantity": line("How many pieces does the customer want? For example: {example}", example="3 pcs"),
    "requirements": line(
        "What exactly does the customer want? Every detail, for example: {example}", example="4000K, white frame"
    ),
    "need_by": line("By when is the sample needed? For example: {example}", example="2026-03-20"),
    "label": line("Which label and which instructions go with it?"),
    "contact": line("Who in production looks after it?"),
}


def missing(form: SampleForm) -> tuple[str, ...]:
    """Which mandatory fields are empty, in the order in which they are asked for (R144)."""
    return tuple(each for each in MANDATORY if not getattr(form, each))


def made(form: SampleForm, extra: int) -> Decimal | None:
    """How many are made: what was asked for, and the extra ones that stay here (R147). None where nothing was asked for."""
    return None if form.quantity is None else form.quantity + extra


def counted(quantity: Decimal | None, unit: str) -> str:
    return "" if quantity is None else f"{quantity.normalize():f} {unit}"


def as_paper(form: SampleForm, extra: int, number: str, language: str) -> TradePaper:
    """The sample form (样办单) with the fields of annex B9 that its writer fills in."""
    goods = QuoteLine(
        product=form.product,
        names=(("en", form.name or form.product),),
        specification=form.requirements,
        quantity=form.quantity,
        unit=form.unit,
    )
    told = {
        "sample_no": number,
        "customer": form.customer,
        "product": " · ".join(dict.fromkeys(filter(None, (form.product, form.name)))),
        "customer_requirements": form.requirements,
        "qty_requested": counted(form.quantity, form.unit),
        "qty_made": counted(made(form, extra), form.unit),
        "need_by": form.need_by.isoformat() if form.need_by else "",
        "tech_contact": form.contact,
        "label_instructions": form.label,
    }
    order = Order(goods=Quote(lines=(goods,), company=form.customer, language=language), requirements=form.requirements)
    return TradePaper(Kind.SAMPLE, order, tuple((name, text) for name, text in told.items() if text))


def to_plain(form: SampleForm) -> dict[str, Any]:
    """Every field as JSON can hold it, alike on every database."""
    plain: dict[str, Any] = {each.name: getattr(form, each.name) for each in fields(form)}
    return plain | {
        "quantity": None if form.quantity is None else f"{form.quantity:f}",
        "need_by": form.need_by.isoformat() if form.need_by else None,
    }


def from_plain(plain: Mapping[str, Any]) -> SampleForm:
    """What `to_plain` wrote; fields that an older program did not know keep their defaults."""
    known = {each.name for each in fields(SampleForm)}
    told = {name: value for name, value in plain.items() if name in known}
    quantity, need_by = told.get("quantity"), told.get("need_by")
    told |= {
        "quantity": None if quantity is None else Decimal(quantity),
        "need_by": date.fromisoformat(need_by) if need_by else None,
    }
    return SampleForm(**told)
