"""Exchange rates that somebody entered: who may, how they are said, and how one is taken back (R142)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from rules.permission import Role
from rules.refusal import Refused
from rules.words import Line, verbatim
from storage.rates import take_back_rate
from storage.work import Work

ENTERERS = frozenset({Role.MANAGER, Role.SUPERVISOR, Role.ACCOUNTING})
"""Who may enter rates: they move every margin."""
_SMALL = Decimal("0.1")
_TYPED_DIGITS = 8


def taken_back(work: Work, before: Any, after: Any, by: int) -> None:
    """The rate counts no more; the one before it does again."""
    if not take_back_rate(work, after["rate"]):
        raise Refused("That rate was taken back already.")


def rate_line(currency: str, value: Decimal, against: str) -> Line:
    """1 USD = 7.12 CNY; of a small unit a hundred: 100 JPY = 4.9 CNY."""
    units = 100 if value < _SMALL else 1
    return verbatim(f"{units} {currency} = {_short(value * units)} {against}")


def _short(value: Decimal) -> str:
    """All digits of what was typed; of what was reckoned the first six."""
    told = value if len(value.normalize().as_tuple().digits) <= _TYPED_DIGITS else Decimal(f"{value:.6g}")
    return f"{told.normalize():f}"
