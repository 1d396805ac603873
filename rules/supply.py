"""What production or purchasing answers: can it be had, in how many days, at what cost; what a quotation makes of it (R115)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rules.money import amount_of, currency_of
from rules.permission import Role
from rules.quote import QuoteLine
from rules.refusal import Refused

YES, PARTLY, NO = "yes", "partly", "no"
EXAMPLE = "30 days, 1.95 CNY"
LONGEST_DAYS = 730
LONGEST_NOTE = 300
OFFERED_DAYS = (15, 20, 30, 45, 60)
"""Days that are offered by button."""
MADE = frozenset({"raw_material", "production", "labour"})
"""Cost lines of what is made here."""
BOUGHT = "purchase_price"


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody said to a question of supply; `days` are calendar days, `cost` is of one unit. Empty: not said."""

    answer: str = ""
    days: int | None = None
    cost: Decimal | None = None
    currency: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Supply:
    """A question as it stands: about how many of which product, and what was answered by whom."""

    number: int
    product: str
    quantity: Decimal
    answer: str = ""
    days: int | None = None
    by: int | None = None


def asked_of(line: QuoteLine) -> frozenset[Role]:
    """Who knows: purchasing for what is bought, production for what is made; nobody yet where the costs do not tell."""
    names = {name for name, _ in line.costs}
    if BOUGHT in names and not names & MADE:
        return frozenset({Role.PURCHASING})
    if names & MADE and BOUGHT not in names:
        return frozenset({Role.PRODUCTION})
    return frozenset()


def is_bought(line: QuoteLine, roles: frozenset[str]) -> bool:
    """Whether a cost that somebody of these roles told is a purchase price: by the position's costs, else by the role."""
    known = asked_of(line)
    return Role.PURCHASING in (known or roles) and Role.PRODUCTION not in (known or roles)


def name_of(line: QuoteLine) -> str:
    """How a question names the product: its number, or its name where it has none."""
    return line.product or line.name()


def read_answer(text: str) -> Answer:
    """What the words say: `30 days, 1.95`, `yes 30`, `可以 30天 成本1.95`, `partly: 500 pcs now, 20 days`, `no, mould broken`.

    A range of days counts with its longer end. Refuses what holds none of answer, days, cost, and what cannot be.
    """
    rest = " ".join(unicodedata.normalize("NFKC", text).split())
    answer, rest = _answer(rest)
    days, rest = _days(rest)
    cost, currency, rest = _cost(rest, days is not None)
    if days is None and answer != NO and (found := _BARE_DAYS.search(rest)) is not None:
        days, rest = int(found["days"]), _without(rest, found)
    note = rest.strip(" ,.;:，。；：-–")
    if not (answer or days or cost):
        raise Refused("I cannot read that as an answer. Example: {example}", example=EXAMPLE)
    if days is not None and not 0 < days <= LONGEST_DAYS:
        raise Refused("{days} days cannot be. Say 1 to {limit}.", days=days, limit=LONGEST_DAYS)
    return Answer(answer or (YES if days else ""), days, cost, currency, note[:LONGEST_NOTE])


def answered_for(line: QuoteLine, supplies: Iterable[Supply]) -> Supply | None:
    """The newest answer that holds for the position: for that product, and for no fewer than it is now."""
    wanted, quantity = name_of(line).casefold(), line.quantity
    found = [
        each
        for each in supplies
        if each.answer and each.product.casefold() == wanted and (quantity is None or each.quantity >= quantity)
    ]
    return max(found, key=lambda each: each.number, default=None)


def unconfirmed(lines: Sequence[QuoteLine], supplies: Sequence[Supply]) -> tuple[int, ...]:
    """The positions, from 1, of which nobody has said that all of it can be had."""
    told = [(number, answered_for(each, supplies)) for number, each in enumerate(lines, 1)]
    return tuple(number for number, each in told if each is None or each.answer != YES)


def cycle(lines: Sequence[QuoteLine], supplies: Sequence[Supply]) -> int | None:
    """The longest of the answered production cycles, in days; None where nobody told one."""
    told = (answered_for(each, supplies) for each in lines)
    return max((each.days for each in told if each is not None and each.days), default=None)


def _answer(text: str) -> tuple[str, str]:
    for answer, pattern in _ANSWER_WORDS:
        if (found := pattern.match(text)) is not None:
            return answer, text[found.end() :].strip(" ,.:;!，。：；！")
    return "", text


def _days(text: str) -> tuple[int | None, str]:
    found = _DAYS.search(text)
    if found is None:
        return None, text
    number = Decimal(found["last"] or found["first"])
    unit = next(length for length, words in _UNITS if re.fullmatch(words, found["unit"], re.IGNORECASE))
    return int(number * unit), _without(text, found)


def _cost(text: str, has_days: bool) -> tuple[Decimal | None, str, str]:
    """An amount beside a currency or the word cost; else one with a point; else, where days are told, what is left."""
    read = [(found, *_currency(found)) for found in _COST.finditer(text)]
    marked = [each for each in read if each[1] or (each[0]["word"] or "").strip()]
    plain = [each for each in read if not each[2] and "." in each[0]["number"]]
    alone = [each for each in read if has_days and not each[2] and not _without(text, each[0]).strip(" ,，.。")]
    for found, currency, strange in (*marked, *plain, *alone):
        start = found.start("after") if strange else found.end()
        return (
            amount_of(found["number"].rstrip(",'")),
            currency,
            " ".join(f"{text[: found.start()]} {text[start:]}".split()),
        )
    return None, "", text


def _currency(found: re.Match[str]) -> tuple[str, bool]:
    """The currency beside an amount, and whether what stands behind it is another word."""
    for name in ("before", "after"):
        if found[name]:
            try:
                return currency_of(found[name]), name == "before" and bool(found["after"])
            except Refused:
                continue
    return "", bool(found["after"])


def _without(text: str, found: re.Match[str]) -> str:
    return " ".join(f"{text[: found.start()]} {text[found.end() :]}".split())


_ANSWER_WORDS = (
    (NO, re.compile(r"no\b|cannot\b|can't\b|impossible\b|不能|不行|不可以|做不了|没有|没货|无法|不可", re.IGNORECASE)),
    (PARTLY, re.compile(r"partly\b|partially\b|part\b|some\b|部分|只能|一部分", re.IGNORECASE)),
    (YES, re.compile(r"yes\b|ok\b|okay\b|can\b|sure\b|可以的?|能做|没问题|有货|能|行|是的?|好的?", re.IGNORECASE)),
)
_UNITS = ((1, r"days?|d|calendar days?|天|日"), (7, r"weeks?|wks?|w|周|个?星期"), (30, r"months?|mths?|个?月"))
_DAYS = re.compile(
    r"(?P<first>\d{1,4}(?:\.5)?)(?:\s*(?:-|–|to|至|到|~)\s*(?P<last>\d{1,4}(?:\.5)?))?\s*"
    r"(?P<unit>calendar days?|days?|weeks?|wks?|months?|mths?|个?星期|个?月|天|日|周|[dw](?![a-z]))",
    re.IGNORECASE,
)
_BARE_DAYS = re.compile(r"(?:\A|[,，;；]\s*)(?P<days>\d{1,4})\s*(?:[,，;；]|\Z)")
_SIGN = r"US\$|HK\$|[$€£¥￥₹₽]|[A-Za-z]{2,}|美元|美金|欧元|人民币|元|港币"
_COST = re.compile(
    r"(?P<word>(?:\b(?:costs?|price|at)\b|成本|价格|单价|@)\s*(?:is\b|[:=约])?\s*)?"
    rf"(?P<before>(?:{_SIGN})\s*)?(?<![\d.])(?P<number>\d[\d,']*(?:\.\d+)?|\.\d+)(?![\d.]*\d)\s*(?P<after>{_SIGN})?",
    re.IGNORECASE,
)
