"""What a newer rate of exchange does to an offer that stands: how far it moved, and what the offer earns by it (R126, R142)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from rules.quote import Quote, Rate, converted, counted, earned, outside_range
from rules.quote_approval import is_below


@dataclass(frozen=True, slots=True)
class Moved:
    """A rate on the quotation and the newest one: by how many per cent, as one unit of `source` in `target`."""

    old: Rate
    new: Rate
    percent: Decimal


@dataclass(frozen=True, slots=True)
class Drift:
    """What is to be told of a quotation. Margins are parts of one; None where one cannot be told."""

    moved: tuple[Moved, ...]
    below_floor: tuple[str, ...]
    """The products whose price is below the floor now and was not."""
    margin: Decimal | None
    margin_now: Decimal | None
    is_below: bool
    """Whether the margin has fallen below the department's threshold."""

    @property
    def is_told(self) -> bool:
        return bool(self.moved or self.below_floor or self.is_below)


def drifted(before: Quote, now: Quote, *, percent: Decimal, threshold: Decimal, base: str = "revenue") -> Drift:
    """The quotation with the rates that it stores, against the same with the newest ones. `percent` and `threshold` per cent."""
    old, new = earned(before, base), earned(now, base)
    return Drift(
        moved=tuple(each for each in _moves(before.rates, now.rates) if abs(each.percent) > percent),
        below_floor=tuple(
            one.product or one.name()
            for one in counted(now)
            if outside_range(one, now) == "floor" and outside_range(one, before) != "floor"
        ),
        margin=old.margin,
        margin_now=new.margin,
        is_below=old.margin is not None and not is_below(old, threshold) and is_below(new, threshold),
    )


def _moves(before: Sequence[Rate], now: Sequence[Rate]) -> list[Moved]:
    """Each rate that has a newer one, however that was told: 1 USD = 7.12 CNY, or 1 CNY = 0.14 USD."""
    found: list[Moved] = []
    for old in before:
        value = converted(Decimal(1), old.source, old.target, now)
        new = next((each for each in now if {each.source, each.target} == {old.source, old.target}), None)
        if value is None or new is None or not old.value or (new.on, value) == (old.on, old.value):
            continue
        found.append(Moved(old, Rate(old.source, old.target, value, new.on, new.by), (value / old.value - 1) * 100))
    return found
