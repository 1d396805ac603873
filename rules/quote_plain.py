"""A quotation as JSON can hold it, for rows and for hashing, and the way back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from rules.quote import Quote, QuoteLine, Rate

_DECIMALS = frozenset({"quantity", "price", "base", "floor", "ceiling"})


def to_plain(quote: Quote) -> dict[str, Any]:
    """Every field; decimals and days as text, so that the same quotation has the same hash on every database."""
    return {each.name: _plain(getattr(quote, each.name)) for each in fields(quote)}


def from_plain(plain: Mapping[str, Any]) -> Quote:
    """What `to_plain` wrote; fields that an older program did not know keep their defaults."""
    known = {each.name for each in fields(Quote)}
    told = {name: value for name, value in plain.items() if name in known}
    return Quote(
        **told
        | {
            "lines": tuple(_line(each) for each in told.get("lines", ())),
            "valid_until": date.fromisoformat(told["valid_until"]) if told.get("valid_until") else None,
            "charges": tuple((name, Decimal(value)) for name, value in told.get("charges", ())),
            "charges_told": tuple((name, words, by) for name, words, by in told.get("charges_told", ())),
            "rates": tuple(_rate(each) for each in told.get("rates", ())),
            "assumptions": tuple(told.get("assumptions", ())),
            "origins": tuple((name, value) for name, value in told.get("origins", ())),
        }
    )


def _plain(value: Any) -> Any:
    match value:
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case tuple():
            return [_plain(each) for each in value]
        case QuoteLine() | Rate():
            return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    return value


def _line(plain: Mapping[str, Any]) -> QuoteLine:
    known = {each.name for each in fields(QuoteLine)}
    told = {name: value for name, value in plain.items() if name in known}
    decimals = {name: Decimal(told[name]) for name in _DECIMALS if told.get(name) is not None}
    return QuoteLine(
        **told
        | decimals
        | {
            "names": tuple((language, name) for language, name in told.get("names", ())),
            "costs": tuple((name, Decimal(value)) for name, value in told.get("costs", ())),
        }
    )


def _rate(plain: Mapping[str, Any]) -> Rate:
    return Rate(**dict(plain) | {"value": Decimal(plain["value"]), "on": date.fromisoformat(plain["on"])})
