"""The heads of a product table as trading companies draw them: in two languages, over two rows, with units and currencies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rules.money import currency_of
from rules.product_fields import COSTS, UNDER_COSTS, field_named, folded_head
from rules.product_heads import NAMES
from rules.refusal import Refused

WITHIN = 12
"""Rows at the beginning among which the head is looked for; a letterhead or marks of an export stand above it."""
_BRACKETS = re.compile(r"[(\[（【]([^()\[\]（）【】]*)[)\]）】]")
_PIECES = re.compile(r"[^\u3400-\u9fff]+|[\u3400-\u9fff]+")
_UNITS = re.compile(
    r"(?<![a-z])(mm|cm|m|inch|in|kgs?|g|lbs?|weeks?|months?)(?![a-z])|(毫米|厘米|公分|公斤|千克|米|克|周|星期|月)",
    re.IGNORECASE,
)
_CURRENCIES = frozenset(
    "USD EUR GBP CNY RMB CNH JPY HKD TWD AUD CAD NZD SGD CHF INR RUB KRW THB MYR IDR VND PHP PKR BDT BRL MXN CLP COP PEN ZAR"
    " AED SAR QAR KWD TRY ILS EGP NGN KES SEK NOK DKK PLN CZK HUF KZT UAH".split()
)
"""What is taken for a currency in a head when it stands there in capitals; some codes are words, and kgs are kilograms."""
_TIER = re.compile(
    r"^(?P<mark>>=|≥|from|price|单价|价格|数量)?\s*(?P<least>\d[\d,]*)\s*(?:-\s*\d[\d,]*)?\s*(?P<unit>pcs|pc|sets|units|个|件|只|套|台)?"
    r"\s*(?P<more>\+|以上|起|及以上)?$"
)
_MODELS = frozenset(
    {"model", "model no", "model no.", "model number", "型号", "产品型号", "规格型号", "款号", "style no", "style no."}
)
"""Numbers that stand beside the product's own as another name for it."""


@dataclass(frozen=True, slots=True)
class Head:
    """A column: the field that it fills ("" for none, "model" for another number), its unit or currency, its own words."""

    name: str
    written: str
    hint: str = ""
    rank: int = 0
    least: str = ""
    """The quantity from which the prices of this column hold."""


@dataclass(frozen=True, slots=True)
class Heads:
    """The columns of a table; `last` is the place of the last row of the head, from 0."""

    columns: tuple[Head, ...]
    last: int

    @property
    def names(self) -> frozenset[str]:
        return frozenset(each.name for each in self.columns)

    @property
    def unread(self) -> tuple[str, ...]:
        """The words of columns that fill nothing."""
        return tuple(each.written for each in self.columns if each.written and not each.name)


def heads_of(rows: Sequence[Sequence[str]]) -> Heads | None:
    """The head among the first rows, of one or two rows; None where there is none."""
    for place in range(min(WITHIN, len(rows))):
        below = rows[place + 1] if place + 1 < len(rows) else ()
        for lower, last in ((below, place + 1), ((), place)):
            columns = _columns(rows[place], lower)
            if columns is not None:
                return Heads(_settled(columns), last)
    return None


def _columns(upper: Sequence[str], lower: Sequence[str]) -> list[Head] | None:
    """What each column is; None where these rows are no head: there is no number, or the lower one holds other things."""
    told: list[Head] = []
    over = ""
    is_title = lower and any(upper[:1]) and not any(each.strip() for each in upper[1:])
    for place in range(max(len(upper), len(lower))):
        above = upper[place].strip() if place < len(upper) else ""
        below = lower[place].strip() if place < len(lower) else ""
        over = "" if is_title else above or over
        head = _under(over, below) if below else head_named(above)
        if below and not head.name:
            return None
        told.append(head)
    known = [each for each in told if each.name]
    is_head = len(known) > 1 and any(each.name == "number" for each in known)
    return told if is_head and (not lower or any(each.strip() for each in lower)) else None


def _under(over: str, below: str) -> Head:
    """A head of two rows: 外箱 over 毛重, Carton over Length, 成本 over 包装."""
    written = " ".join(f"{over} {below}".split())
    upper, bare = (_BRACKETS.sub(" ", each).strip() for each in (over, below))
    if folded_head(upper) in COSTS and (name := UNDER_COSTS.get(folded_head(below), "")):
        return Head(name, written, head_named(over).hint)
    together = next(filter(None, (field_named(each) for each in (f"{upper} {bare}", f"{upper}{bare}"))), "")
    found = Head(together, written, _hint(f"- {below}")) if together and upper else head_named(below)
    return replace(found, hint=found.hint or (head_named(over).hint if over else ""))


def head_named(written: str) -> Head:
    """One cell of a head: Unit price (USD), 产品编号 Item No., 外箱尺寸(长*宽*高cm), 1000+."""
    words = " ".join(written.split())
    hint = _hint(written)
    for each in _readings(written):
        name = field_named(each)
        if name:
            return Head(name, words, hint or _hint(each), _rank(name, folded_head(each)))
    tier = _TIER.match(folded_head(_BRACKETS.sub(r" \1 ", written)))
    if tier and (tier["mark"] or tier["more"] or tier["unit"]):
        return Head("tier", words, hint, least=tier["least"].replace(",", ""))
    return Head("", words, hint)


def _readings(written: str) -> list[str]:
    """The whole, then without brackets, then its pieces: lines, parts at bars, the Chinese and the other part."""
    bare = _BRACKETS.sub(" ", written)
    without = " ".join(each for each in bare.split() if not _currency(each)).rstrip("% ")
    pieces = [piece for each in (written, bare) for piece in re.split(r"[\n/|]", each)]
    scripts = [each.strip() for each in _PIECES.findall(bare)]
    return [written, bare, without, *pieces, *scripts, *(_PIECES.findall(without))]


def _hint(written: str) -> str:
    """The currency or the unit of measure that a head tells."""
    for each in (*_BRACKETS.findall(written), *written.replace("/", " ").split()[1:]):
        for piece in re.split(r"[/,\s]", each):
            if currency := _currency(piece):
                return currency
    unit = _UNITS.search(" ".join((*_BRACKETS.findall(written), *written.split()[1:])))
    return (unit[1] or unit[2]).lower() if unit else ""


def _currency(word: str) -> str:
    plain = word.strip(" .:")
    if not plain or len(plain) > 4 or (plain.isascii() and plain.isalpha() and plain not in _CURRENCIES):
        return ""
    try:
        return currency_of(plain)
    except Refused:
        return ""


def _rank(name: str, alias: str) -> int:
    """How surely an alias means its field: the place in the list of names. A model is another number beside a real one."""
    aliases = NAMES.get(name, "").split("|")
    return aliases.index(alias) if alias in aliases else len(aliases)


def _settled(columns: Sequence[Head]) -> tuple[Head, ...]:
    """Each field is filled by one column, the one that is called it most surely; a model beside a number is another name."""
    best: dict[str, int] = {}
    for each in columns:
        if each.name and each.name != "tier":
            best[each.name] = min(best.get(each.name, each.rank), each.rank)
    told: list[Head] = []
    for each in columns:
        if not each.name or each.name == "tier" or best.get(each.name) == each.rank:
            best[each.name] = -1
            told.append(each)
        elif each.name == "number" and any(folded_head(piece) in _MODELS for piece in _readings(each.written)):
            told.append(replace(each, name="model"))
        else:
            told.append(replace(each, name=""))
    return tuple(told)
