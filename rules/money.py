"""Money: currencies and their smallest units (ISO 4217), and rounding that adds up on paper."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from rules.refusal import Refused

CURRENCIES = frozenset(
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP"
    " CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR"
    " IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU"
    " MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG"
    " SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST"
    " XAF XCD XCG XOF XPF YER ZAR ZMW ZWG".split()
)
_DIGITS = (
    dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(), 0)
    | dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3)
)  # fmt: skip
_NAMES = {
    "$": "USD", "US$": "USD", "USD$": "USD", "DOLLAR": "USD", "DOLLARS": "USD", "美元": "USD", "美金": "USD", "刀": "USD",
    "€": "EUR", "EURO": "EUR", "EUROS": "EUR", "欧元": "EUR", "£": "GBP", "POUND": "GBP", "英镑": "GBP",
    "RMB": "CNY", "¥": "CNY", "￥": "CNY", "元": "CNY", "人民币": "CNY", "CNH": "CNY", "日元": "JPY", "YEN": "JPY",
    "HK$": "HKD", "港币": "HKD", "港元": "HKD", "卢布": "RUB", "加元": "CAD", "澳元": "AUD", "A$": "AUD", "C$": "CAD",
    "新元": "SGD", "S$": "SGD", "韩元": "KRW", "卢比": "INR", "₹": "INR", "₽": "RUB",
}  # fmt: skip
"""Other ways in which people here write a currency; "¥" is the company's own yuan, yen is written JPY."""
_THOUSANDS = re.compile(r"\d{1,3}([,' ’])\d{3}(?:\1\d{3})*(?:\.\d+)?")
LARGEST = Decimal(10) ** 12
"""No amount of ours is as large."""


def minor_digits(currency: str) -> int:
    """How many decimal places the currency has: USD 2, JPY 0, KWD 3 (ISO 4217)."""
    return _DIGITS.get(currency, 2)


def rounded(amount: Decimal, currency: str) -> Decimal:
    """The amount in whole smallest units of the currency, half up, with all its places: 3.125 USD is 3.13."""
    return amount.quantize(Decimal(1).scaleb(-minor_digits(currency)), rounding=ROUND_HALF_UP)


def total_of(amounts: Iterable[Decimal], currency: str) -> Decimal:
    """The sum of amounts that are rounded one by one: what a customer gets when he adds up the paper."""
    return sum((rounded(each, currency) for each in amounts), rounded(Decimal(), currency))


def shown(amount: Decimal, currency: str) -> str:
    """As people here write it, with the currency before it: USD 12,400.00. Not rounded to fewer places than it has."""
    return f"{currency} {plain(amount, currency)}"


def plain(amount: Decimal, currency: str = "") -> str:
    """With commas between thousands, and at least as many places as the currency has: 12,400.00; 0.0325."""
    places = max(minor_digits(currency) if currency else 0, _places(amount))
    return f"{amount:,.{places}f}"


def currency_of(written: str) -> str:
    """The ISO code that somebody means: usd, $, RMB, 美元. Refuses what is none."""
    word = "".join(written.split()).upper().replace("＄", "$")
    code = _NAMES.get(word, word)
    if code not in CURRENCIES:
        raise Refused("I know no currency {word}. Write its three letters, like USD or EUR.", word=written[:20])
    return code


def amount_of(written: str) -> Decimal:
    """The decimal that somebody wrote: 3.20, 1,200.50, 12 000, 1'000, ３.２０; a comma before one or two digits is a decimal one.

    Refuses what is none, and what is negative or absurdly large.
    """
    text = written.strip().translate(_WIDE)
    if _THOUSANDS.fullmatch(text):
        text = re.sub(r"[,' ’]", "", text)
    elif re.fullmatch(r"\d+,\d{1,2}", text):
        text = text.replace(",", ".")
    try:
        amount = Decimal(text) if re.fullmatch(r"\d{0,15}(?:\.\d{0,10})?", text) else Decimal("NaN")
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or amount >= LARGEST:
        raise Refused("{text} is no amount. Write it like 3.20 or 12,400.00.", text=written[:40])
    return amount


def _places(amount: Decimal) -> int:
    """Decimal places without zeros behind."""
    exponent = amount.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


_WIDE = {0xFF10 + digit: str(digit) for digit in range(10)} | {ord("．"): ".", ord("，"): ",", 0xA0: " ", 0x202F: " "}
