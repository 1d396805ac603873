"""Quantities and prices inside a typed line: where they stand, what they are worth, and what is left over as the product."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from rules.money import LARGEST, amount_of, currency_of
from rules.quote_labels import LINE_LABELS, ONES, UNIT_OF, UNITS, WHOLE, alternatives
from rules.refusal import Refused

_NUMBER = r"[-+−]?\d(?:[\d,.'’]*\d)?(?:[eE]\d{1,3})?"
_SPACED = rf"(?:\d{{1,3}}(?: \d{{3}})+(?![\d.,])|{_NUMBER})"
"""Also 10 000, where no other number is meant to follow."""
_TIMES = r"(?:k|K|万|千|百)"
_UNIT = "(?:" + "|".join(alternatives(each) for each in UNITS.values()) + ")"
_UNIT_ENDS = r"(?![A-Za-z0-9²³])"
_CODE = (
    r"(?:US\$|USD\$|HK\$|[ACS]\$|(?!(?:per|for|net)\b)[A-Za-z]{3}(?![A-Za-z])|[$€£¥₹₽]|美元|美金|欧元|英镑|人民币|日元|港币|港元|卢布|加元"
    "|澳元|新元|韩元|卢比|元|刀)"
)
_PER = rf"(?:\s*(?:/|per\b|each\b|一|每)\s*(?P<per>{_UNIT})?{_UNIT_ENDS})?"
_PER_MANY = re.compile(r"\s*(?:/|per\b|每)\s*\d", re.IGNORECASE)
_BECOMES = r"(?:[:=]|to\b|改成|改为|改到|调到|降到|涨到|是)?"
_AT = re.compile(rf"[@＠]\s*({_CODE})?\s*({_NUMBER})\s*({_CODE})?{_PER}", re.IGNORECASE)
_PRICE_LABEL = re.compile(
    rf"(?<![A-Za-z])(?:{alternatives(LINE_LABELS['price'])})(?![A-Za-z])\s*{_BECOMES}\s*({_CODE})?\s*({_NUMBER})\s*({_CODE})?{_PER}",
    re.IGNORECASE,
)
_BEFORE = re.compile(rf"(?<![A-Za-z0-9])({_CODE})\s*({_NUMBER}){_PER}", re.IGNORECASE)
_BEHIND = re.compile(rf"(?<![A-Za-z0-9_.,-])({_NUMBER})\s*({_CODE}){_PER}", re.IGNORECASE)
_QUANTITY_LABEL = re.compile(
    rf"(?<![A-Za-z])(?:{alternatives(LINE_LABELS['quantity'])})(?![A-Za-z])\s*{_BECOMES}\s*({_SPACED})\s*({_TIMES})?\s*({_UNIT}{_UNIT_ENDS})?",
    re.IGNORECASE,
)
_BY = re.compile(
    rf"(?:(?<=\s)|(?<=[^\W\d])|(?<=[)\]])|^)[x×*✕✖]\s*({_SPACED})\s*({_TIMES})?\s*({_UNIT}{_UNIT_ENDS})?", re.IGNORECASE
)
_BY_CLOSE = re.compile(
    rf"(?<=\d)[x×*✕✖]\s*({_NUMBER})(?![x×*\d])\s*({_TIMES})?\s*({_UNIT}{_UNIT_ENDS})?", re.IGNORECASE
)
_COUNTED = re.compile(rf"(?<![\w.,/-])({_SPACED})\s*({_TIMES})?\s*({_UNIT}){_UNIT_ENDS}", re.IGNORECASE)
_COUNTED_ZH = re.compile(
    rf"(?<![\d.,])({_NUMBER})\s*({_TIMES})?\s*([个只件支条颗粒根片枚把张块套组台部双对打卷箱盒袋包瓶桶盘吨米])"
)
_TIMED = re.compile(rf"(?<![\w.,/-])({_NUMBER})({_TIMES})(?![A-Za-z0-9])()", re.IGNORECASE)
_BARE = re.compile(rf"(?<!\S)({_NUMBER})(?!\S)")
_QUANTITY_BY_PRICE = re.compile(
    rf"(?<!\S){_NUMBER}\s+([x×*]\s*({_CODE})?\s*(\d+\.\d{{1,4}})\s*({_CODE})?)\Z", re.IGNORECASE
)
"""2000 x 3.2"""
_JOINTS = re.compile(r"(?:\s+(?:at|for|of|price|qty))+\s*\Z|\s*[,，;]\s*(?=[,，;])", re.IGNORECASE)
_SCALE = {"k": 1_000, "万": 10_000, "千": 1_000, "百": 100}
_THREE_BEHIND = re.compile(r"\d{1,3}\.\d{3}(?:\.\d{3})*")
_MOST_PLACES = 6


@dataclass(frozen=True, slots=True)
class Figures:
    """What a line says: quantity in `unit` ("" where none is said), price per unit in `currency`, and the words around them."""

    rest: str
    quantity: Decimal | None = None
    unit: str = ""
    price: Decimal | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class _Spot:
    start: int
    end: int
    number: str
    times: str = ""
    unit: str = ""
    currency: str = ""


def figures(text: str, *, bare: bool = True) -> Figures:
    """The figures of one position. `bare`: whether numbers without any sign count, too: "LED-5050 2000 3.2".

    Refuses a quantity or price that cannot be, and a currency that there is not. `text` has half-width signs.
    """
    price = _price(text)
    if price is not None and _PER_MANY.match(text, price.end):
        raise Refused("Write the price of one, like {example}.", example="@ 3.20")
    text, price = _taken(text, price)
    text, count = _taken(text, _quantity(text))
    if bare:
        text, count, price = _bare(text, count, price)
    rest = _around(text) if count or price else text.strip()
    return Figures(
        rest,
        None if count is None else quantity_of(count.number + count.times),
        _one_unit(count, price),
        None if price is None else price_of(price.number),
        "" if price is None or not price.currency else currency_of(price.currency),
    )


def _one_unit(count: _Spot | None, price: _Spot | None) -> str:
    """The unit of both. Refuses a price per dozen for a quantity in pieces."""
    counted = "" if count is None else UNIT_OF.get(count.unit.casefold(), "")
    priced = "" if price is None else UNIT_OF.get(price.unit.casefold(), "")
    if counted and priced and counted != priced and not {counted, priced} <= ONES:
        raise Refused(
            "The quantity is in {unit}, the price per {other}. Write both in one unit.", unit=counted, other=priced
        )
    return counted or priced


def _around(text: str) -> str:
    """The words around the figures, without what only joined them."""
    words = " ".join(text.replace("\0", " ").split())
    return _JOINTS.sub("", words).lstrip(" ,;:，。、").rstrip(" ,;:，。、=@/-")


def has_figures(text: str) -> bool:
    """Whether a quantity or a price is marked as such in it: x 2000, 2000 pcs, @ 3.20, USD 3.2."""
    return _price(text) is not None or _quantity(text) is not None


def whole_of(quantity: Decimal, unit: str, words: str) -> Decimal:
    """The quantity, if there can be as many. Refuses half a piece."""
    if unit in WHOLE and quantity != quantity.to_integral_value():
        raise Refused("{words}: there is no part of one. Write it like {example}.", words=words[:40], example="x 2000")
    return quantity


def quantity_of(written: str) -> Decimal:
    """2000, 10,000, 10k, 1.5万. Refuses 0, what is negative, what is no number, and 10.000, which is read in two ways."""
    words = written.strip()
    times = next((value for sign, value in _SCALE.items() if words[-1:].casefold() == sign), 1)
    number = words[:-1] if times > 1 else words
    if _THREE_BEHIND.fullmatch(number) and times == 1:
        raise Refused(
            "{words} can be read in two ways. Write {one} or {other}.",
            words=words[:40],
            one=number.replace(".", ""),
            other=number.split(".")[0],
        )
    try:
        value = amount_of(number) * times if number else Decimal()
    except Refused:
        value = Decimal()
    if not 0 < value < LARGEST:
        raise Refused("{words} is no quantity. Write it like {example}.", words=words[:40] or "?", example="x 2000")
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def price_of(written: str) -> Decimal:
    """3.20, 3,2, 1,200.50. Refuses 0, what is negative or absurdly large, and more places than a price has."""
    words = written.strip()
    try:
        value = amount_of(words)
    except Refused:
        value = Decimal()
    exponent = value.normalize().as_tuple().exponent
    if value <= 0 or not isinstance(exponent, int) or exponent < -_MOST_PLACES:
        raise Refused("{words} is no price. Write it like {example}.", words=words[:40] or "?", example="@ 3.20")
    return value


def _taken(text: str, spot: _Spot | None) -> tuple[str, _Spot | None]:
    """The text with a gap where the spot was, so that what stands around it does not grow together."""
    return (text, None) if spot is None else (_gap(text, spot), spot)


def _price(text: str) -> _Spot | None:
    for pattern in (_AT, _PRICE_LABEL):
        if found := pattern.search(text):
            first, second = found[1] or "", found[3] or ""
            if first and second and not _is_money(second):
                second = ""
            if second and not _is_money(second) and second.casefold() in UNIT_OF:
                second = ""
            return _Spot(found.start(), found.end(), found[2], unit=found["per"] or "", currency=first or second)
    if found := _QUANTITY_BY_PRICE.search(text):
        return _Spot(found.start(1), found.end(), found[3], currency=found[2] or found[4] or "")
    for found in _BEFORE.finditer(text):
        if _is_money(found[1]):
            return _Spot(found.start(), found.end(), found[2], unit=found["per"] or "", currency=found[1])
    for found in _BEHIND.finditer(text):
        if _is_money(found[2]):
            return _Spot(found.start(), found.end(), found[1], unit=found["per"] or "", currency=found[2])
    return None


def _is_money(written: str) -> bool:
    try:
        currency_of(written)
    except Refused:
        return False
    return True


def _quantity(text: str) -> _Spot | None:
    """Marked ones first; of numbers with units those that count things, the last one of them; then those that measure."""
    for pattern in (_QUANTITY_LABEL, _BY):
        if found := _last(pattern, text):
            return _spot(found)
    counted = [*_COUNTED.finditer(text), *_COUNTED_ZH.finditer(text)]
    things = [each for each in counted if UNIT_OF.get(each[3].casefold(), "") in WHOLE]
    if things:
        return _spot(max(things, key=lambda each: each.start()))
    if (found := _last(_BY_CLOSE, text)) and len(re.findall(r"\d\s*[x×*]\s*\d", text)) == 1:
        return _spot(found)
    if counted:
        return _spot(counted[-1])
    return _spot(found) if (found := _last(_TIMED, text)) else None


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return next(iter(reversed(list(pattern.finditer(text)))), None)


def _spot(found: re.Match[str]) -> _Spot:
    return _Spot(found.start(), found.end(), found[1].replace(" ", ""), times=found[2] or "", unit=found[3] or "")


def _bare(text: str, count: _Spot | None, price: _Spot | None) -> tuple[str, _Spot | None, _Spot | None]:
    """Numbers that stand alone: quantity and price in this order, or the one that is lacking; a fraction is a price."""
    spots = [_Spot(each.start(), each.end(), each[1]) for each in _BARE.finditer(text)]
    alone = text.replace(spots[0].number, "", 1).strip() if spots else ""
    is_figure = len(spots) == 2 and alone == spots[1].number and "." in alone  # 2000 3.2
    if len(spots) > 1 and not count and not price and spots[0].start == 0 and not is_figure:
        spots = spots[1:]  # a product that is a number: 6204 2000 0.32
    if not count and not price and len(spots) >= 2:
        count, price = spots[-2:]
        return _gap(_gap(text, price), count), count, price
    if len(spots) >= 1 and (not count or not price) and (len(text.split()) > 1 or count or price or spots[0].number):
        last = spots[-1]
        if last.start == 0 and text[last.end :].strip() and (count is None or "." not in last.number):
            return text, count, price  # what it begins with is the product
        if not price and (count or "." in last.number):
            return _gap(text, last), count, last
        if not count:
            return _gap(text, last), last, price
    return text, count, price


def _gap(text: str, spot: _Spot) -> str:
    return f"{text[: spot.start]} \0 {text[spot.end :]}"
