"""A change of a product as somebody types it: price 3.20 USD, name zh 深沟球轴承, cost labour 1.20, tier 1000 3.10."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rules.product_fields import COSTS, UNDER_COSTS, field_named, field_of, folded_head, is_cost
from rules.product_values import Written, tier_list, tiers_of
from rules.products import Product

_MOST_WORDS = 4
_LANGUAGES = frozenset(
    "en zh ru es pt fr de it ar tr ja ko vi th id pl nl fa he hi uk cs ro el hu sv da fi no ms bg".split()
)
_GLUED = re.compile(r"^([\u3400-\u9fff]{1,8})(?=[\d０-９$￥¥€])")
_SIGN = re.compile(r"^([^\d=＝:：]{1,30}?)\s*[=＝:：]\s*")
_FROM = re.compile(r"\s+(?:from|自|从)\s+(\d\S*)$", re.IGNORECASE)
_NONE = frozenset({"-", "none", "无", "空"})
OTHER_WORDS = {"picture": "picture", "photo": "picture", "image": "picture", "图片": "picture", "照片": "picture",
               "history": "history", "历史": "history", "价格历史": "history",
               "withdraw": "withdraw", "discontinue": "withdraw", "停售": "withdraw", "下架": "withdraw",}  # fmt: skip
"""What is done with a product that is no change of a field."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change as it was typed: the field, its value ("" takes it away), and a day from which it holds."""

    field: str
    value: str
    valid_from: str = ""
    typed: str = ""


def change_in(text: str) -> Change | None:
    """The change that the words say; None where they begin with no field."""
    plain = _without_sign(_GLUED.sub(r"\1 ", text.strip()))
    words = plain.split()
    for count in range(min(_MOST_WORDS, len(words)), 0, -1):
        said, rest = " ".join(words[:count]), words[count:]
        if folded_head(said) in COSTS and rest:
            return _cost(rest, text)
        if folded_head(said) in OTHER_WORDS:
            return Change(OTHER_WORDS[folded_head(said)], " ".join(rest), typed=text)
        if name := field_named(said):
            return _change(name, _after(plain, count), text)
    return None


def _without_sign(text: str) -> str:
    """price=3.20 and lead time: 30 without the sign behind the field; a sign in a value stays."""
    found = _SIGN.match(text)
    if not found:
        return text
    head = found[1].split(maxsplit=1)
    is_head = field_named(found[1]) or folded_head(found[1]) in OTHER_WORDS or folded_head(head[0]) in COSTS
    return f"{found[1]} {text[found.end() :]}" if is_head else text


def apply(written: Written, change: Change, product: Product) -> None:
    """Adds the change to what is written about the product. Refuses a value that is none."""
    if change.field == "tiers" and change.value:
        told, currency = tiers_of(change.value)
        kept = [each for each in product.tiers if len(told) == 1 and each[0] != told[0][0]]
        written.values["tiers"] = tier_list((*kept, *told))
        written.currency = written.currency or currency
    elif change.field == "tier_end":
        ended = tiers_of(f"{change.value}: 1")[0][0][0]
        written.values["tiers"] = tuple(each for each in product.tiers if each[0] != ended)
    else:
        written.add(change.field, change.value)
    if change.valid_from:
        written.add("valid_from", change.valid_from)


def is_amount(change: Change) -> bool:
    return is_cost(change.field) or field_of(change.field).kind in {"money", "tiers"}


def _after(text: str, words: int) -> str:
    """What stands behind so many words, blanks inside it as they are."""
    parts = text.split(maxsplit=words)
    return parts[words] if len(parts) > words else ""


def _change(name: str, value: str, typed: str) -> Change:
    if name == "name_en":
        language, _, rest = value.partition(" ")
        if language.casefold() in _LANGUAGES and rest.strip():
            return Change(f"name_{language.casefold()}", _own(rest.strip()), typed=typed)
    valid_from = ""
    if name.startswith("name_") or field_of(name).kind in {"text", "texts"}:
        return Change(name, _own(value), typed=typed)
    if (found := _FROM.search(f" {value}")) and field_of(name).kind in {"money", "percent", "tiers"}:
        valid_from, value = found[1], f" {value}"[: found.start()].strip()
    ending = re.fullmatch(r"(\S+)\s+(?:-|none|无)", value) if name == "tiers" else None
    if ending:
        return Change("tier_end", ending[1], typed=typed)
    return Change(name, _own(value), valid_from, typed)


def _cost(words: Sequence[str], typed: str) -> Change | None:
    for count in range(min(_MOST_WORDS, len(words)), 0, -1):
        said = folded_head(" ".join(words[:count]))
        name = UNDER_COSTS.get(said) or field_named(said)
        if name and (is_cost(name) or name.startswith("cost_")):
            return Change(name, _own(" ".join(words[count:])), typed=typed)
    return None


def _own(value: str) -> str:
    return "" if value.strip().casefold() in _NONE else value.strip()
