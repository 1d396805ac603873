"""The values of a quotation's fields as they are typed behind a label or as the answer to a question."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from rules.money import currency_of
from rules.quote_days import days_in, until
from rules.quote_labels import LANGUAGES, UNIT_OF, YES, narrow, place_named
from rules.quote_numbers import Figures, figures, has_figures, price_of, quantity_of, whole_of
from rules.quote_parts import Change, Part, free_text
from rules.refusal import Refused

FREE = frozenset(
    {"payment", "delivery", "packaging", "contact", "company", "address", "remarks", "reason", "assumptions"}
)
SENTENCES = frozenset({"payment", "delivery", "packaging"})
EXAMPLES: Mapping[str, str] = {
    "payment": "payment 30% T/T deposit, balance against B/L copy",
    "delivery": "delivery 30 days after deposit",
    "valid_until": "valid 30 days",
    "packaging": "packing export carton",
    "currency": "USD",
    "term": "FOB Ningbo",
    "place": "place Ningbo",
    "contact": "contact Eva Braun",
    "company": "company Kunde GmbH",
    "address": "address Hafenstr. 1, Hamburg",
    "country": "country Germany",
    "language": "language en+zh",
    "remarks": "remark samples are free",
    "reason": "reason first order of a large customer",
    "assumptions": "assume carton as last time",
    "pictures": "pictures yes",
}


def field_of(name: str, value: str, piece: str, today: date) -> list[Part]:
    return _FIELDS.get(name, _text_field(name))(value, piece, today)


def line_change(number: int, field: str, value: str, piece: str) -> Change:
    match field:
        case "quantity":
            told = figures(f"qty {value}" if not value.lower().startswith(("x", "×", "*", "qty", "数量")) else value)
            quantity = told.quantity if told.quantity is not None else quantity_of(value)
            return Change(field, (whole_of(quantity, told.unit, value), told.unit), number, piece)
        case "price":
            told = figures(value if has_figures(value) else f"@ {value}")
            price = priced(told) if told.price is not None else (price_of(value), "", "")
            return Change(field, price, number, piece)
        case "unit":
            return Change(field, UNIT_OF.get(value.casefold(), free_text(value)[:20]), number, piece)
        case "alternative":
            return Change(field, yes(value), number, piece)
    return Change(field, free_text(value), number, piece)


def priced(told: Figures) -> tuple[Decimal | None, str, str]:
    """Price, currency, and the unit that it is for, where it stands alone."""
    return told.price, told.currency, "" if told.quantity is not None else told.unit


def yes(value: str) -> bool:
    word = value.strip().casefold()
    if word not in YES:
        raise Refused("{word}: write yes or no.", word=value[:20])
    return YES[word]


def is_currency(text: str) -> bool:
    try:
        return bool(currency_of(text)) and not text.isdigit()
    except Refused:
        return False


def _text_field(name: str) -> Callable[[str, str, date], list[Part]]:
    return lambda value, piece, _: [Change(name, free_text(value), words=piece)]


def of_delivery(value: str, piece: str, today: date) -> list[Part]:
    days: int | None
    if re.fullmatch(r"\d{4}[-/.年].*|\d{1,2}[./]\d{1,2}[./]\d{4}", value.strip()):
        days = (until(value, today) - today).days
    else:
        days = days_in(value)
    if days is None and re.fullmatch(r"[-\d\s.]+", value):
        days = days_in(f"{value.strip()} days")
        value = f"{value.strip()} days"
    return [Change("delivery", (free_text(value), days), words=piece)]


def _of_validity(value: str, piece: str, today: date) -> list[Part]:
    words = re.sub(r"^(?:until|till|to|for|至|到)\s*", "", narrow(value).strip(), flags=re.IGNORECASE)
    return [Change("valid_until", until(words, today), words=piece)]


def of_currency(value: str, piece: str, _: date) -> list[Part]:
    return [Change("currency", currency_of(value), words=piece)]


def _of_language(value: str, piece: str, _: date) -> list[Part]:
    told = LANGUAGES.get("".join(value.casefold().split()).replace("&", "+").replace("and", "+").replace("和", ""))
    if told is None:
        raise Refused(
            "The paper is in {languages}. Write it like {example}.", languages="en, zh, en+zh", example="language en+zh"
        )
    return [Change("language", told, words=piece)]


def _of_pictures(value: str, piece: str, _: date) -> list[Part]:
    return [Change("pictures", yes(value), words=piece)]


def _of_place(value: str, piece: str, _: date) -> list[Part]:
    return [Change("place", place_named(free_text(value)), words=piece)]


_FIELDS: Mapping[str, Callable[[str, str, date], list[Part]]] = {
    "delivery": of_delivery,
    "valid_until": _of_validity,
    "currency": of_currency,
    "language": _of_language,
    "pictures": _of_pictures,
    "place": _of_place,
}
