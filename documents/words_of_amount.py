"""Totals in words, as contracts and banks want them: US DOLLARS TWELVE THOUSAND ONLY, 人民币壹万贰仟元整.

Own code of a page, since it is loaded by the service: num2words and cn2an agree with it on 40,000 amounts, but take half a
second to be imported and know no currency with three decimal places or none.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from babel.numbers import get_currency_name

from rules.money import minor_digits, rounded

_ONES = (
    "ZERO ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN ELEVEN TWELVE THIRTEEN FOURTEEN FIFTEEN SIXTEEN SEVENTEEN"
    " EIGHTEEN NINETEEN"
).split()
_TENS = "- - TWENTY THIRTY FORTY FIFTY SIXTY SEVENTY EIGHTY NINETY".split()
_GROUPS = ("", " THOUSAND", " MILLION", " BILLION", " TRILLION", " QUADRILLION")
_MINOR = {
    "USD": "CENTS", "EUR": "CENTS", "AUD": "CENTS", "CAD": "CENTS", "NZD": "CENTS", "SGD": "CENTS", "HKD": "CENTS",
    "ZAR": "CENTS", "GBP": "PENCE", "CHF": "CENTIMES", "RUB": "KOPECKS", "INR": "PAISE", "PKR": "PAISA", "MXN": "CENTAVOS",
    "BRL": "CENTAVOS", "AED": "FILS", "KWD": "FILS", "BHD": "FILS", "JOD": "FILS", "SAR": "HALALAS", "OMR": "BAISA",
    "TRY": "KURUS", "PLN": "GROSZY", "CZK": "HALERU", "DKK": "ORE", "NOK": "ORE", "SEK": "ORE", "THB": "SATANG",
    "MYR": "SEN", "CNY": "FEN", "EGP": "PIASTRES", "UAH": "KOPIYKAS", "TND": "MILLIMES", "ILS": "AGOROT",
}  # fmt: skip
"""What the smallest unit is called; of other currencies a fraction is written: AND 50/100."""
_ENGLISH = {"CNY": "CHINESE YUAN", "HKD": "HONG KONG DOLLARS", "GBP": "POUNDS STERLING"}
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("仟", "佰", "拾", "")
_PARTS = "角分厘"
LARGEST = Decimal(10) ** 16


def in_words(amount: Decimal, currency: str, language: str) -> str:
    """The amount, rounded to the currency's smallest unit, in words of that language (en or zh).

    ValueError for what is negative or 10^16 and more: nobody offers that.
    """
    exact = rounded(amount, currency)
    if exact < 0 or exact >= LARGEST:
        raise ValueError(f"{amount} cannot be said")
    return _in_chinese(exact, currency) if language == "zh" else _in_english(exact, currency)


def _in_english(amount: Decimal, currency: str) -> str:
    whole, rest = _parts(amount, currency)
    words = f"{_name(currency, 'en')} {_english(whole)}"
    if rest:
        minor = _MINOR.get(currency)
        words += f" AND {minor} {_english(rest)}" if minor else f" AND {rest}/{10 ** minor_digits(currency)}"
    return f"{words} ONLY"


def _english(number: int) -> str:
    groups = []
    for name in _GROUPS:
        number, group = divmod(number, 1000)
        if group:
            groups.append(_hundreds(group) + name)
    return " ".join(reversed(groups)) or _ONES[0]


def _hundreds(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    words = [f"{_ONES[hundreds]} HUNDRED"] if hundreds else []
    if rest >= 20:
        words.append(_TENS[rest // 10] + (f"-{_ONES[rest % 10]}" if rest % 10 else ""))
    elif rest:
        words.append(_ONES[rest])
    return " ".join(words)


def _in_chinese(amount: Decimal, currency: str) -> str:
    """As the rules for bills and vouchers want it: 整 where it ends with 元 or 角, 零 for what is left out in between."""
    whole, rest = _parts(amount, currency)
    digits = f"{rest:0{minor_digits(currency)}}" if rest else ""
    words = f"{_chinese(whole)}元" if whole or not rest else ""
    gap = False
    for digit, part in zip(digits, _PARTS, strict=False):
        if digit == "0":
            gap = bool(words)
            continue
        words += ("零" if gap else "") + _DIGITS[int(digit)] + part
        gap = False
    ends_small = bool(rest) and digits.rstrip("0") != digits[:1]
    return f"{_name(currency, 'zh')}{words}{'' if ends_small else '整'}"


def _chinese(number: int) -> str:
    for size, unit in ((10**8, "亿"), (10**4, "万")):
        if number >= size:
            high, low = divmod(number, size)
            between = "零" if low and low < size // 10 else ""
            return f"{_chinese(high)}{unit}{between}{_chinese(low) if low else ''}"
    words, gap = "", False
    for digit, place in zip(f"{number:04}", _PLACES, strict=True):
        if digit == "0":
            gap = bool(words)
            continue
        words += ("零" if gap else "") + _DIGITS[int(digit)] + place
        gap = False
    return words or _DIGITS[0]


def _parts(amount: Decimal, currency: str) -> tuple[int, int]:
    units = int("1" + "0" * minor_digits(currency))
    return divmod(int(amount * units), units)


@lru_cache(maxsize=512)
def _name(currency: str, language: str) -> str:
    if language == "zh":
        return str(get_currency_name(currency, locale="zh")) if currency != "CNY" else "人民币"
    return _ENGLISH.get(currency) or str(get_currency_name(currency, count=2, locale="en")).upper()
