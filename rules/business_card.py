"""A customer as somebody types it: "Kunde GmbH, Spain, eva@kunde.example" taken apart by the form of each piece (R70, R76)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from rules.address import envelope, normalised
from rules.refusal import Refused
from rules.same_buyer import folded

_PHONE = re.compile(r"(?:tel\.?|phone|mob(?:ile)?\.?)?\s*:?\s*(\+?[\d(][\d\s()./-]{5,}\d)\Z", re.IGNORECASE)
_WEBSITE = re.compile(r"(?:https?://|www\.)\S+\Z", re.IGNORECASE)
_TALKED = re.compile(r"(?:talked (?:with|to)|接待人?[::]?)\s*(\S.*)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed about a customer; what was not said is empty. `country` is an ISO 3166 alpha-2 code."""

    words: tuple[str, ...] = ()
    """What has no form of its own, in the order typed: names, position."""
    addresses: tuple[str, ...] = ()
    country: str = ""
    phone: str = ""
    website: str = ""
    talked_with: str = ""


def taken_apart(text: str, country_code: Callable[[str], str]) -> Typed:
    """Reads pieces divided by commas or semicolons. Refuses an address that no mail can go to.

    `country_code` knows the names of countries; the first piece is a name, even if a country is called so.
    """
    typed = Typed()
    for piece in _pieces(text):
        typed = _with(typed, piece, country_code)
    return typed


def _pieces(text: str) -> list[str]:
    """A legal form that a comma divides from its company is put back: "Kunde, S.A." is one name."""
    pieces: list[str] = []
    for each in re.split(r"[,;，；、\n]", text):
        piece = " ".join(each.split())
        if pieces and piece and piece.isascii() and folded(f"{pieces[-1]} {piece}") == folded(pieces[-1]):
            pieces[-1] += f", {piece}"
        elif piece:
            pieces.append(piece)
    return pieces


def _with(typed: Typed, piece: str, country_code: Callable[[str], str]) -> Typed:
    if "@" in piece:
        found = tuple(normalised(envelope(each.strip("<>"))) for each in piece.split() if "@" in each)
        rest = " ".join(each for each in piece.split() if "@" not in each)
        return replace(typed, addresses=typed.addresses + found, words=typed.words + ((rest,) if rest else ()))
    if talked := _TALKED.match(piece):
        return replace(typed, talked_with=talked.group(1))
    if phone := _PHONE.match(piece):
        return replace(typed, phone=phone.group(1))
    if _WEBSITE.match(piece):
        return replace(typed, website=piece)
    if typed.words and not typed.country and (code := country_code(piece)):
        return replace(typed, country=code)
    return replace(typed, words=(*typed.words, piece))


def needs_name(typed: Typed, count: int, example: str) -> None:
    """Refuses when fewer than `count` names were said."""
    if len(typed.words) < count or not (typed.addresses or typed.phone or typed.country):
        raise Refused("I need at least a name and a country or an address. Write it like: {example}", example=example)
