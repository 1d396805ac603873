"""The fields of a product: how spreadsheets and people call them, who may change each, and who sees it (B7, R117, R126)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from rules.permission import EVERYBODY, Role
from rules.product_heads import NAMES
from rules.quote import COST_LINES
from rules.words import Line, word

R = Role
PRICERS = frozenset({R.MANAGER, R.SUPERVISOR})
"""Who decides prices, and how far they may be moved (R126)."""
BUYERS = frozenset({*PRICERS, R.PURCHASING})
MAKERS = frozenset({*BUYERS, R.PRODUCTION})
"""Who tells what it costs and how long it takes (R115)."""
PICKERS = frozenset({*BUYERS, R.SALESPERSON, R.MERCHANDISER})
"""Who gives a product its picture."""
EDITORS = frozenset({*MAKERS, *PICKERS})
"""Who may change anything of a product."""
INSIDERS = frozenset({R.MANAGER, R.SUPERVISOR, R.DISPATCHER, R.SALESPERSON, R.PURCHASING, R.ACCOUNTING})
"""Who sees floor and ceiling: who sells, buys and counts."""
COSTERS = frozenset({*INSIDERS, R.PRODUCTION})
"""Who sees the costs."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column of the table of products. What it is called stands in product_heads."""

    name: str
    kind: str
    """text, texts, hs_code, quantity, days, size, side, weight, money, percent, currency, day, tiers, cost, source."""
    label: Line
    example: str
    edits: frozenset[Role] = BUYERS
    sees: frozenset[Role] = EVERYBODY


def _cost(name: str, label: Line) -> Field:
    return Field(name, "cost", label, "1.20 CNY", MAKERS, COSTERS)


FIELDS: tuple[Field, ...] = (
    Field("number", "text", word("number"), "6204-2RS"),
    Field("name_en", "text", word("name"), "Deep groove ball bearing"),
    Field("name_zh", "text", word("Chinese name"), "深沟球轴承"),
    Field("synonyms", "texts", word("also called"), "6204RS; SKF 6204"),
    Field("description", "text", word("description"), "sealed"),
    Field("specification", "text", word("specification"), "20 x 47 x 14 mm"),
    Field("material", "text", word("material"), "GCr15"),
    Field("unit", "text", word("unit"), "pcs"),
    Field("packing", "text", word("packing"), "box"),
    Field("per_carton", "quantity", word("pieces per carton"), "100"),
    Field("carton", "size", word("carton"), "50x40x30"),
    Field("carton_length", "side", word("carton length"), "50"),
    Field("carton_width", "side", word("carton width"), "40"),
    Field("carton_height", "side", word("carton height"), "30"),
    Field("carton_gross", "weight", word("carton gross weight"), "18.5"),
    Field("carton_net", "weight", word("carton net weight"), "17.2"),
    Field("hs_code", "hs_code", word("HS code"), "8482.10"),
    Field("moq", "quantity", word("smallest order"), "500"),
    Field("lead_days", "days", word("lead time in days"), "30", MAKERS),
    Field("price", "money", word("price"), "3.20 USD", PRICERS),
    Field("currency", "currency", word("currency"), "USD", PRICERS),
    Field("floor", "money", word("floor"), "2.90 USD", PRICERS, INSIDERS),
    Field("ceiling", "money", word("ceiling"), "3.60 USD", PRICERS, INSIDERS),
    Field("float_up", "percent", word("range upwards"), "8%", PRICERS, INSIDERS),
    Field("float_down", "percent", word("range downwards"), "5%", PRICERS, INSIDERS),
    Field("valid_from", "day", word("price valid from"), "2026-04-01", PRICERS),
    Field("tiers", "tiers", word("price tiers"), "1000 3.10", PRICERS),
    _cost("raw_material", word("raw material")),
    _cost("production", word("production")),
    _cost("labour", word("labour")),
    _cost("packaging_cost", word("packaging cost")),
    _cost("transport", word("transport")),
    _cost("insurance", word("insurance")),
    _cost("tax", word("taxes")),
    _cost("purchase_price", word("purchase price")),
    _cost("other_cost", word("other costs")),
    Field("cost_currency", "currency", word("currency of the costs"), "CNY", MAKERS, COSTERS),
    Field("cost_source", "source", word("costs told by"), "Pia", MAKERS, COSTERS),
    Field("cost_on", "day", word("costs told on"), "2026-03-01", MAKERS, COSTERS),
)

BY_NAME: Mapping[str, Field] = {each.name: each for each in FIELDS}
FIELD_OF: Mapping[str, str] = {
    **{written: name for name, names in NAMES.items() for written in names.split("|")},
    **{each.name.replace("_", " "): each.name for each in FIELDS},
}
"""What a field is called, in small letters, to its name."""
UNDER_COSTS = {
    "包装": "packaging_cost",
    "packaging": "packaging_cost",
    "packing": "packaging_cost",
    "材料": "raw_material",
    "material": "raw_material",
    "采购": "purchase_price",
    "purchase": "purchase_price",
    "币种": "cost_currency",
    "currency": "cost_currency",
    "来源": "cost_source",
    "source": "cost_source",
    "日期": "cost_on",
    "date": "cost_on",
}
"""What some names mean under a head of costs, or behind the word cost."""
COSTS = frozenset({"cost", "costs", "成本", "费用", "成本明细", "成本构成", "cost breakdown"})
_LANGUAGE = re.compile(r"^(?:name|名称|品名)[ _(（-]{0,2}([a-z]{2})[)）]?$")


def field_named(written: str) -> str:
    """The name of the field that somebody means: "name_fr" for its name in French; empty for what is no field."""
    word_ = folded_head(written)
    if found := _LANGUAGE.match(word_):
        return f"name_{found[1]}"
    return FIELD_OF.get(word_, "")


def field_of(name: str) -> Field:
    """The row of the table; a name in any language is one kind of field."""
    return BY_NAME.get(name) or BY_NAME["name_en"]


def folded_head(written: str) -> str:
    """One width, small letters, single blanks, no signs around."""
    plain = unicodedata.normalize("NFKC", written).casefold().replace("_", " ").replace("\n", " ")
    return " ".join(plain.strip(" *:：#").split())


def is_cost(name: str) -> bool:
    return name in COST_LINES
