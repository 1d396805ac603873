"""The parts of what was typed about a quotation: positions, changes, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rules.refusal import Refused
from rules.visible import on_one_line
from rules.words import Line

LONGEST = 500
"""Characters of a free text."""


@dataclass(frozen=True, slots=True)
class Position:
    """A product as it was typed. `product` are the words that name it; empty where only figures were typed."""

    product: str
    quantity: Decimal | None = None
    unit: str = ""
    price: Decimal | None = None
    currency: str = ""
    alternative: bool = False
    is_new: bool = False
    """Typed with a plus: another position, even of a product that is there."""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A field that gets a value: of the whole, or of line `line`. The field "removed" takes the line out."""

    field: str
    value: Any
    line: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """Words that could not be taken, and why."""

    words: str
    why: Line

    @property
    def instead(self) -> str:
        """What may be meant, as it can be typed; empty where nothing is near."""
        return str(dict(self.why.facts).get("meant", ""))


Part = Position | Change | Unread


def free_text(text: str, field: str = "") -> str:
    """A text as it may stand on the paper: on one line, without unseen signs. Refuses what is too long."""
    told = " ".join(on_one_line(text).split()).strip()
    if len(told) > LONGEST:
        raise Refused("That is too long: {count} characters, at most {limit}.", count=len(told), limit=LONGEST)
    return told
