"""The three matters of R24: price, delivery and payment are each confirmed by a named person, for exactly what was offered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rules.approval import content_hash, has_rank
from rules.permission import Role
from rules.quote import Quote
from rules.quote_plain import to_plain

MATTERS = ("price", "delivery", "payment")
OWNER = "owner"
"""Whoever quotes."""

_FIELDS: Mapping[str, tuple[str, ...]] = {
    "price": ("currency", "term", "place", "valid_until", "packaging"),
    "delivery": ("delivery", "delivery_days"),
    "payment": ("payment", "currency"),
}
_LINE_FIELDS: Mapping[str, tuple[str, ...]] = {
    "price": ("product", "specification", "quantity", "unit", "price", "packaging", "alternative"),
    "delivery": ("product", "specification", "quantity", "unit"),
    "payment": (),
}
"""Which part of a quotation each matter is about: a change of any other part leaves it confirmed."""


def part_hash(quote: Quote, matter: str) -> str:
    """The hash of the part of the quotation that a matter is about; a decimal written 2 or 2.00 is the same."""
    plain = to_plain(quote)
    part: dict[str, Any] = {name: plain[name] for name in _FIELDS[matter]}
    if names := _LINE_FIELDS[matter]:
        part["lines"] = [{name: _same(each[name]) for name in names} for each in plain["lines"]]
    return content_hash(part)


def may_confirm(confirmers: Iterable[str], roles: frozenset[str], is_owner: bool) -> bool:
    """Whether somebody of these roles may confirm a matter of which these are the confirmers: role names, or the owner."""
    wanted = set(confirmers)
    return (is_owner and OWNER in wanted) or has_rank(roles, wanted - {OWNER})


def read_confirmers(text: str) -> tuple[str, ...]:
    """Role names and "owner", between commas. ValueError for what is none."""
    words = [each.strip().casefold() for each in text.replace("，", ",").replace("、", ",").split(",") if each.strip()]
    if not words:
        raise ValueError(text)
    return tuple(dict.fromkeys(each if each == OWNER else str(Role(each)) for each in words))


def _same(value: Any) -> Any:
    """Without zeros behind the point, so that the same number is the same part."""
    if isinstance(value, str) and "." in value and value.replace(".", "", 1).isdigit():
        return value.rstrip("0").rstrip(".")
    return value
