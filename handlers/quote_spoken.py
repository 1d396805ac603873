"""What was typed about a quotation, said again: to its author, and as a command for a button."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from rules.quote_parts import Part, Position, Unread
from rules.words import Line, line


def unread_lines(unread: Iterable[Unread]) -> list[Line]:
    """Each with its words, so that nothing that was typed is lost."""
    return [line("Not taken: “{words}”. {why}", words=each.words[:120], why=each.why) for each in unread]


def spoken(said: Part, number: int | None = None) -> str:
    """The part as it can be typed again: for a button that holds it."""
    if isinstance(said, Position):
        figures = f" x {said.quantity:f} {said.unit}".rstrip() if said.quantity is not None else ""
        price = f" @ {said.currency} {said.price:f}" if said.price is not None else ""
        return f"{'+ ' if said.is_new else ''}{said.product}{figures}{' '.join(['', *price.split()])}"
    if isinstance(said, Unread):
        return said.words
    value = _typed_value(said.field, said.value)
    return f"line {number or said.line} {value}" if said.line is not None else value


def _typed_value(name: str, value: Any) -> str:
    match name, value:
        case "removed", _:
            return "remove"
        case "quantity", (Decimal() as number, unit):
            return f"x {number:f} {unit}".strip()
        case "price", (Decimal() as number, currency, unit):
            return " ".join(filter(None, ("price", currency, f"{number:f}", f"/{unit}" if unit else "")))
        case "term", (code, place):
            return f"term {code} {place}".strip()
        case "delivery", (text, _):
            return f"delivery {text}"
        case "currency", _:
            return str(value)
        case (("alternative" | "pictures"), bool()):
            return f"{name} {'yes' if value else 'no'}"
    labels = {
        "valid_until": "valid until",
        "remarks": "remark",
        "assumptions": "assume",
        "specification": "spec",
        "names": "name",
    }
    return f"{labels.get(name, name)} {value}"
