"""An exchange rate as somebody types it: USD 7.12, 1 EUR = 7.85 CNY, 100 JPY = 4.9 CNY, USD/CNY 7.12 2026-03-02."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal

from rules.exchange import Told, checked
from rules.money import amount_of, currency_of
from rules.refusal import Refused

EXAMPLE = "/rates 1 USD = 7.12 CNY"
_DATE = re.compile(r"\s*(?:@|\bon\b|\bof\b)?\s*(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?\s*$")
_TOKEN = re.compile(r"\d[\d.,]*|[^\s\d=:/,.;→]+")
_FILLERS = frozenset({"to", "in", "is", "for", "-", "->"})
_BETWEEN = re.compile("兑换|兑|等于|换|是|汇率")
_NEGATIVE = re.compile(r"-\s*\d")


def rate_typed(text: str, own: str, today: date) -> Told | str:
    """The rate, or the one currency that was named to be shown. `own` is the company's currency.

    Refuses what can be read in two directions, and days to come.
    """
    words, on = _dated(unicodedata.normalize("NFKC", text), today)
    if _NEGATIVE.search(words):
        raise Refused("{value} is negative", value=words[:40])
    words = _BETWEEN.sub(" ", words)
    shape, parts = _parts(words)
    if shape == "W":
        return str(parts[0])
    told = SHAPES.get(shape)
    if told is None:
        raise Refused("I cannot read that as an exchange rate. Write it like {example}.", example=EXAMPLE)
    units, currency, value, against = (parts[each] if isinstance(each, int) else each for each in told)
    against = own if against == "own" else str(against)
    units, value = Decimal(units), Decimal(value)
    if shape in {"WN", "NWN"} and currency == own:
        raise Refused(
            "{currency} is the company's own currency. Write both, like {example}.", currency=own, example=EXAMPLE
        )
    if not units or not value:
        raise Refused("{value} is no exchange rate.", value=words[:40])
    return checked(Told(str(currency), against, value if units == 1 else value / units, on))


SHAPES: dict[str, tuple[int | str, int | str, int | str, int | str]] = {
    "WN": ("1", 0, 1, "own"),
    "WNW": ("1", 0, 1, 2),
    "WWN": ("1", 0, 2, 1),
    "NWN": (0, 1, 2, "own"),
    "NWNW": (0, 1, 2, 3),
}
"""By numbers and words: where so many units, their currency, the value and its currency stand."""


def _dated(text: str, today: date) -> tuple[str, date]:
    found = _DATE.search(text)
    if not found:
        return text, today
    try:
        on = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError as fault:
        raise Refused("{value} is no day: write it like 2026-04-01", value=found[0].strip()) from fault
    if on > today:
        raise Refused("{day} is still to come: a rate is of today or an earlier day.", day=on)
    return text[: found.start()], on


def _parts(text: str) -> tuple[str, list[Decimal | str]]:
    """W for a currency, N for a number, in their order."""
    shape, parts = "", list[Decimal | str]()
    for each in _TOKEN.findall(text):
        if each[0].isdigit():
            parts.append(amount_of(each.rstrip(".,")))
            shape += "N"
        elif each.casefold() not in _FILLERS:
            parts.append(currency_of(each))
            shape += "W"
    return shape, parts
