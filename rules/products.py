"""What a product is, and when two ways of writing a model number mean the same one."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal

SHORTEST_NUMBER = 3
_NUMBERED = re.compile(r"[^\W_][\w./+-]{1,30}")
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Product:
    """A product as the department sells it. `names` are (language, name), `moq` is in its unit, `lead_days` calendar days."""

    number: str
    names: tuple[tuple[str, str], ...] = ()
    synonyms: tuple[str, ...] = ()
    description: str = ""
    specification: str = ""
    material: str = ""
    unit: str = ""
    packing: str = ""
    hs_code: str = ""
    moq: Decimal | None = None
    lead_days: int | None = None

    def name(self, language: str = "en") -> str:
        """Its name in that language, else in English, else any."""
        known = dict(self.names)
        return known.get(language) or known.get("en") or next(iter(known.values()), self.number)


@dataclass(frozen=True, slots=True)
class Matched:
    """A product that a customer's words may mean. `score` is 0 to 100; 100 is the same number or name."""

    number: str
    name: str
    score: float
    sure: bool = field(default=False)


def folded_number(written: str) -> str:
    """A model number without what people leave out: qj-200, QJ 200 and QJ200 are one; 6204 and 6004 are two."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", written)).upper()


def folded_name(written: str) -> str:
    """A name in one case, one width and with single blanks."""
    return " ".join(_SIGNS.sub(" ", unicodedata.normalize("NFKC", written).casefold()).split())


def numbers_in(words: str) -> tuple[str, ...]:
    """What may be a model number in somebody's words, folded: each word with a digit, and two neighbours written apart."""
    found = [each[0].strip("./-+") for each in _NUMBERED.finditer(unicodedata.normalize("NFKC", words))]
    told: dict[str, None] = {}
    for place, each in enumerate(found):
        after = found[place + 1] if place + 1 < len(found) else ""
        for written in (each, each + after) if after[:1].isdigit() or each[-1:].isdigit() else (each,):
            folded = folded_number(written)
            if len(folded) >= SHORTEST_NUMBER and any(sign.isdigit() for sign in folded):
                told[folded] = None
    return tuple(told)
