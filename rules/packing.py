"""How an order is packed: cartons and their numbers, weights, volume, and which container holds all of it (R213)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from rules.products import Product, plain
from rules.words import Line, word

MOST_CARTONS = 1_000_000
_KG, _M3 = Decimal("0.01"), Decimal("0.001")
_CM3_PER_M3 = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class Carton:
    """What is known of the carton of a product: units in a full one, kilograms of a full one, centimetres of its sides."""

    per: Decimal | None = None
    gross: Decimal | None = None
    net: Decimal | None = None
    length: Decimal | None = None
    width: Decimal | None = None
    height: Decimal | None = None

    @property
    def volume(self) -> Decimal | None:
        """Cubic metres, exact; None while a side is not known."""
        if self.length is None or self.width is None or self.height is None:
            return None
        return self.length * self.width * self.height / _CM3_PER_M3


MISSING: Mapping[str, Line] = {
    "quantity": word("the quantity"),
    "per": word("how many go into a carton"),
    "gross": word("the gross weight of a carton"),
    "net": word("the net weight of a carton"),
    "size": word("the size of a carton"),
}
"""What may not be known of a line, and how people call it."""


@dataclass(frozen=True, slots=True)
class ToPack:
    """A line of the order and its carton."""

    product: str
    name: str
    quantity: Decimal | None
    unit: str
    carton: Carton


@dataclass(frozen=True, slots=True)
class Packed:
    """A line as it is packed: cartons `first` to `last`. `rest` are the units in the last one where it is not full, else 0.

    `net` and `gross` in kilograms to 0.01, `volume` in cubic metres to 0.001; None for what is not known.
    """

    line: ToPack
    cartons: int
    first: int
    last: int
    rest: Decimal
    net: Decimal | None
    gross: Decimal | None
    volume: Decimal | None


@dataclass(frozen=True, slots=True)
class Load:
    """What all lines come to. A sum to which a line contributes what is not known is None: half a weight is a wrong one."""

    cartons: int
    net: Decimal | None
    gross: Decimal | None
    volume: Decimal | None


def carton_of(product: Product | None) -> Carton:
    """What the table of products tells of its carton."""
    if product is None:
        return Carton()
    return Carton(
        product.per_carton, product.carton_gross, product.carton_net, product.carton_length, product.carton_width,
        product.carton_height,
    )  # fmt: skip


def missing(line: ToPack) -> tuple[str, ...]:
    """What keeps the line from being packed or weighed, by its names in MISSING."""
    carton = line.carton
    known = {
        "quantity": line.quantity is not None and line.quantity > 0,
        "per": carton.per is not None and carton.per > 0,
        "gross": carton.gross is not None,
        "net": carton.net is not None,
        "size": carton.volume is not None,
    }
    return tuple(name for name, is_known in known.items() if not is_known)


def packed(lines: Sequence[ToPack]) -> tuple[Packed, ...]:
    """The lines one after another, their cartons numbered through from 1. A line without cartons has none and takes no number.

    A carton that is not full takes the room of a full one and weighs what is in it and the empty carton.
    """
    found, number = [], 1
    for line in lines:
        each = _packed(line, number)
        found.append(each)
        number += each.cartons
    return tuple(found)


def load(lines: Iterable[Packed]) -> Load:
    """The sums of what stands in the lines, so that the paper adds up."""
    all_lines = list(lines)
    return Load(
        sum(each.cartons for each in all_lines),
        _sum(each.net for each in all_lines),
        _sum(each.gross for each in all_lines),
        _sum(each.volume for each in all_lines),
    )


def _packed(line: ToPack, number: int) -> Packed:
    carton, quantity = line.carton, line.quantity
    if not quantity or quantity <= 0 or not carton.per or carton.per <= 0:
        return Packed(line, 0, 0, 0, Decimal(), None, None, None)
    count = int((quantity / carton.per).to_integral_value(rounding=ROUND_CEILING))
    net = None if carton.net is None else quantity * carton.net / carton.per
    return Packed(
        line,
        count,
        number,
        number + count - 1,
        quantity % carton.per,
        _rounded(net, _KG),
        _rounded(_gross(carton, quantity, count, net), _KG),
        _rounded(None if carton.volume is None else carton.volume * count, _M3),
    )


def _gross(carton: Carton, quantity: Decimal, count: int, net: Decimal | None) -> Decimal | None:
    """The goods and the empty cartons; where the net weight is not known, each carton counts as full."""
    if carton.gross is None:
        return None
    if net is None or carton.net is None or carton.net > carton.gross:
        return carton.gross * count
    return net + (carton.gross - carton.net) * count


def _rounded(value: Decimal | None, to: Decimal) -> Decimal | None:
    return None if value is None else value.quantize(to, ROUND_HALF_UP)


def _sum(values: Iterable[Decimal | None]) -> Decimal | None:
    known = list(values)
    if not known or any(each is None for each in known):
        return None
    return sum((each for each in known if each is not None), Decimal())


@dataclass(frozen=True, slots=True)
class Container:
    """A kind of container: cubic metres that cartons fill in practice, kilograms it may carry."""

    name: str
    volume: Decimal
    payload: Decimal


CONTAINERS = (
    Container("20GP", Decimal(28), Decimal(21700)),
    Container("40GP", Decimal(58), Decimal(26500)),
    Container("40HQ", Decimal(68), Decimal(26500)),
    Container("45HQ", Decimal(78), Decimal(27600)),
)
"""The smallest first. The room is what can be filled with cartons, some 85% of the inner volume (33, 67, 76, 86 m³)."""
LCL_UP_TO = Decimal(15)
"""Cubic metres up to which a part of a shared container (LCL) is usually cheaper than a 20GP of one's own."""


@dataclass(frozen=True, slots=True)
class Fit:
    """What the load travels in. `container` is empty for a part of a shared one (LCL).

    `full` is the part of the last container that is filled, by what fills it first (0.85), `by_weight` whether that is the
    weight; `count` containers of that kind are needed.
    """

    container: str
    count: int
    full: Decimal
    by_weight: bool


def fitting(load: Load) -> Fit | None:
    """The smallest container that holds it; LCL for little; several of the kind that needs fewest where one is not enough.

    None while the volume is not known. An unknown weight is taken as none: the caller says that it is unknown.
    """
    if load.volume is None or load.volume <= 0:
        return None
    weight = load.gross or Decimal()
    if load.volume <= LCL_UP_TO and weight <= LCL_UP_TO * 1000:
        return Fit("", 0, Decimal(), by_weight=weight > load.volume * 1000)
    for each in CONTAINERS:
        if load.volume <= each.volume and weight <= each.payload:
            return _fit(each, 1, load.volume, weight)
    return min((_several(each, load.volume, weight) for each in CONTAINERS), key=lambda fit: fit.count)


def _several(container: Container, volume: Decimal, weight: Decimal) -> Fit:
    wanted = max(volume / container.volume, weight / container.payload)
    count = int(wanted.to_integral_value(rounding=ROUND_CEILING))
    return _fit(container, count, volume, weight)


def _fit(container: Container, count: int, volume: Decimal, weight: Decimal) -> Fit:
    by_room, by_weight = volume / container.volume, weight / container.payload
    filled = max(by_room, by_weight) - (count - 1)
    return Fit(container.name, count, filled.quantize(_KG, ROUND_HALF_UP), by_weight=by_weight > by_room)


def size_told(carton: Carton) -> str:
    """60 x 40 x 30, in centimetres; empty where a side is not known."""
    sides = (carton.length, carton.width, carton.height)
    known = [f"{plain(each):f}" for each in sides if each is not None]
    return " x ".join(known) if len(known) == len(sides) else ""
