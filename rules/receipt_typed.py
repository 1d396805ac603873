"""What somebody types of money that came: amount and currency, rate, bank fees, the day, which part, and what is said twice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rules.money import amount_of, currency_of, rounded
from rules.order_days_typed import typed_day
from rules.refusal import Refused

EXAMPLE = "/paid 88 30000 USD"
RATE_EXAMPLE = "/paid 88 208000 CNY rate 7.1"
OLDEST = 1096
"""Days back that money may have come when it is typed."""
_LONGEST_NOTE = 300

_NUMBER = r"\d[\d,.' ’]*\d|\d"
_SIGN = (
    r"(?!(?:the|for|via|per|and|was|has|fee|yes|not|due|by|on)\b)[A-Za-z]{3}(?![A-Za-z])|US\$|HK\$|A\$|C\$|S\$|[$€£¥￥₹₽]"
    r"|美元|美金|欧元|英镑|人民币|日元|港币|港元|元|刀|卢布|卢比|加元|澳元|新元|韩元"
)
_TIMES = {"k": 1000, "万": 10_000, "w": 10_000, "千": 1000, "m": 1_000_000, "百万": 1_000_000}
_AMOUNT = re.compile(
    rf"(?<![\w.])(?P<minus>[-−])?(?P<before>{_SIGN})?\s*(?P<minus2>[-−])?(?P<number>{_NUMBER})(?!\d|e\d)\s*(?P<times>百万|万|千|[kKwW](?![A-Za-z]))?"
    rf"\s*(?P<after>{_SIGN})?",
    re.IGNORECASE,
)
_RATE = re.compile(r"(?:\bat\s+)?(?:\brate\b|\bexchange rate\b|汇率|@)\s*[:：=]?\s*(\d+(?:\.\d+)?)", re.IGNORECASE)
_FEES = re.compile(
    rf"(?:\b(?:bank )?(?:fees?|charges?)\b|手续费|银行费用|银行扣费)\s*[:：=]?\s*(?P<amount>{_NUMBER})\s*(?P<sign>{_SIGN})?",
    re.IGNORECASE,
)
_PART = re.compile(r"(?:\bpart\s*|\bfor part\s*|第)(\d{1,2})(?:\s*(?:期|笔|部分))?", re.IGNORECASE)
_PART_NAMES = {
    "deposit": "deposit",
    "定金": "deposit",
    "订金": "deposit",
    "balance": "balance",
    "余款": "balance",
    "尾款": "balance",
}
_DAY = re.compile(
    r"(?:\bon\s+|\breceived\s+|日期\s*)?(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}[日号]?|\d{1,2}月\d{1,2}[日号]|\b\d{1,2}(?:st|nd|rd|th)?\s"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?:\s\d{4})?|\btoday\b|\byesterday\b|今天|昨天|前天)",
    re.IGNORECASE,
)
_FLAG = re.compile(r"\b(again|more)\b|再次|多付", re.IGNORECASE)
_FLAGS = {"again": "again", "再次": "again", "more": "more", "多付": "more"}


@dataclass(frozen=True, slots=True)
class Typed:
    """Money that came, as it was typed. `amount` None: only words. `currency` empty: the order's own."""

    amount: Decimal | None = None
    currency: str = ""
    rate: Decimal | None = None
    fees: Decimal = Decimal()
    on: date | None = None
    part: int | None = None
    part_name: str = ""
    flags: frozenset[str] = frozenset()
    """again: it did come twice; more: it is more than the order's total, and right."""
    note: str = ""

    def command(self, order: int, *more: str) -> str:
        """The same words once more, with further ones behind them."""
        told = [f"/paid {order}", f"{self.amount:f}" if self.amount is not None else "", self.currency]
        told += [f"rate {self.rate:f}"] if self.rate is not None and not any("rate" in each for each in more) else []
        told += [f"fee {self.fees:f}"] if self.fees else []
        told += [f"on {self.on.isoformat()}"] if self.on is not None else []
        told += [f"part {self.part}"] if self.part is not None else []
        told += [self.part_name, *sorted(self.flags), *more, self.note]
        return " ".join(each for each in told if each)


def typed(text: str, today: date) -> Typed:
    """`30000 USD on 2026-05-18 fee 25 rate 7.1 part 1`, `3万美元 手续费25`. Refuses no amount, none above zero, days to come."""
    rest = text.strip()
    rest, rate = _taken(_RATE, rest)
    rest, fees = _taken(_FEES, rest)
    rest, day = _taken(_DAY, rest)
    rest, part = _taken(_PART, rest)
    flags, rest = _flags(rest)
    found = _AMOUNT.search(rest)
    if found is None:
        return Typed(note=rest.strip()[:_LONGEST_NOTE], flags=flags)
    note = f"{rest[: found.start()]} {rest[found.end() :]}"
    name = next((value for key, value in _PART_NAMES.items() if key in note.casefold()), "")
    return Typed(
        amount=_amount(found),
        currency=_currency(found),
        rate=_rate(rate),
        fees=amount_of(fees["amount"]) if fees else Decimal(),
        on=_came_on(day[1], today) if day else None,
        part=int(part[1]) if part else None,
        part_name=name,
        flags=flags,
        note=" ".join(re.sub("|".join(_PART_NAMES), " ", note, flags=re.IGNORECASE).split()).strip(" ,，.。;；")[
            :_LONGEST_NOTE
        ],
    )


_ROUGHLY = {
    "USD": 1, "EUR": 1, "GBP": 1, "CHF": 1, "SGD": 1, "AUD": 2, "CAD": 1, "CNY": 7, "HKD": 8, "JPY": 150, "RUB": 90,
    "INR": 85, "KRW": 1350, "TRY": 35, "MXN": 18, "BRL": 6, "THB": 35, "VND": 25_000, "IDR": 16_000, "AED": 4, "SAR": 4,
}  # fmt: skip
"""Units of it for a dollar, in the order of magnitude: only to know which way round a rate is meant, never to reckon with."""


def counted(amount: Decimal, rate: Decimal, known: Decimal | None, source: str, target: str) -> tuple[Decimal, Decimal]:
    """What an amount is in the order's currency `target` by a rate that may be meant either way round, and units of it for one.

    "208000 CNY rate 7.1" for an order in USD is 29,295.77. `known`: units of `target` for one of `source` as the
    department's rates have it, if they do.
    """
    expected = known or Decimal(_ROUGHLY.get(target, 1)) / Decimal(_ROUGHLY.get(source, 1))
    straight, turned = _apart(rate, expected), _apart(1 / rate, expected)
    per_one = rate if straight <= turned else 1 / rate
    return rounded(amount * per_one, target), per_one


def _apart(one: Decimal, other: Decimal) -> Decimal:
    """How many times larger the larger of two rates is."""
    return max(one / other, other / one)


def _taken(pattern: re.Pattern[str], text: str) -> tuple[str, re.Match[str] | None]:
    found = pattern.search(text)
    return (text, None) if found is None else (f"{text[: found.start()]} {text[found.end() :]}", found)


def _flags(text: str) -> tuple[frozenset[str], str]:
    found = frozenset(_FLAGS[each.group().casefold()] for each in _FLAG.finditer(text))
    return found, _FLAG.sub(" ", text)


def _amount(found: re.Match[str]) -> Decimal:
    if found["minus"] or found["minus2"]:
        raise Refused(
            "Money that came is more than zero. Money that went back: {example}",
            example="/paid 88 refund 500 USD returned goods",
        )
    amount = amount_of(found["number"].strip()) * _TIMES.get((found["times"] or "").casefold(), 1)
    if amount <= 0:
        raise Refused("Money that came is more than zero. {example}", example=EXAMPLE)
    return amount


def _currency(found: re.Match[str]) -> str:
    told = [each for each in (found["before"], found["after"]) if each]
    codes = {currency_of(each) for each in told}
    if len(codes) > 1:
        raise Refused("{one} or {other}? Write one currency: {example}", one=told[0], other=told[1], example=EXAMPLE)
    return next(iter(codes), "")


def _rate(found: re.Match[str] | None) -> Decimal | None:
    if found is None:
        return None
    rate = Decimal(found[1])
    if not Decimal("0.000001") < rate < 1_000_000:
        raise Refused("{rate} is no rate of exchange. {example}", rate=found[1][:20], example=RATE_EXAMPLE)
    return rate


def _came_on(words: str, today: date) -> date:
    day = typed_day(words, today, past=True)
    if day > today:
        raise Refused(
            "{day} is still to come. On which day did the money come? {example}",
            day=day,
            example=f"{EXAMPLE} on {today}",
        )
    if (today - day).days > OLDEST:
        raise Refused(
            "{day} is more than three years ago. On which day did the money come? {example}", day=day, example=EXAMPLE
        )
    return day
