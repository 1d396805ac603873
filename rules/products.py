"""What a product is: names, packing, prices, costs; and when two ways of writing a model number mean the same one."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_CEILING, Decimal

SHORTEST_NUMBER = 3
_NUMBERED = re.compile(r"[^\W_][\w./+-]{1,30}")
_SIGNS = re.compile(r"[\W_]+")
_CM3_PER_M3 = Decimal(1_000_000)

Tiers = tuple[tuple[Decimal, Decimal], ...]
"""(from this quantity on, unit price), the smallest quantity first."""


@dataclass(frozen=True, slots=True)
class Prices:
    """The price list's part of a product (B7). `floor` and `ceiling` are amounts; where they came as per cent, that is kept."""

    price: Decimal | None = None
    floor: Decimal | None = None
    ceiling: Decimal | None = None
    float_down: Decimal | None = None
    float_up: Decimal | None = None
    currency: str = ""
    valid_from: date | None = None
    tiers: Tiers = ()


PRICES = ("price", "floor", "ceiling", "float_down", "float_up", "currency", "valid_from", "tiers")


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
    picture: str = ""
    """SHA-256 of its picture in the store."""
    picture_type: str = ""
    picture_size: int = 0
    """Octets."""
    per_carton: Decimal | None = None
    """How many of its unit a carton holds."""
    carton_length: Decimal | None = None
    """Length, width and height of the carton in centimetres."""
    carton_width: Decimal | None = None
    carton_height: Decimal | None = None
    carton_gross: Decimal | None = None
    """Kilograms of a full carton."""
    carton_net: Decimal | None = None
    price: Decimal | None = None
    """Base price of one unit in `currency`, as it holds today (R126)."""
    floor: Decimal | None = None
    ceiling: Decimal | None = None
    float_down: Decimal | None = None
    """Per cent by which the price may go down; where it is set, `floor` follows from the base price."""
    float_up: Decimal | None = None
    currency: str = ""
    """ISO 4217; of price, floor, ceiling and tiers."""
    valid_from: date | None = None
    tiers: Tiers = ()
    coming: Prices | None = None
    """Prices that hold from a day to come on."""
    costs: tuple[tuple[str, Decimal], ...] = ()
    """(cost line of R117, amount) of one unit, in `cost_currency`."""
    cost_currency: str = ""
    cost_source: str = ""
    """Who told the costs, or in which file they stood."""
    cost_on: date | None = None

    def name(self, language: str = "en") -> str:
        """Its name in that language, else in English, else any."""
        known = dict(self.names)
        return known.get(language) or known.get("en") or next(iter(known.values()), self.number)

    @property
    def prices(self) -> Prices:
        return Prices(*(getattr(self, each) for each in PRICES))


@dataclass(frozen=True, slots=True)
class Cartons:
    """How a quantity is packed. A carton that is not full takes the room and the weight of a full one.

    `volume` in cubic metres, `gross` and `net` in kilograms; None for what the table does not tell.
    """

    count: int
    volume: Decimal | None
    gross: Decimal | None
    net: Decimal | None


@dataclass(frozen=True, slots=True)
class Matched:
    """A product that a customer's words may mean. `score` is 0 to 100; 100 is the same number or name."""

    number: str
    name: str
    score: float
    sure: bool = field(default=False)


def price_for(product: Product, quantity: Decimal | None) -> Decimal | None:
    """The unit price of that quantity: its tier's, below all tiers the base price; None where there is none."""
    reached = [price for least, price in product.tiers if quantity is not None and quantity >= least]
    return reached[-1] if reached else product.price


def cost_per_unit(product: Product) -> Decimal | None:
    """The sum of its cost lines, in `cost_currency` (R117); None while nobody has told any."""
    return sum((amount for _, amount in product.costs), Decimal()) if product.costs else None


def cost_told(product: Product) -> str:
    """Who told the costs, and when (B6: cost_source)."""
    return ", ".join(filter(None, (product.cost_source, product.cost_on.isoformat() if product.cost_on else "")))


def cartons(product: Product, quantity: Decimal) -> Cartons | None:
    """The cartons for that quantity, exact; None while nobody has told how many go into one."""
    if not product.per_carton or quantity <= 0:
        return None
    count = (quantity / product.per_carton).to_integral_value(rounding=ROUND_CEILING)
    sides = (product.carton_length, product.carton_width, product.carton_height)
    volume = count * carton_volume(product) if None not in sides else None
    return Cartons(
        int(count),
        volume,
        None if product.carton_gross is None else count * product.carton_gross,
        None if product.carton_net is None else count * product.carton_net,
    )


def carton_volume(product: Product) -> Decimal:
    """Cubic metres of one carton, exact; zero while a side is not known."""
    sides = (product.carton_length, product.carton_width, product.carton_height)
    return (sides[0] or Decimal()) * (sides[1] or Decimal()) * (sides[2] or Decimal()) / _CM3_PER_M3


def priced(product: Product) -> Product:
    """The same with the floor and the ceiling that follow from its per cent."""
    if product.price is None or (product.float_down is None and product.float_up is None):
        return product
    down, up = product.float_down, product.float_up
    floor = product.floor if down is None else plain(product.price * (100 - down) / 100)
    ceiling = product.ceiling if up is None else plain(product.price * (100 + up) / 100)
    return replace(product, floor=floor, ceiling=ceiling)


def with_prices(product: Product, prices: Prices) -> Product:
    """The product under that price list."""
    return replace(product, **{each: getattr(prices, each) for each in PRICES})


def arranged(before: Product | None, after: Product, today: date) -> Product:
    """`after`, but prices that hold from a later day on wait in `coming`, and those of `before` hold until then."""
    if after.valid_from is None or after.valid_from <= today:
        return after if before is None or before.prices == after.prices else replace(after, coming=None)
    return replace(with_prices(after, before.prices if before else Prices()), coming=after.prices)


def in_force(product: Product, today: date) -> Product:
    """The product with the prices that were to come, once their day is there."""
    coming = product.coming
    if coming is None or coming.valid_from is None or coming.valid_from > today:
        return product
    return replace(with_prices(product, coming), coming=None)


def plain(amount: Decimal) -> Decimal:
    """The same amount without zeros behind the point, and without an exponent."""
    return amount.quantize(Decimal(1)) if amount == amount.to_integral() else amount.normalize()


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
