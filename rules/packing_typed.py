"""Carton data as somebody types them for a line: "50/ctn 12.5kg 60x40x30", "net 11 gross 12.5", "每箱50 毛重12.5 60*40*30"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from decimal import Decimal

from rules.packing import Carton
from rules.refusal import Refused

EXAMPLE = "/pack 88 2 50/ctn 12.5kg net 11kg 60x40x30"
UNKNOWN = Carton()
_NUMBER = r"(\d{1,7}(?:[.,]\d{1,3})?)"
_SIZE = re.compile(
    rf"{_NUMBER}\s*(cm|mm|m)?\s*[x*×]\s*{_NUMBER}\s*(?:cm|mm|m)?\s*[x*×]\s*{_NUMBER}\s*(cm|mm|m)?(?![\w.])"
)
_PER = re.compile(
    rf"(?:每箱(?:装)?|装)\s*{_NUMBER}\s*[个件套只台双支]?|{_NUMBER}\s*(?:pcs|pc|sets?|units?|pairs?|[个件套只台双支])?\s*"
    r"(?:/|per\s+|a\s+|each\s+|每)\s*(?:ctns?|cartons?|cases?|box(?:es)?|箱)"
)
_NET = re.compile(rf"(?:net(?:\s*weight)?|n\.?\s?w\.?|净重)\s*[:=]?\s*{_NUMBER}\s*(kgs?|g|公斤|千克|克)?")
_GROSS = re.compile(rf"(?:gross(?:\s*weight)?|g\.?\s?w\.?|毛重)\s*[:=]?\s*{_NUMBER}\s*(kgs?|g|公斤|千克|克)?")
_KG = re.compile(rf"{_NUMBER}\s*(kgs?|公斤|千克)")
_TO_CM = {"mm": Decimal("0.1"), "m": Decimal(100), "cm": Decimal(1), "": Decimal(1)}
_LONGEST_SIDE, _HEAVIEST, _MOST = Decimal(600), Decimal(30_000), Decimal(10_000_000)


def carton_typed(text: str, known: Carton = UNKNOWN) -> Carton:
    """The carton with what was typed; what was not typed stays as it is known. A weight without a name is the gross one.

    Refuses, with an example, what it does not understand, a net weight above the gross one, and figures that no carton has.
    """
    rest = unicodedata.normalize("NFKC", text).casefold().strip()
    found = known
    for pattern, read in ((_SIZE, _sized), (_NET, _net), (_GROSS, _gross), (_PER, _per), (_KG, _gross)):
        match = pattern.search(rest)
        if match is not None:
            found = read(found, match)
            rest = f"{rest[: match.start()]} {rest[match.end() :]}"
    left = rest.replace("cm", " ").strip(" ,;/，；、")
    if left or not text.strip():
        raise Refused(
            "I do not understand “{text}” as a carton. Write it like {example}",
            text=(left or text)[:60],
            example=EXAMPLE,
        )
    return _possible(found)


def _possible(carton: Carton) -> Carton:
    sides = [each for each in (carton.length, carton.width, carton.height) if each is not None]
    limits = (
        (carton.per, _MOST), (carton.gross, _HEAVIEST), (carton.net, _HEAVIEST), *((each, _LONGEST_SIDE) for each in sides),
    )  # fmt: skip
    if any(value is not None and not 0 < value <= most for value, most in limits):
        raise Refused(
            "No carton is like that: at most {side} cm on a side and {weight} kg, and nothing is zero. Like {example}",
            side=_LONGEST_SIDE,
            weight=_HEAVIEST,
            example=EXAMPLE,
        )
    if carton.net is not None and carton.gross is not None and carton.net > carton.gross:
        raise Refused(
            "The net weight ({net} kg) is more than the gross weight ({gross} kg). Like {example}",
            net=carton.net,
            gross=carton.gross,
            example=EXAMPLE,
        )
    return carton


def _sized(carton: Carton, match: re.Match[str]) -> Carton:
    factor = _TO_CM[match[5] or match[2] or ""]
    length, width, height = (_value(match[place]) * factor for place in (1, 3, 4))
    return replace(carton, length=length, width=width, height=height)


def _per(carton: Carton, match: re.Match[str]) -> Carton:
    return replace(carton, per=_value(match[1] or match[2]))


def _net(carton: Carton, match: re.Match[str]) -> Carton:
    return replace(carton, net=_weight(match))


def _gross(carton: Carton, match: re.Match[str]) -> Carton:
    return replace(carton, gross=_weight(match))


def _weight(match: re.Match[str]) -> Decimal:
    """Kilograms."""
    value = _value(match[1])
    return value / 1000 if (match[2] or "") in {"g", "克"} else value


def _value(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))
