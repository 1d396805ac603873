"""What people write about costs, read line by line: `1 raw_material 1.20 CNY`, `freight 900`, `insurance 0.3%`, `1 人工0.5元`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from rules.incoterms import CHARGES
from rules.money import amount_of, currency_of
from rules.refusal import Refused

REASON = "reason"
OTHER = "other_cost"
BY_PERCENT = frozenset({"insurance", "duty", OTHER})
"""Charges that may be told as a part of the value: insurance of 110 % of CIF, duty of CIF, other costs of the total."""
LONGEST_REASON = 300
EXAMPLE = "1 raw_material 1.20 CNY"

COST_WORDS: Mapping[str, str] = {
    "raw_material": "raw_material; raw material; raw; material; materials; mat; 原材料; 原料; 材料; 料",
    "production": "production; prod; making; processing; 生产成本; 生产费; 生产; 加工费; 加工",
    "labour": "labour; labor; wages; 人工费; 人工; 工费; 工资",
    "packaging_cost": "packaging_cost; packaging cost; packaging; packing; pack; 包装费; 包装; 包材",
    "transport": "transport; transportation; carriage; 运输费; 运输",
    "insurance": "insurance; ins; 保险费; 保险; 保费",
    "tax": "tax; taxes; vat; 税费; 税金; 税",
    "purchase_price": "purchase_price; purchase price; purchase; buying; bought; 采购成本; 采购价; 采购; 进价; 进货价",
    OTHER: "other_cost; other cost; other costs; other; others; misc; commission; agent; bank;"
    "其他费用; 其他; 杂费; 佣金; 手续费",
}
CHARGE_WORDS: Mapping[str, str] = {
    "inland": "inland; inland freight; trucking; 内陆运费; 国内运费; 内陆; 拖车费; 拖车",
    "local": "local; local charges; port charges; thc; 港杂费; 港杂; 本地费用; 报关费; 报关",
    "freight": "freight; sea freight; ocean freight; air freight; main carriage; 海运费; 空运费; 运费; 海运; 空运",
    "insurance": COST_WORDS["insurance"],
    "destination": "destination; destination charges; delivery abroad; 目的港费用; 目的地费用; 目的港; 目的地; 送货费; 派送",
    "unloading": "unloading; unload; 卸货费; 卸货",
    "duty": "duty; duties; import duty; customs; 进口关税; 关税; 进口税",
    OTHER: COST_WORDS[OTHER],
}
_REASON_WORDS = "reason; because; 原因; 理由"


@dataclass(frozen=True, slots=True)
class CostChange:
    """What somebody says of one cost. `position` counts from 1; None: of the whole, or of the only position.

    `amount` None takes it away. `currency` is empty where none was said. `percent`: the amount is per cent of something.
    `whole`: it is told for the whole position, not per unit. `text` is the reason of R116.
    """

    name: str
    position: int | None = None
    product: str = ""
    amount: Decimal | None = None
    currency: str = ""
    percent: bool = False
    estimate: bool = False
    whole: bool = False
    text: str = ""

    @property
    def is_charge(self) -> bool:
        """Of the whole quotation: what is named without a position and is a charge by its name."""
        return self.position is None and not self.product and self.name in {*CHARGES, OTHER}


def read_costs(text: str, products: Iterable[str] = ()) -> tuple[list[CostChange], list[Refused]]:
    """Every change that the words hold, and a refusal for each part that is none. `products`: the numbers of the positions."""
    known = {each.casefold(): each for each in products if each}
    changes: list[CostChange] = []
    faults: list[Refused] = []
    for each in filter(None, (part.strip() for part in re.split(r"[\n;；]", text))):
        former: CostChange | None = None
        for part in [each] if _named(_REASON, each) else _parts(each):
            try:
                former = _one(part.strip(), known, former)
            except Refused as refusal:
                faults.append(refusal)
            else:
                changes.append(former)
    return changes, faults


def named_alone(text: str) -> tuple[int | None, str] | None:
    """Position and name where somebody names a cost and no amount (`freight`, `2 labour`, `1 人工`); None for anything else."""
    position, _, rest = _position(unicodedata.normalize("NFKC", text), {})
    found = _named(_ALL if position is None else _COSTS, rest)
    return (position, found[0]) if found is not None and not found[1] else None


def told(text: str) -> CostChange:
    """An amount as somebody writes it, without a name: `1.20 CNY`, `¥1.2/pc`, `~900`, `0.3%`, `300 total`, `-`. Refuses none."""
    plain = _without_unit(unicodedata.normalize("NFKC", text).strip(" .。,=:"))
    if plain.casefold() in _NOTHING:
        return CostChange("")
    if _NEGATIVE.search(plain):
        raise Refused("A cost is no negative amount: {text}", text=text[:40])
    estimate, plain = _taken(_ESTIMATE, plain)
    whole, plain = _taken(_WHOLE, plain)
    found = _AMOUNT.fullmatch(plain.strip())
    if found is None:
        raise Refused("I cannot read {text} as a cost. Example: {example}", text=text[:60], example=EXAMPLE)
    signs = [each.strip() for each in (found["before"], found["after"]) if each.strip()]
    if signs in (["%"], ["％"]):
        return CostChange("", amount=_percent(found["number"]), percent=True, estimate=estimate)
    if len(signs) > 1:
        raise Refused("I cannot read {text} as a cost. Example: {example}", text=text[:60], example=EXAMPLE)
    currency = currency_of(signs[0]) if signs else ""
    return CostChange("", amount=amount_of(found["number"]), currency=currency, estimate=estimate, whole=whole)


def _parts(text: str) -> list[str]:
    """The costs of one line: between commas, or where a name follows an amount."""
    found: list[str] = []
    for part in _COMMA.split(text):
        start, named = 0, False
        for name in _ALL.finditer(part):
            if named and _AFTER_AMOUNT.search(part[: name.start()]):
                found.append(part[start : name.start()])
                start = name.start()
            named = True
        found.append(part[start:])
    return found


def _one(part: str, products: Mapping[str, str], former: CostChange | None) -> CostChange:
    position, product, rest = _position(unicodedata.normalize("NFKC", part), products)
    if reason := _named(_REASON, rest):
        if len(reason[1]) > LONGEST_REASON:
            raise Refused("That reason is too long: at most {limit} characters.", limit=LONGEST_REASON)
        return CostChange(REASON, text=reason[1].strip(" :"))
    of_position = position is not None or bool(product)
    if not of_position and former is not None and not former.is_charge:
        position, product, of_position = former.position, former.product, True
    found = _named(_COSTS if of_position else _ALL, rest)
    if found is None and of_position and (charge := _named(_CHARGES, rest)):
        raise Refused(
            "{charge} is told for the whole quotation, without a position: {example}",
            charge=charge[0],
            example="freight 900 USD",
        )
    if found is None or not found[1].strip():
        raise Refused(
            "I cannot read {text} as a cost. Say which and how much: {example}", text=part[:60], example=EXAMPLE
        )
    change = replace(told(found[1]), name=found[0], position=position, product=product)
    if change.percent and not (change.is_charge and change.name in BY_PERCENT):
        raise Refused("Per cent is understood for {costs} of the whole.", costs="insurance, duty, other_cost")
    return change


def _position(part: str, products: Mapping[str, str]) -> tuple[int | None, str, str]:
    first, _, rest = part.partition(" ")
    if first.casefold() in products:
        return None, products[first.casefold()], rest.strip()
    found = _POSITION.match(part)
    return (int(found["number"]), "", part[found.end() :].strip()) if found else (None, "", part)


def _percent(written: str) -> Decimal:
    share = amount_of(written)
    if share > 100:
        raise Refused("{share} % is more than the whole.", share=share)
    return share


def _taken(pattern: re.Pattern[str], text: str) -> tuple[bool, str]:
    found = pattern.sub(" ", text)
    return found != text, " ".join(found.split())


def _without_unit(text: str) -> str:
    return _PER_UNIT.sub("", text).strip()


def _named(names: re.Pattern[str], text: str) -> tuple[str, str] | None:
    """The name that stands at the beginning, and what follows it."""
    found = names.match(text)
    return (found.lastgroup or "", text[found.end() :].strip(" :=")) if found else None


def _pattern(names: Mapping[str, str]) -> re.Pattern[str]:
    """Each name's words, the longest first; a Latin word ends where letters do, a Chinese one may be followed by a number."""
    every = [(word.strip(), name) for name, words in names.items() for word in words.split(";")]
    groups = {
        name: "|".join(_spelled(word) for word in sorted((w for w, n in every if n == name), key=len, reverse=True))
        for name in names
    }
    return re.compile("|".join(f"(?P<{name}>{words})" for name, words in groups.items()), re.IGNORECASE)


def _spelled(word: str) -> str:
    plain = re.escape(word).replace(r"\ ", r"[ _-]+").replace("_", r"[ _-]+")
    return rf"{plain}(?![a-z_])" if word.isascii() else plain


_COSTS = _pattern(COST_WORDS)
_CHARGES = _pattern(CHARGE_WORDS)
_ALL = _pattern({**CHARGE_WORDS, **{name: words for name, words in COST_WORDS.items() if name not in CHARGE_WORDS}})
_REASON = _pattern({REASON: _REASON_WORDS})
_COMMA = re.compile(r"[,，、]\s*(?=[^\d\s])")
"""A comma between two costs; one before a digit belongs to a number."""
_AFTER_AMOUNT = re.compile(r"[\d%]\s*(?:[A-Za-z$€]{1,3}|美元|人民币|元|刀)?(?<!\s)\s+\Z")
_NEGATIVE = re.compile(r"[-−–]\s*[\d.]")
_POSITION = re.compile(r"第?(?P<number>\d{1,3})(?:行|项)?(?:[.):、#]\s*|\s+|(?=[^\W\d]))")
_NOTHING = frozenset({"-", "–", "—", "none", "no", "无", "没有", "清除", "删除"})
_ESTIMATE = re.compile(
    r"[~≈～?？]|\b(?:about|approx|ca|est|estimate|estimated)\b\.?|大约|大概|约|估计|估", re.IGNORECASE
)
_WHOLE = re.compile(r"\b(?:total|whole|altogether|in all)\b|合计|总共|一共|总计|共", re.IGNORECASE)
_PER_UNIT = re.compile(
    r"(?:/\s*|\bper\s+|\beach\b|每)\s*(?:pcs?|pieces?|units?|sets?|kg|m|个|件|只|套|米|公斤)?\s*\Z", re.IGNORECASE
)
_AMOUNT = re.compile(r"(?P<before>[^\d.,]{0,8}?)\s*(?P<number>[\d.][\d.,' ]*)\s*(?P<after>[^\d]{0,8})")
