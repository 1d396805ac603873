"""How a sample went: courier and tracking number as somebody typed them, and whether the number looks like one (R152)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rules.quote_labels import narrow

BY_HAND = "by hand"
COURIERS = ("DHL", "FedEx", "UPS", "TNT", "SF Express", "EMS")
"""Those that are offered by button."""
_NAMES: Mapping[str, str] = {
    "dhl": "DHL", "敦豪": "DHL", "fedex": "FedEx", "federal express": "FedEx", "联邦": "FedEx", "联邦快递": "FedEx",
    "ups": "UPS", "tnt": "TNT", "sf express": "SF Express", "sf": "SF Express", "顺丰": "SF Express",
    "顺丰速运": "SF Express", "ems": "EMS", "aramex": "Aramex", "dpd": "DPD", "gls": "GLS", "usps": "USPS",
    "by hand": BY_HAND, "hand": BY_HAND, "hand carried": BY_HAND, "自取": BY_HAND, "自提": BY_HAND, "面交": BY_HAND,
    "带去": BY_HAND, "中通": "ZTO", "圆通": "YTO", "申通": "STO", "韵达": "Yunda", "京东": "JD Logistics", "极兔": "J&T Express",
}  # fmt: skip
_LOOKS: Mapping[str, str] = {
    "DHL": r"\d{10}|\d{11}|[A-Z]{2,4}\d{8,18}",
    "FedEx": r"\d{12}|\d{14,15}|\d{20,22}",
    "UPS": r"1Z[0-9A-Z]{16}|\d{9,12}|T\d{10}",
    "TNT": r"\d{9}|GD\d{9}[A-Z]{0,2}",
    "SF Express": r"SF\d{12,15}|\d{12}|\d{15}",
    "EMS": r"[A-Z]{2}\d{9}[A-Z]{2}|\d{13}",
}
_FIRST = tuple(sorted(_NAMES, key=len, reverse=True))
_ANY = re.compile(r"[0-9A-Z]{6,40}")
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Waybill:
    """`looks_right`: whether the number looks like one of that courier, or, of an unknown one, like any."""

    courier: str = ""
    tracking: str = ""
    looks_right: bool = True

    @property
    def is_complete(self) -> bool:
        return bool(self.courier and (self.tracking or self.courier == BY_HAND))


def read(text: str, courier: str = "") -> Waybill:
    """Courier first, then the number: "DHL 1234567890", 顺丰 SF1234567890123; a word with digits alone is the number.

    `courier` is the one that was told before. What is no number of that courier is kept and marked.
    """
    words = " ".join(narrow(text).replace(":", " ").replace("#", " ").split())[:LONGEST]
    rest = words
    for each in _FIRST:
        if _is_word(words, each):
            courier, rest = _NAMES[each], words[len(each) :].strip(" ,.-")
            break
    else:
        first, _, behind = words.partition(" ")
        if first and not courier and not any(sign.isdigit() for sign in first):
            courier, rest = first, behind.strip()
    tracking = re.sub(
        r"[\s-]+", "", re.sub(r"^(?:no|number|tracking|awb|单号|运单号)\.?\s+", "", rest, flags=re.I)
    ).upper()
    return Waybill(courier, tracking, not tracking or _looks_right(courier, tracking))


def _is_word(words: str, name: str) -> bool:
    """Whether the words begin with that name and not with a longer word."""
    if not words.casefold().startswith(name):
        return False
    behind = words[len(name) : len(name) + 1]
    return not (behind.isascii() and behind.isalpha())


def _looks_right(courier: str, tracking: str) -> bool:
    pattern = _LOOKS.get(courier)
    if pattern is not None:
        return re.fullmatch(pattern, tracking) is not None
    return _ANY.fullmatch(tracking) is not None and any(each.isdigit() for each in tracking)
