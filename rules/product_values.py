"""What somebody wrote for a field of a product, read as a value; and the product that follows from several such values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from rules.cells import Uncomputed
from rules.money import CURRENCIES, amount_of, currency_of
from rules.product_fields import field_of
from rules.products import Product, Tiers, plain, priced
from rules.quote import COST_LINES
from rules.refusal import Refused
from rules.visible import visible

LONGEST_TEXT, LONGEST_NUMBER = 2_000, 60
MOST_TIERS = 12
_SERIAL_ONE = date(1899, 12, 30)
"""What a spreadsheet counts its days from."""
_SERIALS = range(20_000, 80_000)
"""Whole numbers that are days from 1954 to 2119 in a spreadsheet."""
_ERRORS = re.compile(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)")
_AMOUNT = r"\d[\d,.' ’]*|\.\d+"
_MONEY = re.compile(rf"^(?P<before>[^\d.+-]{{0,12}}?)\s*(?P<amount>-?(?:{_AMOUNT}))\s*(?P<after>[^\d]*)$")
_PER = re.compile(r"\s*(?:/|per |每).*$", re.IGNORECASE)
_QUANTITY = re.compile(rf"^(?P<amount>-?(?:{_AMOUNT}))\s*(?P<unit>[^\d]{{0,16}})$")
_DAYS = re.compile(
    r"^(?:about |约|within )?(?:\d{1,3}\s*(?:-|~|to|至|到)\s*)?(\d{1,3})(?:\.0+)?\s*"
    r"(?P<unit>days?|d|天|日|working days|工作日|weeks?|w|周|星期|months?|个月|月)?$"
)
_SPANS = frozenset({"week", "weeks", "周", "星期", "month", "months", "月", "个月"})
"""What the head of a column may say that its numbers count in place of days."""
_DAYS_EACH = {"w": 7, "周": 7, "星": 7, "m": 30, "个": 30, "月": 30}
_CM = {"": Decimal(1), "cm": Decimal(1), "厘米": Decimal(1), "公分": Decimal(1), "mm": Decimal("0.1"), "毫米": Decimal("0.1"),
       "m": Decimal(100), "米": Decimal(100), "in": Decimal("2.54"), "inch": Decimal("2.54"), '"': Decimal("2.54")}  # fmt: skip
_KG = {"": Decimal(1), "kg": Decimal(1), "kgs": Decimal(1), "公斤": Decimal(1), "千克": Decimal(1), "g": Decimal("0.001"),
       "克": Decimal("0.001"), "lb": Decimal("0.45359237"), "lbs": Decimal("0.45359237"), "t": Decimal(1000)}  # fmt: skip
_CARTONS = re.compile(r"^(?:ctns?|cartons?|cases?|箱)$")
_TIER = re.compile(
    r"^(?:>=|≥|from |从|满)?\s*(?P<least>\d[\d,]*(?:\.\d+)?)\s*(?:-\s*\d[\d,]*)?\s*(?P<unit>[a-z]{1,6}|[个件只支台套米]|)\s*"
    r"(?:\+|以上|起|及以上)?\s*(?::|=|@|\s|->)\s*(?P<price>.+)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of so many decimal places as it was written; `currency` is empty where none stood with it."""

    amount: Decimal
    currency: str = ""


@dataclass(slots=True)
class Written:
    """What was written about one product. `values`: name of a field to its value, None or empty to take it away.

    `currency` and `cost_currency` are what stood with the amounts.
    """

    values: dict[str, Any] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    currency: str = ""
    cost_currency: str = ""

    def add(self, name: str, text: str, hint: str = "") -> None:
        """One field. `hint` is the currency or the unit that the head of its column tells. Refuses what cannot be read."""
        told = cell(name, text)
        if name.startswith("name_"):
            self.names[name.removeprefix("name_")] = told
            return
        kind = field_of(name).kind
        if kind in {"money", "tiers"} and told:
            value, currency = (_money_of if kind == "money" else tiers_of)(told)
            self.currency = _one(self.currency, currency or (hint if hint in CURRENCIES else ""))
            self.values[name] = value
        elif kind == "cost" and told:
            value, currency = _money_of(told)
            self.cost_currency = _one(self.cost_currency, currency or (hint if hint in CURRENCIES else ""))
            self.values[name] = value
        elif kind == "size":
            sides = _size(told, hint) if told else (None, None, None)
            self.values |= dict(zip(("carton_length", "carton_width", "carton_height"), sides, strict=True))
        else:
            self.values[name] = READERS[kind](told, hint)


def cell(name: str, text: str) -> str:
    """The text on one line. Refuses what a spreadsheet has not computed, its errors, and what is too long."""
    if isinstance(text, Uncomputed):
        raise Refused(
            "{column} is a formula without its result: open the file in a spreadsheet and save it once", column=name
        )
    told = " ".join(visible(text).split())
    if told[:1] == "#" and _ERRORS.fullmatch(told):
        raise Refused("{column} holds the error {error} of the spreadsheet", column=name, error=told)
    limit = LONGEST_NUMBER if name == "number" else LONGEST_TEXT
    if len(told) > limit:
        raise Refused("{column} is longer than {limit} characters", column=name, limit=limit)
    return told


def changed(product: Product, written: Written, source: str, today: date) -> Product:
    """The product with what was written. `source` stands as the source of costs that nobody is named for.

    Refuses what cannot be: a floor above the price, amounts without a currency, a net weight above the gross one.
    """
    values = {name: value for name, value in written.values.items() if value or name not in _KEPT}
    costs = {name: values.pop(name) for name in COST_LINES if name in values}
    if product.price is not None and values.get("price", product.price) != product.price:
        values.setdefault("valid_from", today)
    told = replace(product, names=_names(product, written), **values)
    told = _ranged(product, told, values)
    told = _with_currency(product, told, written)
    return checked(_with_costs(product, told, costs, written, source, today))


_KEPT = frozenset({"cost_source", "cost_on"})
"""What an empty cell leaves as it is: nobody takes back who told the costs."""


def checked(product: Product) -> Product:
    """The product, if it can be so. Refuses with what does not fit."""
    for holds, no in _CHECKS:
        if not holds(product):
            raise no(product)
    return product


def _names(product: Product, written: Written) -> tuple[tuple[str, str], ...]:
    names = {language: name for language, name in (dict(product.names) | written.names).items() if name}
    if not names:
        raise Refused("{number} has no name", number=product.number)
    return tuple(sorted(names.items()))


def _ranged(before: Product, told: Product, values: Mapping[str, Any]) -> Product:
    """An amount that is told ends the per cent, and the other way round; what is per cent follows the price."""
    ended: dict[str, Any] = {}
    for amount, percent in (("floor", "float_down"), ("ceiling", "float_up")):
        if values.get(amount) is not None:
            ended[percent] = None
        elif percent in values and values[percent] is None and getattr(before, percent) is not None:
            ended[amount] = None
    return priced(replace(told, **ended) if ended else told)


def _with_currency(before: Product, told: Product, written: Written) -> Product:
    currency = _one(written.values.get("currency") or "", written.currency) or told.currency
    amounts = (told.price, told.floor, told.ceiling, *told.tiers)
    if not currency and any(each is not None for each in amounts):
        raise Refused("the price has no currency: write it like 3.20 USD, or add a column currency")
    if before.currency not in ("", currency) and "currency" not in written.values and _left(before, told, written):
        raise Refused("its other prices are in {currency}: write all of them in one currency", currency=before.currency)
    return told if currency == told.currency else replace(told, currency=currency)


def _left(before: Product, told: Product, written: Written) -> bool:
    """Whether prices stay that were told in the former currency."""
    follows = {"floor": told.float_down is not None, "ceiling": told.float_up is not None}
    names = [each for each in ("price", "floor", "ceiling", "tiers") if not follows.get(each, False)]
    return any(getattr(before, each) and each not in written.values for each in names)


def _with_costs(
    before: Product, told: Product, costs: Mapping[str, Decimal | None], written: Written, source: str, today: date
) -> Product:
    """Only told lines change. Whoever changes them is their source, unless the file names one."""
    lines: dict[str, Decimal | None] = {**dict(before.costs), **costs}
    kept = tuple((name, amount) for name in COST_LINES if (amount := lines.get(name)) is not None)
    currency = _one(written.values.get("cost_currency") or "", written.cost_currency) or told.cost_currency
    others = {name for name, _ in before.costs} - set(costs)
    if before.cost_currency not in ("", currency) and others and "cost_currency" not in written.values:
        raise Refused(
            "the other costs of {number} are in {currency}: write all of them in one currency",
            number=told.number,
            currency=before.cost_currency,
        )
    if kept and not currency:
        raise Refused("the costs have no currency: write them like 1.20 CNY, or add a column cost currency")
    currency = currency if kept else ""
    if (kept, currency) == (before.costs, before.cost_currency):
        return replace(told, cost_currency=currency) if told.cost_currency != currency else told
    named = written.values.get("cost_source") or source
    on = written.values.get("cost_on") or today
    return replace(told, costs=kept, cost_currency=currency, cost_source=named, cost_on=on)


def _one(first: str, second: str) -> str:
    """The one currency of two places. Refuses two different ones."""
    if first and second and first != second:
        raise Refused("two currencies stand there: {one} and {other}", one=first, other=second)
    return first or second


def _money_of(text: str) -> tuple[Decimal, str]:
    money = money_of(text)
    return money.amount, money.currency


def money_of(text: str) -> Money:
    """3.20, USD 3.20, $3.20, 3.20美元/个, ３.２０. Refuses what is no amount, and a negative one."""
    told = text.strip() if text.isascii() else unicodedata.normalize("NFKC", text).strip()
    found = _MONEY.match(told)
    if not found:
        raise Refused("{value} is no amount: write it like 3.20 USD", value=text[:40])
    around = [_PER.sub("", found[each]).strip(" .:") for each in ("before", "after")]
    named = [each for each in around if each]
    if len(named) > 1:
        raise Refused("{value} is no amount: write it like 3.20 USD", value=text[:40])
    return Money(_positive(found["amount"], text), currency_of(named[0]) if named else "")


def tiers_of(text: str) -> tuple[Tiers, str]:
    """1000: 3.20; 5000: 2.95 - each "from so many on" and its unit price. Refuses tiers in which more costs more."""
    told: dict[Decimal, Decimal] = {}
    currency = ""
    for each in filter(None, (part.strip() for part in re.split(r"[;；|\n、]", unicodedata.normalize("NFKC", text)))):
        found = _TIER.match(each)
        if not found:
            raise Refused("{value} is no price tier: write them like 1000: 3.20; 5000: 2.95", value=each[:40])
        money = money_of(found["price"])
        currency = _one(currency, money.currency)
        told[_positive(found["least"], each)] = money.amount
    return tier_list(told.items()), currency


def tier_list(told: Iterable[tuple[Decimal, Decimal]]) -> Tiers:
    """Tiers in the order of their quantities. Refuses too many, and those in which a larger quantity costs more a piece."""
    tiers = tuple(sorted(told))
    if len(tiers) > MOST_TIERS:
        raise Refused("there are more than {limit} price tiers", limit=MOST_TIERS)
    for (_, dearer), (least, price) in pairwise(tiers):
        if price > dearer:
            raise Refused("from {quantity} on a piece costs more than below", quantity=f"{least:f}")
    return tiers


def _positive(written: str, whole: str) -> Decimal:
    amount = _amount(written, whole)
    if amount == 0:
        raise Refused("{value} is no amount: write it like 3.20 USD", value=whole[:40])
    return amount


def _amount(written: str, whole: str) -> Decimal:
    if written.startswith("-"):
        raise Refused("{value} is negative", value=whole[:40])
    return plain(amount_of(written))


def _text(text: str, _: str) -> str:
    return text


def _texts(text: str, _: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (each.strip() for each in re.split(r"[;；|、]", text)))))


def _hs_code(text: str, _: str) -> str:
    code = re.sub(r"[ .]", "", unicodedata.normalize("NFKC", text))
    if code and not re.fullmatch(r"\d{4,12}", code):
        raise Refused("{value} is no HS code: 4 to 12 digits, like 8413.70", value=text[:40])
    return code


def _quantity(text: str, _: str) -> Decimal | None:
    """A number of its unit, greater than nothing."""
    if not text:
        return None
    found = _QUANTITY.match(unicodedata.normalize("NFKC", text))
    unit = found["unit"].strip(" ./").casefold() if found else ""
    if found and _CARTONS.match(unit):
        raise Refused("{value} counts cartons: write how many pieces, like 500", value=text[:40])
    try:
        amount = _amount(found["amount"], text) if found else Decimal()
    except Refused:
        amount = Decimal()
    if not amount:
        raise Refused("{value} is no quantity: a number, like 500", value=text[:40])
    return amount


def _days(text: str, hint: str) -> int | None:
    """Calendar days; of "25-30 days" the later, for only what can be achieved is promised (R143)."""
    if not text:
        return None
    told = unicodedata.normalize("NFKC", text).casefold().strip()
    found = _DAYS.match(told if told[-1:].isalpha() or hint not in _SPANS else f"{told} {hint}")
    days = int(found[1]) * _DAYS_EACH.get((found["unit"] or "d")[0], 1) if found else 0
    if not 0 < days < 1000:
        raise Refused("{value} is no lead time: whole days, like 30", value=text[:40])
    return days


def _size(text: str, hint: str) -> tuple[Decimal, Decimal, Decimal]:
    """Length, width and height in centimetres."""
    told = unicodedata.normalize("NFKC", text).casefold().strip()
    found = re.fullmatch(r"([^a-wyz\"米厘毫公]*?)\s*([a-z\"米厘毫公分]*)", told.replace("cms", "cm"))
    unit = _CM.get((found[2] if found else "") or (hint if hint in _CM else ""))
    pieces = [each.strip(" lwhcm长宽高:") for each in re.split(r"[x×*╳✕/]", found[1])] if found else []
    if unit is None or len(pieces) != 3:
        raise Refused("{value} is no carton size: length x width x height in cm, like 50x40x30", value=text[:40])
    sides = [_side(each, text) * unit for each in pieces]
    if not all(0 < each <= 1000 for each in sides):
        raise Refused("{value} is no carton size: length x width x height in cm, like 50x40x30", value=text[:40])
    return plain(sides[0]), plain(sides[1]), plain(sides[2])


def _side(written: str, whole: str) -> Decimal:
    try:
        return _amount(written, whole)
    except Refused as no:
        raise Refused(
            "{value} is no carton size: length x width x height in cm, like 50x40x30", value=whole[:40]
        ) from no


def _measured(units: Mapping[str, Decimal], no: Callable[[str], Refused]) -> Callable[[str, str], Decimal | None]:
    def read(text: str, hint: str) -> Decimal | None:
        if not text:
            return None
        found = _QUANTITY.match(unicodedata.normalize("NFKC", text).casefold())
        unit = units.get((found["unit"].strip(" .") if found else "") or (hint if hint in units else ""))
        try:
            amount = _amount(found["amount"], text) if found and unit else Decimal()
        except Refused:
            amount = Decimal()
        if unit is None or not 0 < amount * unit <= 100_000:
            raise no(text[:40])
        return plain(amount * unit)

    return read


def _percent(text: str, _: str) -> Decimal | None:
    """Per cent: 5, 5%, ５％, -5%. What is below one without the sign may mean two things and is refused."""
    if not text:
        return None
    told = unicodedata.normalize("NFKC", text).replace(" ", "").lstrip("+-±")
    try:
        amount = plain(amount_of(told.removesuffix("%")))
    except Refused as no:
        raise Refused("{value} is no range: per cent, like 5%", value=text[:40]) from no
    if 0 < amount < 1 and not told.endswith("%"):
        meant = f"{plain(amount * 100):f}%"
        raise Refused(
            "{value} may mean {one} or {other}: write the per cent sign", value=told, one=meant, other=f"{told}%"
        )
    if amount >= 100:
        raise Refused("{value} is no range: per cent, like 5%", value=text[:40])
    return amount


def _currency(text: str, _: str) -> str:
    return currency_of(text) if text else ""


def _day(text: str, _: str) -> date | None:
    """A day: 2026-04-01, 2026/4/1, 2026年4月1日, or a spreadsheet's number of it."""
    if not text:
        return None
    told = unicodedata.normalize("NFKC", text).strip()
    if re.fullmatch(r"\d{5}(?:\.\d+)?", told) and int(told[:5]) in _SERIALS:
        return _SERIAL_ONE + timedelta(days=int(told[:5]))
    found = re.match(r"^(20\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?(?:\s+[\d:.]+)?$", told)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else _no_day(text)
    except ValueError:
        return _no_day(text)


def _no_day(text: str) -> date:
    raise Refused("{value} is no day: write it like 2026-04-01", value=text[:40])


READERS: Mapping[str, Callable[[str, str], Any]] = {
    "text": _text,
    "texts": _texts,
    "source": _text,
    "hs_code": _hs_code,
    "quantity": _quantity,
    "days": _days,
    "side": _measured(_CM, lambda value: Refused("{value} is no length in cm, like 50", value=value)),
    "weight": _measured(_KG, lambda value: Refused("{value} is no weight in kg, like 12.5", value=value)),
    "percent": _percent,
    "currency": _currency,
    "day": _day,
    "money": lambda _text, _hint: None,
    "cost": lambda _text, _hint: None,
    "tiers": lambda _text, _hint: (),
}
"""How each kind of field is read; "" empties it. Amounts come here only when they are empty."""


_CHECKS: tuple[tuple[Callable[[Product], bool], Callable[[Product], Refused]], ...] = (
    (
        lambda each: each.price is None or each.floor is None or each.floor <= each.price,
        lambda each: Refused("the floor {floor} is above the price {price}", **_only(each, "floor", "price")),
    ),
    (
        lambda each: each.price is None or each.ceiling is None or each.ceiling >= each.price,
        lambda each: Refused("the ceiling {ceiling} is below the price {price}", **_only(each, "ceiling", "price")),
    ),
    (
        lambda each: each.floor is None or each.ceiling is None or each.floor <= each.ceiling,
        lambda each: Refused("the floor {floor} is above the ceiling {ceiling}", **_only(each, "floor", "ceiling")),
    ),
    (
        lambda each: each.carton_net is None or each.carton_gross is None or each.carton_net <= each.carton_gross,
        lambda each: Refused(
            "the net weight {net} is above the gross weight {gross}",
            net=f"{each.carton_net:f}",
            gross=f"{each.carton_gross:f}",
        ),
    ),
)
"""What must hold, and what is said where it does not."""


def _only(each: Product, *names: str) -> dict[str, str]:
    return {name: f"{getattr(each, name):f}" for name in names}
